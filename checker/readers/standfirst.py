"""Take the lines below the headline out of a page: they announce the story as the headline does, and prove nothing.

A bold first paragraph, a lead, stays: it is the beginning of the story.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Final

from checker.readers.blocks import local_name, one_line, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.readers.blocks import PageNode

# What newsrooms call them in their classes, as parts of a name: `c-article-standfirst`, `ArticleHeader_dek__x1`.
_NAMES: Final = (
    "standfirst dek deck subhead subheading subheadline sub-headline sub-heading subhed subtitle sub-title strapline "
    "untertitel unterzeile dachzeile sous-titre soustitre subtitulo bajada copete linha-fina linhafina sottotitolo "
    "catenaccio onderkop ondertitel underrubrik undertitel underrubrikk podtytul podtitul alaotsikko altbaslik"
)
_NAMED: Final = re.compile(rf"-(?:{'|'.join(_NAMES.split())})-")
_MARKED: Final = "//*[@itemprop='alternativeHeadline' or contains(@class, 'standfirst') or @role='doc-subtitle']"
_CAPITAL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SIGNS: Final = re.compile(r"[^a-z0-9]+")
_OUTSIDE: Final = frozenset({"aside", "nav", "footer", "a", "body", "head", "script", "style"})
_SUBHEADINGS: Final = frozenset({"h2", "h3"})

_N_AFTER: Final = 60  # elements after the headline that are looked at
_MIN_CHARS: Final = 12
_MAX_CHARS: Final = 500  # more is the story itself in a box of that name
_MIN_SUBHEADING_CHARS: Final = 25  # a shorter heading below a headline is that of a section
_PARAGRAPH_CHARS: Final = 80  # of the first paragraph of a story, below which no standfirst stands


def take_standfirsts(tree: PageNode, heading: PageNode | None) -> tuple[str, ...]:
    """Return the lines below the headline, in order, and remove them from the page."""
    found = [element for element in tree.xpath(_MARKED) if _can_be(element)]
    if heading is not None:
        found += _below(heading)
    texts = []
    for element in found:
        text = one_line(text_of(element))
        if text and element.getparent() is not None and text not in texts:
            texts.append(text)
            element.drop_tree()
    return tuple(texts)


def _below(heading: PageNode) -> Iterator[PageNode]:
    """Yield what stands between a headline and the first paragraph of its story, by its name or its place."""
    for element in itertools.islice(heading.xpath("following::*"), _N_AFTER):
        if not _can_be(element):
            continue
        if _is_named(element) or _is_placed(element, heading):
            yield element
        elif local_name(element) == "p" and len(one_line(text_of(element))) >= _PARAGRAPH_CHARS:
            return


def _can_be(element: PageNode) -> bool:
    if not local_name(element) or local_name(element) in _OUTSIDE or element.xpath(".//h1 | self::h1"):
        return False
    if any(local_name(above) in _OUTSIDE - {"body"} for above in element.xpath("ancestor::*")):
        return False
    return _MIN_CHARS <= len(one_line(text_of(element))) <= _MAX_CHARS


def _is_named(element: PageNode) -> bool:
    names = " ".join(element.get(key) or "" for key in ("class", "id", "data-testid", "data-component"))
    parts = _SIGNS.sub("-", _CAPITAL.sub("-", names).lower())
    return _NAMED.search(f"-{parts}-") is not None


def _is_placed(element: PageNode, heading: PageNode) -> bool:
    """Tell whether it is a paragraph grouped with the headline, or a long heading right below it."""
    parent = element.getparent()
    if parent is not None and local_name(parent) == "hgroup" and parent is heading.getparent():
        return local_name(element) == "p"
    return (
        local_name(element) in _SUBHEADINGS
        and element.getprevious() is heading
        and len(one_line(text_of(element))) >= _MIN_SUBHEADING_CHARS
    )
