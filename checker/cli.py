"""The command line: a parser and one handler per command; handlers return exit codes and only they print."""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from checker.config import FAIL_ON_CHOICES, Config, load_config
from checker.datatypes import Failure
from checker.errors import CheckerError, ConfigError
from checker.exit_status import CLEAN, ERROR, exit_status
from checker.renderers import FORMATS, RenderContext, render
from checker.renderers.errors import render_error
from checker.rules import RULES
from checker.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from checker.datatypes import Article, Report

AUTO: Final = "auto"
_DEFAULT_WIDTH: Final = 100
_JSON_LIKE: Final = ("json", "jsonl")

_EPILOG: Final = """exit codes:
  0  every headline is supported
  1  at least one finding at or above --fail-on
  2  wrong usage, input that cannot be read, or a model problem
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = None
    try:
        arguments = build_parser().parse_args(argv)
        handler: Callable[[argparse.Namespace], int] = arguments.handler
        return handler(arguments)
    except CheckerError as error:
        format_name = getattr(arguments, "format", AUTO)
        sys.stderr.write(render_error(error, as_json=format_name in _JSON_LIKE))
        return ERROR
    except SystemExit as stop:  # argparse: --help and --version
        return int(stop.code or 0)
    except KeyboardInterrupt:
        return 130


def _check(arguments: argparse.Namespace) -> int:
    """Check the articles of all sources and print one report."""
    started = time.perf_counter()
    config = _config(arguments)
    articles = _read_all(arguments.source, headline=arguments.headline)
    results = tuple(_check_lazily(config, articles))
    context = _render_context(arguments, elapsed_s=time.perf_counter() - started)
    format_name = "terminal" if arguments.format == AUTO else arguments.format
    _write(render(results, format_name, context), arguments.output)
    if format_name in _JSON_LIKE or arguments.output:
        _print_failures(results)
    return max((exit_status(result, fail_on=config.fail_on) for result in results), default=CLEAN)


def _batch(arguments: argparse.Namespace) -> int:
    """Check every article of the sources into a JSONL file."""
    from checker.batch import check_to_file
    from checker.pipeline import Checker
    from checker.progress import Progress

    config = _config(arguments)
    with Progress(sys.stderr) as progress:
        status = check_to_file(
            Checker.load(config),
            _read_all(arguments.source, headline=""),
            arguments.output,
            fail_on=config.fail_on,
            on_result=progress.count,
        )
    sys.stderr.write(f"{progress.summary()} -> {arguments.output}\n")
    return status


def _rules(arguments: argparse.Namespace) -> int:
    """Explain one rule, or list all of them."""
    if not arguments.code:
        print("\n".join(f"{rule.code}  {rule.severity:<7}  {rule.name:<20}  {rule.summary}" for rule in RULES.values()))
        return CLEAN
    rule = RULES.get(arguments.code.upper())
    if rule is None:
        raise ConfigError(f"{arguments.code}: no such rule", code="E203", hint=f"rules are {', '.join(RULES)}")
    print(f"{rule.code} {rule.name} ({rule.severity})\n\n{rule.summary}\n\n{rule.explanation}")
    return CLEAN


def _check_lazily(config: Config, articles: Iterator[Article | Failure]) -> Iterator[Report | Failure]:
    """Load the models when the first readable article turns up: a wrong path is reported at once."""
    checker = None
    for article in articles:
        if isinstance(article, Failure):
            yield article
            continue
        if checker is None:
            from checker.pipeline import Checker  # numpy and onnxruntime, only when there is work

            checker = Checker.load(config)
        yield from checker.check_many([article])


def _read_all(sources: Sequence[str], *, headline: str) -> Iterator[Article | Failure]:
    from checker.readers import read

    for source in sources:
        yield from read(source, headline=headline, stdin=sys.stdin.buffer)


def _config(arguments: argparse.Namespace) -> Config:
    names = ("model", "verifier", "threshold", "language", "fail_on")
    return load_config(overrides={name: getattr(arguments, name) for name in names})


def _render_context(arguments: argparse.Namespace, *, elapsed_s: float) -> RenderContext:
    to_terminal = arguments.output is None and sys.stdout.isatty()
    width = arguments.width
    if width is None:
        width = os.get_terminal_size(sys.stdout.fileno()).columns if to_terminal else _DEFAULT_WIDTH
    color = arguments.color == "always" or (
        arguments.color == AUTO and to_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    )
    return RenderContext(
        width=width,
        color=color,
        verbose=arguments.verbose,
        unicode=bool(arguments.output) or (sys.stdout.encoding or "").lower().startswith("utf"),
        # Piped output is for comparing and keeping: no clock in it.
        elapsed_s=elapsed_s if to_terminal else None,
    )


def _write(text: str, output: Path | None) -> None:
    if output is None:
        sys.stdout.write(text)
        sys.stdout.flush()
        return
    from checker.artifacts import write_atomically

    try:
        write_atomically(output, text.encode())
    except OSError as exc:
        raise ConfigError(
            f"{output}: cannot be written ({exc.strerror})", code="E202", hint="choose another --output"
        ) from exc


def _print_failures(results: Sequence[Report | Failure]) -> None:
    for result in results:
        if isinstance(result, Failure):
            sys.stderr.write(render_error(result, as_json=False))


class _Parser(argparse.ArgumentParser):
    """Reports wrong usage as every other error: a code, one line, a hint."""

    def error(self, message: str) -> NoReturn:
        raise ConfigError(message, code="E203", hint=f"{self.prog} --help")


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of every command."""
    parser = _Parser(
        prog="checker",
        description="Tell whether the body of a story supports its headline.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"checker {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_check(commands)
    _add_batch(commands)
    rules = commands.add_parser("rules", help="list the rules, or explain one")
    rules.add_argument("code", nargs="?", help="such as HC001")
    rules.set_defaults(handler=_rules)
    return parser


def _add_check(commands: argparse._SubParsersAction[_Parser]) -> None:
    check = commands.add_parser(
        "check", help="check stories and print a report", epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    check.add_argument(
        "source", nargs="+", help="a .txt, .md or .jsonl file, a folder, a pattern, or - for standard input"
    )
    check.add_argument("--headline", default="", metavar="TEXT", help="check this headline instead of the story's own")
    check.add_argument("--format", choices=(AUTO, *FORMATS), default=AUTO, help="default: %(default)s")
    check.add_argument("--output", type=Path, metavar="PATH", help="write the report to a file instead of the screen")
    check.add_argument("--color", choices=(AUTO, "always", "never"), default=AUTO, help="default: %(default)s")
    check.add_argument("--width", type=_width, metavar="N", help="columns of the terminal report")
    check.add_argument("--verbose", action="store_true", help="show every sentence and what was left out")
    _add_judging(check)
    check.set_defaults(handler=_check)


def _add_batch(commands: argparse._SubParsersAction[_Parser]) -> None:
    batch = commands.add_parser(
        "batch", help="check many stories into a JSONL file", epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    batch.add_argument(
        "source", nargs="+", help="a .jsonl file with headline and body in each row, or any other source"
    )
    batch.add_argument(
        "--output", type=Path, required=True, metavar="REPORTS.jsonl", help="one report a line, in order"
    )
    _add_judging(batch)
    batch.set_defaults(handler=_batch)


def _add_judging(parser: argparse.ArgumentParser) -> None:
    """Add the options that change what is decided."""
    parser.add_argument("--model", metavar="NAME", help="embedding model: bundled, a folder, or a hub id")
    parser.add_argument("--verifier", metavar="NAME", help="entailment model: bundled, none, a folder, or a hub id")
    parser.add_argument("--threshold", type=float, metavar="P", help="probability from which a claim is supported")
    parser.add_argument("--language", metavar="CODE", help="language of the stories, such as id; default: detected")
    parser.add_argument("--fail-on", choices=FAIL_ON_CHOICES, help="least severity that makes the exit code 1")


def _width(text: str) -> int:
    width = int(text)
    if not 40 <= width <= 400:
        raise argparse.ArgumentTypeError("between 40 and 400")
    return width
