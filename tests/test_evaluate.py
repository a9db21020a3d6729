"""Measuring a checker on labelled articles, from rows to figures, tables and pictures."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from fakes import make_checker

from checker.cli import main
from checker.datatypes import Article, Verdict
from checker.errors import InputError
from checker.evaluate import Judged, compare, evaluate, judge_all
from checker.labelled import LabelledArticle
from checker.renderers.evaluation import render_evaluations, render_reliability_svg

BODY = "The mayor opened the new bridge on Monday. Children sang on the river bank."


def judged(n: int = 40) -> list[Judged]:
    """Supported rows at .8, others at .2, with one mistake in ten."""
    rows = []
    for i in range(n):
        supported = i % 2 == 0
        high = supported != (i % 20 in {0, 1})
        verdict = Verdict.SUPPORTED if high else Verdict.UNSUPPORTED
        rows.append(Judged(supported, f"article {i}", "agree", 0.8 if high else 0.2, verdict, 0.5, 0.5, 0.4))
    return rows


def evaluation(rows: list[Judged] | None = None):
    return evaluate(rows or judged(), name="desk", threshold=0.5, signature="enc:x")


def test_rows_are_judged_in_order_and_open_labels_are_left_out(tmp_path):
    rows = [
        LabelledArticle(Article("Mayor opens bridge", BODY, language="en"), "agree"),
        LabelledArticle(Article("Mayor opens bridge", BODY, language="en"), "discuss"),
        LabelledArticle(Article("Ferry sinks in storm", BODY, language="en"), "disagree"),
    ]
    counted = []
    found = judge_all(make_checker(tmp_path), rows, on_row=lambda: counted.append(1))
    assert [one.label for one in found] == ["agree", "disagree"]
    assert found[0].probability > found[1].probability
    assert found[0].overlap > found[1].overlap
    assert len(counted) == 3


def test_an_article_that_cannot_be_checked_counts_as_flagged(tmp_path):
    rows = [LabelledArticle(Article("Mayor opens bridge", "", language="en"), "agree")]
    found = judge_all(make_checker(tmp_path), rows)
    measured = evaluation([*found, *judged()])
    assert found[0].verdict is None
    assert measured.n_failed == 1
    assert measured.measures["false_alarms"].value > evaluation().measures["false_alarms"].value


def test_without_a_verifier_there_is_no_headline_only_baseline(tmp_path):
    rows = [LabelledArticle(Article("Mayor opens bridge", BODY, language="en"), "agree")]
    (one,) = judge_all(make_checker(tmp_path, verified=False), rows)
    assert math.isnan(one.headline_only)
    assert "headline_only" not in evaluation([one, *judged()]).baselines


def test_figures_are_those_of_the_rows():
    found = evaluation()
    assert (found.n, found.n_supported) == (40, 20)
    assert found.measures["balanced_accuracy"].value == pytest.approx(0.9)
    assert found.measures["auroc"].low <= found.measures["auroc"].value <= found.measures["auroc"].high
    assert found.measures["ece"].value == pytest.approx(0.1)
    assert found.best_balanced_accuracy == pytest.approx(0.9)
    assert found.baselines["cosine"] == 0.5
    assert found.signature == "enc:x|boot:7"


def test_a_set_without_rows_is_a_clear_error():
    with pytest.raises(InputError, match="desk has no row"):
        evaluate([], name="desk", threshold=0.5, signature="")


def test_two_checkers_are_compared_on_the_same_rows():
    rows = judged()
    worse = [replace(one, probability=1 - one.probability) for one in rows]
    gain = compare(worse, rows)
    assert gain.low > 0
    with pytest.raises(ValueError, match="same rows"):
        compare(rows, rows[:-1])


def test_the_table_names_every_figure_and_the_signature():
    text = render_evaluations([evaluation()])
    for words in ("ROC-AUC", "balanced accuracy", "calibration error", "cosine", "0.8 to 0.9", "enc:x|boot:7"):
        assert words in text


def test_one_class_alone_shows_no_figure_it_cannot_have():
    rows = [one for one in judged() if one.is_supported]
    assert "one class only" in render_evaluations([evaluation(rows)])
    document = json.loads(render_evaluations([evaluation(rows)], as_json=True))
    assert document["evaluations"][0]["measures"]["auroc"]["value"] is None


def test_the_picture_is_valid_and_has_a_dot_for_each_bin():
    root = ElementTree.fromstring(render_reliability_svg([evaluation()]))  # noqa: S314 - our own
    assert len(root.findall("{http://www.w3.org/2000/svg}circle")) == len(evaluation().reliability)


def test_the_command_writes_figures_and_picture(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("checker.pipeline.Checker.load", lambda config: make_checker(tmp_path))
    data = tmp_path / "desk.jsonl"
    rows = [{"headline": h, "body": BODY, "label": label} for h, label in
            (("Mayor opens new bridge", "supported"), ("Ferry sinks in storm", "unsupported"))]  # fmt: skip
    data.write_text("".join(json.dumps(row) + "\n" for row in rows))
    picture = tmp_path / "curve.svg"
    assert main(["evaluate", str(data), "--format", "json", "--report", str(picture)]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["evaluations"][0]["n"] == 2
    assert picture.read_text().startswith("<svg")
