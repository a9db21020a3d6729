"""Prove that a number of the headline stands for what the body gives with another number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import regex

from checker.datatypes import Finding, Severity
from checker.facts.numbers.compare import agrees, agrees_with_share, agrees_with_sum, is_comparable, is_slip
from checker.facts.numbers.parse import find_quantities
from checker.facts.numbers.quantity import COUNT, PERSON
from checker.words import has_digit, is_same_word, recall_words, word_forms

if TYPE_CHECKING:
    from checker.facts.context import ClaimContext
    from checker.facts.numbers.quantity import Quantity

RULE: Final = "HC003"
# How surely two numbers are of the same thing: the share of the claim's words in the sentence, and something for
# each noun they share, the one right behind the number above all, and for a unit that no other number of the body has.
_FIRST_NOUN: Final = 0.4
_OTHER_NOUN: Final = 0.2
_ONLY_ONE: Final = 0.3
# What speaks against it: another order of magnitude, another unit of the same kind, or a list of such numbers.
_NO_SLIP: Final = 0.3
_OTHER_UNIT: Final = 0.2
_LIST_OF_NUMBERS: Final = 0.2
_MANY: Final = 3
# From here on another value is a defect; where the claim's number stands elsewhere in the body, only if it is for
# something else by this margin (swept on data/edits.jsonl and on genuine pairs).
_SURE: Final = 0.35
_MARGIN: Final = 0.5
# "Three men" may be a list of three names; longer lists are tables.
_MAX_LISTED: Final = 12
_NAME: Final = r"\p{Lu}[\w.'’-]*(?:\s(?:\p{Lu}[\w.'’-]*|de|van|bin|al))*(?:\s\([^)]*\))?"
_LIST: Final = regex.compile(rf"{_NAME}(?:(?:,|،|;)?\s(?:\p{{L}}{{1,4}}\s|&\s)?{_NAME})+")
_SEPARATOR: Final = regex.compile(r"[,;،、](?:\s\p{Ll}{1,4}(?=\s))?|\s(?:\p{Ll}{1,4}|&)(?=\s\p{Lu})")


@dataclass(frozen=True, slots=True)
class _Counterpart:
    """A quantity of the body that gives another value for what the claim counts."""

    index: int  # of its sentence
    quantity: Quantity
    strength: float


def find_number_mismatches(context: ClaimContext) -> tuple[Finding, ...]:
    """Return the numbers of a claim that no sentence gives, and for which a near sentence gives another."""
    claimed = find_quantities(context.text, context.language)
    if not any(quantity.is_telling for quantity in claimed):
        return ()
    body = tuple(find_quantities(sentence.text, context.language) for sentence in context.sentences)
    findings = []
    for quantity in claimed:
        if not quantity.is_telling or _is_made_up(context, quantity, body):
            continue
        others = [other for other in claimed if other is not quantity]
        if counterpart := _find_counterpart(context, quantity, others, body):
            findings.append(_report(context, quantity, counterpart))
    return tuple(findings)


def _is_made_up(context: ClaimContext, claim: Quantity, body: tuple[tuple[Quantity, ...], ...]) -> bool:
    """Tell whether the claim's number is a sum or a share of the body's, or the length of a list of names."""
    if any(agrees_with_sum(claim, sentence) or agrees_with_share(claim, sentence) for sentence in body):
        return True
    value = claim.readings[0][0]
    if claim.kind not in (COUNT, PERSON) or not 1 < value <= _MAX_LISTED:
        return False
    return any(_n_listed(sentence.text) == value for sentence in context.sentences)


def _n_listed(text: str) -> int:
    """Return how many names the longest list of a sentence has."""
    lists = [1 + len(_SEPARATOR.findall(found[0])) for found in _LIST.finditer(text)]
    return max([*lists, 1 + text.count("、") if "、" in text else 0])


def _find_counterpart(
    context: ClaimContext, claim: Quantity, others: list[Quantity], body: tuple[tuple[Quantity, ...], ...]
) -> _Counterpart | None:
    """Return the quantity that gives the claim's number otherwise; None when that is in doubt."""
    wanted = frozenset(form for form in word_forms(context.text) if not has_digit(form))
    same_kind = [other for sentence in body for other in sentence if other.kind == claim.kind]
    given, best = -_MARGIN, None
    for index in context.nearest:
        overlap = recall_words(wanted, word_forms(context.sentences[index].text)) if body[index] else 0.0
        for other in body[index]:
            strength = overlap + _weigh(claim, other)
            if agrees(claim, other):
                given = max(given, strength)
            elif _may_contradict(claim, other, others):
                is_only = claim.kind not in (COUNT, PERSON) and len(same_kind) == 1
                strength += _ONLY_ONE * is_only - _doubt(claim, other, body[index])
                if best is None or strength > best.strength:
                    best = _Counterpart(index, other, strength)
    return best if best and best.strength >= max(_SURE, given + _MARGIN) else None


def _may_contradict(claim: Quantity, other: Quantity, others: list[Quantity]) -> bool:
    """Tell whether a number of the body is of the claim's kind and not that of another number of the claim."""
    if not other.is_telling or not is_comparable(claim, other) or any(agrees(mine, other) for mine in others):
        return False
    return not agrees_with_sum(other, [claim, *others])


def _doubt(claim: Quantity, other: Quantity, sentence: tuple[Quantity, ...]) -> float:
    is_listed = sum(mine.kind == other.kind for mine in sentence) >= _MANY
    is_other_unit = claim.unit != other.unit and not {claim.kind, other.kind} <= {COUNT, PERSON}
    return _NO_SLIP * (not is_slip(claim, other)) + _OTHER_UNIT * is_other_unit + _LIST_OF_NUMBERS * is_listed


def _weigh(claim: Quantity, other: Quantity) -> float:
    """Return how much the words beside two numbers speak for their counting the same."""
    shared = [any(is_same_word(noun, its) for its in other.nouns) for noun in claim.nouns]
    if not shared:
        return 0.0
    return _FIRST_NOUN * shared[0] + _OTHER_NOUN * any(shared[1:])


def _report(context: ClaimContext, claim: Quantity, counterpart: _Counterpart) -> Finding:
    other, sentence = counterpart.quantity, context.sentences[counterpart.index]
    expected, found = context.text[claim.start : claim.end], sentence.text[other.start : other.end]
    return Finding(
        rule=RULE,
        severity=Severity.ERROR,
        message=f"The headline says {expected}, sentence {sentence.index + 1} says {found}.",
        claim_span=context.headline_span(claim.start, claim.end),
        body_span=context.body_span(counterpart.index, other.start, other.end),
        expected=expected,
        found=found,
    )
