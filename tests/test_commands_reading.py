"""The flags that say how sources are read, from the command line to the readers."""

from __future__ import annotations

import io
import json

import pytest
from fakes import make_checker

from checker import Checker
from checker.cli import main
from checker.readers import INPUT_FORMATS

ROWS = "kop;artikel_lang\nMayor opened the new bridge;The mayor opened the new bridge on Monday.\n"
FIELDS = ["--headline-field", "kop", "--body-field", "artikel_lang"]


@pytest.fixture(autouse=True)
def fake_models(monkeypatch, tmp_path):
    monkeypatch.setattr(Checker, "load", staticmethod(lambda _config=None: make_checker(tmp_path)))


@pytest.mark.parametrize("command", [["check"], ["batch", "--jobs", "1"]], ids=" ".join)
def test_columns_are_named_by_flags(tmp_path, command):
    rows = tmp_path / "rows.csv"
    rows.write_text(ROWS)
    output = ["--output", str(tmp_path / "reports.jsonl")]
    assert main([*command, str(rows), *output]) == 2
    assert main([*command, str(rows), *output, *FIELDS]) == 0


def test_format_of_standard_input_is_named_by_a_flag(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(ROWS.encode())))
    assert main(["check", "-", "--input-format", "csv", *FIELDS, "--format", "json"]) == 0
    (report,) = json.loads(capsys.readouterr().out)["reports"]
    assert "Mayor opened the new bridge" in json.dumps(report)


def test_every_format_can_be_named_and_no_other(capsys):
    assert main(["check", "x", "--input-format", "word"]) == 2
    message = capsys.readouterr().err
    assert all(name in message for name in INPUT_FORMATS)


def test_following_links_reaches_the_reader(tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr("checker.commands.options.read", lambda _source, **options: asked.append(options) or iter(()))
    main(["check", "feed.rss", "--follow-links"])
    assert asked[0]["follow_links"] is True
