"""Say how near the models come to what the machine can multiply.

    python -m benchmarks.flops FOLDER

Checks the stories of a folder in this process, with models that are loaded and warm, and prints as JSON the speed of
a plain float32 product (NumPy, all cores, the best of five), that of the two models, and that of the whole check.
Counted are the products a text needs, not those its padding costs.
"""

from __future__ import annotations

import json
import sys
import time
from functools import wraps
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.encoders.body import Body

# The bundled body: 12 layers of 384 numbers, four square matrices and two of four times the size.
_LAYERS: Final = 12
_WIDTH: Final = 384
_MATRIX_FLOP: Final = 2 * _LAYERS * 12 * _WIDTH**2  # for each token
_ATTENTION_FLOP: Final = 2 * _LAYERS * 2 * _WIDTH  # for each pair of tokens of a text
_SQUARE: Final = 2_048  # rows and columns of the plain product


def main() -> None:
    """Measure and print."""
    # Not with the module: `benchmarks.speed` starts every contender, whose peak of memory is at least its parent's.
    from checker import Checker, read
    from checker.hardware import best_products

    articles = list(read(sys.argv[1]))
    checker = Checker.load()
    list(checker.check_many(articles[:2]))  # word lists and weights are in memory from here on
    peak = measure_product()
    counted = count_products()
    started = time.perf_counter()
    n_checked = len(list(checker.check_many(articles)))
    seconds = time.perf_counter() - started
    print(
        json.dumps(
            {
                "products": best_products(),
                "stories": n_checked,
                "tokens": counted["tokens"],
                "gflop_per_story": round(counted["flop"] / n_checked / 1e9, 1),
                "peak_gflops": round(peak / 1e9, 1),
                "models_gflops": round(counted["flop"] / counted["seconds"] / 1e9, 1),
                "check_gflops": round(counted["flop"] / seconds / 1e9, 1),
            }
        )
    )


def measure_product() -> float:
    """Return the floating-point operations a second of a plain matrix product."""
    import numpy as np

    square = np.random.default_rng(0).normal(size=(_SQUARE, _SQUARE)).astype(np.float32)
    best = float("inf")
    for _ in range(5):
        started = time.perf_counter()
        square @ square
        best = min(best, time.perf_counter() - started)
    return 2 * _SQUARE**3 / best


def count_products() -> dict[str, float]:
    """Count, from now on, the work of every body that runs, and the seconds it takes."""
    from checker.encoders.body import Body

    counted = {"tokens": 0, "flop": 0.0, "seconds": 0.0}
    run = Body.run

    @wraps(run)
    def counting(self: Body, texts: Sequence[Any], *rest: Any) -> Any:  # noqa: ANN401 - passed on
        lengths = [len(text) for text in texts]
        counted["tokens"] += sum(lengths)
        counted["flop"] += sum(_MATRIX_FLOP * n + _ATTENTION_FLOP * n * n for n in lengths)
        started = time.perf_counter()
        try:
            return run(self, texts, *rest)
        finally:
            counted["seconds"] += time.perf_counter() - started

    Body.run = counting
    return counted


def describe(found: dict[str, Any]) -> str:
    """Return the figures as a sentence."""
    peak = found["peak_gflops"]
    return (
        f"Products of `{found['products']}`: the models reach {found['models_gflops']:.0f} GFLOP/s, the whole check"
        f" {found['check_gflops']:.0f}, a plain float32 product of the machine {peak:.0f}:"
        f" {found['models_gflops'] / peak:.2f} and {found['check_gflops'] / peak:.2f} of it."
        f" A story takes {found['gflop_per_story']:.0f} GFLOP ({found['stories']} stories,"
        f" {found['tokens']:,} tokens, padding not counted)."
    )


if __name__ == "__main__":
    main()
