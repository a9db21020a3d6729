"""Read a sentence or a claim as words in clauses, and find in it what a table lists, so that two can be compared."""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import regex

from checker.datatypes import Span
from checker.facts.alignment import tokenize
from checker.facts.dates.vocabulary import load_vocabulary
from checker.facts.inflection import are_forms
from checker.facts.quotes import find_marked
from checker.facts.terms import N_START, Terms
from checker.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_ALIASES: Final = {"yue": "zh"}
_CLAUSE_END: Final = regex.compile(r"[,;:!?…、，。；：？！]\s|[、，。；：？！]|[.]\s|\s[-–—|]\s|[—()]")
_QUESTION: Final = regex.compile(r"[?？؟]")
_ELIDING: Final = frozenset({"fr", "it", "ca"})
_ELISION: Final = regex.compile(r"^\p{L}{1,5}['’](?=\p{L})")  # "l'", "dell'"
_ELIDED_NE: Final = frozenset({"n'", "n’"})
_N_ELIDED: Final = 2  # its letters
_WISH_REACH: Final = 3  # words before a wish that may be wished for, or characters
_COMPLETER_REACH: Final = 4  # words behind the verb: “ne sera donc pas”
_GRAMMAR_KANA: Final = ("\u3041", "\u309f")  # what Japanese writes in it is endings and particles


class Word(NamedTuple):  # made for each character of a body in Japanese, at a third of the cost of a dataclass
    """One word of a statement, or one character of a script without spaces."""

    folded: str
    span: Span
    clause: int  # 0-based
    is_quoted: bool  # within quotation marks
    is_content: bool  # neither grammar nor a figure


@dataclass(frozen=True, slots=True)
class Statement:
    """A text as words; text and language are all that tells two apart, so that one is cheap to look up."""

    text: str
    language: str
    words: tuple[Word, ...] = field(compare=False)
    is_question: bool = field(compare=False)
    forms: frozenset[str] = field(compare=False)  # its words, folded
    starts: frozenset[str] = field(compare=False)  # their first letters

    def span_of(self, start: int, end: int) -> Span:
        """Return the place in the text of `words[start:end]`."""
        return Span(self.words[start].span.start, self.words[end - 1].span.end)


@dataclass(frozen=True, slots=True)
class Grammar:
    """The small words of a language and its negation; explained in `assets/facts/grammar.toml`."""

    small: frozenset[str]
    breaks: frozenset[str]
    negators: Terms
    halves: Terms
    completers: frozenset[str]
    excusers: frozenset[str]
    irrealis: Terms
    undoers: Terms
    determiners: frozenset[str]
    wishes: Terms
    reach: int
    is_postfix: bool
    is_verb_final: bool


@cache
def load_grammar(language: str) -> Grammar:
    """Return the grammar of a language; an empty one when there is no table."""
    table = load_table("grammar").get(_ALIASES.get(language, language), {})
    return Grammar(
        small=frozenset(map(fold, table.get("small", ()))),
        breaks=frozenset(map(fold, table.get("breaks", ()))),
        negators=Terms(table.get("negators", ())),
        halves=Terms(table.get("halves", ())),
        completers=frozenset(map(fold, table.get("completers", ()))),
        excusers=frozenset(map(fold, table.get("excusers", ()))),
        irrealis=Terms(table.get("irrealis", ())),
        undoers=Terms(table.get("undoers", ())),
        determiners=frozenset(map(fold, table.get("determiners", ()))),
        wishes=Terms(table.get("wishes", ())),
        reach=table.get("reach", 1),
        is_postfix=table.get("postfix", False),
        is_verb_final=table.get("verb_final", False),
    )


