"""Prove that a claim is surer than the body: the body hedges what it states, or lets its speaker say less."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import regex

from checker.datatypes import Finding, Severity, Span
from checker.facts.events import is_same_event, other_words
from checker.facts.inflection import are_forms, is_noun_of_verb
from checker.facts.quotes import load_speech_words
from checker.facts.speakers import find_body_speaker
from checker.facts.statements import (
    Terms,
    find_denied,
    find_governed,
    find_unsettled,
    load_table,
    locate,
    read_statement,
)
from checker.words import is_unspaced

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.facts.context import ClaimContext
    from checker.facts.statements import Statement

CERTAINTY: Final = "HC020"
ATTRIBUTION: Final = "HC021"

_REACH: Final = 2  # a hedge covers the verb and an adverb before it
_COLON: Final = regex.compile(r"[:：]\s")
# What a verb of speech commits its speaker to, least first; from `admit` on a headline says more than "says".
_GRADES: Final = ("guess", "say", "claim", "admit", "promise")
_STRONG: Final = _GRADES.index("admit")
_MIN_RECALL: Final = 0.4  # of what is said, in the sentence with the weaker verb
_MIN_WORDS: Final = 2
_SPEAKER_WORDS: Final = 4  # right before a verb of speech in a headline
_MIN_QUOTED: Final = 6  # words in quotation marks that are more than a label
_MIN_NAMED: Final = 2  # sentences with a speaker who never speaks
_REACH_OF_SPEAKER: Final = 6  # between the verb and its speaker in a sentence


@dataclass(frozen=True, slots=True)
class _Sureness:
    """How a language hedges and vouches; explained in `assets/facts/certainty.toml`."""

    hedges: Terms
    reported: Terms
    plans: Terms
    trailing: Terms
    certain: Terms
    firm: Terms
    grades: tuple[Terms, ...]  # as _GRADES


def find_overstated_certainty(context: ClaimContext) -> tuple[Finding, ...]:
    """Return a word that the claim states and the body only hedges, in a sentence on the same event."""
    claim = read_statement(context.text, context.language)
    sureness = _load_sureness(context.language)
    if claim.is_question or _is_hedged(claim, sureness):
        return ()
    vouched = find_governed(claim, sureness.certain, reach=_REACH)
    vouched |= find_governed(claim, sureness.certain, reach=_REACH, is_postfix=True)
    body = [read_statement(sentence.text, context.language) for sentence in context.sentences]
    is_attributed = _is_attributed(context)
    hedges = {
        is_vouched: [_find_hedges(s, is_vouched=is_vouched, is_attributed=is_attributed) for s in body]
        for is_vouched in (False, True)
    }
    for i in _statable_words(claim):
        if finding := _find_hedged(context, claim, i, body, hedges[i in vouched], vouched.get(i)):
            return (finding,)
    return ()


def _statable_words(claim: Statement) -> list[int]:
    unstated = find_denied(claim).keys() | find_unsettled(claim)
    return [i for i, word in enumerate(claim.words) if word.is_content and i not in unstated]


def _is_hedged(claim: Statement, sureness: _Sureness) -> bool:
    hedging = (sureness.hedges, sureness.reported, sureness.trailing, sureness.grades[0])
    return any(terms.find(claim) for terms in hedging)


def _find_hedged(
    context: ClaimContext,
    claim: Statement,
    i: int,
    body: Sequence[Statement],
    hedges: Sequence[Mapping[int, Span]],
    voucher: Span | None,
) -> Finding | None:
    """Return the nearest sentence that hedges a word of the claim, if no sentence near the claim states it."""
    word, here = claim.words[i].folded, range(i, i + 1)
    if is_unspaced(word) and voucher is None:
        return None  # one character is no word
    if not any(
        are_forms(word, s.words[j].folded, claim.language) for s, own in zip(body, hedges, strict=True) for j in own
    ):
        return None
    wanted = other_words(claim, here)
    found: tuple[int, int, Span] | None = None
    for index in context.nearest:
        forms = locate(claim, here, body[index]).get(i, ())
        if not forms or not locate(claim, wanted, body[index]):
            continue
        if any(j not in hedges[index] for j in forms):
            return None
        around = body[max(0, index - 1) : index + 2]
        if found is None and not body[index].is_question:
            same = (j for j in forms if _is_hedged_event(claim, i, body[index], j, around))
            found = next(((index, j, hedges[index][j]) for j in same), None)
    return _report_hedge(context, claim, i, voucher, body[found[0]], found) if found else None


def _is_hedged_event(claim: Statement, i: int, sentence: Statement, j: int, around: Sequence[Statement]) -> bool:
    if is_noun_of_verb(claim.words[i].folded, sentence.words[j].folded, claim.language):
        return False
    return is_same_event(claim, range(i, i + 1), sentence, range(j, j + 1), around=around)


def _find_hedges(sentence: Statement, *, is_vouched: bool, is_attributed: bool) -> dict[int, Span]:
    """Return the hedged words of a sentence with their hedges; a plan is one only against a claim that it is done."""
    sureness = _load_sureness(sentence.language)
    hedges = find_governed(sentence, sureness.trailing, reach=_REACH, is_postfix=True)
    kinds = [sureness.hedges]
    if not is_attributed or _has_source(sentence):
        kinds.append(sureness.reported)
    if is_vouched:
        kinds += [sureness.plans, sureness.grades[0]]
    for terms in kinds:
        hedges = find_governed(sentence, terms) | hedges
    return hedges


def _is_attributed(context: ClaimContext) -> bool:
    """Tell whether the headline names a source, which is a hedge of its own."""
    headline = context.article.headline
    return bool(_COLON.search(headline)) or _has_source(read_statement(headline, context.language))


def _has_source(statement: Statement) -> bool:
    speech = load_speech_words(statement.language).verbs
    return any(word.folded in speech for word in statement.words)


def _report_hedge(
    context: ClaimContext,
    claim: Statement,
    i: int,
    voucher: Span | None,
    sentence: Statement,
    found: tuple[int, int, Span],
) -> Finding:
    index, j, hedge = found
    here, there = _cover(claim.span_of(i, i + 1), voucher), _cover(sentence.span_of(j, j + 1), hedge)
    expected, hedged = here.slice(claim.text), there.slice(sentence.text)
    return Finding(
        rule=CERTAINTY,
        severity=Severity.WARNING,
        message=f"The headline states “{expected}” as a fact, sentence {index + 1} says “{hedged}”.",
        claim_span=context.headline_span(here.start, here.end),
        body_span=context.body_span(index, there.start, there.end),
        expected=expected,
        found=hedged,
    )


def _cover(span: Span, other: Span | None) -> Span:
    return Span(min(span.start, other.start), max(span.end, other.end)) if other else span


def find_overstated_attribution(context: ClaimContext) -> tuple[Finding, ...]:
    """Return a verb of speech that commits its speaker to more than any verb the body gives the speaker."""
    claim = read_statement(context.text, context.language)
    graded = [verb for verb in _find_verbs(claim) if verb[0] >= _STRONG]
    if claim.is_question or not graded:
        return ()
    body = [read_statement(sentence.text, context.language) for sentence in context.sentences]
    _, start, end = graded[0]
    verbs = [_find_verbs(sentence) for sentence in body]
    firm = _load_sureness(context.language).firm
    if any(other >= _STRONG for found in verbs for other, _, _ in found) or any(map(firm.find, body)):
        return ()
    if any(locate(claim, range(start, end), sentence) for sentence in body):
        return ()
    for index in context.nearest:
        if verb := _find_weaker(claim, (start, end), body[index], verbs[index]):
            return (_report_verb(context, claim, (start, end), body[index], index, verb),)
    return _find_silent(context, claim, (start, end), body, verbs)


def _find_silent(
    context: ClaimContext,
    claim: Statement,
    place: tuple[int, int],
    body: Sequence[Statement],
    verbs: Sequence[Sequence[tuple[int, int, int]]],
) -> tuple[Finding, ...]:
    """Return the verb of a speaker whom a body names often, but never lets say anything, in words or in quotation."""
    start, end = place
    speaker = [i for i in range(max(0, start - _SPEAKER_WORDS), start) if claim.words[i].is_content]
    if not speaker or claim.words[speaker[0]].clause != claim.words[start].clause:
        return ()
    named = [k for k, sentence in enumerate(body) if _has_name(claim, speaker, sentence)]
    around = {near for k in named for near in (k, k + 1) if near < len(body)}
    quotes = {k for k in around if sum(word.is_quoted for word in body[k].words) >= _MIN_QUOTED}
    if len(named) < _MIN_NAMED or quotes or any(_speaks(claim, speaker, body[k], verbs[k]) for k in around):
        return ()
    here = claim.span_of(start, end)
    expected = here.slice(claim.text)
    message = f"The headline says “{expected}”, but the body lets nobody of that name say anything."
    span = context.headline_span(here.start, here.end)
    return (Finding(ATTRIBUTION, Severity.WARNING, message, span, expected=expected),)


def _has_name(claim: Statement, speaker: Sequence[int], sentence: Statement) -> bool:
    """Tell whether a sentence has a word of the speaker as a name, with a capital."""
    places = (j for found in locate(claim, speaker, sentence).values() for j in found)
    return any(sentence.text[sentence.words[j].span.start].isupper() for j in places)


def _speaks(
    claim: Statement, speaker: Sequence[int], sentence: Statement, verbs: Sequence[tuple[int, int, int]]
) -> bool:
    """Tell whether a sentence has a verb of speech that may be the speaker's: near the name, or nobody's by name."""
    places = [j for found in locate(claim, speaker, sentence).values() for j in found]
    is_other = bool(verbs) and not places and sentence.words[0].span.end < sentence.words[verbs[0][1]].span.start
    if is_other and find_body_speaker(sentence.text, language=sentence.language):
        return False
    return bool(verbs)


def _find_verbs(statement: Statement) -> list[tuple[int, int, int]]:
    """Return the verbs of speech outside quotations: grade, first word, end."""
    grades = _load_sureness(statement.language).grades
    return [
        (grade, start, end)
        for grade, terms in enumerate(grades)
        for start, end in terms.find(statement)
        if not statement.words[start].is_quoted
    ]


def _find_weaker(
    claim: Statement, place: tuple[int, int], sentence: Statement, verbs: Sequence[tuple[int, int, int]]
) -> tuple[int, int] | None:
    """Return the verb by which the same speaker says the same in a sentence."""
    start, end = place
    speaker = [i for i in range(max(0, start - _SPEAKER_WORDS), start) if claim.words[i].is_content]
    said = [i for i in range(end, len(claim.words)) if claim.words[i].is_content]
    speakers = [j for places in locate(claim, speaker, sentence).values() for j in places]
    places = locate(claim, said, sentence)
    if not speakers or len(places) < max(_MIN_WORDS, _MIN_RECALL * len(said)):
        return None
    for _, first, stop in sorted(verbs):
        if any(abs(j - first) <= _REACH_OF_SPEAKER for j in speakers):
            return first, stop
    return None


def _report_verb(
    context: ClaimContext,
    claim: Statement,
    place: tuple[int, int],
    sentence: Statement,
    index: int,
    verb: tuple[int, int],
) -> Finding:
    here, there = claim.span_of(*place), sentence.span_of(*verb)
    expected, found = here.slice(claim.text), there.slice(sentence.text)
    return Finding(
        rule=ATTRIBUTION,
        severity=Severity.WARNING,
        message=f"The headline says “{expected}”, but sentence {index + 1} only “{found}”.",
        claim_span=context.headline_span(here.start, here.end),
        body_span=context.body_span(index, there.start, there.end),
        expected=expected,
        found=found,
    )


@cache
def _load_sureness(language: str) -> _Sureness:
    table = load_table("certainty").get(language, {})
    graded = {word for grade in _GRADES for word in table.get(grade, ())}
    says = [verb for verb in sorted(load_speech_words(language).verbs) if verb not in graded]
    return _Sureness(
        **{key: Terms(table.get(key, ())) for key in ("hedges", "reported", "plans", "trailing", "certain", "firm")},
        grades=tuple(Terms(says if grade == "say" else table.get(grade, ())) for grade in _GRADES),
    )
