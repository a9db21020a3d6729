"""The command line: parse, hand over to the command, turn every error into one line and an exit code."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, NoReturn

from checker.commands import COMMANDS
from checker.commands.options import AUTO, EPILOG, JSON_LIKE
from checker.errors import CheckerError, ConfigError
from checker.exit_status import ERROR
from checker.renderers.errors import render_error
from checker.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = None
    try:
        arguments = build_parser().parse_args(argv)
        handler: Callable[[argparse.Namespace], int] = arguments.handler
        return handler(arguments)
    except CheckerError as error:
        format_name = getattr(arguments, "format", AUTO)
        sys.stderr.write(render_error(error, as_json=format_name in JSON_LIKE))
        return ERROR
    except SystemExit as stop:  # argparse: --help and --version
        return int(stop.code or 0)
    except KeyboardInterrupt:
        return 130


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of every command."""
    parser = _Parser(
        prog="checker",
        description="Tell whether the body of a story supports its headline.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"checker {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add_parser(commands)
    return parser


class _Parser(argparse.ArgumentParser):
    """Reports wrong usage as every other error: a code, one line, a hint."""

    def error(self, message: str) -> NoReturn:
        raise ConfigError(message, code="E203", hint=f"{self.prog} --help")
