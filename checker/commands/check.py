"""`checker check`: check the stories of all sources and print one report."""

from __future__ import annotations

import argparse
import sys
import time
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from checker.baseline import Baseline
from checker.commands.counting import count_stories, show_progress
from checker.commands.options import (
    EPILOG,
    add_cache,
    add_failing,
    add_judging,
    add_reading,
    config_from,
    load_checker,
    print_failures,
    print_stale,
    read_all,
    require_some,
    trace_from,
)
from checker.commands.outputs import add_outputs, outputs_from, shows_failures, write_outputs
from checker.config import SEVERITY_CHOICES
from checker.datatypes import Failure, Severity
from checker.errors import ConfigError
from checker.exit_status import CLEAN, exit_status
from checker.findings import show_from
from checker.renderers.settings import render_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.commands import Commands
    from checker.config import Config
    from checker.datatypes import Article, Report


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    check = commands.add_parser(
        "check", help="check stories and print a report", epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    check.add_argument(
        "source", nargs="*", help="a file, a folder, a pattern, the address of a page or feed, or - for standard input"
    )
    check.add_argument("--headline", default="", metavar="TEXT", help="check this headline instead of the story's own")
    add_outputs(check)
    check.add_argument("--min-severity", choices=SEVERITY_CHOICES, help="least severity that is shown; default: note")
    check.add_argument("--baseline", type=Path, metavar="PATH", help="known findings, as `checker baseline` wrote them")
    check.add_argument("--show-config", action="store_true", help="print every setting and where it was set")
    add_reading(check)
    add_judging(check)
    add_failing(check)
    add_cache(check)
    check.set_defaults(handler=run)


def run(arguments: argparse.Namespace) -> int:
    """Check the articles of all sources and print one report."""
    started = time.perf_counter()
    if arguments.show_config:
        sys.stdout.write(render_settings(trace_from(arguments)))
        return CLEAN
    if not arguments.source:
        raise ConfigError("there is no source to check", code="E203", hint="checker check --help")
    outputs = outputs_from(arguments)
    config = config_from(arguments)
    baseline = Baseline.load(config.baseline)
    written = [output.path for output in outputs if output.path]
    articles = read_all(arguments.source, headline=arguments.headline, arguments=arguments, written=written)
    total = count_stories(arguments.source, arguments.input_format)
    marked = map(baseline.mark, _check_lazily(config, articles))
    results = tuple(show_progress(marked, total=total, quiet=arguments.quiet))
    require_some(results)
    shown = tuple(show_from(result, Severity(config.min_severity)) for result in results)
    write_outputs(outputs, shown, arguments, elapsed_s=time.perf_counter() - started)
    if not shows_failures(outputs):
        print_failures(results)
    if not arguments.quiet:
        print_stale(baseline.find_stale(results))
    return max(exit_status(result, fail_on=config.fail_on) for result in results)


def _check_lazily(config: Config, articles: Iterator[Article | Failure]) -> Iterator[Report | Failure]:
    """Begin to check when the first readable article turns up: a wrong path is reported at once."""
    for article in articles:
        if isinstance(article, Failure):
            yield article
            continue
        from checker.cached_checker import open_checker  # numpy, only when there is work

        with open_checker(config, load_checker) as checker:
            yield from checker.check_many(chain([article], articles))
