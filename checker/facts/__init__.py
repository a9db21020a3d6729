"""Rules that prove a small error: a number, a date, a name, a quotation or an outcome the body gives otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checker.facts.context import ClaimContext
from checker.facts.craft import find_forward_references, find_unanswered_questions, find_unsupported_superlatives
from checker.facts.dates import find_date_mismatches

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from checker.datatypes import Finding
    from checker.facts.context import FactRule

__all__ = ["FACT_RULES", "ClaimContext", "find_facts"]

# Code -> rule, in the order in which findings are shown.
FACT_RULES: Final[Mapping[str, FactRule]] = {
    "HC004": find_date_mismatches,
    "HC030": find_unanswered_questions,
    "HC031": find_forward_references,
    "HC032": find_unsupported_superlatives,
}


def find_facts(context: ClaimContext, enabled: Collection[str]) -> tuple[Finding, ...]:
    """Return what the enabled rules prove about one claim, in the order of the rules."""
    return tuple(finding for code, rule in FACT_RULES.items() if code in enabled for finding in rule(context))
