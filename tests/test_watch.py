"""`checker watch`: a line for each story that is saved, without waiting for any clock."""

from __future__ import annotations

import builtins
from pathlib import Path

import pytest
from fakes import make_checker
from sample_reports import bridge_report, failure

from checker import Checker
from checker.cli import main
from checker.commands.watch import recheck, watch_folder
from checker.errors import ConfigError

BODY = "The mayor opened the new bridge on Monday. Traffic will start next week."


@pytest.fixture
def desk(monkeypatch, tmp_path):
    monkeypatch.setattr(Checker, "load", staticmethod(lambda config: make_checker(tmp_path / "cache")))
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "stories" / "bad.txt", "Dragons attack city hall")
    write(tmp_path / "stories" / "good.md", "# Mayor opened the new bridge")
    return tmp_path


def write(path, headline):
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{headline}\n\n{BODY}\n")


def save(monkeypatch, *saves):
    """Let the watcher see these saves, and then the user press Ctrl-C."""

    def watch(folder):
        for paths in saves:
            yield {(2, str(Path(path).absolute())) for path in paths}
        raise KeyboardInterrupt

    monkeypatch.setattr("watchfiles.watch", watch)


def test_each_save_is_one_line(desk, monkeypatch, capsys):
    save(monkeypatch, ["stories/good.md"], ["stories/bad.txt", "stories/good.md"])
    assert main(["watch", "stories"]) == 0
    captured = capsys.readouterr()
    lines = [line.split() for line in captured.out.splitlines()]
    assert [(words[0], words[2]) for words in lines] == [
        ("supported", "stories/good.md"), ("unsupported", "stories/bad.txt"), ("supported", "stories/good.md"),
    ]  # fmt: skip
    assert "HC001" in lines[1]
    assert captured.err == "watching stories; Ctrl-C ends\n"


def test_models_are_loaded_once(desk, monkeypatch, capsys):
    loads = []
    load = Checker.load
    monkeypatch.setattr(Checker, "load", staticmethod(lambda config: loads.append(config) or load(config)))
    save(monkeypatch, ["stories/good.md"], ["stories/good.md"])
    main(["watch", "stories"])
    assert len(loads) == 1


def test_baseline_and_severities_of_the_settings_hold(desk, monkeypatch, capsys):
    main(["baseline", "stories/bad.txt"])
    (desk / "checker.toml").write_text('baseline = "checker-baseline.json"\n')
    save(monkeypatch, ["stories/bad.txt"])
    capsys.readouterr()
    main(["watch", "stories"])
    assert "HC001 (known)" in capsys.readouterr().out


def test_story_that_breaks_is_a_line_and_the_watch_goes_on(desk, monkeypatch, capsys):
    (desk / "stories" / "empty.txt").write_text("Only a headline\n")
    save(monkeypatch, ["stories/empty.txt"], ["stories/good.md"])
    assert main(["watch", "stories"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("not checked   E104  stories/empty.txt")
    assert second.startswith("supported")


def test_what_is_gone_or_no_story_is_left_out(desk):
    (desk / "stories" / "picture.jpg").touch()
    paths = {"stories/gone.txt", "stories/picture.jpg", "stories", "stories/good.md"}
    checked = []
    assert list(recheck([paths], lambda path: checked.append(path) or ())) == []
    assert checked == ["stories/good.md"]


def test_line_shows_no_control_character(desk):
    report = bridge_report()
    hostile = type(failure())(source="a", code="E101", message="a\x1b[31m\nb")
    first, second = recheck([["stories/good.md"]], lambda path: [report, hostile])
    assert first == "unsupported   0.04  bridge.txt  HC001  Mayor opens bridge, admits it was never tested"
    assert second == "not checked   E101  a␛[31m↵b"


def test_file_is_no_folder_to_watch(desk, capsys):
    assert main(["watch", "stories/bad.txt"]) == 2
    assert "error[E101]: stories/bad.txt is not a folder" in capsys.readouterr().err


def test_missing_library_is_named_with_the_way_to_get_it(desk, monkeypatch):
    load = builtins.__import__

    def refuse(name, *rest):
        if name == "watchfiles":
            raise ModuleNotFoundError(name)
        return load(name, *rest)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(ConfigError) as caught:
        watch_folder(desk)
    assert (caught.value.code, caught.value.hint) == ("E208", "pip install 'headline-checker[watch]'")
