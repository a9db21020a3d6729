"""The hook, the action and their page say what the program does."""

from __future__ import annotations

import copy
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import jsonschema
import pytest
import yaml

from checker.cli import build_parser
from checker.config import load_config
from checker.config_file import ConfigFile

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "integrations.md").read_text(encoding="utf-8")
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
CHECK = next(step for step in ACTION["runs"]["steps"] if step.get("id") == "check")


ACTION_SCHEMA = json.loads((ROOT / "tests" / "data" / "github-action.json").read_text(encoding="utf-8"))
STORY = "# Dragons attack city hall\n\nThe mayor opened the new bridge on Monday. Traffic will start next week.\n"


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("line", re.findall(r"^(?:    - )?checker .*$", PAGE, re.MULTILINE))
def test_commands_of_the_page_parse(line):
    build_parser().parse_args(shlex.split(line.removeprefix("    - ").partition(" > ")[0])[1:])


def test_settings_of_the_page_load():
    (block,) = blocks("toml")
    load_config(file=ConfigFile(Path("checker.toml"), tomllib.loads(block)), env={})


def test_hook_runs_one_process_of_the_command():
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert hook["require_serial"] is True
    build_parser().parse_args([*hook["entry"].split()[1:], "story.md"])
    assert any(f"- id: {hook['id']}\n" in block for block in blocks("yaml"))


def test_page_names_every_input_and_output_of_the_action():
    for name in [*ACTION["inputs"], *ACTION["outputs"]]:
        assert f"`{name}`" in PAGE
    workflow = next(block for block in blocks("yaml") if "jobs:" in block)
    given = yaml.safe_load(workflow)["jobs"]["headlines"]["steps"][-1]["with"]
    assert set(given) <= set(ACTION["inputs"])


def test_action_is_what_the_code_host_takes():
    jsonschema.validate(ACTION, ACTION_SCHEMA)


@pytest.mark.parametrize("name", ["using", "steps"])
def test_schema_of_actions_refuses_what_the_code_host_would_refuse(name):
    broken = copy.deepcopy(ACTION)
    del broken["runs"][name]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, ACTION_SCHEMA)


def test_every_step_that_runs_a_script_names_its_shell():
    """Without one the code host refuses a composite action; the schema does not know."""
    for step in ACTION["runs"]["steps"]:
        assert ("run" in step) == ("shell" in step)


def run_check_step(folder, **given):
    """Run the script of the step as the code host does, in a runner whose files lie in `folder`."""
    paths = {"GITHUB_OUTPUT": f"{folder}/output", "GITHUB_STEP_SUMMARY": f"{folder}/summary"}
    return subprocess.run(
        [shutil.which("bash"), "--noprofile", "--norc", "-eo", "pipefail", "-c", CHECK["run"]],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "RUNNER_TEMP": str(folder), **paths, **given},
        check=False,
        capture_output=True,
        text=True,
    )


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
def test_action_runs_the_real_program(tmp_path):
    program = tmp_path / "headline-checker" / "bin" / "checker"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} -m checker "$@"\n')
    program.chmod(0o755)
    (tmp_path / "stories").mkdir()
    (tmp_path / "stories" / "dragons.md").write_text(STORY)
    options = "--verifier none --no-cache --no-config"
    home = {"HOME": os.environ.get("HOME", str(tmp_path)), "GITHUB_ACTIONS": "true"}
    ended = run_check_step(tmp_path, SOURCES="stories\n", FAIL_ON="warning", OPTIONS=options, **home)
    assert ended.returncode == 1, ended.stderr
    assert re.search(r"^::(error|warning) file=stories/dragons\.md,line=1,", ended.stdout, re.MULTILINE)
    assert "Dragons" in (tmp_path / "summary").read_text()
    code, sarif = (tmp_path / "output").read_text().splitlines()
    assert code == "exit-code=1"
    assert json.loads(Path(sarif.removeprefix("sarif=")).read_text())["runs"][0]["results"]


def test_script_of_the_action_holds_no_expression():
    """An expression in a script would run what a pull request writes into an input."""
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step.get("run", "")


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
@pytest.mark.parametrize("code", [0, 1, 2])
def test_action_passes_the_inputs_and_the_exit_code_on(tmp_path, code):
    program = tmp_path / "headline-checker" / "bin" / "checker"
    program.parent.mkdir(parents=True)
    reports = tmp_path / "headline-checker-reports"
    program.write_text(
        f'#!/bin/sh\nprintf "%s\\n" "$@" > {tmp_path}/words\necho table > {reports}/summary.md\n'
        f"touch {reports}/report.sarif\nexit {code}\n"
    )
    program.chmod(0o755)
    ended = run_check_step(tmp_path, SOURCES="stories/*.md\n\na b.md\n", FAIL_ON="note", OPTIONS="--language id")
    assert ended.returncode == code
    words = (tmp_path / "words").read_text().splitlines()
    arguments = build_parser().parse_args(words)
    assert arguments.source == ["stories/*.md", "a b.md"]
    assert (arguments.fail_on, arguments.language, arguments.format) == ("note", "id", "github")
    assert (tmp_path / "output").read_text() == f"exit-code={code}\nsarif={reports}/report.sarif\n"
    assert (tmp_path / "summary").read_text() == "table\n"
