"""The patterns by which one language writes dates and times, put together from its vocabulary."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import regex

from checker.facts.dates.vocabulary import load_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from checker.facts.dates.vocabulary import Vocabulary

# Where a word starts and ends; scripts without spaces, and Korean with its particles, have no such places.
_START: Final = r"(?<![\p{L}\p{M}\p{N}])"
_END: Final = r"(?![\p{L}\p{M}\p{N}])"
_UNSPACED: Final = regex.compile(r"[\p{Thai}\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}（(]")
# A figure that is not part of a longer number, a score or a share.
_FIGURE: Final = r"(?<![\p{N}\p{L}$€£¥₹%]|\p{N}[.,:/–-])"
_FIGURE_END: Final = r"(?![\p{N}\p{L}%]|[.,:/]\p{N})"
_YEAR: Final = r"(?:1[5-9]\d\d|2[0-1]\d\d)"
_YEAR_DIGITS: Final = r"(?:\p{Nd}{4})"
_ROMAN: Final = r"(?P<roman>[IVX]{1,5})"

# Languages that write day and month as 15/9 in running text.
_SLASHED: Final = frozenset({"vi"})


@cache
def load_grammar(language: str) -> Mapping[str, regex.Pattern[str]]:
    """Return the patterns of a language by what they find, in the order in which they are to be believed."""
    words = load_vocabulary(language)
    patterns = {
        "idiom": rf"{_START}(?:{_any(words.idioms)}){_END}" if words.idioms else "",
        "iso": rf"{_FIGURE}(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}}){_FIGURE_END}",
        "numeric": rf"{_FIGURE}(?P<first>\d{{1,2}})(?P<mark>[/.-])(?P<second>\d{{1,2}})(?P=mark)"
        rf"(?P<year>\d{{4}}|\d\d){_FIGURE_END}",
        "bracketed": r"(?<=[(（]\s?(?:\p{L}+,? )?)(?P<first>\d{1,2})(?P<mark>[/.])(?P<second>\d{1,2})(?=\s?[)）])",
        "opened": rf"(?<={_START}(?:{_any(words.openers)})\s)"
        rf"(?P<first>\d{{1,2}})(?P<mark>/)(?P<second>\d{{1,2}}){_FIGURE_END}"
        if language in _SLASHED
        else "",
        "numbered": _numbered(words),
        "named": _named(words.months, words),
        "calendar": _named(words.calendar_months, words),
        "quarter": rf"(?P<name>{_names(words.quarters)})",
        "century": _around(words.century, words.marks, [*words.joins, *words.ranges]),
        "century_name": rf"(?P<name>{_names(words.centuries)})",
        "decade": _around(words.decade),
        "weekday": rf"(?P<name>{_names(words.weekdays, words.prefixes, words.endings)})",
        "relative": rf"(?P<name>{_names(words.relative)})",
        "clock": _clock(words),
        "part": rf"(?P<name>{_names(words.parts, words.prefixes)})",
        "year": rf"(?P<open>{_START}(?:{_any(words.openers)})\s)?{_FIGURE}(?P<year>{_YEAR}|25[5-9]\d)"
        rf"(?:\s?[-–—/]\s?(?P<until>\d{{4}}|\d\d))?{_FIGURE_END}",
    }
    return {name: regex.compile(pattern, regex.IGNORECASE) for name, pattern in patterns.items() if pattern}


def _names(names: Iterable[str], prefixes: str = "", endings: str = "") -> str:
    """Return a pattern for these names; what it takes for the name itself is in the group `stem`."""
    if not names:
        return r"(?!)"
    spaced = [name for name in names if not _UNSPACED.search(name)]
    unspaced = [name for name in names if _UNSPACED.search(name)]
    attached = rf"{endings}?" if endings else ""
    ways = [rf"{_START}{prefixes}(?P<stem>{_any(spaced)}){attached}{_END}"] if spaced else []
    ways += [rf"(?P<stem>{_any(unspaced)})"] if unspaced else []
    return f"(?:{'|'.join(ways)})"


def _any(words: Iterable[str]) -> str:
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(regex.escape(word, special_only=True, literal_spaces=True) for word in ordered) or r"(?!)"


def _around(shapes: Iterable[str], marks: str = "", joins: Iterable[str] = ()) -> str:
    """Return a pattern for words around a figure in digits, `{n}`, or Roman ones, `{r}`, or a list of figures."""
    earlier = rf"(?:(?P<figure>\d{{1,4}})(?:{marks})?-?\s?(?:{_any(joins)})\s?)?"
    ways = [shape.replace("{n}", rf"{earlier}(?P<figure>\d{{1,4}})").replace("{r}", _ROMAN) for shape in shapes]
    ways = [way if _UNSPACED.search(way) else rf"{way}{_END}" for way in ways]
    return rf"(?<![\p{{N}}\p{{L}}.,])(?:{'|'.join(ways)})" if ways else ""


def _named(months: Mapping[str, int], words: Vocabulary) -> str:
    """Return the pattern of a date with a named month: "3, 4 and 5 June 2024", "June 3-8", "in June"."""
    if not months:
        return ""
    between = _any([*words.joins, *words.ranges])
    marks = f"{words.marks}?" if words.marks else ""
    of = rf"(?:(?:{_any(words.of)})\s+)?"
    days = rf"(?P<day>\d{{1,2}}){marks}(?:\s?(?P<join>{between})\s?(?P<day>\d{{1,2}}){marks})*"
    after = rf"(?:\s+{days}(?![\p{{N}}\p{{L}}%]|[.,:]\p{{N}}))?" if words.has_day_after_month else ""
    year = rf"(?:,?\s+{of}(?P<year>{_YEAR_DIGITS})(?![\p{{N}}%]|[.,]\p{{N}}))?"
    name = _names(months, words.prefixes, words.endings)
    return rf"(?:{_FIGURE}{days}[\s-]?\s*{of})?(?P<name>{name})(?:\.(?=\s?\d))?{after}{year}"


def _numbered(words: Vocabulary) -> str:
    """Return the pattern of an East Asian date: figures with units, any of year, month and day."""
    if not words.units[0]:
        return ""
    year_unit, month_unit, day_unit = words.units
    before = r"(?<![\p{Nd}.,第])"
    shift = rf"(?:(?P<shift>{_any(words.relative)})\s?(?:の|的)?)?"
    year = rf"(?P<year>\p{{Nd}}{{4}})\s?{year_unit}(?!間|间|간)"
    month = rf"(?P<month>1[0-2]|0?[1-9])\s?{month_unit}"
    join = rf"\s?(?:{day_unit})?\s?(?P<join>{_any([*words.joins, *words.ranges])})\s?"
    days = rf"(?P<day>\d{{1,2}})(?:{join}(?P<day>\d{{1,2}}))*"
    day = rf"{days}\s?{day_unit}(?!{words.not_day})"
    return rf"{shift}{before}(?:{year}(?:度)?\s?(?:{month}\s?(?:{day})?)?|{month}\s?(?:{day})?|{day})"


def _clock(words: Vocabulary) -> str:
    """Return the pattern of a clock time; a bare figure needs a word beside it that tells."""
    half = [rf"(?P<am>{'|'.join(words.am)})"] if words.am else []
    half += [rf"(?P<pm>{'|'.join(words.pm)})"] if words.pm else []
    halves = "|".join(half) or "(?!)"
    figure = r"(?P<hour>2[0-4]|[01]?\d)"
    minutes = r"(?:[.:]|\s?h\s?)(?P<minute>[0-5]\d)"
    if words.hour_unit:
        minutes = rf"\s?(?P<minute>\d{{1,2}})\s?{words.minute_unit}|\s?(?P<half>半|반)"
        unit = rf"(?<!\d){figure}\s?{words.hour_unit}(?:{minutes})?"
        return rf"(?:{halves})?\s?(?:{unit}|(?<![\d:.])(?P<hour>2[0-4]|[01]?\d):(?P<minute>[0-5]\d)(?![\d:]))"
    before = "|".join(words.clock_before) or "(?!)"
    prepositions = "|".join(words.clock_prepositions) or "(?!)"
    after = "|".join(words.clock_after) or "(?!)"
    hours = "|".join(words.clock_hours) or "(?!)"
    tail = rf"(?:\s?(?:{halves}|{after}){_END})"
    # Behind a mere preposition a figure may count anything, and what it counts may be hours.
    told = rf"(?:{minutes}(?!\p{{N}})|\s?(?:{halves}|{after}|{hours}){_END}|(?=\s(?:{words.clock_part or '(?!)'})))"
    alone = r"(?!\s?[\p{L}\p{N}%]|[.,]\p{N})"
    ways = [
        rf"{_START}(?:{before})\s{figure}(?:{minutes})?(?![\p{{N}}%]|[.,]\p{{N}})(?:\s?(?:{halves}){_END})?",
        rf"{_START}(?:{prepositions})\s{figure}(?:{told}|{alone})(?:\s?(?:{halves}){_END})?",
        rf"{_FIGURE}{figure}(?:{minutes})?{tail}",
        rf"{_FIGURE}(?P<hour>2[0-4]|[01]?\d):(?P<minute>[0-5]\d)(?![\p{{N}}:])(?:\s?(?:{halves}){_END})?",
    ]
    return f"(?:{'|'.join(ways)})"
