"""`checker completion`: a script for each shell, which bash runs here."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from checker.cli import main
from checker.commands import COMMANDS
from checker.config import FAIL_ON_CHOICES


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_script_knows_every_command(shell, capsys):
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    for command in COMMANDS:
        assert command.__name__.rpartition(".")[2] in script


def test_unknown_shell_is_refused(capsys):
    assert main(["completion", "csh"]) == 2
    assert "error[E203]" in capsys.readouterr().err


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
@pytest.mark.parametrize(
    ("words", "completed"),
    [
        ("checker ba", {"batch", "baseline"}),
        ("checker check --fail-on ''", set(FAIL_ON_CHOICES)),
        ("checker check sto", {"story.md"}),
        ("checker batch --output sto", {"story.md"}),
        ("checker check --config che", {"checker.toml"}),
    ],
    ids=["command", "value", "source", "output", "settings"],
)
def test_bash_completes(tmp_path, capsys, words, completed):
    (tmp_path / "story.md").touch()
    (tmp_path / "checker.toml").touch()
    main(["completion", "bash"])
    script = tmp_path / "script.bash"
    script.write_text(
        f"{capsys.readouterr().out}\n"
        f"COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))\n"
        "$(complete -p checker | sed 's/.*-F \\([^ ]*\\) .*/\\1/')\n"
        'printf "%s\\n" "${COMPREPLY[@]}"\n'
    )
    found = subprocess.run(
        [shutil.which("bash"), "--norc", script], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert set(found.stdout.split()) == completed
