"""Find the punctuation at which a headline may be split: outside quotation marks, brackets and numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from checker.datatypes import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CJK: Final = r"\u3005-\u30ff\u3400-\u9fff"

PROTECTED: Final = re.compile(
    r"""
      “[^“”]*(?:”|$) | „[^„“”"]*(?:[“”"]|$) | «[^«»]*(?:»|$) | 「[^「」]*(?:」|$) | 『[^『』]*(?:』|$)
    | "[^"]+" | ‘.+?’(?!\w) | (?<!\w)'(?=\S).+?(?<=\S)'(?!\w)
    | \([^()]*\) | \[[^\[\]]*\] | （[^（）]*） | 【[^【】]*】 | 《[^《》]*》 | 〈[^〈〉]*〉
    """,
    re.VERBOSE,
)
QUOTE_MARKS: Final = frozenset("\"'“”„‘’«»「」『』")

SEPARATOR: Final = re.compile(
    rf"""
      (?P<colon> \s*:(?=\s|["'“„«‘]) | \s*： )
    | (?P<comma> ,(?=\s) | [、，،] )
    | (?P<strong> \s?;(?=\s) | [；؛。۔] | (?<=\w{{4}})\.(?=\s) )
    | (?P<dash> (?<=\s)[-–—―]{{1,2}}(?=\s) | (?<!\d)[—―]{{1,2}} | (?<=[{CJK}])[-–－](?=[{CJK}]) )
    | (?P<bar> (?<=\s)[|｜](?=\s) | ｜ )
    | (?P<space> (?<=[{CJK}])\s+(?=[{CJK}「『]) )
    """,
    re.VERBOSE,
)


class Mark(StrEnum):
    """The kinds of separator."""

    COLON = "colon"
    COMMA = "comma"
    STRONG = "strong"  # a semicolon or a full stop: ends a statement even where no word list can tell
    DASH = "dash"
    BAR = "bar"
    SPACE = "space"  # between two Chinese or Japanese characters: stands for a comma


@dataclass(frozen=True, slots=True)
class Separator:
    """One place where the headline may be split."""

    mark: Mark
    span: Span  # into the headline
    is_beside_quote: bool


def protected_spans(headline: str) -> tuple[Span, ...]:
    """Return the quotations and bracketed parts, in order."""
    return tuple(Span(*match.span()) for match in PROTECTED.finditer(headline))


def find_separators(headline: str, *, content: Span, protected: Iterable[Span]) -> tuple[Separator, ...]:
    """Return the separators inside `content` and outside `protected`, in order."""
    return tuple(_separators(headline, content, tuple(protected)))


def trim(headline: str, span: Span) -> Span:
    """Return the span without the white space at its ends."""
    text = span.slice(headline)
    start = span.start + len(text) - len(text.lstrip())
    return Span(start, start + len(text.strip()))


def _separators(headline: str, content: Span, protected: tuple[Span, ...]) -> Iterator[Separator]:
    for match in SEPARATOR.finditer(headline, content.start, content.end):
        start, end = match.span()
        if any(span.start <= start < span.end for span in protected):
            continue
        before, after = headline[:start].rstrip()[-1:], headline[end:].lstrip()[:1]
        beside = before in QUOTE_MARKS or after in QUOTE_MARKS
        yield Separator(Mark(str(match.lastgroup)), Span(start, end), is_beside_quote=bool(beside and before and after))
