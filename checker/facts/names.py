"""Find the names of a headline, as far as a gazetteer, its capitals or the word before can prove them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from checker.datatypes import Span
from checker.facts.aliases import load_gazetteer, load_table
from checker.facts.alignment import read_words
from checker.facts.quotes import find_marked
from checker.words import fold, is_unspaced

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.facts.aliases import Gazetteer

_SENTENCE_LETTERS: Final = 5  # Title Case may leave shorter words in lower case
_SENTENCE_SHARE: Final = 0.4  # of the longer words of a headline in sentence case, so many are in lower case
_OPENING: Final = ".:;!?…|–—\"“„«»‘'([。！？「『"
_MAX_PLACE_WORDS: Final = 3
_MIN_PLACE_LETTERS: Final = 3  # "US" and "AS" are also other words in capitals
_MIN_CASELESS_LETTERS: Final = 2
_CAPITALISED_NOUNS: Final = frozenset({"de", "lb"})  # every noun has a capital: it proves no name
_POSSESSIVE: Final = re.compile(r"['’]s?$")
# Particles that Korean writes together with the name of a place.
_PARTICLE: Final = re.compile(r"(?<=[가-힣]{2})(?:에서|으로|서|에|의|은|는|이|가|을|를|과|와|로|도)$")
_LINK: Final = re.compile(r"(?:read more\W+(?:at )?)?https?://", re.IGNORECASE)
# What may part two words of one name: "Mary-Ann", "J. Lee", "Bank of Peru".
_JOINED: Final = re.compile(r"\s|-|\. |\s(?:of|of the|bin|binti|van|van der|von)\s")


class Proof(StrEnum):
    """Why words are taken for a name."""

    PLACE = "place"  # a country or a great city
    CAPITALS = "capitals"  # capitalised within a headline in sentence case
    FRAME = "frame"  # capitalised behind a word that stands before names
    PREPOSITION = "preposition"  # behind a preposition of place, where a common noun may stand as well
    ACRONYM = "acronym"  # in capitals among words that are not


@dataclass(frozen=True, slots=True)
class Name:
    """Words that are a name."""

    span: Span
    proof: Proof
    before: str  # the word right before it, folded; empty at the beginning


@dataclass(frozen=True, slots=True)
class Frames:
    """The words of a language that stand right before names, folded."""

    prepositions: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()
    small: frozenset[str] = frozenset()
    articled: frozenset[str] = frozenset()
    endings: frozenset[str] = frozenset()


@lru_cache(maxsize=256)
def find_names(headline: str, *, language: str) -> tuple[Name, ...]:
    """Return the names of a headline; quotations, numbers and what opens a sentence are left out."""
    gazetteer, frames = load_gazetteer(language), load_frames(language)
    quoted = find_marked(headline)
    end = _LINK.search(headline)
    headline = headline[: end.start()] if end else headline
    words = [w for w in read_words(headline) if not any(q.start <= w.start < q.end for q in quoted)]
    places = [Name(span, Proof.PLACE, _word_before(headline, span)) for span in find_places(headline, gazetteer)]
    places = [name for name in places if not any(q.start <= name.span.start < q.end for q in quoted)]
    free = [w for w in words if not any(name.span.start <= w.start < name.span.end for name in places)]
    if is_sentence_case(headline, language=language) and language not in _CAPITALISED_NOUNS:
        return (*places, *_find_capitals(headline, free, frames))
    framed = _find_framed(headline, free, frames, language)
    taken = {name.span for name in framed}
    return (*places, *framed, *(name for name in _find_acronyms(headline, free) if name.span not in taken))


@lru_cache(maxsize=32)
def load_frames(language: str) -> Frames:
    """Return the words of a language that stand right before names; none for a language without a table."""
    return Frames(**{key: frozenset(words) for key, words in load_table().get(language, {}).items()})


@lru_cache(maxsize=256)
def is_sentence_case(headline: str, *, language: str) -> bool:
    """Tell whether a headline capitalises names only, so that a capital within it is evidence."""
    small = load_frames(language).small
    words = [word.slice(headline) for word in read_words(headline)[1:]]
    telling = [word for word in words if len(word) >= _SENTENCE_LETTERS and fold(word) not in small]
    return bool(telling) and sum(word[0].islower() for word in telling) >= _SENTENCE_SHARE * len(telling)


@lru_cache(maxsize=4096)
def find_runs(text: str) -> tuple[Span, ...]:
    """Return the runs of capitalised words in a text; the first word of a sentence only in a longer run."""
    runs: list[list[Span]] = []
    for word in read_words(text):
        if not word.slice(text)[0].isupper():
            continue
        if runs and _JOINED.fullmatch(text, runs[-1][-1].end, word.start):
            runs[-1].append(word)
        else:
            runs.append([word])
    spans = (Span(run[0].start, run[-1].end) for run in runs if len(run) > 1 or not _is_opening(text, run[0].start))
    return tuple(_without_possessive(text, span) for span in spans)


def find_places(text: str, gazetteer: Gazetteer) -> tuple[Span, ...]:
    """Return the countries and great cities that a text names, the longest name where several begin."""
    places: list[Span] = []
    words = read_words(text)
    for i, word in enumerate(words):
        if is_unspaced(word.slice(text)):
            places += _find_unspaced_places(text, word, gazetteer)
        elif not places or word.start >= places[-1].end:
            ends = (words[k].end for k in range(min(i + _MAX_PLACE_WORDS, len(words)) - 1, i - 1, -1))
            spans = (_without_ending(text, Span(word.start, end)) for end in ends)
            place = next((span for span in spans if _is_place(span.slice(text), gazetteer)), None)
            places += [place] if place else []
    return tuple(places)


def strip_kinds(text: str, span: Span, frames: Frames) -> tuple[Span, str]:
    """Return a name without the nouns that say what it names, and the last of these: "Lake Lado" is "Lado"."""
    before = ""
    words = read_words(span.slice(text))
    start = span.start
    for word, following in pairwise(words):
        folded = fold(word.slice(span.slice(text)))
        if folded not in frames.kinds:
            break
        before, start = folded, span.start + following.start
    return Span(start, span.end), before or _word_before(text, Span(start, span.end))


def _is_place(name: str, gazetteer: Gazetteer) -> bool:
    is_cased = name[0].isupper()
    is_caseless = name.lower() == name.upper()
    is_long = len(name) >= (_MIN_CASELESS_LETTERS if is_caseless else _MIN_PLACE_LETTERS)
    return (is_cased or is_caseless) and is_long and bool(gazetteer.find_place(fold(name)))


def _find_unspaced_places(text: str, run: Span, gazetteer: Gazetteer) -> list[Span]:
    places: list[Span] = []
    start = run.start
    while start < run.end:
        ends = (end for end in range(run.end, start + 1, -1) if fold(text[start:end]) in gazetteer.places)
        end = next(ends, None)
        if end:
            places.append(Span(start, end))
        start = end or start + 1
    return places


def _find_capitals(headline: str, free: Sequence[Span], frames: Frames) -> list[Name]:
    """Return the runs of capitalised words that do not open a sentence."""
    names = []
    for run in find_runs(headline):
        taken = [w for w in read_words(headline) if run.start <= w.start < run.end and w not in free]
        if taken or _is_opening(headline, run.start):
            continue
        span, before = strip_kinds(headline, run, frames)
        if len(span) > 1 and headline[span.start - 1] not in "#@/":
            names.append(Name(span, Proof.CAPITALS, before))
    return names


def _find_framed(headline: str, free: Sequence[Span], frames: Frames, language: str) -> list[Name]:
    """Return the capitalised words right behind a word that stands before names."""
    names = []
    for before, word in pairwise(free):
        folded, text = fold(before.slice(headline)), word.slice(headline)
        if text[0].islower() or len(word) < _MIN_PLACE_LETTERS or headline[before.end : word.start] != " ":
            continue
        # Letters in capitals leave open whether they name a place at all.
        is_acronym = text.isupper() and text[0].lower() != text[0]
        is_place = folded in frames.prepositions and not is_acronym and fold(text) not in frames.common | frames.kinds
        if folded in frames.kinds and text[0].isupper():
            names.append(Name(word, Proof.FRAME, folded))
        elif folded in frames.articled and fold(text).endswith(tuple(frames.endings)):
            names.append(Name(word, Proof.PREPOSITION, folded))
        elif is_place:
            names.append(Name(word, Proof.FRAME if language in _CAPITALISED_NOUNS else Proof.PREPOSITION, folded))
    return names


def _find_acronyms(headline: str, free: Sequence[Span]) -> list[Name]:
    """Return the words in capitals, where the others are not."""
    if headline.isupper():
        return []
    spans = [_without_possessive(headline, word) for word in free]
    return [
        Name(span, Proof.ACRONYM, _word_before(headline, span))
        for span in spans
        if len(span) > 1 and span.slice(headline).isupper() and span.slice(headline).isalpha()
    ]


def _without_ending(text: str, span: Span) -> Span:
    """Return a span without the possessive ending or the Korean particle of its last word."""
    found = _PARTICLE.search(span.slice(text))
    return Span(span.start, span.start + found.start()) if found else _without_possessive(text, span)


def _without_possessive(text: str, span: Span) -> Span:
    found = _POSSESSIVE.search(span.slice(text))
    return Span(span.start, span.end - len(found[0])) if found else span


def _word_before(text: str, span: Span) -> str:
    """Return the folded word right before a span, with nothing but a space between."""
    words = read_words(text[: span.start])
    if not words or text[words[-1].end : span.start] != " ":
        return ""
    return fold(words[-1].slice(text))


def _is_opening(text: str, start: int) -> bool:
    before = text[:start].rstrip()
    return not before or before[-1] in _OPENING
