"""Describe what the body does for one claim as a fixed, named vector: the only thing a verdict rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from checker.evidence import Granularity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from checker.evidence import Candidate

# The order is part of the format of assets/verdict.json: add at the end, never reorder.
SIMPLE_FEATURES: Final = (
    "similarity_best",  # cosine of the nearest sentence
    "similarity_lift",  # how far it stands out from this body, in its standard deviations
    "recall_sentence",  # share of the claim's words in the one sentence that holds most of them
    "recall_body",  # share of the claim's words in the whole body
    "support_mean",  # how well the body accounts for the claim's words, on average
    "support_least",  # and for the word it accounts for least
    "log_words",  # ln(1 + words of the claim)
    "log_sentences",  # ln(1 + sentences of the body)
)
VERIFIED_FEATURES: Final = (
    *SIMPLE_FEATURES,
    "entailment_sentence",  # log odds that the best single sentence entails the claim
    "entailment_neighbours",  # the same for two sentences in a row
    "entailment_joined",  # the same for the best sentences read together
    "entailment_lead",  # the same for the lead
)
_ODDS_LIMIT: Final = 6.0  # log odds beyond this (0.9975) say no more


@dataclass(frozen=True, slots=True)
class Examination:
    """All that was measured about one claim, before any decision."""

    candidates: tuple[Candidate, ...]
    probabilities: NDArray[np.float32] | None  # [n_candidates, 3] entailment, neutral, contradiction
    similarity: NDArray[np.float32]  # [n_sentences]
    recall: NDArray[np.float32]  # [n_sentences]
    recall_body: float
    supports: tuple[float, ...]  # how well the body accounts for each word of the claim, -1..1


def feature_names(*, verified: bool) -> tuple[str, ...]:
    """Return the names of the vector's places, with or without those a verifier fills."""
    return VERIFIED_FEATURES if verified else SIMPLE_FEATURES


def feature_vector(examination: Examination) -> NDArray[np.float64]:
    """Return the vector of one claim, `[len(feature_names(...))]`; verified when the examination is."""
    similarity = examination.similarity.astype(np.float64)
    spread = similarity.std()
    supports = examination.supports or (1.0,)  # a claim without words asks for nothing
    simple = [
        similarity.max(),
        (similarity.max() - similarity.mean()) / spread if spread > 1e-9 else 0.0,
        float(examination.recall.max()),
        examination.recall_body,
        float(np.mean(supports)),
        min(supports),
        np.log1p(len(supports)),
        np.log1p(len(similarity)),
    ]
    if examination.probabilities is None:
        return np.array(simple)
    return np.array([*simple, *_entailment_features(examination.candidates, examination.probabilities)])


def _entailment_features(candidates: Sequence[Candidate], probabilities: NDArray[np.float32]) -> list[float]:
    entailment = log_odds(probabilities[:, 0])
    sentence = _best(entailment, candidates, Granularity.SENTENCE, default=-_ODDS_LIMIT)
    # A body of one sentence has no neighbours: the sentence then counts for them.
    longer = [
        _best(entailment, candidates, granularity, default=sentence)
        for granularity in (Granularity.NEIGHBOURS, Granularity.JOINED, Granularity.LEAD)
    ]
    return [sentence, *longer]


def _best(
    odds: NDArray[np.float64], candidates: Sequence[Candidate], granularity: Granularity, *, default: float
) -> float:
    values = [odds[i] for i, candidate in enumerate(candidates) if granularity in candidate.granularities]
    return float(max(values, default=default))


def log_odds(probabilities: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return ln(p / (1 - p)), limited to what still says something."""
    inside = np.clip(probabilities.astype(np.float64), 1e-6, 1 - 1e-6)
    return np.clip(np.log(inside / (1 - inside)), -_ODDS_LIMIT, _ODDS_LIMIT)
