"""How a claim is shown: by its label, or as uncertain where a finding says that nobody can tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from checker.datatypes import Label, Verdict
from checker.renderers.theme import EVIDENCE_LEAD, LABEL_WORDS, label_symbol, verdict_symbol

if TYPE_CHECKING:
    from checker.datatypes import ClaimResult, Finding, Report
    from checker.renderers.theme import Symbols

_UNCERTAIN_RULE: Final = "HC010"

_TELLING: Final = frozenset({Label.SUPPORTED, Label.CONTRADICTED})  # roles that are drawn


class ClaimLook(NamedTuple):
    """What every format says of a claim, in words and signs."""

    kind: str  # names its colours: a label, or `uncertain`
    symbol: str
    word: str
    lead: str  # before the number of the sentence quoted under it


def look_of(result: ClaimResult, symbols: Symbols) -> ClaimLook:
    """Return how a claim is shown.  One that is left open is not drawn as what it would be if somebody had to guess."""
    if is_open(result):
        word = Verdict.UNCERTAIN.value
        return ClaimLook(word, verdict_symbol(Verdict.UNCERTAIN, symbols), word, EVIDENCE_LEAD[Label.NOT_MENTIONED])
    label = result.label
    return ClaimLook(label.value, label_symbol(label, symbols), LABEL_WORDS[label], EVIDENCE_LEAD[label])


def is_open(result: ClaimResult) -> bool:
    """Tell whether the report says of a claim that it cannot be decided."""
    return any(finding.rule == _UNCERTAIN_RULE for finding in result.findings)


def quoted_parts(finding: Finding) -> tuple[tuple[str, str], ...]:
    """Return what is quoted under a finding, named by where it stands; what is empty is left out."""
    parts = (("headline", finding.expected), ("body", finding.found), ("corrected", finding.correction))
    return tuple((name, text) for name, text in parts if text)


def open_sentences(report: Report) -> frozenset[int]:
    """Return the sentences that matter to claims which are left open, and to no other claim."""
    decided: set[int] = set()
    undecided: set[int] = set()
    nearest: set[int] = set()
    for result in report.claims:
        quoted = {index for evidence in result.evidence for index in evidence.sentences}
        (undecided if is_open(result) else decided).update(quoted)
        if is_open(result):
            nearest.update(index for evidence in result.evidence[:1] for index in evidence.sentences)
    telling = {scored.sentence.index for scored in report.sentences if scored.role in _TELLING}
    return frozenset((undecided - decided) & (nearest | telling))
