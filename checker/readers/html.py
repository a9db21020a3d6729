"""Read the page of a story: its body once, and an article for every headline the page carries."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, BinaryIO, Final

from checker.errors import InputError
from checker.ignores import FIELD, join_ignored
from checker.readers.decoding import MAX_BYTES, decode, read_bytes
from checker.readers.extras import needs
from checker.readers.headlines import Headline, articles_of
from checker.readers.json_ld import find_linked_story
from checker.readers.page_body import find_body
from checker.readers.page_headlines import find_heading, find_headlines
from checker.readers.standfirst import take_standfirsts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.datatypes import Article
    from checker.readers.blocks import PageNode
    from checker.readers.json_ld import LinkedStory

_DECLARED: Final = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]{2,40})""", re.IGNORECASE)
_DECLARATION_BYTES: Final = 4096  # HTML wants it within the first 1024; some pages have long scripts above it
# HTML standard (Encoding, section 4.2): these names mean the larger encoding beside them.
_LARGER: Final = {
    "iso-8859-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252", "iso-8859-9": "cp1254",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc-kr": "cp949", "tis-620": "cp874",
}  # fmt: skip


def read_html(
    stream: BinaryIO,
    *,
    source: str,
    headline: str = "",
    max_bytes: int = MAX_BYTES,
    charset: str = "",
    also: Sequence[Headline] = (),
) -> Iterator[Article]:
    """Yield an article for each distinct headline of a page; raise InputError if it has no story.

    A given `headline` is the only one then.  `charset` is what the server says, `also` headlines from elsewhere.
    """
    data = read_bytes(stream, source=source, max_bytes=max_bytes)
    with needs("web", source=source):
        import lxml  # type: ignore[import-untyped]  # noqa: F401
        import trafilatura  # noqa: F401 - both are used further down, once there is a page to read
    text = _decode_page(data, charset=charset, source=source)
    tree = _parse(text, source=source)
    story = find_linked_story(tree)
    heading = find_heading(tree, story)
    standfirsts = take_standfirsts(tree, heading)
    body = find_body(tree, story, source=source)
    given = headline.strip()
    found = find_headlines(tree, story, heading=heading, standfirsts=standfirsts, body=body)
    headlines = [Headline("", given)] if given else [*also, *found]
    articles = tuple(articles_of(headlines, body=body, source=source, metadata=_metadata(text, tree, story)))
    if not articles:
        raise InputError(f"{source} has no headline", code="E103", hint="give one with --headline")
    yield from articles


def _decode_page(data: bytes, *, charset: str, source: str) -> str:
    """Return the text of a page: UTF-8 if it is that, else as it or the server says, else as the bytes look."""
    declared = _DECLARED.search(data[:_DECLARATION_BYTES])
    for name in ("utf-8-sig", declared[1].decode() if declared else "", charset):
        try:
            return data.decode(_LARGER.get(name.lower(), name))
        except (LookupError, UnicodeError):
            continue
    return decode(data, source=source)


def _parse(text: str, *, source: str) -> PageNode:
    import lxml.etree  # type: ignore[import-untyped]  # heavy, and only pages need it
    import lxml.html  # type: ignore[import-untyped]

    parser = lxml.html.HTMLParser(encoding="utf-8")
    try:
        # As bytes, since lxml refuses a string that begins with an XML declaration.
        data = text.replace("\x00", "").encode("utf-8", "replace")
        tree: PageNode = lxml.html.document_fromstring(data, parser=parser)
    except lxml.etree.LxmlError as exc:
        raise InputError(f"{source} is an empty page", code="E104", hint="save the page again, with its text") from exc
    return tree


def _metadata(text: str, tree: PageNode, story: LinkedStory | None) -> dict[str, str]:
    """Return what holds for every headline; among it the comments for us, which the body no longer has."""
    dates = [story.published if story else "", *tree.xpath("//meta[@property='article:published_time']/@content")]
    known = {
        "format": "html",
        "published": next((str(date) for date in dates if date), ""),
        FIELD: join_ignored(text),
    }
    return {name: value for name, value in known.items() if value}
