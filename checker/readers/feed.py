"""Read an RSS or Atom feed: its full texts, or with a fetcher the page behind each of its links."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any, BinaryIO, Final
from urllib.parse import urljoin

from checker.datatypes import Article, Failure
from checker.errors import FetchError, InputError
from checker.readers.blocks import one_line, paragraphs, text_of_markup
from checker.readers.decoding import MAX_BYTES, read_bytes
from checker.readers.extras import needs
from checker.readers.headlines import Headline
from checker.readers.html import read_html
from checker.readers.outcome import validate
from checker.readers.url import is_url

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checker.readers.url import Fetcher

# A summary is two or three sentences; a description this long is the story.
_MIN_STORY_CHARS: Final = 600
# How feedparser fails on a name of an encoding that is none, or on bytes that fit no markup.
_BROKEN: Final = (ValueError, LookupError, AssertionError, AttributeError, TypeError, RecursionError)
_HTML_TYPES: Final = frozenset({"text/html", "application/xhtml+xml"})


def read_feed(
    stream: BinaryIO,
    *,
    source: str,
    headline: str = "",
    max_bytes: int = MAX_BYTES,
    fetcher: Fetcher | None = None,
    base: str = "",
) -> Iterator[Article | Failure]:
    """Yield the stories of a feed in order; with a fetcher, those of the pages it links to, seen from `base`.

    Raise InputError E101 if it is no feed, E108 if it has no entry.  The source of a story is its link.
    """
    data = read_bytes(stream, source=source, max_bytes=max_bytes)
    with needs("web", source=source):
        import feedparser  # type: ignore[import-untyped]
        import lxml  # type: ignore[import-untyped]  # noqa: F401 - used further down, where a text has markup
    try:
        feed = feedparser.parse(io.BytesIO(data), sanitize_html=False)
    except _BROKEN as exc:
        raise _no_feed(source) from exc
    if not feed.version:
        raise _no_feed(source)
    if not feed.entries:
        raise InputError(f"{source} has no entries", code="E108", hint="the feed is empty at present")
    for number, entry in enumerate(feed.entries, start=1):
        place = _link(entry, base) or entry.get("id") or f"{source}:{number}"
        try:
            if fetcher:
                yield from _follow(entry, fetcher, base=base, place=place, headline=headline, feed=source)
            else:
                yield _read_entry(entry, place=place, headline=headline, feed=source)
        except InputError as error:
            yield error.as_failure(place)


def _no_feed(source: str) -> InputError:
    return InputError(f"{source} is no RSS or Atom feed", code="E101", hint="give the address of the feed itself")


def _read_entry(entry: Mapping[str, Any], *, place: str, headline: str, feed: str) -> Article:
    body = _full_text(entry)
    article = Article(
        headline=headline.strip() or _title(entry),
        body=body,
        source=place,
        metadata=_metadata(entry, feed=feed),
    )
    return validate(
        article,
        headline_hint="the entry has no title; give a headline with --headline",
        body_hint="the feed carries only a summary: read the page behind each link with --follow-links",
    )


def _title(entry: Mapping[str, Any]) -> str:
    is_html = entry.get("title_detail", {}).get("type") in _HTML_TYPES
    title = entry.get("title", "")
    return one_line(text_of_markup(title) if is_html else title)


def _full_text(entry: Mapping[str, Any]) -> str:
    """Return the whole story of an entry; empty if there is only a summary."""
    contents = [content for content in entry.get("content", ()) if content.get("value")]
    texts = [_plain(content) for content in contents]
    if texts:
        return max(texts, key=len)
    summary = _plain(entry.get("summary_detail", {}))
    return summary if len(summary) >= _MIN_STORY_CHARS else ""


def _plain(content: Mapping[str, str]) -> str:
    value = content.get("value", "")
    return text_of_markup(value) if content.get("type") in _HTML_TYPES else paragraphs(value)


def _metadata(entry: Mapping[str, Any], *, feed: str) -> dict[str, str]:
    moment = entry.get("published_parsed")  # in UTC, of whatever spelling
    published = f"{moment[0]:04}-{moment[1]:02}-{moment[2]:02}" if moment else ""
    known = {"format": "feed", "path": feed, "id": entry.get("id", ""), "published": published}
    return {name: value for name, value in known.items() if value}


def _link(entry: Mapping[str, Any], base: str) -> str:
    """Return the address of an entry's page; empty if it has none."""
    link = str(entry.get("link") or "")
    try:
        return urljoin(base, link) if link else ""
    except ValueError:  # brackets that are no address
        return link


def _follow(
    entry: Mapping[str, Any], fetcher: Fetcher, *, base: str, place: str, headline: str, feed: str
) -> Iterator[Article]:
    """Yield the articles of the page an entry links to; the title in the feed is one more headline of it."""
    if not entry.get("link"):
        raise InputError(f"{place} has no link to follow", code="E108", hint="leave out --follow-links")
    if not is_url(link := _link(entry, base)):
        raise InputError(
            f"{place} is no whole address",
            code="E108",
            hint="read the feed from its own address: the link starts there",
        )
    page = fetcher.fetch(link)
    if page.media_type and page.media_type not in _HTML_TYPES:
        raise FetchError(f"{place} holds {page.media_type}, not a page", code="E156", hint="check that story by itself")
    title = [Headline("feed", _title(entry))]
    articles = read_html(
        io.BytesIO(page.data),
        source=place,
        headline=headline,
        max_bytes=len(page.data),
        charset=page.charset,
        also=title,
    )
    for article in articles:
        known = {**_metadata(entry, feed=feed), **page.whereabouts()}
        yield replace(article, metadata={**known, **article.metadata, "path": place})
