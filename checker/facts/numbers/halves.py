"""Join a number, "and a half", and the scale it is of, before it or behind it, into one number."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import regex

from checker.facts.numbers.quantity import ORDINAL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.datatypes import Span
    from checker.facts.numbers.parts import Found

_GAP: Final = regex.compile(r"[\s\u00a0\u202f\u200c-]{0,2}")
_TENS: Final = 10


def join_halves(text: str, found: Sequence[Found], halves: Sequence[Span]) -> list[Found]:
    """Return the numbers of a text with each half added: "4 and a half million" is 4.5 million.

    Behind a scale word it is half of that: Spanish "cuatro millones y medio".
    """
    joined = list(found)
    for half in halves:
        before = next((n for n in joined if _touch(text, n.end, half.start) and not n.kind), None)
        if before is None:
            continue
        behind = next((n for n in joined if _touch(text, half.end, n.start) and n.values == (n.scale,)), None)
        step = before.scale if before.scale > 1 else 1.0
        factor = behind.scale if behind and step == 1.0 else 1.0
        values = tuple((value + step / 2) * factor for value in before.values)
        end = behind.end if behind and step == 1.0 else half.end
        whole = replace(before, end=end, values=values, highs=values, scale=max(before.scale, factor))
        dropped = {id(before), id(behind) if factor != 1.0 else 0}
        joined = [whole if n is before else n for n in joined if n is before or id(n) not in dropped]
    return joined


def join_ordinals(text: str, found: Sequence[Found], join: regex.Pattern[str]) -> list[Found]:
    """Return the numbers of a text with an ordinal's tens before it: Persian "one hundred and thirty and ninth"."""
    joined: list[Found] = []
    for number in found:
        last = joined[-1] if joined else None
        is_last_part = last and not last.kind and number.kind == ORDINAL and number.values[0] < _TENS
        if last and is_last_part and not last.values[0] % _TENS and join.fullmatch(text, last.end, number.start):
            values = (last.values[0] + number.values[0],)
            joined[-1] = replace(number, start=last.start, values=values, highs=values)
        else:
            joined.append(number)
    return joined


def _touch(text: str, start: int, end: int) -> bool:
    return start <= end and bool(_GAP.fullmatch(text, start, end))
