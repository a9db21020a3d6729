"""The command line: parse, hand over to the command, turn every error into one line and an exit code."""

from __future__ import annotations

import argparse
import difflib
import re
import sys
import traceback
from typing import TYPE_CHECKING, Final, NoReturn

from checker.commands import COMMANDS
from checker.commands.options import AUTO, EPILOG, JSON_LIKE
from checker.errors import CheckerError, ConfigError
from checker.exit_status import ERROR
from checker.renderers.errors import render_error
from checker.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

# How argparse words what it does not know.
_UNKNOWN_OPTION: Final = re.compile(r"unrecognized arguments: (--?[\w-]+)")
_UNKNOWN_CHOICE: Final = re.compile(r"invalid choice: '([^']*)' \(choose from (.*)\)")
_QUOTED: Final = re.compile(r"[\w-]+")

# What somebody sees who types the bare name: what to try first, not every option.
SHORT_HELP: Final = """checker tells whether the body of a story supports its headline.

  checker check story.txt                      one story: first line, headline
  checker check drafts/ --output report.html   a folder, with a page to read
  checker check https://example.org/story      every headline a page carries
  checker batch rows.jsonl --output out.jsonl  many stories, one report a line
  checker watch drafts/                        again whenever a story is saved
  checker rules HC003                          what a finding means

checker --help lists all commands, checker check --help the options of one.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    if not (sys.argv[1:] if argv is None else argv):
        sys.stdout.write(SHORT_HELP)
        return ERROR  # nothing was checked: no gate shall pass on it
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
    except BrokenPipeError:
        raise
    except Exception:
        traceback.print_exc()  # a fault of ours; that it is no finding, the exit code tells
        return ERROR


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
        nearest = _nearest_to(message, self)
        hint = f"did you mean {nearest}? or see {self.prog} --help" if nearest else f"{self.prog} --help"
        raise ConfigError(message, code="E203", hint=hint)


def _nearest_to(message: str, parser: argparse.ArgumentParser) -> str:
    """Return what may have been meant by the word that argparse does not know; empty if it complains of no word."""
    if unknown := _UNKNOWN_OPTION.match(message):
        word, known = (
            unknown[1],
            sorted({option for each in _parsers(parser) for option in each._option_string_actions}),
        )
    elif unknown := _UNKNOWN_CHOICE.search(message):
        word, known = unknown[1], _QUOTED.findall(unknown[2])
    else:
        return ""
    return next(iter(difflib.get_close_matches(word, known, n=1)), "")


def _parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield parser
    for action in parser._actions:  # argparse has no public way to list commands
        if isinstance(action, argparse._SubParsersAction):
            yield from action.choices.values()
