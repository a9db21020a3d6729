"""Measuring a checker on labelled articles, from rows to figures, tables and pictures."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from fakes import make_checker

from checker.cli import main
from checker.comparison import KeptRows, compare, read_kept, to_json
from checker.datatypes import Article, Verdict
from checker.errors import InputError
from checker.evaluate import Judged, evaluate, judge_all
from checker.labelled import LabelledArticle
from checker.renderers.evaluation import render_evaluations, render_reliability_svg
from checker.stance import STANCES

BODY = "The mayor opened the new bridge on Monday. Children sang on the river bank."


def judged(n: int = 40) -> list[Judged]:
    """Supported rows at .8, others at .2, with one mistake in ten."""
    rows = []
    for i in range(n):
        supported = i % 2 == 0
        high = supported != (i % 20 in {0, 1})
        verdict = Verdict.SUPPORTED if high else Verdict.UNSUPPORTED
        rows.append(Judged(supported, f"article {i}", "agree", 0.8 if high else 0.2, high, verdict, 0.5, 0.5, 0.4))
    return rows


def evaluation(rows: list[Judged] | None = None):
    return evaluate(rows or judged(), name="desk", signature="enc:x")


def test_rows_are_judged_in_order_those_with_a_stance_too(tmp_path):
    rows = [
        LabelledArticle(Article("Mayor opens bridge", BODY, language="en"), "uncertain"),
        LabelledArticle(Article("Mayor opens bridge", BODY, language="en"), "agree"),
        LabelledArticle(Article("Mayor opens bridge", BODY, language="en"), "discuss"),
        LabelledArticle(Article("Ferry sinks in storm", BODY, language="en"), "disagree"),
    ]
    counted = []
    found = judge_all(make_checker(tmp_path), rows, on_row=lambda: counted.append(1))
    assert [one.label for one in found] == ["agree", "discuss", "disagree"]
    assert found[0].probability > found[2].probability
    assert found[0].overlap > found[2].overlap
    assert all(one.stance in STANCES for one in found)
    assert len(counted) == 4


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
        evaluate([], name="desk", signature="")


def kept(rows: list[Judged], signature: str = "enc:x") -> KeptRows:
    return KeptRows.of(rows, name="desk", signature=signature)


def test_two_checkers_are_compared_on_the_same_rows():
    rows = judged()
    worse = [replace(one, probability=1 - one.probability, is_accepted=not one.is_accepted) for one in rows]
    gain = compare(kept(worse, "old"), kept(rows, "new"))
    assert gain.auroc.low > 0
    assert gain.balanced_accuracy.value == pytest.approx(0.8)
    with pytest.raises(InputError, match="others than those measured now"):
        compare(kept(rows), kept(rows[:-1]))
    text = render_evaluations([], [gain])
    assert "gain on the same 40 headlines" in text
    assert text.index("old") < text.index("new")


def test_kept_rows_read_back_are_the_same(tmp_path):
    path = tmp_path / "rows.json"
    path.write_text(to_json([kept(judged())]), encoding="utf-8")
    assert read_kept(path) == {"desk": kept(judged())}


@pytest.mark.parametrize(
    "content",
    ["", "[]", '{"format_version": 9, "sets": []}', '{"format_version": 1, "sets": [{"name": "desk"}]}'],
    ids=["empty", "a list", "a later format", "no columns"],
)
def test_a_file_without_kept_rows_is_a_clear_error(tmp_path, content):
    path = tmp_path / "rows.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match="holds no kept rows") as raised:
        read_kept(path)
    assert raised.value.code == "E115"


def test_a_missing_file_of_kept_rows_is_a_clear_error(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        read_kept(tmp_path / "nowhere.json")


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
