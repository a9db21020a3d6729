"""`checker baseline`: record today's findings, so that later checks fail on new ones only."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from checker.commands.options import (
    add_judging,
    add_quiet,
    add_reading,
    config_from,
    print_failures,
    read_all,
    require_some,
    require_writable,
    write_text,
)
from checker.config import NEVER
from checker.exit_status import exit_status

if TYPE_CHECKING:
    import argparse

    from checker.commands import Commands


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    baseline = commands.add_parser("baseline", help="record today's findings, so that only new ones fail")
    baseline.add_argument("source", nargs="+", help="what a later `checker check --baseline` will check")
    baseline.add_argument(
        "--output", type=Path, default=Path("checker-baseline.json"), metavar="PATH", help="default: %(default)s"
    )
    add_quiet(baseline, "say nothing on standard error but what could not be checked")
    add_reading(baseline)
    add_judging(baseline)
    baseline.set_defaults(handler=run)


def run(arguments: argparse.Namespace) -> int:
    """Check every article of the sources, write down what was found, and fail only for what could not be checked."""
    from checker.baseline import Baseline
    from checker.pipeline import Checker
    from checker.progress import Progress

    require_writable(arguments.output, sources=arguments.source)
    config = config_from(arguments)
    results = []
    with Progress(sys.stderr, quiet=arguments.quiet) as progress:
        articles = read_all(arguments.source, headline="", arguments=arguments)
        for result in Checker.load(config).check_many(articles):
            progress.count(result)
            results.append(result)
    require_some(results)
    baseline = Baseline.record(results, folder=arguments.output.parent)
    write_text(baseline.dump(), arguments.output)
    print_failures(results)
    if not arguments.quiet:
        sys.stderr.write(f"{progress.summary()}; {len(baseline.entries)} known findings -> {arguments.output}\n")
    return max(exit_status(result, fail_on=NEVER) for result in results)
