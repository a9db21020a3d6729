"""One number of a claim with all that the body may hold against it, and whether it follows from the body's numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import regex

from checker.datatypes import Finding, Severity
from checker.facts.numbers.compare import agrees, agrees_with_score, agrees_with_share, agrees_with_sum, is_comparable
from checker.facts.numbers.counted import is_worked_out
from checker.facts.numbers.quantity import COUNT, PERCENT, PERSON
from checker.facts.numbers.shares import is_all_but, is_number_of_each
from checker.words import has_digit, word_forms

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.facts.context import ClaimContext
    from checker.facts.numbers.quantity import Quantity

RULE: Final = "HC003"
# "Three men" may be a list of three names; longer lists are tables.
_MAX_LISTED: Final = 12
_NAME: Final = r"\p{Lu}[\w.'’-]*(?:\s(?:\p{Lu}[\w.'’-]*|de|van|bin|al))*(?:\s\([^)]*\))?"
_LIST: Final = regex.compile(rf"{_NAME}(?:(?:,|،|;)?\s(?:\p{{L}}{{1,4}}\s|&\s)?{_NAME})+")
_SEPARATOR: Final = regex.compile(r"[,;،、](?:\s\p{Ll}{1,4}(?=\s))?|\s(?:\p{Ll}{1,4}|&)(?=\s\p{Lu})")


@dataclass(frozen=True, slots=True)
class Place:
    """A quantity of the body."""

    index: int  # of its sentence
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Case:
    """One number of a claim, with all that is held against it."""

    context: ClaimContext
    claim: Quantity
    others: tuple[Quantity, ...]  # the other numbers of the claim
    body: tuple[tuple[Quantity, ...], ...]  # the numbers of each sentence

    @property
    def places(self) -> Iterable[Place]:
        """The quantities of the body that could give the claim's number, those of the nearest sentence first."""
        for index in self.context.nearest:
            for quantity in self.body[index]:
                if is_comparable(self.claim, quantity):
                    yield Place(index, quantity)


def others_of(quantity: Quantity, claimed: Iterable[Quantity]) -> tuple[Quantity, ...]:
    """Return the numbers of a claim that do not overlap with this one."""
    return tuple(other for other in claimed if other.end <= quantity.start or quantity.end <= other.start)


def is_in_share(quantity: Quantity, claimed: Iterable[Quantity]) -> bool:
    """Tell whether a number is the "nine" or the "ten" of "nine in ten"."""
    return any(
        share.kind == PERCENT and share is not quantity and share.start <= quantity.start < share.end
        for share in claimed
    )


def is_made_up(case: Case) -> bool:
    """Tell whether the claim's number follows from those of a sentence, or is the length of a list of names."""
    claim, context = case.claim, case.context
    if is_worked_out(claim, case.body) or follows_from_sentence(case):
        return True
    value = claim.readings[0][0]
    if claim.kind not in (COUNT, PERSON) or not 1 < value <= _MAX_LISTED:
        return False
    return any(_n_listed(sentence.text) == value for sentence in context.sentences)


def follows_from_sentence(case: Case) -> bool:
    """Tell whether the claim's number is a sum, a share or a score of the numbers that stand together."""
    claim, context = case.claim, case.context
    for sentence, quantities, following in zip(context.sentences, case.body, (*case.body[1:], ()), strict=True):
        # "28 girls went on the trip. A quarter of them returned pregnant."
        if agrees_with_sum(claim, quantities) or agrees_with_share(claim, (*quantities, *following)):
            return True
        if agrees_with_score(claim, quantities) or is_all_but(claim, sentence.text, context.language, quantities):
            return True
        if any(is_number_of_each(claim, other, sentence.text, context.language) for other in quantities):
            return True
    return False


def _n_listed(text: str) -> int:
    """Return how many names the longest list of a sentence has."""
    lists = [1 + len(_SEPARATOR.findall(found[0])) for found in _LIST.finditer(text)]
    return max([*lists, 1 + text.count("、") if "、" in text else 0])


def may_contradict(case: Case, place: Place) -> bool:
    """Tell whether a number of the body is not that of another number of the claim."""
    other = place.quantity
    if not other.is_telling or any(agrees(mine, other) for mine in case.others):
        return False
    return not agrees_with_sum(other, [case.claim, *case.others])


def words_of(case: Case) -> frozenset[str]:
    """Return the forms of the words of a claim, numbers left out."""
    return frozenset(form for form in word_forms(case.context.text) if not has_digit(form))


def report(context: ClaimContext, claim: Quantity, counterpart: Place) -> Finding:
    """Return the finding that names both numbers."""
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
