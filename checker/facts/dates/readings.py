"""Read what the patterns of a grammar matched: one reader for each kind of date or time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeAlias

import regex

from checker.facts.dates.moment import Field, Moment
from checker.facts.dates.vocabulary import PERSIAN

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from checker.facts.dates.moment import Values
    from checker.facts.dates.vocabulary import Vocabulary

Match: TypeAlias = "regex.Match[str]"

_ROMAN: Final = {"i": 1, "v": 5, "x": 10}
_OPENER_REACH: Final = 30  # characters; the longest opener of any language has fewer
_LATEST_YEAR: Final = 2400  # of the Gregorian calendar in news; a later one is counted from the Buddha
_EARLIEST_YEAR: Final = 1500  # of a decade, as against a number of things
_FIRST_DECADE: Final = 30  # "the 30s" are those of the last century
_DAYS: Final = frozenset(range(1, 32))


def _read_iso(match: Match, _: Vocabulary) -> Moment | None:
    return _date(match, int(match["year"]), {int(match["month"])}, {int(match["day"])})


def _read_numeric(match: Match, words: Vocabulary) -> Moment | None:
    """Read 17/9/2023; where months come first, 3/12 may be either, and with 17 it cannot."""
    first, second = int(match["first"]), int(match["second"])
    year = match.groupdict().get("year")
    if year and len(year) == 2:
        if match["mark"] != "/":
            return None  # a score or a version
        year = f"20{year}"
    day, month = {first}, {second}
    if words.is_month_first and second > 12:
        day, month = {second}, {first}
    elif words.is_month_first and first <= 12:
        day = month = {first, second}
    moment = _date(match, int(year) if year else None, month, day)
    return moment and replace(moment, is_certain=bool(year))


def _read_opened(match: Match, words: Vocabulary) -> Moment | None:
    moment = _read_numeric(match, words)
    return moment and replace(moment, is_certain=True)


def _read_numbered(match: Match, words: Vocabulary) -> Moment | None:
    fields: dict[Field, Values] = {}
    if match["year"]:
        fields[Field.YEAR] = frozenset({int(match["year"])})
    if match["month"]:
        fields[Field.MONTH] = frozenset({int(match["month"])})
    if match["day"]:
        fields[Field.DAY] = _days(match, words)
    if match["shift"]:
        unit, shift = words.relative[match["shift"]]
        fields[unit] = frozenset({shift})
    if not fields.get(Field.DAY, _DAYS) <= _DAYS:
        return None
    return _moment(match, fields)


def _read_named(match: Match, words: Vocabulary) -> Moment | None:
    stem = match["stem"].lower()
    fields: dict[Field, Values] = {}
    calendar = PERSIAN if stem in words.calendar_months else ""
    month = words.calendar_months.get(stem) or words.months[stem]
    if _is_no_date(match, stem, words):
        return None
    fields[Field.MONTH] = frozenset({month})
    if match["day"]:
        fields[Field.DAY] = _days(match, words)
        if not fields[Field.DAY] <= _DAYS:
            return None
    if match["year"]:
        year = int(match["year"])
        fields[Field.YEAR] = frozenset({year + words.year_offset if year > _LATEST_YEAR else year})
    is_certain = len(fields) > 1 or _is_sure(match, stem, words)
    if match[0].lower() in words.festivals:
        is_certain = False
    return _moment(match, fields, is_certain=is_certain, calendar=calendar)


def _read_weekday(match: Match, words: Vocabulary) -> Moment | None:
    stem = match["stem"].lower()
    if _is_no_date(match, stem, words):
        return None
    fields = {Field.WEEKDAY: frozenset({words.weekdays[stem]})}
    return _moment(match, fields, is_certain=_is_sure(match, stem, words))


def _read_quarter(match: Match, words: Vocabulary) -> Moment:
    """Read a quarter; without its year, it may be one of a match or of all people."""
    return _moment(match, {Field.QUARTER: frozenset({words.quarters[match["stem"].lower()]})}, is_certain=False)


def _read_century(match: Match, words: Vocabulary) -> Moment:
    groups = match.groupdict()
    if groups.get("stem"):
        centuries = [words.centuries[groups["stem"].lower()]]
    elif groups.get("figure"):
        centuries = [int(figure) for figure in match.captures("figure")]
    else:
        centuries = [_read_roman(groups["roman"])]
    years = frozenset(year for n in centuries for year in range(100 * n - 100, 100 * n))
    return _moment(match, {Field.YEAR: years})


def _read_decade(match: Match, _: Vocabulary) -> Moment | None:
    first = int(match["figure"])
    if first % 10 or not (first < 100 or _EARLIEST_YEAR <= first < _LATEST_YEAR):
        return None
    if first < 100:
        first += 1900 if first >= _FIRST_DECADE else 2000
    return _moment(match, {Field.YEAR: frozenset(range(first, first + 10))}, is_certain=first >= 100)


def _read_relative(match: Match, words: Vocabulary) -> Moment:
    unit, shift = words.relative[match["stem"].lower()]
    return _moment(match, {unit: frozenset({shift})})


def _read_clock(match: Match, _: Vocabulary) -> Moment:
    """Read a clock time; without "am" or "pm", five o'clock may be either."""
    groups = match.groupdict()
    hour = int(groups["hour"]) % 24
    hours = {hour}
    if groups.get("pm"):
        hours = {hour % 12 + 12}
    elif groups.get("am"):
        hours = {hour % 12}
    elif 1 <= hour <= 12:
        hours = {hour, (hour + 12) % 24}
    fields = {Field.HOUR: frozenset(hours)}
    if groups.get("half") or groups["minute"]:
        fields[Field.MINUTE] = frozenset({30 if groups.get("half") else int(groups["minute"])})
    return _moment(match, fields)


