"""Hold every headline a story carries against its one body: an article for each that says something of its own."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

from checker.datatypes import Article
from checker.readers.blocks import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_PLAIN: Final = str.maketrans("‘’ʼ`´“”„«»–—‐‑", "'''''\"\"\"\"\"----")


class Headline(NamedTuple):
    """A text that announces the story, and the field of the source it stands in."""

    field: str  # such as h1; empty: given by the user
    text: str


def articles_of(
    headlines: Iterable[Headline], *, body: str, source: str, metadata: Mapping[str, str], language: str = ""
) -> Iterator[Article]:
    """Yield an article for each distinct headline, in order, its source ending in `#field`.

    `metadata["fields"]` names every field that carries the same text.
    """
    texts: dict[str, str] = {}
    fields: dict[str, list[str]] = {}
    for field, raw in headlines:
        text = one_line(raw)
        if key := fold(text):
            texts.setdefault(key, text)
            fields.setdefault(key, []).append(field)
    for key, text in texts.items():
        field = fields[key][0]
        named = {"field": field, "fields": ", ".join(fields[key])} if field else {}
        yield Article(
            headline=text,
            body=body,
            source=f"{source}#{field}" if field else source,
            language=language,
            metadata={"path": source, **metadata, **named},
        )


def fold(text: str) -> str:
    """Return a text so that two spellings of the same words are equal: case, quotes, dashes and blanks aside."""
    return " ".join(unicodedata.normalize("NFKC", text.translate(_PLAIN)).casefold().split())
