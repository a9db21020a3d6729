"""How much a run says beside its reports: a line while somebody waits, and nothing when it is told to be quiet."""

from __future__ import annotations

import io
import json
import re

import pytest
from fakes import make_checker

from checker import Checker
from checker.cli import main

BODY = "The mayor opened the new bridge on Monday. Traffic will start next week.\n"
GOOD = f"Mayor opened the new bridge\n\n{BODY}"
BAD = f"Dragons attack city hall\n\n{BODY}"


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture(autouse=True)
def desk(monkeypatch, tmp_path):
    def load(config):
        return make_checker(tmp_path / "cache", severity=config.severity)

    monkeypatch.setattr(Checker, "load", staticmethod(load))
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.txt").write_text(GOOD)
    (tmp_path / "bad.txt").write_text(BAD)
    rows = [("good", GOOD), ("bad", BAD)]
    lines = [json.dumps({"id": name, "headline": text.split("\n", 1)[0], "body": BODY}) for name, text in rows]
    (tmp_path / "rows.jsonl").write_text("\n".join([*lines, "not json"]))


@pytest.mark.parametrize(
    ("arguments", "is_shown"),
    [
        (["good.txt", "bad.txt"], True),
        (["rows.jsonl"], True),
        (["good.txt"], False),
        (["good.txt", "bad.txt", "--quiet"], False),
    ],
    ids=["two stories", "rows", "one story", "quiet"],
)
def test_more_than_one_story_shows_on_a_terminal_how_far_it_is(monkeypatch, capsys, arguments, is_shown):
    screen = Terminal()
    monkeypatch.setattr("sys.stderr", screen)
    main(["check", *arguments, "--format", "csv", "--output", "table.csv"])
    assert (re.search(r"checked \d of [23]", screen.getvalue()) is not None) is is_shown


def test_quiet_check_shows_only_what_somebody_must_look_at(capsys):
    assert main(["check", "good.txt", "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")
    assert main(["check", "good.txt", "bad.txt", "-q"]) == 1
    captured = capsys.readouterr()
    assert "Dragons" in captured.out
    assert "good.txt" not in captured.out
    assert "checked" not in captured.out
    assert captured.err == ""


def test_quiet_leaves_a_report_for_machines_whole(capsys):
    main(["check", "good.txt", "bad.txt", "--format", "jsonl"])
    whole = capsys.readouterr().out
    main(["check", "good.txt", "bad.txt", "--format", "jsonl", "--quiet"])
    assert capsys.readouterr().out == whole


def test_quiet_never_hides_what_could_not_be_checked(capsys):
    assert main(["check", "none.txt", "--quiet"]) == 2
    assert "error[E101]" in capsys.readouterr().out
    assert main(["batch", "rows.jsonl", "--output", "reports.jsonl", "--jobs", "1", "--quiet"]) == 2
    assert capsys.readouterr().err.startswith("error[E107]: rows.jsonl:3 ")


def test_quiet_batch_and_baseline_say_nothing_else(capsys):
    main(["batch", "good.txt", "bad.txt", "--output", "reports.jsonl", "--jobs", "1", "--quiet"])
    main(["baseline", "good.txt", "bad.txt", "--quiet"])
    assert capsys.readouterr() == ("", "")


def test_batch_tells_what_the_baseline_holds_in_vain(tmp_path, capsys):
    main(["baseline", "bad.txt", "good.txt"])
    (tmp_path / "bad.txt").write_text(GOOD)
    capsys.readouterr()
    batch = ["batch", "bad.txt", "good.txt", "--output", "reports.jsonl", "--jobs", "1"]
    assert main([*batch, "--baseline", "checker-baseline.json"]) == 0
    assert "bad.txt: HC001 “Dragons attack city hall” is in the baseline, but not found" in capsys.readouterr().err


def test_batch_leaves_lesser_findings_out_of_its_rows_but_not_out_of_its_code(tmp_path):
    (tmp_path / "checker.toml").write_text('[severity]\nHC001 = "warning"\n')
    batch = ["batch", "bad.txt", "--output", "reports.jsonl", "--jobs", "1", "--config", "checker.toml"]

    def findings():
        return [each["rule"] for each in json.loads((tmp_path / "reports.jsonl").read_text())["claims"][0]["findings"]]

    assert main([*batch, "--fail-on", "warning"]) == 1
    assert findings() == ["HC001"]
    assert main([*batch, "--fail-on", "warning", "--min-severity", "error"]) == 1
    assert findings() == []
