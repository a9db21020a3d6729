"""Turn a place - a file, a folder, a pattern, an address, standard input - into the articles there, or why not."""

from __future__ import annotations

import io
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, cast
from urllib.parse import urldefrag, urlsplit

from checker.datatypes import Article, Failure
from checker.errors import FetchError, InputError
from checker.readers.decoding import MAX_BYTES
from checker.readers.formats import (
    READERS,
    SAMPLE_BYTES,
    ReadOptions,
    reader_for,
    tell_by_content,
    tell_format,
    tell_format_of_page,
)
from checker.readers.places import KINDS, STDIN, find_files
from checker.readers.url import Fetcher, is_url

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

INPUT_FORMATS: Final = tuple(READERS)
_FORMAT_HINT: Final = f"name its format with --input-format: {', '.join(INPUT_FORMATS)}"


def read(  # noqa: PLR0913 - one flat list of keywords is what a caller wants
    source: str | os.PathLike[str],
    *,
    headline: str = "",
    stdin: BinaryIO | None = None,
    max_bytes: int = MAX_BYTES,
    input_format: str = "",
    headline_field: str = "",
    body_field: str = "",
    follow_links: bool = False,
    leave_out: Collection[str | os.PathLike[str]] = (),
    fetcher: Fetcher | None = None,
) -> Iterator[Article | Failure]:
    """Yield every article of a file, folder, glob pattern, URL or `-` (what is in `stdin`), lazily and in order.

    What cannot be read is yielded as a Failure, never raised. A `headline` replaces that of every article.
    `max_bytes` limits a file, and a single row of JSONL or CSV. `input_format` is one of `INPUT_FORMATS`; without it
    name and content tell. `headline_field` and `body_field` name the columns of rows. With `follow_links` a feed's
    links are read instead of its texts.  The files to `leave_out` are no stories, though a folder holds them.  A
    `fetcher` that reads several addresses asks each server for its robots.txt once, and waits between two pages.
    """
    if input_format and input_format not in READERS:
        raise ValueError(f"unknown input format {input_format!r}: {', '.join(INPUT_FORMATS)}")
    options = ReadOptions(
        headline, max_bytes, input_format, headline_field, body_field, follow_links, fetcher=fetcher or Fetcher()
    )
    place = os.fspath(source)
    try:
        if place == STDIN:
            yield from _read_stdin(stdin, options)
        elif is_url(place):
            yield from _read_url(place, options)
        else:
            own = {Path(path).resolve() for path in leave_out}
            for path in find_files(place):
                if own and path.resolve() in own:
                    continue
                yield from _read_file(path, options)
    except InputError as error:
        yield error.as_failure(place)


def _read_stdin(stdin: BinaryIO | None, options: ReadOptions) -> Iterator[Article | Failure]:
    source = "<stdin>"
    if stdin is None:
        yield Failure(source, "E101", "there is no standard input", hint="name a file instead")
        return
    stream = io.BufferedReader(cast("io.RawIOBase", stdin))  # any stream, with a look ahead
    try:
        sample = stream.peek(SAMPLE_BYTES)[:SAMPLE_BYTES]
        yield from _read_stream(stream, tell_by_content(sample), options, source=source)
    finally:  # the stream is the caller's to close
        stream.detach()


def _read_file(path: Path, options: ReadOptions) -> Iterator[Article | Failure]:
    source = str(path)
    try:
        with path.open("rb") as stream:
            sample = stream.peek(SAMPLE_BYTES)[:SAMPLE_BYTES]
            yield from _read_stream(stream, tell_format(path.name, sample), options, source=source)
    except OSError as exc:
        yield Failure(source, "E101", f"{source} cannot be read: {exc.strerror}", hint="check its permissions")


def _read_url(place: str, options: ReadOptions) -> Iterator[Article | Failure]:
    """Yield the articles of a page; each says in its metadata where it was found, and by which redirects."""
    page = options.fetcher.fetch(place)
    sample = page.data[:SAMPLE_BYTES]
    format_name = tell_format_of_page(page.media_type, urlsplit(page.url).path, sample)
    if not format_name and not options.input_format:
        kind = page.media_type or "something unknown"
        raise FetchError(f"{page.url} holds {kind}, which is not supported", code="E156", hint=_FORMAT_HINT)
    options = replace(options, charset=page.charset, base=page.url)
    for found in _read_stream(io.BytesIO(page.data), format_name, options, source=urldefrag(place).url):
        if isinstance(found, Article):
            yield replace(found, metadata={**page.whereabouts(), **found.metadata})
        else:
            yield found


def _read_stream(stream: BinaryIO, told: str, options: ReadOptions, *, source: str) -> Iterator[Article | Failure]:
    """Yield what the reader of the format finds, and what stops it as a Failure."""
    format_name = options.input_format or told
    if not format_name:
        yield Failure(
            source,
            "E102",
            f"{source}: files of this kind are not supported",
            hint=f"supported: {KINDS}; or {_FORMAT_HINT}",
        )
        return
    reader = reader_for(format_name, options)
    try:
        yield from reader(stream, source=source, headline=options.headline, max_bytes=options.max_bytes)
    except InputError as error:
        yield error.as_failure(source)
