"""Judge one claim: its label, the evidence to show, and the finding when the body does not support it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checker.datatypes import ClaimResult, Evidence, Finding, Label, Severity
from checker.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from checker.datatypes import Article, Claim, Sentence, Span
    from checker.features import Examination, Passages
    from checker.verdict_model import Thresholds

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
    quotable = examination.quotable
    denied = _find_denial(quotable, examination.recall)
    label = _label(examination, denied, is_supported=thresholds.is_supported(probability))
    proofs = [finding.body_span for finding in examination.findings if finding.severity is Severity.ERROR]
    shown = _show(quotable, label, denied, proofs, sentences)
    evidence = tuple(_evidence(quotable, i, article, sentences) for i in shown)
    if examination.has_finding(Severity.ERROR):
        return ClaimResult(claim, label, probability, evidence, examination.findings)  # a proof says more than we could
    finding = _find(claim, label, evidence, is_uncertain=thresholds.is_uncertain(probability))
    own = (finding,) if finding and finding.rule in enabled else ()
    return ClaimResult(claim, label, probability, evidence, (*examination.findings, *own))


def _label(examination: Examination, denied: int | None, *, is_supported: bool) -> Label:
    if examination.has_finding(Severity.ERROR):
        return Label.CONTRADICTED  # proven, whatever the model makes of it
    if is_supported:
        return Label.SUPPORTED
    return Label.NOT_MENTIONED if denied is None else Label.CONTRADICTED


def _find_denial(quotable: Passages, recall: NDArray[np.float32]) -> int | None:
    """Return the sentence among the passages that says otherwise about the same thing, if there is one."""
    if quotable.probabilities is None:
        return None
    best, strongest = None, _CONTRADICTED
    for i, candidate in enumerate(quotable.candidates):
        topical = recall[list(candidate.sentences)].max() >= _TOPICAL_RECALL
        contradiction = float(quotable.probabilities[i, 2])
        if len(candidate.sentences) == 1 and topical and contradiction > strongest:
            best, strongest = i, contradiction
    return best


def _show(
    quotable: Passages,
    label: Label,
    denied: int | None,
    proofs: Sequence[Span | None],
    sentences: Sequence[Sentence],
) -> list[int]:
    """Return which passages an editor should read for this claim, strongest first."""
    candidates = quotable.candidates
    order = list(range(len(candidates)))
    if label is Label.SUPPORTED and quotable.probabilities is not None:
        entailment = quotable.probabilities[:, 0].round(6)
        # A single sentence is the better quotation unless a longer passage carries clearly more.
        order.sort(key=lambda i: -float(entailment[i]) + 0.1 * len(candidates[i].sentences))
    else:
        order = [i for i in order if len(candidates[i].sentences) == 1]
        if label is Label.CONTRADICTED:
            order.sort(key=lambda i: i != denied)  # stable: the candidates come nearest first
        order.sort(key=lambda i: not _covers(candidates[i].span(sentences), proofs))
    shown: list[int] = []
    seen: set[int] = set()
    for i in order:
        indices = candidates[i].sentences
        if seen.isdisjoint(indices) and len(shown) < _N_SHOWN:
            shown.append(i)
            seen.update(indices)
    return shown


def _covers(span: Span, places: Sequence[Span | None]) -> bool:
    return any(place is not None and span.start <= place.start < span.end for place in places)


def _evidence(quotable: Passages, i: int, article: Article, sentences: Sequence[Sentence]) -> Evidence:
    candidate = quotable.candidates[i]
    span = candidate.span(sentences)
    probabilities = quotable.probabilities
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
