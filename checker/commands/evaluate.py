"""`checker evaluate`: measure the checker on labelled articles."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from checker.commands.options import add_judging, config_from, write_text
from checker.exit_status import CLEAN

if TYPE_CHECKING:
    import argparse

    from checker.commands import Commands
    from checker.evaluate import Evaluation
    from checker.pipeline import Checker


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    evaluate = commands.add_parser("evaluate", help="measure the checker on labelled stories")
    evaluate.add_argument(
        "data", nargs="+", type=Path, metavar="DATA.jsonl", help="rows with headline, body and label; FNC-1 as it is"
    )
    evaluate.add_argument("--limit", type=int, metavar="N", help="rows of each file, drawn with a fixed seed")
    evaluate.add_argument("--format", choices=("terminal", "json"), default="terminal", help="default: %(default)s")
    evaluate.add_argument("--output", type=Path, metavar="PATH", help="write the figures to a file")
    evaluate.add_argument("--report", type=Path, metavar="PATH.svg", help="draw the reliability diagrams to a file")
    add_judging(evaluate)
    evaluate.set_defaults(handler=run)


def run(arguments: argparse.Namespace) -> int:
    """Measure every file and print the figures."""
    from checker.pipeline import Checker
    from checker.renderers.evaluation import render_evaluations, render_reliability_svg

    checker = Checker.load(config_from(arguments))
    evaluations = [_evaluate(checker, path, limit=arguments.limit) for path in arguments.data]
    write_text(render_evaluations(evaluations, as_json=arguments.format == "json"), arguments.output)
    if arguments.report:
        write_text(render_reliability_svg(evaluations), arguments.report)
    return CLEAN


def _evaluate(checker: Checker, path: Path, *, limit: int | None) -> Evaluation:
    from checker.evaluate import evaluate, judge_all
    from checker.labelled import read_labelled, sample
    from checker.progress import Progress

    rows = sample(read_labelled(path), limit)
    n_left_open = sum(row.is_supported is None for row in rows)
    with Progress(sys.stderr, total=len(rows)) as progress:
        judged = judge_all(checker, rows, on_row=progress.advance)
    return evaluate(
        judged,
        name=path.stem,
        threshold=checker.thresholds.supported,
        signature=checker.signature,
        n_left_open=n_left_open,
    )
