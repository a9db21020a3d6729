"""Draw the whole headline with a mark under every word that nothing in the body accounts for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from checker.renderers.cells import is_right_to_left, visible, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.datatypes import Span, UnsupportedWord
    from checker.renderers.theme import Symbols


def marked_headline(
    headline: str, words: Sequence[UnsupportedWord], *, width: int, symbols: Symbols, unicode: bool
) -> list[Text]:
    """Return the headline's lines, each followed by its row of marks where it has any.

    A headline in a right-to-left script gets a list of the words instead: the terminal reorders its
    cells, so that a mark would stand under another word.
    """
    shown = visible(headline, unicode=unicode)
    spans = sorted(word.span for word in words)
    if is_right_to_left(headline):
        lines = [_styled(shown, line, spans, "headline.unsupported.underlined") for line in wrap(shown, width)]
        return lines + _word_list(shown, spans, width=width, symbols=symbols)
    lines = []
    for line in wrap(shown, width):
        lines.append(_styled(shown, line, spans, "headline.unsupported"))
        marks = _marks(shown, line, spans, symbols.mark)
        if marks:
            lines.append(Text(marks, "headline.mark"))
    return lines


def _styled(shown: str, line: Span, spans: Sequence[Span], style: str) -> Text:
    text = Text(line.slice(shown), "headline.text")
    for span in spans:
        text.stylize(style, max(span.start - line.start, 0), max(span.end - line.start, 0))
    return text


def _marks(shown: str, line: Span, spans: Sequence[Span], mark: str) -> str:
    row = ""
    for span in spans:
        start, end = max(span.start, line.start), min(span.end, line.end)
        if start < end:
            row = row.ljust(cell_len(shown[line.start : start])) + mark * cell_len(shown[start:end])
    return row


def _word_list(shown: str, spans: Sequence[Span], *, width: int, symbols: Symbols) -> list[Text]:
    if not spans:
        return []
    opening, closing = symbols.quotes
    words = ", ".join(f"{opening}{span.slice(shown)}{closing}" for span in spans)
    listed = f"not accounted for: {words}"
    return [Text(line.slice(listed), "headline.mark") for line in wrap(listed, width)]
