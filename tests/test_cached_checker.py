"""Checking once: the same report with and without the cache, and a new one for whatever changes an answer."""

from __future__ import annotations

import os
from concurrent.futures import Future
from dataclasses import replace
from importlib.metadata import version

import pytest
from fakes import make_checker, make_verdict_model

from checker import Article, Checker, Config, Failure, ModelError, Report, Severity
from checker import cached_checker as module
from checker.cached_checker import CachedChecker, open_checker
from checker.encoders import encoder_name
from checker.report_cache import FILE_NAME, ReportCache
from checker.signature import sign, signature_of
from checker.verifiers import verifier_name
from checker.verifiers.settings import read_name
from checker.verifiers.weights import load_weights
from checker.workers import InProcess

BODY = "The mayor opened the new bridge on Monday. Traffic will start next week."
STORY = Article("Mayor opened the new bridge", BODY, source="a.txt")
OTHER = replace(STORY, headline="Dragons attack city hall")
FURNITURE = Article("Mayor opens bridge", "ADVERTISEMENT", source="b.txt")


class Counting:
    """Loads a checker of fakes and remembers what it was asked to check."""

    def __init__(self, folder):
        self.folder = folder
        self.checked = []
        self.n_loads = 0

    def __call__(self, config):
        self.n_loads += 1
        checker = make_checker(self.folder, **{
            name: getattr(config, name) for name in ("threshold", "language", "select", "ignore", "severity")
        })  # fmt: skip
        check_many = checker.check_many

        def counting(articles):
            self.checked += [article.headline for article in articles]
            return check_many(articles)

        checker.check_many = counting
        return checker


@pytest.fixture
def load(tmp_path):
    return Counting(tmp_path)


@pytest.fixture(autouse=True)
def fake_signature(monkeypatch, tmp_path):
    monkeypatch.setattr(module, "_PACKAGE", tmp_path / "no package")  # whoever edits ours meanwhile

    def signature_of_fakes(config):
        return sign(config, encoder="hash", verifier="overlap", verdict=make_verdict_model())

    monkeypatch.setattr(module, "signature_of", signature_of_fakes)


def check(load, *articles, **settings):
    config = Config(cache_dir=load.folder, **settings)
    with open_checker(config, load) as checker:
        return list(checker.check_many(articles))


def test_report_is_the_same_with_and_without_the_cache(load):
    (plain,) = make_checker(load.folder).check_many([STORY])
    assert check(load, STORY) == check(load, STORY) == check(load, STORY, cache=False) == [plain]


def test_second_run_loads_no_model(load):
    first = check(load, STORY, FURNITURE, OTHER)
    assert check(load, STORY, FURNITURE, OTHER) == first
    assert (load.n_loads, len(load.checked)) == (1, 3)


def test_only_the_changed_story_is_checked_again(load):
    check(load, STORY, OTHER)
    load.checked.clear()
    reports = check(load, STORY, replace(OTHER, headline="Dragons attack the bridge"))
    assert load.checked == ["Dragons attack the bridge"]
    assert [report.article.headline for report in reports] == [STORY.headline, "Dragons attack the bridge"]


@pytest.mark.parametrize(
    "change",
    [
        {"headline": "Mayor opened a bridge"},
        {"body": BODY + " "},
        {"language": "fr"},
        {"metadata": {"date": "2024-05-03"}},
        {"metadata": {"checker_ignore": "HC001"}},
    ],
    ids=str,
)
def test_whatever_a_report_depends_on_makes_a_new_one(load, change):
    check(load, STORY)
    check(load, replace(STORY, **change))
    assert len(load.checked) == 2


@pytest.mark.parametrize(
    "settings",
    [
        {"threshold": 0.5001},
        {"language": "id"},
        {"select": ("HC030",)},
        {"ignore": ("HC001",)},
        {"severity": {"HC001": Severity.NOTE}},
    ],
    ids=str,
)
def test_whatever_setting_a_report_depends_on_makes_a_new_one(load, settings):
    check(load, STORY)
    (report,) = check(load, STORY, **settings)
    assert len(load.checked) == 2
    assert [report] == list(load(Config(**settings)).check_many([STORY]))


