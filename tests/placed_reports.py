"""The sample reports as if read from files, so that lines and columns are known, and texts meant to do harm."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from report_builder import find, make_report
from sample_reports import (
    bridge_report,
    contradicted_report,
    failure,
    right_to_left_report,
    supported_report,
    unsupported_report,
)

from checker.datatypes import Failure, Finding, Severity

if TYPE_CHECKING:
    from checker.datatypes import Report

# Markup of every format, workflow commands, terminal and bidirectional controls, lone surrogates, what XML forbids.
HOSTILE: Final = (
    "</mark></style><script>alert(1)</script><img src=x onerror=alert(2)> & &amp; \"q\" 'a'"
    " | a | b [link](javascript:alert(3)) ![i](x) `code` **b** __u__ ~~s~~ $x$ <!-- c --> {{ 7*7 }} {% raw %}"
    " @everyone #12 !34 GH-56 http://evil.example www.evil.example :smile: % , :: \x00\x07\x1b[31m\x7f\x85\x9b"
    " \u2028\u2029\u202e\u2066\ud800\udfff\ufffe\uffff\r\n\n::error::x\n# h\n- l\n1. n\t=1+1 end"
)


def as_file(report: Report, *, headline_column: int = 1, body_line: int = 3) -> Report:
    """Return the report as of a text file: the headline on its first line, the body from `body_line` on."""
    metadata = {"format": "text", "headline_line": "1", "headline_column": str(headline_column)}
    return replace(report, article=replace(report.article, body_line=body_line, metadata=metadata))


def as_row(report: Report) -> Report:
    """Return the report as of the fourth line of a JSONL file."""
    metadata = {"format": "jsonl", "path": "desk/rows.jsonl", "line": "4"}
    return replace(report, article=replace(report.article, source="desk-17", metadata=metadata))


def sample() -> tuple[Report | Failure, ...]:
    """Return what the documentation shows."""
    return (as_file(bridge_report()), failure())


def every_kind() -> tuple[Report | Failure, ...]:
    """Return a clean report, one with findings, a failure, and other scripts."""
    return (
        as_file(supported_report()),
        as_file(unsupported_report()),
        failure(),
        as_row(right_to_left_report()),
        as_file(contradicted_report()),
        as_file(known_report()),
    )


def known_report() -> Report:
    """Return a report whose one finding is in the baseline, with a warning about the article itself."""
    report = replace(bridge_report(), article=replace(bridge_report().article, source="stories/old bridge.txt"))
    first, second = report.claims
    second = replace(second, findings=(replace(second.findings[0], is_known=True),))
    unused = Finding("HC090", Severity.WARNING, "The note to ignore HC003 hides nothing.")
    return replace(report, claims=(first, second), article_findings=(unused,))


def hostile_report() -> Report:
    """Return a report in which every text is meant to do harm."""
    sentence = HOSTILE.strip()
    report = make_report(
        headline=HOSTILE,
        sentences=(sentence,),
        summary=HOSTILE,
        unsupported=("alert(1)",),
        source=f"stories/{HOSTILE}.txt",
    )
    (claim,) = report.claims
    finding = Finding(
        "HC001",
        Severity.ERROR,
        HOSTILE,
        claim_span=find(HOSTILE, "alert(2)"),
        body_span=find(report.article.body, "<script>"),
        expected=HOSTILE,
        found=HOSTILE,
    )
    return as_file(replace(report, claims=(replace(claim, findings=(finding,)),)))


def hostile_failure() -> Failure:
    """Return a failure whose every text is meant to do harm."""
    return Failure(f"{HOSTILE}.txt", "E101", HOSTILE, HOSTILE)
