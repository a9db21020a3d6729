"""`checker batch`: one line a story, in order, whatever ends the run and however often it is resumed."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from fakes import make_checker, make_verdict_model
from sample_reports import bridge_report, failure

from checker import Article, Checker
from checker.batch import check_to_file
from checker.cli import main
from checker.commands.counting import count_stories
from checker.errors import ConfigError
from checker.journal import Journal, _places
from checker.progress import Progress
from checker.signature import sign

TESTS = Path(__file__).parent
BODY = "The mayor opened the new bridge on Monday. Traffic will start next week."
TERMS = {"signature": "enc:hash", "fail_on": "error"}
N_STORIES = 12


def load_fakes(config):
    return make_checker(config.cache_dir, threshold=config.threshold, fail_on=config.fail_on)


def fake_signature(config):
    return sign(config, encoder="hash", verifier="overlap", verdict=make_verdict_model())


@pytest.fixture
def fake_models(monkeypatch):
    monkeypatch.setattr(Checker, "load", staticmethod(load_fakes))
    monkeypatch.setattr("checker.cached_checker.signature_of", fake_signature)


@pytest.fixture
def rows(tmp_path):
    path = tmp_path / "rows.jsonl"
    lines = []
    for i in range(N_STORIES):
        headline = "Dragons attack city hall" if i % 3 == 0 else f"Mayor opened the new bridge {i}"
        lines.append("not json" if i == 7 else json.dumps({"id": f"story {i}", "headline": headline, "body": BODY}))
    path.write_text("\n".join(lines) + "\n")
    return path


def interrupted_run(rows, output, n_before_the_end=5):
    """Check the rows in a process that is killed, as `kill -9` does, when the next line is to be written."""
    program = f"""
import os, signal, sys
sys.path.insert(0, {str(TESTS)!r})
import checker.cached_checker
from checker import Checker
from checker.cli import main
from checker.journal import Journal
from test_batch import fake_signature, load_fakes

Checker.load = staticmethod(load_fakes)
checker.cached_checker.signature_of = fake_signature
add = Journal.add

def add_or_die(self, *arguments, **options):
    if self.outcomes.total() == {n_before_the_end}:
        os.kill(os.getpid(), signal.SIGKILL)
    add(self, *arguments, **options)

Journal.add = add_or_die
main(["batch", {str(rows)!r}, "--output", {str(output)!r}, "--jobs", "1"])
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr


def batch(rows, output, *options):
    return main(["batch", str(rows), "--output", str(output), "--jobs", "1", *options])


