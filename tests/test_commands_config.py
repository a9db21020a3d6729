"""Settings on the command line: which file is read, what is shown of them, and what is refused."""

from __future__ import annotations

import json
import tomllib
from dataclasses import fields, replace

import pytest
from fakes import make_checker

from checker import Checker, Config
from checker.cli import main
from checker.config import TracedConfig
from checker.datatypes import Severity
from checker.renderers.settings import render_settings

STORY = "Dragons attack city hall\n\nThe mayor opened the new bridge on Monday. Traffic will start next week.\n"


@pytest.fixture(autouse=True)
def desk(monkeypatch, tmp_path):
    def load(config):
        return make_checker(tmp_path / "cache", threshold=config.threshold)

    monkeypatch.setattr(Checker, "load", staticmethod(load))
    (tmp_path / "desk").mkdir()
    monkeypatch.chdir(tmp_path / "desk")
    (tmp_path / "desk" / "story.txt").write_text(STORY)
    return tmp_path


def test_nearest_file_counts_unless_another_or_none_is_asked_for(desk):
    (desk / "checker.toml").write_text("fail_on = 'never'\n")
    (desk / "strict.toml").write_text("fail_on = 'note'\n")
    assert main(["check", "story.txt"]) == 0
    assert main(["check", "story.txt", "--fail-on", "error"]) == 1
    assert main(["check", "story.txt", "--no-config"]) == 1
    assert main(["check", "story.txt", "--config", str(desk / "strict.toml")]) == 1


def test_config_and_no_config_do_not_go_together(capsys):
    assert main(["check", "story.txt", "--no-config", "--config", "x.toml"]) == 2
    assert "error[E203]" in capsys.readouterr().err


def test_unknown_setting_stops_the_run(desk, capsys):
    (desk / "checker.toml").write_text("treshold = 0.5\n")
    assert main(["check", "story.txt"]) == 2
    assert capsys.readouterr().err == (
        f"error[E204]: {desk / 'checker.toml'}: treshold: no such setting\nhint: did you mean threshold?\n"
    )


def test_every_setting_is_shown_with_where_it_was_set(desk, monkeypatch, capsys):
    (desk / "checker.toml").write_text("threshold = 0.4\n[severity]\nHC005 = 'error'\n")
    monkeypatch.setenv("CHECKER_LANGUAGE", "id")
    assert main(["check", "--show-config", "--select", "HC030,HC031"]) == 0
    out = capsys.readouterr().out
    lines = {line.removeprefix("# ").split(" ")[0]: line for line in out.splitlines()}
    assert list(lines) == [setting.name for setting in fields(Config)]
    assert lines["threshold"].endswith(f"# {desk / 'checker.toml'}")
    assert lines["language"].endswith("# CHECKER_LANGUAGE")
    assert lines["select"].endswith("# --select")
    assert lines["fail_on"].endswith("# default")


def test_what_is_shown_is_a_file_of_settings():
    config = replace(Config(), threshold=0.4, select=("HC030", "HC031"), severity={"HC005": Severity.ERROR})
    shown = tomllib.loads(render_settings(TracedConfig(config, {s.name: "default" for s in fields(Config)})))
    assert shown["threshold"] == 0.4
    assert shown["select"] == ["HC030", "HC031"]
    assert shown["severity"] == {"HC005": "error"}
    assert "verdict" not in shown


def test_less_severe_findings_are_hidden_yet_decide_the_exit_code(capsys):
    story = ["check", "story.txt", "--headline", "Mayor opened the new bridge"]
    main([*story, "--format", "json"])
    probability = json.loads(capsys.readouterr().out)["reports"][0]["probability"]
    uncertain = [*story, "--threshold", str(probability), "--fail-on", "warning"]
    assert main(uncertain) == 1
    assert "HC010" in capsys.readouterr().out
    assert main([*uncertain, "--min-severity", "error"]) == 1
    assert "HC010" not in capsys.readouterr().out


def test_nothing_to_check_is_an_error(desk, capsys):
    (desk / "desk" / "empty").mkdir()
    assert main(["check", "empty"]) == 2
    assert main(["check", "*.none"]) == 2
    assert main(["check"]) == 2
    assert "error[E203]: there is no source to check" in capsys.readouterr().err


def test_run_without_a_single_result_is_an_error(monkeypatch, capsys):
    monkeypatch.setattr("checker.commands.check.read_all", lambda *args, **options: iter(()))
    assert main(["check", "story.txt"]) == 2
    assert "error[E108]: nothing to check was found" in capsys.readouterr().err
