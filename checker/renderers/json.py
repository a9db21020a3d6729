"""Turn results into JSON: the one wire schema, shared by files, batches, the service and the tests.

    {"schema_version": 1, "reports": [{"source": "story.txt", "verdict": "unsupported", ...}], "failures": []}

The schema itself is `assets/report.schema.json`; `docs/formats.md` explains every key.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from checker.datatypes import Failure, Report
from checker.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.datatypes import (
        BodySupport,
        ClaimResult,
        Evidence,
        Finding,
        LeftOut,
        ScoredSentence,
        Span,
        UnsupportedWord,
    )
    from checker.renderers.context import RenderContext

# Raised when a key is removed or changes its meaning; a new key does not raise it.
SCHEMA_VERSION: Final = 1

# Six decimals are finer than any model resolves and coarse enough to be the same on every machine.
_DECIMALS: Final = 6

# Valid in a JSON string, yet harmful outside it: lone surrogates cannot be written as UTF-8, some readers
# end a line at U+0085, U+2028 and U+2029, and terminals obey C1 and bidirectional controls.
_UNSAFE: Final = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def render_json(results: Sequence[Report | Failure], context: RenderContext) -> str:
    """Return one indented object with every report and every failure, each in input order."""
    document = {
        "schema_version": SCHEMA_VERSION,
        "reports": [report_to_dict(result) for result in results if isinstance(result, Report)],
        "failures": [failure_to_dict(result) for result in results if isinstance(result, Failure)],
    }
    return dump(document, indent=2) + "\n"


def render_jsonl(results: Sequence[Report | Failure], context: RenderContext) -> str:
    """Return one line per result, in input order."""
    return "".join(dump(result_to_dict(result)) + "\n" for result in results)


def result_to_dict(result: Report | Failure) -> dict[str, Any]:
    """Return `result` as one row of the wire schema."""
    return report_to_dict(result) if isinstance(result, Report) else failure_to_dict(result)


def report_to_dict(report: Report) -> dict[str, Any]:
    """Return `report` as the wire schema has it: plain values, numbers rounded, keys in reading order."""
    return {
        "schema_version": SCHEMA_VERSION,
        "source": report.article.source,
        "headline": report.article.headline,
        "language": report.language,
        "verdict": report.verdict.value,
        "probability": _number(report.probability),
        "summary": report.summary,
        "body_supports": _support_or_none(report.body_supports),
        "claims": [_claim_to_dict(result) for result in report.claims],
        "article_findings": [_finding_to_dict(finding) for finding in report.article_findings],
        "unsupported_words": [_word_to_dict(word) for word in report.unsupported_words],
        "sentences": [_sentence_to_dict(scored) for scored in report.sentences],
        "left_out": [_left_out_to_dict(piece) for piece in report.left_out],
        "signature": report.signature,
    }


def failure_to_dict(failure: Failure) -> dict[str, Any]:
    """Return `failure` as the wire schema has it."""
    return {
        "error": {"code": failure.code, "message": failure.message, "hint": failure.hint},
        "source": failure.source,
    }


def _support_or_none(support: BodySupport | None) -> dict[str, Any] | None:
    if support is None:
        return None
    return {
        "text": support.text,
        **_span_to_dict(support.span),
        "sentences": list(support.sentences),
        "claim": support.claim,
    }


def _claim_to_dict(result: ClaimResult) -> dict[str, Any]:
    return {
        "text": result.claim.text,
        **_span_to_dict(result.claim.span),
        "label": result.label.value,
        "probability": _number(result.probability),
        "evidence": [_evidence_to_dict(evidence) for evidence in result.evidence],
        "findings": [_finding_to_dict(finding) for finding in result.findings],
    }


def _evidence_to_dict(evidence: Evidence) -> dict[str, Any]:
    return {
        "text": evidence.text,
        **_span_to_dict(evidence.span),
        "sentences": list(evidence.sentences),
        "similarity": _number(evidence.similarity),
        "entailment": _number_or_none(evidence.entailment),
        "contradiction": _number_or_none(evidence.contradiction),
    }


def _finding_to_dict(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "name": RULES[finding.rule].name,
        "severity": finding.severity.value,
        "message": finding.message,
        "claim_span": _span_or_none(finding.claim_span),
        "body_span": _span_or_none(finding.body_span),
        "expected": finding.expected,
        "found": finding.found,
        "correction": finding.correction,
        "is_known": finding.is_known,
    }


def _word_to_dict(word: UnsupportedWord) -> dict[str, Any]:
    return {"text": word.text, **_span_to_dict(word.span)}


def _sentence_to_dict(scored: ScoredSentence) -> dict[str, Any]:
    return {
        "text": scored.sentence.text,
        **_span_to_dict(scored.sentence.span),
        "similarity": _number(scored.similarity),
        "role": None if scored.role is None else scored.role.value,
    }


def _left_out_to_dict(piece: LeftOut) -> dict[str, Any]:
    return {**_span_to_dict(piece.span), "reason": piece.reason.value}


def _span_to_dict(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _span_or_none(span: Span | None) -> dict[str, int] | None:
    return None if span is None else _span_to_dict(span)  # an empty span is falsy, yet a span


def _number(value: float) -> float:
    return round(float(value), _DECIMALS) + 0.0  # + 0.0: never "-0.0"


def _number_or_none(value: float | None) -> float | None:
    return None if value is None else _number(value)


def dump(value: object, *, indent: int | None = None) -> str:
    """Return a document as JSON that is safe to write, to show and to read line by line."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
