"""Find the number of the body that a headline's stands for, or may stand for, by the words around both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.facts.inflection import are_forms
from checker.facts.numbers.case import (
    Case,
    follows_from_sentence,
    is_in_share,
    is_made_up,
    may_contradict,
    others_of,
    report,
    words_of,
)
from checker.facts.numbers.compare import agrees, is_slip
from checker.facts.numbers.counted import is_apposed, may_be_of_same
from checker.facts.numbers.parse import find_quantities
from checker.facts.numbers.quantity import ORDINAL
from checker.facts.numbers.shares import is_part_of_whole
from checker.facts.standing import N_RIVAL_SENTENCES, Standing, read_standing, words_around
from checker.words import recall_words, word_forms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.datatypes import Finding
    from checker.facts.context import ClaimContext
    from checker.facts.numbers.case import Place


def find_number_rivals(context: ClaimContext) -> tuple[Finding, ...]:
    """Return other numbers of the nearest sentences for each number of a claim that the body lacks or gives elsewhere.

    None of them is proven to be of the same thing: a finding holds only where the body bears the claim with it.
    """
    claimed = find_quantities(context.text, context.language)
    if not any(quantity.is_telling for quantity in claimed):
        return ()
    body = tuple(find_quantities(sentence.text, context.language) for sentence in context.sentences)
    return tuple(
        report(context, quantity, place)
        for quantity in claimed
        if quantity.is_telling and not is_in_share(quantity, claimed)
        for place in _find_rivals(Case(context, quantity, others_of(quantity, claimed), body))
    )


def find_better_placed(case: Case, given: Sequence[Place]) -> Place | None:
    """Return the near number around which clearly more of the claim stands than around its own, all over the body."""
    claim, context = case.claim, case.context
    is_part = is_part_of_whole(context.text, context.language, (claim, *case.others), claim)
    if is_part or claim.kind == ORDINAL or follows_from_sentence(case):
        return None
    own = [_standing(case, place) for place in given]
    for place in _may_be_meant(case):
        # "The union asks for 9 percent. They agreed on 4": the sentence beside may tell of the same in other words.
        is_apart = all(abs(place.index - other.index) > 1 for other in given)
        if is_apart and is_slip(claim, place.quantity) and _standing(case, place).is_beyond(own):
            return place
    return None


def _find_rivals(case: Case) -> Iterator[Place]:
    """Yield the near numbers that stand among more of the claim's words than its own number does anywhere."""
    given = [place for place in case.places if agrees(case.claim, place.quantity)]
    if follows_from_sentence(case) if given else is_made_up(case):
        return
    if any(_has_same_neighbour(case, place) for place in given):
        return
    most = max((_standing(case, place).n_beside for place in given), default=-1)
    yield from (place for place in _may_be_meant(case) if _standing(case, place).n_beside > most)


def _may_be_meant(case: Case) -> Iterator[Place]:
    """Yield the numbers of the nearest sentences that are others than the claim's, and may be of the same thing."""
    text, near = case.context.text, case.context.nearest[:N_RIVAL_SENTENCES]
    for place in case.places:
        if place.index not in near or agrees(case.claim, place.quantity) or not may_contradict(case, place):
            continue
        sentence = case.context.sentences[place.index].text
        overlap = recall_words(words_of(case), word_forms(sentence))
        is_of_same = may_be_of_same(case.claim, place.quantity, (text, sentence), overlap=overlap)
        if is_of_same and not is_apposed(place.quantity, sentence):
            yield place


def _standing(case: Case, place: Place) -> Standing:
    return read_standing(case.context, case.claim.span, place.index, place.quantity.span)


def _has_same_neighbour(case: Case, place: Place) -> bool:
    """Tell whether the same word stands right before or behind a number of the claim and of the body."""
    language, sentence = case.context.language, case.context.sentences[place.index].text
    before, behind = words_around(case.context.text, case.claim.span, language)
    its_before, its_behind = words_around(sentence, place.quantity.span, language)
    pairs = [*zip(before[-1:], its_before[-1:], strict=False), *zip(behind[:1], its_behind[:1], strict=False)]
    return any(are_forms(one, other, language) for one, other in pairs)
