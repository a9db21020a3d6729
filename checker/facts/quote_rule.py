"""Hold a headline's quotations against the body: their words must stand there."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from checker.datatypes import Finding, Severity, Span
from checker.facts.alignment import align, is_form, tokenize
from checker.facts.numbers.parse import find_quantities
from checker.facts.quotes import (
    find_marked,
    find_quotations,
    find_speech_verbs,
    find_spoken,
    load_speech_words,
)
from checker.facts.statements import load_grammar, load_table
from checker.words import fold, has_digit, is_unspaced

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.facts.alignment import Alignment, Token
    from checker.facts.context import ClaimContext
    from checker.facts.quotes import Quotation

# The part of a quotation that must stand in one place of the body before the rest counts as changed. Below it the
# headline may quote what the story tells in its own words (set on published pairs, see docs/rules.md).
_KNOWN_SHARE: Final = 0.5
# The same where nobody is said to speak ("Apple 'working on new laptop'"): marks may stand round a paraphrase.
_GLOSS_SHARE: Final = 0.6
# The same without quotation marks: a headline shortens such words more freely.
_UNMARKED_SHARE: Final = 0.7
_LONGER: Final = 2  # times as many words may stand in the place of those changed
_COLON: Final = re.compile("[:：]")
# A quotation of fewer words than this may be a label in quotation marks: it must differ from a quotation of the body.
MIN_WORDS: Final = 3
_GRAMMAR_LETTERS: Final = 2  # words up to this length are not held against a headline
# Longer words that differ by a letter or two are one word misspelt ("prerogatif", "prerogratif").
_TYPO_LETTERS: Final = 7
_TYPO_RATIO: Final = 0.85
_PARAGRAPH: Final = re.compile(r"[^\n]+")
# Words on the two sides of one of these do not stand in each other's place.
# Hiragana alone are the ending of a word, which a headline clips: "検討せず" for "検討していない".
_ENDING: Final = re.compile(r"[\u3041-\u309f]+")
_HIRAGANA: Final = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}  # of katakana: "タバコ" is "たばこ"
_BREAK: Final = re.compile(r"""[.!?;:،؛…"“”«»„]""")


def find_missing_quotes(context: ClaimContext) -> tuple[Finding, ...]:
    """HC006: the body has most of these quoted words, but others in the place of the rest.

    Words behind a colon without quotation marks are a paraphrase as often as a quotation, and are not judged unless
    the speaker tells of himself.
    """
    quotes = (quote for quote in own_quotations(context) if quote.is_marked or _is_first_person(context, quote))
    return tuple(finding for quote in quotes if (finding := _judge_words(context, quote)))


def _is_first_person(context: ClaimContext, quote: Quotation) -> bool:
    own = load_speech_words(context.language).own
    return any(token.folded in own for token in tokenize(quote.span.slice(context.article.headline)))


def own_quotations(context: ClaimContext) -> list[Quotation]:
    """Return the quotations that begin within the claim; their speaker may stand outside it."""
    claim = context.claim.span
    quotations = find_quotations(context.article.headline, language=context.language)
    return [quote for quote in quotations if claim.start <= quote.span.start < claim.end]


def _judge_words(context: ClaimContext, quote: Quotation) -> Finding | None:
    words = quote.span.slice(context.article.headline).strip(" ,.")
    tokens = tokenize(words)
    if len(tokens) < 2 or not context.nearest:
        return None
    index, alignment = find_place(context, tokens)
    has_cue = is_unspaced(words) or _is_speech(context, quote)
    if not has_cue and len(tokens) < MIN_WORDS:
        return None  # a label: "Deflate-gate"
    least = _KNOWN_SHARE if has_cue or len(tokens) <= MIN_WORDS else _GLOSS_SHARE
    if not quote.is_marked:
        least = _UNMARKED_SHARE
    if alignment.share < least or not is_quoted(context, index, alignment, n_words=len(tokens)):
        return None
    sentence = context.sentences[index].text
    if not has_cue and len(_find_gaps(tokens, alignment)) > 1:
        return None
    changed = _find_change(tokens, alignment, sentence, context.language) or _find_negation(
        tokens, alignment, sentence, load_speech_words(context.language).negators
    )
    if changed is None:
        return None
    found = changed.slice(sentence)
    return Finding(
        rule="HC006",
        severity=Severity.ERROR,
        message=f"The headline quotes “{words}”, sentence {index + 1} says “{found}”.",
        claim_span=quote.span,
        body_span=context.body_span(index, changed.start, changed.end),
        expected=quote.span.slice(context.article.headline),
        found=found,
    )


