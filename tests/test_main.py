"""The process itself, and the real models once from end to end."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import checker
from checker import Verdict
from checker.__main__ import run

ARTICLE = str(Path(__file__).parents[1] / "data" / "articles" / "kim-vladivostok.id.txt")


def test_process_ends_with_the_code_of_the_command(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["checker", "rules", "HC001"])
    with pytest.raises(SystemExit) as caught:
        run()
    assert caught.value.code == 0
    assert "claim-not-mentioned" in capsys.readouterr().out


def test_reader_that_leaves_a_pipe_sees_no_traceback():
    """As `checker rules | head -0` does."""
    process = subprocess.Popen(
        [sys.executable, "-m", "checker", "rules"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    process.stdout.close()
    error = process.stderr.read()
    process.wait()
    process.stderr.close()
    assert error == ""


@pytest.mark.model
def test_first_story_is_judged_by_the_bundled_models_without_torch():
    """A story that says what its headline says, and the same story under a headline it does not carry."""
    program = (
        "import sys\nfrom checker import Checker, Article\nchecker = Checker.load()\n"
        "body = open(sys.argv[1], encoding='utf-8').read().split('\\n', 1)[1]\n"
        "for headline in sys.argv[2:]:\n    print(checker.check(Article(headline, body)).verdict)\n"
        "print('torch' in sys.modules, 'sklearn' in sys.modules)"
    )
    headlines = [
        "Gubernur Primorye Beri Kim Jong-un Lima Drone Kamikaze",
        "Kim Jong-un Akui Rudalnya Kalah Canggih dari Buatan Rusia",
    ]
    command = [sys.executable, "-c", program, ARTICLE, *headlines]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    supported, unsupported, modules = output.splitlines()
    assert supported == Verdict.SUPPORTED
    assert unsupported in {Verdict.UNSUPPORTED, Verdict.CONTRADICTED}
    assert modules == "False False"


@pytest.mark.model
def test_one_call_checks_one_story():
    report = checker.check(
        headline="Mayor resigns after audit",
        body="The mayor resigned on Monday, a day after auditors published their report. Her deputy takes over.",
    )
    assert report.claims
    assert report.signature.startswith("enc:me5s-q4|ver:nli-")
