"""Find every headline a page carries: the one readers see, and those that go to search engines and social media."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from checker.readers.blocks import one_line, text_of
from checker.readers.headlines import Headline, fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from checker.readers.blocks import PageNode
    from checker.readers.json_ld import LinkedStory

_CLASS: Final = "contains(concat(' ', normalize-space(translate(@class, 'DEHKSTU', 'dehkstu')), ' '), ' {} ')"
_STANDFIRST_CLASSES: Final = ("standfirst", "dek", "subheadline", "sub-headline", "article-standfirst")
STANDFIRST: Final = f"//*[@itemprop='alternativeHeadline' or {' or '.join(map(_CLASS.format, _STANDFIRST_CLASSES))}]"
# A page may have several; the story's own is inside its article, and a logo outside of it.
_HEADINGS: Final = ("//article//h1", "//main//h1", "//h1")
_SEPARATOR: Final = re.compile(r"\s+[|｜\-–—·•:»«/]+\s+|\s*[|｜]\s*")


def find_headlines(tree: PageNode, story: LinkedStory | None, *, body: str) -> Iterator[Headline]:
    """Yield the headlines of a page, the visible one first; the caller drops those that say the same.

    A description that the body begins with or contains word for word is the body's own text, no headline.
    """
    site = {fold(name) for name in (_meta(tree, "og:site_name"), story.publisher if story else "") if name}
    heading = _find_heading(tree, site)
    linked = story.headline if story else ""
    yield Headline("h1", heading)
    yield Headline("json-ld", linked)
    known = {fold(heading), fold(linked)} - {""}
    for field in ("og:title", "twitter:title"):
        yield Headline(field, _strip_site(_meta(tree, field), site, known))
    yield Headline("title", _strip_site(_title(tree), site, known))
    if story:
        yield Headline("alternativeHeadline", story.alternative)
    told = fold(body)
    for summary in _summaries(tree, story):
        if fold(summary.text).rstrip(". …") not in told:
            yield summary


def _find_heading(tree: PageNode, site: Collection[str]) -> str:
    for path in _HEADINGS:
        for element in tree.xpath(path):
            text = one_line(text_of(element))
            if text and fold(text) not in site:
                return text
    return ""


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
    return "" if fold(title) in site else title


def _summaries(tree: PageNode, story: LinkedStory | None) -> Iterator[Headline]:
    for element in tree.xpath(STANDFIRST):
        yield Headline("standfirst", one_line(text_of(element)))
    for field in ("description", "og:description", "twitter:description"):
        yield Headline(field, _meta(tree, field))
    if story:
        yield Headline("json-ld:description", one_line(story.description))
