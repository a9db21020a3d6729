"""Prove that a number of the headline stands for what the body gives with another number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checker.datatypes import Span
from checker.facts.fates import find_fate
from checker.facts.numbers.case import Case, Place, is_in_share, is_made_up, may_contradict, others_of, report, words_of
from checker.facts.numbers.compare import agrees, is_slip
from checker.facts.numbers.counted import may_be_of_same
from checker.facts.numbers.parse import find_quantities, with_hedge
from checker.facts.numbers.quantity import COUNT, ORDINAL, PERSON
from checker.facts.numbers.rivals import find_better_placed
from checker.facts.numbers.shares import find_part, is_part_of_whole
from checker.facts.statements import load_grammar
from checker.words import fold, is_same_word, recall_words, word_forms

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from checker.datatypes import Finding
    from checker.facts.context import ClaimContext
    from checker.facts.numbers.quantity import Quantity

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
_FEW: Final = 2
# Ages, terms and places in a row are many in a story: two of them that are far apart are of two things.
_FAR: Final = 0.5
_FAR_RATIO: Final = 2.5
_NEXT_UNIT: Final = 31  # days in a month: no unit is mistaken for one much longer
_NUMEROUS: Final = frozenset({"time", ORDINAL})
# From here on another value is a defect (swept on data/edits.jsonl and on genuine pairs).
_SURE: Final = 0.35
# What a headline says of a part, it says in words that stand by the part: so much of them, and so many.
_PART_SHARE: Final = 0.5
_PART_WORDS: Final = 2
_FEW_PLACES: Final = (
    3  # of numbers that may be the claim's; where a body has more, a sentence must have more of the claim
)
_MIN_OVERLAP: Final = 0.3  # of its words (swept on data/edits.jsonl, DeFacto and WiCE)
_OF_WHOLE: Final = 2  # words behind a whole that belong to it: "seven missing daggers"


def find_number_mismatches(context: ClaimContext) -> tuple[Finding, ...]:
    """Return the numbers of a claim that the body gives otherwise."""
    claimed = find_quantities(context.text, context.language)
    if not any(quantity.is_telling for quantity in claimed):
        return ()
    body = tuple(find_quantities(sentence.text, context.language) for sentence in context.sentences)
    findings = []
    for quantity in claimed:
        if not quantity.is_telling or is_in_share(quantity, claimed):
            continue
        if counterpart := _find_counterpart(Case(context, quantity, others_of(quantity, claimed), body)):
            findings.append(report(context, quantity, counterpart))
    # A slip changes one number. Where two differ, the body counts something else, or at another time.
    return tuple(findings) if len(findings) == 1 else ()


def _find_counterpart(case: Case) -> Place | None:
    """Return the quantity that gives the claim's number otherwise; None when that is in doubt."""
    given = [Place(i, other) for i, sentence in enumerate(case.body) for other in sentence if agrees(case.claim, other)]
    if not given and is_made_up(case):
        return None
    fated = _find_toll(case)
    if fated:
        return _find_other_toll(case, given, fated)
    if given:
        return _find_part_meant(case, given) or find_better_placed(case, given)
    return _find_likest(case)


def _find_toll(case: Case) -> list[Place]:
    """Return the numbers the body gives for those of the claim's fate: the dead, the injured."""
    context, claim = case.context, case.claim
    fate = _fate_of(context.text, context.language, claim, case.others)
    if not fate:
        return []
    return [place for place in case.places if _fate_at(case, place) == fate]


def _fate_at(case: Case, place: Place) -> str:
    text, quantities = case.context.sentences[place.index].text, case.body[place.index]
    return _fate_of(text, case.context.language, place.quantity, quantities)


def _fate_of(text: str, language: str, quantity: Quantity, others: Iterable[Quantity]) -> str:
    if quantity.kind not in (COUNT, PERSON):
        return ""
    here = Span(with_hedge(text, quantity, language), quantity.end)
    return find_fate(text, language, here, [Span(other.start, other.end) for other in others])


def _find_other_toll(case: Case, given: Sequence[Place], fated: Sequence[Place]) -> Place | None:
    """Return the toll nearest to the claim, if the body has the claim's number only for those of another fate."""
    if any(place in fated or not _fate_at(case, place) for place in given):
        return None
    nearest = fated[0]
    return nearest if may_contradict(case, nearest) and is_slip(case.claim, nearest.quantity) else None


