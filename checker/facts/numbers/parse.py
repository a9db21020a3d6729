"""Find the quantities of a text: digits, number words and scale words, with their units, hedges and what they count."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import regex

from checker.facts.dates.parse import find_moments
from checker.facts.numbers.lexicon import load_lexicon, words_between_digits
from checker.facts.numbers.nouns import find_nouns
from checker.facts.numbers.parts import find_sums
from checker.facts.numbers.quantity import COUNT, OF_WHOLE, ORDINAL, PERCENT, SCORE, Bound, Quantity
from checker.facts.numbers.shares import find_shares
from checker.facts.numbers.units import Unit, unit_after, unit_before
from checker.words import is_title_case

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.facts.numbers.lexicon import Lexicon
    from checker.facts.numbers.parts import Found

_DASH: Final = regex.compile(r"\s?[-–—~〜～]\s?")
_SCORE_MARK: Final = regex.compile(r"\s?[-–:]\s?")
_ORDINAL_AFTER: Final = regex.compile(
    r"(?:st|nd|rd|th|º|ª|°(?!\s?[CF])|er|ère|ème|e|-?(?:[йяе]|го|му|м))(?!\p{L})|\.(?=\s\p{Ll})"
)
_ORDINAL_BEFORE: Final = regex.compile(r"(?<!\p{L})ke-?$|第$|제\s?$|(?<!อยู่)ที่\s?$", regex.IGNORECASE)
# Digits glued to Latin letters are a name: "F-16", "Covid-19", "G20", "5G"; a slash makes a date or a file number.
_NAME_BEFORE: Final = regex.compile(r"(?:[\p{Latin}\p{Cyrillic}]|\p{N}[.,/:])[-–/]?$|[/#@_]$|\p{N}-$")
_NAME_AFTER: Final = regex.compile(r"[-–]?[\p{Latin}\p{Cyrillic}]|/\p{N}|-\p{N}|:\p{N}|[.]\p{N}")
# Suffixes that languages put behind digits: "15-an", "5'i", "24-year-old"; a hyphen and a word is no model name.
_SUFFIX: Final = regex.compile(r"-an\b|-\p{L}{3,}|['’]\p{Ll}", regex.IGNORECASE)
_YEAR: Final = regex.compile(r"(?:19|20)\d\d")
_NAME_WORD: Final = regex.compile(r"\p{Ll}\s+(\p{Lu}[\p{L}\p{M}]*)\s$")
_CAPITAL_NOUNS: Final = frozenset({"de"})  # every noun has a capital, so it is no sign of a name
_TIME: Final = "time"  # the kind of "2019年"
_MAX_SCORE: Final = 200  # basketball ends below
_CONTEXT: Final = 32  # characters before a number that can hold a hedge, a currency or the word that makes it a name


@dataclass(frozen=True, slots=True)
class _Setting:
    text: str
    language: str
    lexicon: Lexicon


@lru_cache(maxsize=8192)
def find_quantities(text: str, language: str) -> tuple[Quantity, ...]:
    """Return the quantities of a text in order; parts of dates, clock times and names are none."""
    text = text.replace("İ", "I")  # in lower case the Turkish letter would be two characters, and no table has them
    setting = _Setting(text, language, load_lexicon(language))
    moments = [
        (moment.start, moment.end)
        for moment in find_moments(text, language)
        if moment.is_certain or _hides_number(text[moment.start : moment.end])
    ]
    sums = [
        found
        for found in find_sums(text, setting.lexicon)
        if not any(start < found.end and found.start < end for start, end in moments)
    ]
    sums = _join_decimals(text, sums)
    quantities = []
    i = 0
    while i < len(sums):
        second = _range_end(setting, sums[i], sums[i + 1]) if i + 1 < len(sums) else None
        quantity = _read_pair(setting, sums[i], second) if second else _read_one(setting, sums[i])
        if quantity:
            quantities.append(quantity)
        i += 2 if second else 1
    shares = find_shares(text, language, quantities)
    return tuple(sorted([*quantities, *shares], key=lambda quantity: quantity.start))


def _join_decimals(text: str, sums: Sequence[Found]) -> list[Found]:
    """Join two numbers in digits with a word for the decimal mark between: "4 point 8"."""
    joined: list[Found] = []
    for found in sums:
        last = joined[-1] if joined else None
        is_digits = last and last.is_digits and found.is_digits and found.values[0].is_integer()
        if last and is_digits and words_between_digits().fullmatch(text, last.end, found.start):
            value = float(f"{last.values[0]:.0f}.{found.values[0]:.0f}")
            joined[-1] = replace(found, start=last.start, values=(value,), highs=(value,))
        else:
            joined.append(found)
    return joined


def with_hedge(text: str, quantity: Quantity, language: str) -> int:
    """Return where a quantity starts with the words that make it rough: "at least" of "at least 10"."""
    offset = max(0, quantity.start - _CONTEXT)
    hedges = (before.search(text, offset, quantity.start) for _, before, _ in load_lexicon(language).hedges)
    starts: list[int] = [hedge.start() for hedge in hedges if hedge]
    return min([quantity.start, *starts])


def _hides_number(moment: str) -> bool:
    """Tell whether a doubtful moment has digits; a lone "2024" may also be a count."""
    return any(char.isdigit() for char in moment) and not _YEAR.fullmatch(moment)


def _range_end(setting: _Setting, first: Found, second: Found) -> Found | None:
    """Return the second of two numbers that are written as one range or score."""
    gap = setting.text[first.end : second.start]
    if _DASH.fullmatch(gap) or (first.is_digits and second.is_digits and _SCORE_MARK.fullmatch(gap)):
        return second
    if setting.lexicon.between and setting.lexicon.between[1].fullmatch(gap):
        before = setting.text[max(0, first.start - _CONTEXT) : first.start]
        return second if setting.lexicon.between[0].search(before) else None
    return None


def _read_pair(setting: _Setting, first: Found, second: Found) -> Quantity | None:
    """Return "3-5 people" as what lies between, "2-1" as a score."""
    text = setting.text
    low, high = first.values[0], second.values[0]
    if second.scale > 1 and first.scale == 1:
        low *= second.scale  # "3-5 million"
    before = text[max(0, first.start - _CONTEXT) : first.start]
    unit, start, end = _find_unit(setting, first.start, second.end)
    is_name = bool(_NAME_BEFORE.search(before) or _NAME_AFTER.match(text, second.end)) and not unit
    if is_name or (low >= 1000 and high <= 9999 and not unit):
        return None  # file numbers, telephone numbers, years
    is_score = first.is_digits and second.is_digits and _SCORE_MARK.fullmatch(text, first.end, second.start)
    kind = unit.kind if unit else SCORE if is_score and max(low, high) < _MAX_SCORE else COUNT
    if kind != SCORE and low > high:
        return None
    size = unit.size if unit else 1.0
    nouns = find_nouns(text, first.start, end, setting.lexicon)
    return Quantity(start, end, ((low * size, high * size),), Bound.EXACT, kind, unit.name if unit else "", nouns=nouns)


def _read_one(setting: _Setting, found: Found) -> Quantity | None:
    text = setting.text
    before = text[max(0, found.start - _CONTEXT) : found.start]
    if found.kind:
        return _read_word(setting, found)
    unit, start, end = _find_unit(setting, found.start, found.end)
    if found.is_digits and not unit and (ordinal := _read_ordinal(setting, found, before)):
        return ordinal
    if _is_name(text, found, unit, start) or setting.lexicon.names.search(before):
        return None
    size = unit.size if unit else 1.0
    readings = tuple((value * size, high * size) for value, high in zip(found.values, found.highs, strict=True))
    bound = _find_bound(setting.lexicon, text, start, found.end, end)
    return Quantity(
        start,
        end,
        readings,
        bound,
        unit.kind if unit else COUNT,
        unit.name if unit else "",
        is_telling=_is_telling(setting, found, unit, start),
        written=found.values[0],
        scale=found.scale,
        nouns=find_nouns(text, start, end, setting.lexicon),
    )


def _read_word(setting: _Setting, found: Found) -> Quantity:
    """Return "two thirds" as percent, "third" as an ordinal."""
    text = setting.text
    is_telling = text[found.start : found.end].lower() not in setting.lexicon.doubtful
    return Quantity(
        found.start,
        found.end,
        ((found.values[0], found.values[0]),),
        Bound.ABOUT if found.kind == PERCENT else Bound.EXACT,
        found.kind,
        found.kind,
        is_telling=is_telling or bool(OF_WHOLE.match(text, found.end)),
        nouns=find_nouns(text, found.start, found.end, setting.lexicon),
    )


def _find_unit(setting: _Setting, start: int, end: int) -> tuple[Unit | None, int, int]:
    """Return the unit of a number and the place of both."""
    if after := unit_after(setting.text, end):
        unit, unit_end = after
        before = unit_before(setting.text, start)
        return unit, before[1] if before and before[0] == unit else start, unit_end
    if before := unit_before(setting.text, start):
        return before[0], before[1], end
    return None, start, end


def _read_ordinal(setting: _Setting, found: Found, before: str) -> Quantity | None:
    text = setting.text
    after = _ORDINAL_AFTER.match(text, found.end)
    if not after and not _ORDINAL_BEFORE.search(before):
        return None
    end = after.end() if after else found.end
    nouns = find_nouns(text, found.start, end, setting.lexicon)
    value = found.values[0]
    return Quantity(found.start, end, ((value, value),), kind=ORDINAL, unit=ORDINAL, nouns=nouns)


def _is_name(text: str, found: Found, unit: Unit | None, start: int) -> bool:
    """Tell whether digits are part of a name or of a longer notation."""
    if not found.is_digits:
        return False
    if start == found.start and _NAME_BEFORE.search(text, 0, found.start):
        return True
    is_code = len(text[found.start : found.end]) > 1 and text[found.start] == "0" and text[found.start + 1].isdigit()
    after = _NAME_AFTER.match(text, found.end) and not _SUFFIX.match(text, found.end)
    return is_code or bool(after and not unit)


def _is_telling(setting: _Setting, found: Found, unit: Unit | None, start: int) -> bool:
    """Tell whether a number surely is a quantity: "one", a lone 2024 and "Falcon 9" are not."""
    written = setting.text[found.start : found.end]
    if written.lower() in setting.lexicon.doubtful and (not unit or found.values[0] <= 1):
        return False
    if _YEAR.fullmatch(written) and start == found.start and (not unit or unit.kind == _TIME):
        return False
    if not found.is_digits or unit:
        return True
    return (
        setting.language in _CAPITAL_NOUNS
        or is_title_case(setting.text)
        or not _NAME_WORD.search(setting.text, 0, start)
    )


def _find_bound(lexicon: Lexicon, text: str, start: int, number_end: int, end: int) -> Bound:
    if lexicon.is_vague_word(text[start:number_end]):
        return Bound.EXACT
    if lexicon.rough.search(text, start, number_end):
        return Bound.ABOUT
    before = text[max(0, start - _CONTEXT) : start]
    for name, pattern_before, pattern_after in lexicon.hedges:
        if pattern_before.search(before) or pattern_after.match(text, end) or pattern_after.match(text, number_end):
            return Bound(name)
    return Bound.EXACT
