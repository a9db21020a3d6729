"""Words and phrases of a table, and where a statement has them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from checker.facts.inflection import MALAY, find_roots, is_inflected
from checker.words import fold, is_unspaced

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.facts.statements import Statement

N_START: Final = 2  # letters that all forms of a word share, prefixes apart


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase of a table: each word exact, `~` in any inflection, `*` with any ending."""

    words: tuple[str, ...]

    def ends_at(self, statement: Statement, start: int) -> int:
        """Return where the term that starts at word `start` ends; 0 when it does not stand there."""
        end = start + len(self.words)
        if end > len(statement.words) or not self.words:
            return 0
        for pattern, word in zip(self.words, statement.words[start:end], strict=True):
            if not _matches(pattern, word.folded, statement.language):
                return 0
        return end


def _matches(pattern: str, word: str, language: str) -> bool:
    if pattern.endswith("~"):
        return is_inflected(word, pattern[:-1], language)
    if pattern.endswith("*"):
        return word.startswith(pattern[:-1])
    return word == pattern


class Terms:
    """Many terms, looked up by what the first word of each may begin with."""

    def __init__(self, listed: Iterable[str] = ()) -> None:
        self._exact: dict[str, list[Term]] = {}
        self._by_start: dict[str, list[Term]] = {}
        self._by_root: dict[str, list[Term]] = {}
        for text in listed:
            term = parse_term(text)
            first = term.words[0]
            if first[-1] not in "~*":
                self._exact.setdefault(first, []).append(term)
                continue
            self._by_start.setdefault(first[:N_START], []).append(term)
            if first.endswith("~"):
                self._by_root.setdefault(first[:-1], []).append(term)

    def find(self, statement: Statement) -> tuple[tuple[int, int], ...]:
        """Return the places of the terms as ranges of words; of those that begin together the longest."""
        may_build = statement.language in MALAY and bool(self._by_root)
        if (
            self._exact.keys().isdisjoint(statement.forms)
            and self._by_start.keys().isdisjoint(statement.starts)
            and not (may_build and not self._by_root.keys().isdisjoint(_find_all_roots(statement.forms)))
        ):
            return ()
        return tuple(
            place
            for i, word in enumerate(statement.words)
            if (may_build or word.folded in self._exact or word.folded[:N_START] in self._by_start)
            and (place := self.find_at(statement, i))
        )

    def find_at(self, statement: Statement, start: int) -> tuple[int, int] | None:
        """Return the longest term that begins at a word."""
        word = statement.words[start].folded
        candidates = [*self._exact.get(word, ()), *self._by_start.get(word[:N_START], ())]
        if statement.language in MALAY and self._by_root:
            candidates += [term for root in find_roots(word) for term in self._by_root.get(root, ())]
        if not candidates:
            return None
        end = max(term.ends_at(statement, start) for term in candidates)
        return (start, end) if end else None


@lru_cache(maxsize=4096)
def _find_all_roots(forms: frozenset[str]) -> frozenset[str]:
    return frozenset(root for form in forms for root in find_roots(form))


@lru_cache(maxsize=8192)
def parse_term(text: str) -> Term:
    """Return a term as a table writes it; one of a script without spaces is taken character by character."""
    words: list[str] = []
    for part in text.split():
        if is_unspaced(part):
            words.extend(fold(char) for char in part)
        else:
            words.append(fold(part[:-1]) + part[-1] if part[-1] in "~*" else fold(part))
    return Term(tuple(words))
