"""Find the story in the JSON-LD of a page: what a site tells search engines it has published."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from checker.readers.blocks import text_of_markup

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checker.readers.blocks import PageNode

# What editing systems wrap around a script; what follows its value is not looked at.
_WRAPPING: Final = re.compile(r"(?:<!--|(?://|/\*)?\s*+<!\[CDATA\[(?:\*/)?)?\s*+")
_TYPE: Final = "normalize-space(translate(@type, 'ACDIJLNOPST', 'acdijlnopst'))"
_SCRIPTS: Final = f"//script[starts-with({_TYPE}, 'application/ld+json')]/text()"
_TRAILING_COMMA: Final = re.compile(r",(?=\s*[}\]])")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class LinkedStory:
    """What the JSON-LD of a page says about its story; empty where it says nothing."""

    headline: str = ""
    alternative: str = ""
    description: str = ""
    body: str = ""
    published: str = ""  # ISO 8601
    sites: tuple[str, ...] = ()  # what the site and its publisher are called
    is_free: bool = True


def find_linked_story(tree: PageNode) -> LinkedStory | None:
    """Return the article of a page's JSON-LD, the one with the longest body if there are several."""
    items = [item for script in tree.xpath(_SCRIPTS) for item in _walk(_parse(script))]
    stories = [_story_from(item) for item in items if _is_article(item)]
    story = max(stories, key=lambda story: len(story.body), default=None)
    if story is None:
        return None
    # A page often names its publisher in an object of its own.
    return replace(story, sites=(*story.sites, *(_plain(item.get("name")) for item in items if _is_site(item))))


def _parse(text: str) -> object:
    """Return the value of a JSON text, mended where editing systems commonly break it; None if that is not enough."""
    text = _CONTROL.sub(" ", text).lstrip()
    text = _WRAPPING.sub("", text, count=1)
    decoder = json.JSONDecoder(strict=False)  # lets line ends and tabs stand in strings
    # Entities last: a script has none, but some systems write them.
    for attempt in (text, _TRAILING_COMMA.sub("", text), html.unescape(text)):
        try:
            value: object = decoder.raw_decode(attempt)[0]
        except (ValueError, RecursionError):
            continue
        return value
    return None


def _walk(value: object) -> Iterator[Mapping[str, Any]]:
    """Yield the objects a page describes; not those they only refer to, such as the stories of a list."""
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, list):
            stack += reversed(item)
        elif isinstance(item, dict):
            yield item
            stack += [item.get("mainEntity"), item.get("@graph")]


def _is_article(item: Mapping[str, Any]) -> bool:
    """Tell whether the type is one of https://schema.org/Article and its kinds."""
    return any(name.endswith(("Article", "Posting")) or name == "Report" for name in _types(item))


def _is_site(item: Mapping[str, Any]) -> bool:
    return any(name == "WebSite" or name.endswith("Organization") for name in _types(item))


def _types(item: Mapping[str, Any]) -> list[str]:
    return [str(name).rpartition("/")[2] for name in _as_list(item.get("@type"))]


def _story_from(item: Mapping[str, Any]) -> LinkedStory:
    publisher = item.get("publisher")
    return LinkedStory(
        headline=_plain(item.get("headline") or item.get("name")),
        alternative=_plain(item.get("alternativeHeadline")),
        description=_plain(item.get("description")),
        body=_plain(item.get("articleBody")),
        published=_plain(item.get("datePublished")),
        sites=(_plain(publisher.get("name") if isinstance(publisher, dict) else publisher),),
        is_free=all(_is_free(part) for part in (item, *_as_list(item.get("hasPart")))),
    )


def _is_free(item: object) -> bool:
    value = item.get("isAccessibleForFree", True) if isinstance(item, dict) else True
    return str(value).lower().rpartition("/")[2] not in {"false", "no"}


def _as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _plain(value: object) -> str:
    """Return a value as text: sites put entities and whole markup into JSON strings."""
    return text_of_markup(value) if isinstance(value, str) else ""
