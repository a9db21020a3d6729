"""The lines a terminal report is built from, and the words for numbers, counts and languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rich.text import Text

from checker.renderers.cells import one_line, wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.renderers.theme import Symbols

GAP: Final = 2  # least cells between the left and the right part of a line


@dataclass(frozen=True, slots=True)
class Layout:
    """How one report is drawn."""

    width: int
    symbols: Symbols
    unicode: bool
    verbose: bool

    def quote(self, text: str) -> str:
        """Return `text` in quotation marks, safe to show on one line."""
        opening, closing = self.symbols.quotes
        return f"{opening}{self.line(text)}{closing}"

    def line(self, text: str) -> str:
        """Return `text` safe to show on one line."""
        return one_line(text, self.symbols, unicode=self.unicode)


def title_text(title: str) -> Text:
    """Return the title of a section, which the section's lines may follow."""
    return Text(" ").append(title, "section.title")


def spread(left: Text, right: Text, width: int) -> Text:
    """Return one line with `left` at its start and `right` at its end; one cell stays free at the right."""
    return left.copy().append(" " * max(width - 1 - left.cell_len - right.cell_len, GAP)).append_text(right)


def hanging(prefix: Text, body: str, width: int, style: str, *, indent: int | None = None) -> list[Text]:
    """Return `body` after `prefix`, its further lines indented; one cell stays free at the right."""
    first, rest = prefix.cell_len, prefix.cell_len if indent is None else indent
    # Wrapped as if the prefix were as wide as its blanks: one pass serves both kinds of line.
    lead = "\xa0" * (first - rest)
    padded = lead + body
    lines = wrap(padded, width - rest - 1)
    head = Text().append_text(prefix).append(lines[0].slice(padded).removeprefix(lead), style)
    return [head, *(Text(" " * rest).append(line.slice(padded), style) for line in lines[1:])]


def wrapped(text: str, width: int, style: str) -> list[Text]:
    """Return `text` as lines of at most `width` cells."""
    return [Text(line.slice(text), style) for line in wrap(text, width)]


def probability_text(probability: float) -> str:
    """Return a probability with two decimals, and never a certainty that it is not."""
    shown = f"{probability:.2f}"
    if shown == "1.00" and probability < 1:
        return ">0.99"
    if shown == "0.00" and probability > 0:
        return "<0.01"
    return shown


def count_text(count: int, one: str, several: str) -> str:
    """Return a count with its noun."""
    return f"{count} {one if count == 1 else several}"


def language_text(language: str) -> str:
    """Return the English name of a language code, or the code itself where it has none."""
    from babel import Locale  # reads CLDR data: only when a name is shown

    return str(Locale("en").languages.get(language.replace("-", "_"), language))


def sentences_text(sentences: Sequence[int], *, dash: str = "–") -> str:
    """Return where a passage stands, counted from 1: `sentence 3` or `sentences 3–4`."""
    first, last = sentences[0] + 1, sentences[-1] + 1
    return f"sentence {first}" if first == last else f"sentences {first}{dash}{last}"


def place_text(sentences: Sequence[int], layout: Layout) -> str:
    """Return where a passage stands, with the dash that the terminal can show."""
    return sentences_text(sentences, dash=layout.symbols.dash)
