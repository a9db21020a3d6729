"""Tell what befell the people a number counts, so that two numbers of one fate can be held against each other."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

import regex

from checker.facts.statements import load_table, read_statement
from checker.facts.terms import Terms
from checker.words import fold, is_unspaced

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.datatypes import Span
    from checker.facts.statements import Statement

_BARRIERS: Final = "barriers"
# Where the reach of a number ends; a comma too, for "killed three people, two of them children".
_STOP: Final = regex.compile(r"[.;:!?()،,、。，“”\"«»|–—]")
# A fate stands no more than so many words from its number: "12 anti-toll protesters killed".
_REACH: Final = 4
_REACH_UNSPACED: Final = 8  # characters


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a text tells a fate."""

    fate: str
    start: int
    end: int


def find_fate(text: str, language: str, number: Span, others: Sequence[Span]) -> str:
    """Return what a text tells of those whom a number counts; empty when nothing is sure.

    What stands behind the number tells more than what stands before it, up to the next of the `others`.
    """
    places = _find_places(text, language)
    if not places:
        return ""
    barriers = _find_barriers(text, language)
    left = max([0, *(other.end for other in others if other.end <= number.start)])
    left = max([left, *(end for _, end in barriers if end <= number.start)])
    right = min([len(text), *(other.start for other in others if other.start >= number.end)])
    right = min([right, *(start for start, _ in barriers if start >= number.end)])
    behind = [place for place in places if number.end <= place.start and place.end <= right]
    if behind and _is_near(text[number.end : behind[0].start], text):
        return behind[0].fate
    before = [place for place in places if left <= place.start and place.end <= number.start]
    return before[-1].fate if before and _is_near(text[before[-1].end : number.start], text) else ""


def find_fated(statement: Statement) -> dict[int, str]:
    """Return the words of a statement that tell a fate."""
    return {
        i: fate
        for fate, terms in _load_fates(statement.language)
        for span in terms.find(statement)
        for i in range(*span)
    }


def _is_near(gap: str, text: str) -> bool:
    return len(gap) <= _REACH_UNSPACED if is_unspaced(text) else len(gap.split()) <= _REACH


@lru_cache(maxsize=4096)
def _find_places(text: str, language: str) -> tuple[_Place, ...]:
    statement = read_statement(text, language)
    places = [
        _Place(fate, statement.words[start].span.start, statement.words[end - 1].span.end)
        for fate, terms in _load_fates(language)
        for start, end in terms.find(statement)
    ]
    return tuple(sorted(places, key=lambda place: place.start))


@lru_cache(maxsize=4096)
def _find_barriers(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """Return what ends the reach of a number; a full stop or a comma between digits does not."""
    stops = [match.span() for match in _STOP.finditer(text) if not text[match.end() : match.end() + 1].isdigit()]
    barriers = load_barriers(language)
    words = read_statement(text, language).words
    return (*stops, *((word.span.start, word.span.end) for word in words if word.folded in barriers))


@cache
def load_barriers(language: str) -> frozenset[str]:
    """Return the words that end the reach of a number: conjunctions and prepositions."""
    return frozenset(map(fold, load_table("fates").get(language, {}).get(_BARRIERS, ())))


@cache
def _load_fates(language: str) -> tuple[tuple[str, Terms], ...]:
    table: Mapping[str, Sequence[str]] = load_table("fates").get(language, {})
    return tuple((fate, Terms(words)) for fate, words in table.items() if fate != _BARRIERS)
