"""Severities a desk gives, and what is shown: the findings change, the judgement never."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sample_reports import bridge_report, failure

from checker.datatypes import Finding, Severity
from checker.exit_status import exit_status
from checker.findings import apply_severities, show_from

REPORT = replace(bridge_report(), article_findings=(Finding("HC090", Severity.WARNING, "idle"),))


def severities(report):
    return [(finding.rule, finding.severity.value) for finding in report.findings]


def test_desk_gives_rules_another_severity():
    changed = apply_severities(REPORT, {"HC001": Severity.NOTE, "HC090": Severity.ERROR})
    assert severities(changed) == [("HC001", "note"), ("HC090", "error")]


def test_rules_the_desk_does_not_name_keep_their_own():
    assert apply_severities(REPORT, {"HC002": Severity.NOTE}) == REPORT


def test_severity_changes_nothing_that_was_decided():
    changed = apply_severities(REPORT, {"HC001": Severity.NOTE})
    assert changed.verdict == REPORT.verdict
    assert [result.label for result in changed.claims] == [result.label for result in REPORT.claims]


@pytest.mark.parametrize(
    ("least", "shown"),
    [("note", ["HC001", "HC090"]), ("warning", ["HC001", "HC090"]), ("error", ["HC001"])],
)
def test_less_severe_findings_are_not_shown(least, shown):
    assert [rule for rule, _ in severities(show_from(REPORT, Severity(least)))] == shown


def test_failure_is_always_shown():
    assert show_from(failure(), Severity.ERROR) == failure()


@pytest.mark.parametrize(
    ("fail_on", "is_known", "status"),
    [("error", False, 1), ("error", True, 0), ("warning", True, 1), ("never", False, 0)],
    ids=["new", "known", "another is new", "never"],
)
def test_known_finding_is_no_reason_to_fail(fail_on, is_known, status):
    first, second = REPORT.claims
    known = replace(second, findings=tuple(replace(found, is_known=is_known) for found in second.findings))
    assert exit_status(replace(REPORT, claims=(first, known)), fail_on=fail_on) == status
