"""Find the dates and times in a text, each with its place."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import regex

from checker.facts.dates.grammar import load_grammar
from checker.facts.dates.moment import Field, Moment, between, complete
from checker.facts.dates.readings import READERS
from checker.facts.dates.vocabulary import load_vocabulary

if TYPE_CHECKING:
    from checker.facts.dates.vocabulary import Vocabulary

_OTHER_DIGIT: Final = regex.compile(r"[^\P{Nd}0-9]")
# What may stand between the parts of one moment: "Sunday (17/9/2023), at 05.40", "jeudi 5 à 14 h".
_GLUE: Final = regex.compile(
    r"[\s,、،]*(?:[(（]\s*)?(?:(?:at|the|of|in the|on|tanggal|pada|pukul|jam|bulan|del?|a|por la|le|à|dem|den|um"
    r"|in der|am|do|das?|alle|om|o|в|يوم|من|को|ngày)\s+|の|的|ที่\s*)?",
    regex.IGNORECASE,
)
_OPENING: Final = regex.compile(r"[(（]")
_CLOSING: Final = regex.compile(r"\s?[)）]")


@lru_cache(maxsize=4096)
def find_moments(text: str, language: str) -> tuple[Moment, ...]:
    """Return the dates and times of a text in order; parts that belong together are one.

    A reading that may be something else than a date ("May", "2024", "Minggu") is not certain.
    """
    # In lower case the Turkish "İ" would be two characters, and the long "ſ" is no "s" though patterns take it for one.
    plain = _OTHER_DIGIT.sub(lambda digit: str(int(digit[0])), text).replace("İ", "I").replace("ſ", "s")
    found: list[Moment] = []
    taken: set[int] = set()
    words = load_vocabulary(language)
    for kind, pattern in load_grammar(language).items():
        for match in pattern.finditer(plain):
            if taken.intersection(range(*match.span())):
                continue
            moment = READERS[kind](match, words)
            if moment is None:
                continue
            taken.update(range(*match.span()))
            if moment.fields:
                found.append(moment)
    found.sort(key=lambda moment: moment.start)
    merged = _merge(found, plain)
    return tuple(complete(moment) for moment in [*merged, *_find_ranges(merged, plain, words)])


def _merge(found: list[Moment], text: str) -> list[Moment]:
    """Join moments that stand side by side and give different fields of one."""
    merged: list[Moment] = []
    for moment in found:
        last = merged[-1] if merged else None
        if last and _belongs(moment, last, text):
            merged[-1] = _join(last, moment, text)
        else:
            merged.append(moment)
    return merged


def _belongs(moment: Moment, last: Moment, text: str) -> bool:
    if last.has(*moment.fields, Field.OTHER_DAY) or moment.has(Field.OTHER_DAY):
        return False
    for part, day in ((moment, last), (last, moment)):
        if part.fields.keys() == {Field.PART} and not day.has(Field.DAY, Field.WEEKDAY, Field.DAY_SHIFT, Field.HOUR):
            return False  # "early 1990s", "late March"
    gap = text[last.end : moment.start]
    closing = _CLOSING.match(gap)
    return bool(_GLUE.fullmatch(gap[closing.end() :] if closing else gap))


def _join(first: Moment, second: Moment, text: str) -> Moment:
    """Return one moment with the fields of both; what confirms each other is certain."""
    is_open = _OPENING.search(text, first.end, second.start)
    closing = _CLOSING.match(text, second.end) if is_open else None
    return Moment(
        first.start,
        closing.end() if closing else second.end,
        {**first.fields, **second.fields},
        calendar=first.calendar or second.calendar,
    )


def _find_ranges(moments: list[Moment], text: str, words: Vocabulary) -> list[Moment]:
    """Return what lies between two moments that a word for "to" joins: "5 August to 13 December", "Monday-Friday"."""
    ranges = []
    for first, last in pairwise(moments):
        gap = regex.sub(r"[\s()（）]+", " ", text[first.end : last.start]).strip().lower()
        if gap in words.ranges or (gap in words.joins and last.has(Field.HOUR)):
            ranges.append(between(first, last))
    return ranges
