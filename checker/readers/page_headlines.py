"""Find every headline a page carries: the one readers see, and those that go to search engines and social media."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from checker.readers.blocks import one_line, text_of
from checker.readers.headlines import Headline, fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from checker.readers.blocks import PageNode
    from checker.readers.json_ld import LinkedStory

# A page may have several; the story's own is inside its article, and a logo outside of it.
_HEADINGS: Final = ("//article//h1", "//main//h1", "//h1")
_SEPARATOR: Final = re.compile(r"\s+[|｜\-–—·•:»«/]+\s+|\s*[|｜]\s*")
# A bar in a title sets off the name of the site or of a section, whatever it is called.
_BAR: Final = re.compile(r"\s*[|｜]\s*")
_MAX_SITE_CHARS: Final = 30
_MAX_SITE_WORDS: Final = 2  # however short the headline is
_SITE_NAMES: Final = ("og:site_name", "application-name", "apple-mobile-web-app-title")


def find_heading(tree: PageNode, story: LinkedStory | None) -> PageNode | None:
    """Return the heading of the story, the one that is not the name of the site."""
    site = _site_names(tree, story)
    for path in _HEADINGS:
        element: PageNode
        for element in tree.xpath(path):
            text = one_line(text_of(element))
            if text and fold(text) not in site:
                return element
    return None


def find_headlines(
    tree: PageNode, story: LinkedStory | None, *, heading: PageNode | None, standfirsts: Sequence[str], body: str
) -> Iterator[Headline]:
    """Yield the headlines of a page, the visible one first; the caller drops those that say the same.

    A description that the body begins with or contains word for word is the body's own text, no headline.
    """
    site = _site_names(tree, story)
    visible = "" if heading is None else one_line(text_of(heading))
    linked = story.headline if story else ""
    yield Headline("h1", visible)
    yield Headline("json-ld", linked)
    known = {fold(visible), fold(linked)} - {""}
    for field in ("og:title", "twitter:title"):
        yield Headline(field, _strip_site(_meta(tree, field), site, known))
    yield Headline("title", _strip_site(_title(tree), site, known))
    if story:
        yield Headline("alternativeHeadline", story.alternative)
    told = fold(body)
    for summary in _summaries(tree, story, standfirsts):
        if fold(summary.text).rstrip(". …") not in told:
            yield summary


def _site_names(tree: PageNode, story: LinkedStory | None) -> set[str]:
    names = [*(_meta(tree, name) for name in _SITE_NAMES), *(story.sites if story else ())]
    return {fold(name) for name in names if name}


def _meta(tree: PageNode, name: str) -> str:
    """Return the content of the first meta element of this name that has any."""
    contents = tree.xpath("//meta[@property=$name or @name=$name]/@content", name=name)
    return next((text for content in contents if (text := one_line(content))), "")


def _title(tree: PageNode) -> str:
    return one_line(" ".join(element.text_content() for element in tree.xpath("//head/title[1]")))


def _strip_site(title: str, site: Collection[str], known: Collection[str]) -> str:
    """Return a title without the name of the site before or after it.

    What is left must be a headline of the page; or what is cut off, the name of the site.
    """
    if fold(title) in known:
        return title
    for gap in _SEPARATOR.finditer(title):
        before, after = title[: gap.start()], title[gap.end() :]
        for part, rest in ((before, after), (after, before)):
            if fold(part) in known or fold(rest) in site:
                return part
    return "" if fold(title) in site else _strip_section(title)


def _strip_section(title: str) -> str:
    """Return a title without what bars set off at its end or its beginning, where that is short."""
    while (shorter := _strip_part(title)) != title:
        title = shorter
    return title


def _strip_part(title: str) -> str:
    for gap in _BAR.finditer(title):
        before, after = title[: gap.start()], title[gap.end() :]
        for part, rest in ((before, after), (after, before)):
            if len(rest) <= min(_MAX_SITE_CHARS, len(part) - 1) and (
                len(rest) <= len(part) // 2 or len(rest.split()) <= _MAX_SITE_WORDS
            ):
                return part
    return title


def _summaries(tree: PageNode, story: LinkedStory | None, standfirsts: Sequence[str]) -> Iterator[Headline]:
    for text in standfirsts:
        yield Headline("standfirst", text)
    for field in ("description", "og:description", "twitter:description"):
        yield Headline(field, _meta(tree, field))
    if story:
        yield Headline("json-ld:description", one_line(story.description))
