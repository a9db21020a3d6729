"""Find the people and places a body names: by capitals, or by a title where the script has none."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import regex

from checker.facts.alignment import read_words
from checker.facts.names import find_runs, load_frames
from checker.facts.statements import load_grammar, load_table, read_statement
from checker.words import fold

if TYPE_CHECKING:
    from collections.abc import Collection

_ENDING: Final = regex.compile(r"['’]\p{L}{1,4}$")
_KOREAN_NAME: Final = regex.compile(
    r"[김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지엄채원천방공현함변염여추도석선설마길연위표명기반라왕금옥육인맹제모탁국은편용]\p{Hangul}{2}"
)
_KOREAN_MR: Final = "씨"
_MIN_LETTERS: Final = 3
_MAX_WORDS: Final = 4
_TITLE_REACH: Final = 3  # words from a title to the name it belongs to: "head of the chamber, X"
_N_NAME: Final = 2  # words of a name in a script without capitals


@lru_cache(maxsize=256)
def find_people(sentences: tuple[str, ...], language: str) -> frozenset[tuple[str, ...]]:
    """Return the names, folded; of a single word only in scripts with capitals."""
    titles = frozenset(load_table("titles").get(language, {}).get("titles", ()))
    if language == "ko":
        return frozenset((fold(name),) for text in sentences for name in _find_korean(text, titles))
    if titles:
        return frozenset(
            name for text in sentences for name in _find_titled(text, language, frozenset(map(fold, titles)))
        )
    lower = {w.slice(t) for t in sentences for w in read_words(t) if w.slice(t)[0].islower()}
    names: set[tuple[str, ...]] = set()
    for text in sentences:
        for run in find_runs(text):
            words = [bare(w.slice(run.slice(text))) for w in read_words(run.slice(text))]
            while words and _is_no_name(words[0], language, is_opening=run.start == 0, lower=lower):
                words = words[1:]
            is_name = 0 < len(words) <= _MAX_WORDS and len(words[-1]) >= _MIN_LETTERS
            if is_name and words[-1].lower() not in lower and not any(w.isupper() and len(w) > 1 for w in words):
                folded = tuple(map(fold, words))
                names |= {folded, folded[-_N_NAME:]}
    if language == "de":  # every noun has a capital: a name comes back, or has a title
        counts = Counter(fold(w.slice(t)) for t in sentences for w in read_words(t))
        return frozenset(name for name in names if counts[name[-1]] > 1)
    return frozenset(names)


def _find_korean(text: str, titles: frozenset[str]) -> list[str]:
    """Return each word of three syllables beside a title, or before the word for Mr and Ms."""
    words = [word.slice(text) for word in read_words(text)]
    found = []
    for one, two in pairwise(words):
        is_titled = two.startswith((*titles, _KOREAN_MR))
        found += [one] if is_titled and _KOREAN_NAME.fullmatch(one) else []
        found += [two] if one in titles and _KOREAN_NAME.fullmatch(two) else []
    return [word for word in found if not word.endswith(tuple(titles))]


def bare(word: str) -> str:
    """Return a word without the ending that an apostrophe parts from a name: "Ankara'da", "Lee's"."""
    return str(_ENDING.sub("", word))


def _is_no_name(word: str, language: str, *, is_opening: bool, lower: Collection[str]) -> bool:
    """Tell whether the first word of a run says what is named, or has its capital from opening the sentence."""
    folded = fold(word)
    is_small = folded in load_grammar(language).small or word.lower() in lower
    return folded in load_frames(language).kinds or (is_opening and is_small)


def _find_titled(text: str, language: str, titles: frozenset[str]) -> list[tuple[str, ...]]:
    """Return each two words that follow a title, over the office it is of, or that a title follows behind a comma."""
    words = read_statement(text, language).words
    names = []
    for i, word in enumerate(words):
        if word.folded not in titles:
            continue
        before = words[max(0, i - _N_NAME) : i]
        if len(before) == _N_NAME and "،" in text[before[-1].span.end : word.span.start]:
            names.append(tuple(w.folded for w in before))
            continue
        for k in range(i + 1, min(i + 1 + _TITLE_REACH, len(words) - 1)):
            pair = words[k : k + _N_NAME]
            if all(w.is_content and w.clause == word.clause for w in pair):
                names.append(tuple(w.folded for w in pair))
    return names