@cache
def load_table(name: str) -> Mapping[str, Any]:
    """Return a table of words by language."""
    return tomllib.loads((files("checker") / "assets" / "facts" / f"{name}.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=4096)
def read_statement(text: str, language: str) -> Statement:
    """Return a text as words in clauses."""
    grammar, days = load_grammar(language), load_days(language)
    quoted = find_marked(text)
    ends = [match.start() for match in _CLAUSE_END.finditer(text)]
    words: list[Word] = []
    n_breaks = 0
    first, last = _GRAMMAR_KANA
    for token in tokenize(text):
        start = token.span.start
        elided = _ELISION.match(token.folded) if language in _ELIDING else None
        n_elided = elided.end() if elided else 0  # letters that lean on the word: "l'", "dell'"
        folded = token.folded[n_elided:]
        is_small = folded in grammar.small or folded in days or folded[0].isdigit() or first <= folded[0] <= last
        n_breaks += folded in grammar.breaks
        words.append(
            Word(
                folded=folded,
                span=Span(start + n_elided, token.span.end) if n_elided else token.span,
                clause=bisect_left(ends, start) + n_breaks,
                is_quoted=any(mark.start <= start < mark.end for mark in quoted) if quoted else False,
                is_content=not is_small,
            )
        )
    forms = frozenset(word.folded for word in words)
    return Statement(
        text,
        language,
        tuple(words),
        is_question=bool(_QUESTION.search(text)),
        forms=forms,
        starts=frozenset(form[:N_START] for form in forms),
    )


@cache
def load_days(language: str) -> frozenset[str]:
    """Return the names of months and weekdays, which most statements of a story share."""
    vocabulary = load_vocabulary(language)
    return frozenset(fold(name) for name in (*vocabulary.months, *vocabulary.weekdays))


def find_governed(statement: Statement, markers: Terms, *, reach: int = 1, is_postfix: bool = False) -> dict[int, Span]:
    """Return the words that a marker stands directly before, or behind, with the place of their marker.

    It reaches across small words up to and including the nearest that are not, but never over a comma.
    """
    governed: dict[int, Span] = {}
    words = statement.words
    for start, end in markers.find(statement):
        left = reach
        for i in range(start - 1, -1, -1) if is_postfix else range(end, len(words)):
            if words[i].clause != words[start].clause or not left:
                break
            left -= words[i].is_content
            governed.setdefault(i, statement.span_of(start, end))
    return governed


@lru_cache(maxsize=4096)
def find_denied(statement: Statement) -> Mapping[int, Span]:
    """Return the words of a statement that are denied, with the place of what denies each."""
    grammar = load_grammar(statement.language)
    denied = find_governed(statement, grammar.negators, reach=grammar.reach, is_postfix=grammar.is_postfix)
    for i in find_governed(statement, grammar.halves).keys() | _find_elided_halves(statement):
        # The second half is named: it is also what denies the words behind it.
        if second := next((w for w in _words_behind(statement, i) if w.folded in grammar.completers), None):
            denied.setdefault(i, second.span)
    return denied


def _find_elided_halves(statement: Statement) -> set[int]:
    """Return the words that a French "n'" stands before, up to the first that is not small: “n'a plus augmenté”."""
    governed: set[int] = set()
    words = statement.words
    for i, word in enumerate(words) if statement.language == "fr" else ():
        half = Span(max(0, word.span.start - _N_ELIDED), word.span.start)
        if half.slice(statement.text).lower() not in _ELIDED_NE:
            continue
        for j in range(i, len(words)):
            if words[j].clause != word.clause:
                break
            governed.add(j)
            if words[j].is_content:
                break
    return governed


def _words_behind(statement: Statement, i: int) -> list[Word]:
    """Return the next words of the same clause, as far as the second half of a negation may stand."""
    behind = statement.words[i + 1 : i + 1 + _COMPLETER_REACH]
    return [word for word in behind if word.clause == statement.words[i].clause]


@lru_cache(maxsize=4096)
def find_unsettled(statement: Statement) -> frozenset[int]:
    """Return the words that are neither stated nor denied: quoted, supposed, wished for, or behind "not only"."""
    grammar = load_grammar(statement.language)
    unsettled = {i for i, word in enumerate(statement.words) if word.is_quoted}
    ends = {end for _, end in grammar.negators.find(statement)}
    openers = [start for start, _ in grammar.irrealis.find(statement)]
    openers += [i for i in ends if i < len(statement.words) and statement.words[i].folded in grammar.excusers]
    for start in openers:
        clause = statement.words[start].clause
        unsettled |= {i for i in range(start + 1, len(statement.words)) if statement.words[i].clause == clause}
    wished = find_governed(statement, grammar.wishes, reach=_WISH_REACH, is_postfix=True)
    return frozenset(unsettled | wished.keys())


def locate(claim: Statement, wanted: Iterable[int], sentence: Statement) -> dict[int, list[int]]:
    """Return where each of the claim's words stands in the sentence, in any form; one that does not is left out."""
    places: dict[int, list[int]] = {}
    for i in wanted:
        form = claim.words[i].folded
        if found := [j for j, word in enumerate(sentence.words) if are_forms(form, word.folded, claim.language)]:
            places[i] = found
    return places
