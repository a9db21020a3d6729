"""`checker batch`: check many stories into a JSONL file."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from checker.commands.options import EPILOG, add_judging, add_reading, config_from, read_all

if TYPE_CHECKING:
    from checker.commands import Commands


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
    batch.add_argument("--baseline", type=Path, metavar="PATH", help="known findings, as `checker baseline` wrote them")
    add_reading(batch)
    add_judging(batch)
    batch.set_defaults(handler=run)


def run(arguments: argparse.Namespace) -> int:
    """Check every article of the sources into a JSONL file."""
    from checker.baseline import Baseline
    from checker.batch import check_to_file
    from checker.pipeline import Checker
    from checker.progress import Progress

    config = config_from(arguments)
    with Progress(sys.stderr) as progress:
        status = check_to_file(
            Checker.load(config),
            read_all(arguments.source, headline="", arguments=arguments),
            arguments.output,
            fail_on=config.fail_on,
            mark=Baseline.load(config.baseline).mark if config.baseline else lambda result: result,
            on_result=progress.count,
        )
    sys.stderr.write(f"{progress.summary()} -> {arguments.output}\n")
    return status
