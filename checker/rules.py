"""The registry of rules: one record per kind of finding feeds the reports, the docs and `checker rules`."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checker.datatypes import Severity
from checker.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of finding; the code never changes its meaning."""

    code: str  # such as HC001
    name: str  # kebab case
    severity: Severity  # default
    summary: str  # one line
    explanation: str  # what it means and what to do
    is_on: bool = True  # applied unless ignored; a rule that is off has to be selected


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
        "HC003",
        "number-mismatch",
        Severity.ERROR,
        "The headline gives another number than the body.",
        "A sentence that counts the same thing gives another value, and no rounding that a headline may make leads from"
        " one to the other; the headline's own may stand in the story for something else. Correct the number, or write"
        " the unit or scale that makes both the same. Where it is not"
        " proven that both are of the same thing, but the body bears the claim with its own number better, it warns.",
    ),
    Rule(
        "HC004",
        "date-mismatch",
        Severity.ERROR,
        "The headline gives another day or time than the body.",
        "No date, weekday or time of the body fits the headline's, or only one far from its matter, and a sentence on"
        " the same matter gives another."
        " Relative days such as “yesterday” are read from the article's own date. Where no rule proves it, but the body"
        " bears the claim with its own date clearly better, it warns.",
    ),
    Rule(
        "HC005",
        "name-not-in-body",
        Severity.WARNING,
        "The headline names someone or some place the body never mentions, or gives another part.",
        "Neither the name nor a short form, an alias, a capital or a demonym of it stands in the body; or a sentence"
        " says the same of somebody else. Check the spelling and the person, or mention the name in the story.",
    ),
    Rule(
        "HC006",
        "quote-not-in-body",
        Severity.WARNING,
        "The headline quotes words the body does not have.",
        "The quoted words stand nowhere in the body, not even shortened or inflected. Quote what was said, or take the"
        " quotation marks away.",
    ),
    Rule(
        "HC007",
        "quote-misattributed",
        Severity.WARNING,
        "The body gives the quoted words to someone else.",
        "The words stand in the body, but another person says them there. Name the one who spoke.",
    ),
    Rule(
        "HC008",
        "opposite-outcome",
        Severity.WARNING,
        "The body says the opposite.",
        "The sentence that says the same as the headline denies it, or has the opposite word: falls for rises, rejects"
        " for approves. An error where the body bears the claim with its word put right. Correct whichever is wrong.",
    ),
    Rule(
        "HC009",
        "role-swapped",
        Severity.WARNING,
        "The body has the two parties the other way round.",
        "Headline and body name the same two parties of one action, but who does it and who suffers it are exchanged."
        " Off unless selected.",
        is_on=False,
    ),
    Rule(
        "HC010",
        "claim-uncertain",
        Severity.WARNING,
        "The body neither clearly supports the claim nor clearly fails to.",
        "The probability lies in the abstain band around the threshold. Read the evidence shown and decide.",
    ),
    Rule(
        "HC020",
        "overstated-certainty",
        Severity.WARNING,
        "The headline is surer than the body.",
        "The body hedges (may, allegedly, is suspected of), the headline states it as a fact. Keep the hedge."
        " Off unless selected.",
        is_on=False,
    ),
    Rule(
        "HC021",
        "overstated-attribution",
        Severity.WARNING,
        "The headline's speech verb says more than the body's.",
        "The body lets the person say or suggest it; the headline lets them admit, promise or threaten it. Use a verb"
        " that the body carries."
        " Off unless selected.",
        is_on=False,
    ),
    Rule(
        "HC022",
        "silent-speaker",
        Severity.WARNING,
        "The headline lets somebody admit, promise or threaten who says nothing in the body.",
        "The body names the person in several sentences, but nowhere lets them say anything, in words or in quotation;"
        " and nobody else admits, promises or threatens. Add the passage, or take the verb out of the headline.",
    ),
    Rule(
        "HC023",
        "overstated-legal-status",
        Severity.ERROR,
        "The headline takes somebody further before the law than the body does.",
        "It has them held, charged or convicted; no word of the body goes so far, and a sentence says less: questioned,"
        " suspected, arrested, released. Write the step that the body reports.",
    ),
    Rule(
        "HC030",
        "unanswered-question",
        Severity.NOTE,
        "The headline asks what the body does not answer.",
        "No sentence of the body takes up the question. Answer it in the story, or state what is known."
        " Off unless selected.",
        is_on=False,
    ),
    Rule(
        "HC031",
        "forward-reference",
        Severity.NOTE,
        "The headline points to something it does not name.",
        "“This is why”, “what happened next”: the reader has to open the story to learn what it is about. Name it."
        " Off unless selected.",
        is_on=False,
    ),
    Rule(
        "HC032",
        "unsupported-superlative",
        Severity.NOTE,
        "The headline has a superlative the body does not carry.",
        "No sentence of the body says first, largest or only in any form. Attribute it or leave it out."
        " Off unless selected.",
        is_on=False,
    ),
    Rule(
        "HC090",
        "unused-ignore",
        Severity.WARNING,
        "A note says to ignore a rule that found nothing.",
        "A `checker: ignore` comment or a `checker_ignore` field names a rule that does not exist, or one that has"
        " nothing to report here any more. Remove it, so that it hides no defect of a later version.",
    ),
)

RULES: Final = {rule.code: rule for rule in _RULES}
_CODES_BY_NAME: Final = {rule.name: rule.code for rule in _RULES}


def enabled_rules(*, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> frozenset[str]:
    """Return the codes that may be reported: those that are on, with `select` added and `ignore` taken away.

    `ALL` stands for every rule; names serve as well as codes.  Raises ConfigError E201 for an unknown one.
    """
    default = {rule.code for rule in RULES.values() if rule.is_on}
    return frozenset((default | _codes(select)) - _codes(ignore))


def find_code(name: str) -> str | None:
    """Return the code of a rule given by code or name, in any case; None if there is no such rule."""
    code = _CODES_BY_NAME.get(name.lower(), name.upper())
    return code if code in RULES else None


def suggest_rule(name: str) -> str:
    """Return a hint for a rule that does not exist: the most similar one."""
    number = name[2:] if name.upper().startswith("HC") else name
    if number.isdecimal() and (code := f"HC{int(number):03d}") in RULES:
        return f"did you mean {code}?"
    nearest = difflib.get_close_matches(name, [*RULES, *_CODES_BY_NAME], n=1)
    return f"did you mean {nearest[0]}?" if nearest else "`checker rules` lists them"


def _codes(names: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for name in names:
        if name.upper() == "ALL":
            found |= set(RULES)
            continue
        code = find_code(name)
        if code is None:
            raise ConfigError(f"{name}: no such rule", code="E201", hint=suggest_rule(name))
        found.add(code)
    return found
