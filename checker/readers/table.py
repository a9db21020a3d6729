"""Read rows of CSV or TSV, one article a row, in flat memory; quoted fields may hold whole paragraphs."""

from __future__ import annotations

import csv
import io
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple, cast

from checker.datatypes import Article, Failure
from checker.errors import InputError
from checker.readers.columns import count_known, find_column, suggest_column
from checker.readers.decoding import MAX_BYTES, tell_encoding, too_large
from checker.readers.outcome import own_fields, validate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Enough of a file for its encoding and its first row.
_SAMPLE_BYTES: Final = 262_144
_DELIMITERS: Final = ",;\t|"
_ID_NAMES: Final = ("id", "source", "url")
_EXCEL_MARK: Final = re.compile(r"sep=(.)\r?\n")


class _Columns(NamedTuple):
    """Where in a row the texts are; -1 for a column there is none of."""

    headline: int
    body: int
    language: int
    row_id: int


def read_table(
    stream: BinaryIO,
    *,
    source: str,
    headline: str = "",
    max_bytes: int = MAX_BYTES,
    headline_field: str = "",
    body_field: str = "",
) -> Iterator[Article | Failure]:
    """Yield one article or failure a row, in order; `max_bytes` is the limit of a field, not of the file.

    The source of a row is its `id`, `source` or `url`, else `path:LINE`. Other columns become metadata.
    Raise InputError E107 if no column has the headlines or the bodies, E108 if there is no row.
    """
    # The limit belongs to the whole process: it is only ever widened.
    csv.field_size_limit(max(csv.field_size_limit(), max_bytes))
    wanted = (headline_field, body_field)
    with _open_text(stream, source=source) as (text, sample):
        lines = _limit_lines(text, source=source, max_bytes=max_bytes)
        try:
            yield from _read_rows(lines, sample, source=source, headline=headline.strip(), wanted=wanted)
        except csv.Error as exc:
            raise InputError(
                f"{source} is not a readable table: {exc}", code="E107", hint="a quotation mark may lack its partner"
            ) from exc


@contextmanager
def _open_text(stream: BinaryIO, *, source: str) -> Iterator[tuple[io.TextIOWrapper, str]]:
    """Give a stream as text, and the beginning of that text to look at; the stream stays the caller's to close."""
    buffered = io.BufferedReader(cast("io.RawIOBase", stream), _SAMPLE_BYTES)  # any stream, with a look ahead
    text = None
    try:
        sample = buffered.peek(_SAMPLE_BYTES)[:_SAMPLE_BYTES]
        if len(sample) == _SAMPLE_BYTES:  # it goes on: leave no character in halves
            sample = sample[: sample.rfind(b"\n") + 1] or sample
        encoding = tell_encoding(sample, source=source)
        text = io.TextIOWrapper(buffered, encoding=encoding, errors="replace", newline="")
        yield text, sample.decode(encoding, "replace")
    finally:
        if text:
            text.detach()
        buffered.detach()


class _Lines:
    """Passes the lines of a table on, and knows whether there are no more."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self.are_over = False  # within a row: only an open quotation mark makes the reader ask for more

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines, None)
        if line is None:
            self.are_over = True
            raise StopIteration
        return line


def _unclosed(place: str, n_lines: int) -> Failure:
    return Failure(
        place,
        "E107",
        f"{place}: a quotation mark is never closed: the {n_lines} lines to the end would be one row",
        hint="close it, and write a quotation mark within quoted text twice",
    )


def _limit_lines(text: io.TextIOWrapper, *, source: str, max_bytes: int) -> Iterator[str]:
    while line := text.readline(max_bytes + 1):
        if len(line) > max_bytes:
            raise too_large(source, max_bytes=max_bytes)
        yield line


def _read_rows(
    lines: Iterator[str], sample: str, *, source: str, headline: str, wanted: tuple[str, str]
) -> Iterator[Article | Failure]:
    n_above = 0
    if marked := _EXCEL_MARK.match(sample.removeprefix("\ufeff")):
        next(lines)
        n_above = 1
    delimiter = marked[1] if marked else _tell_delimiter(sample, wanted)
    passed = _Lines(lines)
    rows = csv.reader(passed, delimiter=delimiter)
    header = [name.strip().removeprefix("\ufeff") for name in next(rows, [])]
    columns = _find_columns(header, wanted, source=source, has_headline=bool(headline))
    is_empty = True
    line = rows.line_num + n_above + 1
    for cells in rows:
        place, n_lines = f"{source}:{line}", rows.line_num + n_above + 1 - line
        line += n_lines
        if not any(cell.strip() for cell in cells):
            continue
        is_empty = False
        if n_lines > 1 and passed.are_over:
            yield _unclosed(place, n_lines)
        else:
            yield _read_row(cells, header, columns, place=place, headline=headline)
    if is_empty:
        raise InputError(
            f"{source} has no rows", code="E108", hint="put one story a row below the names of the columns"
        )


def _tell_delimiter(sample: str, wanted: tuple[str, str]) -> str:
    """Return the delimiter that makes the most known names of the first row, then the most columns."""

    def rank(delimiter: str) -> tuple[int, int]:
        header = next(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter), [])
        return count_known([name.strip() for name in header], wanted), len(header)

    return max(_DELIMITERS, key=rank)


def _find_columns(header: Sequence[str], wanted: tuple[str, str], *, source: str, has_headline: bool) -> _Columns:
    kinds = ("headline", "body")
    headline, body = (find_column(header, kind, wanted=name) for kind, name in zip(kinds, wanted, strict=True))
    missing = [
        (kind, name)
        for kind, name, column in zip(kinds, wanted, (headline, body), strict=True)
        if column < 0 and not (kind == "headline" and has_headline)
    ]
    if missing:
        sought = " or ".join(name or f"the {kind}" for kind, name in missing)
        hint = suggest_column(header, [kind for kind, _ in missing], [name for _, name in missing])
        raise InputError(
            f"{source}: no column holds {sought} among: {', '.join(filter(None, header)) or 'none at all'}",
            code="E107",
            hint=f"the first row names the columns; {hint}",
        )
    row_id = next((column for name in _ID_NAMES if (column := find_column(header, "", wanted=name)) >= 0), -1)
    return _Columns(headline, body, find_column(header, "language"), row_id)


def _read_row(
    cells: Sequence[str], header: Sequence[str], columns: _Columns, *, place: str, headline: str
) -> Article | Failure:
    source = _cell(cells, columns.row_id).strip() or place
    if any(cell.strip() for cell in cells[len(header) :]):
        return Failure(
            source,
            "E107",
            f"{place} has {len(cells)} columns where the first row names {len(header)}",
            hint="put quotation marks around texts that hold the delimiter",
            place=place,
        )
    path, _, line = place.rpartition(":")
    extra = {name: cell for name, cell in zip(header, cells, strict=False) if name and cell}
    for column in columns:
        extra.pop(header[column] if column >= 0 else "", None)
    article = Article(
        headline=headline or " ".join(_cell(cells, columns.headline).split()),
        body=_cell(cells, columns.body),
        source=source,
        language=_cell(cells, columns.language).strip(),
        metadata={**own_fields(extra), "format": "csv", "path": path, "line": line},
    )
    hint = "leave no cell of these columns empty"
    try:
        return validate(article, headline_hint=hint, body_hint=hint)
    except InputError as error:
        return error.as_failure(source, place=place)


def _cell(cells: Sequence[str], column: int) -> str:
    return cells[column] if 0 <= column < len(cells) else ""
