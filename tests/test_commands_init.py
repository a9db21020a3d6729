"""`checker init`: the file it writes is complete, and right when its lines are switched on."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields

from checker import Config
from checker.cli import main
from checker.config import load_config
from checker.config_file import ConfigFile


def test_file_is_written_once_and_never_over_another(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["init"]) == 0
    assert "wrote checker.toml" in capsys.readouterr().err
    (tmp_path / "checker.toml").write_text("# ours\n")
    assert main(["init"]) == 2
    assert "error[E206]: checker.toml is there already" in capsys.readouterr().err
    assert (tmp_path / "checker.toml").read_text() == "# ours\n"


def test_file_says_nothing_until_a_line_is_switched_on(tmp_path):
    assert main(["init", str(tmp_path)]) == 0
    assert tomllib.loads((tmp_path / "checker.toml").read_text()) == {}


def test_every_line_of_the_file_is_a_setting_that_loads(tmp_path):
    main(["init", str(tmp_path)])
    text = (tmp_path / "checker.toml").read_text()
    values = tomllib.loads("\n".join(re.findall(r"^# (\w+ = .*|\[\w+\])$", text, re.MULTILINE)))
    assert set(values) == {setting.name for setting in fields(Config)}
    load_config(file=ConfigFile(tmp_path / "checker.toml", values), env={})


def test_defaults_of_the_file_are_the_defaults(tmp_path):
    main(["init", str(tmp_path)])
    text = (tmp_path / "checker.toml").read_text()
    paragraphs = [part for part in text.split("\n\n")[1:] if "xample" not in part and "baseline" not in part]
    for name, value in re.findall(r'^# (\w+) = "(.*)"$', "\n".join(paragraphs), re.MULTILINE):
        assert getattr(Config(), name) == value


def test_folder_that_is_not_there_is_a_clear_error(tmp_path, capsys):
    assert main(["init", str(tmp_path / "none")]) == 2
    assert "error[E202]" in capsys.readouterr().err
