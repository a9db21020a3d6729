"""Find the lines and columns of a source at which a headline and the passages of its body stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from checker.datatypes import Failure, Span

if TYPE_CHECKING:
    from checker.datatypes import Article, Report

# Readers whose article is the file as it stands, so that a line of the body is a line of the file.
_LINE_BY_LINE: Final = frozenset({"text", "markdown"})
_ROW_BY_ROW: Final = frozenset({"jsonl", "csv"})
_NUMBER: Final = re.compile(r"[1-9]\d{0,8}", re.ASCII)
_ROW: Final = re.compile(r"(.+):(\d+)", re.DOTALL)  # what the readers of rows call a row without an id
_STDIN: Final = "<stdin>"  # what the readers call standard input
_URL: Final = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)  # RFC 3986, 3.1


@dataclass(frozen=True, slots=True)
class Region:
    """Lines and columns of a file, from 1; the end column is the one after the last.  Columns are 0 if not known."""

    line: int
    end_line: int
    column: int = 0
    end_column: int = 0


def path_of(result: Report | Failure) -> str:
    """Return the file or URL that holds the article, with forward slashes; empty if it has none."""
    if isinstance(result, Failure):
        path = _cut_row(result.place or result.source)[0]
        return "" if path == _STDIN else _posix(path)
    article = result.article
    named = article.metadata.get("path", "")
    # The front matter of a story is metadata too, and may well have a path of its own.
    if _format(article) in _LINE_BY_LINE and not article.source.startswith(f"{named}#"):
        named = ""
    path = named or article.source
    return "" if path == _STDIN else _posix(path)


def field_of(article: Article) -> str:
    """Return the part of its source that a headline stands in, such as `og:title`; empty if the source names none."""
    field = article.metadata.get("field", "")
    return field if field and article.source.endswith(f"#{field}") else ""


def redirects_of(article: Article) -> str:
    """Return the addresses by which a page was reached, `first -> last`; empty if it is where it was asked for."""
    return article.metadata.get("redirects", "")


def is_url(path: str) -> bool:
    """Tell whether a path is a page on the web and no file."""
    return bool(_URL.match(path))


def failure_region(failure: Failure) -> Region | None:
    """Return the row that could not be read, if the failure names one."""
    row = _cut_row(failure.place or failure.source)[1]
    return Region(row, row) if row else None


def headline_region(report: Report, span: Span | None = None) -> Region | None:
    """Return where the headline, or `span` of it, stands; None where its file has no lines to count."""
    article = report.article
    if row := _row(article):
        return row
    if _format(article) not in _LINE_BY_LINE:
        return None
    line, column = _number(article, "headline_line"), _number(article, "headline_column")
    if not line or not column:
        above = line or max(article.body_line - 1, 1)  # nothing stands between a headline and its story
        return Region(above, above)
    place = span or Span(0, len(article.headline))
    return Region(line, line, column + place.start, column + place.end)


def body_region(report: Report, span: Span) -> Region | None:
    """Return where `span` of the body stands; None where its file has no lines to count."""
    article = report.article
    if row := _row(article):
        return row
    if _format(article) not in _LINE_BY_LINE:
        return None
    (line, column), (end_line, end_column) = (_line_and_column(article, end) for end in (span.start, span.end))
    return Region(line, end_line, column, end_column)


def _cut_row(source: str) -> tuple[str, int]:
    match = _ROW.fullmatch(source)
    if match is None or is_url(source):
        return source, 0
    return match[1], int(match[2])


def _posix(path: str) -> str:
    return path if not path or is_url(path) else Path(path).as_posix()


def _row(article: Article) -> Region | None:
    line = _number(article, "line") if _format(article) in _ROW_BY_ROW else 0
    return Region(line, line) if line else None


def _format(article: Article) -> str:
    return article.metadata.get("format", "")


def _number(article: Article, name: str) -> int:
    """Return a number that a reader noted; 0 if there is none."""
    text = article.metadata.get(name, "")
    return int(text) if _NUMBER.fullmatch(text) else 0


def _line_and_column(article: Article, offset: int) -> tuple[int, int]:
    line = article.body_line + article.body.count("\n", 0, offset)
    return line, offset - article.body.rfind("\n", 0, offset)
