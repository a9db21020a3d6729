"""Measure a checker on labelled articles: probabilities, decisions, and what far simpler methods would have said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from checker.datatypes import Verdict
from checker.errors import InputError
from checker.metrics import (
    MEASURES,
    Interval,
    Outcomes,
    ReliabilityRow,
    auroc,
    balanced_accuracy,
    best_threshold,
    interval,
    reliability,
    resample,
)
from checker.words import recall_words, word_forms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from checker.labelled import LabelledArticle
    from checker.pipeline import Checker

SEED: Final = 7  # of the intervals
_FLAGGED: Final = frozenset({Verdict.UNSUPPORTED, Verdict.CONTRADICTED})


@dataclass(frozen=True, slots=True)
class Judged:
    """One labelled article with what the checker and the simple methods say of it."""

    is_supported: bool
    article: str  # its body: rows of one article fall together
    label: str
    probability: float  # P(supported); 0 where the article could not be checked
    verdict: Verdict | None  # None: it could not be checked
    cosine: float  # of the nearest sentence
    overlap: float  # share of the headline's words that stand in the body
    headline_only: float  # what the verifier makes of the headline over an empty body; nan without a verifier


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures of one set."""

    name: str
    n: int
    n_supported: int
    n_left_open: int  # rows whose label says neither
    n_failed: int  # articles that could not be checked; they count as flagged
    measures: dict[str, Interval]  # by the names of metrics.MEASURES
    baselines: dict[str, float]  # ROC-AUC of simpler methods, and the accuracy of always the same answer
    best_balanced_accuracy: float  # at the threshold that would have been best on these very rows
    reliability: tuple[ReliabilityRow, ...]
    signature: str  # of the checker, with the seed of the intervals


def judge_all(
    checker: Checker, labelled: Iterable[LabelledArticle], *, on_row: Callable[[], None] = lambda: None
) -> list[Judged]:
    """Check every article whose label says whether its headline is supported."""
    judged = []
    for row in labelled:
        if row.is_supported is not None:
            judged.append(_judge(checker, row, is_supported=row.is_supported))
        on_row()
    return judged


def _judge(checker: Checker, row: LabelledArticle, *, is_supported: bool) -> Judged:
    article = row.article
    overlap = recall_words(word_forms(article.headline), word_forms(article.body))
    alone = checker.score_alone(article.headline)
    try:
        report = checker.check(article)
    except InputError:
        return Judged(is_supported, article.body, row.label, 0.0, None, 0.0, overlap, alone)
    cosine = max(scored.similarity for scored in report.sentences)
    return Judged(is_supported, article.body, row.label, report.probability, report.verdict, cosine, overlap, alone)


def evaluate(
    judged: Sequence[Judged], *, name: str, threshold: float, signature: str, n_left_open: int = 0
) -> Evaluation:
    """Return the figures of one set.  Raises InputError E108 when no row can be counted."""
    if not judged:
        raise InputError(f"{name} has no row that says whether a headline is supported", code="E108")
    outcomes = outcomes_of(judged, threshold=threshold)
    draws = resample([one.article for one in judged], rng=np.random.default_rng(SEED))
    best = best_threshold(outcomes.probability, outcomes.supported)
    return Evaluation(
        name=name,
        n=len(judged),
        n_supported=int(outcomes.supported.sum()),
        n_left_open=n_left_open,
        n_failed=sum(one.verdict is None for one in judged),
        measures={
            measure: interval(lambda rows, f=function: f(outcomes.take(rows)), len(judged), draws)  # type: ignore[misc]
            for measure, function in MEASURES.items()
        },
        baselines=_baselines(judged, outcomes.supported),
        best_balanced_accuracy=balanced_accuracy(outcomes.probability >= best, outcomes.supported),
        reliability=reliability(outcomes.probability, outcomes.supported),
        signature=f"{signature}|boot:{SEED}",
    )


def outcomes_of(judged: Sequence[Judged], *, threshold: float) -> Outcomes:
    """Return the columns that are measured."""
    return Outcomes(
        supported=np.array([one.is_supported for one in judged]),
        probability=np.array([one.probability for one in judged]),
        flagged=np.array([one.verdict is None or one.verdict in _FLAGGED for one in judged]),
        undecided=np.array([one.verdict is Verdict.UNCERTAIN for one in judged]),
        threshold=threshold,
    )


def compare(first: Sequence[Judged], second: Sequence[Judged]) -> Interval:
    """Return how much the ROC-AUC of `second` is above that of `first` on the same rows: a paired bootstrap.

    Raises ValueError when the rows are not the same.
    """
    if [one.article for one in first] != [one.article for one in second]:
        raise ValueError("two checkers are compared on the same rows in the same order")
    supported = np.array([one.is_supported for one in first])
    scores = [np.array([one.probability for one in judged]) for judged in (first, second)]

    def gain(rows: NDArray[np.intp]) -> float:
        return auroc(scores[1][rows], supported[rows]) - auroc(scores[0][rows], supported[rows])

    return interval(gain, len(first), resample([one.article for one in first], rng=np.random.default_rng(SEED)))


def _baselines(judged: Sequence[Judged], supported: NDArray[np.bool_]) -> dict[str, float]:
    columns = {
        name: np.array([getattr(one, name) for one in judged]) for name in ("cosine", "overlap", "headline_only")
    }
    found = {name: auroc(column, supported) for name, column in columns.items() if not np.isnan(column).any()}
    return {**found, "one_class_accuracy": max(float(supported.mean()), 1 - float(supported.mean()))}
