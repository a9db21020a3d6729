"""`checker completion`: print the script that lets a shell complete commands, options and their values."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from checker.exit_status import CLEAN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.commands import Commands

_SHELLS: Final = ("bash", "zsh", "fish")
_FILES: Final = ("source", "data")  # arguments that are files, though their type is text
_EPILOG: Final = """for example:
  checker completion bash > ~/.local/share/bash-completion/completions/checker
  checker completion zsh > ~/.zfunc/_checker        (with ~/.zfunc in $fpath)
  checker completion fish > ~/.config/fish/completions/checker.fish
"""


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    completion = commands.add_parser(
        "completion", help="print what lets a shell complete this program", epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    completion.add_argument("shell", choices=_SHELLS)
    completion.set_defaults(handler=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the script for a shell."""
    import shtab  # only to write the script; completing itself needs neither it nor Python

    from checker.cli import build_parser

    parser = build_parser()
    for action in _actions(parser):
        if action.type is Path or action.dest in _FILES:
            action.complete = shtab.FILE  # type: ignore[attr-defined]  # how shtab is told
    sys.stdout.write(shtab.complete(parser, shell=arguments.shell) + "\n")
    return CLEAN


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    for action in parser._actions:  # argparse has no public way to list them
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield from _actions(command)
        else:
            yield action
