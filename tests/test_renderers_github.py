"""Annotations come back from the runner as they were meant, and nothing else does."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from placed_reports import as_file, as_row, every_kind, hostile_failure, hostile_report, known_report, sample
from report_builder import make_report
from sample_reports import bridge_report, failure, supported_report, unsupported_report

from checker.datatypes import Severity
from checker.renderers import render

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))


class Annotation(NamedTuple):
    level: str
    properties: dict[str, str]
    message: str


def annotations(text: str) -> list[Annotation]:
    """Read workflow commands as the runner does (actions/runner, ActionCommand.TryParseV2)."""

    def decode(value: str, codes: str) -> str:
        for code in [*re.findall("..", codes), "25"]:
            value = value.replace(f"%{code}", chr(int(code, 16)))
        return value

    found = []
    for line in text.splitlines():
        if not line.lstrip().startswith("::"):
            continue
        head, _, message = line.lstrip()[2:].partition("::")
        level, _, written = head.partition(" ")
        pairs = (pair.split("=", 1) for pair in written.split(","))
        properties = {key: decode(value, "0D0A3A2C") for key, value in pairs}
        found.append(Annotation(level, properties, decode(message, "0D0A")))
    return found


@pytest.mark.parametrize(("name", "results"), [("report", sample()), ("every-kind", every_kind())])
def test_annotations_keep_their_shape(golden, name, results):
    golden(f"{name}.github", render(results, "github"))


def test_finding_points_at_the_words_of_the_headline():
    (found,) = annotations(render([as_file(bridge_report())], "github"))
    assert found.level == "error"
    assert found.properties == {
        "file": "bridge.txt",
        "line": "1",
        "col": "21",
        "endLine": "1",
        "endColumn": "47",
        "title": "HC001 claim-not-mentioned",
    }
    assert found.message.splitlines()[0] == "No sentence says that the mayor admits this."
    assert found.message.splitlines()[2] == "body: “Engineers had tested it for six weeks.”"


def test_body_passage_is_quoted_when_the_finding_quotes_none():
    report = bridge_report()
    finding = replace(report.claims[1].findings[0], expected="", found="")
    report = replace(report, claims=(replace(report.claims[1], findings=(finding,)),))
    (found,) = annotations(render([report], "github"))
    assert found.message.endswith("this.\nbody: “Engineers had tested it for six weeks.”")


def test_line_alone_has_no_columns():
    (found,) = annotations(render([as_row(unsupported_report())], "github"))
    assert found.properties == {"file": "desk/rows.jsonl", "line": "4", "title": "HC001 claim-not-mentioned"}


def test_worst_come_first_the_known_last_and_then_a_line_for_all():
    text = render(every_kind(), "github")
    assert [found.level for found in annotations(text)] == [*["error"] * 3, *["warning"] * 2, "error"]
    assert annotations(text)[0].properties["title"] == "E104"
    assert text.splitlines()[-1].startswith("5 headlines checked: ")


@pytest.mark.parametrize(
    ("severity", "level"), [(Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.NOTE, "notice")]
)
def test_severity_becomes_a_level(severity, level):
    report = bridge_report()
    finding = replace(report.claims[1].findings[0], severity=severity)
    report = replace(report, claims=(replace(report.claims[1], findings=(finding,)),))
    assert annotations(render([report], "github"))[0].level == level


def test_known_finding_says_so():
    titles = [found.properties["title"] for found in annotations(render([known_report()], "github"))]
    assert titles == ["HC090 unused-ignore", "HC001 claim-not-mentioned (known)"]


def test_page_on_the_web_is_named_in_the_message():
    url = "https://example.org/story"
    report = bridge_report()
    (found,) = annotations(render([replace(report, article=replace(report.article, source=url))], "github"))
    assert "file" not in found.properties
    assert found.message.endswith(url)


def test_article_without_a_source_has_no_file():
    report = bridge_report()
    (found,) = annotations(render([replace(report, article=replace(report.article, source=""))], "github"))
    assert list(found.properties) == ["title"]


def test_supported_headlines_and_nothing_at_all_are_one_line():
    assert render([supported_report()], "github") == "1 headline checked: 1 supported\n"
    assert render([], "github") == "no headline checked\n"


def test_failure_has_its_hint():
    (found,) = annotations(render([failure()], "github"))
    assert found.message.endswith("\nhint: leave a blank line after the first line")


def test_hostile_text_adds_no_command_and_no_property():
    found = annotations(render([hostile_failure(), hostile_report()], "github"))
    assert [annotation.level for annotation in found] == ["error", "error"]
    assert list(found[0].properties) == ["file", "title"]
    assert list(found[1].properties) == ["file", "line", "col", "endLine", "endColumn", "title"]


@given(headline=ANY_TEXT, source=ANY_TEXT)
def test_any_text_gives_one_line_a_finding(headline, source):
    report = make_report(headline=headline, source=source)
    finding = replace(bridge_report().claims[1].findings[0], message=headline, claim_span=None, body_span=None)
    report = replace(report, claims=(replace(report.claims[0], findings=(finding,)),))
    text = render([report], "github")
    assert len(text.encode().splitlines()) == len(text.splitlines()) == 2
    assert len(annotations(text)) == 1