def _find_part_meant(case: Case, given: Sequence[Place]) -> Place | None:
    """Return the part of which the body says what the headline says of the whole: "three of the seven were found"."""
    context = case.context
    if find_part(context.text, context.language, case.others, case.claim):
        return None
    parts = []
    for place in given:
        text, quantities = context.sentences[place.index].text, case.body[place.index]
        part = find_part(text, context.language, quantities, place.quantity)
        if not part or not _is_said_of_part(case, place):
            return None
        parts.append(Place(place.index, part))
    return parts[0] if may_contradict(case, parts[0]) else None


def _is_said_of_part(case: Case, whole: Place) -> bool:
    language, claim = case.context.language, case.claim
    apart = [fold(noun) for noun in whole.quantity.nouns[:_OF_WHOLE]]
    apart += word_forms(case.context.text[claim.start : claim.end]) | load_grammar(language).small
    wanted = frozenset(form for form in words_of(case) if not any(is_same_word(form, other) for other in apart))
    share = recall_words(wanted, word_forms(case.context.sentences[whole.index].text))
    return share >= _PART_SHARE and share * len(wanted) >= _PART_WORDS


def _find_likest(case: Case) -> Place | None:
    """Return the quantity that most surely is of the same thing, if that is sure enough."""
    claim, wanted = case.claim, words_of(case)
    is_part = is_part_of_whole(case.context.text, case.context.language, (claim, *case.others), claim)
    same_kind = {
        other.readings for sentence in case.body for other in sentence if other.kind == claim.kind and other.is_telling
    }
    best, greatest = None, _SURE
    n_places = sum(1 for _ in case.places)
    for place in case.places:
        if not may_contradict(case, place) or (is_part and not _is_part(case, place)):
            continue
        other, text = place.quantity, case.context.sentences[place.index].text
        overlap = recall_words(wanted, word_forms(text))
        if not may_be_of_same(claim, other, (case.context.text, text), overlap=overlap):
            continue
        if n_places > _FEW_PLACES and overlap < _MIN_OVERLAP:
            continue
        is_only = claim.kind not in (COUNT, PERSON) and len(same_kind) == 1
        strength = overlap + _weigh(claim, other)
        if is_only or (len(same_kind) <= _FEW and _has_other_unit(claim, other)):
            strength += _ONLY_ONE
        strength -= _doubt(claim, other, case.body[place.index])
        if strength > greatest or (best is None and strength == greatest):
            best, greatest = place, strength
    return best


def _is_part(case: Case, place: Place) -> bool:
    """Tell whether a number of the body is given as a part of another."""
    text, quantities = case.context.sentences[place.index].text, case.body[place.index]
    return is_part_of_whole(text, case.context.language, quantities, place.quantity)


def _has_other_unit(claim: Quantity, other: Quantity) -> bool:
    """Tell whether two quantities differ in their units alone: "two weeks" and "two days"."""
    if claim.unit == other.unit or claim.kind != other.kind or not claim.written == other.written > 1:
        return False
    return _ratio(claim, other) <= _NEXT_UNIT


def _doubt(claim: Quantity, other: Quantity, sentence: tuple[Quantity, ...]) -> float:
    if _has_other_unit(claim, other):
        return 0.0
    is_listed = sum(mine.kind == other.kind for mine in sentence) >= _MANY
    is_other_unit = claim.unit != other.unit and not {claim.kind, other.kind} <= {COUNT, PERSON}
    if claim.kind in _NUMEROUS and _ratio(claim, other) >= _FAR_RATIO:
        return _FAR
    return _NO_SLIP * (not is_slip(claim, other)) + _OTHER_UNIT * is_other_unit + _LIST_OF_NUMBERS * is_listed


def _ratio(claim: Quantity, other: Quantity) -> float:
    low, high = sorted((claim.readings[0][0], other.readings[0][0]))
    return high / low if low > 0 else float("inf")


def _weigh(claim: Quantity, other: Quantity) -> float:
    """Return how much the words beside two numbers speak for their counting the same."""
    shared = [any(is_same_word(noun, its) for its in other.nouns) for noun in claim.nouns]
    if not shared:
        return 0.0
    return _FIRST_NOUN * shared[0] + _OTHER_NOUN * any(shared[1:])
