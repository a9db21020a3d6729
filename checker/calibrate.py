"""Fit the verdict to a desk's own labelled headlines: move its prior or refit it, and choose where it flags."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from checker.datatypes import Failure
from checker.errors import InputError
from checker.features import feature_vector
from checker.fits import Measured, choose_fit, probabilities
from checker.metrics import balanced_accuracy, brier, calibration_error_by_chance, expected_calibration_error
from checker.verdict_model import Thresholds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from checker.evaluate import Judged
    from checker.labelled import LabelledArticle
    from checker.pipeline import Checker
    from checker.verdict_model import VerdictModel

MIN_ROWS: Final = 50  # below this a rate of a few per cent cannot be told from none
_MIN_OF_CLASS: Final = 10
_MIN_GAIN: Final = 0.02  # that a threshold of a language's own must bring: less is chance
_N_FOLDS: Final = 5
_CUTS: Final = np.round(np.arange(0.02, 0.99, 0.01), 2)  # thresholds that are tried
_SHOWN_CUTS: Final = np.round(np.arange(0.05, 0.96, 0.05), 2)


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """What one threshold would do, on headlines the fit has not seen."""

    threshold: float
    false_alarms: float  # share of supported headlines that are flagged
    recall: float  # share of the others that are flagged
    undecided: float


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a desk asks of a threshold, as shares; None: nothing."""

    max_false_alarms: float | None = None
    min_recall: float | None = None

    def allow(self, point: CurvePoint) -> bool:
        """Tell whether a threshold with these figures keeps the bounds."""
        return (self.max_false_alarms is None or point.false_alarms <= self.max_false_alarms) and (
            self.min_recall is None or point.recall >= self.min_recall
        )


@dataclass(frozen=True, slots=True)
class Calibration:
    """A verdict model for one desk, and what it does there; every figure is out of fold."""

    model: dict[str, Any]  # as in verdict.json
    method: str  # "prior", "scale" or "refit"
    n: int
    n_supported: int
    chosen: CurvePoint
    by_language: dict[str, CurvePoint]  # of the languages that do better with a threshold of their own
    curve: tuple[CurvePoint, ...]
    brier: tuple[float, float]  # before and after
    ece: tuple[float, float]  # before and after
    ece_by_chance: float  # after, if every probability were right: what so few rows show at best


def measure(
    checker: Checker, labelled: Iterable[LabelledArticle], *, on_row: Callable[[], None] = lambda: None
) -> Measured:
    """Measure the claim each headline stands or falls with; rows that leave the label open are passed over.

    Raises InputError when an article cannot be checked, or E111 when too few rows of either label are left.
    """
    vectors, supported, articles, languages = [], [], [], []
    rows = list(labelled)
    told = [row for row in rows if row.is_supported is not None]
    for _ in range(len(rows) - len(told)):
        on_row()
    for row, checked in zip(told, checker.check_and_examine_many(row.article for row in told), strict=True):
        if isinstance(checked, Failure):
            raise InputError(checked.message, code=checked.code, hint=checked.hint)
        report, examinations = checked
        candidates = [feature_vector(examination) for examination in examinations]
        languages.append(report.language)
        vectors.append(min(candidates, key=checker.verdict_model.probability))
        supported.append(bool(row.is_supported))
        articles.append(zlib.crc32(row.article.body.encode()))
        on_row()
    n_supported = sum(supported)
    if len(supported) < MIN_ROWS or min(n_supported, len(supported) - n_supported) < _MIN_OF_CLASS:
        raise InputError(
            f"{len(supported)} labelled headlines, {n_supported} of them supported, are too few to calibrate on",
            code="E111",
            hint=f"{MIN_ROWS} rows with {_MIN_OF_CLASS} of each label are the least, 100 are useful",
        )
    return Measured(np.stack(vectors), np.array(supported), np.array(articles), np.array(languages))


def measured_of(judged: Sequence[Judged]) -> Measured:
    """Return the same of headlines that were judged already; what could not be checked is left out."""
    rows = [row for row in judged if row.vector is not None and row.is_supported is not None]
    return Measured(
        np.stack([row.vector for row in rows if row.vector is not None]),
        np.array([row.is_supported for row in rows]),
        np.array([zlib.crc32(row.article.encode()) for row in rows]),
        np.array([row.language for row in rows]),
    )


