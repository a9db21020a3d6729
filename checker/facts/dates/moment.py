"""A date or time as far as a text gives it, and whether two of them can be the same."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from checker.datatypes import Span

if TYPE_CHECKING:
    from collections.abc import Mapping


class Field(StrEnum):
    """One unit of a date or time."""

    YEAR = "year"  # a decade or century is a set of years
    QUARTER = "quarter"  # 1..4
    MONTH = "month"  # 1..12
    DAY = "day"  # of the month
    WEEKDAY = "weekday"  # Monday is 0
    PART = "part of the day"  # as the hours it covers
    HOUR = "hour"
    MINUTE = "minute"
    YEAR_SHIFT = "year shift"  # "last year" is -1, seen from the day of publication
    MONTH_SHIFT = "month shift"
    WEEK_SHIFT = "week shift"
    DAY_SHIFT = "day shift"
    OTHER_DAY = "other day"  # "the day before": seen from a day that the text has named


Values = frozenset[int]

CALENDAR: Final = (Field.YEAR, Field.QUARTER, Field.MONTH, Field.DAY, Field.WEEKDAY)
SHIFTS: Final = (Field.YEAR_SHIFT, Field.MONTH_SHIFT, Field.WEEK_SHIFT, Field.DAY_SHIFT, Field.OTHER_DAY)
# What tells one moment from another by itself: a year or a part of the day only narrows it down.
_TELLING: Final = (Field.QUARTER, Field.MONTH, Field.DAY, Field.WEEKDAY, Field.HOUR)
# A headline written around midnight, or in another time zone, has another "today" than its body.
_LEEWAY_DAYS: Final = 1


@dataclass(frozen=True, slots=True)
class Moment:
    """A date or time somewhere in a text; each field holds every value it may have, so "3-8 June" has six days."""

    start: int
    end: int
    fields: Mapping[Field, Values] = field(hash=False)
    is_certain: bool = True  # False: it may agree with another moment, but never contradict one
    calendar: str = ""  # empty: Gregorian

    def has(self, *units: Field) -> bool:
        """Tell whether any of these units is given."""
        return any(unit in self.fields for unit in units)

    def only(self, unit: Field) -> int | None:
        """Return the value of a unit that is given without doubt."""
        values = self.fields.get(unit, frozenset())
        return next(iter(values)) if len(values) == 1 else None

    @property
    def span(self) -> Span:
        """Its place in the text."""
        return Span(self.start, self.end)

    def shared_units(self, other: Moment) -> set[Field]:
        """Return the units both moments give."""
        return set(self.fields) & set(other.fields)

    @property
    def date(self) -> date | None:
        """The day of the calendar, if it is given in full."""
        year, month, day = self.only(Field.YEAR), self.only(Field.MONTH), self.only(Field.DAY)
        if self.calendar or year is None or month is None or day is None:
            return None
        if not (is_reckonable(year) and 1 <= day <= calendar.monthrange(year, month)[1]):
            return None
        return date(year, month, day)


def is_reckonable(year: int) -> bool:
    """Tell whether days can be counted from a year; 1 and 9999 are what programs write for "no date"."""
    return date.min.year < year < date.max.year


def agrees(moment: Moment, other: Moment) -> bool:
    """Tell whether `other` can be the same moment: it speaks of what tells `moment`, and nothing both give differs."""
    if moment.calendar != other.calendar:
        return False
    telling = [unit for unit in _TELLING if moment.has(unit)] or list(moment.fields)
    return other.has(*telling) and not _differing(moment, other)


def gives(moment: Moment, other: Moment) -> bool:
    """Tell whether `other` has all that tells `moment`, with the same values: "3 May" has more than "May"."""
    if moment.calendar != other.calendar or _differing(moment, other):
        return False
    return all(other.has(unit) for unit in moment.fields if unit in _TELLING or len(moment.fields) == 1)


def may_replace(moment: Moment, other: Moment) -> bool:
    """Tell whether `other` gives another value for something that `moment` gives, sure or not."""
    return moment.calendar == other.calendar and bool(_differing(moment, other) - set(SHIFTS))


def contradicts(moment: Moment, other: Moment) -> bool:
    """Tell whether `other` gives another value for something of the same kind as `moment`, without doubt."""
    if not (moment.is_certain and other.is_certain) or moment.calendar != other.calendar:
        return False
    if len(moment.fields.get(Field.DAY, ())) > 1 and not other.has(Field.DAY):
        return False  # "today", give or take a day, says nothing about the Saturday to come
    differing = _differing(moment, other)
    if Field.PART in differing and not moment.shared_units(other) & {*_TELLING, *SHIFTS}:
        return False  # morning and evening of days that may differ
    if Field.YEAR in differing and not moment.has(*_TELLING):
        return not other.has(Field.DAY, Field.WEEKDAY)  # "by 2030" is no other date for "on 3 May 2024"
    return bool(differing - set(SHIFTS))


def complete(moment: Moment) -> Moment:
    """Add what follows from the fields given: the weekday of a full date, the part of the day of a clock time."""
    fields = dict(moment.fields)
    day = moment.date
    if day and not moment.has(Field.WEEKDAY):
        fields[Field.WEEKDAY] = frozenset({day.weekday()})
    if moment.has(Field.HOUR):
        fields[Field.PART] = fields[Field.HOUR]
    if moment.has(Field.MONTH) and not moment.calendar and not moment.has(Field.QUARTER):
        fields[Field.QUARTER] = frozenset((month + 2) // 3 for month in fields[Field.MONTH])
    return replace(moment, fields=fields)


def resolve(moment: Moment, published: date) -> Moment:
    """Return a moment with "yesterday" or "next year" as the dates they are, and a date with the year it lacks."""
    fields: dict[Field, Values] = {unit: values for unit, values in moment.fields.items() if unit not in SHIFTS}
    if (shift := moment.only(Field.DAY_SHIFT)) is not None and not moment.has(Field.DAY, Field.WEEKDAY):
        days = [published + timedelta(shift + leeway) for leeway in range(-_LEEWAY_DAYS, _LEEWAY_DAYS + 1)]
        fields[Field.YEAR] = frozenset(day.year for day in days)
        fields[Field.MONTH] = frozenset(day.month for day in days)
        fields[Field.DAY] = frozenset(day.day for day in days)
        fields[Field.WEEKDAY] = frozenset(day.weekday() for day in days)
    if (shift := moment.only(Field.MONTH_SHIFT)) is not None:
        n_months = published.year * 12 + published.month - 1 + shift
        fields = {Field.YEAR: frozenset({n_months // 12}), Field.MONTH: frozenset({n_months % 12 + 1}), **fields}
    if (shift := moment.only(Field.YEAR_SHIFT)) is not None:
        fields = {Field.YEAR: frozenset({published.year + shift}), **fields}
    return complete(replace(moment, fields=fields))


def with_year(moment: Moment, year: int) -> Moment:
    """Return a date with the year the article most likely means; it may agree, but proves nothing."""
    fields = {**moment.fields, Field.YEAR: frozenset({year})}
    return complete(replace(moment, fields=fields, is_certain=False))


def between(first: Moment, last: Moment) -> Moment:
    """Return what lies from one moment to another, as something that may agree."""
    fields: dict[Field, Values] = {}
    for unit, cycle in ((Field.YEAR, 0), (Field.MONTH, 12), (Field.WEEKDAY, 7), (Field.DAY, 0), (Field.HOUR, 24)):
        if not (first.has(unit) and last.has(unit)):
            continue
        low, high = min(first.fields[unit]), min(last.fields[unit])
        if low <= high:
            fields[unit] = frozenset(range(low, high + 1))
        elif cycle:
            fields[unit] = frozenset(value for value in range(cycle + 1) if value >= low or value <= high)
        if low != high and unit is not Field.YEAR:
            break  # the finer units run through all their values
    return Moment(first.start, last.end, fields, is_certain=False, calendar=first.calendar)


def _differing(moment: Moment, other: Moment) -> set[Field]:
    own, others = complete(moment).fields, complete(other).fields
    return {unit for unit in own.keys() & others.keys() if not own[unit] & others[unit]}
