"""Find the words of a text and compare their forms, in any script."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import regex  # the standard re takes the vowel signs of Indic scripts for punctuation

from checker.datatypes import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

# A number with the separators inside it ("2,3", "2024-2029"), or a run of letters and their marks.
_WORD: Final = regex.compile(r"\p{N}+(?:[.,:/–-]\p{N}+)*%?|[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*")
# Scripts written without spaces: their runs are compared by characters, not as words.
_UNSPACED: Final = regex.compile(r"[\p{Thai}\p{Lao}\p{Myanmar}\p{Khmer}\p{Hiragana}\p{Katakana}\p{Han}]")
_LONG_WORD: Final = regex.compile(r"\p{L}{4,}")  # shorter ones keep small letters in Title Case too
# Two forms of one word share at least this many letters at the start, and this part of the longer one
# (set by hand: "kunjungi" and "kunjungan", "resigns" and "resigned" match; "dan" and "dana", "admits" and "admires"
# do not; tests/test_words.py holds the cases).
_STEM_LETTERS: Final = 4
_STEM_SHARE: Final = 0.6


def find_words(text: str) -> tuple[Span, ...]:
    """Return the words of `text` in order; a run of an unspaced script is one span."""
    return tuple(Span(*match.span()) for match in _WORD.finditer(text))


def is_unspaced(word: str) -> bool:
    """Tell whether `word` is in a script that writes no spaces between words."""
    return bool(_UNSPACED.search(word))


def is_title_case(text: str) -> bool:
    """Tell whether most long words begin with a capital, so that capitals mark no names."""
    words = _LONG_WORD.findall(text)
    return bool(2 * sum(word[0].isupper() for word in words) > len(words))


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Return the form by which words are compared: compatibility-normalised, caseless, without accents."""
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char)) or word


def has_digit(word: str) -> bool:
    """Tell whether a word holds a number in digits, of any script."""
    return any(char.isdigit() for char in word)


def is_same_word(folded: str, other: str) -> bool:
    """Tell whether two folded words are one word, perhaps inflected; numbers must be equal."""
    if folded == other:
        return True
    if has_digit(folded) or has_digit(other):
        return False
    shared = 0
    for a, b in zip(folded, other, strict=False):
        if a != b:
            break
        shared += 1
    return shared >= _STEM_LETTERS and shared >= _STEM_SHARE * max(len(folded), len(other))


def stem_of(form: str) -> str:
    """Return the letters that any two forms of a word share: what `is_same_word` may hold for."""
    return form[:_STEM_LETTERS]


def word_forms(text: str) -> frozenset[str]:
    """Return what a text is compared by: folded words, and pairs of characters where words are not spaced."""
    forms: set[str] = set()
    for span in find_words(text):
        word = fold(span.slice(text))
        if is_unspaced(word) and len(word) > 2:
            forms.update(word[i : i + 2] for i in range(len(word) - 1))
        else:
            forms.add(word)
    return frozenset(forms)


def match_forms(claim: Iterable[str], passage: frozenset[str]) -> list[bool]:
    """Tell of each form of the claim, in order, whether it stands in the passage, inflected or not."""
    stems: dict[str, list[str]] = {}
    for form in passage:
        stems.setdefault(stem_of(form), []).append(form)
    return [any(is_same_word(form, other) for other in stems.get(stem_of(form), ())) for form in claim]


def recall_words(claim: frozenset[str], passage: frozenset[str]) -> float:
    """Return the share of the claim's forms that stand in the passage, inflected or not, 0..1; 1 for no words."""
    return sum(match_forms(claim, passage)) / len(claim) if claim else 1.0
