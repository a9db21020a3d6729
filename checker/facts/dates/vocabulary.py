"""The words by which one language names dates and times: CLDR's, and what `assets/facts/dates.toml` adds to them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

import regex  # the standard re takes the vowel signs of Indic scripts for punctuation

from checker.facts.dates.moment import Field

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PERSIAN: Final = "persian"

_ALIASES: Final = {"ms": "id", "jv": "id", "su": "id", "yue": "zh"}
_UNITS: Final = {
    "other_day": Field.OTHER_DAY,
    "day": Field.DAY_SHIFT,
    "week": Field.WEEK_SHIFT,
    "month": Field.MONTH_SHIFT,
    "year": Field.YEAR_SHIFT,
}
_LISTS: Final = (
    "openers", "idioms", "of", "century", "clock_before", "clock_prepositions", "clock_after", "clock_hours",
    "am", "pm",
)  # fmt: skip
_PATTERNS: Final = (
    "not_before", "not_after", "prefixes", "endings", "marks", "not_day", "hour_unit", "minute_unit", "clock_part",
)  # fmt: skip
_MIN_STEM: Final = 3  # letters; a shorter one with its endings is many other words
# CLDR's root locale fills what a locale lacks with "M01" or "1月"; East Asian months are numbers and need no names.
_DIGIT: Final = regex.compile(r"\d")
_HAN: Final = regex.compile(r"\p{Han}")  # the short weekdays of Chinese are the usual ones; elsewhere they are words
# Written with or without: hamza on alef, the space without width in Persian.
# The capital "I" of "YARIN" stands for "ı", but its lower case is "i".
_DOTLESS: Final = str.maketrans("ı", "i")
_SPELLINGS: Final = (str.maketrans("أإ", "اا"), str.maketrans("", "", "\u200c"), str.maketrans("\u200c", " "), _DOTLESS)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Names with their values, all in lower case, and patterns; explained in the asset that fills them."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    quarters: Mapping[str, int]
    calendar_months: Mapping[str, int]
    short: frozenset[str]  # abbreviated names: believed only beside a number
    relative: Mapping[str, tuple[Field, int]]
    parts: Mapping[str, frozenset[int]]
    is_month_first: bool  # CLDR writes 3/12/2024 for 12 March
    doubtful: frozenset[str] = frozenset()
    openers: tuple[str, ...] = ()
    idioms: tuple[str, ...] = ()
    festivals: frozenset[str] = frozenset()
    guarded: frozenset[str] = frozenset()
    not_before: str = ""
    not_after: str = ""
    prefixes: str = ""
    endings: str = ""
    marks: str = ""
    of: tuple[str, ...] = ()
    joins: tuple[str, ...] = ()
    ranges: tuple[str, ...] = ()
    decade: tuple[str, ...] = ()
    century: tuple[str, ...] = ()
    centuries: Mapping[str, int] = field(default_factory=dict)
    clock_before: tuple[str, ...] = ()
    clock_prepositions: tuple[str, ...] = ()
    clock_after: tuple[str, ...] = ()
    clock_hours: tuple[str, ...] = ()
    clock_part: str = ""
    am: tuple[str, ...] = ()
    pm: tuple[str, ...] = ()
    units: tuple[str, str, str] = ("", "", "")  # East Asian year, month, day
    not_day: str = ""
    hour_unit: str = ""
    minute_unit: str = ""
    year_offset: int = 0
    is_capitalised: bool = False
    has_day_after_month: bool = False

    @property
    def opener(self) -> regex.Pattern[str]:
        """A pattern for a word that opens a date, at the end of what stands before it."""
        return _compile_opener(self.openers)


@cache
def _compile_opener(openers: tuple[str, ...]) -> regex.Pattern[str]:
    ways = "|".join(map(regex.escape, openers)) or "(?!)"
    return regex.compile(rf"(?<![\p{{L}}\p{{M}}])(?:{ways})\s+$", regex.IGNORECASE)


@cache
def load_vocabulary(language: str) -> Vocabulary:
    """Return the words of a language; one that neither CLDR nor the asset knows has figures only."""
    tables = _read_tables()
    language = _ALIASES.get(language, language)
    own, shared = tables.get(language, {}), tables["any"]
    drop = own.get("drop", "")
    cldr = _read_names(own.get("locales", (language,)))
    relative = {
        name: (_UNITS[unit], shift) for unit, words in own.get("relative", {}).items() for name, shift in words.items()
    }
    lists: dict[str, Any] = {key: tuple(own.get(key, ())) for key in _LISTS}
    patterns: dict[str, Any] = {key: own.get(key, shared.get(key, "")) for key in _PATTERNS}
    return Vocabulary(
        months=_lower(cldr.short_months) | _stem(cldr.months | own.get("months", {}), drop),
        weekdays=_stem(cldr.weekdays | own.get("weekdays", {}), drop),
        quarters=_lower(cldr.quarters | own.get("quarters", {})),
        calendar_months={name: i for i, name in enumerate(own.get("calendar_months", ()), start=1)},
        short=frozenset(_lower(cldr.short_months)),
        relative=_lower(relative),
        parts=_lower(
            {name: frozenset(hour % 24 for hour in range(*hours)) for name, hours in own.get("parts", {}).items()}
        ),
        is_month_first=cldr.is_month_first,
        doubtful=frozenset(own.get("doubtful", ())),
        festivals=frozenset(own.get("festivals", ())),
        guarded=frozenset(own.get("guarded", ())),
        joins=(*shared["and"], *own.get("and", ())),
        ranges=(*shared["to"], *own.get("to", ())),
        decade=tuple(own.get("decade", shared["decade"])),
        units=(own.get("year_unit", ""), own.get("month_unit", ""), own.get("day_unit", "")),
        is_capitalised=own.get("capitalised", False),
        has_day_after_month=own.get("days_after_month", False),
        centuries=_lower(own.get("centuries", {})),
        year_offset=own.get("year_offset", 0),
        **lists,
        **patterns,
    )


@cache
def _read_tables() -> dict[str, dict[str, Any]]:
    return tomllib.loads((files("checker") / "assets" / "facts" / "dates.toml").read_text(encoding="utf-8"))


@dataclass(slots=True)
class _Names:
    """What CLDR calls months, weekdays and quarters."""

    months: dict[str, int] = field(default_factory=dict)
    weekdays: dict[str, int] = field(default_factory=dict)
    quarters: dict[str, int] = field(default_factory=dict)
    short_months: dict[str, int] = field(default_factory=dict)
    is_month_first: bool = False


def _read_names(locales: Iterable[str]) -> _Names:
    from babel import Locale, UnknownLocaleError  # CLDR data, read when the first date is looked for

    names = _Names()
    for code in locales:
        try:
            locale = Locale.parse(code)
        except (UnknownLocaleError, ValueError):
            continue
        for kind in ("format", "stand-alone"):
            names.months |= _spell(locale.months[kind]["wide"])
            names.weekdays |= _spell(locale.days[kind]["wide"])
            names.quarters |= _spell(locale.quarters[kind]["wide"], has_digits=True)
            names.short_months |= _spell(locale.months[kind]["abbreviated"])
            short_weekdays = _spell(locale.days[kind]["abbreviated"])
            names.weekdays |= {name: value for name, value in short_weekdays.items() if _HAN.search(name)}
        names.is_month_first = str(locale.date_formats["short"].pattern).startswith("M")
    names.short_months = {name: value for name, value in names.short_months.items() if name not in names.months}
    return names


def _spell(names: Mapping[int, str], *, has_digits: bool = False) -> dict[str, int]:
    """Return the values of names by their spelling; a single letter is no name."""
    spelled = {name.rstrip(".").lower(): value for value, name in names.items()}
    return {name: value for name, value in spelled.items() if len(name) > 1 and (has_digits or not _DIGIT.search(name))}


def _stem(names: Mapping[str, int], drop: str) -> dict[str, int]:
    """Return the names in every spelling, without the ending that changes with the case."""
    stems: dict[str, int] = {}
    for name, value in names.items():
        stem = regex.sub(drop, "", name) if drop else name
        kept = stem if len(stem) >= _MIN_STEM else name
        for spelling in (kept.lower(), *(kept.lower().translate(table) for table in _SPELLINGS)):
            stems.setdefault(spelling, value)
    return stems


def _lower(names: Mapping[str, Any]) -> dict[str, Any]:
    lower = {name.lower(): value for name, value in names.items()}
    return {name.translate(_DOTLESS): value for name, value in lower.items()} | lower
