"""Lay the body of a report out as paragraphs of sentences, each with what it does for the headline."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checker.datatypes import Label, LeftOut, Span
from checker.renderers.claims import open_sentences
from checker.renderers.marks import Piece, cut
from checker.renderers.theme import LEFT_OUT_WORDS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from checker.datatypes import Report, ScoredSentence

_BLANK_LINE: Final = re.compile(r"\n[^\S\n]*\n")
_LINE_END: Final = re.compile(r"\n")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of the body that is one sentence, was left out for one reason, or stands between."""

    pieces: tuple[Piece, ...]  # what a finding points at is marked
    number: int = 0  # of the sentence, from 1; 0: no sentence
    role: Label | None = None
    is_open: bool = False  # what it is quoted for is left open
    claims: tuple[int, ...] = ()  # numbers of the claims it is quoted for, from 1
    reason: str = ""  # why it is no evidence


def body_paragraphs(report: Report, *, verbose: bool) -> tuple[tuple[Stretch, ...], ...]:
    """Return the whole body in order, paragraph by paragraph; nothing but blanks is lost."""
    body = report.article.body
    # Where sentences go over line ends the lines are wrapped ones, and only a blank line ends a paragraph.
    is_wrapped = any("\n" in scored.sentence.text for scored in report.sentences)
    ends = _BLANK_LINE if is_wrapped else _LINE_END
    paragraphs: list[list[Stretch]] = [[]]
    position = 0
    for span, stretch in [*_stretches(report, verbose=verbose), (Span(len(body), len(body)), Stretch(()))]:
        between = body[position : span.start]
        if between.strip():
            paragraphs[-1].append(Stretch(cut(between, ())))
        if ends.search(between) and paragraphs[-1]:
            paragraphs.append([])
        paragraphs[-1].append(stretch)
        position = span.end
    return tuple(tuple(stretch for stretch in paragraph if stretch.pieces) for paragraph in paragraphs if paragraph)


def _stretches(report: Report, *, verbose: bool) -> list[tuple[Span, Stretch]]:
    quoted = _claims_by_sentence(report, verbose=verbose)
    undecided = open_sentences(report)
    marked = [finding.body_span for finding in report.findings if finding.body_span]
    found = [
        (scored.sentence.span, _sentence(scored, quoted.get(scored.sentence.index, ()), marked, undecided))
        for scored in report.sentences
    ]
    found += [(piece.span, _left_out(piece, report.article.body)) for piece in report.left_out]
    return sorted(found, key=lambda item: item[0])


def _sentence(
    scored: ScoredSentence, claims: Sequence[int], marked: Sequence[Span], undecided: Collection[int]
) -> Stretch:
    sentence = scored.sentence
    # A finding that points at the whole sentence says no more than the sentence's own colour.
    within = [span for span in marked if span != sentence.span]
    pieces = cut(sentence.text, within, start=sentence.span.start)
    is_open = sentence.index in undecided
    return Stretch(pieces, number=sentence.index + 1, role=scored.role, is_open=is_open, claims=tuple(claims))


def _left_out(piece: LeftOut, body: str) -> Stretch:
    return Stretch(cut(piece.span.slice(body), ()), reason=LEFT_OUT_WORDS[piece.reason][0])


def _claims_by_sentence(report: Report, *, verbose: bool) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for index, number in _quotations(report, verbose=verbose):
        found.setdefault(index, []).append(number)
    return found


def _quotations(report: Report, *, verbose: bool) -> Iterator[tuple[int, int]]:
    for number, result in enumerate(report.claims, start=1):
        for evidence in result.evidence if verbose else result.evidence[:1]:
            yield from ((index, number) for index in evidence.sentences)
