"""The only place where the terminal's colours and symbols live, and the words for every enum value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from checker.datatypes import Label, LeftOutReason, Verdict

# Colours of the 256-colour cube, which every terminal in use draws alike (several still garble 24-bit colour).
# All have a contrast of at least 3.2 : 1 to both black and white (WCAG 2 formula), so they survive dark and
# light backgrounds. Blue stands for what the body carries and warm colours for what it does not, a pair that
# colour-blind eyes keep apart; a symbol and a word always say the same.
_BLUE: Final = "color(32)"  # #0087d7
_ORANGE: Final = "color(166)"  # #d75f00
_CRIMSON: Final = "color(161)"  # #d7005f
_OCHRE: Final = "color(136)"  # #af8700
_GREY: Final = "color(243)"  # #767676

STYLES: Final = {
    "verdict.supported": f"bold {_BLUE}",
    "verdict.unsupported": f"bold {_ORANGE}",
    "verdict.contradicted": f"bold {_CRIMSON}",
    "verdict.uncertain": f"bold {_OCHRE}",
    "border.supported": _BLUE,
    "border.unsupported": _ORANGE,
    "border.contradicted": _CRIMSON,
    "border.uncertain": _OCHRE,
    "headline.text": "bold",
    "headline.unsupported": f"bold {_ORANGE}",
    "headline.unsupported.underlined": f"bold underline {_ORANGE}",
    "headline.mark": _ORANGE,
    "claim.text.supported": "none",
    "claim.text.not_mentioned": "bold",
    "claim.text.contradicted": "bold",
    "claim.text.uncertain": "bold",
    "claim.uncertain": _OCHRE,
    "claim.supported": _BLUE,
    "claim.not_mentioned": _ORANGE,
    "claim.contradicted": _CRIMSON,
    "evidence.place": _GREY,
    "evidence.text": "italic",
    "finding.rule": "bold",
    "finding.name": "none",
    "finding.error": f"bold {_ORANGE}",
    "finding.warning": f"bold {_OCHRE}",
    "finding.note": f"bold {_BLUE}",
    "finding.message": "none",
    "sentence.number": _GREY,
    "sentence.supported": _BLUE,
    "sentence.contradicted": _CRIMSON,
    "sentence.uncertain": _OCHRE,
    "sentence.neither": _GREY,
    "sentence.text": "none",
    "sentence.text.neither": _GREY,
    "failure.code": f"bold {_CRIMSON}",
    "section.title": "bold",
    "source.text": "bold",
    "muted": _GREY,
    "total": "bold",
}


@dataclass(frozen=True, slots=True)
class Symbols:
    """The marks of one drawing set; the ones that stand in columns are one cell wide."""

    supported: str
    not_mentioned: str
    contradicted: str
    uncertain: str
    neither: str
    failure: str
    mark: str  # drawn under each cell of a word nothing accounts for
    bar: tuple[str, ...]  # parts of one cell, from the thinnest to the full one
    gauge_rest: str  # what is left of the gauge beside the verdict
    rule: str
    ellipsis: str
    quotes: tuple[str, str]
    separator: str  # between facts on one line
    paragraph: str  # a paragraph break inside a quotation
    dash: str  # between the ends of a range


UNICODE_SYMBOLS: Final = Symbols(
    supported="✓",
    not_mentioned="✗",
    contradicted="≠",
    uncertain="?",
    neither="·",
    failure="!",
    mark="~",
    bar=("╸", "━"),
    gauge_rest="─",
    rule="─",
    ellipsis="…",
    quotes=("“", "”"),
    separator="·",
    paragraph="¶",
    dash="–",
)

ASCII_SYMBOLS: Final = Symbols(
    supported="+",
    not_mentioned="x",
    contradicted="!",
    uncertain="?",
    neither=".",
    failure="E",
    mark="~",
    bar=("=",),
    gauge_rest="-",
    rule="-",
    ellipsis="...",
    quotes=('"', '"'),
    separator="-",
    paragraph="/",
    dash="-",
)

# From the one an editor must see first to the calm one.
VERDICT_ORDER: Final = (Verdict.CONTRADICTED, Verdict.UNSUPPORTED, Verdict.UNCERTAIN, Verdict.SUPPORTED)

LABEL_WORDS: Final = {
    Label.SUPPORTED: "supported",
    Label.NOT_MENTIONED: "not mentioned",
    Label.CONTRADICTED: "contradicted",
}

# What stands before the number of the sentence quoted under a claim.
EVIDENCE_LEAD: Final = {
    Label.SUPPORTED: "",
    Label.NOT_MENTIONED: "nearest: ",
    Label.CONTRADICTED: "but ",
}

# (one, several)
LEFT_OUT_WORDS: Final = {
    LeftOutReason.PAGE_FURNITURE: ("line of page furniture", "lines of page furniture"),
    LeftOutReason.TEASER: ("teaser", "teasers"),
    LeftOutReason.REPEATED: ("repeated paragraph", "repeated paragraphs"),
    LeftOutReason.HEADLINE: ("repetition of the headline", "repetitions of the headline"),
    LeftOutReason.BYLINE: ("byline", "bylines"),
}


def symbols_for(*, unicode: bool) -> Symbols:
    """Return the drawing set a terminal can show."""
    return UNICODE_SYMBOLS if unicode else ASCII_SYMBOLS


def verdict_symbol(verdict: Verdict, symbols: Symbols) -> str:
    """Return the mark of a verdict."""
    return {
        Verdict.SUPPORTED: symbols.supported,
        Verdict.UNSUPPORTED: symbols.not_mentioned,
        Verdict.CONTRADICTED: symbols.contradicted,
        Verdict.UNCERTAIN: symbols.uncertain,
    }[verdict]


def label_symbol(label: Label, symbols: Symbols) -> str:
    """Return the mark of a claim's label."""
    return {
        Label.SUPPORTED: symbols.supported,
        Label.NOT_MENTIONED: symbols.not_mentioned,
        Label.CONTRADICTED: symbols.contradicted,
    }[label]
