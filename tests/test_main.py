"""The process itself, and the real models once from end to end."""

from __future__ import annotations

import subprocess
import sys

import pytest

import checker
from checker import Verdict
from checker.__main__ import run


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


STORY = """VLADIVOSTOK - Gubernur Primorye menyerahkan lima drone kamikaze kepada Kim Jong-un pada hari Minggu.

Pemimpin Korea Utara itu juga memeriksa rudal hipersonik bersama menteri pertahanan Rusia. Kremlin menyatakan belum ada
perjanjian yang ditandatangani. Kim lalu pulang dengan kereta."""


@pytest.mark.model
def test_story_is_judged_by_the_bundled_models_without_torch():
    """What the story says is supported; what it says nothing of is not, though every name in it stands there."""
    program = (
        "import sys\nfrom checker import Checker, Article\nchecker = Checker.load()\n"
        "for headline in sys.argv[2:]:\n"
        "    report = checker.check(Article(headline, sys.argv[1]))\n"
        "    print(report.verdict, report.probability)\n"
        "print('torch' in sys.modules, 'sklearn' in sys.modules)"
    )
    headlines = [
        "Gubernur Primorye Serahkan Lima Drone Kamikaze ke Kim Jong-un",
        "Kim Jong-un Akui Rudal Korut Kalah Canggih",
    ]
    command = [sys.executable, "-c", program, STORY, *headlines]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    said, unsaid, modules = (line.split() for line in output.splitlines())
    assert said[0] == Verdict.SUPPORTED
    assert unsaid[0] != Verdict.SUPPORTED
    assert float(said[1]) - float(unsaid[1]) > 0.3
    assert modules == ["False", "False"]


@pytest.mark.model
def test_one_call_checks_one_story():
    report = checker.check(
        headline="Mayor resigns after audit",
        body="The mayor resigned on Monday, a day after auditors published their report. Her deputy takes over.",
    )
    assert report.claims
    assert report.signature.startswith("enc:me5s-q4|ver:nli-")
