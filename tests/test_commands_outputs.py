"""Where reports go: several files in one run, each in the format of its suffix, and the screen."""

from __future__ import annotations

import json
import os

import pytest
from fakes import make_checker

from checker import Checker
from checker.cli import main
from checker.commands.outputs import SUFFIXES
from checker.renderers import FORMATS

STORY = "Mayor opened the new bridge\n\nThe mayor opened the new bridge on Monday. Traffic will start next week.\n"
FLAGGED = STORY.replace("Mayor opened the new bridge", "Dragons attack city hall", 1)
BEGINNINGS = {
    "terminal": "\n flagged.txt",
    "json": "{\n",
    "jsonl": '{"schema_version"',
    "html": "<!doctype html>",
    "markdown": "<!-- headline-checker -->",
    "sarif": '{\n  "$schema"',
    "junit": "<?xml",
    "github": "::error file=flagged.txt,line=1,",
    "csv": "source,verdict,",
}


@pytest.fixture(autouse=True)
def desk(monkeypatch, tmp_path):
    """Work in a folder with a good story and a bad one, with models that cost nothing."""
    monkeypatch.setattr(Checker, "load", staticmethod(lambda config: make_checker(tmp_path / "cache")))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "story.txt").write_text(STORY)
    (tmp_path / "flagged.txt").write_text(FLAGGED)
    return tmp_path


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_can_be_asked_for_and_ends_alike(name, capsys):
    assert main(["check", "story.txt", "--format", name]) == 0
    assert main(["check", "story.txt", "missing.txt", "--format", name]) == 2
    capsys.readouterr()
    assert main(["check", "flagged.txt", "--format", name]) == 1
    assert capsys.readouterr().out.startswith(BEGINNINGS[name])


@pytest.mark.parametrize(("suffix", "name"), SUFFIXES.items())
def test_suffix_names_the_format(desk, suffix, name):
    assert main(["check", "flagged.txt", "--output", f"report{suffix.upper()}"]) == 1
    text = (desk / f"report{suffix.upper()}").read_text(encoding="utf-8-sig")
    assert text.startswith(BEGINNINGS[name])


def test_several_outputs_are_written_in_one_run(desk, capsys):
    arguments = ["--output", "report.html", "--output", "report.sarif", "--output", "-", "--format", "json"]
    assert main(["check", "story.txt", "flagged.txt", *arguments]) == 1
    assert (desk / "report.html").read_text().startswith(BEGINNINGS["html"])
    assert len(json.loads((desk / "report.sarif").read_text())["runs"]) == 1
    assert len(json.loads(capsys.readouterr().out)["reports"]) == 2


def test_other_suffix_takes_the_format_that_was_asked_for(desk):
    main(["check", "flagged.txt", "--output", "summary", "--format", "markdown"])
    assert (desk / "summary").read_text().startswith(BEGINNINGS["markdown"])


@pytest.mark.parametrize(("value", "name"), [("true", "github"), ("", "terminal")], ids=["in a workflow", "elsewhere"])
def test_screen_shows_annotations_in_a_workflow(monkeypatch, capsys, value, name):
    monkeypatch.setenv("GITHUB_ACTIONS", value)
    main(["check", "flagged.txt", "--output", "-", "--output", "report.txt"])
    assert capsys.readouterr().out.startswith(BEGINNINGS[name])


def test_file_without_a_known_suffix_is_plain_text_even_in_a_workflow(desk, monkeypatch):
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    main(["check", "flagged.txt", "--output", "report.txt"])
    assert (desk / "report.txt").read_text().startswith(BEGINNINGS["terminal"])


def test_table_in_a_file_has_the_mark_that_spreadsheets_need_and_a_piped_one_has_none(desk, capsys):
    main(["check", "story.txt", "--output", "table.csv", "--output", "-", "--format", "csv"])
    assert (desk / "table.csv").read_bytes().startswith(b"\xef\xbb\xbfsource")
    assert capsys.readouterr().out.startswith("source")


@pytest.mark.parametrize(
    ("arguments", "is_told"),
    [
        ([], False),
        (["--format", "github"], False),
        (["--format", "json"], True),
        (["--output", "report.html"], True),
        (["--output", "report.html", "--output", "-"], False),
    ],
    ids=["terminal", "annotations", "json", "file", "file and terminal"],
)
def test_failure_is_told_once_to_whoever_looks_at_the_screen(capsys, arguments, is_told):
    main(["check", "missing.txt", *arguments])
    assert capsys.readouterr().err.startswith("error[E101]") is is_told


