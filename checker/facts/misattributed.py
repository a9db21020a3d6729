"""Hold a headline's quotations against the body: whom it gives their words to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from checker.datatypes import Finding, Severity, Span
from checker.facts.aliases import load_gazetteer
from checker.facts.alignment import align, tokenize
from checker.facts.names import load_frames
from checker.facts.quote_rule import MIN_WORDS, find_mark, find_place, is_quoted, own_quotations
from checker.facts.quotes import BEHIND, find_speech_verbs, load_speech_words
from checker.facts.speakers import are_strangers, find_body_speaker
from checker.facts.statements import load_grammar
from checker.words import find_words, fold, is_unspaced

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.facts.alignment import Alignment, Token
    from checker.facts.context import ClaimContext
    from checker.facts.quotes import Quotation

# Of a quotation that is only looked up to see who said it, this part must stand there.
_SAID_SHARE: Final = 0.6
# Words behind a colon are somebody's own without quotation marks where so many stand in the body as they are.
_VERBATIM_WORDS: Final = 5
_VERBATIM_SHARE: Final = 0.9
_CUE_WORDS: Final = 3  # between a verb of speech and the mark
# "The California Republican" may be anybody; Japanese "このあと" is nobody, and of two speakers none is the other.
_DESCRIPTION: Final = re.compile(r"^(?:The|An?)\s|^[そこあ]の|や|[にで]$")
_PARTICLE: Final = re.compile("[がを]|[にでの]$")


def find_misattributed_quotes(context: ClaimContext) -> tuple[Finding, ...]:
    """HC007: the body gives these words to somebody else than the headline does."""
    return tuple(finding for quote in own_quotations(context) if (finding := _judge_speaker(context, quote)))


def _judge_speaker(context: ClaimContext, quote: Quotation) -> Finding | None:
    tokens = tokenize(quote.span.slice(context.article.headline))
    if quote.speaker is None or len(tokens) < 2 or not context.nearest:
        return None
    index, alignment = find_place(context, tokens)
    named = quote.speaker.slice(context.article.headline)
    if not _is_said(context, tokens, index, alignment) or not _may_speak(named, context.language):
        return None
    if not _is_surely_speaker(context.article.headline, quote, quote.speaker):
        # "Analyst: ..." mostly tells in the desk's words what was said, and "Union drops strike: ..." names nobody.
        is_verbatim = len(tokens) >= _VERBATIM_WORDS and alignment.share >= _VERBATIM_SHARE
        if not _is_known_name(named, context.article.body) or not (is_verbatim or len(find_words(named)) > 1):
            return None
    at, speaker = _find_speaker(context, index)
    if speaker is None:
        return None
    found = speaker.slice(context.sentences[at].text)
    texts = [other.text for other in context.sentences]
    if _DESCRIPTION.search(found) or not are_strangers(named, found, texts, index, language=context.language):
        return None
    return Finding(
        rule="HC007",
        severity=Severity.ERROR,
        message=f"The headline gives these words to {named}, sentence {at + 1} to {found}.",
        claim_span=quote.speaker,
        body_span=context.body_span(at, speaker.start, speaker.end),
        expected=named,
        found=found,
    )


def _find_speaker(context: ClaimContext, index: int) -> tuple[int, Span | None]:
    """Return who the words of a sentence are given to, with the sentence that says so.

    In Chinese a quotation may end a sentence of its own, and the next one begins with who said it.
    """
    sentences, language = context.sentences, context.language
    speaker = find_body_speaker(sentences[index].text, language=language)
    mark = sentences[index].text[-1:]
    if speaker is None and is_unspaced(sentences[index].text) and mark in "”」" and index + 1 < len(sentences):
        found = find_body_speaker(mark + sentences[index + 1].text, language=language)
        return index + 1, found and Span(found.start - 1, found.end - 1)
    return index, speaker


def _is_said(context: ClaimContext, tokens: Sequence[Token], index: int, alignment: Alignment) -> bool:
    """Tell whether a sentence, and no other, has the words as what somebody says."""
    # A pair of words proves no quotation unless both are there.
    least = _SAID_SHARE if len(tokens) >= MIN_WORDS else 1.0
    if alignment.share < least or _is_said_twice(context, tokens, alignment.share):
        return False
    sentence = context.sentences[index].text
    first = tokenize(sentence)[alignment.pairs[0][1]].span
    return is_quoted(context, index, alignment, n_words=MIN_WORDS) and _is_direct(sentence, first, context.language)


def _is_said_twice(context: ClaimContext, tokens: Sequence[Token], share: float) -> bool:
    """Tell whether another sentence has as much of the words, so that two may have said them."""
    places = (align(tokens, tokenize(context.sentences[i].text)).share for i in context.nearest)
    return sum(other >= share for other in places) > 1


def _is_direct(sentence: str, word: Span, language: str) -> bool:
    """Tell whether a quotation is what somebody says, and not a title or a few words within a statement."""
    mark = find_mark(sentence, word)
    if not find_words(sentence[mark.end :]):
        return True
    before, after = sentence[: max(0, mark.start - 1)].rstrip(), sentence[mark.end + 1 :]
    if mark.start <= 1 or before.endswith((",", ":", "：", "،", "は", "が", "も", "、")) or is_unspaced(sentence):
        return True
    words = load_speech_words(language)
    near, following = find_words(before)[-_CUE_WORDS:], find_words(after)[:_CUE_WORDS]
    tail, head = before[near[0].start :] if near else "", after[: following[-1].end] if following else ""
    return bool(find_speech_verbs(tail, words) or find_speech_verbs(head, words)) or sentence[mark.end - 1] in ",."


def _may_speak(named: str, language: str) -> bool:
    """Tell whether what a headline puts beside a quotation may be somebody, and is no clause of its own."""
    n_words = len(find_words(named))
    small = load_grammar(language).small
    first = fold(named.split(maxsplit=1)[0])
    opens_phrase = first in load_frames(language).prepositions or (n_words == 1 and first in small)
    if opens_phrase or load_gazetteer(language).codes_of(fold(named)) or _PARTICLE.search(named):
        return False  # "during the holidays"; a country, for which others speak
    return not is_unspaced(named) or n_words == 1  # where words stand without spaces, a space parts clauses


def _is_surely_speaker(headline: str, quote: Quotation, speaker: Span) -> bool:
    """Tell whether a speaker stands before quotation marks or beside a verb, and not behind a colon: "'Moved': Lee"."""
    is_behind = speaker.start > quote.span.end and BEHIND.match(headline, quote.span.end + 1)
    return quote.is_marked and not is_behind


def _is_known_name(named: str, body: str) -> bool:
    """Tell whether the body has these words together, or each of them and the last as a name: "Judge (Ann) Lee"."""
    if fold(named) in fold(body):
        return True
    last = named.rsplit(maxsplit=1)[-1]
    words = {word.slice(body) for word in find_words(body)}
    known = set(map(fold, words))
    return (
        last[0].isupper()
        and last.lower() not in words
        and all(fold(w.slice(named)) in known for w in find_words(named))
    )
