"""Stances and FNC-1's score of them."""

from __future__ import annotations

import json

import numpy as np
import pytest

from checker.errors import ModelError
from checker.features import VERIFIED_FEATURES
from checker.stance import STANCES, StanceModel, score_stances

N = len(VERIFIED_FEATURES)


def model(**changes: object) -> dict[str, object]:
    rows = [[float(column == row) for column in range(N)] for row in range(4)]
    document = {
        "format_version": 1, "features": list(VERIFIED_FEATURES), "mean": [0.0] * N, "scale": [1.0] * N,
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
    ["{", "{}", json.dumps(model(format_version=2)), json.dumps(model(features=["similarity_best"]))],
    ids=["no json", "empty", "another version", "other features"],
)
def test_a_damaged_model_is_a_clear_error(monkeypatch, tmp_path, content):
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "stance.json").write_text(content, encoding="utf-8")
    monkeypatch.setattr("checker.stance.resources.files", lambda _: tmp_path)
    with pytest.raises(ModelError, match=r"stance\.json"):
        StanceModel.load()
