"""Read the XML of news agencies, NewsML-G2, NewsML 1.2 and NITF: an article for every headline of every item."""

from __future__ import annotations

from html.entities import name2codepoint
from typing import TYPE_CHECKING, BinaryIO, Final

from checker.datatypes import Article, Failure
from checker.errors import InputError, first_line
from checker.readers.blocks import local_name, one_line, text_of, text_of_markup
from checker.readers.decoding import MAX_BYTES, read_bytes
from checker.readers.extras import needs
from checker.readers.headlines import Headline, articles_of, fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.readers.blocks import Node

ROOTS: Final = frozenset({"newsitem", "newsmessage", "packageitem", "newsml", "nitf"})
_ITEM: Final = "newsitem"  # one story, in NewsML-G2 and in 1.2
# NITF: hl1, hl2; G2: headline; 1.2: HeadLine, SubHeadLine.
_HEADLINES: Final = frozenset({"headline", "hl1", "hl2", "subheadline"})
_TITLE: Final = "title"  # often a slug: taken only where there is no headline
_SUMMARIES: Final = frozenset({"abstract", "description"})  # of NITF, and of G2
# What holds the text, NITF inside the others first: NITF, XHTML in G2's inlineXML, G2's inlineData, 1.2's DataContent.
_BODIES: Final = ("body.content", "body", "inlinexml", "inlinedata", "datacontent")
_DATES: Final = frozenset({"contentcreated", "versioncreated", "firstcreated"})  # ISO 8601
_ELSEWHERE: Final = frozenset({"link", "itemref", "association", "media", "remotecontent"})  # speak of other stories
_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"


def read_newsml(
    stream: BinaryIO, *, source: str, headline: str = "", max_bytes: int = MAX_BYTES
) -> Iterator[Article | Failure]:
    """Yield the stories of a file in order, an article for each distinct headline; items without text are skipped.

    Raise InputError E101 if it is no news XML, E108 if no item has a text.
    """
    root = _parse(read_bytes(stream, source=source, max_bytes=max_bytes), source=source)
    items = [root] if local_name(root) in {_ITEM, "nitf"} else [e for e in root.iter() if local_name(e) == _ITEM]
    is_empty = True
    for number, item in enumerate(items, start=1):
        body = _find_body(item)
        if not body:
            continue
        is_empty = False
        place = source if len(items) == 1 else _identity(item) or f"{source}:{number}"
        yield from _articles(item, body, place=place, path=source, headline=headline.strip())
    if is_empty:
        raise InputError(f"{source} has no news item with a text", code="E108", hint="pictures and packages have none")


def _parse(data: bytes, *, source: str) -> Node:
    from defusedxml.ElementTree import DefusedXMLParser  # type: ignore[import-untyped]  # 20 ms only news XML needs

    parser = DefusedXMLParser()  # expands no entities of the file, fetches nothing
    # NITF inherits the names of HTML from a DTD that is never fetched.
    parser.entity.update({name: chr(code) for name, code in name2codepoint.items()})
    try:
        parser.feed(data)
        root: Node = parser.close()
    # Broken XML; entities of its own; an encoding nobody knows.
    except (SyntaxError, ValueError, LookupError) as exc:
        raise InputError(
            f"{source} is not XML we can read: {first_line(exc)}", code="E101", hint="export it again as NewsML or NITF"
        ) from exc
    if local_name(root) not in ROOTS:
        raise InputError(
            f"{source} is no NewsML or NITF: it is {local_name(root)}",
            code="E101",
            hint="export it as NewsML-G2 or NITF",
        )
    return root


def _walk(root: Node) -> Iterator[Node]:
    """Yield the elements of an item in order, but for those that speak of other stories."""
    stack = [root]
    while stack:
        element = stack.pop()
        if local_name(element) not in _ELSEWHERE:
            yield element
            stack += reversed(list(element))


def _find_body(item: Node) -> str:
    """Return the first text of an item that is not empty."""
    for name in _BODIES:
        for element in _walk(item):
            if local_name(element) == name and (body := _text_of(element)):
                return body
    return ""


def _text_of(element: Node) -> str:
    if len(element):
        return text_of(element)
    with needs("web", source="HTML inside of news XML"):
        return text_of_markup(element.text or "")


def _articles(item: Node, body: str, *, place: str, path: str, headline: str) -> Iterator[Article | Failure]:
    wanted = _HEADLINES | _DATES | {_TITLE}
    found = [(_field(each), one_line(text_of(each))) for each in _walk(item) if local_name(each) in wanted]
    published = next((text for name, text in found if name in _DATES), "")
    headlines = [Headline(name, text) for name, text in found if name.partition(":")[0] in _HEADLINES and text]
    titles = [Headline(name, text) for name, text in found if name == _TITLE and text][:1]
    articles = tuple(
        articles_of(
            [Headline("", headline)] if headline else [*(headlines or titles), *_summaries(item, body)],
            body=body,
            source=place,
            metadata={"format": "newsml", "path": path, **({"published": published} if published else {})},
            language=_find_language(item),
        )
    )
    if not articles:
        yield Failure(place, "E103", f"{place} has no headline", hint="give one with --headline")
    yield from articles


def _field(element: Node) -> str:
    """Return the name of an element, with the role G2 gives a headline: `headline:short`."""
    role = (element.get("role") or "").rpartition(":")[2]
    return f"{local_name(element)}:{role}" if role and local_name(element) in _HEADLINES else local_name(element)


def _summaries(item: Node, body: str) -> Iterator[Headline]:
    """Yield what an agency says of the story beside it, unless the body says the same word for word."""
    told = fold(body)
    for element in _walk(item):
        name = local_name(element)
        children = [element] if name == "abstract" else list(element) if name == "contentmeta" else []
        for child in children:
            text = one_line(text_of(child))
            if local_name(child) in _SUMMARIES and text and fold(text).rstrip(". …") not in told:
                yield Headline(local_name(child), text)


def _find_language(item: Node) -> str:
    """Return the two-letter language of an item, if it names one."""
    tags = (element.get("tag") for element in _walk(item) if local_name(element) == "language")
    tag = next(tags, "") or item.get(_LANGUAGE) or ""
    code = tag.partition("-")[0].lower()
    return code if len(code) == 2 else ""


def _identity(item: Node) -> str:
    """Return what an item is called: the guid of G2, the identifier of 1.2."""
    names = (element.text for element in _walk(item) if local_name(element) in {"publicidentifier", "newsitemid"})
    return item.get("guid") or (next(names, "") or "").strip()
