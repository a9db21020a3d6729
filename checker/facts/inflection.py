"""Tell whether two folded words are forms of one, closely enough to build a proof on: by affixes, not by likeness."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import regex

from checker.words import has_digit, is_same_word

if TYPE_CHECKING:
    from collections.abc import Iterable

MALAY: Final = frozenset({"id", "ms"})
"""Languages that build their words with prefixes; a shared beginning says nothing about them."""

# What a nasal prefix may have swallowed: "menolak" is "tolak", "mengirim" is "kirim" (Tata Bahasa Baku, ch. 5).
_NASALS: Final = (
    (regex.compile("^(?:me|pe)ny(?=[aeiou])"), ("s",)),
    (regex.compile("^(?:me|pe)m(?=[aeiou])"), ("p", "m")),
    (regex.compile("^(?:me|pe)m(?=[bfpv])"), ("",)),
    (regex.compile("^(?:me|pe)n(?=[aeiou])"), ("t", "n")),
    (regex.compile("^(?:me|pe)n(?=[cdjstz])"), ("",)),
    (regex.compile("^(?:me|pe)ng(?=[aeiou])"), ("", "k")),
    (regex.compile("^(?:me|pe)ng(?=[ghk])"), ("",)),
    (regex.compile("^(?:me|pe)nge(?=[a-z]{3})"), ("",)),
    (regex.compile("^(?:me|pe)(?=[lmnrwy])"), ("",)),
    (regex.compile("^(?:di|ter|ber|ke|per|diper|memper)(?=[a-z]{3})"), ("",)),
)
_MALAY_ENDINGS: Final = ("kan", "an", "i", "nya", "kannya", "lah")
_MALAY_NOUN: Final = regex.compile("^(?:ke|pe).+an$|^pe[lmn].{3,}")
_MIN_ROOT: Final = 3
_SHARED_START: Final = 2  # letters that all forms of a word share, where the language has no prefixes
_PREFIXING: Final = MALAY | {"ar"}
_MIN_JAMO: Final = 4  # letters of two Korean syllables, folded
_ARABIC_PREFIX: Final = regex.compile("^(?:وال|بال|فال|كال|لل|ال|و|ب|ل)(?=.{3})")
_ARABIC_PERSON: Final = regex.compile("^[يتن](?=.{3})")  # of a verb: "ترفض", "يرفض" are "رفض"
_ENGLISH_ENDINGS: Final = frozenset({"s", "es", "ed", "ing", "er", "ers", "'s", "’s"})
_DOUBLED: Final = regex.compile(r"([bdglmnprt])\1(?=(?:ed|ing|er|ers)$)")


def are_forms(word: str, other: str, language: str) -> bool:
    """Tell whether two folded words are inflections of one word."""
    if word == other:
        return True
    # Nearly every pair is told apart by its first letters, which costs less than to look it up.
    if word[:_SHARED_START] != other[:_SHARED_START] and language not in _PREFIXING:
        return False
    return _compare_forms(word, other, language)


class Forms:
    """The words of a body, sorted so that those of one root or one beginning are found without comparing all."""

    def __init__(self, words: Iterable[str], language: str) -> None:
        self._language = language
        self._by_key: dict[str, list[str]] = {}
        for word in words:
            for key in self._keys(word):
                self._by_key.setdefault(key, []).append(word)

    def find(self, word: str) -> frozenset[str]:
        """Return the words that are forms of a word."""
        near = {other for key in self._keys(word) for other in self._by_key.get(key, ())}
        return frozenset(other for other in near if are_forms(word, other, self._language))

    def _keys(self, word: str) -> Iterable[str]:
        if self._language in MALAY:
            return find_roots(word)
        return ("",) if self._language in _PREFIXING else (word[:_SHARED_START],)


@lru_cache(maxsize=65536)
def _compare_forms(word: str, other: str, language: str) -> bool:
    if language in MALAY:
        return not find_roots(word).isdisjoint(find_roots(other))
    if is_inflected(word, other, language) or is_inflected(other, word, language):
        return True
    if has_digit(word) or has_digit(other):
        return False
    if language == "ar":
        return any(is_same_word(a, b) for a in _arabic_stems(word) for b in _arabic_stems(other))
    return is_same_word(word, other)


@lru_cache(maxsize=65536)
def is_inflected(word: str, base: str, language: str) -> bool:
    """Tell whether a folded word is a regular inflection of another; likeness is not enough."""
    if word == base:
        return True
    if language in MALAY:
        return not find_roots(word).isdisjoint(find_roots(base))
    if language == "ko":  # endings and particles follow: "반대", "반대했다", "철거를"
        return len(base) >= _MIN_JAMO and word.startswith(base)
    return language == "en" and _has_english_ending(word, base)


@lru_cache(maxsize=16384)
def find_roots(word: str) -> frozenset[str]:
    """Return what an Indonesian or Malay word may be built on, itself included."""
    stems = {word}
    for prefix, replacements in _NASALS:
        if prefix.match(word):
            stems.update(prefix.sub(replacement, word) for replacement in replacements)
    for stem in tuple(stems):
        stems.update(stem.removesuffix(ending) for ending in _MALAY_ENDINGS if stem.endswith(ending))
    return frozenset(stem for stem in stems if len(stem) >= _MIN_ROOT) or frozenset({word})


def _arabic_stems(word: str) -> set[str]:
    """Return a word with and without what Arabic attaches to it, which may be part of the word."""
    bare = _ARABIC_PREFIX.sub("", word)
    return {word, bare, _ARABIC_PERSON.sub("", bare)}


def is_noun_of_verb(word: str, other: str, language: str) -> bool:
    """Tell whether a word is the Indonesian or Malay noun of another: what is said of the verb need not hold of it."""
    return language in MALAY and word != other and bool(_MALAY_NOUN.match(word))


def _has_english_ending(word: str, base: str) -> bool:
    if base.endswith("e") and word == base + "d":
        return len(base) >= _MIN_ROOT
    single = _DOUBLED.sub(r"\1", word)
    for stem in (base, base.removesuffix("e"), base[:-1] + "i" if base.endswith("y") else base):
        if any(form.startswith(stem) and form[len(stem) :] in _ENGLISH_ENDINGS for form in (word, single)):
            return len(base) >= _MIN_ROOT
    return False