@pytest.mark.usefixtures("fake_models")
class TestCommand:
    def test_line_per_row_in_order_and_the_failure_only_at_the_end(self, rows, tmp_path, capsys):
        output = tmp_path / "reports.jsonl"
        assert batch(rows, output) == 2
        reports = [json.loads(line) for line in output.read_text().splitlines()]
        verdicts = [report.get("verdict") or report["error"]["code"] for report in reports]
        assert [report["source"] for report in reports] == [
            f"story {i}" if i != 7 else f"{rows}:8" for i in range(N_STORIES)
        ]
        assert verdicts[7] == "E107"
        assert [i for i, verdict in enumerate(verdicts) if verdict == "unsupported"] == [0, 3, 6, 9]
        assert not list(tmp_path.glob("*.part*"))
        captured = capsys.readouterr()
        assert captured.out == ""
        assert captured.err.endswith(
            f"12 headlines: 7 supported, 4 unsupported, 1 could not be checked -> {output}\n"
        )  # fmt: skip

    def test_reports_equal_single_checks(self, tmp_path, capsys):
        story = tmp_path / "story.txt"
        story.write_text(f"Mayor opened the new bridge\n\n{BODY}\n")
        output = tmp_path / "reports.jsonl"
        assert batch(story, output) == 0
        main(["check", str(story), "--format", "jsonl"])
        assert capsys.readouterr().out == output.read_text()

    @pytest.mark.parametrize("resume", [[], ["--resume"]], ids=["begin", "resume"])
    def test_folder_that_is_not_there_is_a_clear_error(self, rows, tmp_path, capsys, resume):
        assert batch(rows, tmp_path / "no" / "reports.jsonl", *resume) == 2
        assert "error[E202]" in capsys.readouterr().err

    def test_number_of_jobs_is_at_least_one(self, rows, tmp_path, capsys):
        assert batch(rows, tmp_path / "reports.jsonl", "--jobs", "0") == 2
        assert "error[E203]: argument --jobs: 0 is not at least 1" in capsys.readouterr().err

    def test_other_threshold_baseline_or_input_cannot_go_on(self, rows, tmp_path, capsys):
        output = tmp_path / "reports.jsonl"
        interrupted_run(rows, output)
        (tmp_path / "known.json").write_text('{"format_version": 1, "findings": []}')
        for options, named in (
            (["--threshold", "0.501"], "threshold was unset, and is 0.501 now"),
            (["--language", "id"], "language was unset, and is id now"),
            (["--fail-on", "never"], "fail_on was error, and is never now"),
            (["--baseline", str(tmp_path / "known.json")], "baseline was unset, and is "),
            (["--ignore", "HC001"], "signature was enc:hash|"),
        ):
            assert batch(rows, output, "--resume", *options) == 2
            error, hint = capsys.readouterr().err.splitlines()
            assert error.startswith(f"error[E209]: {output}.part was made otherwise: {named}")
            assert hint == f"hint: run it as it was run before; or remove {output}.part to start again"

    @pytest.mark.parametrize("n_before_the_end", [0, 1, 5, 10])
    def test_killed_run_goes_on_and_the_file_is_the_same_byte_for_byte(self, rows, tmp_path, n_before_the_end, capsys):
        assert batch(rows, tmp_path / "whole.jsonl") == 2
        output = tmp_path / "reports.jsonl"
        interrupted_run(rows, output, n_before_the_end)
        part = tmp_path / "reports.jsonl.part"
        assert part.read_bytes().count(b"\n") == n_before_the_end
        assert not output.exists()
        capsys.readouterr()
        assert batch(rows, output, "--resume") == 2
        assert output.read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
        assert "12 headlines: 7 supported, 4 unsupported, 1 could not be checked" in capsys.readouterr().err
        assert not list(tmp_path.glob("*.part*"))

    def test_finished_work_is_neither_lost_by_accident_nor_done_again(self, rows, tmp_path, capsys, monkeypatch):
        output = tmp_path / "reports.jsonl"
        interrupted_run(rows, output, 5)
        before = (tmp_path / "reports.jsonl.part").read_bytes()
        assert batch(rows, output) == 2
        assert capsys.readouterr().err == (
            f"error[E206]: {output}.part is there already, with 5 finished lines of an interrupted run\n"
            "hint: go on with it: --resume; or remove it to start again\n"
        )
        assert (tmp_path / "reports.jsonl.part").read_bytes() == before
        checked = []
        check_many = Checker.check_many

        def spying(self, articles):
            checked.extend(article.source for article in articles)
            return check_many(self, articles)

        monkeypatch.setattr(Checker, "check_many", spying)
        batch(rows, output, "--resume", "--no-cache")
        assert checked == ["story 5", "story 6", "story 8", "story 10", "story 11"]  # 9 is the twin of 6

    def test_resuming_nothing_is_beginning(self, rows, tmp_path):
        output = tmp_path / "reports.jsonl"
        assert batch(rows, output, "--resume") == 2
        assert output.read_text().count("\n") == N_STORIES


def articles(count=4):
    return [Article(f"Mayor opened bridge {i}", BODY, source=f"story {i}") for i in range(count)]


def write(journal, found, *, upto=None):
    """Let a batch of these articles write a line each, and stop as a killed process does before one of them."""

    def check_many(taken):
        for i, article in enumerate(taken):
            if i == upto:
                raise KeyboardInterrupt
            yield replace(bridge_report(), article=article) if isinstance(article, Article) else article

    return check_to_file(check_many, found, journal, fail_on="error")


@pytest.fixture
def output(tmp_path):
    return tmp_path / "reports.jsonl"


@pytest.fixture
def whole(tmp_path):
    path = tmp_path / "whole.jsonl"
    write(Journal.begin(path, terms=TERMS), articles())
    return path.read_bytes()


@pytest.fixture
def interrupted(output):
    """Two of four lines are done."""
    with pytest.raises(KeyboardInterrupt):
        write(Journal.begin(output, terms=TERMS), articles(), upto=2)
    return output.with_name(output.name + ".part"), output.with_name(output.name + ".part.journal")


@pytest.mark.parametrize("n_bytes", [1, 30, 700], ids=["one byte", "some bytes", "more than a line"])
@pytest.mark.parametrize("of", [0, 1], ids=["output", "journal"])
def test_what_was_cut_off_is_made_again(interrupted, output, whole, of, n_bytes):
    file = interrupted[of]
    os.truncate(file, max(200, file.stat().st_size - n_bytes))
    with Journal.resume(output, terms=TERMS) as journal:
        assert journal.outcomes.total() < 2
    write(Journal.resume(output, terms=TERMS), articles())
    assert output.read_bytes() == whole


@pytest.mark.parametrize("rest", [b'{"torn": ', b"\0" * 4096, b"{}\n{}\n"], ids=["torn", "zeros", "unknown lines"])
@pytest.mark.parametrize("of", [0, 1], ids=["output", "journal"])
def test_what_is_not_known_to_be_whole_is_dropped(interrupted, output, whole, of, rest):
    with interrupted[of].open("ab") as file:
        file.write(rest)
    write(Journal.resume(output, terms=TERMS), articles())
    assert output.read_bytes() == whole