def test_exact_threshold_counts_though_the_signature_rounds_it(load):
    check(load, STORY, threshold=0.501)
    check(load, STORY, threshold=0.502)
    check(load, STORY, threshold=0.501)
    assert len(load.checked) == 2


def test_place_of_a_story_is_that_of_the_article_that_was_asked_for(load):
    check(load, replace(STORY, metadata={"path": "a.jsonl", "line": "1"}))
    moved = replace(STORY, source="elsewhere/c.txt", body_line=7, metadata={"path": "c.jsonl", "line": "9"})
    (report,) = check(load, moved)
    assert report.article == moved
    assert len(load.checked) == 1


def test_report_depends_on_no_place():
    """Or else a twin from the cache would say something else than a check of its own."""
    moved = replace(STORY, source="elsewhere/c.txt", body_line=7, metadata={"path": "c.jsonl", "line": "9"})
    own, other = (make_checker(None).check(article) for article in (STORY, moved))
    assert replace(own, article=moved) == other


def test_twins_in_one_run_are_checked_once_even_without_a_file(load):
    twins = [replace(STORY, source=f"{i}.txt") for i in range(5)]
    reports = check(load, *twins, cache=False)
    assert [report.article.source for report in reports] == [twin.source for twin in twins]
    assert len(load.checked) == 1
    assert not (load.folder / FILE_NAME).exists()


def test_failure_is_kept_but_only_for_its_own_place(load):
    (first,) = check(load, FURNITURE)
    assert isinstance(first, Failure)
    assert check(load, FURNITURE) == [first]
    assert len(load.checked) == 1
    (second,) = check(load, replace(FURNITURE, source="c.txt"))
    assert second.source == "c.txt"
    assert second.message.startswith("c.txt: ")


def test_what_could_not_be_read_passes_through_in_its_place(load):
    unread = Failure("x", "E101", "x cannot be read")
    results = check(load, STORY, unread, OTHER)
    assert [type(result) for result in results] == [Report, Failure, Report]
    assert results[1] == unread


def test_report_of_other_models_than_the_signature_names_is_not_kept(load, monkeypatch):
    monkeypatch.setattr(module, "signature_of", lambda config: "enc:other")
    check(load, STORY)
    check(load, STORY)
    assert len(load.checked) == 2


def test_edited_package_makes_new_reports(load, monkeypatch, tmp_path):
    package = tmp_path / "package"
    (package / "__pycache__").mkdir(parents=True)
    (package / "rule.py").write_text("1")
    monkeypatch.setattr(module, "_PACKAGE", package)
    check(load, STORY)
    (package / "__pycache__" / "rule.pyc").write_text("written by Python")
    check(load, STORY)
    assert len(load.checked) == 1
    (package / "rule.py").write_text("12")
    check(load, STORY)
    assert len(load.checked) == 2


def test_new_version_of_a_library_makes_new_reports(load, monkeypatch):
    check(load, STORY)
    monkeypatch.setattr(module, "version", lambda name: "99" if name == "onnxruntime" else version(name))
    check(load, STORY)
    assert len(load.checked) == 2


def test_model_in_a_folder_counts_with_its_files(load, tmp_path):
    folder = tmp_path / "model"
    folder.mkdir()
    weights = folder / "model.safetensors"
    weights.write_text("old")
    settings = {"model": str(folder), "verifier": "none"}
    check(load, STORY, **settings)
    check(load, STORY, **settings)
    assert len(load.checked) == 1
    weights.write_text("new")
    os.utime(weights, (1, 1))
    check(load, STORY, **settings)
    assert len(load.checked) == 2


