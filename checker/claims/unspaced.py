"""Judge a part of a Japanese or Chinese headline, where no spaces show the words."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from checker.claims.clauses import Clause, Kind, is_open
from checker.claims.layout import trim
from checker.claims.lexicon import Lexicon, Order
from checker.datatypes import Span

# A hedge or a plan behind the predicate: "to be abolished", "feared to have died".
HEDGE: Final = re.compile(r"(?:へ|か|も|と発表|する|した|される|された|中)$")
SUBJECT_PARTICLE: Final = re.compile(r"(?<=.)(?:が|は|も)(?=.)")
OBJECT_PARTICLE: Final = re.compile(r"(?<=..)を(?=.)|^[^がはをにで、]{2,}と(?=会談|面会|会見|合意)")
# Adverbs between a Chinese subject and its verb.
ADVERB: Final = re.compile(r"(?:已经|正式|即将|再次|首次|紧急|当场|突然|宣布|[将已拟或正再也都不未遭被欲])+$")

MIN_CLAUSE: Final = 4  # characters; a shorter part is a name or a date
MAX_SUBJECT: Final = 12  # characters
MAX_ATTRIBUTION: Final = 8  # characters


def judge_unspaced(headline: str, *, span: Span, lexicon: Lexicon) -> Clause:
    """Return what a part of a headline in a language without spaces can be alone."""
    span = _without_conjunction(headline, span, lexicon)
    text = span.slice(headline)
    clause = Clause(span, Kind.FRAGMENT, n_words=len(text))
    if len(text) < MIN_CLAUSE:
        return clause
    if is_open(text) or text.startswith(tuple(lexicon.leaning)):
        return replace(clause, kind=Kind.LEANING)
    if text.endswith(tuple(lexicon.speech)):
        is_short = len(text) <= MAX_ATTRIBUTION
        return replace(clause, kind=Kind.LEANING, is_attribution=is_short)
    if lexicon.order is Order.JAPANESE:
        return _judge_japanese(text, clause, lexicon)
    return _judge_chinese(text, clause, lexicon)


def _without_conjunction(headline: str, span: Span, lexicon: Lexicon) -> Span:
    for conjunction in lexicon.conjunctions:
        if headline.startswith(conjunction, span.start) and len(conjunction) < len(span):
            return trim(headline, Span(span.start + len(conjunction), span.end))
    return span


def _judge_japanese(text: str, clause: Clause, lexicon: Lexicon) -> Clause:
    """Look for the particle that marks a subject, and for a predicate at the end."""
    stem = HEDGE.sub("", text)
    endings = tuple(lexicon.verbs)
    if not (text.endswith(endings) or stem.endswith(endings)):
        return clause
    start = clause.span.start
    if particle := SUBJECT_PARTICLE.search(text):
        subject = Span(start, start + particle.end()) if particle.start() <= MAX_SUBJECT else None
        return replace(clause, kind=Kind.COMPLETE, subject=subject)
    if stem.endswith(tuple(lexicon.existential)):
        return replace(clause, kind=Kind.COMPLETE)
    if OBJECT_PARTICLE.search(text):
        return replace(clause, kind=Kind.SUBJECTLESS)
    return clause


def _judge_chinese(text: str, clause: Clause, lexicon: Lexicon) -> Clause:
    """Look for the first verb: what stands before it is the subject."""
    position = _find_verb(text, lexicon)
    if position is None or position == 1:
        return clause
    if position == 0:
        return replace(clause, kind=Kind.SUBJECTLESS)
    name = ADVERB.sub("", text[:position])
    if len(name) < 2:
        return replace(clause, kind=Kind.SUBJECTLESS if not name else Kind.FRAGMENT)
    start = clause.span.start
    subject = Span(start, start + len(name)) if len(name) <= MAX_SUBJECT else None
    return replace(clause, kind=Kind.COMPLETE, subject=subject)


def _find_verb(text: str, lexicon: Lexicon) -> int | None:
    """Return where the first verb stands that is not the start of a role ("oppose" in "opposition party")."""
    roles = tuple(lexicon.roles)
    for i in range(len(text) - 1):
        if text[i : i + 2] in lexicon.verbs and not text.startswith(roles, i):
            return i
    return None
