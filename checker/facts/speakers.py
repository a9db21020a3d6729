"""Tell who says the words of a body sentence, and whether that can be the speaker the headline names."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from checker.datatypes import Span
from checker.facts.alignment import is_form, tokenize
from checker.facts.inflection import MALAY
from checker.facts.quotes import find_speech_verbs, find_spoken, load_speech_words
from checker.facts.statements import load_days, load_grammar
from checker.words import find_words, fold, is_unspaced

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.facts.quotes import SpeechWords

_REACH: Final = 7  # words on either side of a verb of speech that may name its speaker
# A name and another name or title of the same person stand this close somewhere: "Prime Minister, Dr Ann Lee".
_APPOSITION_WORDS: Final = 4
_APPOSITION_UNSPACED: Final = "[^。はがをにともで]{0,8}"  # no particle that parts two people
_CLAUSE_END: Final = re.compile(r"[;:.!?،؛]|, ")
# Japanese names the speaker before a particle and the mark, Korean with a topic particle.
_BEFORE_MARK: Final = re.compile(r"([^\s、。,「」『』]{2,12}?)(?:は|が|も)、?[「『]")
_ARTICLE: Final = re.compile(r"\b(?:the|el|la|le|der|die|il|lo|o|a|de|het|sang|si)\s$", re.IGNORECASE)
_PERSON_SUFFIX: Final = re.compile(r"(?:さん|氏|選手|監督|市長|村長|知事|大臣|首相|会長|社長|容疑者)$")


def find_body_speaker(sentence: str, *, language: str) -> Span | None:
    """Return who a sentence gives its quoted words to; None when it names nobody, as with a pronoun."""
    if topic := _BEFORE_MARK.search(sentence):
        return Span(*topic.span(1))
    words = load_speech_words(language)
    if language == "zh":
        return _find_chinese_speaker(sentence)
    quoted, days = find_spoken(sentence), load_days(language)
    outside = [w for w in find_words(sentence) if not any(q.start <= w.start < q.end for q in quoted)]
    for verb in find_speech_verbs(sentence, words):
        if any(mark.start <= verb.start < mark.end for mark in quoted):
            continue
        if language in MALAY and verb.slice(sentence).endswith("nya"):
            return None  # "ujarnya": he, who is named elsewhere
        after = [w for w in outside if w.start >= verb.end][:_REACH]
        before = [w for w in outside if w.end <= verb.start][-_REACH:][::-1]
        start = verb.start
        while before and fold(before[0].slice(sentence)) in words.particles:
            start, before = before[0].start, before[1:]
        if before and not sentence[before[0].end : start].strip():
            return _nearest_name(sentence, before[:1], words, days) and _nearest_name(sentence, before, words, days)
        for side in (after, before):
            if name := _nearest_name(sentence, side, words, days):
                return name
    return None


def _find_chinese_speaker(sentence: str) -> Span | None:
    """Return who stands with a verb of speech right before an opening mark, or right behind a closing one."""
    found = (run for pattern in _chinese_patterns() if (run := pattern.search(sentence)))
    pronouns = load_speech_words("zh").pronouns
    return next((Span(*run.span(1)) for run in found if not any(p in run[1] for p in pronouns)), None)


@cache
def _chinese_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    verbs = "|".join(sorted(load_speech_words("zh").verbs, key=len, reverse=True))
    speaker = rf"([\u4e00-\u9fff]{{2,12}}?)(?:{verbs})"
    return re.compile(rf"{speaker}[：:，,]\s*[“「]"), re.compile(rf"[”」]{speaker}")


def are_strangers(named: str, speaker: str, sentences: Sequence[str], index: int, *, language: str) -> bool:
    """Tell whether `named` is somebody the body knows, but not who speaks in sentence `index`.

    Two names or titles are taken for one person's when they share a word or stand side by side anywhere.
    """
    if is_unspaced(named) or is_unspaced(speaker):
        return _are_unspaced_strangers(named, speaker, sentences, index)
    texts = [_without_quotations(sentence) for sentence in sentences]
    lower = {token.folded for text in texts for token in tokenize(text) if text[token.span.start].islower()}
    wanted = _telling_words(_person_of(named, language))
    others = _telling_words(speaker)
    others = [word for word in others if word not in lower] or others  # the body has "special", and "Special Judge Lee"
    if not wanted or not others or any(is_form(a, b) for a in wanted for b in others):
        return False
    own = [[t.span for t in tokenize(text) if any(is_form(w, t.folded) for w in wanted)] for text in texts]
    # "leader" stands for a person who need not be named beside it: one sentence with both is enough.
    is_role = any(span.slice(text)[0].islower() for text, spans in zip(texts, own, strict=True) for span in spans)
    for text, spans in zip(texts, own, strict=True):
        theirs = [t.span for t in tokenize(text) if t.folded in others]
        if (is_role and spans and theirs) or any(_is_apposition(text, a, b) for a in spans for b in theirs):
            return False
    return any(own) and not own[index]


def _telling_words(name: str) -> list[str]:
    """Return the words of a name without those that are grammar; a name of short words alone is kept whole."""
    words = tokenize(name)
    return [t.folded for t in words if t.weight == 1.0] or [t.folded for t in words if t.span.slice(name)[0].isupper()]


def _person_of(named: str, language: str) -> str:
    """Return the name alone where an English headline puts a club and a role before it: "Bandari substitute Mwinyi".

    Behind a preposition stands what somebody is of: "coach of Bandari".
    """
    words = find_words(named)
    roles = [i for i, word in enumerate(words[:-1]) if named[word.start].islower()]
    if language != "en" or not roles or fold(words[roles[-1]].slice(named)) in load_grammar(language).small:
        return named
    name = named[words[roles[-1] + 1].start :]
    return name if name[0].isupper() else named


def _without_quotations(sentence: str) -> str:
    for mark in find_spoken(sentence):
        sentence = sentence[: mark.start] + " " * len(mark) + sentence[mark.end :]
    return sentence


def _is_apposition(text: str, one: Span, other: Span) -> bool:
    """Tell whether two words are so close that they may be a title and a name, or two names, of one person."""
    between = text[min(one.end, other.end) : max(one.start, other.start)]
    words = [word.slice(between) for word in find_words(between)]
    if one.slice(text)[0].isupper() and ("/" in between or any(word[0].islower() for word in words)):
        return False  # a verb or a preposition parts two people, a stroke the two of a pair
    return len(words) < _APPOSITION_WORDS


def _nearest_name(sentence: str, words: Sequence[Span], speech: SpeechWords, days: frozenset[str]) -> Span | None:
    """Return the first run of capitalised words, or first words of an uncased script, before a preposition or date."""
    run: list[Span] = []
    for word in words:
        text = word.slice(sentence)
        if run and _CLAUSE_END.search(sentence, min(run[-1].end, word.end), max(run[-1].start, word.start)):
            if text[0].islower() or word.start < run[-1].start:
                break
            run = []  # "said the coach of Ghana, Ama Osei"
        if any(fold(text) in ending for ending in (speech.topics, speech.pronouns, days)):
            break
        if text[0].islower() or fold(text) in speech.verbs or text[0].isdigit():
            if run and not _is_description(sentence, run):
                break
            run = []  # "said the Ghana coach, Ama Osei"
            continue
        run.append(word)
    if not run:
        return None
    name = Span(min(word.start for word in run), max(word.end for word in run))
    return None if _is_description(sentence, run) else name


def _is_description(sentence: str, run: Sequence[Span]) -> bool:
    """Tell whether a lone word stands behind an article: "the Dane said" may be said of anybody."""
    return len(run) == 1 and bool(_ARTICLE.search(sentence[: run[0].start]))


def _are_unspaced_strangers(named: str, speaker: str, sentences: Sequence[str], index: int) -> bool:
    core, other = _PERSON_SUFFIX.sub("", named)[:2], _PERSON_SUFFIX.sub("", speaker)
    outside = [_without_quotations(sentence) for sentence in sentences]
    if len(core) < 2 or len(other) < 2 or set(core) & set(other) or core in outside[index]:
        return False
    pairs = ((core, other[:2]), (other[:2], core))
    side_by_side = re.compile("|".join(f"{re.escape(a)}{_APPOSITION_UNSPACED}{re.escape(b)}" for a, b in pairs))
    return any(core in text for text in outside) and not any(map(side_by_side.search, outside))
