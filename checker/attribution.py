"""Say, for each word of the headline, how well some word of the body accounts for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from checker.datatypes import Span, UnsupportedWord
from checker.words import find_words, fold, has_digit, is_same_word, is_unspaced, stem_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from checker.encoders import Embedding

# Below this a word of the headline has no counterpart among the body's words in context: the knee of the sweep of
# `python -m training.fit_words`; a higher one flags more good words and finds hardly more bad ones.
_ACCOUNTED: Final = 0.84


@dataclass(frozen=True, slots=True)
class WordSupport:
    """One word of the headline and how well the body accounts for it."""

    span: Span  # into the headline
    support: float  # 1: the word itself stands in the body; else the best cosine in context, -1..1


@dataclass(frozen=True, slots=True)
class BodyWords:
    """The body's words, by form and in context."""

    stems: dict[str, tuple[str, ...]]  # first letters -> folded words
    text: str  # folded, for scripts without spaces
    tokens: NDArray[np.float32]  # [n_tokens, d]
    has_digit: NDArray[np.bool_]  # [n_tokens]

    @classmethod
    def collect(cls, texts: Sequence[str], embeddings: Sequence[Embedding]) -> BodyWords:
        """Gather the words of the body's sentences."""
        forms = {fold(span.slice(text)) for text in texts for span in find_words(text)}
        stems: dict[str, list[str]] = {}
        for form in sorted(forms):
            stems.setdefault(stem_of(form), []).append(form)
        digits = [has_digit(span.slice(t)) for t, e in zip(texts, embeddings, strict=True) for span in e.spans]
        return cls(
            stems={stem: tuple(words) for stem, words in stems.items()},
            text=fold(" ".join(texts)),
            tokens=np.concatenate([embedding.tokens for embedding in embeddings]),
            has_digit=np.array(digits, dtype=bool),
        )

    def holds(self, word: str) -> bool:
        """Tell whether the body holds this word, inflected or not."""
        form = fold(word)
        if is_unspaced(form):
            return form in self.text
        return any(is_same_word(form, other) for other in self.stems.get(stem_of(form), ()))


def support_words(headline: str, embedding: Embedding, body: BodyWords) -> tuple[WordSupport, ...]:
    """Return every word of `headline` with its support, in order."""
    best, nearest = _best_matches(embedding.tokens, body.tokens)
    supports = []
    for span in _headline_words(headline, embedding.spans):
        word = span.slice(headline)
        own = [i for i, token in enumerate(embedding.spans) if token.start < span.end and token.end > span.start]
        if body.holds(word):
            support = 1.0
        elif not own or not len(body.tokens):
            support = 0.0
        elif has_digit(word) and all(body.has_digit[nearest[i]] for i in own if len(embedding.spans[i])):
            support = 0.0  # the body has another number there: in context the two look alike
        else:
            support = float(np.mean([best[i] for i in own]))
        supports.append(WordSupport(span, support))
    return tuple(supports)


def unsupported_words(headline: str, supports: Sequence[WordSupport]) -> tuple[UnsupportedWord, ...]:
    """Return the words nothing in the body accounts for."""
    return tuple(
        UnsupportedWord(word.span.slice(headline), word.span) for word in supports if word.support < _ACCOUNTED
    )


def supports_within(supports: Sequence[WordSupport], span: Span) -> tuple[float, ...]:
    """Return how well the body accounts for each word inside `span`."""
    return tuple(word.support for word in supports if _overlaps(word.span, span))


def _overlaps(span: Span, other: Span) -> bool:
    return span.start < other.end and other.start < span.end


def _best_matches(
    tokens: NDArray[np.float32], body: NDArray[np.float32]
) -> tuple[NDArray[np.float32], NDArray[np.intp]]:
    """Return for each token its best cosine in the body, and where."""
    if not len(tokens) or not len(body):
        return np.zeros(len(tokens), np.float32), np.zeros(len(tokens), np.intp)
    similarity = tokens @ body.T  # [n_tokens, n_body_tokens]
    return similarity.max(axis=1), similarity.argmax(axis=1)


def _headline_words(headline: str, tokens: Sequence[Span]) -> list[Span]:
    """Return the words of the headline; in scripts without spaces the tokenizer's pieces serve as words."""
    words: list[Span] = []
    for span in find_words(headline):
        if not is_unspaced(span.slice(headline)):
            words.append(span)
            continue
        pieces = [
            Span(max(token.start, span.start), min(token.end, span.end)) for token in tokens if _overlaps(token, span)
        ]
        words.extend(piece for piece in pieces if len(piece)) if pieces else words.append(span)
    return words
