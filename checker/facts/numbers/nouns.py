"""Name the words beside a number that may say what it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import regex

from checker.words import find_words, fold, has_digit, is_unspaced

if TYPE_CHECKING:
    from checker.facts.numbers.lexicon import Lexicon

_N_AFTER: Final = 3
_N_BEFORE: Final = 2
_REACH: Final = 60  # characters on either side that are looked at
_N_UNSPACED: Final = 8  # characters that stand for a few words where no spaces are written
_STOP: Final = regex.compile(r"[.;:!?()،,、。，“”\"«»|]")


def find_nouns(text: str, start: int, end: int, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the folded words after a number and before it, within its clause, the likeliest noun first."""
    after = _STOP.split(text[end : end + _REACH], maxsplit=1)[0]
    before = _STOP.split(text[max(0, start - _REACH) : start])[-1]
    if after[:1] and is_unspaced(after[0]):
        after = after[:_N_UNSPACED]
    if before[-1:] and is_unspaced(before[-1]):
        before = before[-_N_UNSPACED:]
    following = _content(after, lexicon)
    preceding = _content(before, lexicon)[::-1]
    if lexicon.counters is not None:
        return (*after[: 1 if after[:1].isalpha() else 0], *following, *preceding)
    return (*following[:_N_AFTER], *preceding[:_N_BEFORE])


def _content(text: str, lexicon: Lexicon) -> list[str]:
    words = []
    for span in find_words(text):
        word = span.slice(text)
        if is_unspaced(word):
            folded = fold(word)
            words += [folded[i : i + 2] for i in range(len(folded) - 1)]
        elif not has_digit(word) and word.lower() not in lexicon.skip and len(word) > 1:
            words.append(fold(word))
    return words
