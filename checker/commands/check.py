"""`checker check`: check the stories of all sources and print one report."""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from checker.commands.options import AUTO, EPILOG, JSON_LIKE, add_judging, config_from, read_all, write_text
from checker.datatypes import Failure
from checker.exit_status import CLEAN, exit_status
from checker.renderers import FORMATS, RenderContext, render
from checker.renderers.errors import render_error

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.commands import Commands
    from checker.config import Config
    from checker.datatypes import Article, Report

_DEFAULT_WIDTH: Final = 100


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    check = commands.add_parser(
        "check", help="check stories and print a report", epilog=EPILOG,
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
    add_judging(check)
    check.set_defaults(handler=run)


def run(arguments: argparse.Namespace) -> int:
    """Check the articles of all sources and print one report."""
    started = time.perf_counter()
    config = config_from(arguments)
    articles = read_all(arguments.source, headline=arguments.headline)
    results = tuple(_check_lazily(config, articles))
    context = _render_context(arguments, elapsed_s=time.perf_counter() - started)
    format_name = "terminal" if arguments.format == AUTO else arguments.format
    write_text(render(results, format_name, context), arguments.output)
    if format_name in JSON_LIKE or arguments.output:
        _print_failures(results)
    return max((exit_status(result, fail_on=config.fail_on) for result in results), default=CLEAN)


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


def _print_failures(results: Sequence[Report | Failure]) -> None:
    for result in results:
        if isinstance(result, Failure):
            sys.stderr.write(render_error(result, as_json=False))


def _width(text: str) -> int:
    width = int(text)
    if not 40 <= width <= 400:
        raise argparse.ArgumentTypeError("between 40 and 400")
    return width