def _read_part(match: Match, words: Vocabulary) -> Moment:
    return _moment(match, {Field.PART: words.parts[match["stem"].lower()]}, is_certain=False)


def _read_year(match: Match, words: Vocabulary) -> Moment:
    """Read a year or a run of years; without a word that opens a date it may be part of a name."""
    first = last = int(match["year"])
    if until := match["until"]:
        last = int(until) if len(until) == 4 else first - first % 100 + int(until)
    shift = words.year_offset if first > _LATEST_YEAR else 0
    years = frozenset(range(first + shift, max(first, last) + shift + 1))
    return Moment(match.start("year"), match.end(), {Field.YEAR: years}, is_certain=bool(match["open"]))


def _skip(match: Match, _: Vocabulary) -> Moment:
    return _moment(match, {})


READERS: Final[Mapping[str, Callable[[Match, Vocabulary], Moment | None]]] = {
    "idiom": _skip,
    "iso": _read_iso,
    "numeric": _read_numeric,
    "bracketed": _read_numeric,
    "opened": _read_opened,
    "numbered": _read_numbered,
    "named": _read_named,
    "calendar": _read_named,
    "quarter": _read_quarter,
    "century": _read_century,
    "century_name": _read_century,
    "decade": _read_decade,
    "weekday": _read_weekday,
    "relative": _read_relative,
    "clock": _read_clock,
    "part": _read_part,
    "year": _read_year,
}


def _moment(match: Match, fields: Mapping[Field, Values], *, is_certain: bool = True, calendar: str = "") -> Moment:
    return Moment(match.start(), match.end(), fields, is_certain=is_certain, calendar=calendar)


def _date(match: Match, year: int | None, months: set[int], days: set[int]) -> Moment | None:
    if not (max(months) <= 12 and min(months) >= 1 and days <= _DAYS):
        return None
    fields = {Field.MONTH: frozenset(months), Field.DAY: frozenset(days)}
    if year is not None:
        fields[Field.YEAR] = frozenset({year})
    return _moment(match, fields)


def _days(match: Match, words: Vocabulary) -> Values:
    """Return the days of a list, and all days of a range."""
    days = [int(day) for day in match.captures("day")]
    values = set(days)
    for i, join in enumerate(match.captures("join")):
        if join.lower() in words.ranges:
            values.update(range(days[i], days[i + 1] + 1))
    return frozenset(values)


def _is_sure(match: Match, stem: str, words: Vocabulary) -> bool:
    """Tell whether a name without a figure is a date: no abbreviation, and no other word unless one opens a date."""
    if stem in words.short or (words.is_capitalised and match["stem"][0].islower()):
        return False
    if stem not in words.doubtful:
        return True
    before = match.string[max(0, match.start() - _OPENER_REACH) : match.start()]
    return bool(words.opener.search(before))


def _is_no_date(match: Match, stem: str, words: Vocabulary) -> bool:
    if stem not in words.guarded:
        return False
    start, end = match.span("stem")
    before = match.string[max(0, start - _OPENER_REACH) : start]
    after = match.string[end : end + _OPENER_REACH]
    return bool(
        (words.not_before and regex.search(words.not_before, before, regex.IGNORECASE))
        or (words.not_after and regex.search(words.not_after, after, regex.IGNORECASE))
    )


def _read_roman(figure: str) -> int:
    values = [_ROMAN[letter] for letter in figure.lower()]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))
