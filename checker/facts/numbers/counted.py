"""Tell whether two numbers can be of the same thing, by the words that each counts."""

from __future__ import annotations

from itertools import combinations
from math import isclose
from typing import TYPE_CHECKING, Final

import regex

from checker.facts.numbers.lexicon import words_for_others, words_of_return
from checker.facts.numbers.quantity import COUNT, COUNTS, OF_WHOLE, ORDINAL, PERCENT, SCORE, Quantity
from checker.words import find_words, fold, is_same_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_ROUNDED: Final = 0.01  # of what was worked out
_MAX_VALUES: Final = 20  # of more, chance makes any number
_OVERLAP_OF_SPANS: Final = 0.3  # a story has many spans of time, from one event to another
_AGE: Final = regex.compile(r"[\s-]?(?:old|of age)\b")
_AGE_BEFORE: Final = regex.compile(
    r"\b(?:aged|age of|âgée?s? de|edad de|de edad|im Alter von|alter von|in de leeftijd van|w wieku|età di|idade de"
    r"|berusia|berumur|usia|umur|возрасте|بعمر|عن عمر|उम्र)\s$",
    regex.IGNORECASE,
)
# "Jo Price, 36, said", "Jo Price (36) said", "Ana Paz, de 36 años, dijo"
_APPOSED: Final = regex.compile(r"\p{L}(?:,\s|\s[(（])(?:de\s)?$")
_CLOSING: Final = (",", ")", "）")
_NEARLY_VAGUE: Final = 2
_FIRST_ONES: Final = 2
_TIME: Final = "time"
_SURE_OVERLAP: Final = 0.5  # of the claim's words in the sentence: then two nouns may be two words for one thing
_LEAST_OVERLAP: Final = 0.15  # below, a sentence has hardly more of the claim than the noun


def may_be_of_same(claim: Quantity, other: Quantity, texts: tuple[str, str], *, overlap: float) -> bool:
    """Tell whether `other` may give what the claim counts, in the texts of the claim and of the sentence."""
    if _is_with_the_first(claim, other, texts[1]):
        return False
    if {claim.kind, other.kind} == COUNTS:
        return _names_same(claim, other, texts)
    if claim.kind != other.kind:
        return True
    if claim.kind == COUNT:
        return _may_count_same(claim, other, overlap)
    return {
        SCORE: lambda: not words_of_return().search(texts[0], 0, claim.start),
        ORDINAL: lambda: _has_same_noun(claim, other),
        PERCENT: lambda: not _is_rough_share(claim, other) and not _are_of_two_wholes(claim, other, texts),
        _TIME: lambda: _may_be_same_span(claim, other, texts, overlap),
    }.get(claim.kind, lambda: True)()


def is_worked_out(claim: Quantity, body: Sequence[Sequence[Quantity]]) -> bool:
    """Tell whether a claim is the sum or the difference of two numbers of its kind anywhere in the body.

    Counts must be of the same thing.
    """
    values = [
        other.readings[0][0]
        for sentence in body
        for other in sentence
        if other.kind == claim.kind
        and not other.is_vague
        and (claim.kind not in COUNTS or _has_same_noun(claim, other))
    ]
    if claim.is_vague or claim.kind in (SCORE, ORDINAL) or len(values) > _MAX_VALUES:
        return False
    made = {result for one, two in combinations(values, 2) for result in (one + two, abs(one - two))}
    return any(isclose(mine[0], result, rel_tol=_ROUNDED) for mine in claim.readings for result in made if result)


def _has_same_noun(claim: Quantity, other: Quantity) -> bool:
    return any(_is_among(noun, other.nouns) for noun in claim.nouns)


def _is_with_the_first(claim: Quantity, other: Quantity, text: str) -> bool:
    """Tell whether a claim counts those that a sentence calls others, and the one or two before them."""
    return 0 < claim.readings[0][0] - other.readings[0][0] <= _FIRST_ONES and bool(
        words_for_others().match(text, other.end)
    )


def _may_count_same(claim: Quantity, other: Quantity, overlap: float) -> bool:
    if claim.is_vague and claim.readings[0][0] / _NEARLY_VAGUE <= other.readings[0][0] <= claim.readings[0][1]:
        return False  # "hundreds flee" and "80 families"
    is_alike = _has_first_noun(claim, other) or _has_same_digits(claim, other)
    return overlap >= _LEAST_OVERLAP and (overlap >= _SURE_OVERLAP or is_alike)


def _may_be_same_span(claim: Quantity, other: Quantity, texts: tuple[str, str], overlap: float) -> bool:
    if _is_age(claim, texts[0]) != _is_age(other, texts[1]):
        return False  # "dead for 48 minutes" and "71 years old"
    return claim.written == other.written or overlap >= _OVERLAP_OF_SPANS or _has_same_noun(claim, other)


def _is_age(quantity: Quantity, text: str) -> bool:
    before, is_closed = text[: quantity.start], text[quantity.end : quantity.end + 1] in _CLOSING
    is_apposition = is_closed and bool(_APPOSED.search(before))
    return is_apposition or bool(_AGE.match(text, quantity.end) or _AGE_BEFORE.search(before))


def is_apposed(quantity: Quantity, text: str) -> bool:
    """Tell whether a bare number stands between two commas or brackets behind a word, as an age does."""
    is_closed = text[quantity.end : quantity.end + 1] in _CLOSING
    return quantity.kind == COUNT and is_closed and bool(_APPOSED.search(text[: quantity.start]))


def _is_rough_share(claim: Quantity, other: Quantity) -> bool:
    """Tell whether a share in words stands against one in digits: "over a third" may be any of half the percents."""
    return not claim.written and bool(other.written)


def _are_of_two_wholes(claim: Quantity, other: Quantity, texts: tuple[str, str]) -> bool:
    both = zip((claim, other), texts, strict=True)
    return all(OF_WHOLE.match(text, quantity.end) for quantity, text in both) and not _has_same_noun(claim, other)


def _names_same(claim: Quantity, other: Quantity, texts: tuple[str, str]) -> bool:
    """Tell whether the number without "people" counts what the other text speaks of as well."""
    count, text = (claim, texts[1]) if claim.kind == COUNT else (other, texts[0])
    if not count.nouns:
        return True
    return _is_among(count.nouns[0], [fold(word.slice(text)) for word in find_words(text)])


def _has_first_noun(claim: Quantity, other: Quantity) -> bool:
    """Tell whether what stands right behind one of the numbers stands beside the other; without a noun, it may be."""
    if not claim.nouns or not other.nouns:
        return True
    return _is_among(claim.nouns[0], other.nouns) or _is_among(other.nouns[0], claim.nouns)


def _has_same_digits(claim: Quantity, other: Quantity) -> bool:
    """Tell whether one number is the other with its digits in another order: 57 and 75, the slip of a hand."""
    one, two = (f"{quantity.readings[0][0]:g}" for quantity in (claim, other))
    return len(one) > 1 and sorted(one) == sorted(two)


def _is_among(noun: str, others: Iterable[str]) -> bool:
    return any(is_same_word(noun, other) for other in others)
