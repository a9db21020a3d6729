"""Tell how much of a claim stands around a fact of the body: which of several the claim's own may be meant to be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checker.facts.inflection import are_forms
from checker.facts.statements import read_statement
from checker.words import recall_words, word_forms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.datatypes import Span
    from checker.facts.context import ClaimContext

N_RIVAL_SENTENCES: Final = 3  # sentences whose facts may stand for the claim's
_BESIDE: Final = 3  # content words on each side of a fact that tell what it is of
# By how much a fact must stand nearer to the claim than the claim's own does anywhere (swept on the half `tune` of
# data/edits_stories.jsonl and of genuine stories).
_MORE_BESIDE: Final = 1
_MORE_SHARE: Final = 0.2


@dataclass(frozen=True, slots=True)
class Standing:
    """What a fact of the body has of a claim around it."""

    n_beside: int  # words that stand near the claim's fact as well
    share: float  # of the claim's other words that its sentence has, 0..1

    def is_beyond(self, others: Sequence[Standing]) -> bool:
        """Tell whether clearly more of the claim stands around this fact than around any of the others."""
        return all(
            self.n_beside >= other.n_beside + _MORE_BESIDE and self.share >= other.share + _MORE_SHARE
            for other in others
        )


def read_standing(context: ClaimContext, fact: Span, index: int, place: Span) -> Standing:
    """Return how a fact at `place` of a sentence stands to a claim with its own `fact`."""
    sentence, language = context.sentences[index].text, context.language
    rest = word_forms(context.text[: fact.start] + context.text[fact.end :])
    own, others = words_beside(context.text, fact, language), words_beside(sentence, place, language)
    n_beside = sum(any(are_forms(word, other, language) for other in others) for word in own)
    return Standing(n_beside, recall_words(rest, word_forms(sentence)))


def words_beside(text: str, fact: Span, language: str) -> frozenset[str]:
    """Return the content words that stand near a fact, on either side, folded."""
    before, behind = words_around(text, fact, language)
    return frozenset((*before[-_BESIDE:], *behind[:_BESIDE]))


def words_around(text: str, fact: Span, language: str) -> tuple[list[str], list[str]]:
    """Return the content words before a fact and those behind it, in order, folded."""
    words = [word for word in read_statement(text, language).words if word.is_content]
    return (
        [word.folded for word in words if word.span.end <= fact.start],
        [word.folded for word in words if word.span.start >= fact.end],
    )
