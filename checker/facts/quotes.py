"""Find the quotations of a headline and the speaker each is given to, in any style of quotation marks."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Final

from checker.datatypes import Span
from checker.words import find_words, fold, is_unspaced

# Opening and closing marks: English, German, French, Nordic, East Asian. A single mark counts only at a word's edge,
# for inside a word it is an apostrophe.
_PAIRS: Final = (
    r"“([^“”]+)”",
    r"„([^„“”\"]+)[“”\"]",
    r"”([^”]+)”",
    r"«([^«»]+)»",
    r"»([^«»]+)«",
    r"「([^「」]+)」",
    r"『([^『』]+)』",
    r'"([^"]+)"',
    r"(?<!\w)[‘‚](?=\S)(.+?)[’‘](?!\w)",
    r"(?<!\w)'(?=\S)(.+?)(?<=\S)'(?!\w)",
)
_QUOTED: Final = re.compile("|".join(_PAIRS))
_COLON: Final = re.compile(r"\s*[:：]\s+|[:：](?=[“„«「『\"])|：")
BEHIND: Final = re.compile(r"\s*(?::|\s[–—-])\s+")
"""What parts a quotation from the speaker behind it: “'Deeply moved': Smith”."""
_CLAUSE_END: Final = re.compile(r"[,;،、，。.!?|–—]|\s-\s|…")
# Speech that a dash opens and another ends, as Polish and Russian stories write it.
_DASHED: Final = re.compile(r"(?:^|(?<=[.!?…] ))[–—-] (?=\S)([^–—\n]+?),? [–—-] ", re.MULTILINE)
_MAX_WORDS_BEFORE_MARK: Final = 5
# A longer phrase before a colon or a verb of speech holds more than a speaker.
_MAX_SPEAKER_WORDS: Final = 6


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that a text gives as somebody's own."""

    span: Span  # the words, without their marks
    speaker: Span | None  # whom the text gives them to
    is_marked: bool  # in quotation marks, not only behind a speaker and a colon


@dataclass(frozen=True, slots=True)
class SpeechWords:
    """What marks speech in one language, folded."""

    verbs: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    negators: frozenset[str] = frozenset()
    pronouns: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()


def find_quotations(text: str, *, language: str) -> tuple[Quotation, ...]:
    """Return the quotations of a headline in order; one without marks only behind a speaker and a colon."""
    words = load_speech_words(language)
    marked = find_marked(text)
    if marked:
        return tuple(Quotation(span, _find_speaker(text, span, words), is_marked=True) for span in marked)
    colon = _COLON.search(text)
    if not colon:
        return ()
    speaker = _speaker_before(text, 0, colon.start(), words)
    rest = Span(colon.end(), len(text))
    return (Quotation(rest, speaker, is_marked=False),) if speaker and len(rest) else ()


def find_marked(text: str) -> tuple[Span, ...]:
    """Return what stands between quotation marks, outermost only, without the marks."""
    return tuple(Span(*match.span(match.lastindex or 0)) for match in _QUOTED.finditer(text))


def find_spoken(text: str) -> tuple[Span, ...]:
    """Return what a story gives as speech: between quotation marks, or between dashes."""
    marked = find_marked(text)
    dashed = (Span(*match.span(1)) for match in _DASHED.finditer(text))
    return (*marked, *(span for span in dashed if not any(m.start < span.end and span.start < m.end for m in marked)))


@cache
def load_speech_words(language: str) -> SpeechWords:
    """Return how a language marks speech; nothing is known of a language without a table."""
    table = tomllib.loads((files("checker") / "assets" / "facts" / "speech.toml").read_text(encoding="utf-8"))
    return SpeechWords(**{key: frozenset(map(fold, value)) for key, value in table.get(language, {}).items()})


def find_speech_verbs(text: str, words: SpeechWords) -> tuple[Span, ...]:
    """Return the words that hand speech to somebody; in scripts without spaces, wherever they are part of a run."""
    spans = [word for word in find_words(text) if fold(word.slice(text)) in words.verbs]
    for word in find_words(text):
        run = word.slice(text)
        if is_unspaced(run):
            spans += [
                Span(word.start + at, word.start + at + len(verb))
                for verb in words.verbs
                if (at := fold(run).find(verb)) >= 0 and len(fold(run)) == len(run) != len(verb)
            ]
    return tuple(spans)


def _find_speaker(text: str, quote: Span, words: SpeechWords) -> Span | None:
    """Look before the colon, then beside a verb of speech, then right behind or before the marks."""
    opening, after = quote.start - 1, quote.end + 1
    colons = [c for c in _COLON.finditer(text, 0, quote.start) if not _CLAUSE_END.search(text, c.end(), opening)]
    if colons:
        return _speaker_before(text, 0, colons[-1].start(), words)
    for verb in find_speech_verbs(text, words):
        if verb.end <= quote.start and not _CLAUSE_END.search(text, verb.end, opening):
            return _speaker_before(text, 0, verb.start, words)
        if verb.start >= after and text[after : verb.start].strip(" ,،，"):
            return _speaker_before(text, after, verb.start, words)
        if verb.start >= after:
            return _trim_speaker(text, verb.end, len(text), words)
    behind = BEHIND.match(text, after)
    if behind and not text[:opening].strip():
        return _trim_speaker(text, behind.end(), len(text), words)
    # "Smith 'deeply moved'", and Japanese and Korean name the speaker right before the mark.
    is_short = len(find_words(text[:opening])) <= _MAX_WORDS_BEFORE_MARK
    is_possessive = bool(re.search(r"['’]s?\s*$", text[:opening]))
    return _trim_speaker(text, 0, opening, words) if is_short and not is_possessive else None


def _speaker_before(text: str, start: int, end: int, words: SpeechWords) -> Span | None:
    """Return the speaker at the end of `text[start:end]`: "Show off, Lee:", and "Lee, on the show:" as well."""
    bounds = [start, *(found.end() for found in _CLAUSE_END.finditer(text, start, end)), end]
    for first, last in list(pairwise(bounds))[::-1]:
        opener = find_words(text[first:last])[:1]
        if opener and fold(opener[0].slice(text[first:last])) not in words.topics:
            return _trim_speaker(text, first, last, words)
    return None


def _trim_speaker(text: str, start: int, end: int, words: SpeechWords) -> Span | None:
    """Return the phrase of a speaker up to a comma or a word that opens a topic; None for no or too long a phrase."""
    while start < end and not text[start].isalnum():
        start += 1
    if stop := _CLAUSE_END.search(text, start, end):
        end = stop.start()
    kept: list[Span] = []
    for word in find_words(text[start:end]):
        folded = fold(word.slice(text[start:end]))
        if kept and folded in words.topics:
            break
        kept.append(word)
        if folded in words.verbs:
            kept.pop()
            break
    phrase = text[start:end]
    if not kept or len(kept) > _MAX_SPEAKER_WORDS or fold(kept[0].slice(phrase)) in words.pronouns:
        return None
    return Span(start + kept[0].start, start + kept[-1].end)
