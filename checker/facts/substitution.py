"""Find the name that a sentence has where a claim has another: the words around the two are the same."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import regex

from checker.datatypes import Span
from checker.facts.alignment import is_form
from checker.facts.inflection import are_forms
from checker.facts.names import find_runs, load_frames, strip_kinds
from checker.facts.statements import read_statement
from checker.words import find_words, fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from checker.facts.statements import Statement

_WINDOW: Final = 2  # content words before a name that may prove its place
_MIN_MATCHES: Final = 2  # of preposition, words before and word behind
# Scripts that part words by spaces and have no capitals: what follows the same preposition may be any word.
_CASELESS: Final = regex.compile(r"[\p{Arabic}\p{Devanagari}\p{Hebrew}\p{Hangul}]")
_PLACE_PARTICLE: Final = regex.compile(r"(?<=[가-힣]{2})(?:에서|으로|서|에|로)$")
# What opens a Japanese or Chinese headline as its topic or speaker, and what is the topic of a sentence.
_NAME: Final = r"[\p{Katakana}ー・]{2,}|[\p{Han}々]{2,4}"
_OPENING_NAME: Final = regex.compile(rf"({_NAME})(?=[、，：:はが])|(\p{{Hangul}}{{3}})(?=[:：])")
_RUN: Final = r"([\p{Katakana}ー・]{2,}|[\p{Han}々]{2,})"
_TOPIC: Final = regex.compile(_RUN + r"(?=[はが])")
_N_BEHIND: Final = 2  # characters behind a place that prove it
_N_BEHIND_KNOWN: Final = 3  # the same behind a name that the body has elsewhere
_BOUNDARY: Final = regex.compile(r"[\p{Han}々]+|[\p{Katakana}ー]+|\p{N}+")
_MIN_TOPIC_SHARE: Final = 0.8  # of the headline's other words that the sentence of a rival topic has
_MIN_TOPIC_WORDS: Final = 2
_NAMESAKE_LETTERS: Final = 3  # in a name this long, one other character is another name


@dataclass(frozen=True, slots=True)
class Place:
    """The words around a name."""

    preposition: str  # folded small word right before; empty when there is none
    before: tuple[str, ...]  # the nearest content words of its clause, nearest first
    link: str  # folded small word right behind; empty when there is none
    behind: str  # the next content word of its clause

    def count_matches(self, other: Place, language: str) -> int:
        """Return how many of the words around both are the same; 0 if the prepositions differ."""
        if self.preposition != other.preposition:
            return 0
        has_before = any(are_forms(word, found, language) for word in self.before for found in other.before)
        has_behind = self.has_same_behind(other, language)
        has_link = has_behind and bool(self.link) and self.link == other.link
        return bool(self.preposition) + has_before + has_behind + has_link

    def has_same_behind(self, other: Place, language: str) -> bool:
        """Tell whether the same word follows both."""
        return bool(self.behind and other.behind) and are_forms(self.behind, other.behind, language)


def find_counterpart(headline: str, name: Span, text: str, *, language: str) -> tuple[Span, Span] | None:
    """Return the name of a sentence that stands between the same words as a name of the headline.

    It is given with and without the nouns that say what it names.
    """
    claim, sentence = read_statement(headline, language), read_statement(text, language)
    place = read_place(claim, name)
    known = known_words(headline)
    for outer, rival in find_candidates(sentence, known, place.preposition):
        if place.count_matches(read_place(sentence, outer), language) >= _MIN_MATCHES:
            return outer, rival
    return None


@lru_cache(maxsize=256)
def known_words(headline: str) -> frozenset[str]:
    """Return the folded words of a headline: what they name is no other name."""
    return frozenset(fold(word.slice(headline)) for word in find_words(headline))


def find_candidates(sentence: Statement, known: Collection[str], preposition: str = "") -> Iterator[tuple[Span, Span]]:
    """Yield the names of a sentence that the headline has not, with and without the nouns that say what they name."""
    frames = load_frames(sentence.language)
    for run in find_runs(sentence.text):
        outer = _trim(sentence.text, run, known)
        if outer:
            yield outer, strip_kinds(sentence.text, outer, frames)[0]
    if sentence.language == "ko":
        yield from _find_particled(sentence, known)
    if not _CASELESS.search(sentence.text) or not preposition:
        return
    for i, word in enumerate(sentence.words[:-1]):
        if word.folded != preposition:
            continue
        end = i + 1
        while end < len(sentence.words) - 1 and sentence.words[end].folded in frames.kinds:
            end += 1
        if sentence.words[end].is_content and sentence.words[end].folded not in known:
            yield sentence.span_of(i + 1, end + 1), sentence.words[end].span


def _find_particled(sentence: Statement, known: Collection[str]) -> Iterator[tuple[Span, Span]]:
    """Yield the Korean words that carry a particle of place, without it."""
    for word in sentence.words:
        found = _PLACE_PARTICLE.search(word.span.slice(sentence.text))
        if found:
            span = Span(word.span.start, word.span.start + found.start())
            if fold(span.slice(sentence.text)) not in known:
                yield span, span


def _trim(text: str, run: Span, known: Collection[str]) -> Span | None:
    """Return a run of names without the headline's words before it; none if one stands within."""
    words = [Span(run.start + word.start, run.start + word.end) for word in find_words(run.slice(text))]
    while words and _is_known(words[0].slice(text), known):
        words.pop(0)
    if not words or any(_is_known(word.slice(text), known) for word in words):
        return None
    return Span(words[0].start, words[-1].end)


