"""Read rows of JSON, one article a line, in flat memory: `{"headline": ..., "body": ..., "id": ...}`."""

from __future__ import annotations

import codecs
import functools
import io
import json
import re
from typing import TYPE_CHECKING, Any, BinaryIO, Final, NamedTuple, cast

from checker.datatypes import Article, Failure
from checker.errors import InputError
from checker.readers.columns import find_column
from checker.readers.decoding import MAX_BYTES, decode, too_large
from checker.readers.outcome import own_fields, validate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_SHAPE_HINT: Final = 'each line is one object: {"headline": "...", "body": "...", "id": "..."}'
_LONE_SURROGATE: Final = re.compile(r"[\ud800-\udfff]")


class _Names(NamedTuple):
    """What the two texts are called."""

    headline: str
    body: str


def read_jsonl(
    stream: BinaryIO,
    *,
    source: str,
    headline: str = "",
    max_bytes: int = MAX_BYTES,
    headline_field: str = "",
    body_field: str = "",
) -> Iterator[Article | Failure]:
    """Yield one article or failure a row, in order; `max_bytes` is the limit of a row, not of the file.

    `headline_field` and `body_field` name the two texts; without them they go by many names. The source of a row
    is its `id`, else its `source`, else `path:LINE`. Other plain values become metadata.
    Raise InputError E108 if there is no row.
    """
    wanted = _Names(headline_field, body_field)
    is_empty = True
    for number, line in enumerate(_read_lines(stream, max_bytes=max_bytes), start=1):
        if not line.strip(b" \t\r\n\xef\xbb\xbf"):
            continue
        is_empty = False
        place = f"{source}:{number}"
        if len(line) > max_bytes:
            yield too_large(place, max_bytes=max_bytes).as_failure(place)
            continue
        yield _read_row(line, wanted, place=place, headline=headline.strip())
    if is_empty:
        raise InputError(f"{source} has no rows", code="E108", hint=_SHAPE_HINT)


def _read_lines(stream: BinaryIO, *, max_bytes: int) -> Iterator[bytes]:
    """Yield the lines of a stream in UTF-8; of one over the limit only its beginning."""
    buffered = io.BufferedReader(cast("io.RawIOBase", stream))  # any stream, with a look ahead
    text = None
    readline = buffered.readline
    if buffered.peek(2)[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
        # In UTF-16 the byte 0x0A is also half of other characters, so lines can only be told after decoding.
        text = io.TextIOWrapper(buffered, encoding="utf-16", errors="replace", newline="\n")
        readline = functools.partial(_readline_as_utf8, text)
    try:
        while line := readline(max_bytes + 1):
            rest = line
            while rest and not rest.endswith(b"\n"):
                rest = readline(max_bytes + 1)
            yield line
    finally:  # the stream is the caller's to close
        if text:
            text.detach()
        buffered.detach()


def _readline_as_utf8(text: io.TextIOWrapper, limit: int, /) -> bytes:
    return text.readline(limit).encode()


def _read_row(line: bytes, wanted: _Names, *, place: str, headline: str) -> Article | Failure:
    source = place
    try:
        row = _parse(decode(line, source=place), place=place)
        names = _find_names(tuple(name for name, value in row.items() if isinstance(value, str)), wanted)
        _require_texts(row, names, place=place)
        source = _row_source(row) or place
        article = _build(row, names, source=source, place=place, headline=headline)
        return validate(article, headline_hint=_hint(row, "headline"), body_hint=_hint(row, "body"))
    except InputError as error:
        return error.as_failure(source, place=place)


@functools.lru_cache(maxsize=64)  # rows of one file have the same keys
def _find_names(keys: tuple[str, ...], wanted: _Names) -> _Names:
    """Return what the two texts of a row are called; where no key is known, what was wanted or is usual."""
    columns = (find_column(keys, kind, wanted=name) for kind, name in zip(_Names._fields, wanted, strict=True))
    found = [keys[column] if column >= 0 else "" for column in columns]
    return _Names(found[0] or wanted.headline or "headline", found[1] or wanted.body or "body")


def _hint(row: Mapping[str, Any], kind: str) -> str:
    keys = ", ".join(name for name, value in row.items() if isinstance(value, str)) or "none"
    return f"its keys with a text are: {keys}; say which it is with --{kind}-field"


def _parse(line: str, *, place: str) -> Mapping[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as exc:
        reason = f"{exc.msg} at column {exc.colno}" if isinstance(exc, json.JSONDecodeError) else str(exc)
        raise InputError(f"{place} is not JSON: {reason}", code="E107", hint=_SHAPE_HINT) from exc
    if not isinstance(row, dict):
        raise InputError(f"{place} is not a JSON object", code="E107", hint=_SHAPE_HINT)
    return row


def _require_texts(row: Mapping[str, Any], names: _Names, *, place: str) -> None:
    for name in (*names, "language", "source"):
        if not isinstance(row.get(name, ""), str | None):
            raise InputError(f"{place}: {name} is not a text", code="E107", hint=_SHAPE_HINT)


def _row_source(row: Mapping[str, Any]) -> str:
    row_id = row.get("id")
    return str(row_id).strip() if isinstance(row_id, str | int) else _text(row, "source").strip()


def _build(row: Mapping[str, Any], names: _Names, *, source: str, place: str, headline: str) -> Article:
    path, _, line = place.rpartition(":")
    extra = {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in row.items()
        if name not in {*names, "language", "source", "id"} and isinstance(value, str | int | float)
    }
    return Article(
        headline=headline or _text(row, names.headline).strip(),
        body=_text(row, names.body),
        source=source,
        language=_text(row, "language").strip(),
        metadata={**own_fields(extra), "format": "jsonl", "path": path, "line": line},
    )


def _text(row: Mapping[str, Any], name: str) -> str:
    # JSON can spell half of a character; nothing downstream can encode one. Same length, so offsets hold.
    return _LONE_SURROGATE.sub("\ufffd", row.get(name) or "")
