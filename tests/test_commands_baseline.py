"""`checker baseline` and `checker check --baseline`: what is known is shown, and fails no run."""

from __future__ import annotations

import json

import pytest
from fakes import make_checker

from checker import Checker
from checker.cli import main

BODY = "The mayor opened the new bridge on Monday. Traffic will start next week."


@pytest.fixture(autouse=True)
def desk(monkeypatch, tmp_path):
    monkeypatch.setattr(Checker, "load", staticmethod(lambda config: make_checker(tmp_path / "cache")))
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "bad.txt", "Dragons attack city hall")
    write(tmp_path / "good.txt", "Mayor opened the new bridge")
    return tmp_path


def write(path, headline):
    path.write_text(f"{headline}\n\n{BODY}\n")


def findings(capsys):
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return [finding for row in rows for claim in row["claims"] for finding in claim["findings"]]


def test_recorded_findings_fail_no_later_run(capsys):
    assert main(["check", "bad.txt"]) == 1
    assert main(["baseline", "bad.txt", "good.txt"]) == 0
    assert "2 headlines" in capsys.readouterr().err
    assert main(["check", "bad.txt", "--baseline", "checker-baseline.json"]) == 0


@pytest.mark.parametrize("format_name", ["terminal", "json", "jsonl"])
def test_exit_code_with_a_baseline_is_the_same_for_every_format(desk, format_name):
    main(["baseline", "bad.txt"])
    options = ["--baseline", "checker-baseline.json", "--format", format_name]
    assert main(["check", "bad.txt", *options]) == 0
    write(desk / "bad.txt", "Wizards attack city hall")
    assert main(["check", "bad.txt", *options]) == 1


def test_known_finding_is_shown_and_marked(capsys):
    main(["baseline", "bad.txt"])
    capsys.readouterr()
    main(["check", "bad.txt", "--baseline", "checker-baseline.json", "--format", "jsonl"])
    assert [finding["is_known"] for finding in findings(capsys)] == [True]
    main(["check", "bad.txt", "--baseline", "checker-baseline.json"])
    assert "error, known" in capsys.readouterr().out


def test_finding_stays_known_when_its_story_moves_down(desk):
    main(["baseline", "bad.txt"])
    (desk / "bad.txt").write_text(f"\n\nDragons attack city hall\n\nAnother paragraph came first.\n\n{BODY}\n")
    assert main(["check", "bad.txt", "--baseline", "checker-baseline.json"]) == 0


def test_baseline_named_in_the_settings_is_used(desk):
    main(["baseline", "bad.txt", "--output", "known.json"])
    (desk / "checker.toml").write_text('baseline = "known.json"\n')
    assert main(["check", "bad.txt"]) == 0
    assert main(["check", "bad.txt", "--no-config"]) == 1


def test_baseline_holds_from_another_folder(desk, monkeypatch):
    main(["baseline", "bad.txt"])
    (desk / "deep").mkdir()
    monkeypatch.chdir(desk / "deep")
    assert main(["check", "../bad.txt", "--baseline", "../checker-baseline.json"]) == 0


def test_entries_that_match_nothing_any_more_are_told(desk, capsys):
    main(["baseline", "bad.txt"])
    write(desk / "bad.txt", "Mayor opened the new bridge")
    capsys.readouterr()
    assert main(["check", "bad.txt", "--baseline", "checker-baseline.json"]) == 0
    assert capsys.readouterr().err == (
        "bad.txt: HC001 “Dragons attack city hall” is in the baseline, but not found any more\n"
    )


def test_story_that_cannot_be_read_is_told_and_the_rest_recorded(desk, capsys):
    assert main(["baseline", "bad.txt", "missing.txt"]) == 2
    assert "error[E101]" in capsys.readouterr().err
    assert len(json.loads((desk / "checker-baseline.json").read_text())["findings"]) == 1


def test_row_stays_known_when_rows_come_before_it(desk):
    row = json.dumps({"judul": "Dragons attack city hall", "body": BODY})
    other = json.dumps({"judul": "Mayor opened the new bridge", "body": BODY})
    (desk / "rows.jsonl").write_text(row)
    assert main(["baseline", "rows.jsonl", "--headline-field", "judul"]) == 0
    (desk / "rows.jsonl").write_text(f"{other}\n{row}")
    known = ["--baseline", "checker-baseline.json", "--headline-field", "judul"]
    assert main(["check", "rows.jsonl", *known]) == 0


def test_missing_baseline_is_told_before_any_work(monkeypatch, capsys):
    monkeypatch.setattr(Checker, "load", staticmethod(lambda config: pytest.fail("loaded")))
    assert main(["check", "bad.txt", "--baseline", "none.json"]) == 2
    assert "error[E207]: none.json: cannot be read" in capsys.readouterr().err