def test_model_of_the_hub_counts_with_its_snapshot(load, monkeypatch, tmp_path):
    def find(name, *, local_files_only):
        assert local_files_only
        if name == "desk/unknown":
            raise OSError(name)
        return str(tmp_path / "model")

    monkeypatch.setattr("huggingface_hub.snapshot_download", find)
    (tmp_path / "model").mkdir()
    for model in ("desk/known", "desk/unknown"):
        check(load, STORY, model=model)
        check(load, STORY, model=model)
    assert len(load.checked) == 2
    (tmp_path / "model" / "config.json").write_text("{}")
    check(load, STORY, model="desk/known")
    check(load, STORY, model="desk/unknown")
    assert len(load.checked) == 3


class Slow:
    """A worker that is done when it is told so, and not in order."""

    def __init__(self, n_ahead):
        self.n_ahead = n_ahead
        self.under_way = []

    def submit(self, article):
        self.under_way.append((article, Future()))
        return self.under_way[-1][1]

    def finish(self, checker, *numbers):
        for number in numbers:
            article, answer = self.under_way[number]
            answer.set_result(next(checker.check_many([article])))


def test_order_is_kept_and_little_is_read_ahead(load, tmp_path):
    articles = [replace(STORY, headline=f"Mayor opened bridge {i}", source=str(i)) for i in range(8)]
    worker = Slow(n_ahead=3)
    read = []
    with ReportCache(None, max_bytes=10**6) as cache:
        checker = CachedChecker(worker, cache, Config(cache_dir=tmp_path))
        results = checker.check_many(article for article in articles if read.append(article.source) is None)
        fakes = make_checker(tmp_path)
        submit = worker.submit

        def submit_and_finish(article):
            answer = submit(article)
            if len(worker.under_way) == 4:
                worker.finish(fakes, 2, 1, 0)
            return answer

        worker.submit = submit_and_finish
        assert [next(results).article.source for _ in range(3)] == ["0", "1", "2"]
        assert read == ["0", "1", "2", "3"]
        worker.submit = lambda article: InProcess(lambda: fakes).submit(article)
        worker.finish(fakes, 3)
        assert [result.article.source for result in results] == ["3", "4", "5", "6", "7"]


def test_twins_under_way_are_checked_once_and_failures_for_each_place(tmp_path):
    worker = Slow(n_ahead=9)
    twins = [STORY, replace(STORY, source="2"), FURNITURE, replace(FURNITURE, source="4")]
    fakes = make_checker(tmp_path)
    with ReportCache(None, max_bytes=10**6) as cache:
        checker = CachedChecker(worker, cache, Config(cache_dir=tmp_path))

        def read():
            yield from twins
            worker.finish(fakes, 0, 1)
            worker.submit = InProcess(lambda: fakes).submit

        results = list(checker.check_many(read()))
    assert [article.source for article, _ in worker.under_way] == ["a.txt", "b.txt"]
    assert results == list(fakes.check_many(twins))


def load_plain(config):
    """As another process can find it."""
    assert config.threads == 1  # a process has one core
    return make_checker(config.cache_dir)


def test_answers_do_not_depend_on_the_number_of_processes(load):
    articles = [replace(STORY, headline=f"Mayor opened bridge {i % 4}", source=str(i)) for i in range(9)]
    articles.insert(3, FURNITURE)
    config = Config(cache_dir=load.folder)
    with open_checker(config, load_plain, jobs=2) as checker:
        results = list(checker.check_many(articles))
    assert results == check(load, *articles, cache=False)
    load.checked.clear()
    assert check(load, *articles) == results
    assert load.checked == []


def test_missing_verifier_is_told_before_anything_is_loaded(tmp_path):
    with pytest.raises(ModelError, match="the verifier is missing or damaged") as caught:
        read_name(tmp_path)
    assert caught.value.code == "E302"


def test_names_are_those_of_the_models_that_would_be_loaded():
    assert verifier_name() == load_weights().name
    assert encoder_name("desk/model") == verifier_name("desk/model") == "desk/model"
    assert signature_of(Config(verifier="none")).startswith("enc:me5s-q4|ver:none|")


@pytest.mark.model
def test_signature_is_the_same_before_and_after_loading():
    for verifier in ("bundled", "none"):
        config = Config(verifier=verifier, threshold=0.4, ignore=("HC005",))
        assert Checker.load(config).signature == signature_of(config)
