"""Recognise what stands beside a number as its unit or currency, in any language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

import regex

from checker.facts.numbers.lexicon import units

_GAP: Final = r"[\s\u00a0\u202f]?-?"
_OF: Final = r"(?:\s(?:de|of|d['’]))?"  # "2 millones de euros"
_REACH: Final = 24  # characters before a number that can hold a currency or "magnitude"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure, a currency, or a class of what is counted."""

    name: str
    kind: str
    size: float  # in the first unit of its kind


def unit_after(text: str, end: int) -> tuple[Unit, int] | None:
    """Return the unit that follows a number, and where it ends."""
    units_by_group, after, _ = _compile_units()
    match = after.match(text, end)
    return (units_by_group[match.lastgroup], match.end()) if match and match.lastgroup else None


def unit_before(text: str, start: int) -> tuple[Unit, int] | None:
    """Return the unit that precedes a number, and where it starts."""
    units_by_group, _, before = _compile_units()
    offset = max(0, start - _REACH)
    match = before.search(text, offset, start)
    return (units_by_group[match.lastgroup], match.start(match.lastgroup)) if match and match.lastgroup else None


@cache
def _compile_units() -> tuple[dict[str, Unit], regex.Pattern[str], regex.Pattern[str]]:
    by_group, after, before = {}, [], []
    for i, row in enumerate(units()):
        by_group[f"u{i}"] = Unit(row["name"], row["kind"], float(row.get("size", 1.0)))
        if "after" in row:
            after.append(f"(?P<u{i}>{row['after']})")
        if "before" in row:
            before.append(f"(?P<u{i}>{row['before']})")
    # A unit in Latin, Cyrillic or Arabic letters must end where the word ends; other scripts attach particles.
    last = r"(?:(?<![\p{Latin}\p{Cyrillic}\p{Arabic}\p{Devanagari}])|(?![\p{Latin}\p{Cyrillic}\p{Arabic}\p{M}]))"
    return (
        by_group,
        regex.compile(f"{_GAP}{_OF}\\s?(?:{'|'.join(after)}){last}", regex.IGNORECASE),
        regex.compile(rf"(?<!\p{{Latin}})(?:{'|'.join(before)})\s?$", regex.IGNORECASE),
    )
