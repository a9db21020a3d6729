"""Stances and FNC-1's score of them."""

from __future__ import annotations

import json

import numpy as np
import pytest
from fakes import make_checker

from checker import Article
from checker.errors import ModelError
from checker.features import feature_vector
from checker.stance import STANCE_FEATURES, STANCES, StanceModel, score_stances, stance_vector

N = len(STANCE_FEATURES)


def model(**changes: object) -> dict[str, object]:
    rows = [[float(column == row) for column in range(N)] for row in range(4)]
    document = {
        "format_version": 2, "features": list(STANCE_FEATURES), "mean": [0.0] * N, "scale": [1.0] * N,
        "coefficients": rows, "intercepts": [0.0] * 4,
    }  # fmt: skip
    return {**document, **changes}


@pytest.mark.parametrize(
    ("predicted", "labels", "weighted"),
    [
        (["agree"], ["agree"], 1.0),
        (["discuss"], ["agree"], 0.25),
        (["unrelated"], ["agree"], 0.0),
        (["agree"], ["unrelated"], 0.0),
        (["unrelated"], ["unrelated"], 1.0),
        (["unrelated", "discuss"], ["unrelated", "disagree"], 0.4),  # (.25 + .25) of (.25 + 1)
    ],
    ids=["right", "related", "missed", "invented", "both unrelated", "mixed"],
)
def test_points_are_those_of_the_contest(predicted, labels, weighted):
    assert score_stances(predicted, labels).weighted == pytest.approx(weighted)


def test_f1_is_given_for_each_stance_that_is_there():
    scores = score_stances(["agree", "agree", "disagree"], ["agree", "disagree", "disagree"])
    assert scores.f1 == pytest.approx({"agree": 2 / 3, "disagree": 2 / 3})


def test_the_stance_with_the_highest_score_is_predicted():
    for row, stance in enumerate(STANCES):
        assert StanceModel.from_dict(model()).predict(np.eye(N)[row]) == stance


def test_the_shipped_model_reads_this_versions_features():
    assert StanceModel.load().coefficients.shape == (4, N)


@pytest.mark.parametrize(
    "content",
    ["{", "{}", json.dumps(model(format_version=1)), json.dumps(model(features=["similarity_best"]))],
    ids=["no json", "empty", "another version", "other features"],
)
def test_a_damaged_model_is_a_clear_error(monkeypatch, tmp_path, content):
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "stance.json").write_text(content, encoding="utf-8")
    monkeypatch.setattr("checker.stance.resources.files", lambda _: tmp_path)
    with pytest.raises(ModelError, match=r"stance\.json"):
        StanceModel.load()


def stance_features(tmp_path, headline, body):
    report, (examination,) = make_checker(tmp_path).check_and_examine(Article(headline, body, language="en"))
    vector = stance_vector(report, examination)
    assert vector[: len(feature_vector(examination))] == pytest.approx(feature_vector(examination))
    return dict(zip(STANCE_FEATURES, vector, strict=True))


def test_a_body_that_refutes_and_hedges_is_told_from_one_that_states(tmp_path):
    body = "Police denied that the bridge fell. The bridge reportedly fell. Ferries run. Buses run."
    found = stance_features(tmp_path, "Bridge fell", body)
    assert (found["refuting_body"], found["refuting_first"], found["refuting_headline"]) == (0.25, 1.0, 0.0)
    assert (found["hedging_body"], found["hedging_first"]) == (0.25, 0.0)
    assert found["refuting_nearest"] == pytest.approx(1 / 3)


def test_a_headline_may_hedge_refute_and_ask(tmp_path):
    found = stance_features(tmp_path, "Bridge reportedly fell: a hoax?", "The bridge fell. Ferries run.")
    assert (found["refuting_headline"], found["hedging_headline"], found["is_question"]) == (1.0, 1.0, 1.0)


def test_words_of_another_language_count_for_nothing(tmp_path):
    report, (examination,) = make_checker(tmp_path).check_and_examine(
        Article("Jembatan runtuh", "Polisi denied jembatan runtuh.", language="id")
    )
    assert not stance_vector(report, examination)[-9:].any()
