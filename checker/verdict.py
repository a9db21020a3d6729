"""Decide on the headline from its claims, and say why in one plain sentence."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from checker.datatypes import BodySupport, Label, Severity, Verdict
from checker.features import feature_vector

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.datatypes import ClaimResult, Finding
    from checker.features import Examination
    from checker.verdict_model import Thresholds, VerdictModel


def deciding_examination(examinations: Sequence[Examination], model: VerdictModel) -> Examination:
    """Return what was measured about the claim the headline stands or falls with, before any decision."""
    return min(examinations, key=lambda examination: model.probability(feature_vector(examination)))


def deciding_claim(results: Sequence[ClaimResult]) -> ClaimResult:
    """Return the claim the headline stands or falls with: the least probable, the first among equals."""
    return min(results, key=lambda result: result.probability)


def decide(results: Sequence[ClaimResult], thresholds: Thresholds) -> Verdict:
    """Return the verdict on the headline: it is supported if all its claims are."""
    decider = deciding_claim(results)
    contradicted = any(result.label is Label.CONTRADICTED for result in results)
    if any(map(_is_proof, _findings(results))) and not thresholds.is_supported(decider.probability):
        return Verdict.CONTRADICTED  # rules that prove errors are right nine times in ten: no need to abstain
    if thresholds.is_uncertain(decider.probability):
        return Verdict.UNCERTAIN
    if thresholds.is_supported(decider.probability):
        # A rule proves an error where the model sees none: an editor must look.
        return Verdict.UNCERTAIN if contradicted else Verdict.SUPPORTED
    return Verdict.CONTRADICTED if contradicted else Verdict.UNSUPPORTED


def summarise(results: Sequence[ClaimResult], verdict: Verdict) -> str:
    """Return one plain sentence that says why."""
    proof = _first_proof(results, verdict)
    if proof is not None:
        return proof.message
    decider = deciding_claim(results)
    nearest = f"sentence {decider.evidence[0].sentences[0] + 1}" if decider.evidence else "the body"
    if verdict is Verdict.SUPPORTED:
        if len(results) == 1:
            return f"The body supports the headline: see {nearest}."
        return f"The body supports each of the headline's {len(results)} claims."
    if verdict is Verdict.UNCERTAIN:
        return f"The body may not carry “{decider.claim.text}”: read {nearest} and decide."
    if verdict is Verdict.CONTRADICTED:
        denied = next(result for result in results if result.label is Label.CONTRADICTED)
        number = denied.evidence[0].sentences[0] + 1
        return f"Sentence {number} says otherwise than “{denied.claim.text}”."
    return f"Nothing in the body says “{decider.claim.text}”."


def find_body_support(results: Sequence[ClaimResult], verdict: Verdict) -> BodySupport | None:
    """Return what the body does say: the surest supported claim, or the passage nearest to the deciding claim."""
    if verdict is Verdict.SUPPORTED:
        return None
    # A finding on it means doubt: nothing to build on.
    supported = [result for result in results if result.label is Label.SUPPORTED and not result.findings]
    if supported and len(results) > 1:
        best = max(supported, key=lambda result: result.probability)
        return BodySupport(best.claim.text, best.evidence[0].span, best.evidence[0].sentences, best.claim.index)
    nearest = deciding_claim(results).evidence
    return BodySupport(nearest[0].text, nearest[0].span, nearest[0].sentences, None) if nearest else None


def _first_proof(results: Sequence[ClaimResult], verdict: Verdict) -> Finding | None:
    """Return the first finding of a rule about facts that decides: it names the words, which no probability does.

    An error that a rule proved decides whatever the verdict, a warning where the claim it is about is not supported.
    """
    decider = deciding_claim(results)
    doubts = () if verdict is Verdict.SUPPORTED else decider.findings
    proofs = filter(_is_proof, _findings(results))
    return next(chain(proofs, (finding for finding in doubts if finding.expected)), None)


def _findings(results: Sequence[ClaimResult]) -> Iterator[Finding]:
    return (finding for result in results for finding in result.findings)


def _is_proof(finding: Finding) -> bool:
    """Tell whether a rule about facts proved an error: only those name what the headline says."""
    return finding.severity is Severity.ERROR and bool(finding.expected)
