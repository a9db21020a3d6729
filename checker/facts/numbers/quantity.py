"""A quantity as a text gives it: its possible values, how exact it is, and what it is of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import regex

from checker.datatypes import Span


class Bound(StrEnum):
    """How a text hedges a number."""

    EXACT = "exact"
    ABOUT = "about"  # "about 100"
    OVER = "over"  # "more than 100", "at least 100"
    UNDER = "under"  # "less than 100"
    NEAR = "near"  # "nearly 100"


COUNT = ""  # the kind of a number without a unit
PERSON = "person"  # counted people: as good as a count
PERCENT = "percent"
SCORE = "score"  # "2-1"
ORDINAL = "ordinal"  # "5th"
COUNTS: Final = frozenset({COUNT, PERSON})
# "Of", behind a share: the word after it is the whole, and shares of two wholes say nothing of each other.
OF_WHOLE: Final = regex.compile(
    r"\s(?:of|dari|del?|des|der|von|du|d['’]|dos|das|di|dei|delle|van)(?!\p{L})", regex.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number somewhere in a text."""

    start: int
    end: int  # of the number with its scale and unit
    readings: tuple[
        tuple[float, float], ...
    ]  # each the least and the greatest value; two where the notation is unclear
    bound: Bound = Bound.EXACT
    kind: str = COUNT  # what can be compared: percent, USD, length, ...
    unit: str = ""  # within the kind: metre, kilometre, ...
    is_telling: bool = True  # False: it may agree with another, but proves nothing ("one", "2024")
    written: float = 0.0  # without its unit: 2 for "2 weeks"
    scale: float = 1.0  # of its scale word: a million for "5 million"
    nouns: tuple[str, ...] = ()  # words beside it that may say what is counted, the likeliest first

    @property
    def span(self) -> Span:
        """Its place in the text."""
        return Span(self.start, self.end)

    @property
    def is_vague(self) -> bool:
        """Tell whether it stands for many values, as "hundreds" does."""
        low, high = self.readings[0]
        return low != high
