"""Turn markup and the strings found in it into plain text: paragraphs with a blank line between, or one line."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any, Final, Protocol, Self

if TYPE_CHECKING:
    from collections.abc import Iterator

# Elements that sit within a line, in HTML and then in NITF; every other one begins a line of its own.
_INLINE_NAMES: Final = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark meter output q ruby rb s samp small "
    "span strike strong sub sup time tt u var wbr nobr "
    "alt-code chron classifier copyrite event frac function lang location money num object.title org person postaddr "
    "pronounce virtloc city state region country sublocation name.given name.family"
)
_INLINE: Final = frozenset(_INLINE_NAMES.split())
_SILENT: Final = frozenset(("script", "style", "noscript", "template", "head", "rp", "rt", "iframe", "svg", "button"))

_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]*>")

# Valid in a JSON string or left by an old editing system; no renderer can show them.
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
_LINE_ENDS: Final = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_LONE_SURROGATE: Final = re.compile(r"[\ud800-\udfff]")


class Node(Protocol):
    """What ElementTree and lxml elements have in common."""

    tag: Any  # a function for a comment of lxml
    text: str | None
    tail: str | None

    def __iter__(self) -> Iterator[Self]:
        """Yield the children."""

    def __len__(self) -> int:
        """Return how many children there are."""

    def get(self, name: str, /) -> str | None:
        """Return an attribute."""

    def iter(self, name: str | None = None, /) -> Iterator[Self]:
        """Yield this element and all below, or those of a name."""


class PageNode(Node, Protocol):
    """An lxml element."""

    def xpath(self, path: str, /, **variables: str) -> list[Any]:
        """Return what a path finds."""

    def text_content(self) -> str:
        """Return all text within, in one piece."""

    def getparent(self) -> Self | None:
        """Return the element around this one."""

    def getprevious(self) -> Self | None:
        """Return the element before this one, within the same parent."""

    def drop_tree(self) -> None:
        """Remove this element from the page, but not the text behind it."""


def text_of(element: Node) -> str:
    """Return the text of an lxml or ElementTree element, a blank line between its paragraphs."""
    return paragraphs("".join(_pieces(element)))


def text_of_markup(value: str) -> str:
    """Return the text of a string of HTML, or one that may hold some; needs lxml if it does."""
    if not _TAG.search(value):
        return paragraphs(html.unescape(value))
    import lxml.html  # type: ignore[import-untyped]  # heavy, and only markup needs it

    return text_of(lxml.html.document_fromstring(f"<div>{_mend(value)}</div>"))


def paragraphs(text: str) -> str:
    """Return a text with each of its lines as a paragraph, without stray control characters and blanks."""
    lines = (one_line(line) for line in text.splitlines())
    return "\n\n".join(line for line in lines if line)


def one_line(text: str) -> str:
    """Return a text on one line, without stray control characters and blanks."""
    return " ".join(_mend(text).split())


def local_name(element: Node) -> str:
    """Return the name of an element without its namespace; empty for a comment or an instruction."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _mend(text: str) -> str:
    return _LONE_SURROGATE.sub("\ufffd", _CONTROL.sub(" ", text))


def _pieces(root: Node) -> Iterator[str]:
    """Yield the text of a tree in order, with line ends around blocks; a stack, for markup may be deeper than ours."""
    stack: list[str | Node] = [root]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            yield item
            continue
        name = local_name(item)
        if not name or name in _SILENT:
            continue
        edge = "" if name in _INLINE else "\n"
        inside: list[str | Node] = [edge, _LINE_ENDS.sub(" ", item.text or "")]
        for child in item:
            inside += [child, _LINE_ENDS.sub(" ", child.tail or "")]
        stack += reversed([*inside, edge])
