"""Put the body's fact in the place of the headline's and see whether the body bears that better: a test of a finding.

A rule finds another number near the claim; that it is the number of the same thing, the verifier tells: then the claim
with that number stands better than the claim as it is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from checker.datatypes import Severity
from checker.evidence import read_around
from checker.features import log_odds

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from checker.datatypes import Article, Claim, Finding, Sentence, Span

# Log odds by which the corrected claim must stand better for an error to count as proven.
_LEAST_GAIN: Final = 0.5
# P(entailment) of the corrected claim from which a suspicion holds (swept on `tune` of data/edits_stories.jsonl).
_PLAUSIBLE: Final = 0.3
# P(entailment) of the corrected claim from which it is offered to the editor.
_OFFERED: Final = 0.5
# Rules that only warn, but are right nine times in ten where the body bears the corrected claim (docs/rules.md).
_PROVEN_BY_CORRECTION: Final = frozenset({"HC008"})
# Rules that rest on what the whole body lacks; what it has instead does not fit in the claim's place.
_PROVEN_ALONE: Final = frozenset({"HC023"})


@dataclass(frozen=True, slots=True)
class Correction:
    """A claim with one fact put right, to be held against the passage the fact was found in."""

    finding: Finding
    claim: str  # as the headline makes it
    text: str  # with the body's fact
    passage: str


def find_corrections(
    claim: Claim, findings: Sequence[Finding], article: Article, sentences: Sequence[Sentence]
) -> tuple[Correction, ...]:
    """Return a correction for each finding that shows what the body says instead."""
    corrections = []
    for finding in findings:
        text = _correct(claim, finding, article.headline)
        index = _sentence_of(finding, sentences)
        if text is not None and index is not None:
            corrections.append(Correction(finding, claim.text, text, read_around(index, sentences)))
    return tuple(corrections)


def weigh_findings(
    findings: Sequence[Finding], corrections: Sequence[Correction], entailment: Sequence[NDArray[np.float32]]
) -> tuple[Finding, ...]:
    """Return the findings as the verifier bears them out.

    `entailment` has two numbers a correction: P(entailment) of the claim as it is, and of the corrected one.  An error
    whose correction stands no better is only a warning; a correction that the body bears is offered, and makes an
    error of an opposite outcome.
    """
    weighed = {}
    for correction, (given, corrected) in zip(corrections, entailment, strict=True):
        finding = correction.finding
        gain = float(log_odds(corrected) - log_odds(given))
        if gain < _LEAST_GAIN:
            if finding.severity is Severity.ERROR:
                weighed[id(finding)] = replace(finding, severity=Severity.WARNING)
        elif corrected >= _OFFERED:
            proven = finding.rule in _PROVEN_BY_CORRECTION
            severity = Severity.ERROR if proven else finding.severity
            weighed[id(finding)] = replace(finding, severity=severity, correction=correction.text)
    return tuple(weighed.get(id(finding), finding) for finding in findings)


def confirm_suspicions(
    corrections: Sequence[Correction], entailment: Sequence[NDArray[np.float32]]
) -> tuple[Finding, ...]:
    """Return, for each fact of a claim, the suspicion whose correction the body bears best, if it bears one.

    What no rule proves is a warning.  `entailment` is that of `weigh_findings`.
    """
    best: dict[Span | None, tuple[float, Finding]] = {}
    for correction, (given, corrected) in zip(corrections, entailment, strict=True):
        finding = correction.finding
        if corrected < _PLAUSIBLE or log_odds(corrected) - log_odds(given) < _LEAST_GAIN:
            continue
        if finding.claim_span not in best or corrected > best[finding.claim_span][0]:
            offered = correction.text if corrected >= _OFFERED else ""
            found = replace(finding, severity=Severity.WARNING, correction=offered)
            best[finding.claim_span] = (float(corrected), found)
    return tuple(finding for _, finding in best.values())


def _correct(claim: Claim, finding: Finding, headline: str) -> str | None:
    """Return the claim with what the body says in the place of what the headline says; None where it has no place."""
    if not finding.found or finding.claim_span is None or finding.rule in _PROVEN_ALONE:
        return None
    written = claim.span.slice(headline)
    start, end = finding.claim_span.start - claim.span.start, finding.claim_span.end - claim.span.start
    offset = claim.text.find(written)  # a claim may be completed by the subject of another
    if offset < 0 or not 0 <= start < end <= len(written):
        return None
    found = " ".join(finding.found.split())
    if written[start].isupper() and found[0].islower():
        found = found[0].upper() + found[1:]
    return claim.text[: offset + start] + found + claim.text[offset + end :]


def _sentence_of(finding: Finding, sentences: Sequence[Sentence]) -> int | None:
    place = finding.body_span
    if place is None:
        return None
    return next((s.index for s in sentences if s.span.start <= place.start < s.span.end), None)
