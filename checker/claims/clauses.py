"""Judge a part of a headline by its surface: a clause of its own, one without its subject, or one that leans."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from checker.claims.layout import trim
from checker.claims.lexicon import Lexicon, Order, fold
from checker.datatypes import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WORD: Final = re.compile(r"[^\W_]+(?:['’.&/-][^\W_]+)*")
QUESTION: Final = re.compile(r"[?？؟]")
OPEN_ENDS: Final = ("...", "…")

# A subject that can be lent is short: a longer run before the verb is more likely a list, a quotation or a misreading.
MAX_SUBJECT_WORDS: Final = 5
# "police say", "says coach John Smith": an attribution is short and holds no other predicate.
MAX_ATTRIBUTION_WORDS: Final = 6
MAX_TEASER_WORDS: Final = 4
# Where the predicate stands last, subject and predicate with a word between them; two words may be a bare predicate.
MIN_VERB_LAST_WORDS: Final = 3


class Kind(Enum):
    """What a part of a headline can be alone."""

    COMPLETE = auto()  # has subject and predicate, or needs no subject
    SUBJECTLESS = auto()  # starts with its predicate: the subject stands in a neighbour
    INVERTED = auto()  # starts with its predicate; the subject may follow it or be missing
    FRAGMENT = auto()  # no predicate that the word lists can vouch for
    LEANING = auto()  # depends on a neighbour: a subordinate clause, a pronoun, a teaser, a question


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a headline with what it can be alone."""

    span: Span  # into the headline
    kind: Kind
    subject: Span | None = None  # into the headline; None: none, or none that can be lent
    predicate: str = ""  # its first word, folded
    is_attribution: bool = False  # only says who said the rest
    n_words: int = 0


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the headline."""

    text: str  # folded
    span: Span  # into the headline
    is_quoted: bool


def find_words(headline: str, *, span: Span, protected: Iterable[Span], lexicon: Lexicon) -> tuple[Word, ...]:
    """Return the words of a part; a conjunction written together with a verb counts as a word."""
    protected = tuple(protected)
    words: list[Word] = []
    for match in WORD.finditer(headline, span.start, span.end):
        start, end = match.span()
        text = fold(match[0], language=lexicon.language)
        is_quoted = any(inside.start <= start < inside.end for inside in protected)
        attached = lexicon.attached_conjunction
        if attached and text.startswith(attached) and is_verb(text[len(attached) :], lexicon=lexicon):
            middle = start + len(attached)
            words.append(Word(attached, Span(start, middle), is_quoted))
            text, start = text[len(attached) :], middle
        words.append(Word(text, Span(start, end), is_quoted))
    return tuple(words)


def is_verb(word: str, *, lexicon: Lexicon) -> bool:
    """Tell whether a folded word is a finite verb and hardly anything else."""
    if word in lexicon.not_verbs:
        return False
    return word in lexicon.verbs or bool(lexicon.verb_pattern and lexicon.verb_pattern.fullmatch(word))


def is_open(text: str) -> bool:
    """Tell whether a part asks or trails off rather than states."""
    return QUESTION.search(text) is not None or text.endswith(OPEN_ENDS)


def judge(headline: str, words: Sequence[Word], *, span: Span, lexicon: Lexicon) -> Clause:
    """Return what a part of a headline in a language with spaces can be alone."""
    clause = Clause(span, Kind.FRAGMENT, n_words=len(words))
    if len(words) > 1 and not words[0].is_quoted and words[0].text in lexicon.conjunctions:
        words = words[1:]
        clause = replace(clause, span=trim(headline, Span(words[0].span.start, span.end)), n_words=len(words))
    if not words:
        return clause
    clause = replace(clause, is_attribution=_is_attribution(words, lexicon))
    index = find_predicate(words, lexicon=lexicon)
    if _is_leaning(words, index, lexicon) or is_open(span.slice(headline)):
        return replace(clause, kind=Kind.LEANING)
    if index is None or (index and words[index - 1].text in lexicon.conjunctions):
        return clause  # before a conjunction stands a verb we do not know
    clause = replace(clause, predicate=words[index].text)
    if index == 0:
        return replace(clause, kind=_kind_of_verb_first(words, lexicon))
    if lexicon.order is Order.VERB_LAST:
        return replace(clause, kind=_kind_of_verb_last(words, lexicon))
    return replace(clause, kind=Kind.COMPLETE, subject=_subject(headline, words[:index], lexicon))


def find_predicate(words: Sequence[Word], *, lexicon: Lexicon) -> int | None:
    """Return the index of the word that opens the main predicate."""
    if lexicon.order is Order.VERB_LAST:
        return len(words) - 1 if is_verb(words[-1].text, lexicon=lexicon) and not words[-1].is_quoted else None
    for i, word in enumerate(words):
        if word.is_quoted:
            continue
        if word.text in lexicon.openers:
            return None
        if word.text in lexicon.auxiliaries or is_verb(word.text, lexicon=lexicon):
            return i
        if i and _is_predicate_here(words, i, lexicon):
            return i
    return None


def _is_predicate_here(words: Sequence[Word], i: int, lexicon: Lexicon) -> bool:
    """Tell whether a word that is not always a predicate is one where it stands."""
    text = words[i].text
    following = words[i + 1].text if i + 1 < len(words) else ""
    if text in lexicon.participles:
        return not following or following in lexicon.after_participle
    if text in lexicon.noun_like:
        return following in lexicon.determiners or following.isdigit()
    return False


def _is_leaning(words: Sequence[Word], predicate: int | None, lexicon: Lexicon) -> bool:
    first = words[0].text
    if first in lexicon.leaning or first in lexicon.attributions:
        return True
    is_relative = first in lexicon.relatives and predicate == len(words) - 1
    return is_relative or (words[-1].text in lexicon.teasers and len(words) <= MAX_TEASER_WORDS)


def _kind_of_verb_first(words: Sequence[Word], lexicon: Lexicon) -> Kind:
    first, following = words[0].text, [word.text for word in words[1:3]]
    is_helped = first in lexicon.auxiliaries
    if first in lexicon.existential or (is_helped and following and following[0] in lexicon.existential):
        return Kind.COMPLETE
    if lexicon.order is Order.FREE:
        return Kind.INVERTED
    if lexicon.dangling is None:
        return Kind.SUBJECTLESS
    if is_helped and not any(is_verb(word, lexicon=lexicon) for word in following):
        return Kind.LEANING  # "Bakal Seru, ..." (will be fun): a remark about no one
    is_dangling = first not in lexicon.never_dangling and lexicon.dangling.fullmatch(first)
    return Kind.LEANING if is_dangling else Kind.SUBJECTLESS


def _kind_of_verb_last(words: Sequence[Word], lexicon: Lexicon) -> Kind:
    has_other_first = lexicon.subject_end is not None and lexicon.subject_end.fullmatch(words[0].text)
    return Kind.SUBJECTLESS if len(words) < MIN_VERB_LAST_WORDS or has_other_first else Kind.COMPLETE


def _is_attribution(words: Sequence[Word], lexicon: Lexicon) -> bool:
    if words[0].text in lexicon.attributions:
        return True
    if not 2 <= len(words) <= MAX_ATTRIBUTION_WORDS:
        return False
    if words[-1].text in lexicon.speech:
        return not any(is_verb(word.text, lexicon=lexicon) for word in words[:-1])
    if words[0].text in lexicon.speech:
        rest = words[1:]
        return not any(is_verb(word.text, lexicon=lexicon) or word.text in lexicon.auxiliaries for word in rest)
    return False


def _subject(headline: str, words: Sequence[Word], lexicon: Lexicon) -> Span | None:
    if len(words) > MAX_SUBJECT_WORDS:
        return None
    for word in words:  # "Rebels claim to" or "Turnout in Lima": more than a name or a noun
        if word.is_quoted or word.text in lexicon.leaning or word.text in lexicon.noun_like:
            return None
    for left, right in pairwise(words):
        if headline[left.span.end : right.span.start].strip():
            return None
    return Span(words[0].span.start, words[-1].span.end)