@pytest.mark.parametrize("entry", [b"a b x supported\n", b"a b 1 cut", b"\xff\n"], ids=repr)
def test_entry_that_is_none_ends_the_journal(interrupted, output, whole, entry):
    lines = interrupted[1].read_bytes().splitlines(keepends=True)
    interrupted[1].write_bytes(b"".join([*lines[:2], entry, lines[2]]))
    journal = Journal.resume(output, terms=TERMS)
    assert journal.outcomes.total() == 1
    write(journal, articles())
    assert output.read_bytes() == whole


def test_run_can_be_interrupted_again_and_again(output, whole):
    for _ in articles(3):
        with pytest.raises(KeyboardInterrupt):
            write(Journal.resume(output, terms=TERMS), articles(), upto=1)
    assert write(Journal.resume(output, terms=TERMS), articles()) == 1
    assert output.read_bytes() == whole


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        (
            [articles()[0], replace(articles()[1], body="Another."), *articles()[2:]],
            "story 2 of the input (story 1) is",
        ),
        ([articles()[0], replace(articles()[1], source="x"), *articles()[2:]], "story 2 of the input (x) is another"),
        ([failure(), *articles()[1:]], "story 1 of the input (stories/empty.txt) is another one"),
        (articles(1), "the input ends before its story 2"),
    ],
    ids=["body", "place", "failure", "shorter"],
)
def test_other_input_is_refused_with_its_place_and_nothing_is_lost(interrupted, output, whole, changed, message):
    with pytest.raises(ConfigError) as caught:
        write(Journal.resume(output, terms=TERMS), changed)
    assert caught.value.code == "E209"
    assert message in caught.value.message
    assert "to start again" in caught.value.hint
    write(Journal.resume(output, terms=TERMS), articles())
    assert output.read_bytes() == whole


def test_input_may_have_grown_at_its_end(interrupted, output, whole):
    write(Journal.resume(output, terms=TERMS), articles(5))
    assert output.read_bytes().startswith(whole)
    assert output.read_bytes().count(b"\n") == 5


@pytest.mark.parametrize(
    "header", [None, b"", b"no json\n", b"{}\n", b"[]\n", b'{"format_version": 99, "terms": {}}\n'], ids=repr
)
def test_without_its_journal_an_output_cannot_go_on(interrupted, output, header):
    part, journal = interrupted
    journal.unlink() if header is None else journal.write_bytes(header)
    with pytest.raises(ConfigError) as caught:
        Journal.resume(output, terms=TERMS)
    assert caught.value.code == "E209"
    assert str(part) in caught.value.hint
    with pytest.raises(ConfigError, match="0 finished lines"):
        Journal.begin(output, terms=TERMS)


def test_run_that_ended_before_its_first_line_is_in_nobodys_way(output, whole):
    with pytest.raises(KeyboardInterrupt):
        write(Journal.begin(output, terms=TERMS), articles(), upto=0)
    write(Journal.begin(output, terms=TERMS), articles())
    assert output.read_bytes() == whole


@pytest.mark.parametrize("n_lines", [0, 2])
def test_two_runs_never_write_one_output(output, whole, n_lines):
    journal = Journal.begin(output, terms=TERMS)
    with journal:
        taken = journal.take(articles())
        for _ in range(n_lines):
            next(taken)
            journal.add("{}\n", status=0, outcome="supported")
        with pytest.raises(ConfigError, match="is being written by another process") as caught:
            Journal.resume(output, terms=TERMS)
        assert caught.value.code == "E206"
    with Journal.resume(output, terms=TERMS) as again:
        assert again.outcomes.total() == n_lines


def test_a_run_that_opened_the_files_before_another_finished_leaves_the_output_alone(output, whole):
    first = Journal.begin(output, terms=TERMS)
    second = Journal(_places(output), lambda: 0.0)
    write(first, articles())
    with pytest.raises(ConfigError, match="is being written by another process"):
        second._claim()
    assert output.read_bytes() == whole


def test_a_device_is_no_output_of_a_batch(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ConfigError, match="is no file"):
        Journal.begin(tmp_path / "pipe", terms=TERMS)
    assert (tmp_path / "pipe").is_fifo()


def test_where_files_cannot_be_locked_a_run_is_still_possible(output, whole, monkeypatch):
    monkeypatch.setitem(sys.modules, "fcntl", None)
    write(Journal.begin(output, terms=TERMS), articles())
    assert output.read_bytes() == whole


