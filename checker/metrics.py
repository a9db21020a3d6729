"""Measures of probabilities and decisions against labels, each with a 95 % interval over articles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

_N_RESAMPLES: Final = 500
_N_BINS: Final = 10  # of the expected calibration error, equally wide (Guo et al. 2017)
_N_DRAWS: Final = 200  # of labels, for the calibration error that chance alone leaves
_SEED: Final = 7


@dataclass(frozen=True, slots=True)
class Interval:
    """A value and its 95 % interval; nan where a set has no such value."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What was said of labelled headlines, row by row."""

    supported: NDArray[np.bool_]  # [n] the label
    probability: NDArray[np.float64]  # [n] P(supported)
    flagged: NDArray[np.bool_]  # [n] the verdict is unsupported or contradicted
    undecided: NDArray[np.bool_]  # [n] the verdict is uncertain
    accepted: NDArray[np.bool_]  # [n] the threshold alone says supported, undecided or not

    def take(self, rows: NDArray[np.intp]) -> Outcomes:
        """Return these rows, in this order; a row may come twice."""
        return Outcomes(
            self.supported[rows], self.probability[rows], self.flagged[rows], self.undecided[rows], self.accepted[rows]
        )


def auroc(scores: NDArray[np.floating], positive: NDArray[np.bool_]) -> float:
    """Return the chance that a positive scores above a negative; nan where a class is missing."""
    from sklearn.metrics import roc_auc_score  # heavy, only where something is measured

    return float(roc_auc_score(positive, scores)) if _has_both(positive) else float("nan")


def balanced_accuracy(predicted: NDArray[np.bool_], positive: NDArray[np.bool_]) -> float:
    """Return the mean of the hit rates on both classes; nan where a class is missing."""
    if not _has_both(positive):
        return float("nan")
    return float((predicted[positive].mean() + (~predicted[~positive]).mean()) / 2)


def best_threshold(scores: NDArray[np.floating], positive: NDArray[np.bool_]) -> float:
    """Return the cut with the highest balanced accuracy on these very rows: an upper bound, not a result."""
    cuts = np.unique(np.quantile(scores, np.linspace(0.01, 0.99, 99)))
    return float(max(cuts, key=lambda cut: balanced_accuracy(scores >= cut, positive)))


def macro_f1(predicted: NDArray[np.bool_], positive: NDArray[np.bool_]) -> float:
    """Return the mean F1 of both classes; a class that is neither there nor predicted counts nothing."""
    from sklearn.metrics import f1_score

    return float(f1_score(positive, predicted, average="macro", zero_division=0.0))


def brier(probability: NDArray[np.float64], positive: NDArray[np.bool_]) -> float:
    """Return the mean squared distance of the probabilities from the truth, 0..1; a constant .5 has .25."""
    return float(np.mean((probability - positive) ** 2))


def expected_calibration_error(probability: NDArray[np.float64], positive: NDArray[np.bool_]) -> float:
    """Return how far probabilities lie from the shares they promise, 0..1, over equally wide bins."""
    rows = reliability(probability, positive)
    return float(sum(row.n * abs(row.promised - row.kept) for row in rows) / max(1, len(positive)))


def calibration_error_by_chance(probability: NDArray[np.float64]) -> float:
    """Return the calibration error to expect of these probabilities if every one of them were right, 0..1.

    The bins of a small set never hold the promised share exactly; an error near this one shows no fault.  Labels are
    drawn with the probabilities themselves, after the consistency bars of Bröcker and Smith (2007).
    """
    draws = np.random.default_rng(_SEED).random((_N_DRAWS, len(probability))) < probability
    return float(np.mean([expected_calibration_error(probability, drawn) for drawn in draws]))


@dataclass(frozen=True, slots=True)
class ReliabilityRow:
    """One bin of a reliability table."""

    low: float
    high: float
    n: int
    promised: float  # mean probability; nan in an empty bin is never kept: empty bins are left out
    kept: float  # share that is supported


def reliability(probability: NDArray[np.float64], positive: NDArray[np.bool_]) -> tuple[ReliabilityRow, ...]:
    """Return the bins that hold something, lowest first."""
    places = np.minimum((probability * _N_BINS).astype(int), _N_BINS - 1)
    rows = []
    for place in np.unique(places):
        own = places == place
        promised, kept = float(probability[own].mean()), float(positive[own].mean())
        rows.append(ReliabilityRow(place / _N_BINS, (place + 1) / _N_BINS, int(own.sum()), promised, kept))
    return tuple(rows)


def _share(values: NDArray[np.bool_]) -> float:
    return float(values.mean()) if len(values) else float("nan")


# Name -> measure, in the order in which they are shown.
MEASURES: Final[Mapping[str, Callable[[Outcomes], float]]] = {
    "auroc": lambda o: auroc(o.probability, o.supported),
    "balanced_accuracy": lambda o: balanced_accuracy(o.accepted, o.supported),
    "macro_f1": lambda o: macro_f1(o.accepted, o.supported),
    "brier": lambda o: brier(o.probability, o.supported),
    "ece": lambda o: expected_calibration_error(o.probability, o.supported),
    "false_alarms": lambda o: _share(o.flagged[o.supported]),
    "recall": lambda o: _share(o.flagged[~o.supported]),
    "undecided": lambda o: _share(o.undecided),
}


def resample(articles: Sequence[str], *, rng: np.random.Generator, n: int = _N_RESAMPLES) -> list[NDArray[np.intp]]:
    """Draw `n` sets of rows; whole articles are drawn with replacement, as the rows of one fall together."""
    numbers: dict[str, int] = {}
    owner = np.array([numbers.setdefault(article, len(numbers)) for article in articles])
    order = np.argsort(owner, kind="stable")
    members = np.split(order, np.flatnonzero(np.diff(owner[order])) + 1)
    return [np.concatenate([members[i] for i in rng.integers(len(members), size=len(members))]) for _ in range(n)]


def interval(metric: Callable[[NDArray[np.intp]], float], n_rows: int, draws: Sequence[NDArray[np.intp]]) -> Interval:
    """Return `metric` over all rows, and its spread over the draws."""
    value = metric(np.arange(n_rows))
    values = np.array([metric(rows) for rows in draws])
    if np.isnan(values).all():
        return Interval(value, float("nan"), float("nan"))
    low, high = np.nanpercentile(values, [2.5, 97.5])
    return Interval(value, float(low), float(high))


def _has_both(positive: NDArray[np.bool_]) -> bool:
    return bool(positive.any()) and not bool(positive.all())
