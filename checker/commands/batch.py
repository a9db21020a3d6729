"""`checker batch`: check any number of stories into a JSONL file."""

from __future__ import annotations

import argparse
import hashlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from checker.commands.counting import count_stories
from checker.commands.options import (
    EPILOG,
    add_cache,
    add_failing,
    add_judging,
    add_quiet,
    add_reading,
    config_from,
    load_checker,
    print_failures,
    print_stale,
    read_all,
    require_writable,
)
from checker.commands.outputs import screen_context
from checker.config import SEVERITY_CHOICES
from checker.hardware import count_cores

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.commands import Commands
    from checker.config import Config
    from checker.datatypes import Failure, Report

_N_WORST: Final = 20  # headlines of this run that are listed at its end


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    batch = commands.add_parser(
        "batch", help="check many stories into a JSONL file", epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    batch.add_argument(
        "source", nargs="+", help="a .jsonl or .csv file with headline and body in each row, or any other source"
    )
    batch.add_argument(
        "--output", type=Path, required=True, metavar="REPORTS.jsonl", help="one report a line, in order"
    )
    batch.add_argument(
        "--resume", action="store_true", help="go on where an interrupted run into the same output stopped, if one did"
    )
    batch.add_argument(
        "--jobs", type=_positive, default=0, metavar="N", help="processes that check at once; default: one a core"
    )
    batch.add_argument("--baseline", type=Path, metavar="PATH", help="known findings, as `checker baseline` wrote them")
    batch.add_argument("--min-severity", choices=SEVERITY_CHOICES, help="least severity that is written; default: note")
    add_quiet(batch, "neither progress nor table nor summary on standard error, only what could not be checked")
    add_reading(batch)
    add_judging(batch)
    add_failing(batch)
    add_cache(batch)
    batch.set_defaults(handler=run)


def run(arguments: argparse.Namespace) -> int:
    """Check every article of the sources into a JSONL file."""
    from checker.baseline import Baseline, StaleSearch
    from checker.batch import check_to_file
    from checker.cached_checker import open_checker
    from checker.datatypes import Severity
    from checker.findings import show_from
    from checker.journal import Journal
    from checker.progress import Progress
    from checker.renderers.overview import Worst
    from checker.renderers.terminal import render_worst

    require_writable(arguments.output, sources=arguments.source)
    config = config_from(arguments)
    baseline = Baseline.load(config.baseline)
    total = count_stories(arguments.source, arguments.input_format)
    worst, stale = Worst(_N_WORST), StaleSearch(baseline)
    jobs = min(arguments.jobs or count_cores(), total or sys.maxsize)
    with open_checker(config, load_checker, jobs=jobs) as checker:
        begin = Journal.resume if arguments.resume else Journal.begin
        journal = begin(arguments.output, terms=_terms(config, checker.signature))
        progress = Progress(sys.stderr, total=total, done=journal.outcomes, quiet=arguments.quiet)
        with progress:

            def count(result: Report | Failure) -> None:
                progress.count(result)
                worst.add(result)
                stale.look_at(result)
                if arguments.quiet:
                    print_failures((result,))

            status = check_to_file(
                checker.check_many,
                read_all(arguments.source, headline="", arguments=arguments, written=(arguments.output,)),
                journal,
                fail_on=config.fail_on,
                mark=baseline.mark,
                show=lambda result: show_from(result, Severity(config.min_severity)),
                on_result=count,
            )
    if arguments.quiet:
        return status
    print_stale(stale.entries)
    sys.stderr.write(render_worst(worst.results, screen_context(sys.stderr)))
    sys.stderr.write(f"{progress.summary()} -> {arguments.output}\n")
    return status


def _terms(config: Config, signature: str) -> Mapping[str, str]:
    """Return all that a line depends on besides its article."""
    return {
        "signature": signature,
        "threshold": "" if config.threshold is None else repr(config.threshold),
        "language": config.language,
        "fail_on": config.fail_on,
        "min_severity": config.min_severity,
        "baseline": hashlib.sha256(config.baseline.read_bytes()).hexdigest() if config.baseline else "",
    }


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is not at least 1")
    return number
