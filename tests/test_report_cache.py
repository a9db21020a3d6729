"""The cache of reports: what comes out is what went in, whatever happens to the file."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from report_builder import make_report
from sample_reports import all_results, bridge_report, failure

from checker.datatypes import Article, BodySupport, Finding, Report
from checker.errors import ConfigError
from checker.report_cache import FILE_NAME, CacheState, ReportCache

TESTS = Path(__file__).parent
LARGE = 10**9
HOUR = 3600


@pytest.fixture
def path(tmp_path):
    return tmp_path / "cache" / FILE_NAME


class Clock:
    """Goes on by two hours with every look."""

    now = 0

    def __call__(self):
        self.now += 2 * HOUR
        return self.now


def keep_all(path, count, *, max_bytes=LARGE):
    with ReportCache(path, max_bytes=max_bytes, clock=Clock()) as cache:
        for i in range(count):
            cache.keep(f"key {i}", make_report(headline=f"Story {i}", sentences=(f"This is story {i}.",)))
        return cache.state()


@pytest.mark.parametrize("result", [*all_results(), bridge_report()], ids=lambda result: type(result).__name__)
def test_sample_comes_out_of_the_file_as_it_went_in(path, result):
    with ReportCache(path, max_bytes=LARGE) as cache:
        cache.keep("key", result)
    with ReportCache(path, max_bytes=LARGE) as again:
        assert again.find("key") == result
        assert again.find("other") is None


st.register_type_strategy(int, st.integers(0, 2**31))  # our numbers are places in texts
REPORTS = st.builds(
    Report,
    article=st.builds(Article, metadata=st.dictionaries(st.text(), st.text())),
    body_supports=st.none() | st.from_type(BodySupport),
    article_findings=st.lists(st.from_type(Finding), max_size=2).map(tuple),
)


@given(REPORTS)
@settings(max_examples=60, deadline=None, phases=(Phase.generate,), suppress_health_check=(HealthCheck.too_slow,))
def test_any_report_comes_out_as_it_went_in(report):
    with ReportCache(None, max_bytes=LARGE) as cache:
        cache.keep("key", report)
        assert repr(cache.find("key")) == repr(report)  # not-a-number equals nothing, but is spelt the same


def test_text_no_file_can_hold_is_not_kept(path):
    with ReportCache(path, max_bytes=LARGE) as cache:
        cache.keep("key", make_report(headline="half \ud83d of a character"))
        assert cache.find("key") is None
        assert cache.state().n_reports == 0


def test_what_is_kept_last_counts(path):
    with ReportCache(path, max_bytes=LARGE) as cache:
        cache.keep("key", bridge_report())
        cache.keep("key", failure())
        assert cache.find("key") == failure()
        assert cache.state().n_reports == 1


def test_size_stays_below_the_cap_and_the_newest_reports_stay(path):
    state = keep_all(path, 300, max_bytes=120_000)
    assert path.stat().st_size == state.n_bytes <= 120_000
    with ReportCache(path, max_bytes=120_000) as cache:
        found = [i for i in range(300) if cache.find(f"key {i}")]
    assert len(found) == state.n_reports > 20
    assert found == list(range(300 - len(found), 300))


def test_report_that_is_used_outlives_those_that_are_not(path):
    with ReportCache(path, max_bytes=120_000, clock=Clock()) as cache:
        for i in range(300):
            cache.keep(f"key {i}", make_report(headline=f"Story {i}"))
            assert cache.find("key 0")
        assert cache.find("key 1") is None


def test_report_larger_than_the_cap_is_not_kept_and_stops_nothing(path):
    with ReportCache(path, max_bytes=1) as cache:
        cache.keep("key", bridge_report())
        assert cache.find("key") is None
        assert cache.state().n_reports == 0


def test_lower_cap_takes_effect_with_the_next_report(path):
    before = keep_all(path, 300)
    with ReportCache(path, max_bytes=60_000) as cache:
        cache.keep("key", bridge_report())
    assert path.stat().st_size <= 60_000 < before.n_bytes


def test_state_tells_path_count_size_and_age(path):
    assert keep_all(path, 5).n_reports == 5
    with ReportCache(path, max_bytes=LARGE) as cache:
        assert cache.state() == CacheState(path, 5, path.stat().st_size, 2.0 * HOUR)


def test_asking_for_the_state_creates_no_file(path):
    with ReportCache(path, max_bytes=LARGE) as cache:
        assert cache.state() == CacheState(path, 0, 0, None)
        assert cache.clear() == CacheState(path, 0, 0, None)
    assert not path.exists()


def test_clearing_empties_the_file_for_processes_that_have_it_open(path):
    keep_all(path, 300)
    with ReportCache(path, max_bytes=LARGE) as other, ReportCache(path, max_bytes=LARGE) as cache:
        assert other.find("key 1")
        assert cache.clear().n_reports == 300
        assert other.find("key 1") is None
        other.keep("key 1", bridge_report())
        assert cache.state().n_reports == 1
    assert path.stat().st_size < 40_000


@pytest.mark.parametrize("content", [b"this is no database " * 500, b"SQLite format 3\0" + b"\xff" * 5000], ids=repr)
def test_damaged_file_is_set_aside_and_a_new_one_begun(path, caplog, content):
    path.parent.mkdir()
    path.write_bytes(content)
    with ReportCache(path, max_bytes=LARGE) as cache:
        assert cache.find("key") is None
        cache.keep("key", bridge_report())
        assert cache.find("key") == bridge_report()
    assert "is damaged and set aside" in caplog.text
    assert path.with_name(f"{FILE_NAME}.damaged").read_bytes() == content
    with ReportCache(path, max_bytes=LARGE) as cache:
        cache.clear()
    assert [file.name for file in path.parent.iterdir()] == [FILE_NAME]


def test_damage_in_the_middle_costs_no_check(path, caplog):
    keep_all(path, 300)
    content = bytearray(path.read_bytes())
    content[8192:40_960] = bytes(32_768)
    path.write_bytes(content)
    with ReportCache(path, max_bytes=LARGE) as cache:
        for i in range(300):
            found = cache.find(f"key {i}")
            assert found is None or found.article.headline == f"Story {i}"
        cache.keep("key", bridge_report())
        cache.keep("key", bridge_report())  # the first may have met the damage
        assert cache.find("key") == bridge_report()


def test_report_that_is_not_readable_is_made_anew(path, caplog):
    keep_all(path, 1)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE report SET content = substr(content, 1, 40)")
    connection.close()
    with ReportCache(path, max_bytes=LARGE) as cache:
        assert cache.find("key 0") is None
    assert "cannot be read" in caplog.text


def test_locked_file_is_passed_over_with_one_warning(path, caplog, monkeypatch):
    monkeypatch.setattr("checker.report_cache._WAIT_S", 0.05)
    keep_all(path, 1)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    with ReportCache(path, max_bytes=LARGE) as cache:
        for _ in range(3):
            cache.keep("key", bridge_report())
            cache.find("key")
    connection.close()
    assert caplog.text.count("reports are neither kept nor looked up (database is locked)") == 1


@pytest.mark.parametrize("place", ["file/reports.sqlite", "folder"], ids=["no folder", "no file"])
def test_place_that_cannot_be_written_is_passed_over(tmp_path, caplog, place):
    (tmp_path / "file").write_text("")
    (tmp_path / "folder").mkdir()
    with ReportCache(tmp_path / place, max_bytes=LARGE) as cache:
        cache.keep("key", bridge_report())
        assert cache.find("key") is None
    assert caplog.text.count("reports are neither kept nor looked up") == 1


def test_file_that_cannot_be_moved_away_is_passed_over(path, caplog, monkeypatch):
    def refuse(*_):
        raise PermissionError(13, "in use")

    path.parent.mkdir()
    path.write_bytes(b"this is no database " * 500)
    monkeypatch.setattr(Path, "replace", refuse)
    with ReportCache(path, max_bytes=LARGE) as cache:
        cache.keep("key", bridge_report())
        assert cache.find("key") is None
    assert "neither kept nor looked up" in caplog.text


def test_processes_that_write_at_once_lose_nothing(path):
    program = f"""
