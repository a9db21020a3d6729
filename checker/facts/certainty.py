"""Prove that a claim is surer than the body, which hedges what the claim states."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import regex

from checker.datatypes import Finding, Severity, Span
from checker.facts.context import cover
from checker.facts.events import is_same_event, other_words
from checker.facts.inflection import are_forms, is_noun_of_verb
from checker.facts.quotes import load_speech_words
from checker.facts.statements import find_denied, find_governed, find_unsettled, load_table, locate, read_statement
from checker.facts.terms import Terms
from checker.words import is_unspaced

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.facts.context import ClaimContext
    from checker.facts.statements import Statement

CERTAINTY: Final = "HC020"

_REACH: Final = 2  # a hedge covers the verb and an adverb before it
_COLON: Final = regex.compile(r"[:：]\s")
# What a verb of speech commits its speaker to, least first.
GRADES: Final = ("guess", "say", "claim", "admit", "promise")


@dataclass(frozen=True, slots=True)
class Sureness:
    """How a language hedges and vouches; explained in `assets/facts/certainty.toml`."""

    hedges: Terms
    reported: Terms
    plans: Terms
    trailing: Terms
    certain: Terms
    firm: Terms
    grades: tuple[Terms, ...]  # as GRADES


def find_overstated_certainty(context: ClaimContext) -> tuple[Finding, ...]:
    """Return a word that the claim states and the body only hedges, in a sentence on the same event."""
    claim = read_statement(context.text, context.language)
    sureness = load_sureness(context.language)
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


def _is_hedged(claim: Statement, sureness: Sureness) -> bool:
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
    sureness = load_sureness(sentence.language)
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
    here, there = cover(claim.span_of(i, i + 1), voucher), cover(sentence.span_of(j, j + 1), hedge)
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


@cache
def load_sureness(language: str) -> Sureness:
    """Return the hedges and the graded verbs of a language, none for one without a table."""
    table = load_table("certainty").get(language, {})
    graded = {word for grade in GRADES for word in table.get(grade, ())}
    says = [verb for verb in sorted(load_speech_words(language).verbs) if verb not in graded]
    return Sureness(
        **{key: Terms(table.get(key, ())) for key in ("hedges", "reported", "plans", "trailing", "certain", "firm")},
        grades=tuple(Terms(says if grade == "say" else table.get(grade, ())) for grade in GRADES),
    )
