"""Refuse a checker that has become worse: floors for accuracy, ceilings for errors, as stored in floors.json.

    python -m benchmarks.gate [--data ../shared/data/dev] [--full] [--update [--allow-regression]]

A sample of each set is measured (in CI), or with `--full` every row.  `--update` moves the bounds to what was measured,
less a tolerance, and never lowers one unless told.  Ends with 1 when a bound is broken.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from benchmarks.quality import measure_sets, paired_accuracy
from benchmarks.sets import PAIRED
from checker import Checker

if TYPE_CHECKING:
    from collections.abc import Sequence

FLOORS: Final = Path(__file__).with_name("floors.json")
SAMPLE: Final = 60  # rows of a set in CI: about a second each
# Room for another machine's rounding (`checker/hardware.py` has two kinds, .007 of a probability apart on average): one
# headline of the thirty of a class may cross a threshold.  Samples are the same rows every time, so nothing else moves.
TOLERANCE: Final = {"sample": 0.035, "full": 0.01}
_ACCURACIES: Final = ("auroc", "balanced_accuracy", "recall", "paired_accuracy")
_ERRORS: Final = ("brier", "ece", "false_alarms")


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, compare, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="a folder of development sets")
    parser.add_argument("--full", action="store_true", help="every row instead of a sample")
    parser.add_argument("--update", action="store_true", help="store what was measured as the new bounds")
    parser.add_argument("--allow-regression", action="store_true", help="let --update loosen a bound")
    options = parser.parse_args(argv)
    size = "full" if options.full else "sample"
    bounds = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.is_file() else {}
    measured = measure_figures(Checker.load(), options.data, limit=None if options.full else SAMPLE)
    broken = find_broken(bounds.get(size, {}), measured, tolerance=TOLERANCE[size])
    if options.update:
        bounds[size] = bounds.get(size, {}) | merge(
            bounds.get(size, {}), measured, allow_regression=options.allow_regression
        )
        FLOORS.write_text(json.dumps(bounds, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        return 0
    sys.stdout.write("\n".join(broken or ["every bound holds"]) + "\n")
    return 1 if broken else 0


def measure_figures(checker: Checker, dev: Path | None, *, limit: int | None) -> dict[str, dict[str, float]]:
    """Return the bounded figures of each set; one that a set cannot have is left out."""
    figures: dict[str, dict[str, float]] = {}
    for evaluation, judged in measure_sets(checker, dev, limit=limit):
        found = {name: interval.value for name, interval in evaluation.measures.items()}
        if evaluation.name in PAIRED:
            found["paired_accuracy"] = paired_accuracy(judged)
        figures[evaluation.name] = {
            name: round(found[name], 4)
            for name in (*_ACCURACIES, *_ERRORS)
            if name in found and not math.isnan(found[name])
        }
        sys.stderr.write(f"{evaluation.name}: {figures[evaluation.name]}\n")
    return figures


def find_broken(
    bounds: dict[str, dict[str, float]], measured: dict[str, dict[str, float]], *, tolerance: float
) -> list[str]:
    """Return one line for each bound that a measured figure breaks; sets that were not measured are not judged."""
    broken = []
    for set_name, figures in measured.items():
        for name, bound in bounds.get(set_name, {}).items():
            value = figures.get(name, math.nan)
            if name in _ACCURACIES and not value >= bound - tolerance:
                broken.append(f"{set_name}: {name} is {value:.4f}, its floor is {bound:.4f}")
            if name in _ERRORS and not value <= bound + tolerance:
                broken.append(f"{set_name}: {name} is {value:.4f}, its ceiling is {bound:.4f}")
    return broken


def merge(
    bounds: dict[str, dict[str, float]], measured: dict[str, dict[str, float]], *, allow_regression: bool
) -> dict[str, Any]:
    """Return the measured sets' new bounds: what was measured, but never looser than before unless allowed."""
    merged = {}
    for set_name, figures in measured.items():
        old = {} if allow_regression else bounds.get(set_name, {})
        merged[set_name] = {
            name: max(value, old.get(name, value)) if name in _ACCURACIES else min(value, old.get(name, value))
            for name, value in figures.items()
        }
    return merged


if __name__ == "__main__":
    sys.exit(main())
