"""SARIF fits the official schema, and points at the right places."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from placed_reports import HOSTILE, as_file, as_row, every_kind, hostile_failure, hostile_report, known_report, sample
from report_builder import make_report
from sample_reports import bridge_report, contradicted_report, failure, supported_report, unsupported_report

from checker.datatypes import Failure
from checker.renderers import render

SCHEMA = json.loads((Path(__file__).parent / "data" / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft4Validator(SCHEMA, format_checker=jsonschema.FormatChecker())
ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))


def run_of(*results: Any) -> dict[str, Any]:
    document = json.loads(render(results, "sarif"))
    VALIDATOR.validate(document)
    (run,) = document["runs"]
    return run


def region_of(location: dict[str, Any]) -> dict[str, Any]:
    return location["physicalLocation"]["region"]


@pytest.mark.parametrize(
    "results",
    [(), every_kind(), sample(), (supported_report(),), (hostile_report(), hostile_failure())],
    ids=["none", "every kind", "sample", "clean", "hostile"],
)
def test_sarif_fits_the_official_schema(results):
    run_of(*results)


@pytest.mark.parametrize(("name", "results"), [("report", sample()), ("every-kind", every_kind())])
def test_sarif_keeps_its_shape(golden, monkeypatch, name, results):
    monkeypatch.setattr("checker.renderers.sarif.__version__", "0.0.0")
    golden(f"{name}.sarif", render(results, "sarif"))


def test_rules_are_sorted_and_only_those_used():
    run = run_of(*every_kind())
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["HC001", "HC002", "HC010", "HC090"]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def test_columns_count_code_points_and_end_after_the_last():
    run = run_of(as_file(contradicted_report()))
    assert run["columnKind"] == "unicodeCodePoints"
    (location,) = run["results"][0]["locations"]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == "stories/%E5%9B%B3%E6%9B%B8%E9%A4%A8.txt"
    assert region_of(location) == {"startLine": 1, "startColumn": 9, "endColumn": 11, "snippet": {"text": "来年"}}


def test_related_locations_are_what_the_body_says():
    run = run_of(as_file(contradicted_report()))
    said, passage = run["results"][0]["relatedLocations"]
    assert region_of(said)["snippet"]["text"] == "今年の秋"
    assert region_of(said)["startLine"] == 3
    assert passage["message"]["text"].startswith("sentence 1: “市長は")
    assert [said["id"], passage["id"]] == [1, 2]


def test_row_has_its_line_and_its_name():
    (location,) = run_of(as_row(unsupported_report()))["results"][0]["locations"]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == "desk/rows.jsonl"
    assert region_of(location) == {"startLine": 4}
    assert location["logicalLocations"] == [{"fullyQualifiedName": "desk-17"}]


@pytest.mark.parametrize(
    ("source", "uri"),
    [
        ("a b.txt", "a%20b.txt"),
        ("a:b.txt", "a%3Ab.txt"),
        ("/srv/a.txt", "file:///srv/a.txt"),
        ("https://example.org/a%20b?c=1", "https://example.org/a%20b?c=1"),
    ],
    ids=["blank", "not a scheme", "absolute", "url"],
)
def test_source_becomes_a_uri(source, uri):
    report = bridge_report()
    report = replace(report, article=replace(report.article, source=source))
    (location,) = run_of(report)["results"][0]["locations"]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_article_without_a_source_has_no_location():
    report = replace(bridge_report(), article=replace(bridge_report().article, source=""))
    result = run_of(report)["results"][0]
    assert result["locations"] == result["relatedLocations"] == []


def test_fingerprint_survives_other_lines_and_scores_but_not_another_claim():
    def fingerprints(report: Any) -> list[str]:
        return [result["partialFingerprints"]["headlineClaim/v1"] for result in run_of(report)["results"]]

    report = bridge_report()
    moved = as_file(replace(report, probability=0.3), body_line=40)
    assert fingerprints(report) == fingerprints(moved)
    claim = report.claims[1]
    other = replace(report, claims=(replace(claim, claim=replace(claim.claim, text="Mayor denies it")),))
    assert fingerprints(report) != fingerprints(other)


def test_known_finding_is_unchanged_since_the_baseline():
    known, unused = run_of(known_report())["results"]
    assert known["baselineState"] == "unchanged"
    assert "baselineState" not in unused
    assert unused["locations"]


def test_failure_is_a_notification_and_no_success():
    (invocation,) = run_of(failure(), Failure("rows.jsonl:3", "E107", "not JSON"))["invocations"]
    assert not invocation["executionSuccessful"]
    first, second = invocation["toolExecutionNotifications"]
    assert first["descriptor"]["id"] == "E104"
    assert region_of(second["locations"][0]) == {"startLine": 3}
    assert run_of(supported_report())["invocations"][0]["executionSuccessful"]


def test_nothing_in_a_message_is_a_link():
    text = run_of(hostile_report())["results"][0]["message"]["text"]
    assert r"\[link](javascript:alert(3))" in text
    assert "\n" not in text


def test_snippet_is_the_exact_text():
    report = hostile_report()
    (location,) = run_of(report)["results"][0]["locations"]
    assert region_of(location)["snippet"]["text"] == "alert(2)"
    assert HOSTILE[region_of(location)["startColumn"] - 1 :].startswith("alert(2)")


@given(headline=ANY_TEXT, source=ANY_TEXT)
def test_any_text_gives_valid_sarif(headline, source):
    report = make_report(headline=headline, source=source)
    claim = replace(report.claims[0], findings=bridge_report().claims[1].findings)
    assert render([replace(report, claims=(claim,))], "sarif").encode("utf-8")
