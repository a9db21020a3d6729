"""Checking in other processes: the same results, and an end that is told."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from fakes import make_checker

from checker import Article, Failure, Report
from checker import workers as module
from checker.errors import CheckerError, ConfigError, ModelError
from checker.pipeline import TOGETHER
from checker.workers import InProcess, Processes

TESTS = Path(__file__).parent
STORY = Article("Mayor opened the new bridge", "The mayor opened the new bridge on Monday.", source="a.txt")


def die():
    os._exit(3)


def refuse():
    raise ModelError("no such model", code="E301", hint="name another")


def test_processes_say_the_same_as_this_one(tmp_path):
    load = partial(make_checker, tmp_path)
    articles = [replace(STORY, headline=f"Mayor opened bridge {i}") for i in range(5)]
    articles.append(replace(STORY, body="ADVERTISEMENT"))
    with Processes(load, jobs=2) as processes:
        answers = [processes.submit(article) for article in articles]
        found = [answer.result() for answer in answers]
    assert found == [InProcess(load).submit(article).result() for article in articles]
    assert isinstance(found[-1], Failure)


def test_models_are_loaded_once_and_only_for_a_story(tmp_path):
    loads = []
    worker = InProcess(lambda: loads.append(1) or make_checker(tmp_path))
    assert loads == []
    first, second = worker.submit(STORY), worker.submit(STORY)
    assert loads == []
    assert first.result() == second.result() == worker.submit(STORY).result()
    assert loads == [1]


def test_articles_that_wait_are_checked_together_as_many_as_the_checker_takes(tmp_path, monkeypatch):
    checker = make_checker(tmp_path)
    groups = []
    check_many = checker.check_many
    monkeypatch.setattr(checker, "check_many", lambda articles: groups.append(len(articles)) or check_many(articles))
    worker = InProcess(lambda: checker)
    answers = [worker.submit(STORY) for _ in range(3)]
    assert answers[1].result() == answers[0].result() == checker.check(STORY)
    assert groups == [3]
    assert worker.n_ahead + 1 == TOGETHER


def test_an_end_in_the_middle_is_told_to_all_who_wait(tmp_path, monkeypatch):
    checker = make_checker(tmp_path)

    def end(articles):
        yield checker.check(articles[0])
        raise MemoryError

    monkeypatch.setattr(checker, "check_many", end)
    worker = InProcess(lambda: checker)
    first, second, third = (worker.submit(STORY) for _ in range(3))
    assert isinstance(first.result(), Report)
    for answer in (second, third):
        with pytest.raises(MemoryError):
            answer.result()


def test_process_that_dies_is_told(tmp_path):
    with Processes(die, jobs=1) as processes:
        first = processes.submit(STORY)
        with pytest.raises(ModelError) as caught:
            first.result()
        assert caught.value.code == "E303"
        with pytest.raises(ModelError, match="sudden end"):
            processes.submit(STORY).result()


def test_error_of_a_process_is_the_error_it_was():
    with Processes(refuse, jobs=1) as processes, pytest.raises(ModelError) as caught:
        processes.submit(STORY).result()
    assert (caught.value.message, caught.value.code, caught.value.hint) == ("no such model", "E301", "name another")


@pytest.mark.parametrize("kind", [CheckerError, ConfigError], ids=lambda kind: kind.__name__)
def test_error_can_be_sent(kind):
    make, arguments = kind("bad", code="E201", hint="good").__reduce__()
    again = make(*arguments)
    assert (type(again), again.message, again.code, again.hint) == (kind, "bad", "E201", "good")


def test_process_is_prepared_to_check_and_leaves_interrupts_to_its_parent(tmp_path, monkeypatch):
    handlers, ends = [], []

    class Parent:
        def join(self):
            ends.append("parent")

    monkeypatch.setattr(module, "_own", None)
    monkeypatch.setattr("signal.signal", lambda *handler: handlers.append(handler))
    monkeypatch.setattr("multiprocessing.parent_process", lambda: None)
    with pytest.raises(RuntimeError):
        module._check(STORY)
    module._begin(partial(make_checker, tmp_path))
    assert module._check(STORY) == make_checker(tmp_path).check(STORY)
    assert handlers == [(signal.SIGINT, signal.SIG_IGN)]
    monkeypatch.setattr("multiprocessing.parent_process", Parent)
    monkeypatch.setattr("os._exit", ends.append)
    module._end_with_parent()
    assert ends == ["parent", 1]


def test_article_that_nobody_waits_for_any_more_is_given_up():
    done, answer = Future(), Future()
    done.cancel()
    module._pass_on(done, answer)
    assert answer.cancelled()


def test_no_process_outlives_the_one_that_started_it():
    """The pipe of standard output is closed only when the last process that holds it has ended."""
    program = f"""
import sys
sys.path.insert(0, {str(TESTS)!r})
import os, signal
from functools import partial
from pathlib import Path
from fakes import make_checker
from test_workers import STORY
from checker.workers import Processes
if __name__ == "__main__":
    processes = Processes(partial(make_checker, Path()), jobs=2)
    print(processes.submit(STORY).result().verdict, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""
    process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, cwd=TESTS.parent)
    output, _ = process.communicate(timeout=60)
    assert output == "supported\n"
    assert process.returncode == -signal.SIGKILL
