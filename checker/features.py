"""Describe what the body does for one claim as a fixed, named vector: the only thing a verdict rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from checker.datatypes import Severity
from checker.evidence import Granularity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from checker.datatypes import Finding
    from checker.evidence import Candidate

# The order is part of the format of assets/verdict.json: a change of it is a new FORMAT_VERSION of verdict.py.
SIMPLE_FEATURES: Final = (
    "similarity_best",  # cosine of the nearest sentence
    "similarity_lift",  # how far it stands out from this body, in its standard deviations
    "recall_sentence",  # share of the claim's words in the one sentence that holds most of them
    "recall_body",  # share of the claim's words in the whole body
    "support_mean",  # how well the body accounts for the claim's words, on average
    "support_least",  # and for the word it accounts for least
    "log_words",  # ln(1 + words of the claim)
    "log_sentences",  # ln(1 + sentences of the body)
    "facts_wrong",  # 1 if a rule proves an error of fact, else 0
    "facts_doubtful",  # 1 if a rule warns, else 0
)
_GRANULARITIES: Final = tuple(Granularity)  # sentence, neighbours, lead, joined, doubt
VERIFIED_FEATURES: Final = (
    *SIMPLE_FEATURES,
    *(f"entailment_{granularity}" for granularity in _GRANULARITIES),  # log odds that the best passage entails it
    *(f"contradiction_{granularity}" for granularity in _GRANULARITIES),  # log odds that one contradicts it
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
    findings: tuple[Finding, ...] = ()  # what the rules about facts prove

    def has_finding(self, severity: Severity) -> bool:
        """Tell whether a rule about facts found something of this severity."""
        return any(finding.severity is severity for finding in self.findings)


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
        float(examination.has_finding(Severity.ERROR)),
        float(examination.has_finding(Severity.WARNING)),
    ]
    if examination.probabilities is None:
        return np.array(simple)
    entailment, contradiction = (log_odds(examination.probabilities[:, column]) for column in (0, 2))
    candidates = examination.candidates
    return np.array([*simple, *_by_granularity(entailment, candidates), *_by_granularity(contradiction, candidates)])


def _by_granularity(odds: NDArray[np.float64], candidates: Sequence[Candidate]) -> list[float]:
    """Return the highest log odds at each granularity; where a body has no such passage, those of what it has."""
    best: dict[Granularity, float] = {}
    for own, candidate in zip(odds, candidates, strict=True):
        for granularity in candidate.granularities:
            best[granularity] = max(float(own), best.get(granularity, -_ODDS_LIMIT))
    sentence = best.get(Granularity.SENTENCE, -_ODDS_LIMIT)
    stand_ins = {Granularity.DOUBT: best.get(Granularity.JOINED, sentence)}
    return [best.get(granularity, stand_ins.get(granularity, sentence)) for granularity in _GRANULARITIES]


def log_odds(probabilities: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return ln(p / (1 - p)), limited to what still says something."""
    inside = np.clip(probabilities.astype(np.float64), 1e-6, 1 - 1e-6)
    return np.clip(np.log(inside / (1 - inside)), -_ODDS_LIMIT, _ODDS_LIMIT)
