"""Lay text out in terminal cells: make it safe to show, wrap it and cut it, in any script."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from checker.datatypes import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.renderers.theme import Symbols

# What a terminal would obey, or what cannot be written to it: C0, DEL and C1, line and paragraph
# separators, bidirectional embeddings, overrides and isolates, interlinear annotation, lone surrogates.
_UNSAFE: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ud800-\udfff]")
_BLANKS: Final = re.compile(r"[^\S\xa0\u202f]+")  # one run at a time: linear on any input
_LINE_BREAK: Final = re.compile("\r\n|[\n\r\x85\u2028\u2029]")

_NO_BREAK_SPACES: Final = frozenset("\xa0\u202f")
_HANGUL: Final = re.compile("[\u1100-\u11ff\uac00-\ud7a3]")  # wide, yet written with spaces
_NEVER_FIRST: Final = frozenset(
    "ー々〜…―ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
)  # JIS X 4051: these may not start a line


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of text and its width; a cluster, or clusters that stay on one line."""

    start: int
    end: int
    cells: int


def visible(text: str, *, unicode: bool) -> str:
    """Return `text` with one visible character for each that a terminal would obey.

    Spans into `text` stay valid: nothing is added or removed.
    """
    return _UNSAFE.sub(lambda match: _substitute(match[0], unicode=unicode), text)


def one_line(text: str, symbols: Symbols, *, unicode: bool) -> str:
    """Return a quotation safe to show on one line: line breaks become spaces, paragraph breaks a mark."""

    def join(blanks: re.Match[str]) -> str:
        n_breaks = len(_LINE_BREAK.findall(blanks[0]))
        if n_breaks > 1:
            return f" {symbols.paragraph} "
        return " " if n_breaks or "\t" in blanks[0] else blanks[0]

    return visible(_BLANKS.sub(join, text.strip()), unicode=unicode)


def is_right_to_left(text: str) -> bool:
    """Tell whether a terminal may draw any of `text` from right to left, so that columns mean nothing."""
    return any(unicodedata.bidirectional(character) in {"R", "AL"} for character in text)


def wrap(text: str, width: int) -> tuple[Span, ...]:
    """Return the lines of `text`, each at most `width` cells, without the blanks at the breaks.

    There is always one line; a cluster, such as a letter with its accents, stays whole.
    """
    lines: list[Span] = []
    line: _Piece | None = None
    for piece in _unbreakable(text, width):
        if line is None:
            line = piece
            continue
        cells = line.cells + cell_len(text[line.end : piece.start]) + piece.cells
        if cells <= width:
            line = _Piece(line.start, piece.end, cells)
            continue
        lines.append(Span(line.start, line.end))
        line = piece
    if line is not None:
        lines.append(Span(line.start, line.end))
    return tuple(lines) or (Span(0, 0),)


def cut_end(text: str, width: int, ellipsis: str) -> str:
    """Return `text`, or as much of its beginning as fits in `width` cells with the ellipsis."""
    if cell_len(text) <= width:
        return text
    room = width - cell_len(ellipsis)
    kept = ""
    for cluster in _clusters(text):
        room -= cluster.cells
        if room < 0:
            break
        kept = text[: cluster.end]
    return kept.rstrip() + ellipsis


def cut_start(text: str, width: int, ellipsis: str) -> str:
    """Return `text`, or as much of its end as fits in `width` cells with the ellipsis."""
    if cell_len(text) <= width:
        return text
    room = width - cell_len(ellipsis)
    kept = ""
    for cluster in reversed(list(_clusters(text))):
        room -= cluster.cells
        if room < 0:
            break
        kept = text[cluster.start :]
    return ellipsis + kept


def _substitute(character: str, *, unicode: bool) -> str:
    if character == "\t":
        return " "
    if not unicode:
        return "?"
    if _LINE_BREAK.match(character):
        return "↵"
    if character < " ":
        return chr(0x2400 + ord(character))  # Unicode's control pictures: ESC is ␛
    return "␡" if character == "\x7f" else "\N{REPLACEMENT CHARACTER}"


def _unbreakable(text: str, width: int) -> Iterator[_Piece]:
    """Yield the runs of clusters between which a line may break, none wider than `width`."""
    run: _Piece | None = None
    previous: _Piece | None = None
    for cluster in _clusters(text):
        if _is_blank(text, cluster):
            if run:
                yield run
            run = None
            continue
        joins = run is not None and previous is not None and not _may_break(text, previous, cluster)
        if run and joins and run.cells + cluster.cells <= width:
            run = _Piece(run.start, cluster.end, run.cells + cluster.cells)
        else:
            if run:
                yield run
            run = cluster
        previous = cluster
    if run:
        yield run


def _clusters(text: str) -> Iterator[_Piece]:
    """Yield each character with the zero-width ones that follow it and what a joiner ties to it."""
    start = 0
    for end in range(1, len(text) + 1):
        if end < len(text) and (cell_len(text[end]) == 0 or text[end - 1] == "\u200d"):
            continue
        yield _Piece(start, end, cell_len(text[start:end]))
        start = end


def _is_blank(text: str, cluster: _Piece) -> bool:
    character = text[cluster.start]
    return cluster.end - cluster.start == 1 and character.isspace() and character not in _NO_BREAK_SPACES


def _may_break(text: str, before: _Piece, after: _Piece) -> bool:
    """Tell whether a line may end between two neighbours: only next to a wide, unspaced script."""
    if before.cells < 2 and after.cells < 2:
        return False
    last, first = text[before.start], text[after.start]
    if _HANGUL.match(last) or _HANGUL.match(first):
        return False
    closes = unicodedata.category(first) in {"Pe", "Pf", "Po"} or first in _NEVER_FIRST
    opens = unicodedata.category(last) in {"Ps", "Pi"}
    return not closes and not opens
