"""Hold a word of a claim against the places of the body that say it or its opposite; report what is turned round."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from checker.datatypes import Finding, Severity, Span
from checker.facts.context import cover
from checker.facts.events import is_same_event, other_words
from checker.facts.statements import find_denied, locate
from checker.words import is_unspaced

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.facts.context import ClaimContext
    from checker.facts.statements import Statement

CODE: Final = "HC008"


@dataclass(frozen=True, slots=True)
class Point:
    """One place of a statement that says or denies something."""

    start: int  # words [start, end)
    end: int
    is_positive: bool  # the first side of a pair, or a word that is not denied
    is_contest: bool = False  # holds of one party: the same one has to stand before it
    denial: Span | None = None  # the word that denies it

    @property
    def words(self) -> range:
        """The words it stands on."""
        return range(self.start, self.end)


def find_opposite(
    context: ClaimContext,
    claim: Statement,
    point: Point,
    body: Sequence[Statement],
    points: Sequence[Sequence[Point]],
) -> Finding | None:
    """Return the nearest place that says the opposite, if no sentence with any of the claim's words says the same."""
    wanted = other_words(claim, point.words)
    opposite: tuple[int, Point] | None = None
    for index in context.nearest:
        if not points[index] or not locate(claim, wanted, body[index]):
            continue
        if any(other.is_positive == point.is_positive for other in points[index]):
            return None
        if opposite is None and not body[index].is_question:
            around = body[max(0, index - 1) : index + 2]
            turned = (other for other in points[index] if _is_turned(claim, point, body[index], other, around))
            counterpart = next(turned, None)
            opposite = (index, counterpart) if counterpart else None
    return report(context, claim, point, body[opposite[0]], *opposite) if opposite else None


def _is_turned(claim: Statement, point: Point, sentence: Statement, other: Point, around: Sequence[Statement]) -> bool:
    """Tell whether two opposite points are about one event, and nothing besides them turns one of them round again."""
    if not is_same_event(claim, point.words, sentence, other.words, around=around):
        return False
    if point.is_contest and not _is_same_party(claim, point, sentence, other):
        return False
    return _is_denied_elsewhere(claim, point) == _is_denied_elsewhere(sentence, other)


def _is_denied_elsewhere(statement: Statement, point: Point) -> bool:
    """Tell whether the clause of a point denies something besides it, within quotation marks as it is or without."""
    place = statement.words[point.start]
    return any(
        statement.words[i].clause == place.clause
        and statement.words[i].is_quoted == place.is_quoted
        and i not in point.words
        and denial != point.denial
        for i, denial in find_denied(statement).items()
    )


def _is_same_party(claim: Statement, point: Point, sentence: Statement, other: Point) -> bool:
    """Tell whether what stands before the word stands before its counterpart too, and not behind it."""
    before = [i for i in other_words(claim, point.words) if i < point.start]
    found = [j for places in locate(claim, before, sentence).values() for j in places]
    return bool(found) and all(j < other.start for j in found)


def report(
    context: ClaimContext, claim: Statement, point: Point, sentence: Statement, index: int, other: Point
) -> Finding:
    """Return the finding that names both sides."""
    point, other = _widen(claim, point, sentence, other)
    here = cover(claim.span_of(point.start, point.end), point.denial)
    there = cover(sentence.span_of(other.start, other.end), other.denial)
    expected, found = here.slice(claim.text), there.slice(sentence.text)
    return Finding(
        rule=CODE,
        severity=Severity.ERROR,
        message=f"The headline says “{expected}”, sentence {index + 1} says “{found}”.",
        claim_span=context.headline_span(here.start, here.end),
        body_span=context.body_span(index, there.start, there.end),
        expected=expected,
        found=found,
    )


def _widen(claim: Statement, point: Point, sentence: Statement, other: Point) -> tuple[Point, Point]:
    """Reach over the characters beside two single ones that both texts have there: the word, where none are spaced."""
    ahead = behind = 0
    if len(point.words) > 1:
        return point, other
    while _is_same_character(claim, point.start - ahead - 1, sentence, other.start - ahead - 1):
        ahead += 1
    while _is_same_character(claim, point.end + behind, sentence, other.end + behind):
        behind += 1
    return (
        replace(point, start=point.start - ahead, end=point.end + behind),
        replace(other, start=other.start - ahead, end=other.end + behind),
    )


def _is_same_character(claim: Statement, i: int, sentence: Statement, j: int) -> bool:
    if not (0 <= i < len(claim.words) and 0 <= j < len(sentence.words)):
        return False
    one, other = claim.words[i], sentence.words[j]
    return one.folded == other.folded and one.is_content and is_unspaced(one.folded)
