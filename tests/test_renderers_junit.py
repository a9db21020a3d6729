"""JUnit XML is well-formed whatever the texts, and fails where the exit status does."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from placed_reports import as_file, as_row, every_kind, hostile_failure, hostile_report, known_report, sample
from report_builder import make_report
from sample_reports import bridge_report, failure, supported_report, unsupported_report

from checker.datatypes import Failure, Severity
from checker.renderers import render

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))


def suites(*results: Any) -> ET.Element:
    return ET.fromstring(render(results, "junit"))  # noqa: S314 - our own XML


def with_severity(severity: Severity) -> Any:
    report = bridge_report()
    claim = report.claims[1]
    return replace(report, claims=(replace(claim, findings=(replace(claim.findings[0], severity=severity),)),))


@pytest.mark.parametrize(("name", "results"), [("report", sample()), ("every-kind", every_kind())])
def test_junit_keeps_its_shape(golden, name, results):
    golden(f"{name}.xml", render(results, "junit"))


def test_suite_is_an_article_and_case_a_claim():
    root = suites(as_file(bridge_report()), supported_report())
    assert [suite.get("name") for suite in root] == ["bridge.txt", "stories/port.md"]
    assert [case.get("name") for case in root[0]] == ["Mayor opens bridge", "Mayor admits it was never tested"]
    assert root[0][1].attrib.items() >= {("file", "bridge.txt"), ("line", "1"), ("classname", "bridge.txt")}


@pytest.mark.parametrize(
    ("severity", "outcome"),
    [(Severity.ERROR, "failure"), (Severity.WARNING, "skipped"), (Severity.NOTE, "system-out")],
)
def test_severity_becomes_an_outcome(severity, outcome):
    (case,) = suites(with_severity(severity)).iter("testcase")
    (child,) = case
    assert child.tag == outcome
    assert f"HC001 claim-not-mentioned ({severity}): " in child.text
    assert "sentence 2: “Engineers had tested it for six weeks.”" in child.text


def test_known_finding_does_not_fail():
    cases = list(suites(known_report()).iter("testcase"))
    assert [case[0].tag for case in cases] == ["system-out", "skipped", "skipped"]
    assert "(error, known)" in cases[1][0].text
    assert cases[2].get("name") == "The note to ignore HC003 hides nothing."


def test_failure_is_an_error():
    (case,) = suites(Failure("rows.jsonl:3", "E107", "row 3 is not JSON")).iter("testcase")
    (error,) = case
    assert (error.tag, error.get("type"), error.get("message")) == ("error", "E107", "row 3 is not JSON")
    assert (case.get("file"), case.get("line")) == ("rows.jsonl", "3")


def test_counts_add_up():
    root = suites(*every_kind())
    for name, kind in (("tests", "testcase"), ("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        assert int(root.get(name)) == sum(int(suite.get(name)) for suite in root) == len(list(root.iter(kind)))


def test_nothing_to_check_is_one_passing_case():
    root = suites()
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("1", "0", "0")


def test_row_is_named_and_placed():
    (case,) = suites(as_row(unsupported_report()))[0][:1]
    assert (case.get("classname"), case.get("file"), case.get("line")) == ("desk-17", "desk/rows.jsonl", "4")


def test_page_on_the_web_is_no_file():
    report = bridge_report()
    report = replace(report, article=replace(report.article, source="https://example.org/a"))
    assert all(case.get("file") is None for case in suites(report).iter("testcase"))


def test_hostile_text_is_text():
    root = suites(hostile_report(), hostile_failure())
    assert [case.tag for suite in root for case in suite] == ["testcase", "testcase"]
    assert "<script>alert(1)</script>" in root[0][0].get("name")


@given(headline=ANY_TEXT, source=ANY_TEXT)
def test_any_text_is_well_formed(headline, source):
    report = make_report(headline=headline, source=source)
    finding = replace(bridge_report().claims[1].findings[0], message=headline, expected=source)
    report = replace(report, claims=(replace(report.claims[0], findings=(finding,)),))
    text = render([report, replace(failure(), message=headline)], "junit")
    assert len(list(ET.fromstring(text.encode()).iter("testcase"))) == 2  # noqa: S314 - our own XML
