"""Work out the value of a number from its parts: words, digits and scale words in the order in which they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checker.facts.numbers.lexicon import Atom, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

_NOTHING_YET: Final = float("inf")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a number in a text."""

    start: int
    end: int
    atoms: tuple[Atom, ...]  # a compound word has several; digits none
    readings: tuple[float, ...] = ()  # of digits
    is_joined: bool = False  # "and" stands before it


class Sum:
    """A number being read; `take` refuses what cannot belong to it."""

    def __init__(self, *, ones_first: bool = False, vigesimal: frozenset[int] = frozenset()) -> None:
        self.values: tuple[float, ...] = ()
        self.scale: float = 1.0  # of the last word that multiplied, for "3-5 million"
        self._room = _NOTHING_YET  # only less than this can still be added
        self._ones_first = ones_first
        self._vigesimal = vigesimal

    def take(self, part: Part) -> bool:
        """Add a part, or leave the number as it is and return False."""
        before = self.values, self._room, self.scale
        taken = self._plus(part.readings, 1.0) if part.readings else self._take_words(part)
        if not taken:
            self.values, self._room, self.scale = before
        return taken

    def _take_words(self, part: Part) -> bool:
        return all(
            self._plus((atom.value,), _granularity(atom.value), is_joined=part.is_joined or i > 0)
            if atom.role == Role.PLUS
            else self._teen()
            if atom.role == Role.TEEN
            else self._times(atom.value)
            for i, atom in enumerate(part.atoms)
        )

    def _plus(self, added: Sequence[float], room: float, *, is_joined: bool = False) -> bool:
        if not self.values:
            self.values = tuple(added)
            self._room = 20.0 if added[0] in self._vigesimal else room
            return True
        value = added[0]
        if self._ones_first and is_joined and value in range(20, 100, 10) and 1 <= self.values[0] % 100 < 10:
            self.values = tuple(known + value for known in self.values)  # "fünf-und-zwanzig"
            self._room = 1.0
            return True
        if not 0 < value < self._room:
            return False
        self.values = tuple(known + value for known in self.values)
        self._room = 20.0 if value in self._vigesimal else room
        return True

    def _teen(self) -> bool:
        if not self.values or not 1 <= self.values[0] % 100 < 10:
            return False
        self.values = tuple(known + 10 for known in self.values)
        self._room = 1.0
        return True

    def _times(self, factor: float) -> bool:
        values = self.values or (0.0,)
        parts = [known % factor for known in values]
        if values[0] and not parts[0] and values[0] >= factor:
            return False  # "two hundred" and another "hundred"
        self.values = tuple(known - part + (part or 1.0) * factor for known, part in zip(values, parts, strict=True))
        self._room = factor
        self.scale *= factor
        return True


def _granularity(value: float) -> float:
    """Return the power of ten below which something can be added to a word: 10 for twenty, 100 for two hundred."""
    power = 1.0
    while value and value % (power * 10) == 0:
        power *= 10
    return power
