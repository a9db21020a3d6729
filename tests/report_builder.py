"""Build reports for the tests from plain values.

Every span is looked up in the texts, so that a report built here keeps the invariants of a real one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from checker.datatypes import (
    Article,
    Claim,
    ClaimResult,
    Evidence,
    Label,
    LeftOut,
    LeftOutReason,
    Report,
    ScoredSentence,
    Sentence,
    Span,
    UnsupportedWord,
    Verdict,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

SIGNATURE: Final = "enc:fake|ver:none|verdict:test|seg:test|thr:0.50|v:test"


def make_report(
    *,
    headline: str = "Mayor opens the bridge, admits it was never tested",
    sentences: Sequence[str] = ("The mayor opened the bridge on Monday.", "Traffic will start next week."),
    separator: str = " ",
    verdict: Verdict = Verdict.UNSUPPORTED,
    probability: float = 0.07,
    summary: str = "Nothing in the body says so.",
    claims: Sequence[ClaimResult] | None = None,
    unsupported: Sequence[str] = (),
    roles: Sequence[Label | None] = (),
    similarities: Sequence[float] = (),
    left_out: Sequence[tuple[str, LeftOutReason]] = (),
    source: str = "story.txt",
    language: str = "en",
) -> Report:
    """Return a report over `sentences`; what was left out follows them in the body."""
    body = separator.join([*sentences, *(text for text, _ in left_out)])
    scored = []
    start = 0
    for index, text in enumerate(sentences):
        start = body.index(text, start)
        sentence = Sentence(index, text, Span(start, start + len(text)))
        similarity = similarities[index] if similarities else 0.9 - 0.02 * index
        scored.append(ScoredSentence(sentence, similarity, roles[index] if roles else None))
        start = sentence.span.end
    pieces = []
    for text, reason in left_out:
        start = body.index(text, start)
        pieces.append(LeftOut(Span(start, start + len(text)), reason))
        start += len(text)
    report = Report(
        article=Article(headline=headline, body=body, source=source, language=language),
        language=language,
        verdict=verdict,
        probability=probability,
        summary=summary,
        claims=(),
        unsupported_words=tuple(UnsupportedWord(word, find(headline, word)) for word in unsupported),
        sentences=tuple(scored),
        left_out=tuple(pieces),
        signature=SIGNATURE,
    )
    return replace(report, claims=tuple(claims) if claims is not None else (default_claim(report),))


def default_claim(report: Report) -> ClaimResult:
    """Return a claim of the whole headline, labelled as the verdict, resting on the first sentence."""
    headline = report.article.headline
    label = {Verdict.SUPPORTED: Label.SUPPORTED, Verdict.CONTRADICTED: Label.CONTRADICTED}.get(
        report.verdict, Label.NOT_MENTIONED
    )
    evidence = (make_evidence(report, 0),) if report.sentences else ()
    return ClaimResult(Claim(0, headline, Span(0, len(headline))), label, report.probability, evidence)


def make_evidence(
    report: Report,
    first: int,
    last: int | None = None,
    *,
    entailment: float | None = None,
    contradiction: float | None = None,
) -> Evidence:
    """Return sentences `first` to `last` of `report` as evidence."""
    indices = tuple(range(first, (first if last is None else last) + 1))
    covered = [report.sentences[index] for index in indices]
    span = Span(covered[0].sentence.span.start, covered[-1].sentence.span.end)
    similarity = max(scored.similarity for scored in covered)
    return Evidence(span.slice(report.article.body), span, indices, similarity, entailment, contradiction)


def find(text: str, part: str) -> Span:
    """Return where `part` stands in `text`."""
    start = text.index(part)
    return Span(start, start + len(part))
