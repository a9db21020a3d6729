"""What a story asks to ignore, where it may ask, and what becomes of an idle request."""

from __future__ import annotations

import io
import time
from dataclasses import replace

import pytest
from fakes import make_checker
from report_builder import make_report

from checker.datatypes import Finding, Severity
from checker.ignores import FIELD, apply_ignores, join_ignored
from checker.readers.markdown import read_markdown
from checker.rules import RULES, enabled_rules

ENABLED = enabled_rules()


def report_on(comment: str = "", *, field: str = "", rules: tuple[str, ...] = ("HC001",)):
    """A report with a finding of each of these rules, on an article with a comment after its body."""
    report = make_report()
    (claim,) = report.claims
    article = replace(
        report.article, body=f"{report.article.body}\n{comment}", metadata={FIELD: field} if field else {}
    )
    findings = tuple(Finding(rule, RULES[rule].severity, "wrong", claim_span=claim.claim.span) for rule in rules)
    return replace(report, article=article, claims=(replace(claim, findings=findings),))


@pytest.mark.parametrize(
    ("comment", "left"),
    [
        ("<!-- checker: ignore HC001 -- agreed with the desk -->", ["HC003"]),
        ("<!-- checker: ignore HC001 -->", ["HC003"]),
        ("<!--checker:ignore claim-not-mentioned-->", ["HC003"]),
        ("<!-- checker: ignore hc001, HC003 -- both -- really -->", []),
        ("<!-- checker: ignore HC001 HC003 -->", []),
        ("<!-- checker: ignore\nHC001\n-- over\nlines -->", ["HC003"]),
        ("<!-- checker: ignore HC001 --> and <!-- checker: ignore HC003 -- 3 -> 4 -->", []),
        ("<!-- ignore HC001 -->", ["HC001", "HC003"]),
        ("checker: ignore HC001", ["HC001", "HC003"]),
        ("<!-- checker: ignore HC001", ["HC001", "HC003"]),
    ],
    ids=[
        "reason", "no reason", "by name", "several", "blanks between", "lines", "two comments", "another comment",
        "no comment", "not closed",
    ],
)  # fmt: skip
def test_findings_a_comment_names_are_left_out(comment, left):
    changed = apply_ignores(report_on(comment, rules=("HC001", "HC003")), enabled=ENABLED)
    assert [finding.rule for finding in changed.findings] == left


@pytest.mark.parametrize("field", ["HC001", "HC001, HC003", "HC001 claim-not-mentioned"])
def test_findings_the_field_names_are_left_out(field):
    changed = apply_ignores(report_on(field=field, rules=("HC001", "HC003")), enabled=ENABLED)
    assert "HC001" not in [finding.rule for finding in changed.findings]


def test_verdict_stays_what_the_body_says():
    report = report_on("<!-- checker: ignore HC001 -->")
    assert apply_ignores(report, enabled=ENABLED).verdict == report.verdict


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        ("<!-- checker: ignore HC003 -->", "There is no finding of HC003 to ignore."),
        ("<!-- checker: ignore HC999 -->", "There is no rule HC999 to ignore."),
        ("<!-- checker: ignore -- why not -->", "This comment names no rule"),
        ("<!-- checker: ignroe HC001 -->", "This comment names no rule"),
    ],
    ids=["nothing to ignore", "no such rule", "no rule named", "misspelt"],
)
def test_idle_request_is_a_finding_of_its_own(comment, message):
    report = report_on(comment, rules=())
    (finding,) = apply_ignores(report, enabled=ENABLED).article_findings
    assert (finding.rule, finding.severity) == ("HC090", Severity.WARNING)
    assert finding.message.startswith(message)
    assert finding.body_span.slice(report.article.body) == comment


def test_idle_field_has_no_place_in_the_body():
    (finding,) = apply_ignores(report_on(field="HC003"), enabled=ENABLED).article_findings
    assert finding.body_span is None


def test_one_headline_of_a_page_says_nothing_about_the_need_of_another():
    report = report_on(field="HC003, HC999")
    article = replace(report.article, metadata={**report.article.metadata, "field": "og:title"})
    (finding,) = apply_ignores(replace(report, article=article), enabled=ENABLED).article_findings
    assert finding.message == "There is no rule HC999 to ignore."


def test_request_for_a_rule_that_is_off_is_not_called_idle():
    report = report_on("<!-- checker: ignore HC003 -->")
    assert not apply_ignores(report, enabled=ENABLED - {"HC003"}).article_findings


def test_idle_requests_are_not_reported_when_that_rule_is_off():
    report = report_on("<!-- checker: ignore HC003 -->")
    assert apply_ignores(report, enabled=ENABLED - {"HC090"}).findings == report.findings


def test_article_that_asks_for_nothing_keeps_its_report():
    report = report_on()
    assert apply_ignores(report, enabled=ENABLED) is report


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: Ferry stays\nchecker_ignore: [HC003, HC001]\n---\nIt stays.\n",
        "---\ntitle: Ferry stays\nchecker_ignore: HC003 HC001\n---\nIt stays.\n",
        "<!-- checker: ignore HC003, HC001 -- above the headline -->\n\n# Ferry stays\n\nIt stays.\n",
        "---\nchecker_ignore: HC003\n---\n<!-- checker: ignore HC001 -->\n# Ferry stays\n\nIt stays.\n",
    ],
    ids=["list", "text", "comment above the headline", "both"],
)
def test_markdown_keeps_requests_that_stand_above_the_body(text):
    (article,) = read_markdown(io.BytesIO(text.encode()), source="story.md")
    assert article.metadata[FIELD].replace(",", "").split() == ["HC003", "HC001"]


def test_request_in_markdown_silences_the_finding_it_names(tmp_path):
    text = "# Dragons attack city hall\n\nThe mayor opened the new bridge. <!-- checker: ignore HC001 -- fable -->\n"
    (article,) = read_markdown(io.BytesIO(text.encode()), source="story.md")
    report = make_checker(tmp_path).check(article)
    assert "HC001" not in [finding.rule for finding in apply_ignores(report, enabled=ENABLED).findings]


def test_reader_joins_what_its_body_does_not_hold():
    assert join_ignored("<p>x <!-- checker: ignore HC003 --></p>", "HC001", "") == "HC001, HC003"
    assert join_ignored("<p>x</p>") == ""


def test_hostile_comments_take_no_time():
    started = time.perf_counter()
    assert join_ignored("<!-- checker:" * 50_000) == ""
    assert time.perf_counter() - started < 2
