"""`checker batch`: check any number of stories into a JSONL file."""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from checker.commands.options import EPILOG, add_judging, add_reading, config_from, load_checker, read_all
from checker.commands.outputs import screen_context
from checker.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.commands import Commands
    from checker.config import Config
    from checker.datatypes import Failure, Report

# Files that hold one story each, or one a line; what others hold, only reading them tells.
_ONE_STORY: Final = frozenset({"text", "markdown", "docx"})
_ONE_A_LINE: Final = "jsonl"
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
    add_reading(batch)
    add_judging(batch)
    batch.set_defaults(handler=run)


def run(arguments: argparse.Namespace) -> int:
    """Check every article of the sources into a JSONL file."""
    from checker.baseline import Baseline
    from checker.batch import check_to_file
    from checker.cached_checker import open_checker
    from checker.journal import Journal
    from checker.progress import Progress
    from checker.renderers.overview import Worst
    from checker.renderers.terminal import render_worst

    config = config_from(arguments)
    baseline = Baseline.load(config.baseline)
    total = _count_stories(arguments.source, arguments.input_format)
    worst = Worst(_N_WORST)
    jobs = min(arguments.jobs or _count_cores(), total or sys.maxsize)
    with open_checker(config, load_checker, jobs=jobs) as checker:
        begin = Journal.resume if arguments.resume else Journal.begin
        journal = begin(arguments.output, terms=_terms(config, checker.signature))
        with Progress(sys.stderr, total=total, done=journal.outcomes) as progress:

            def count(result: Report | Failure) -> None:
                progress.count(result)
                worst.add(result)

            status = check_to_file(
                checker.check_many,
                read_all(arguments.source, headline="", arguments=arguments),
                journal,
                fail_on=config.fail_on,
                mark=baseline.mark,
                on_result=count,
            )
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
        "baseline": hashlib.sha256(config.baseline.read_bytes()).hexdigest() if config.baseline else "",
    }


def _count_stories(sources: Sequence[str], input_format: str) -> int | None:
    """Return how many stories the sources hold, None where only reading them tells."""
    from checker.readers.formats import SUFFIXES
    from checker.readers.places import find_files

    total = 0
    try:
        for path in (path for source in sources for path in find_files(source)):
            kind = input_format or SUFFIXES.get(path.suffix.lower(), "")
            if kind == _ONE_A_LINE:
                total += _count_lines(path)
            elif kind in _ONE_STORY:
                total += 1
            else:
                return None
    except (InputError, OSError):  # an address, standard input, or what reading it will complain about
        return None
    return total


def _count_lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for line in file if not line.isspace())


def _count_cores() -> int:
    """Return the cores this process may use, which in a container are fewer than there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is not at least 1")
    return number
