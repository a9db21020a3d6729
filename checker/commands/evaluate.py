"""`checker evaluate`: measure the checker on labelled articles."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from checker.commands.options import add_judging, config_from, require_writable, write_text
from checker.errors import ConfigError, InputError
from checker.exit_status import CLEAN

if TYPE_CHECKING:
    import argparse

    from checker.commands import Commands
    from checker.comparison import KeptRows
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
    evaluate.add_argument("--keep", type=Path, metavar="ROWS.json", help="keep what was said of each row")
    evaluate.add_argument(
        "--against", type=Path, metavar="ROWS.json", help="compare with rows another checker kept: a paired bootstrap"
    )
    add_judging(evaluate)
    evaluate.set_defaults(handler=run)


def run(arguments: argparse.Namespace) -> int:
    """Measure every file and print the figures."""
    from checker.comparison import compare, read_kept, to_json
    from checker.pipeline import Checker
    from checker.renderers.evaluation import render_evaluations, render_reliability_svg

    for output in (arguments.output, arguments.report, arguments.keep):
        require_writable(output, sources=arguments.data)
    names = [path.stem for path in arguments.data]
    if len(set(names)) < len(names):
        raise ConfigError("two files have the same name", code="E203", hint="name each set of rows differently")
    others = read_kept(arguments.against) if arguments.against else {}
    if others and (missing := set(names) - others.keys()):
        raise InputError(
            f"{arguments.against} has no rows of {', '.join(sorted(missing))}",
            code="E115",
            hint=f"it has those of {', '.join(sorted(others))}",
        )
    checker = Checker.load(config_from(arguments))
    measured = [_evaluate(checker, path, limit=arguments.limit) for path in arguments.data]
    evaluations = [evaluation for evaluation, _ in measured]
    comparisons = [compare(others[kept.name], kept) for _, kept in measured] if others else []
    write_text(render_evaluations(evaluations, comparisons, as_json=arguments.format == "json"), arguments.output)
    if arguments.report:
        write_text(render_reliability_svg(evaluations), arguments.report)
    if arguments.keep:
        write_text(to_json([kept for _, kept in measured]), arguments.keep)
    return CLEAN


def _evaluate(checker: Checker, path: Path, *, limit: int | None) -> tuple[Evaluation, KeptRows]:
    from checker.comparison import KeptRows
    from checker.evaluate import evaluate, judge_all
    from checker.labelled import read_labelled, sample
    from checker.progress import Progress

    rows = sample(read_labelled(path), limit)
    with Progress(sys.stderr, total=len(rows)) as progress:
        judged = judge_all(checker, rows, on_row=progress.advance)
    evaluation = evaluate(
        judged,
        name=path.stem,
        signature=checker.signature,
        n_left_open=sum(row.is_supported is None for row in rows),
    )
    return evaluation, KeptRows.of(judged, name=path.stem, signature=checker.signature)
