"""The command line: what it prints where, and how it ends."""

from __future__ import annotations

import io
import json
import os
import sys

import pytest
from fakes import make_checker

import checker.commands.options as options_module
from checker import Checker, __version__
from checker.cli import build_parser, main

STORY = "Mayor opened the new bridge\n\nThe mayor opened the new bridge on Monday. Traffic will start next week.\n"
FLAGGED = "Dragons attack city hall\n\nThe mayor opened the new bridge on Monday. Traffic will start next week.\n"


@pytest.fixture(autouse=True)
def fake_models(monkeypatch, tmp_path):
    def load(config):
        return make_checker(tmp_path, **{name: getattr(config, name) for name in ("threshold", "language", "fail_on")})

    monkeypatch.setattr(Checker, "load", staticmethod(load))


@pytest.fixture
def story(tmp_path):
    path = tmp_path / "story.txt"
    path.write_text(STORY)
    return str(path)


@pytest.fixture
def flagged(tmp_path):
    path = tmp_path / "flagged.txt"
    path.write_text(FLAGGED)
    return str(path)


@pytest.fixture
def missing(tmp_path):
    return str(tmp_path / "missing.txt")


@pytest.mark.parametrize("format_name", ["auto", "terminal", "json", "jsonl"])
@pytest.mark.parametrize("to_file", [False, True], ids=["screen", "file"])
def test_exit_code_is_the_same_for_every_format(tmp_path, story, flagged, missing, format_name, to_file):
    options = ["--format", format_name, *(["--output", str(tmp_path / "out")] if to_file else [])]
    assert main(["check", story, *options]) == 0
    assert main(["check", flagged, *options]) == 1
    assert main(["check", story, flagged, *options]) == 1
    assert main(["check", missing, *options]) == 2
    assert main(["check", flagged, missing, *options]) == 2


def test_fail_on_never_reports_but_does_not_fail(flagged, missing, capsys):
    assert main(["check", flagged, "--fail-on", "never"]) == 0
    assert "UNSUPPORTED" in capsys.readouterr().out
    assert main(["check", missing, "--fail-on", "never"]) == 2


def test_fail_on_warning_fails_on_what_is_uncertain(tmp_path, story):
    probability = json.loads(run_json(["check", story]))["reports"][0]["probability"]
    near = ["--threshold", str(probability)]
    assert main(["check", story, *near]) == 0
    assert main(["check", story, *near, "--fail-on", "warning"]) == 1


def run_json(arguments, *, stream=None):
    out, sys.stdout = sys.stdout, io.StringIO()
    try:
        main([*arguments, "--format", "json"])
        return sys.stdout.getvalue()
    finally:
        sys.stdout = out


def test_headline_option_tries_another_headline_on_the_same_body(flagged):
    assert main(["check", flagged, "--headline", "Mayor opened the new bridge"]) == 0


def test_standard_input_is_a_source(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(STORY.encode())))
    assert main(["check", "-"]) == 0
    assert "<stdin>" in capsys.readouterr().out


def test_folder_is_checked_whole(tmp_path, story, flagged, capsys):
    assert main(["check", str(tmp_path), "--format", "jsonl"]) == 1
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["verdict"] for row in rows] == ["unsupported", "supported"]