def _is_known(word: str, known: Collection[str]) -> bool:
    folded = fold(word)
    return any(is_form(folded, other) for other in known)


def read_place(statement: Statement, name: Span) -> Place:
    """Return the words around a name of a statement, nouns that say what it names passed over."""
    frames = load_frames(statement.language)
    clause = next((word.clause for word in statement.words if word.span.end > name.start), 0)
    left = [word for word in statement.words if word.span.end <= name.start and word.clause == clause]
    right = [word for word in statement.words if word.span.start >= name.end and word.clause == clause]
    while left and left[-1].folded in frames.kinds:
        left.pop()
    small = [not word.is_content or word.folded in frames.prepositions for word in left]
    before = [word.folded for word, is_small in zip(left, small, strict=True) if not is_small][::-1]
    behind = [word.folded for word in right if word.is_content and word.folded not in frames.prepositions]
    return Place(
        preposition=left[-1].folded if left and small[-1] else "",
        before=tuple(before[:_WINDOW]),
        link=right[0].folded if right and right[0].folded != (behind or [""])[0] else "",
        behind=behind[0] if behind else "",
    )


def find_same_behind(headline: str, name: Span, text: str, *, n_behind: int = _N_BEHIND) -> Span | None:
    """Return what a sentence without spaces has before the very characters that follow a name of the headline."""
    behind = headline[name.end : name.end + n_behind]
    if len(behind) < n_behind or not regex.search(r"[\p{Han}\p{Katakana}\p{N}]", behind):
        return None
    runs = regex.finditer(_RUN + regex.escape(behind), text)
    own = name.slice(headline)
    return next((Span(*run.span(1)) for run in runs if run[1] not in headline and own not in run[1]), None)


def find_other_topic(headline: str, text: str, body: str) -> tuple[Span, Span] | None:
    """Return the name that opens a headline in a script without spaces, and the name a sentence has instead.

    A name that the body has is reported only if the very words behind it stand behind the other one. A name that the
    body has not is proved by one that differs in a single character, or by a sentence that has all the rest of the
    headline with another name of the same script as its topic.
    """
    opening = _OPENING_NAME.match(headline)
    if not opening or opening[0] in text:
        return None
    name = opening[0]
    if name in body:
        span = find_same_behind(headline, Span(*opening.span()), text, n_behind=_N_BEHIND_KNOWN)
        return (Span(*opening.span()), span) if span else None
    namesake = _find_namesake(name, text)
    if namesake:
        return Span(*opening.span()), namesake
    rest = _BOUNDARY.findall(headline[opening.end() :])
    share = sum(part in text for part in rest) / max(1, len(rest))
    topic = _TOPIC.search(text)
    is_alike = topic is not None and _is_katakana(topic[0]) and _is_katakana(name) and topic[0] not in headline
    if topic is None or not is_alike or share < _MIN_TOPIC_SHARE or len(rest) < _MIN_TOPIC_WORDS:
        return None
    return Span(*opening.span()), Span(*topic.span())


def _find_namesake(name: str, text: str) -> Span | None:
    is_clipped = regex.search(r"\p{Han}{0,3}".join(map(regex.escape, name)), text)  # letters of a longer name, in order
    if len(name) < _NAMESAKE_LETTERS or _is_katakana(name) or is_clipped:
        return None
    for i in range(len(name)):
        pattern = regex.escape(name[:i]) + r"[\p{Han}\p{Hangul}]" + regex.escape(name[i + 1 :])
        if found := regex.search(pattern, text):
            return Span(*found.span())
    return None


def _is_katakana(name: str) -> bool:
    return bool(regex.match(r"\p{Katakana}", name))
