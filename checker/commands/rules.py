"""`checker rules`: list the rules, or explain one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.errors import ConfigError
from checker.exit_status import CLEAN
from checker.rules import RULES, find_code, suggest_rule

if TYPE_CHECKING:
    import argparse

    from checker.commands import Commands


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    rules = commands.add_parser("rules", help="list the rules, or explain one")
    rules.add_argument("code", nargs="?", help="its code or name, such as HC001")
    rules.set_defaults(handler=run)


def run(arguments: argparse.Namespace) -> int:
    """Explain one rule, or list all of them."""
    if not arguments.code:
        print("\n".join(f"{rule.code}  {rule.severity:<7}  {rule.name:<20}  {rule.summary}" for rule in RULES.values()))
        return CLEAN
    code = find_code(arguments.code)
    if code is None:
        raise ConfigError(f"{arguments.code}: no such rule", code="E203", hint=suggest_rule(arguments.code))
    rule = RULES[code]
    print(f"{rule.code} {rule.name} ({rule.severity})\n\n{rule.summary}\n\n{rule.explanation}")
    return CLEAN
