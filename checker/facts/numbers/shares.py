"""Tell how the numbers of one sentence hang together: a part and its whole, a share, a number of each, all but some."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from checker.facts.numbers.lexicon import load_lexicon
from checker.facts.numbers.quantity import COUNTS, PERCENT, Bound, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_REACH: Final = 32  # characters before a whole that hold "out of the"
_WORDS_BETWEEN: Final = 1  # between a part and "of": "three people of the seven"
_WHOLES: Final = (3, 4, 5, 10, 100)  # what shares are given of; "3 of 7" are counted
_DECIMAL: Final = (10, 100)
_MAX_EACH: Final = 12  # no more than so many are told to have the same number each


def find_shares(text: str, language: str, quantities: Sequence[Quantity]) -> Iterator[Quantity]:
    """Yield what two neighbouring numbers say together: 90 percent for "nine in ten"."""
    between = load_lexicon(language).share
    for part, whole in pairwise(quantities):
        if part.kind not in COUNTS or whole.kind not in COUNTS or not between.fullmatch(text, part.end, whole.start):
            continue
        low, high = part.readings[0][0], whole.readings[0][0]
        if high in _WHOLES and 0 < low < high:
            value = 100 * low / high
            bound = Bound.EXACT if high in _DECIMAL else Bound.ABOUT
            yield Quantity(part.start, whole.end, ((value, value),), bound, PERCENT, PERCENT, nouns=whole.nouns)


def find_part(text: str, language: str, quantities: Sequence[Quantity], whole: Quantity) -> Quantity | None:
    """Return the number that a sentence gives as a part of `whole`: "three" of "three of the seven"."""
    before, after = load_lexicon(language).of
    others = [other for other in quantities if other.kind in COUNTS and other.readings[0] < whole.readings[0]]
    following = [other for other in others if other.start >= whole.end]
    if opener := before.search(text, max(0, whole.start - _REACH), whole.start):
        preceding = [other for other in others if other.end <= opener.start()]
        if preceding and len(text[preceding[-1].end : opener.start()].split()) <= _WORDS_BETWEEN:
            return preceding[-1]
        return following[0] if following and not text[: opener.start()].strip() else None
    return following[0] if following and after.match(text, whole.end) else None


def is_part_of_whole(text: str, language: str, quantities: Sequence[Quantity], quantity: Quantity) -> bool:
    """Tell whether a sentence gives one of its numbers as a part of another."""
    return any(find_part(text, language, quantities, whole) == quantity for whole in quantities)


def is_number_of_each(claim: Quantity, other: Quantity, text: str, language: str) -> bool:
    """Tell whether a claim may be what a sentence gives for each of several: 500 for "250 each"."""
    if claim.kind == PERCENT or (claim.kind != other.kind and {claim.kind, other.kind} != COUNTS):
        return False
    mine, its = claim.readings[0][0], other.readings[0][0]
    if not its or not (mine / its).is_integer() or not 2 <= mine / its <= _MAX_EACH:
        return False
    return bool(load_lexicon(language).each.search(text))


def is_all_but(claim: Quantity, text: str, language: str, quantities: Sequence[Quantity]) -> bool:
    """Tell whether a claim is what a sentence leaves of a whole: six for "all but one of the seven"."""
    but = load_lexicon(language).but
    for left_out, whole in pairwise(quantities):
        if but.search(text, max(0, left_out.start - _REACH), left_out.start):
            return claim.readings[0][0] == whole.readings[0][0] - left_out.readings[0][0]
    return False
