"""Rules that prove a small error: a number, a date, a name, a quotation or an outcome the body gives otherwise."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from checker.facts.certainty import find_overstated_certainty
from checker.facts.context import ClaimContext, is_citation
from checker.facts.craft import find_forward_references, find_unanswered_questions, find_unsupported_superlatives
from checker.facts.dates.rule import find_date_mismatches, find_date_rivals
from checker.facts.legal_status import find_overstated_status
from checker.facts.misattributed import find_misattributed_quotes
from checker.facts.name_rule import find_missing_names
from checker.facts.numbers import find_number_mismatches, find_number_rivals
from checker.facts.outcome import find_opposite_outcomes
from checker.facts.quote_rule import find_missing_quotes
from checker.facts.roles import find_swapped_roles
from checker.facts.speech_strength import find_overstated_attribution, find_silent_speakers
from checker.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from checker.datatypes import Finding
    from checker.facts.context import FactRule

__all__ = ["FACT_RULES", "ClaimContext", "find_facts", "find_suspicions"]

# Code -> rule, in the order in which findings are shown.
FACT_RULES: Final[Mapping[str, FactRule]] = {
    "HC003": find_number_mismatches,
    "HC004": find_date_mismatches,
    "HC005": find_missing_names,
    "HC006": find_missing_quotes,
    "HC007": find_misattributed_quotes,
    "HC008": find_opposite_outcomes,
    "HC009": find_swapped_roles,
    "HC020": find_overstated_certainty,
    "HC021": find_overstated_attribution,
    "HC022": find_silent_speakers,
    "HC023": find_overstated_status,
    "HC030": find_unanswered_questions,
    "HC031": find_forward_references,
    "HC032": find_unsupported_superlatives,
}
# The same codes -> what a rule cannot prove alone, but a verifier may.
_SUSPECTING: Final[Mapping[str, FactRule]] = {"HC003": find_number_rivals, "HC004": find_date_rivals}


def find_facts(context: ClaimContext, enabled: Collection[str]) -> tuple[Finding, ...]:
    """Return what the enabled rules find about one claim, in the order of the rules, as severe as the registry says."""
    return tuple(_run(FACT_RULES, context, enabled))


def find_suspicions(
    context: ClaimContext, enabled: Collection[str], proven: Collection[Finding]
) -> tuple[Finding, ...]:
    """Return what may be wrong with a claim, beside what is proven: each holds only if a verifier bears it out."""
    known = {finding.claim_span for finding in proven}
    return tuple(finding for finding in _run(_SUSPECTING, context, enabled) if finding.claim_span not in known)


def _run(rules: Mapping[str, FactRule], context: ClaimContext, enabled: Collection[str]) -> Iterator[Finding]:
    """Yield what these rules find; nothing rests on the title of another story, such as a body lists as a source."""
    cited = {i for i in context.nearest if is_citation(context.sentences[i].text)}
    if cited:
        context = replace(context, nearest=tuple(i for i in context.nearest if i not in cited))
    for code, rule in rules.items():
        if code in enabled:
            yield from (replace(finding, severity=RULES[code].severity) for finding in rule(context))
