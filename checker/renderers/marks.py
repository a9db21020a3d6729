"""Cut a text at the ends of spans, so that a renderer can wrap each marked piece in its own markup."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from checker.renderers.cells import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.datatypes import Report, Span

# One for one, so that spans stay valid; the reader's own line breaks take their place.
_BREAKS: Final = str.maketrans(dict.fromkeys("\n\r\t\x0b\x0c\x85\u2028\u2029", " "))


class Piece(NamedTuple):
    """A run of text that is marked throughout or not at all."""

    text: str
    is_marked: bool


def shown(text: str) -> str:
    """Return `text` as one line with nothing in it that a reader would obey; as long as before."""
    return visible(text.translate(_BREAKS), unicode=True)


def cut(text: str, spans: Iterable[Span], *, start: int = 0) -> tuple[Piece, ...]:
    """Return the pieces of `text`, made safe to show; spans count from `start` before it and may lie outside."""
    safe = shown(text)
    pieces: list[Piece] = []
    position = 0
    for span in sorted(spans):
        first, last = max(span.start - start, position), min(span.end - start, len(safe))
        if first >= last:
            continue
        pieces += [Piece(safe[position:first], is_marked=False), Piece(safe[first:last], is_marked=True)]
        position = last
    pieces.append(Piece(safe[position:], is_marked=False))
    return tuple(piece for piece in pieces if piece.text)


def headline_pieces(report: Report) -> tuple[Piece, ...]:
    """Return the headline, the words that nothing in the body accounts for marked."""
    return cut(report.article.headline, (word.span for word in report.unsupported_words))
