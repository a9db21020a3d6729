"""Judge one claim: its label, the evidence to show, and the finding when the body does not support it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checker.datatypes import ClaimResult, Evidence, Finding, Label, Severity
from checker.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from checker.datatypes import Article, Claim, Sentence, Span
    from checker.evidence import Candidate
    from checker.features import Examination
    from checker.verdict import Thresholds

_N_SHOWN: Final = 3
# A sentence contradicts only what it speaks of: it holds at least this share of the claim's words.  Nine in ten
# contradicting sentences of IndoNLI and FarsTail hold more, nine in ten of the nearest sentences of a foreign article
# hold less (`python -m training.fit_words` prints both).
_TOPICAL_RECALL: Final = 0.3
# P(contradiction) from which a sentence says otherwise: clearly more than a half, because to call a sentence a
# contradiction when it only says nothing is the worse mistake.
_CONTRADICTED: Final = 0.75


def judge_claim(
    claim: Claim,
    examination: Examination,
    *,
    probability: float,
    thresholds: Thresholds,
    article: Article,
    sentences: Sequence[Sentence],
    enabled: Collection[str],
) -> ClaimResult:
    """Return the result for one claim with this P(supported); findings of rules that are not enabled are kept back."""
    label = _label(examination, is_supported=thresholds.is_supported(probability))
    evidence = _show(examination, label, article, sentences)
    if examination.has_finding(Severity.ERROR):
        return ClaimResult(claim, label, probability, evidence, examination.findings)  # a proof says more than we could
    finding = _find(claim, label, evidence, is_uncertain=thresholds.is_uncertain(probability))
    own = (finding,) if finding and finding.rule in enabled else ()
    return ClaimResult(claim, label, probability, evidence, (*examination.findings, *own))


def _label(examination: Examination, *, is_supported: bool) -> Label:
    if examination.has_finding(Severity.ERROR):
        return Label.CONTRADICTED  # proven, whatever the model makes of it
    if is_supported:
        return Label.SUPPORTED
    return Label.NOT_MENTIONED if _contradicting(examination) is None else Label.CONTRADICTED


def _contradicting(examination: Examination) -> int | None:
    """Return the candidate that says otherwise about the same thing, if there is one."""
    if examination.probabilities is None:
        return None
    best, strongest = None, _CONTRADICTED
    for i, candidate in enumerate(examination.candidates):
        topical = examination.recall[list(candidate.sentences)].max() >= _TOPICAL_RECALL
        contradiction = float(examination.probabilities[i, 2])
        if len(candidate.sentences) == 1 and topical and contradiction > strongest:
            best, strongest = i, contradiction
    return best


def _show(
    examination: Examination, label: Label, article: Article, sentences: Sequence[Sentence]
) -> tuple[Evidence, ...]:
    """Return the passages an editor should read for this claim, strongest first."""
    contiguous = [i for i, c in enumerate(examination.candidates) if _is_run(c.sentences)]
    if label is Label.SUPPORTED and examination.probabilities is not None:
        entailment = examination.probabilities[:, 0].round(6)
        # A single sentence is the better quotation unless a longer passage carries clearly more.
        order = sorted(contiguous, key=lambda i: -float(entailment[i]) + 0.1 * len(examination.candidates[i].sentences))
    else:
        order = [i for i in contiguous if len(examination.candidates[i].sentences) == 1]
        denied = _contradicting(examination) if label is Label.CONTRADICTED else None
        proofs = [finding.body_span for finding in examination.findings if finding.severity is Severity.ERROR]
        order.sort(key=lambda i: i != denied)  # stable: the candidates come nearest first
        order.sort(key=lambda i: not _covers(examination.candidates[i].span(sentences), proofs))
    shown: list[int] = []
    seen: set[int] = set()
    for i in order:
        indices = examination.candidates[i].sentences
        if seen.isdisjoint(indices) and len(shown) < _N_SHOWN:
            shown.append(i)
            seen.update(indices)
    return tuple(_evidence(examination, i, article, sentences) for i in shown)


def _covers(span: Span, places: Sequence[Span | None]) -> bool:
    return any(place is not None and span.start <= place.start < span.end for place in places)


def _is_run(indices: Sequence[int]) -> bool:
    return indices[-1] - indices[0] + 1 == len(indices)


def _evidence(examination: Examination, i: int, article: Article, sentences: Sequence[Sentence]) -> Evidence:
    candidate: Candidate = examination.candidates[i]
    span = candidate.span(sentences)
    probabilities = examination.probabilities
    return Evidence(
        text=span.slice(article.body),
        span=span,
        sentences=candidate.sentences,
        similarity=candidate.similarity,
        entailment=None if probabilities is None else float(probabilities[i, 0]),
        contradiction=None if probabilities is None else float(probabilities[i, 2]),
    )


def _find(claim: Claim, label: Label, evidence: Sequence[Evidence], *, is_uncertain: bool) -> Finding | None:
    """Return the finding for a claim the body does not clearly support."""
    nearest = evidence[0]
    number = nearest.sentences[0] + 1
    if is_uncertain:
        code, message = "HC010", f"The body may not carry “{claim.text}”; sentence {number} comes nearest."
    elif label is Label.SUPPORTED:
        return None
    elif label is Label.CONTRADICTED:
        code, message = "HC002", f"Sentence {number} says otherwise than “{claim.text}”."
    else:
        code, message = "HC001", f"The body does not say “{claim.text}”; sentence {number} comes nearest."
    return Finding(code, RULES[code].severity, message, claim_span=claim.span, body_span=nearest.span)
