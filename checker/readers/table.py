"""Read rows of CSV or TSV, one article a row, in flat memory; quoted fields may hold whole paragraphs."""

from __future__ import annotations

import csv
import functools
import io
import re
import unicodedata
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple, cast

from checker.datatypes import Article, Failure
from checker.errors import InputError
from checker.readers.decoding import MAX_BYTES, tell_encoding, too_large
from checker.readers.outcome import failure_from, validate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Enough of a file for its encoding and its first row.
_SAMPLE_BYTES: Final = 262_144
_DELIMITERS: Final = ",;\t|"
# What newsrooms and data sets call the columns, without case, accents and signs.
_HEADLINE_NAMES: Final = (
    "headline headlines title article_title news_title judul judul_berita tajuk titre título titular titel überschrift "
    "schlagzeile titolo tytuł rubrik overskrift otsikko başlık tiêu_đề заголовок العنوان عنوان शीर्षक 标题 標題 "
    "タイトル 見出し 제목"
)
_BODY_NAMES: Final = (
    "body text content article story full_text article_body article_text article_content isi isi_berita konten teks "
    "naskah kandungan texte corps contenu texto cuerpo contenido corpo conteúdo inhalt artikel artikeltext testo "
    "contenuto tekst treść brödtext brødtekst teksti metin içerik nội_dung текст النص نص محتوى सामग्री 正文 内容 內容 "
    "本文 본문 내용"
)
_LANGUAGE_NAMES: Final = "language lang bahasa"
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
    rows = csv.reader(lines, delimiter=delimiter)
    header = [name.strip().removeprefix("\ufeff") for name in next(rows, [])]
    columns = _find_columns(header, wanted, source=source, has_headline=bool(headline))
    is_empty = True
    line = rows.line_num + n_above + 1
    for cells in rows:
        if any(cell.strip() for cell in cells):
            is_empty = False
            yield _read_row(cells, header, columns, place=f"{source}:{line}", headline=headline)
        line = rows.line_num + n_above + 1
    if is_empty:
        raise InputError(
            f"{source} has no rows", code="E108", hint="put one story a row below the names of the columns"
        )


def _tell_delimiter(sample: str, wanted: tuple[str, str]) -> str:
    """Return the delimiter that makes the most known names of the first row, then the most columns."""

    def rank(delimiter: str) -> tuple[int, int]:
        header = next(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter), [])
        known = f"{_HEADLINE_NAMES} {_BODY_NAMES}"
        n_known = sum((name.strip() or None) in wanted or _is_known(name, known) for name in header)
        return n_known, len(header)

    return max(_DELIMITERS, key=rank)


def _find_columns(header: Sequence[str], wanted: tuple[str, str], *, source: str, has_headline: bool) -> _Columns:
    headline = _find_column(header, wanted[0], _HEADLINE_NAMES)
    body = _find_column(header, wanted[1], _BODY_NAMES)
    missing = [
        f"--{name}-field"
        for name, column in (("headline", headline), ("body", body))
        if column < 0 and not (name == "headline" and has_headline)
    ]
    if missing:
        raise InputError(
            f"{source}: no column holds the {' or the '.join(flag[2:-6] for flag in missing)}"
            f" among: {', '.join(filter(None, header)) or 'none at all'}",
            code="E107",
            hint=f"the first row names the columns; say which it is with {' and '.join(missing)}",
        )
    language = _find_column(header, "", _LANGUAGE_NAMES)
    row_id = next((column for name in _ID_NAMES if (column := _find_column(header, "", name)) >= 0), -1)
    return _Columns(headline, body, language, row_id)


def _find_column(header: Sequence[str], wanted: str, known: str) -> int:
    """Return the column of the wanted name, or without one the first of a known name; -1 if there is none."""
    matches = (name == wanted if wanted else _is_known(name, known) for name in header)
    return next((column for column, is_match in enumerate(matches) if is_match), -1)


def _is_known(name: str, known: str) -> bool:
    return bool(name) and _letters(name) in _names_in(known)


@functools.cache
def _names_in(known: str) -> frozenset[str]:
    return frozenset(map(_letters, known.split()))


def _letters(name: str) -> str:
    """Return a name without case, accents, blanks and signs."""
    return "".join(char for char in unicodedata.normalize("NFKD", name.casefold()) if char.isalpha())


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
        metadata={**extra, "format": "csv", "path": path, "line": line},
    )
    hint = "leave no cell of these columns empty"
    try:
        return validate(article, headline_hint=hint, body_hint=hint)
    except InputError as error:
        return failure_from(error, source=source)


def _cell(cells: Sequence[str], column: int) -> str:
    return cells[column] if 0 <= column < len(cells) else ""
