"""The values that flow between the stages: frozen, and free of any behaviour but slicing and counting."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - the cache of reports reads the annotations
from dataclasses import dataclass, field
from enum import StrEnum


class Label(StrEnum):
    """What the body does for one claim."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    NOT_MENTIONED = "not_mentioned"


class Verdict(StrEnum):
    """What the body does for the headline as a whole."""

    SUPPORTED = "supported"
    UNSUPPORTED = "unsupported"
    CONTRADICTED = "contradicted"
    UNCERTAIN = "uncertain"


class Severity(StrEnum):
    """How much a finding matters; maps one to one to SARIF and GitHub levels."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class LeftOutReason(StrEnum):
    """Why cleaning kept a piece of the body from being evidence."""

    PAGE_FURNITURE = "page_furniture"
    TEASER = "teaser"
    REPEATED = "repeated_paragraph"
    HEADLINE = "headline_repeated"
    BYLINE = "byline"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points, `[start, end)`."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def slice(self, text: str) -> str:
        """Return the part of `text` this span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Article:
    """One story: the two texts to compare, and where they came from."""

    headline: str
    body: str  # exactly as read; every body span of a report indexes it
    source: str = ""  # path, URL or row id
    body_line: int = 1  # 1-based line of the source on which the body starts
    language: str = ""  # ISO 639-1; empty: to be detected
    metadata: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A piece of the body that is not evidence, and why."""

    span: Span  # into Article.body
    reason: LeftOutReason


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the kept body; `span.slice(body) == text`."""

    index: int  # 0-based, in body order
    text: str
    span: Span  # into Article.body


@dataclass(frozen=True, slots=True)
class ScoredSentence:
    """A body sentence with what it does for the headline's claims."""

    sentence: Sentence
    similarity: float  # best cosine over the claims, -1..1
    role: Label | None = None  # what it does for the claim it bears on; None: nothing


@dataclass(frozen=True, slots=True)
class Claim:
    """One checkable statement of the headline."""

    index: int  # 0-based, in headline order
    text: str  # may be completed with its subject or attribution
    span: Span  # into Article.headline; never completed


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sentence, or a run of neighbouring sentences, with its numbers for one claim."""

    text: str  # the body from the first to the last sentence, exactly
    span: Span  # into Article.body
    sentences: tuple[int, ...]  # indices of the sentences it covers
    similarity: float  # cosine, -1..1
    entailment: float | None = None  # P(entails the claim), 0..1; None: no verifier ran
    contradiction: float | None = None  # P(contradicts the claim), 0..1; None: no verifier ran


@dataclass(frozen=True, slots=True)
class Finding:
    """One reportable defect."""

    rule: str  # code in the registry, such as HC001
    severity: Severity
    message: str
    claim_span: Span | None = None  # into Article.headline
    body_span: Span | None = None  # into Article.body
    expected: str = ""  # what the headline says
    found: str = ""  # what the body says
    correction: str = ""  # the claim with that in it, where the body bears it
    is_known: bool = False  # recorded in the baseline: shown, but no reason to fail


@dataclass(frozen=True, slots=True)
class ClaimResult:
    """A claim with its label, its probability and what they rest on."""

    claim: Claim
    label: Label
    probability: float  # calibrated P(supported), 0..1
    evidence: tuple[Evidence, ...]  # strongest first
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class UnsupportedWord:
    """A word of the headline that nothing in the body accounts for."""

    text: str
    span: Span  # into Article.headline


@dataclass(frozen=True, slots=True)
class BodySupport:
    """What the body does say, to build a headline from when it does not support the one it has."""

    text: str  # a claim of the headline that is supported, or else the nearest passage of the body
    span: Span  # into Article.body: the passage it rests on
    sentences: tuple[int, ...]  # indices of the sentences of that passage
    claim: int | None  # index of the claim; None: a passage of the body


@dataclass(frozen=True, slots=True)
class Report:
    """All we say about one article."""

    article: Article
    language: str  # ISO 639-1 as given or detected; "und" when unknown
    verdict: Verdict
    probability: float  # calibrated P(every claim is supported), 0..1
    summary: str  # one plain sentence: why this verdict
    claims: tuple[ClaimResult, ...]
    unsupported_words: tuple[UnsupportedWord, ...]
    sentences: tuple[ScoredSentence, ...]  # in body order
    left_out: tuple[LeftOut, ...]  # in body order
    signature: str  # every setting and version this result depends on
    body_supports: BodySupport | None = None  # None: the headline is supported
    article_findings: tuple[Finding, ...] = ()  # about the article rather than a claim, such as an unused ignore

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding of every claim, in claim order, then those about the article."""
        of_claims = tuple(finding for result in self.claims for finding in result.findings)
        return of_claims + self.article_findings


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that could not be checked."""

    source: str
    code: str  # of the error, such as E104
    message: str
    hint: str = ""
    place: str = ""  # PATH:LINE of a row that has another source than that
