"""`checker calibrate`: fit the verdict to a desk's own labelled headlines."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from checker.commands.options import add_judging, config_from, require_writable, write_text
from checker.exit_status import CLEAN

if TYPE_CHECKING:
    from checker.commands import Commands


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    calibrate = commands.add_parser("calibrate", help="fit the verdict to a desk's own labelled stories")
    calibrate.add_argument("data", type=Path, metavar="DESK.jsonl", help="rows with headline, body and label")
    calibrate.add_argument(
        "--output", type=Path, default=Path("verdict.json"), metavar="PATH", help="default: %(default)s"
    )
    calibrate.add_argument("--max-false-alarms", type=_share, metavar="3%", help="flag at most these of good headlines")
    calibrate.add_argument("--min-recall", type=_share, metavar="90%", help="flag at least these of bad headlines")
    calibrate.add_argument("--picture", type=Path, metavar="PATH.svg", help="draw recall over false alarms")
    add_judging(calibrate)
    calibrate.set_defaults(handler=run)


def run(arguments: argparse.Namespace) -> int:
    """Measure, fit, choose, and write the verdict file."""
    from checker.calibrate import calibrate, measure
    from checker.labelled import read_labelled
    from checker.pipeline import Checker
    from checker.progress import Progress
    from checker.renderers.calibration import render_calibration, render_curve_svg
    from checker.verdict_model import read_document

    for output in (arguments.output, arguments.picture):
        require_writable(output, sources=[arguments.data])
    config = config_from(arguments)
    rows = list(read_labelled(arguments.data))
    checker = Checker.load(config)
    with Progress(sys.stderr, total=len(rows)) as progress:
        measured = measure(checker, rows, on_row=progress.advance)
    found = calibrate(
        checker.verdict_model, measured, max_false_alarms=arguments.max_false_alarms, min_recall=arguments.min_recall
    )
    document = read_document(config.verdict)
    document["models"]["verified" if checker.is_verified else "simple"] = found.model
    write_text(json.dumps(document, indent=1) + "\n", arguments.output)
    if arguments.picture:
        write_text(render_curve_svg(found), arguments.picture)
    sys.stdout.write(render_calibration(found))
    sys.stderr.write(f"use it with --verdict {arguments.output}\n")
    return CLEAN


def _share(text: str) -> float:
    share = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError("a share such as 3% or 0.03")
    return share
