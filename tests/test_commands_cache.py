"""`checker cache`, `--no-cache` and the setting `cache`; and that a second run over a folder needs no model."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from fakes import make_checker, make_verdict_model

from checker import Checker, Config
from checker.cli import main
from checker.config import load_config
from checker.errors import ConfigError
from checker.report_cache import FILE_NAME
from checker.signature import sign

TESTS = Path(__file__).parent
BODY = "The mayor opened the new bridge on Monday. Traffic will start next week."


def fake_signature(config):
    return sign(config, encoder="hash", verifier="overlap", verdict=make_verdict_model())


@pytest.fixture(autouse=True)
def desk(monkeypatch, tmp_path):
    """Twenty stories and a cache of their own."""
    monkeypatch.setenv("CHECKER_CACHE", "true")
    monkeypatch.setenv("CHECKER_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setattr("checker.cached_checker.signature_of", fake_signature)
    monkeypatch.setattr("checker.cached_checker._PACKAGE", tmp_path / "package")  # whoever edits ours meanwhile
    monkeypatch.setattr(Checker, "load", staticmethod(lambda config: make_checker(config.cache_dir)))
    monkeypatch.chdir(tmp_path)
    for i in range(20):
        write(tmp_path / "stories" / f"{i:02}.txt", f"Mayor opened bridge {i}")
    return tmp_path


@pytest.fixture
def checked(monkeypatch):
    """The stories that were really checked."""
    found = []
    check_many = Checker.check_many

    def spying(self, articles):
        found.extend(article.source for article in articles)
        return check_many(self, articles)

    monkeypatch.setattr(Checker, "check_many", spying)
    return found


def write(path, headline):
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{headline}\n\n{BODY}\n")


def test_only_the_changed_story_of_a_folder_is_checked_again(desk, checked, capsys):
    main(["check", "stories", "--format", "jsonl"])
    first = capsys.readouterr().out.splitlines()
    assert len(checked) == 20
    checked.clear()
    write(desk / "stories" / "07.txt", "Mayor opened the tunnel")
    main(["check", "stories", "--format", "jsonl"])
    second = capsys.readouterr().out.splitlines()
    assert checked == ["stories/07.txt"]
    assert [i for i in range(20) if first[i] != second[i]] == [7]


def test_second_run_over_a_folder_loads_no_model_and_says_the_same(desk, capsys):
    write(desk / "stories" / "furniture.txt", "Mayor opened bridge")
    (desk / "stories" / "furniture.txt").write_text("Mayor opened bridge\n\nADVERTISEMENT\n")
    assert main(["check", "stories", "--format", "json"]) == 2
    first = capsys.readouterr().out
    program = f"""
import sys
sys.path.insert(0, {str(TESTS)!r})
from test_commands_cache import fake_signature
import checker.cached_checker
checker.cached_checker.signature_of = fake_signature
checker.cached_checker._PACKAGE = checker.cached_checker.Path("package").absolute()
heavy = {{"onnxruntime", "sentencepiece", "onnx", "torch", "checker.pipeline"}}
for name in heavy:
    sys.modules.pop(name, None)
