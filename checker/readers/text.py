"""Read a plain text story: the first line that is not blank is the headline, the rest is the body."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from checker.datatypes import Article
from checker.readers.decoding import MAX_BYTES, read_whole
from checker.readers.headline_place import place_of_headline
from checker.readers.outcome import validate

if TYPE_CHECKING:
    from collections.abc import Iterator


def read_text(stream: BinaryIO, *, source: str, headline: str = "", max_bytes: int = MAX_BYTES) -> Iterator[Article]:
    """Yield the one article of a text file; raise InputError if there is none.

    A `headline` stands in for the first line, which is no part of the body either way.
    """
    text = read_whole(stream, source=source, max_bytes=max_bytes)
    head, line, body = _cut_first_line(text)
    article = Article(
        headline=headline.strip() or line.strip(),
        body=body,
        source=source,
        body_line=head.count("\n") + 2,
        metadata={"format": "text", **place_of_headline(head + line, headline.strip() or line.strip())},
    )
    body_hint = "leave a blank line after the first line and put the story below it"
    if headline.strip():
        body_hint = "the first line is read as the story's own headline, even when another one is given"
    yield validate(
        article, headline_hint="put the headline on the first line and the story below it", body_hint=body_hint
    )


def _cut_first_line(text: str) -> tuple[str, str, str]:
    """Split a text into the blank lines before the first line with something on it, that line, and the rest."""
    start = len(text) - len(text.lstrip())
    start = text.rfind("\n", 0, start) + 1
    line, _, body = text[start:].partition("\n")
    return text[:start], line, body