def calibrate(
    model: VerdictModel,
    measured: Measured,
    *,
    max_false_alarms: float | None = None,
    min_recall: float | None = None,
) -> Calibration:
    """Fit `model` to the desk and choose its threshold.

    The threshold catches the most among those with at most `max_false_alarms`, or disturbs the least among those
    with at least `min_recall`, both shares; with neither, it has the best balanced accuracy.  Raises InputError E112
    when none qualifies.
    """
    n = len(measured.supported)
    method, fit = choose_fit(n)
    before = probabilities(model.to_dict(), measured.vectors)
    unseen = _out_of_fold(fit, model, measured)
    bounds = Bounds(max_false_alarms, min_recall)
    points, chosen = _choose(unseen, measured.supported, model.band, bounds)
    by_language = _choose_by_language(unseen, measured, chosen.threshold, model.band, bounds)
    thresholds = {language: point.threshold for language, point in by_language.items()}
    return Calibration(
        model={
            **fit(model, measured),
            "threshold": chosen.threshold,
            "language_thresholds": thresholds,
            "n_examples": n,
        },
        method=method,
        n=n,
        n_supported=int(measured.supported.sum()),
        chosen=chosen,
        by_language=by_language,
        curve=tuple(points[float(cut)] for cut in _SHOWN_CUTS),
        brier=(brier(before, measured.supported), brier(unseen, measured.supported)),
        ece=(
            expected_calibration_error(before, measured.supported),
            expected_calibration_error(unseen, measured.supported),
        ),
        ece_by_chance=calibration_error_by_chance(unseen),
    )


def _out_of_fold(
    fit: Callable[[VerdictModel, Measured], dict[str, Any]], model: VerdictModel, measured: Measured
) -> NDArray[np.float64]:
    """Return each row's probability by a fit that has not seen its article, `[n]`."""
    from sklearn.model_selection import GroupKFold

    found = np.zeros(len(measured.supported))
    n_folds = min(_N_FOLDS, len(np.unique(measured.articles)))
    folds = GroupKFold(n_folds).split(measured.vectors, groups=measured.articles) if n_folds > 1 else ()
    parts = [(seen, unseen) for seen, unseen in folds if len(np.unique(measured.supported[seen])) > 1]
    if len(parts) < max(2, n_folds):
        raise InputError(
            "the labelled headlines are of too few stories to tell how a fit does on others",
            code="E111",
            hint="label headlines of more stories, good and bad ones",
        )
    for seen, unseen in parts:
        found[unseen] = probabilities(fit(model, measured.take(seen)), measured.vectors[unseen])
    return found


def _point(probability: NDArray[np.float64], supported: NDArray[np.bool_], threshold: float, band: float) -> CurvePoint:
    low, high = Thresholds(threshold, band).uncertain
    flagged, undecided = probability <= low, (low < probability) & (probability < high)
    return CurvePoint(
        threshold, float(flagged[supported].mean()), float(flagged[~supported].mean()), float(undecided.mean())
    )


def _choose(
    probability: NDArray[np.float64], supported: NDArray[np.bool_], band: float, bounds: Bounds
) -> tuple[dict[float, CurvePoint], CurvePoint]:
    """Return what each threshold would do, and the best of those within the bounds."""
    points = {float(cut): _point(probability, supported, float(cut), band) for cut in _CUTS}
    fair = [point for point in points.values() if bounds.allow(point)]
    if not fair:
        raise InputError(
            "no threshold keeps both bounds on these headlines", code="E112", hint="ask for less, or for one of the two"
        )
    return points, max(fair, key=lambda point: _worth(point, probability, supported, bounds))


def _worth(
    point: CurvePoint, probability: NDArray[np.float64], supported: NDArray[np.bool_], bounds: Bounds
) -> tuple[float, float]:
    if bounds.max_false_alarms is not None:
        return point.recall, point.threshold
    if bounds.min_recall is not None:
        return -point.false_alarms, -point.threshold
    return balanced_accuracy(probability >= point.threshold, supported), 0.0


def _choose_by_language(
    unseen: NDArray[np.float64], measured: Measured, common: float, band: float, bounds: Bounds
) -> dict[str, CurvePoint]:
    """Give a language a threshold of its own where that does better on articles it was not chosen on.

    Its articles are halved; the threshold chosen on either half must be worth more than the common one on the other.
    """
    found = {}
    for language in np.unique(measured.languages):
        own = measured.languages == language
        halves = [own & (measured.articles % 2 == side) for side in (0, 1)]
        if own.all() or any(_n_of_rarer(measured.supported[half]) < _MIN_OF_CLASS for half in halves):
            continue
        sides = [(unseen[half], measured.supported[half]) for half in halves]
        if all(_gains(*sides[i], *sides[1 - i], common, band, bounds) for i in (0, 1)):
            found[str(language)] = _choose(unseen[own], measured.supported[own], band, bounds)[1]
    return found


def _gains(
    probability: NDArray[np.float64],
    supported: NDArray[np.bool_],
    other_probability: NDArray[np.float64],
    other_supported: NDArray[np.bool_],
    common: float,
    band: float,
    bounds: Bounds,
) -> bool:
    """Tell whether the threshold chosen on the first rows is worth more than the common one on the others."""
    try:
        cut = _choose(probability, supported, band, bounds)[1].threshold
    except InputError:
        return False
    own, usual = (_point(other_probability, other_supported, threshold, band) for threshold in (cut, common))
    if bounds.allow(own) != bounds.allow(usual):
        return bounds.allow(own)
    first, second = (_worth(point, other_probability, other_supported, bounds)[0] for point in (own, usual))
    return first > second + _MIN_GAIN


def _n_of_rarer(supported: NDArray[np.bool_]) -> int:
    n = int(supported.sum())
    return min(n, len(supported) - n)
