"""What the model learns from: a claim over a text, with the classes its label leaves possible."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

ENTAIL, NEUTRAL, CONTRADICT = (True, False, False), (False, True, False), (False, False, True)
NOT_ENTAIL, NOT_CONTRADICT = (False, True, True), (True, True, False)
# The classes a label leaves possible: two-class labels train with the union.
LABELS = {
    "entail": ENTAIL,
    "neutral": NEUTRAL,
    "contradict": CONTRADICT,
    "consistent": ENTAIL,
    "inconsistent": NOT_ENTAIL,
    "paraphrase": ENTAIL,
    "not_paraphrase": NOT_ENTAIL,
    "agree": ENTAIL,
    "disagree": NOT_ENTAIL,
    "discuss": NOT_CONTRADICT,
    "unrelated": NEUTRAL,
    "other": NEUTRAL,
}


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim over a text, and the classes its label leaves possible."""

    premise: str
    hypothesis: str
    possible: tuple[bool, bool, bool]
    source: str
    language: str
    weight: float = 1.0


Group = tuple[Pair, ...]  # one pair, or a true claim followed by an edit of it over the same premise
Row = dict[str, Any]


def contrast(language: str, true: tuple[str, str], false: tuple[str, str], possible: tuple[bool, bool, bool]) -> Group:
    """Return a passage with a true headline and one with a false headline, of which `possible` is left."""
    return Pair(*true, ENTAIL, "", language), Pair(*false, possible, "", language)