import sys
sys.path.insert(0, {str(TESTS)!r})
from report_builder import make_report
from checker.report_cache import ReportCache
sys.stdin.readline()
with ReportCache({str(path)!r} and __import__("pathlib").Path({str(path)!r}), max_bytes={LARGE}) as cache:
    for i in range(100):
        cache.keep(f"{{sys.argv[1]}} {{i}}", make_report(headline=f"{{sys.argv[1]}} {{i}}"))
        cache.keep("common", make_report())
"""
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", program, name], stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for name in "abcd"
    ]
    for process in processes:  # all have come as far as this: now together
        process.stdin.write("\n")
        process.stdin.flush()
    assert [process.communicate()[1] for process in processes] == [""] * 4
    with ReportCache(path, max_bytes=LARGE) as cache:
        assert cache.state().n_reports == 401
        assert all(cache.find(f"{name} {i}").article.headline == f"{name} {i}" for name in "abcd" for i in range(100))


def test_clearing_a_file_that_is_only_read_is_an_error(path, monkeypatch):
    keep_all(path, 3, max_bytes=LARGE)
    with ReportCache(path, max_bytes=LARGE) as cache:
        run = cache._run
        monkeypatch.setattr(cache, "_run", lambda statement, *v: [] if "DELETE" in statement else run(statement, *v))
        with pytest.raises(ConfigError, match="cannot be removed"):
            cache.clear()