def _is_speech(context: ClaimContext, quote: Quotation) -> bool:
    """Tell whether the headline says that somebody speaks; else marks may stand round the desk's own short words."""
    headline = context.article.headline
    before, after = headline[: quote.span.start], headline[quote.span.end + 1 :]
    verbs = load_speech_words(context.language)
    return bool(
        _COLON.search(before) or find_speech_verbs(before, verbs) or find_speech_verbs(after, verbs)
    ) or not before.strip("\"'“‘«„ ")


def _find_gaps(quote: Sequence[Token], alignment: Alignment) -> list[range]:
    """Return the runs of words of the quotation that the sentence has not."""
    bounds = [-1, *(i for i, _ in alignment.pairs), len(quote)]
    return [range(left + 1, right) for left, right in pairwise(bounds) if right - left > 1]


def find_place(context: ClaimContext, tokens: Sequence[Token]) -> tuple[int, Alignment]:
    """Return the sentence that has most of the words, and where."""
    places = [(i, align(tokens, tokenize(context.sentences[i].text))) for i in context.nearest]
    return max(places, key=lambda place: place[1].share)


def is_quoted(context: ClaimContext, index: int, alignment: Alignment, *, n_words: int) -> bool:
    """Tell whether the body has the words within quotation marks, which may reach over several sentences.

    A label in quotation marks is held against a label only, not against whatever is quoted.
    """
    sentence = context.sentences[index].text
    start = tokenize(sentence)[alignment.pairs[0][1]].span.start
    if n_words < MIN_WORDS:
        marks = (mark for mark in find_marked(sentence) if len(tokenize(mark.slice(sentence))) <= n_words + 1)
        return any(mark.start <= start < mark.end for mark in marks)
    start = context.body_span(index, start, start).start
    return any(mark.start <= start < mark.end for mark in _marked_in_body(context.article.body))


@lru_cache(maxsize=64)
def _marked_in_body(body: str) -> tuple[Span, ...]:
    """Return the quotations of a body, paragraph by paragraph: a stray mark reaches no further."""
    return tuple(
        Span(match.start() + span.start, match.start() + span.end)
        for match in _PARAGRAPH.finditer(body)
        for span in find_spoken(match[0])
    )


def _find_change(quote: Sequence[Token], alignment: Alignment, sentence: str, language: str) -> Span | None:
    """Return the words of the sentence around those that stand where the headline has others."""
    body = tokenize(sentence)
    pronouns = frozenset(map(fold, load_table("titles")["owners"].get(language, ())))
    small = load_grammar(language).small
    mark = find_mark(sentence, body[alignment.pairs[0][1]].span)
    bounds = [(-1, -1), *alignment.pairs, (len(quote), len(body))]
    for (left, before), (right, after) in pairwise(bounds):
        missing = quote[left + 1 : right]
        if not _is_telling([t for t in missing if t.folded not in pronouns], sentence, language):
            continue
        other = _find_others(body, (before, after), len(missing), small)
        # Words changed at an end of the quotation stand against those beside it, in the same clause.
        if right == len(quote):
            other = [t for t in other if not _BREAK.search(sentence, body[before].span.end, t.span.start)]
        elif left < 0:
            other = [t for t in other if not _BREAK.search(sentence, t.span.end, body[after].span.start)]
        # What the quotation of the body does not hold is no part of what was said; where it has a pronoun, the
        # headline may say who is meant.
        other = [t for t in other if mark.start <= t.span.start < mark.end]
        if 0 < len(other) <= _LONGER * len(missing) + 1 and any(t.folded not in pronouns for t in other):
            start = min(other[0].span.start, body[alignment.pairs[0][1]].span.start)
            return Span(start, max(other[-1].span.end, body[alignment.pairs[-1][1]].span.end))
    return None


