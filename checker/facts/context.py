"""What a fact rule may look at: one claim of the headline, and the body it must stand on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from checker.datatypes import Span

if TYPE_CHECKING:
    from checker.datatypes import Article, Claim, Finding, Sentence


_TITLE: Final = re.compile("『[^』]*』")


@dataclass(frozen=True, slots=True)
class ClaimContext:
    """One claim with its article, cut and ranked: everything a rule decides by."""

    claim: Claim
    article: Article
    language: str  # ISO 639-1, or "und"
    sentences: tuple[Sentence, ...]  # the kept body, in order
    nearest: tuple[int, ...]  # indices of the sentences that speak of the claim, nearest first

    @property
    def text(self) -> str:
        """The claim as the headline writes it, without what was completed."""
        return self.claim.span.slice(self.article.headline)

    def headline_span(self, start: int, end: int) -> Span:
        """Return the place in the headline of `text[start:end]`."""
        return Span(self.claim.span.start + start, self.claim.span.start + end)

    def body_span(self, index: int, start: int, end: int) -> Span:
        """Return the place in the body of `sentences[index].text[start:end]`."""
        offset = self.sentences[index].span.start
        return Span(offset + start, offset + end)


def is_citation(text: str) -> bool:
    """Tell whether a sentence is little more than a title in the double marks of Japanese and Chinese."""
    return sum(len(title[0]) for title in _TITLE.finditer(text)) > len(text) / 2


class FactRule(Protocol):
    """A rule proves defects of one kind, or keeps silent."""

    def __call__(self, context: ClaimContext) -> tuple[Finding, ...]:
        """Return what is wrong with the claim."""


def cover(span: Span, other: Span | None) -> Span:
    """Return the shortest span with both in it."""
    return Span(min(span.start, other.start), max(span.end, other.end)) if other else span
