"""Find where in a sentence a few words stand, in their order and close together, whatever their forms."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from checker.datatypes import Span
from checker.words import find_words, fold, has_digit, is_same_word, is_unspaced

if TYPE_CHECKING:
    from collections.abc import Sequence

# Passing over a word of the sentence costs this part of the weight of the word sought, so that an ellipsis is allowed
# and a scatter over the sentence is not.
_GAP_COST: Final = 0.12
# A word of this many ASCII letters or fewer is mostly grammar, which headlines drop and swap freely.
_SHORT_WORD: Final = 3
_SHORT_WEIGHT: Final = 0.35


class Token(NamedTuple):
    """A word, or one character of a script without spaces."""

    folded: str
    span: Span
    weight: float  # 1, or less for a word that is mostly grammar


@dataclass(frozen=True, slots=True)
class Alignment:
    """How words fit a sentence."""

    share: float  # of their weight that stands there, 0..1
    pairs: tuple[tuple[int, int], ...]  # index of the word, index of the sentence's token


read_words: Final = lru_cache(maxsize=4096)(find_words)
"""The words of a text; every rule that looks at a sentence asks for them again."""


@lru_cache(maxsize=4096)
def tokenize(text: str) -> tuple[Token, ...]:
    """Return the words of a text folded; a run of a script without spaces as its characters."""
    tokens = []
    for span in read_words(text):
        word = span.slice(text)
        if not word.isascii() and is_unspaced(word):
            tokens += [Token(fold(char), Span(i, i + 1), 1.0) for i, char in enumerate(word, span.start)]
        else:
            folded = fold(word).replace("’", "'")
            is_short = len(folded) <= _SHORT_WORD and folded.isascii()
            tokens.append(Token(folded, span, _SHORT_WEIGHT if is_short else 1.0))
    return tuple(tokens)


def align(words: Sequence[Token], sentence: Sequence[Token]) -> Alignment:
    """Find the words in their order in the sentence, as close together as can be."""
    best = _fill_table(words, sentence)
    pairs = []
    i = len(words)
    j = max(range(len(sentence) + 1), key=lambda column: best[i][column])
    while i and j and best[i][j] > 0:
        weight = words[i - 1].weight
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif is_form(words[i - 1].folded, sentence[j - 1].folded) and best[i][j] == best[i - 1][j - 1] + weight:
            i, j = i - 1, j - 1
            pairs.append((i, j))
        else:
            j -= 1
    total = sum(token.weight for token in words) or 1.0
    return Alignment(sum(words[k].weight for k, _ in pairs) / total, tuple(reversed(pairs)))


def _fill_table(words: Sequence[Token], sentence: Sequence[Token]) -> list[list[float]]:
    """Return the best worth of the first i words among the first j tokens (local alignment)."""
    best = [[0.0] * (len(sentence) + 1) for _ in range(len(words) + 1)]
    for i, wanted in enumerate(words, 1):
        gap = _GAP_COST * wanted.weight
        for j, found in enumerate(sentence, 1):
            here = max(best[i - 1][j], best[i][j - 1] - gap)
            if is_form(wanted.folded, found.folded):
                here = max(here, best[i - 1][j - 1] + wanted.weight)
            best[i][j] = here
    return best


@lru_cache(maxsize=65536)
def is_form(word: str, other: str) -> bool:
    """Tell whether two folded words are forms of one: by how they begin, or one within the other."""
    if is_same_word(word, other):
        return True
    short, long = sorted((word, other), key=len)
    return len(short) > _SHORT_WORD and short in long and not has_digit(long)