from checker.cli import main
main(["check", "stories", "--format", "json"])
sys.stderr.write(repr(sorted(heavy & set(sys.modules))))
"""
    second = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert second.stdout == first
    assert second.stderr.splitlines()[-1] == "[]"


def test_batch_and_check_share_what_they_know(checked):
    main(["check", "stories"])
    checked.clear()
    assert main(["batch", "stories", "--output", "reports.jsonl"]) == main(["check", "stories"])
    assert checked == []
    assert len(Path("reports.jsonl").read_text().splitlines()) == 20


def test_watch_looks_up_what_was_checked(desk, monkeypatch, checked, capsys):
    main(["check", "stories/03.txt"])
    checked.clear()
    paths = {(2, str(desk / "stories" / name)) for name in ("03.txt", "04.txt")}
    monkeypatch.setattr("watchfiles.watch", lambda folder: iter([paths, paths]))
    assert main(["watch", "stories"]) == 0
    assert checked == ["stories/04.txt"]


def test_severity_and_baseline_apply_to_what_comes_from_the_cache(desk, capsys):
    write(desk / "dragons.txt", "Dragons attack city hall")
    assert main(["check", "dragons.txt"]) == 1
    main(["baseline", "dragons.txt"])
    assert main(["check", "dragons.txt", "--baseline", "checker-baseline.json"]) == 0
    assert main(["check", "dragons.txt"]) == 1
    assert main(["check", "dragons.txt", "--fail-on", "never"]) == 0


@pytest.mark.parametrize("off", ["flag", "variable", "file"])
def test_cache_can_be_left_alone(desk, monkeypatch, checked, off):
    if off == "file":
        (desk / "checker.toml").write_text("cache = false\n")
        monkeypatch.delenv("CHECKER_CACHE")
    elif off == "variable":
        monkeypatch.setenv("CHECKER_CACHE", "no")
    for _ in range(2):
        main(["check", "stories/01.txt", *(["--no-cache"] if off == "flag" else [])])
    assert len(checked) == 2
    assert not (desk / "cache" / FILE_NAME).exists()


def test_info_tells_path_number_size_and_age(desk, capsys):
    main(["check", "stories"])
    capsys.readouterr()
    assert main(["cache", "info"]) == 0
    out = capsys.readouterr().out
    rows = dict(line.split(maxsplit=1) for line in out.splitlines())
    path = desk / "cache" / FILE_NAME
    assert rows["path"] == str(path)
    assert rows["reports"] == "20"
    assert rows["size"] == f"{path.stat().st_size:,} bytes of at most 268,435,456"
    assert abs((datetime.now().astimezone() - datetime.fromisoformat(rows["oldest"])).total_seconds()) < 60


def test_info_on_nothing_says_so_and_makes_nothing(desk, capsys):
    assert main(["cache", "info"]) == 0
    assert capsys.readouterr().out == (
        f"path     {desk / 'cache' / FILE_NAME}\n"
        "reports  0\nsize     0 bytes of at most 268,435,456\noldest   -\n"
    )  # fmt: skip
    assert not (desk / "cache").exists()


def test_clear_removes_everything(desk, checked, capsys):
    main(["check", "stories"])
    capsys.readouterr()
    assert main(["cache", "clear"]) == 0
    assert capsys.readouterr().out == f"removed 20 reports from {desk / 'cache' / FILE_NAME}\n"
    main(["cache", "info"])
    assert "reports  0\n" in capsys.readouterr().out
    checked.clear()
    main(["check", "stories"])
    assert len(checked) == 20


def test_damaged_cache_costs_a_warning_and_no_check(desk, capsys, caplog):
    (desk / "cache").mkdir()
    (desk / "cache" / FILE_NAME).write_bytes(b"damage" * 1000)
    assert main(["check", "stories/01.txt", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["reports"]
    assert "is damaged and set aside" in caplog.text


def test_what_to_do_must_be_said(capsys):
    assert main(["cache"]) == 2
    assert "error[E203]" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "given", "code"),
    [("cache", "maybe", "E201"), ("cache_mib", "0", "E201"), ("cache_mib", "1.5", "E201"), ("threads", "-1", "E201")],
)
def test_bad_value_names_its_variable(name, given, code):
    with pytest.raises(ConfigError, match=f"CHECKER_{name.upper()}") as caught:
        load_config(env={f"CHECKER_{name.upper()}": given})
    assert (caught.value.code, bool(caught.value.hint)) == (code, True)


@pytest.mark.parametrize(("given", "value"), [("true", True), ("ON", True), ("0", False), ("no", False)])
def test_switch_is_written_as_people_do(given, value):
    assert load_config(env={"CHECKER_CACHE": given}).cache is value


def test_size_of_the_cache_is_a_setting():
    assert load_config(env={"CHECKER_CACHE_MIB": "64", "CHECKER_THREADS": "2"}) == Config(
        cache_mib=64, threads=2, cache_dir=Config().cache_dir
    )


def test_settings_show_the_flag_that_turned_it_off(capsys):
    main(["check", "--show-config", "--no-cache"])
    (line,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("cache =")]
    assert line.split() == ["cache", "=", "false", "#", "--no-cache"]
