"""Read a Word document: its title, first heading or first paragraph is the headline, what follows the body."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any, BinaryIO, Final, NamedTuple

from checker.datatypes import Article
from checker.errors import InputError
from checker.readers.blocks import one_line, paragraphs
from checker.readers.decoding import MAX_BYTES, read_bytes, too_large
from checker.readers.extras import needs
from checker.readers.outcome import validate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docx.text.paragraph import Paragraph

    from checker.readers.blocks import PageNode

# Word's own files shrink to a tenth; a file that grows more than this has been made to fill the memory.
_MAX_GROWTH: Final = 50
_BROKEN_HINT: Final = "open it in a word processor and save it as .docx again, without a password"

# How a damaged part surfaces: no such part or relation, broken XML, a bad stream, a password, another kind of file.
_BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, LookupError, ValueError, SyntaxError, AttributeError,
)  # fmt: skip

# Runs of tracked insertions count, deletions and moves away do not: the text as it reads with all changes accepted.
_PARAGRAPHS: Final = ".//w:p[not(ancestor::w:txbxContent)]"
_PIECES: Final = (
    ".//*[self::w:t or self::w:tab or self::w:br or self::w:cr or self::w:noBreakHyphen]"
    "[not(ancestor::w:moveFrom) and not(ancestor::w:txbxContent)]"
)
_SIGNS: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


_SUBTITLE: Final = "subtitle"  # a style of Word


class _Paragraph(NamedTuple):
    text: str
    style: str  # built-in names are English whatever the language of Word


def read_docx(stream: BinaryIO, *, source: str, headline: str = "", max_bytes: int = MAX_BYTES) -> Iterator[Article]:
    """Yield the article of a Word document, and one more for its subtitle; raise InputError if there is none.

    A `headline` stands in for both. Text in tables counts, text in boxes, notes and margins does not.
    """
    data = read_bytes(stream, source=source, max_bytes=max_bytes)
    with needs("docx", source=source):
        found = _read_paragraphs(data, source=source, max_bytes=max_bytes)
    title = _find_title(found)
    n_above = title + 1  # paragraphs that announce the story, which are no evidence for it
    while n_above < len(found) and found[n_above].style.startswith(_SUBTITLE):
        n_above += 1
    article = Article(
        headline=headline.strip() or (one_line(found[title].text) if found else ""),
        body="\n\n".join(filter(None, (paragraphs(paragraph.text) for paragraph in found[n_above:]))),
        source=source,
        metadata={"format": "docx"},
    )
    yield validate(
        article,
        headline_hint="put the headline into the first paragraph and the story below it",
        body_hint="put the story below the title or first heading",
    )
    for paragraph in [] if headline.strip() else found[title + 1 : n_above]:
        known = {**article.metadata, "path": source, "field": _SUBTITLE}
        yield replace(article, headline=one_line(paragraph.text), source=f"{source}#{_SUBTITLE}", metadata=known)


def _read_paragraphs(data: bytes, *, source: str, max_bytes: int) -> Sequence[_Paragraph]:
    import docx
    from docx.text.paragraph import Paragraph

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > max_bytes * _MAX_GROWTH:
                raise too_large(source, max_bytes=max_bytes * _MAX_GROWTH)
        document = docx.Document(io.BytesIO(data))
        body: Any = document.element.body
        found = [
            _Paragraph(_text_of(element), _style_of(Paragraph(element, document._body)))
            for element in body.xpath(_PARAGRAPHS)
        ]
    except _BROKEN as exc:
        raise InputError(f"{source} is not a Word document", code="E101", hint=_BROKEN_HINT) from exc
    return [paragraph for paragraph in found if paragraph.text.strip()]


def _text_of(paragraph: PageNode) -> str:
    return "".join(_SIGNS.get(piece.tag.rpartition("}")[2], piece.text or "") for piece in paragraph.xpath(_PIECES))


def _style_of(paragraph: Paragraph) -> str:
    return ((paragraph.style and paragraph.style.name) or "").casefold()


def _find_title(found: Sequence[_Paragraph]) -> int:
    """Return which paragraph is the headline: the first title, else the first heading, else the first of all."""
    for prefix in ("title", "heading"):
        for index, paragraph in enumerate(found):
            if paragraph.style.startswith(prefix):
                return index
    return 0