def test_lines_reach_the_disk_at_intervals(output, monkeypatch):
    synced = []
    monkeypatch.setattr("os.fsync", synced.append)
    now = iter(range(0, 1000, 3))
    write(Journal.begin(output, terms=TERMS, clock=lambda: next(now)), articles(8))
    assert 2 * 3 <= len(synced) <= 2 * 5  # of two files, every second line or so


def test_full_disk_is_a_clear_error(output, monkeypatch):
    def refuse(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", refuse)
    with pytest.raises(ConfigError, match="No space left on device") as caught:
        write(Journal.begin(output, terms=TERMS), articles())
    assert caught.value.code == "E202"
    assert not output.exists()


def test_articles_are_taken_one_at_a_time(output):
    """Or else a file of any size would not fit."""
    read = []
    lines = []

    def check_many(taken):
        for article in taken:
            lines.append((len(read), journal.outcomes.total()))
            yield replace(bridge_report(), article=article)

    journal = Journal.begin(output, terms=TERMS)
    check_to_file(check_many, (a for a in articles() if read.append(a) is None), journal, fail_on="never")
    assert lines == [(1, 0), (2, 1), (3, 2), (4, 3)]


def test_stories_are_counted_where_that_is_cheap(tmp_path, rows):
    (tmp_path / "texts").mkdir()
    for name in ("a.txt", "b.md"):
        (tmp_path / "texts" / name).write_text("x")
    assert count_stories([str(rows)], "") == N_STORIES
    assert count_stories([str(tmp_path / "texts"), str(rows)], "") == N_STORIES + 2
    assert count_stories([str(rows)], "csv") is None
    assert count_stories([str(tmp_path / "none.jsonl")], "") is None
    assert count_stories(["-"], "") is None
    rows.write_text("{}\n\n  \n{}")
    assert count_stories([str(rows)], "") == 2


class Watch:
    now = 0.0

    def __call__(self):
        return self.now


def run_progress(stream, n, *, seconds, **settings):
    watch = Watch()
    with Progress(stream, clock=watch, **settings) as progress:
        for _ in range(n):
            watch.now += seconds
            progress.count(failure())
        return progress


@pytest.mark.parametrize(
    ("n", "seconds", "settings", "text"),
    [
        (0, 1.0, {}, "checked 0"),
        (0, 1.0, {"total": 5}, "checked 0 of 5"),
        (10, 0.5, {"total": 5000}, "checked 10 of 5,000, 2.0/s, 0:41:35 left"),
        (10, 0.5, {}, "checked 10, 2.0/s"),
        (5000, 0.004, {"total": 100_000}, "checked 5,000 of 100,000, 250/s, 0:06:20 left"),
        (10, 1.0, {"total": 1000, "done": {"supported": 890}}, "checked 900 of 1,000, 1.0/s, 0:01:40 left"),
        (10, 1.0, {"total": 8}, "checked 10 of 8, 1.0/s, 0:00:00 left"),
    ],
    ids=["start", "start of known", "known", "unknown", "fast", "resumed", "more than counted"],
)
def test_rate_and_time_left_are_told(n, seconds, settings, text):
    assert run_progress(io.StringIO(), n, seconds=seconds, **settings).describe() == text


def test_rate_is_that_of_the_last_minute():
    watch = Watch()
    with Progress(io.StringIO(), clock=watch) as progress:
        for seconds, n in ((0.01, 1000), (1.0, 200)):
            for _ in range(n):
                watch.now += seconds
                progress.advance()
        assert progress.describe() == "checked 1,200, 1.0/s"


def test_log_gets_a_line_every_half_minute():
    stream = io.StringIO()
    run_progress(stream, 7, seconds=10, total=100)
    assert stream.getvalue() == "checked 3 of 100, 0.1/s, 0:16:10 left\nchecked 6 of 100, 0.1/s, 0:15:40 left\n"


def test_terminal_shows_one_line_and_clears_it(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.setenv("TERM", "xterm")
    stream = Terminal()
    progress = run_progress(stream, 3, seconds=1, total=9)
    assert "checked 3 of 9, 1.0/s, 0:00:06 left" in stream.getvalue()
    assert stream.getvalue().endswith("\x1b[2K")
    assert progress.summary() == "3 headlines: 3 could not be checked"


def test_a_batch_ends_in_its_worst_headlines_and_one_line(rows, tmp_path, fake_models, capsys):
    main(["batch", str(rows), "--output", str(tmp_path / "reports.jsonl"), "--jobs", "1"])
    lines = [line for line in capsys.readouterr().err.splitlines() if line.strip()]
    dragons = next(i for i, line in enumerate(lines) if "Dragons" in line)
    assert "worst first" in lines[dragons - 1]
    assert not any("Mayor" in line for line in lines)  # what is well is not listed
    assert lines[-1].endswith("reports.jsonl")
