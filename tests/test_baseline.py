"""Findings that are known: by rule, claim and path, never by line or score."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from sample_reports import bridge_report, failure, supported_report

from checker.baseline import Baseline, Entry, fingerprint
from checker.datatypes import Finding, Severity, Span
from checker.errors import ConfigError

REPORT = bridge_report()  # HC001 on its second claim
FOLDER = Path()


def moved(report, *, source="bridge.txt", **metadata):
    return replace(report, article=replace(report.article, source=source, metadata=metadata))


def known(report, baseline):
    return [finding.is_known for finding in baseline.mark(report).findings]


def test_recorded_findings_are_marked_and_none_is_dropped():
    baseline = Baseline.record([REPORT, supported_report(), failure()], folder=FOLDER)
    assert [(entry.source, entry.rule, entry.claim) for entry in baseline.entries] == [
        ("bridge.txt", "HC001", "Mayor admits it was never tested")
    ]
    assert known(REPORT, baseline) == [True]
    assert baseline.mark(failure()) == failure()


def test_finding_is_known_wherever_it_stands_and_whatever_it_scores():
    baseline = Baseline.record([REPORT], folder=FOLDER)
    first, second = REPORT.claims
    finding = replace(second.findings[0], message="other words", body_span=Span(1, 2), severity=Severity.NOTE)
    other = replace(second, probability=0.3, findings=(finding,))
    assert known(replace(REPORT, claims=(first, other)), baseline) == [True]


@pytest.mark.parametrize(
    "other",
    [
        moved(REPORT, source="tower.txt"),
        replace(REPORT, claims=tuple(replace(c, claim=replace(c.claim, text="Mayor sings")) for c in REPORT.claims)),
        replace(
            REPORT, claims=tuple(replace(c, findings=tuple(replace(f, rule="HC002") for f in c.findings))
                                 for c in REPORT.claims),
        ),
    ],
    ids=["another path", "another claim", "another rule"],
)  # fmt: skip
def test_another_path_claim_or_rule_is_new(other):
    assert known(other, Baseline.record([REPORT], folder=FOLDER)) == [False]


@pytest.mark.parametrize(
    ("report", "folder", "place"),
    [
        (moved(REPORT, source="desk/a.md"), "desk", "a.md"),
        (moved(REPORT, source="desk/a.md"), "other", "../desk/a.md"),
        (moved(REPORT, source=str(Path.cwd() / "desk" / "a.md")), "", "desk/a.md"),
        (moved(REPORT, source="./desk/../a.md"), "", "a.md"),
        (moved(REPORT, source="https://desk.example/a"), "desk", "https://desk.example/a"),
        (moved(REPORT, source="<stdin>"), "desk", "<stdin>"),
        (moved(REPORT, source=""), "desk", ""),
        (moved(REPORT, source="rows.jsonl:7", path="rows.jsonl", line="7"), "", "rows.jsonl"),
        (moved(REPORT, source="id-7", path="rows.jsonl", line="9"), "", "rows.jsonl#id-7"),
        (moved(REPORT, source="a.html#og:title", path="a.html", field="og:title"), "desk", "../a.html#og:title"),
        (moved(REPORT, source="a\udc80.md"), "", "a?.md"),
    ],
    ids=[
        "beside the baseline", "elsewhere", "absolute", "roundabout", "url", "standard input", "no source", "row",
        "row with an id", "headline of a page", "odd name",
    ],
)  # fmt: skip
def test_story_is_named_the_same_from_every_folder(report, folder, place):
    (entry,) = Baseline.record([report], folder=Path(folder)).entries
    assert entry.source == place
    assert entry.fingerprint == fingerprint(entry.rule, entry.claim, place)


def test_path_on_another_drive_stays_as_it_is(monkeypatch):
    def refuse(*paths):
        raise ValueError("path is on mount 'D:'")

    monkeypatch.setattr("os.path.relpath", refuse)
    assert Baseline.record([REPORT], folder=FOLDER).entries[0].source == "bridge.txt"


def test_finding_about_the_article_is_known_by_its_message():
    idle = replace(REPORT, article_findings=(Finding("HC090", Severity.WARNING, "No finding of HC003 to ignore."),))
    baseline = Baseline.record([idle], folder=FOLDER)
    assert known(idle, baseline) == [True, True]
    assert (
        known(replace(idle, article_findings=(replace(idle.article_findings[0], message="x"),)), baseline)[1] is False
    )


@pytest.mark.parametrize(
    ("other", "exists", "is_stale"),
    [
        ("tower.txt", True, False),
        ("tower.txt", False, True),
        ("page.html#og:title", True, False),
        ("page.html#og:title", False, True),
        ("rows.jsonl#story 5", True, False),
        ("https://gazette.example/tower.html", False, False),
        ("story 5", False, False),
    ],
)
def test_stale_entries_are_those_of_checked_or_vanished_stories_that_match_nothing(tmp_path, other, exists, is_stale):
    if exists:
        (tmp_path / other.partition("#")[0]).write_text("unchecked in this run")
    entry = Entry(other, "HC001", "x", "y")
    checked = moved(REPORT, source=str(tmp_path / "bridge.txt"))
    baseline = Baseline(tmp_path, (*Baseline.record([checked], folder=tmp_path).entries, entry))
    mended = replace(checked, claims=REPORT.claims[:1])
    rest = [other] if is_stale else []
    assert [entry.source for entry in baseline.find_stale([mended, failure()])] == ["bridge.txt", *rest]
    assert [entry.source for entry in baseline.find_stale([checked])] == rest


def test_file_comes_back_as_it_was_written(tmp_path):
    path = tmp_path / "known.json"
    baseline = Baseline.record([REPORT, moved(REPORT, source="tower.txt")], folder=tmp_path)
    path.write_text(baseline.dump(), encoding="utf-8")
    assert Baseline.load(path) == baseline
    assert [row["rule"] for row in json.loads(path.read_text())["findings"]] == ["HC001", "HC001"]


def test_without_a_file_nothing_is_known():
    assert Baseline.load(None).mark(REPORT) is REPORT


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "cannot be read"),
        ("{", "not a baseline"),
        ("[]", "not a baseline"),
        ('{"format_version": 2, "findings": []}', "written by another version"),
        ('{"format_version": 1, "findings": [{"rule": "HC001"}]}', "not a baseline"),
    ],
    ids=["missing", "not JSON", "another shape", "another version", "half a row"],
)
def test_bad_file_is_a_clear_error(tmp_path, text, message):
    path = tmp_path / "known.json"
    if text is not None:
        path.write_text(text)
    with pytest.raises(ConfigError, match=message) as caught:
        Baseline.load(path)
    assert caught.value.code == "E207"
    assert caught.value.hint
