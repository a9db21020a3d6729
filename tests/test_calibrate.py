"""Fitting the verdict to a desk: prior, refit, threshold, and figures on headlines the fit has not seen."""

from __future__ import annotations

import json
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pytest
from fakes import make_checker, make_verdict_model

from checker.calibrate import calibrate, measure, measured_of
from checker.cli import main
from checker.datatypes import Article
from checker.errors import InputError, ModelError
from checker.evaluate import judge_all
from checker.feature_names import VERIFIED_FEATURES
from checker.fits import REFIT_ROWS, SCALE_ROWS, Measured
from checker.labelled import LabelledArticle
from checker.renderers.calibration import render_calibration, render_curve_svg
from checker.verdict_model import VerdictModel, read_document

JOINED = VERIFIED_FEATURES.index("entailment_joined")
BODY = "The mayor opened the new bridge on Monday. Children sang on the river bank."


def make_measured(n: int, *, share: float = 0.5, signal: int = JOINED) -> Measured:
    """Headlines whose entailment (or another feature) is high when they are supported, with some noise."""
    rng = np.random.default_rng(3)
    supported = rng.random(n) < share
    vectors = np.zeros((n, len(VERIFIED_FEATURES)))
    vectors[:, VERIFIED_FEATURES.index("recall_sentence")] = 0.7
    vectors[:, signal] = np.where(supported, 1.0, -1.0) + rng.normal(0, 1, n)
    return Measured(vectors, supported, np.arange(n) // 2, np.full(n, "en"))


def probabilities(model: dict, vectors: np.ndarray) -> np.ndarray:
    built = VerdictModel.from_dict(model)
    return np.array([built.probability(vector) for vector in vectors])


def test_few_rows_move_the_prior_only():
    model = make_verdict_model()
    measured = make_measured(SCALE_ROWS - 1, share=0.9)
    found = calibrate(model, measured)
    assert found.method == "prior"
    assert found.model["coefficients"] == model.to_dict()["coefficients"]
    assert probabilities(found.model, measured.vectors).mean() == pytest.approx(measured.supported.mean(), abs=0.02)
    assert found.ece[1] < found.ece[0]


def test_more_rows_scale_a_model_that_is_too_sure():
    document = make_verdict_model().to_dict()
    model = VerdictModel.from_dict(document | {"coefficients": [3 * own for own in document["coefficients"]]})
    found = calibrate(model, make_measured(SCALE_ROWS))
    assert found.method == "scale"
    assert found.model["coefficients"][JOINED] < 0.6 * model.coefficients[JOINED]
    assert found.brier[1] < found.brier[0]


def test_many_rows_refit_what_the_features_mean():
    measured = make_measured(REFIT_ROWS, signal=VERIFIED_FEATURES.index("contradiction_context"))
    found = calibrate(make_verdict_model(), measured)
    assert found.method == "refit"
    assert found.brier[1] < found.brier[0] - 0.05


def test_false_alarms_stay_within_what_was_asked():
    found = calibrate(make_verdict_model(), make_measured(400), max_false_alarms=0.03)
    assert found.chosen.false_alarms <= 0.03
    freer = calibrate(make_verdict_model(), make_measured(400), max_false_alarms=0.2)
    assert freer.chosen.recall > found.chosen.recall


def test_recall_reaches_what_was_asked():
    found = calibrate(make_verdict_model(), make_measured(400), min_recall=0.9)
    assert found.chosen.recall >= 0.9
    assert found.model["threshold"] == found.chosen.threshold


def test_a_wish_that_no_threshold_grants_is_a_clear_error():
    with pytest.raises(InputError, match="no threshold") as caught:
        calibrate(make_verdict_model(), make_measured(200), max_false_alarms=0.0, min_recall=1.0)
    assert caught.value.code == "E112"


def test_a_language_whose_probabilities_lie_elsewhere_gets_its_own_threshold():
    english, malay = make_measured(300), make_measured(300)
    low = malay.vectors.copy()
    low[:, JOINED] -= 2.5
    both = Measured(
        np.vstack([english.vectors, low]),
        np.concatenate([english.supported, malay.supported]),
        np.arange(600) // 2,
        np.repeat(["en", "ms"], 300),
    )
    found = calibrate(make_verdict_model(), both)
    model = VerdictModel.from_dict(found.model)
    assert found.by_language["ms"].threshold < found.chosen.threshold
    assert model.thresholds_for("ms").supported == found.by_language["ms"].threshold
    assert model.thresholds_for("fr").supported == found.chosen.threshold
    assert model.thresholds_for("ms", given=0.7).supported == 0.7
    assert "in ms:" in render_calibration(found)


def test_languages_that_are_alike_share_one_threshold():
    measured = make_measured(600)
    mixed = replace(measured, languages=np.where(np.arange(600) % 4 < 2, "en", "ms"))
    assert calibrate(make_verdict_model(), mixed).by_language == {}


def test_the_curve_trades_recall_for_false_alarms():
    curve = calibrate(make_verdict_model(), make_measured(400)).curve
    assert [point.false_alarms for point in curve] == sorted(point.false_alarms for point in curve)
    assert [point.recall for point in curve] == sorted(point.recall for point in curve)


def test_the_table_marks_the_chosen_threshold_and_the_picture_is_valid():
    found = calibrate(make_verdict_model(), make_measured(200))
    text = render_calibration(found)
    (chosen,) = [line for line in text.splitlines() if "<- chosen" in line]
    assert f"{found.chosen.threshold:.2f}" in chosen
    assert ElementTree.fromstring(render_curve_svg(found)).tag.endswith("svg")  # noqa: S314 - our own


def make_rows(n: int) -> list[LabelledArticle]:
    good, bad = ("Mayor opens new bridge", "supported"), ("Ferry sinks in heavy storm", "unsupported")
    return [
        LabelledArticle(Article(headline, f"{BODY} Story {i}.", language="en"), label)
        for i in range(n)
        for headline, label in (good, bad)
    ]


def test_the_claim_a_headline_falls_with_is_measured(tmp_path):
    measured = measure(make_checker(tmp_path), make_rows(25))
    assert measured.vectors.shape == (50, len(VERIFIED_FEATURES))
    assert measured.supported.sum() == 25
    assert len(np.unique(measured.articles)) == 25


def test_headlines_judged_already_give_the_same_measurements(tmp_path):
    checker, rows = make_checker(tmp_path), make_rows(25)
    judged = judge_all(checker, [*rows, LabelledArticle(Article("Mayor opens bridge", ""), "supported")])
    again, measured = measured_of(judged), measure(checker, rows)
    assert np.array_equal(again.vectors, measured.vectors)
    assert again.supported.tolist() == measured.supported.tolist()
    assert len(np.unique(again.articles)) == 25


def test_too_few_rows_are_a_clear_error(tmp_path):
    with pytest.raises(InputError, match="too few") as caught:
        measure(make_checker(tmp_path), make_rows(3))
    assert caught.value.code == "E111"


def test_the_command_writes_a_verdict_file_that_a_check_takes(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("checker.pipeline.Checker.load", lambda config: make_checker(tmp_path))
    desk, output, picture = tmp_path / "desk.jsonl", tmp_path / "desk.json", tmp_path / "curve.svg"
    desk.write_text(
        "".join(
            json.dumps({"headline": row.article.headline, "body": row.article.body, "label": row.label}) + "\n"
            for row in make_rows(30)
        )
    )
    arguments = ["calibrate", str(desk), "--output", str(output), "--max-false-alarms", "3%", "--picture", str(picture)]
    assert main(arguments) == 0
    assert "<- chosen" in capsys.readouterr().out
    assert (
        VerdictModel.load(output, verified=True).threshold == read_document(output)["models"]["verified"]["threshold"]
    )
    assert picture.read_text().startswith("<svg")


@pytest.mark.parametrize("share", ["130%", "-1", "many"])
def test_a_share_outside_its_range_is_wrong_usage(share, capsys):
    assert main(["calibrate", "desk.jsonl", "--max-false-alarms", share]) == 2
    assert "E203" in capsys.readouterr().err


@pytest.mark.parametrize("content", ["{", "[]", '{"format_version": 1, "models": {}}'], ids=["broken", "list", "old"])
def test_a_file_that_is_no_verdict_says_how_to_make_one(tmp_path, content):
    from checker.errors import ModelError

    path = tmp_path / "verdict.json"
    path.write_text(content)
    with pytest.raises(ModelError, match=r"verdict\.json") as caught:
        VerdictModel.load(path, verified=True)
    assert "checker calibrate" in caught.value.hint


@pytest.mark.parametrize("n_articles", [1, 2])
def test_headlines_of_too_few_stories_are_refused(n_articles):
    measured = make_measured(300)
    articles = np.where(measured.supported, 0, n_articles - 1)
    with pytest.raises(InputError, match="too few stories") as caught:
        calibrate(make_verdict_model(), replace(measured, articles=articles))
    assert caught.value.code == "E111"


def test_a_damaged_file_of_a_desk_is_named(tmp_path):
    document = read_document()
    document["models"]["verified"]["features"] = ["old"]
    path = tmp_path / "desk.json"
    path.write_text(json.dumps(document))
    with pytest.raises(ModelError, match=r"desk\.json") as caught:
        VerdictModel.load(path, verified=True)
    assert "checker calibrate" in caught.value.hint
