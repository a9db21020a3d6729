"""Measure the shipped checker on labelled headlines, beside what a cosine and shared words alone would do.

    python -m benchmarks.quality [--data ../shared/data/dev] [--limit 200] [--only SET ...] [--write]

`data/` is always measured; `--data` adds development sets.  No model was fitted on these;
docs/goals.md says what was chosen on them.
`--write` stores the figures in benchmarks/results.json, from which `python -m benchmarks.readme` fills the README.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from benchmarks.sets import PAIRED, load_sets, load_stances
from checker import Checker, __version__
from checker.calibrate import MIN_ROWS, calibrate, measured_of
from checker.config import load_config
from checker.evaluate import Evaluation, evaluate, judge_all
from checker.renderers.evaluation import render_evaluations

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from checker.evaluate import Judged

RESULTS: Final = Path(__file__).with_name("results.json")


def main(argv: Sequence[str] | None = None) -> None:
    """Measure every set and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="a folder of development sets")
    parser.add_argument("--limit", type=int, default=200, help="headlines a development set gives at most; 0: all")
    parser.add_argument("--verifier", default="bundled")
    parser.add_argument("--only", nargs="*", metavar="SET", help="measure these alone, and keep the others as stored")
    parser.add_argument("--write", action="store_true", help="store the figures")
    options = parser.parse_args(argv)
    checker = Checker.load(load_config(overrides={"verifier": options.verifier}))
    document: dict[str, Any] = {
        "version": __version__,
        "signature": checker.signature,
        "limit": options.limit,
        "sets": {},
    }
    if options.only:
        document = _stored(document)
    for evaluation, judged in measure_sets(checker, options.data, limit=options.limit or None, only=options.only):
        print(render_evaluations([evaluation]), flush=True)
        found = document["sets"][evaluation.name] = asdict(evaluation) | {"calibrated": calibrated(checker, judged)}
        if evaluation.name in PAIRED:
            found["paired_accuracy"] = paired_accuracy(judged)
    if options.data and not options.only:
        judged = judge_all(checker, load_stances(options.data, limit=options.limit or None))
        stances = evaluate(judged, name="fnc1_en", signature=checker.signature)
        print(render_evaluations([stances]), flush=True)
        document["stances"] = asdict(stances.stances) if stances.stances else None
    if options.write:
        RESULTS.write_text(json.dumps(document, indent=1, allow_nan=True) + "\n", encoding="utf-8")


def _stored(wanted: dict[str, Any]) -> dict[str, Any]:
    """Return the stored figures, if they are of this very checker and of as many rows."""
    stored: dict[str, Any] = json.loads(RESULTS.read_text(encoding="utf-8"))
    if any(stored[key] != wanted[key] for key in ("signature", "limit")):
        raise SystemExit(f"{RESULTS.name} is of another checker or another --limit: measure every set")
    return stored


def measure_sets(
    checker: Checker, dev: Path | None, *, limit: int | None, only: Collection[str] | None = None
) -> Iterator[tuple[Evaluation, list[Judged]]]:
    """Yield the figures of each set, or of those named in `only`, and the judged headlines they come from."""
    for name, rows in load_sets(dev, limit=limit):
        if only and name not in only:
            continue
        judged = judge_all(checker, rows)
        yield evaluate(judged, name=name, signature=checker.signature), judged


def calibrated(checker: Checker, judged: Sequence[Judged]) -> dict[str, Any] | None:
    """Return what `checker calibrate` would make of the set, out of fold; None where it has one class or few rows."""
    measured = measured_of(judged)
    if len(measured.supported) < MIN_ROWS or len(set(measured.supported.tolist())) < 2:
        return None
    found = calibrate(checker.verdict_model, measured)
    return {
        "method": found.method,
        "n": found.n,
        "ece": found.ece[1],
        "ece_by_chance": found.ece_by_chance,
        "brier": found.brier[1],
    }


def paired_accuracy(judged: Sequence[Judged]) -> float:
    """Return how often a true headline is more probable than its edit, which follows it; a tie counts half."""
    pairs = list(zip(judged[::2], judged[1::2], strict=True))
    wins = sum((a.probability > b.probability) + 0.5 * (a.probability == b.probability) for a, b in pairs)
    return wins / len(pairs)


if __name__ == "__main__":
    main()
