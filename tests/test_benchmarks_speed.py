"""How speed is measured and drawn."""

from __future__ import annotations

import json
import os
import sys

import numpy as np
import pytest
from defusedxml.ElementTree import fromstring

from benchmarks import growth, plot, speed
from benchmarks.contenders import Contender
from benchmarks.flops import count_products, describe
from benchmarks.products import make_pairs
from benchmarks.stories import write_lines, write_long_story, write_stories
from checker import read
from checker.encoders.body import Body
from checker.encoders.bundled import load_bundled_body
from checker.encoders.packed import load_packed

FIGURES = {"seconds": 2.0, "cpu_seconds": 3.0, "peak_mb": 100}
DOCUMENT = {
    "machine": "2 cores",
    "runs": 3,
    "left_out": ["200 stories"],
    "articles": {"1": {speed.CHECKER: FIGURES, speed.SCRIPT: {"seconds": 20.0, "cpu_seconds": 30.0, "peak_mb": 400}}},
    "sentences": {"10": {speed.CHECKER: FIGURES}, "2000": {speed.CHECKER: {**FIGURES, "seconds": 40.0}}},
    "batches": {"10000": {"checked": 50, "seconds": 20.0, "peak_mb": 600}},
    "flops": {
        "products": "floats", "stories": 20, "tokens": 1000, "gflop_per_story": 80.0,
        "peak_gflops": 160.0, "models_gflops": 120.0, "check_gflops": 80.0,
    },
}  # fmt: skip


def test_every_story_is_another_one(tmp_path):
    articles = list(read(write_lines(tmp_path / "many.jsonl", 200)))
    assert len({(article.headline, article.body) for article in articles}) == 200
    assert len(list(read(write_stories(tmp_path / "few", 20)))) == 20


def test_a_long_story_has_about_the_sentences_it_should(tmp_path):
    (article,) = read(write_long_story(tmp_path / "long", 500))
    assert 450 < article.body.count(". ") + article.body.count("\n\n") < 800


def test_contenders_take_turns_and_the_first_turn_warms(tmp_path):
    log = tmp_path / "log"

    def contender(name):
        script = f"open({str(log)!r}, 'a').write({name!r})"
        return Contender(name, lambda folder: [sys.executable, "-c", script])

    figures = speed.measure([contender("a"), contender("b")], tmp_path, runs=2, warm=1)
    assert log.read_text() == "ababab"
    assert all(0 < one["seconds"] < 60 and one["cpu_seconds"] > 0 and one["peak_mb"] > 1 for one in figures.values())


def test_a_contender_that_fails_stops_the_measurement(tmp_path):
    with pytest.raises(SystemExit, match="ended with 3"):
        speed.run([sys.executable, "-c", "raise SystemExit(3)"])


def test_products_are_compared_over_passages_of_every_story():
    pairs = make_pairs()
    assert len(pairs) == 16 * 5
    assert len({headline for _, headline in pairs}) == 16
    assert all(passage and headline for passage, headline in pairs)


def test_tables_give_ratios_and_say_what_is_missing():
    text = speed.render(DOCUMENT)
    assert f"| {speed.SCRIPT} | 20.00 | 30.00 | 400 | 10.00 | 10.00 | 4.00 |" in text
    assert "Left out, for want of time: 200 stories." in text
    assert "| 10,000 | 50 | 20.0 | 2.50 | 600 |" in text
    assert "0.75 and 0.50 of it" in text


def test_time_for_many_stories_is_estimated_from_few():
    assert speed._estimate({20: DOCUMENT["articles"]["1"]}, 200) == pytest.approx(220)


def test_drawing_is_well_formed_and_shows_every_figure():
    root = fromstring(speed.draw(DOCUMENT))
    circles = root.findall(".//{http://www.w3.org/2000/svg}circle")
    assert len(circles) == 5  # two sentence counts, two contenders of one story, one batch
    assert all(0 <= float(circle.get("cx")) <= plot._WIDTH for circle in circles)


def test_longer_is_further_to_the_right_and_slower_is_higher():
    panel = plot.Panel("title", "x", "y", {"line": [(10, 1.0), (2000, 40.0)]})
    first, second = fromstring(plot.draw([panel])).findall(".//{http://www.w3.org/2000/svg}circle")
    assert float(first.get("cx")) < float(second.get("cx"))
    assert float(first.get("cy")) > float(second.get("cy"))


@pytest.mark.model
def test_work_is_counted_from_the_tokens_of_each_text(monkeypatch, tmp_path):
    body = load_bundled_body(load_packed(), tmp_path)
    monkeypatch.setattr(Body, "run", Body.run)  # counting ends with this test
    counted = count_products()
    states = body.run([np.arange(100), np.arange(10)])
    assert [len(own) for own in states] == [100, 10]
    assert counted["tokens"] == 110
    assert counted["flop"] == pytest.approx(110 * 42.467e6 + (100**2 + 10**2) * 18_432, rel=1e-4)
    assert counted["seconds"] > 0


def test_speed_is_told_beside_that_of_a_plain_product():
    assert describe(DOCUMENT["flops"]).startswith("Products of `floats`: the models reach 120 GFLOP/s")


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="the memory of a group is read from /proc")  # noqa: PTH112
def test_memory_of_a_group_of_processes_is_found():
    assert growth._group_mb(os.getpgid(0)) > 20
    assert growth._group_mb(2**22 + 1) == 0


def test_stored_figures_are_those_of_the_drawing():
    """Mend with `python -m benchmarks.readme`."""
    document = json.loads(speed.RESULTS.read_text(encoding="utf-8"))
    assert speed.PLOT.read_text(encoding="utf-8") == speed.draw(document)
