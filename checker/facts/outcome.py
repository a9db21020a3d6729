"""Prove that the body says the opposite of a claim: the other word of a pair of antonyms, or the same word denied."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from checker.datatypes import Finding, Severity, Span
from checker.facts.events import is_same_event, other_words
from checker.facts.inflection import are_forms, is_noun_of_verb
from checker.facts.quotes import load_speech_words
from checker.facts.statements import Terms, find_denied, find_unsettled, load_table, locate, read_statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.facts.context import ClaimContext
    from checker.facts.statements import Statement

CODE: Final = "HC008"


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two sides of an opposition."""

    sides: tuple[Terms, Terms]
    is_contest: bool  # holds of one party: the same one has to stand before it


@dataclass(frozen=True, slots=True)
class _Point:
    """One place of a statement that says or denies something."""

    start: int  # words [start, end)
    end: int
    is_positive: bool  # the first side of a pair, or a word that is not denied
    is_contest: bool
    denial: Span | None  # the word that denies it

    @property
    def words(self) -> range:
        """The words it stands on."""
        return range(self.start, self.end)


def find_opposite_outcomes(context: ClaimContext) -> tuple[Finding, ...]:
    """Return the first point of a claim that a sentence on the same event turns round, and no sentence confirms."""
    claim = read_statement(context.text, context.language)
    if claim.is_question or not claim.words:
        return ()
    body = [read_statement(sentence.text, context.language) for sentence in context.sentences]
    finding = _find_antonym(context, claim, body) or _find_denial(context, claim, body)
    return (finding,) if finding else ()


def _find_antonym(context: ClaimContext, claim: Statement, body: Sequence[Statement]) -> Finding | None:
    for pair in _load_pairs(context.language):
        points = _find_points(claim, pair)
        if len({point.is_positive for point in points}) != 1 or points[0].denial:
            continue
        others = [_find_points(sentence, pair) for sentence in body]
        if finding := _find_opposite(context, claim, points[0], body, others):
            return finding
    return None


def _find_opposite(
    context: ClaimContext,
    claim: Statement,
    point: _Point,
    body: Sequence[Statement],
    points: Sequence[Sequence[_Point]],
) -> Finding | None:
    """Return the nearest place that says the opposite, if no sentence with any of the claim's words says the same."""
    wanted = other_words(claim, point.words)
    opposite: tuple[int, _Point] | None = None
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
    return _report(context, claim, point, body[opposite[0]], *opposite) if opposite else None


def _find_points(statement: Statement, pair: _Pair) -> list[_Point]:
    places = [(side, place) for side, terms in enumerate(pair.sides) for place in terms.find(statement)]
    if not places:
        return []
    denied, unsettled = find_denied(statement), find_unsettled(statement)
    idioms = {i for start, end in _load_idioms(statement.language).find(statement) for i in range(start, end)}
    points = []
    for side, (start, end) in places:
        if start in idioms or start in unsettled:
            continue
        denial = next((denied[i] for i in range(start, end) if i in denied), None)
        points.append(_Point(start, end, (side == 0) != (denial is not None), pair.is_contest, denial))
    return points


def _is_turned(
    claim: Statement, point: _Point, sentence: Statement, other: _Point, around: Sequence[Statement]
) -> bool:
    """Tell whether two opposite points are about one event, and nothing besides them turns one of them round again."""
    if not is_same_event(claim, point.words, sentence, other.words, around=around):
        return False
    if point.is_contest and not _is_same_party(claim, point, sentence, other):
        return False
    return _is_denied_elsewhere(claim, point) == _is_denied_elsewhere(sentence, other)


def _is_denied_elsewhere(statement: Statement, point: _Point) -> bool:
    """Tell whether the clause of a point denies something besides it."""
    clause = statement.words[point.start].clause
    return any(
        statement.words[i].clause == clause and denial != point.denial for i, denial in find_denied(statement).items()
    )


def _is_same_party(claim: Statement, point: _Point, sentence: Statement, other: _Point) -> bool:
    """Tell whether what stands before the word stands before its counterpart too, and not behind it."""
    before = [i for i in other_words(claim, point.words) if i < point.start]
    found = [j for places in locate(claim, before, sentence).values() for j in places]
    return bool(found) and all(j < other.start for j in found)


def _find_denial(context: ClaimContext, claim: Statement, body: Sequence[Statement]) -> Finding | None:
    """Return a word of the claim that a sentence denies; a claim that denies is left alone.

    Bodies deny in more words than a table knows ("free of charge", "nobody was hurt"): that a sentence has the word
    without a negation proves nothing.
    """
    if find_denied(claim):
        return None
    unsettled, speech = find_unsettled(claim), load_speech_words(context.language).verbs
    denied = {sentence.words[j].folded for sentence in body for j in find_denied(sentence)}
    for i, word in enumerate(claim.words):
        if not word.is_content or i in unsettled or word.folded in speech:
            continue
        if not any(are_forms(word.folded, other, context.language) for other in denied):
            continue
        others = [_find_forms(claim, i, sentence) for sentence in body]
        if finding := _find_opposite(context, claim, _Point(i, i + 1, True, False, None), body, others):
            return finding
    return None


def _find_forms(claim: Statement, i: int, sentence: Statement) -> list[_Point]:
    forms = locate(claim, (i,), sentence).get(i, ())
    if not forms:
        return []
    denied, unsettled = find_denied(sentence), find_unsettled(sentence)
    return [
        _Point(j, j + 1, j not in denied, False, denied.get(j))
        for j in forms
        if j not in unsettled
        and not _is_name(sentence, j)
        and not is_noun_of_verb(claim.words[i].folded, sentence.words[j].folded, sentence.language)
    ]


def _is_name(sentence: Statement, j: int) -> bool:
    word = sentence.words[j].span.slice(sentence.text)
    return j > 0 and word[0].isupper() and sentence.language != "de"


def _report(
    context: ClaimContext, claim: Statement, point: _Point, sentence: Statement, index: int, other: _Point
) -> Finding:
    here = _cover(claim.span_of(point.start, point.end), point.denial)
    there = _cover(sentence.span_of(other.start, other.end), other.denial)
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


def _cover(span: Span, other: Span | None) -> Span:
    return Span(min(span.start, other.start), max(span.end, other.end)) if other else span


@cache
def _load_pairs(language: str) -> tuple[_Pair, ...]:
    table = load_table("outcome").get(language, {})
    return tuple(
        _Pair((_split(one), _split(other)), is_contest=key == "contests")
        for key in ("pairs", "contests")
        for one, other in table.get(key, ())
    )


@cache
def _load_idioms(language: str) -> Terms:
    return Terms(load_table("outcome").get(language, {}).get("idioms", ()))


def _split(listed: str) -> Terms:
    return Terms(term.strip() for term in listed.split(","))
