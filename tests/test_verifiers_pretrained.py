"""Entailment models by name: whatever order their labels have, the columns are ours."""

from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import ClassVar

import numpy as np
import pytest

from checker.errors import ModelError
from checker.verifiers import load_verifier
from checker.verifiers.pretrained import PretrainedVerifier, label_columns


class FakeCrossEncoder:
    """Stands in for sentence-transformers' CrossEncoder."""

    labels: ClassVar[dict[int, str]] = {}
    output: ClassVar[list[list[float]]] = []

    def __init__(self, name, device):
        assert device == "cpu"
        if name == "missing":
            raise OSError("no such model\nand more")
        self.model = SimpleNamespace(config=SimpleNamespace(id2label=self.labels))

    def predict(self, pairs, **options):
        assert options["batch_size"] == 1
        return np.array([self.output[0] for _ in pairs])


@pytest.fixture
def cross_encoder(monkeypatch):
    monkeypatch.setitem(sys.modules, "sentence_transformers", SimpleNamespace(CrossEncoder=FakeCrossEncoder))
    monkeypatch.setattr("checker.verifiers.pretrained.locate_model", lambda name: name)
    return FakeCrossEncoder


class TestPretrained:
    @pytest.mark.parametrize(
        ("labels", "columns"),
        [
            (("contradiction", "entailment", "neutral"), (2, 0, 1)),
            (("ENTAILMENT", "NEUTRAL", "CONTRADICTION"), (0, 1, 2)),
            (("entailment", "not_entailment"), (0, 1)),
            (("hallucinated", "consistent"), (1, 0)),
            (("LABEL_0",), (0,)),
            (("REFUTES", "NOT ENOUGH INFO", "SUPPORTS"), (2, 1, 0)),
            (("LABEL_0", "LABEL_1"), None),
            (("neutral", "contradiction"), None),
            (("positive", "negative", "neutral"), None),
        ],
        ids=["MNLI order", "capitals", "two-way", "HHEM", "one output", "FEVER", "numbered", "no entailment", "other"],
    )
    def test_the_order_of_labels_is_read_from_the_model(self, labels, columns):
        assert label_columns(dict(enumerate(labels))) == columns

    def test_outputs_are_sorted_into_columns(self, cross_encoder, tmp_path, monkeypatch):
        monkeypatch.setattr(cross_encoder, "labels", {0: "contradiction", 1: "entailment", 2: "neutral"})
        monkeypatch.setattr(cross_encoder, "output", [[0.1, 0.7, 0.2]])
        verifier = load_verifier("some/model", cache_dir=tmp_path)
        assert verifier.name == "some/model"
        assert verifier.score([("p", "h")] * 2) == pytest.approx(np.array([[0.7, 0.2, 0.1]] * 2))
        assert verifier.score([]).shape == (0, 3)

    def test_one_output_is_the_probability_of_entailment(self, cross_encoder, tmp_path, monkeypatch):
        monkeypatch.setattr(cross_encoder, "labels", {0: "LABEL_0"})
        monkeypatch.setattr(cross_encoder, "output", [[0.8]])
        scores = PretrainedVerifier.load("one").score([("p", "h")])
        assert scores == pytest.approx(np.array([[0.8, 0.2, 0.0]]))

    @pytest.mark.parametrize(
        ("name", "labels", "message"),
        [("missing", {}, "no such model"), ("stars", {0: "1 star", 1: "2 stars"}, "1 star, 2 stars")],
        ids=["cannot be fetched", "no entailment"],
    )
    def test_a_useless_model_is_refused_with_a_hint(self, cross_encoder, tmp_path, monkeypatch, name, labels, message):
        monkeypatch.setattr(cross_encoder, "labels", labels)
        with pytest.raises(ModelError, match=message) as caught:
            load_verifier(name, cache_dir=tmp_path)
        assert caught.value.code == "E301"
        assert caught.value.hint