def _find_others(body: Sequence[Token], gap: tuple[int, int], n_missing: int, small: frozenset[str]) -> list[Token]:
    """Return the words of the sentence between two that are known; at an end as many as are missing.

    One more where those are grammar: "closer to our goal" for "below our goal".
    """
    before, after = gap
    other = list(body[before + 1 : after])
    if after == len(body):
        return other[: n_missing + all(t.folded in small for t in other[:n_missing])]
    if before < 0:
        return other[-n_missing - all(t.folded in small for t in other[-n_missing:]) :]
    return other


def find_mark(sentence: str, word: Span) -> Span:
    """Return the quotation that a word stands in; the whole sentence where its marks lie outside it."""
    marks = (mark for mark in find_spoken(sentence) if mark.start <= word.start < mark.end)
    return next(marks, Span(0, len(sentence)))


def _find_negation(
    quote: Sequence[Token], alignment: Alignment, sentence: str, negators: frozenset[str]
) -> Span | None:
    """Return the words of the sentence when either they or the quotation are negated, and not both."""
    body = tokenize(sentence)
    first, last = alignment.pairs[0][1], alignment.pairs[-1][1]
    if first and not _BREAK.search(sentence, body[first - 1].span.end, body[first].span.start):
        first -= 1  # "not" may stand right before the words
    other = body[first : last + 1]
    if bool({t.folded for t in quote} & negators) == bool({t.folded for t in other} & negators):
        return None
    return Span(other[0].span.start, other[-1].span.end)


def _is_number(word: str, language: str) -> bool:
    return has_digit(word) or any(found.end - found.start == len(word) for found in find_quantities(word, language))


def _is_telling(missing: Sequence[Token], sentence: str, language: str) -> bool:
    """Tell whether these words carry meaning and stand nowhere in the sentence, in any form."""
    if missing and all(is_unspaced(token.folded) for token in missing):
        changed = "".join(token.folded for token in missing)
        if changed.translate(_HIRAGANA) in fold(sentence).translate(_HIRAGANA):
            return False
        return len(missing) > 1 and not _ENDING.fullmatch(changed) and changed not in fold(sentence)
    known = {token.folded for token in tokenize(sentence)}
    forms = known - load_grammar(language).small  # "there" is no form of "the"
    negators = load_speech_words(language).negators  # "tak" and "tidak": negation is looked at by itself
    return any(
        len(token.folded) > _GRAMMAR_LETTERS
        and not _is_number(token.folded, language)  # figures are for the rule of numbers
        and token.folded not in known | negators
        and not any(_is_variant(token.folded, other) for other in forms)
        for token in missing
    )


def _is_variant(word: str, other: str) -> bool:
    """Tell whether two words are forms of one, short ones and misspelt ones included."""
    short, long = sorted((word, other), key=len)
    if len(short) > _GRAMMAR_LETTERS + 1 and len(short) == len(long) and short[:-1] == long[:-1]:
        return True  # another ending
    if "а" <= word[0] <= "я" and word[: _GRAMMAR_LETTERS + 1] == other[: _GRAMMAR_LETTERS + 1]:
        return True  # another case of a short Russian word
    if is_form(word, other) or (len(short) > _GRAMMAR_LETTERS and long.startswith(short)):
        return True
    return len(short) >= _TYPO_LETTERS and SequenceMatcher(None, word, other).ratio() >= _TYPO_RATIO
