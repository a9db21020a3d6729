"""Prove that the body denies what a claim says: the same word denied, or a fate that befell nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checker.facts.events import other_words
from checker.facts.fates import find_fated, load_barriers
from checker.facts.inflection import are_forms, is_noun_of_verb
from checker.facts.numbers.quantity import PERSON
from checker.facts.numbers.units import unit_after
from checker.facts.opposition import Point, find_opposite, report
from checker.facts.quotes import load_speech_words
from checker.facts.statements import find_denied, find_unsettled, load_grammar, locate
from checker.words import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.datatypes import Finding, Span
    from checker.facts.context import ClaimContext
    from checker.facts.statements import Statement

# Fates that stories deny as a matter of course: "nobody was hurt".
_DENIABLE: Final = frozenset({"dead", "hurt"})
# Where a thing is said to be absent, the sentences around have so much of the claim's other words, and so many.
_MIN_SHARE: Final = 0.6
_MIN_KNOWN: Final = 2
_REACH: Final = 6  # words between a negation and the fate it denies, in one clause


def find_denial(context: ClaimContext, claim: Statement, body: Sequence[Statement]) -> Finding | None:
    """Return a word of the claim that a sentence denies; a claim that denies is left alone.

    Bodies deny in more words than a table knows ("free of charge", "at no time"): that a sentence has the word without
    a negation proves nothing.
    """
    if _is_undoing(claim):
        return None
    return _find_other_fate(context, claim, body) or _find_denied(context, claim, body)


def _is_undoing(claim: Statement) -> bool:
    """Tell whether a claim denies, calls off or escapes anything, before or behind it: "permit revoked"."""
    grammar = load_grammar(claim.language)
    return bool(grammar.negators.find(claim) or grammar.undoers.find(claim))


def _find_other_fate(context: ClaimContext, claim: Statement, body: Sequence[Statement]) -> Finding | None:
    """Return a fate that the claim tells and the body denies of everybody."""
    unsettled = find_unsettled(claim)
    for i, fate in find_fated(claim).items():
        if fate not in _DENIABLE or i in unsettled or _find_negator(claim, i):
            continue
        places = [
            (index, j) for index in context.nearest for j, other in find_fated(body[index]).items() if other == fate
        ]
        places = [(index, j) for index, j in places if not _is_of_others(claim, body[index], j)]
        negators = [_find_negator(body[index], j) for index, j in places]
        if places and all(negators):
            index, j = places[0]
            other = Point(j, j + 1, is_positive=False, denial=negators[0])
            return report(context, claim, Point(i, i + 1, is_positive=True), body[index], index, other)
    return None


def _is_of_others(claim: Statement, sentence: Statement, j: int) -> bool:
    """Tell whether a fate is denied of something that is no person and nothing of the claim: "no cattle had died"."""
    negator = _find_negator(sentence, j)
    if negator is None or load_grammar(sentence.language).is_postfix:
        return False
    between = [i for i, word in enumerate(sentence.words[:j]) if word.is_content and word.span.start >= negator.end]
    known = locate(sentence, between, claim)
    return any(i not in known and not _is_person(sentence, i) for i in between)


def _is_person(sentence: Statement, i: int) -> bool:
    unit = unit_after(sentence.text, sentence.words[i].span.start)
    return unit is not None and unit[0].kind == PERSON


def _find_negator(statement: Statement, i: int) -> Span | None:
    """Return what denies a fate anywhere in its clause: "nobody of the crew was hurt"."""
    grammar, barriers = load_grammar(statement.language), load_barriers(statement.language)
    for start, end in grammar.negators.find(statement):
        if start > i and not grammar.is_postfix:
            continue
        between = statement.words[min(end, i) : max(start, i)]
        is_same_clause = statement.words[start].clause == statement.words[i].clause
        if is_same_clause and len(between) <= _REACH and not any(word.folded in barriers for word in between):
            return statement.span_of(start, end)
    return None


def _find_denied(context: ClaimContext, claim: Statement, body: Sequence[Statement]) -> Finding | None:
    grammar = load_grammar(context.language)
    unsettled, irrealis = find_unsettled(claim), {i for i, _ in grammar.irrealis.find(claim)}
    denied = {sentence.words[j].folded for sentence in body for j in find_denied(sentence)}
    for i, word in enumerate(claim.words):
        if not word.is_content or i in unsettled or i in irrealis:
            continue
        if not any(are_forms(word.folded, other, context.language) for other in denied) or _is_speech(claim, i):
            continue
        others = [_find_forms(claim, i, sentence) for sentence in body]
        point = Point(i, i + 1, is_positive=True)
        if finding := find_opposite(context, claim, point, body, others) or _find_absent(
            context, claim, point, body, others
        ):
            return finding
    return None


def _find_absent(
    context: ClaimContext, claim: Statement, point: Point, body: Sequence[Statement], points: Sequence[Sequence[Point]]
) -> Finding | None:
    """Return where the body has none of what the claim has: "no passengers were hurt", with the story around it."""
    content = other_words(claim, point.words)
    determiners = load_grammar(claim.language).determiners
    if any(other.is_positive for others in points for other in others):
        return None
    for index in context.nearest:
        around = body[max(0, index - 1) : index + 2]
        known = sum(any(locate(claim, (i,), sentence) for sentence in around) for i in content)
        if known < max(_MIN_KNOWN, _MIN_SHARE * len(content)):
            continue
        for other in points[index]:
            if other.denial and fold(other.denial.slice(body[index].text)) in determiners:
                return report(context, claim, point, body[index], index, other)
    return None


def _is_speech(claim: Statement, i: int) -> bool:
    """Tell whether a word is one of speaking: who would not comment has been quoted all the same."""
    word = claim.words[i].folded
    return any(are_forms(word, verb, claim.language) for verb in load_speech_words(claim.language).verbs)


def _find_forms(claim: Statement, i: int, sentence: Statement) -> list[Point]:
    forms = locate(claim, (i,), sentence).get(i, ())
    if not forms:
        return []
    denied, unsettled = find_denied(sentence), find_unsettled(sentence)
    return [
        Point(j, j + 1, is_positive=j not in denied, denial=denied.get(j))
        for j in forms
        if j not in unsettled
        and not _is_name(sentence, j)
        and not is_noun_of_verb(claim.words[i].folded, sentence.words[j].folded, sentence.language)
    ]


def _is_name(sentence: Statement, j: int) -> bool:
    word = sentence.words[j].span.slice(sentence.text)
    return j > 0 and word[0].isupper() and sentence.language != "de"
