"""Find the people and places a body names: by capitals, or by a title where the script has none."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import Final

from checker.facts.names import find_runs, load_frames
from checker.facts.statements import load_grammar, load_table, read_statement
from checker.words import find_words, fold

_MIN_LETTERS: Final = 3
_MAX_WORDS: Final = 4
_TITLE_REACH: Final = 3  # words from a title to the name it belongs to: "head of the chamber, X"
_N_NAME: Final = 2  # words of a name in a script without capitals


@lru_cache(maxsize=256)
def find_people(sentences: tuple[str, ...], language: str) -> frozenset[tuple[str, ...]]:
    """Return the names, folded; of a single word only in scripts with capitals."""
    titles = frozenset(map(fold, load_table("titles").get(language, {}).get("titles", ())))
    if titles:
        return frozenset(name for text in sentences for name in _find_titled(text, language, titles))
    lower = {fold(w.slice(t)) for t in sentences for w in find_words(t) if w.slice(t)[0].islower()}
    frames, small = load_frames(language), load_grammar(language).small
    names: set[tuple[str, ...]] = set()
    for text in sentences:
        for run in find_runs(text):
            words = [w.slice(run.slice(text)) for w in find_words(run.slice(text))]
            folded = [fold(word) for word in words]
            while folded and (folded[0] in small | frames.kinds or (run.start == 0 and folded[0] in lower)):
                words, folded = words[1:], folded[1:]
            is_name = 0 < len(folded) <= _MAX_WORDS and len(folded[-1]) >= _MIN_LETTERS
            if is_name and folded[-1] not in lower and not any(word.isupper() and len(word) > 1 for word in words):
                names.add(tuple(folded))
                names |= {tuple(folded[-2:])} if len(folded) > _N_NAME else set()
    if language == "de":  # every noun has a capital: a name comes back, or has a title
        counts = Counter(fold(w.slice(t)) for t in sentences for w in find_words(t))
        return frozenset(name for name in names if counts[name[-1]] > 1)
    return frozenset(names)


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
