"""The registry of rules: one record per kind of finding feeds the reports, the docs and `checker rules`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from checker.datatypes import Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of finding; the code never changes its meaning."""

    code: str  # such as HC001
    name: str  # kebab case
    severity: Severity  # default
    summary: str  # one line
    explanation: str  # what it means and what to do


_RULES: Final = (
    Rule(
        "HC001",
        "claim-not-mentioned",
        Severity.ERROR,
        "The body does not say what the headline claims.",
        "No sentence of the body, and no run of neighbouring sentences, supports this claim. Either the story lost the"
        " passage, or the headline says more than was reported: add the passage, or write the headline from the"
        " nearest sentence shown.",
    ),
    Rule(
        "HC002",
        "claim-contradicted",
        Severity.ERROR,
        "The body says otherwise.",
        "A sentence that speaks of the same thing states the opposite of the claim, or another number, name or"
        " direction. Compare the two and correct whichever is wrong.",
    ),
    Rule(
        "HC010",
        "claim-uncertain",
        Severity.WARNING,
        "The body neither clearly supports the claim nor clearly fails to.",
        "The probability lies in the abstain band around the threshold. Read the evidence shown and decide.",
    ),
)

RULES: Final = {rule.code: rule for rule in _RULES}
