"""Prove that the body says the opposite of a claim: the other word of a pair of antonyms, or the same word denied."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from checker.facts.denials import find_denial
from checker.facts.opposition import Point, find_opposite
from checker.facts.statements import find_denied, find_unsettled, load_table, read_statement
from checker.facts.terms import Terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.datatypes import Finding
    from checker.facts.context import ClaimContext
    from checker.facts.statements import Statement


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two sides of an opposition."""

    sides: tuple[Terms, Terms]
    is_contest: bool = False  # holds of one party: the same one has to stand before it
    is_level: bool = False  # no change against any change: who denies one side does not say the other


def find_opposite_outcomes(context: ClaimContext) -> tuple[Finding, ...]:
    """Return the first point of a claim that a sentence on the same event turns round, and no sentence confirms."""
    claim = read_statement(context.text, context.language)
    if claim.is_question or not claim.words:
        return ()
    body = [read_statement(sentence.text, context.language) for sentence in context.sentences]
    finding = _find_antonym(context, claim, body) or find_denial(context, claim, body)
    return (finding,) if finding else ()


def _find_antonym(context: ClaimContext, claim: Statement, body: Sequence[Statement]) -> Finding | None:
    for pair in _load_pairs(context.language):
        points = _find_points(claim, pair)
        if len({point.is_positive for point in points}) != 1 or points[0].denial:
            continue
        others = [_find_points(sentence, pair) for sentence in body]
        if finding := find_opposite(context, claim, points[0], body, others):
            return finding
    return None


def _find_points(statement: Statement, pair: _Pair) -> list[Point]:
    places = [(side, place) for side, terms in enumerate(pair.sides) for place in terms.find(statement)]
    if not places:
        return []
    denied, unsettled = find_denied(statement), find_unsettled(statement)
    idioms = {i for start, end in _load_idioms(statement.language).find(statement) for i in range(start, end)}
    points = []
    for side, (start, end) in places:
        if start in idioms or start in unsettled or _is_name(statement, start, end):
            continue
        # What "not guilty" denies itself is in its side already.
        own = statement.span_of(start, end)
        denials = (denied[i] for i in range(start, end) if i in denied)
        denial = next((span for span in denials if not own.start <= span.start < own.end), None)
        if denial and pair.is_level:
            continue
        points.append(Point(start, end, (side == 0) != (denial is not None), pair.is_contest, denial))
    return points


def _is_name(statement: Statement, start: int, end: int) -> bool:
    """Tell whether a word is the first of a name within a sentence of lower case: "in Lower Sava"."""
    words = [word.span.slice(statement.text) for word in statement.words[start - 1 : end + 1]]
    return (
        statement.language != "de"
        and start > 0
        and len(words) > 2
        and words[0].islower()
        and all(word[0].isupper() for word in words[1:])
    )


@cache
def _load_pairs(language: str) -> tuple[_Pair, ...]:
    table = load_table("outcome").get(language, {})
    return tuple(
        _Pair((_split(one), _split(other)), is_contest=key == "contests", is_level=key == "levels")
        for key in ("pairs", "contests", "levels")
        for one, other in table.get(key, ())
    )


@cache
def _load_idioms(language: str) -> Terms:
    return Terms(load_table("outcome").get(language, {}).get("idioms", ()))


def _split(listed: str) -> Terms:
    return Terms(term.strip() for term in listed.split(","))
