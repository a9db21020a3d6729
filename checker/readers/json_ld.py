"""Find the story in the JSON-LD of a page: what a site tells search engines it has published."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from checker.readers.blocks import text_of_markup

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from checker.readers.blocks import PageNode

# What editing systems wrap around a script; what follows its value is not looked at.
_WRAPPING: Final = re.compile(r"(?:<!--|(?://|/\*)?\s*+<!\[CDATA\[(?:\*/)?)?\s*+")
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
    publisher: str = ""
    is_free: bool = True


def find_linked_story(tree: PageNode) -> LinkedStory | None:
    """Return the article of a page's JSON-LD, the one with the longest body if there are several."""
    stories = [
        _story_from(item)
        for script in tree.xpath("//script[@type='application/ld+json']/text()")
        for item in _walk(_parse(script))
        if _is_article(item)
    ]
    return max(stories, key=lambda story: len(story.body), default=None)


def _parse(text: str) -> object:
    """Return the value of a JSON text, mended where editing systems commonly break it; None if that is not enough."""
    text = _CONTROL.sub(" ", text).lstrip()
    text = _WRAPPING.sub("", text, count=1)
    decoder = json.JSONDecoder(strict=False)  # lets line ends and tabs stand in strings
    for attempt in (text, _TRAILING_COMMA.sub("", text)):
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
    types = item.get("@type")
    names = [str(name).rpartition("/")[2] for name in (types if isinstance(types, list) else [types])]
    return any(name.endswith(("Article", "Posting")) or name == "Report" for name in names)


def _story_from(item: Mapping[str, Any]) -> LinkedStory:
    publisher = item.get("publisher")
    return LinkedStory(
        headline=_plain(item.get("headline") or item.get("name")),
        alternative=_plain(item.get("alternativeHeadline")),
        description=_plain(item.get("description")),
        body=_plain(item.get("articleBody")),
        published=_plain(item.get("datePublished")),
        publisher=_plain(publisher.get("name") if isinstance(publisher, dict) else publisher),
        is_free=str(item.get("isAccessibleForFree", True)).lower().rpartition("/")[2] not in {"false", "no"},
    )


def _plain(value: object) -> str:
    """Return a value as text: sites put entities and whole markup into JSON strings."""
    return text_of_markup(value) if isinstance(value, str) else ""