def test_missing_folder_is_told_before_the_work(monkeypatch, capsys):
    monkeypatch.setattr(Checker, "load", staticmethod(lambda config: pytest.fail("the models were loaded")))
    assert main(["check", "story.txt", "--output", "report.html", "--output", "no/report.sarif"]) == 2
    assert "error[E202]: no/report.sarif: there is no folder no" in capsys.readouterr().err


def test_folder_as_output_is_told_before_the_work(desk, monkeypatch, capsys):
    monkeypatch.setattr(Checker, "load", staticmethod(lambda config: pytest.fail("the models were loaded")))
    (desk / "reports").mkdir()
    assert main(["check", "story.txt", "--output", "reports"]) == 2
    assert capsys.readouterr().err == (
        "error[E202]: reports is a folder\nhint: name a file in it, such as reports/report.html\n"
    )


def test_width_of_the_report_can_be_chosen_within_reason(capsys):
    main(["check", "story.txt", "--width", "60"])
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 60
    assert main(["check", "story.txt", "--width", "10"]) == 2


def test_annotation_points_into_the_file(capsys):
    main(["check", "flagged.txt", "--format", "github"])
    assert capsys.readouterr().out.startswith("::error file=flagged.txt,line=1,")


@pytest.mark.parametrize(
    "command",
    [
        ["check", "story.txt", "--output", "story.txt"],
        ["batch", "rows.jsonl", "--output", "rows.jsonl"],
        ["baseline", "story.txt", "--output", "story.txt"],
        ["calibrate", "rows.jsonl", "--output", "rows.jsonl"],
        ["evaluate", "rows.jsonl", "--keep", "rows.jsonl"],
    ],
)
def test_no_command_writes_over_what_it_reads(desk, command, capsys):
    (desk / "rows.jsonl").write_text('{"headline": "x", "body": "y z.", "label": "agree"}\n')
    before = (desk / command[1]).read_text()
    assert main(command) == 2
    assert "error[E206]" in capsys.readouterr().err
    assert (desk / command[1]).read_text() == before


@pytest.mark.parametrize("command", [["calibrate", "--picture"], ["evaluate", "--keep"], ["baseline", "--output"]])
def test_a_place_that_takes_no_file_is_refused_before_the_work(desk, command, capsys, monkeypatch):
    monkeypatch.setattr(Checker, "load", staticmethod(lambda config: pytest.fail("the models were loaded")))
    (desk / "rows.jsonl").write_text('{"headline": "x", "body": "y z.", "label": "agree"}\n')
    assert main([command[0], "rows.jsonl", command[1], "nowhere/file"]) == 2
    assert "error[E202]" in capsys.readouterr().err


def test_a_report_among_the_stories_is_no_story_of_the_next_run(desk, capsys):
    (desk / "drafts").mkdir()
    (desk / "drafts" / "story.txt").write_text(STORY)
    for _ in range(2):
        assert main(["check", "drafts", "--output", "drafts/report.html", "--output", "drafts/rows.jsonl"]) == 0
    assert len((desk / "drafts" / "rows.jsonl").read_text().splitlines()) == 1


def test_a_report_goes_into_a_pipe_and_through_a_link(desk):
    os.mkfifo(desk / "pipe")
    (desk / "kept.json").write_text("old")
    (desk / "link.json").symlink_to("kept.json")
    read_end = os.open(desk / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    assert main(["check", "story.txt", "--format", "csv", "--output", "pipe", "--output", "link.json"]) == 0
    assert os.read(read_end, 100).decode("utf-8-sig").startswith(BEGINNINGS["csv"])
    assert (desk / "link.json").is_symlink()
    assert (desk / "kept.json").read_text().startswith(BEGINNINGS["json"])


def test_a_file_is_as_open_as_the_umask_says_and_keeps_the_mode_it_has(desk):
    (desk / "kept.json").touch(mode=0o600)
    before = os.umask(0o027)
    try:
        assert main(["check", "story.txt", "--output", "new.json", "--output", "kept.json"]) == 0
    finally:
        os.umask(before)
    assert (desk / "new.json").stat().st_mode & 0o777 == 0o640
    assert (desk / "kept.json").stat().st_mode & 0o777 == 0o600
