"""Find the body of the story on a page, and tell a page with a story from one with a list of them."""

from __future__ import annotations

import copy
import logging
from typing import TYPE_CHECKING, Final

from checker.errors import InputError
from checker.readers.blocks import paragraphs, text_of
from checker.readers.headlines import fold
from checker.readers.paywall import is_cut_off

if TYPE_CHECKING:
    from collections.abc import Collection

    from checker.readers.blocks import PageNode
    from checker.readers.json_ld import LinkedStory

# About a hundred words of English.  From here on an articleBody is taken for the whole story, and less than this on a
# page that calls itself not free is taken for its beginning.
WHOLE_STORY_CHARS: Final = 600
# A brief of two sentences is longer; "Sorry, we could not find that page." is not.
_MIN_STORY_CHARS: Final = 80
_CUT: Final = ("…", "...", "[…]", "[...]")
# A paragraph beside a heading that is a link, as on a front page; not one of many, as below a heading of a story.
_TEASERS: Final = "//*[(h2 | h3 | h4)[.//a] or a[h2 or h3 or h4]][count(p) < 3]/p"
_ARTICLE: Final = "//article//p[not(ancestor::aside)]"
_MAIN: Final = "//main//p[not(ancestor::aside)]"
# Trafilatura logs what it discards; without a handler Python would print that.
_SILENCE: Final = logging.NullHandler()


def find_body(tree: PageNode, story: LinkedStory | None, *, source: str) -> str:
    """Return the body of the story without its headlines, a blank line between paragraphs.

    Raise InputError E104 if the page has no story, E114 if it shows only the beginning.
    """
    linked = story.body if story else ""
    if len(linked) >= WHOLE_STORY_CHARS and not linked.endswith(_CUT):
        return linked
    body = max(linked, _find_told(tree), key=len)
    if not body:
        raise InputError(
            f"no story was found on {source}",
            code="E104",
            hint="name the page of one story; text that a script loads later is not on the page",
        )
    if len(body) < WHOLE_STORY_CHARS and is_cut_off(tree, story, body):
        raise InputError(
            f"{source} shows only the beginning of the story: the rest is for subscribers",
            code="E114",
            hint="save the whole story as a text file, or export it from your editing system",
        )
    return body


def _find_told(tree: PageNode) -> str:
    """Return the first text found on the page that tells a story rather than listing some; empty if none does."""
    listed = {fold(element.text_content()) for element in [*tree.iter("a"), *tree.xpath(_TEASERS)]}
    for find in (_extract, _join_paragraphs):
        text = find(tree)
        if _tells_story(text, listed):
            return text
    return ""


def _extract(tree: PageNode) -> str:
    """Return what trafilatura finds, without the headline, which the body is to be held against."""
    import trafilatura

    logging.getLogger("trafilatura").addHandler(_SILENCE)
    return paragraphs(trafilatura.extract(copy.deepcopy(tree), include_comments=False, prune_xpath="//h1") or "")


def _join_paragraphs(tree: PageNode) -> str:
    found = tree.xpath(_ARTICLE) or tree.xpath(_MAIN)
    return "\n\n".join(filter(None, map(text_of, found)))


def _tells_story(body: str, listed: Collection[str]) -> bool:
    """Tell whether most of the text is neither a link nor the teaser below a link."""
    n_listed = n_told = 0
    for line in body.split("\n\n"):
        if fold(line.removeprefix("- ")) in listed:
            n_listed += len(line)
        else:
            n_told += len(line)
    return n_told >= _MIN_STORY_CHARS and n_told > n_listed
