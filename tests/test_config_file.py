"""The file a desk keeps its settings in: where it is found, what it may say, and which value wins."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.config import DEFAULT_ORIGIN, Config, load_config, trace_config
from checker.config_file import ConfigFile, find_config_file, read_config_file
from checker.datatypes import Severity
from checker.errors import ConfigError


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def load(tmp_path: Path, text: str, **layers):
    return load_config(file=read_config_file(write(tmp_path / "checker.toml", text)), env={}, **layers)


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"desk/checker.toml": "threshold = 0.4"}, "desk/checker.toml"),
        ({"checker.toml": "threshold = 0.4"}, "checker.toml"),
        ({"pyproject.toml": "[tool.checker]\nthreshold = 0.4"}, "pyproject.toml"),
        ({"desk/checker.toml": "threshold = 0.4", "checker.toml": "threshold = 0.6"}, "desk/checker.toml"),
        (
            {"desk/checker.toml": "threshold = 0.4", "desk/pyproject.toml": "[tool.checker]\nthreshold = 0.6"},
            "desk/checker.toml",
        ),
        ({"desk/pyproject.toml": "[tool.ruff]\nx = 1", "checker.toml": "threshold = 0.4"}, "checker.toml"),
        ({"desk/pyproject.toml": "tool = 1", "checker.toml": "threshold = 0.4"}, "checker.toml"),
    ],
    ids=["here", "above", "pyproject", "nearest", "own file first", "pyproject of others", "pyproject without tools"],
)
def test_nearest_file_with_settings_is_found(tmp_path, files, found):
    for name, text in files.items():
        write(tmp_path / name, text)
    (tmp_path / "desk").mkdir(exist_ok=True)
    file = find_config_file(tmp_path / "desk")
    assert file.path == tmp_path / found
    assert file.values == {"threshold": 0.4}


def test_no_file_is_no_error(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "is_file", lambda path: False)
    assert find_config_file(tmp_path) is None


def test_flags_win_over_variables_and_those_over_the_file(tmp_path):
    file = ConfigFile(tmp_path / "checker.toml", {"model": "m", "language": "id", "fail_on": "note"})
    traced = trace_config(
        file=file, env={"CHECKER_LANGUAGE": "en", "CHECKER_FAIL_ON": "error"}, overrides={"fail_on": "never"}
    )
    config, origins = traced.config, traced.origins
    assert (config.model, config.language, config.fail_on) == ("m", "en", "never")
    assert origins["model"] == str(tmp_path / "checker.toml")
    assert origins["language"] == "CHECKER_LANGUAGE"
    assert origins["fail_on"] == "--fail-on"
    assert origins["threshold"] == DEFAULT_ORIGIN


def test_every_kind_of_value_is_read(tmp_path):
    config = load(
        tmp_path,
        'threshold = 0.4\nselect = ["HC030", "forward-reference"]\nignore = "HC005, HC010"\nmin_severity = "warning"\n'
        'baseline = "known.json"\n[severity]\nHC005 = "error"\nclaim-uncertain = "note"\n',
    )
    assert config.threshold == 0.4
    assert config.select == ("HC030", "forward-reference")
    assert config.ignore == ("HC005", "HC010")
    assert config.min_severity == "warning"
    assert config.severity == {"HC005": Severity.ERROR, "HC010": Severity.NOTE}


@pytest.mark.parametrize(
    ("setting", "given", "expected"),
    [
        ("baseline", "known.json", Path("desk/known.json")),
        ("verdict", "/srv/verdict.json", Path("/srv/verdict.json")),
        ("cache_dir", "~/cache", Path("~/cache").expanduser()),
        ("model", "./model", "desk/model"),
        ("verifier", "desk/verifier", "desk/verifier"),
    ],
    ids=["beside the file", "absolute", "home", "folder of a model", "hub id"],
)
def test_paths_start_from_the_folder_of_the_file(setting, given, expected):
    assert (
        getattr(load_config(file=ConfigFile(Path("desk/checker.toml"), {setting: given}), env={}), setting) == expected
    )


def test_severities_by_name_are_kept_by_code():
    assert Config(severity={"name-not-in-body": "error"}).severity == {"HC005": Severity.ERROR}


def test_severities_can_stand_in_a_variable():
    severity = load_config(env={"CHECKER_SEVERITY": "HC005=error, HC010 = note"}).severity
    assert severity == {"HC005": Severity.ERROR, "HC010": Severity.NOTE}


@pytest.mark.parametrize(
    ("text", "code", "message", "hint"),
    [
        ("treshold = 0.5", "E204", "treshold: no such setting", "did you mean threshold?"),
        ("zzz = 1", "E204", "zzz: no such setting", "settings are model, "),
        ("fail-on = 'note'", "E204", "fail-on: no such setting", "did you mean fail_on?"),
        ("threshold = true", "E201", "threshold: True is not a number", "try 0.5"),
        ("threshold = 'high'", "E201", "threshold: 'high' is not a number", "try 0.5"),
        ("threshold = 2", "E201", "threshold: 2.0 is not between 0 and 1", "try 0.5"),
        ("language = 3", "E201", "language: 3 is not a text", "quotation marks"),
        ("verdict = 3", "E201", "verdict: 3 is not a path", "quotation marks"),
        ("ignore = [3]", "E201", "ignore: [3] is not a list of rules", 'try ["HC005", "HC010"]'),
        ("ignore = ['HC0005']", "E201", "HC0005: no such rule", "did you mean HC005?"),
        ("fail_on = 'fatal'", "E201", "fail_on: 'fatal' is unknown", "one of error, warning, note, never"),
        ("min_severity = 'never'", "E201", "min_severity: 'never' is unknown", "one of error, warning, note"),
        ("severity = 3", "E201", "severity: 3 is not a table of rules", 'try HC005 = "error"'),
        ("severity = 'HC005'", "E201", "severity: HC005: '' is unknown", "one of error, warning, note"),
        ("[severity]\nHC0005 = 'error'", "E204", "severity: HC0005: no such rule", "did you mean HC005?"),
        ("[severity]\nHC005 = 'fatal'", "E201", "severity: HC005: 'fatal' is unknown", "one of error, warning, note"),
        ("[severity]\nHC005 = [1]", "E201", "severity: HC005: [1] is unknown", "one of error, warning, note"),
    ],
    ids=lambda value: value if isinstance(value, str) and "=" in value else "",
)
def test_error_names_file_and_setting_and_what_to_write(tmp_path, text, code, message, hint):
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, text)
    assert caught.value.code == code
    assert caught.value.message == f"{tmp_path / 'checker.toml'}: {message}"
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("checker.toml", b"threshold = ", "not valid TOML"),
        ("checker.toml", b"# \xff", "not valid TOML"),
        ("pyproject.toml", b"[tool.ruff]\n", "there is no table [tool.checker]"),
        ("missing.toml", None, "cannot be read"),
    ],
    ids=["not TOML", "not UTF-8", "no table", "missing"],
)
def test_file_that_cannot_be_read_is_a_clear_error(tmp_path, name, content, message):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ConfigError) as caught:
        read_config_file(path)
    assert caught.value.code == "E205"
    assert caught.value.message.startswith(f"{path}: {message}")
    assert caught.value.hint


def test_named_pyproject_is_read(tmp_path):
    path = write(tmp_path / "pyproject.toml", "[tool.checker]\nthreshold = 0.4")
    assert read_config_file(path).values == {"threshold": 0.4}