def test_output_file_holds_the_report_and_the_screen_only_what_failed(tmp_path, story, missing, capsys):
    output = tmp_path / "report.json"
    assert main(["check", story, missing, "--format", "json", "--output", str(output)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("error[E101]: ")
    assert len(json.loads(output.read_text())["reports"]) == 1


def test_unwritable_output_is_a_clear_error(tmp_path, story, capsys):
    assert main(["check", story, "--output", str(tmp_path / "no" / "report.txt")]) == 2
    assert "error[E202]" in capsys.readouterr().err


def test_piped_report_is_plain_and_the_same_every_time(story, capsys):
    main(["check", story])
    first = capsys.readouterr().out
    main(["check", story])
    assert capsys.readouterr().out == first
    assert "\x1b" not in first


def test_color_can_be_forced_and_refused(story, capsys):
    main(["check", story, "--color", "always"])
    assert "\x1b[" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("environ", "colored"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)], ids=str
)
def test_terminal_is_coloured_unless_the_user_said_no(monkeypatch, story, environ, colored):
    class Terminal(io.StringIO):
        encoding = "utf-8"

        def isatty(self):
            return True

        def fileno(self):
            return 1

    monkeypatch.setattr("os.get_terminal_size", lambda *fileno: os.terminal_size((80, 24)))
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    if "TERM" not in environ:
        monkeypatch.setenv("TERM", "xterm")
    screen = Terminal()
    monkeypatch.setattr("sys.stdout", screen)
    main(["check", story])
    assert ("\x1b[" in screen.getvalue()) is colored
    assert max(map(len, screen.getvalue().splitlines())) > 60


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["chek"], "E203"),
        (["check"], "E203"),
        (["check", "x.txt", "--format", "pdf"], "E203"),
        (["check", "x.txt", "--width", "5"], "E203"),
        (["check", "x.txt", "--threshold", "1.5"], "E201"),
        (["batch", "x.jsonl"], "E203"),
        (["rules", "HC999"], "E203"),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_one_line_with_a_code_and_a_hint(arguments, code, capsys):
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    first, second = captured.err.splitlines()
    assert first.startswith(f"error[{code}]: ")
    assert second.startswith("hint: ")


def test_error_is_an_object_where_json_was_asked_for(capsys):
    assert main(["check", "x.txt", "--format", "json", "--threshold", "7"]) == 2
    assert json.loads(capsys.readouterr().err)["error"]["code"] == "E201"


def test_models_are_not_loaded_for_a_wrong_path(monkeypatch, missing):
    monkeypatch.setattr(Checker, "load", staticmethod(lambda config: pytest.fail("loaded")))
    assert main(["check", missing]) == 2


def test_interrupt_ends_without_a_traceback(monkeypatch, story):
    def interrupt(*arguments, **keywords):
        raise KeyboardInterrupt

    monkeypatch.setattr(options_module, "load_config", interrupt)
    assert main(["check", story]) == 130


def test_rules_are_listed_and_explained(capsys):
    assert main(["rules"]) == 0
    assert "claim-not-mentioned" in capsys.readouterr().out
    assert main(["rules", "hc002"]) == 0
    assert "HC002 claim-contradicted (error)" in capsys.readouterr().out


def test_rule_is_found_by_its_name_and_a_wrong_one_gets_the_nearest(capsys):
    assert main(["rules", "number-mismatch"]) == 0
    assert capsys.readouterr().out.startswith("HC003 number-mismatch (error)")
    assert main(["rules", "number-missmatch"]) == 2
    assert "hint: did you mean number-mismatch?" in capsys.readouterr().err


def test_bare_name_shows_what_to_try_first_and_passes_no_gate(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["checker"])
    assert main() == main([]) == 2
    captured = capsys.readouterr()
    assert captured.err == ""
    commands = [line.split("  ")[1] for line in captured.out.splitlines() if line.startswith("  checker ")]
    assert len(commands) == 12  # six, twice
    for command in commands:
        build_parser().parse_args(command.split()[1:])
    assert max(map(len, captured.out.splitlines())) <= 80


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (["chek", "story.txt"], "check"),
        (["check", "story.txt", "--quite"], "--quiet"),
        (["check", "story.txt", "--fail-on", "warnings"], "warning"),
        (["completion", "zhs"], "zsh"),
    ],
)
def test_mistyped_word_gets_the_nearest(arguments, meant, capsys):
    assert main(arguments) == 2
    assert f"hint: did you mean {meant}? or see checker" in capsys.readouterr().err


def test_version_and_help_are_quick_answers(capsys):
    assert main(["--version"]) == 0
    assert __version__ in capsys.readouterr().out
    assert main(["check", "--help"]) == 0
    assert "exit codes:" in capsys.readouterr().out


def test_a_fault_of_ours_is_no_finding(monkeypatch, capsys, story):
    def fail(*_, **__):
        raise AssertionError("a fault")

    monkeypatch.setattr(Checker, "load", staticmethod(fail))
    assert main(["check", story, "--no-cache"]) == 2
    assert "AssertionError: a fault" in capsys.readouterr().err


def test_a_process_without_standard_input_reads_files(monkeypatch, story):
    monkeypatch.setattr("sys.stdin", None)
    assert main(["check", story]) == 0
