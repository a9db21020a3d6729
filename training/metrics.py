"""Measures of a verifier with confidence intervals; whole articles are resampled, as their pairs fall together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

_N_RESAMPLES = 500


@dataclass(frozen=True, slots=True)
class Measured:
    """A value and its 95 % interval."""

    value: float
    low: float
    high: float


def measure(
    metric: Callable[[NDArray[np.intp]], float], articles: Sequence[str], *, seed: int = 7, n: int = _N_RESAMPLES
) -> Measured:
    """Return `metric` over all rows, and its spread when whole articles are drawn with replacement."""
    rng = np.random.default_rng(seed)
    _, owner = np.unique(np.array(articles, dtype=object).astype(str), return_inverse=True)
    order = np.argsort(owner, kind="stable")
    members = np.split(order, np.flatnonzero(np.diff(owner[order])) + 1)
    values = []
    for _ in range(n):
        drawn = rng.integers(len(members), size=len(members))
        values.append(metric(np.concatenate([members[i] for i in drawn])))
    low, high = np.nanpercentile(values, [2.5, 97.5])
    return Measured(metric(np.arange(len(owner))), float(low), float(high))


def auroc(scores: NDArray[np.floating], positive: NDArray[np.bool_]) -> float:
    """Return the chance that a positive scores above a negative; ties count half, nan where a class is missing."""
    n_positive = int(positive.sum())
    n_negative = len(positive) - n_positive
    if not n_positive or not n_negative:
        return float("nan")
    _, places, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[places]  # mean rank of equal scores
    return float((ranks[positive].sum() - n_positive * (n_positive + 1) / 2) / (n_positive * n_negative))


def balanced_accuracy(predicted: NDArray[np.bool_], positive: NDArray[np.bool_]) -> float:
    """Return the mean of the hit rates on both classes."""
    if positive.all() or not positive.any():
        return float("nan")
    return float((predicted[positive].mean() + (~predicted[~positive]).mean()) / 2)


def best_threshold(scores: NDArray[np.floating], positive: NDArray[np.bool_]) -> float:
    """Return the cut with the highest balanced accuracy on these very rows: an upper bound, not a result."""
    cuts = np.quantile(scores, np.linspace(0.01, 0.99, 99))
    return float(max(cuts, key=lambda cut: balanced_accuracy(scores >= cut, positive)))
