"""Describe what the body does for one claim as a fixed, named vector: the only thing a verdict rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from checker.datatypes import Severity
from checker.evidence import Granularity

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from checker.datatypes import Finding
    from checker.evidence import Candidate

_CONTEXT: Final = (Granularity.DOUBT, Granularity.LEAD)
_ODDS_LIMIT: Final = 6.0  # log odds beyond this (0.9975) say no more
_ENTAILMENT, _CONTRADICTION = 0, 2  # columns of the verifier's probabilities


@dataclass(frozen=True, slots=True)
class Passages:
    """Passages that one text was held against, and what the verifier says of each."""

    candidates: tuple[Candidate, ...] = ()
    probabilities: NDArray[np.float32] | None = None  # [n_candidates, 3] entailment, neutral, contradiction

    def strongest(self, column: int, granularities: Collection[Granularity]) -> float:
        """Return the highest log odds among the passages of these granularities, -6..6; -6 where there is none."""
        if self.probabilities is None:
            return -_ODDS_LIMIT
        own = [i for i, c in enumerate(self.candidates) if not set(granularities).isdisjoint(c.granularities)]
        return float(log_odds(self.probabilities[own, column]).max(initial=-_ODDS_LIMIT))


@dataclass(frozen=True, slots=True)
class Examination:
    """All that was measured about one claim; before the decision, but for what is quotable."""

    decisive: Passages  # joined sentences and their context
    similarity: NDArray[np.float32]  # [n_sentences]
    recall: NDArray[np.float32]  # [n_sentences]: the share of the claim's words a sentence holds
    nearest: tuple[int, ...]  # all sentences, the one nearest to the claim first
    recall_body: float
    supports: tuple[float, ...]  # how well the body accounts for each word of the claim, -1..1
    findings: tuple[Finding, ...] = ()  # what the rules about facts prove
    suspicions: tuple[Finding, ...] = ()  # what they cannot prove alone: becomes a finding only if it is borne out
    quotable: Passages = Passages()  # short passages that can be shown, read once it is known what they are to show

    @property
    def is_verified(self) -> bool:
        """Tell whether a verifier has read the passages."""
        return self.decisive.probabilities is not None

    def has_finding(self, severity: Severity) -> bool:
        """Tell whether a rule about facts found something of this severity."""
        return any(finding.severity is severity for finding in self.findings)


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
    if not examination.is_verified:
        return np.array(simple)
    verified = [
        examination.decisive.strongest(column, granularities)
        for column in (_ENTAILMENT, _CONTRADICTION)
        for granularities in ((Granularity.JOINED,), _CONTEXT)
    ]
    return np.array([*simple, *verified])


def log_odds(probabilities: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return ln(p / (1 - p)), limited to what still says something."""
    inside = np.clip(probabilities.astype(np.float64), 1e-6, 1 - 1e-6)
    return np.clip(np.log(inside / (1 - inside)), -_ODDS_LIMIT, _ODDS_LIMIT)
