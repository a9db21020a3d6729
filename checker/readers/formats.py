"""Know the formats a story comes in: which reader takes which, and how to tell one from its name or its beginning."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING, BinaryIO, Final, Protocol

from checker.readers.decoding import MAX_BYTES
from checker.readers.docx import read_docx
from checker.readers.feed import read_feed
from checker.readers.html import read_html
from checker.readers.jsonl import read_jsonl
from checker.readers.markdown import read_markdown
from checker.readers.newsml import ROOTS, read_newsml
from checker.readers.table import read_table
from checker.readers.text import read_text
from checker.readers.url import Fetcher

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checker.datatypes import Article, Failure


class Reader(Protocol):
    """Reads one open file; what stops the whole file is raised as InputError, a bad row is yielded as Failure."""

    def __call__(self, stream: BinaryIO, *, source: str, headline: str, max_bytes: int) -> Iterator[Article | Failure]:
        """Yield the articles of the stream, in order."""


# To read another kind of file: write its reader in this folder, add one line here and one to SUFFIXES.
READERS: Final[Mapping[str, Reader]] = MappingProxyType(
    {
        "text": read_text, "markdown": read_markdown, "html": read_html, "docx": read_docx, "newsml": read_newsml,
        "jsonl": read_jsonl, "csv": read_table, "feed": read_feed,
    }
)  # fmt: skip
SUFFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {
        ".txt": "text", ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html", ".xhtml": "html",
        ".docx": "docx", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "csv", ".rss": "feed",
        ".atom": "feed", ".nitf": "newsml", ".newsml": "newsml",
    }
)  # fmt: skip
XML_SUFFIX: Final = ".xml"  # a feed or news XML: only the content tells
MEDIA_TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "text/html": "html", "application/xhtml+xml": "html", "text/markdown": "markdown", "text/csv": "csv",
        "text/tab-separated-values": "csv", "application/rss+xml": "feed", "application/atom+xml": "feed",
        "application/jsonl": "jsonl", "application/x-ndjson": "jsonl",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    }
)  # fmt: skip
_UNTOLD: Final = frozenset({"", "text/plain", "text/xml", "application/xml", "application/octet-stream"})

SAMPLE_BYTES: Final = 4096
_ROOT: Final = re.compile(r"<(?:\w+:)?([a-zA-Z][\w.]*)")
_PROLOGUE: Final = re.compile(r"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)
_JSON: Final = re.compile(r'\{\s*["}]|\[\s*[\[{"\d\]]')  # and not "[Video] Mayor resigns"
_NO_HTML: Final = frozenset({"feed", "newsml"})
_FEEDS: Final = frozenset({"rss", "feed", "rdf"})
_OTHER_FILES: Final = (b"%PDF", b"{\\rtf", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b")


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How a source is to be read; each reader takes what concerns it."""

    headline: str = ""  # in place of that of every article
    max_bytes: int = MAX_BYTES  # of a file, or of one row
    input_format: str = ""  # a key of READERS; empty: to be told
    headline_field: str = ""  # of rows; empty: a known name
    body_field: str = ""
    follow_links: bool = False  # read the pages a feed links to
    charset: str = ""  # as a server says
    base: str = ""  # the address of the source, which its links start from
    fetcher: Fetcher = field(default_factory=Fetcher)  # of the source, and of what it links to


def reader_for(format_name: str, options: ReadOptions) -> Reader:
    """Return the reader of a format, knowing those of the options that are its own."""
    if format_name in {"jsonl", "csv"}:
        read_rows = read_jsonl if format_name == "jsonl" else read_table
        return functools.partial(read_rows, headline_field=options.headline_field, body_field=options.body_field)
    if format_name == "html":
        return functools.partial(read_html, charset=options.charset)
    if format_name == "feed":
        fetcher = options.fetcher if options.follow_links else None
        return functools.partial(read_feed, fetcher=fetcher, base=options.base)
    return READERS[format_name]


def is_readable(name: str) -> bool:
    """Tell whether a file of a folder is one to read, by its name."""
    suffix = _suffix(name)
    return suffix in SUFFIXES or suffix == XML_SUFFIX


def tell_format(name: str, sample: bytes) -> str:
    """Return the format of a file from its name, else from its beginning; empty if it is none of ours."""
    return SUFFIXES.get(_suffix(name)) or tell_by_content(sample)


def tell_format_of_page(media_type: str, url_path: str, sample: bytes) -> str:
    """Return the format of what a server sends; empty if it is none of ours."""
    if media_type in MEDIA_TYPES:
        told = MEDIA_TYPES[media_type]
        # Many a server sends every markup as HTML; no page begins like a feed or news XML.
        found = tell_by_content(sample) if told == "html" else ""
        return found if found in _NO_HTML else told
    return tell_format(url_path, sample) if media_type in _UNTOLD or media_type.endswith("+xml") else ""


def tell_by_content(sample: bytes) -> str:
    """Return the format of what begins like this; empty if it is none of ours."""
    if sample.startswith(b"PK\x03\x04"):
        return "docx"
    if sample.startswith(_OTHER_FILES):
        return ""
    # Signs of a format are ASCII; without NUL bytes UTF-16 shows them too.
    text = sample.replace(b"\x00", b"").decode("latin-1").lstrip("\xef\xbb\xbf\xfe\xff \t\r\n")
    if text.startswith("<"):
        return _tell_markup(text)
    if _JSON.match(text):
        return "jsonl" if re.match(r'\{\s*".*\}\s*(?:\n|\Z)', text) or "\n" not in text.rstrip() else ""
    is_markdown = text.startswith("# ") or re.match(r"---\r?\n.*?\n---\s*\n", text, re.DOTALL)
    return "markdown" if is_markdown else "text"


def _tell_markup(text: str) -> str:
    root = _ROOT.match(_PROLOGUE.sub("", text).lstrip())
    name = root[1].lower() if root else ""
    if name in ROOTS:
        return "newsml"
    if name in _FEEDS:
        return "feed"
    return "" if text.startswith("<?xml") and name != "html" else "html"


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()
