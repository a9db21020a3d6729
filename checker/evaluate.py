"""Measure a checker on labelled articles: probabilities, decisions, and what far simpler methods would have said."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from checker.datatypes import Failure, Verdict
from checker.errors import InputError
from checker.features import feature_vector
from checker.metrics import (
    MEASURES,
    Interval,
    Outcomes,
    ReliabilityRow,
    auroc,
    balanced_accuracy,
    best_threshold,
    calibration_error_by_chance,
    interval,
    reliability,
    resample,
)
from checker.stance import STANCES, UNRELATED, StanceModel, score_stances, stance_vector
from checker.verdict import deciding_examination
from checker.words import recall_words, word_forms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from checker.datatypes import Report
    from checker.features import Examination
    from checker.labelled import LabelledArticle
    from checker.pipeline import Checker
    from checker.stance import StanceScores

SEED: Final = 7  # of the intervals
_FLAGGED: Final = frozenset({Verdict.UNSUPPORTED, Verdict.CONTRADICTED})


@dataclass(frozen=True, slots=True)
class Judged:
    """One labelled article with what the checker and the simple methods say of it."""

    is_supported: bool | None  # None: the label leaves it open, and only its stance can be measured
    article: str  # a digest of its body: rows of one article fall together
    label: str
    probability: float  # P(supported); 0 where the article could not be checked
    is_accepted: bool  # it reaches the threshold of the article's language
    verdict: Verdict | None  # None: it could not be checked
    cosine: float  # of the nearest sentence
    overlap: float  # share of the headline's words that stand in the body
    headline_only: float  # what the verifier makes of the headline over an empty body; nan without a verifier
    stance: str = ""  # where the label is one of FNC-1's, what the checker says in its words
    language: str = ""
    # Features of the claim the headline stands or falls with; None: it could not be checked.
    vector: NDArray[np.float64] | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures of one set."""

    name: str
    n: int
    n_supported: int
    n_left_open: int  # rows whose label says neither
    n_failed: int  # articles that could not be checked; they count as flagged
    measures: dict[str, Interval]  # by the names of metrics.MEASURES
    stances: StanceScores | None  # where the labels are FNC-1's
    baselines: dict[str, float]  # ROC-AUC of simpler methods, and the accuracy of always the same answer
    best_balanced_accuracy: float  # at the threshold that would have been best on these very rows
    reliability: tuple[ReliabilityRow, ...]
    ece_by_chance: float  # what these probabilities would show on so many rows if every one of them were right
    signature: str  # of the checker, with the seed of the intervals


def judge_all(
    checker: Checker, labelled: Iterable[LabelledArticle], *, on_row: Callable[[], None] = lambda: None
) -> list[Judged]:
    """Check every article whose label says whether its headline is supported, or how its body stands to it."""
    stances = StanceModel.load() if checker.is_verified else None
    rows = []
    for row in labelled:
        if row.is_supported is not None or row.label in STANCES:
            rows.append(row)
        else:
            on_row()
    alone = checker.score_alone([row.article.headline for row in rows])
    judged = []
    for row, headline_only, checked in zip(
        rows, alone, checker.check_and_examine_many(row.article for row in rows), strict=True
    ):
        own = stances if row.label in STANCES else None
        judged.append(_judge(checker, row, float(headline_only), checked, own))
        on_row()
    return judged


def _judge(
    checker: Checker,
    row: LabelledArticle,
    headline_only: float,
    checked: tuple[Report, tuple[Examination, ...]] | Failure,
    stances: StanceModel | None,
) -> Judged:
    article = row.article
    overlap = recall_words(word_forms(article.headline), word_forms(article.body))
    body = hashlib.sha256(article.body.encode()).hexdigest()[:16]
    judged = Judged(row.is_supported, body, row.label, 0.0, False, None, 0.0, overlap, headline_only)
    if isinstance(checked, Failure):
        return replace(judged, stance=UNRELATED if stances else "")
    report, examinations = checked
    deciding = deciding_examination(examinations, checker.verdict_model)
    return replace(
        judged,
        probability=report.probability,
        is_accepted=checker.thresholds_for(report.language).is_supported(report.probability),
        verdict=report.verdict,
        cosine=max(scored.similarity for scored in report.sentences),
        stance=stances.predict(stance_vector(report, deciding)) if stances else "",
        language=report.language,
        vector=feature_vector(deciding),
    )


def evaluate(rows: Sequence[Judged], *, name: str, signature: str, n_left_open: int = 0) -> Evaluation:
    """Return the figures of one set.  Raises InputError E108 when no row can be counted."""
    judged = [row for row in rows if row.is_supported is not None]
    if not judged:
        raise InputError(
            f"{name} has no row that says whether a headline is supported",
            code="E108",
            hint="give each row a label, such as supported or unsupported",
        )
    outcomes = outcomes_of(judged)
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
        stances=_score_stances(rows),
        baselines=_baselines(judged, outcomes.supported),
        best_balanced_accuracy=balanced_accuracy(outcomes.probability >= best, outcomes.supported),
        reliability=reliability(outcomes.probability, outcomes.supported),
        ece_by_chance=calibration_error_by_chance(outcomes.probability),
        signature=f"{signature}|boot:{SEED}",
    )


def _score_stances(rows: Sequence[Judged]) -> StanceScores | None:
    """Return FNC-1's figures where every row has one of its stances, and bodies that only discuss are among them."""
    labels = [row.label for row in rows]
    if "discuss" not in labels or not all(row.stance for row in rows):
        return None
    return score_stances([row.stance for row in rows], labels)


def outcomes_of(judged: Sequence[Judged]) -> Outcomes:
    """Return the columns that are measured."""
    return Outcomes(
        supported=np.array([one.is_supported for one in judged]),
        probability=np.array([one.probability for one in judged]),
        flagged=np.array([one.verdict is None or one.verdict in _FLAGGED for one in judged]),
        undecided=np.array([one.verdict is Verdict.UNCERTAIN for one in judged]),
        accepted=np.array([one.is_accepted for one in judged]),
    )


def _baselines(judged: Sequence[Judged], supported: NDArray[np.bool_]) -> dict[str, float]:
    columns = {
        name: np.array([getattr(one, name) for one in judged]) for name in ("cosine", "overlap", "headline_only")
    }
    found = {name: auroc(column, supported) for name, column in columns.items() if not np.isnan(column).any()}
    return {**found, "one_class_accuracy": max(float(supported.mean()), 1 - float(supported.mean()))}
