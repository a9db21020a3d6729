"""How the verdict is fitted: on the claim a headline stands or falls with, every set and class alike."""

from __future__ import annotations

import numpy as np
import pytest

from checker.feature_names import VERIFIED_FEATURES
from checker.verdict_model import VerdictModel
from training.fit_verdict import Measured, example_weights, fit, log_odds

JOINED = VERIFIED_FEATURES.index("entailment_joined")
WRONG = VERIFIED_FEATURES.index("facts_wrong")


def make_measured(n: int = 200) -> Measured:
    """Headlines of two claims each: the first always entailed, the second only where the headline is supported."""
    rng = np.random.default_rng(5)
    labels = np.arange(n) % 2 == 0
    vectors = np.zeros((2 * n, len(VERIFIED_FEATURES)))
    vectors[0::2, JOINED] = 3.0
    vectors[1::2, JOINED] = np.where(labels, 2.0, -2.0) + rng.normal(0, 1, n)
    return Measured(vectors, np.repeat(np.arange(n), 2), labels, np.full(n, "one"), np.arange(n))


def test_the_claim_with_the_least_score_decides_for_its_headline():
    measured = make_measured(3)
    assert measured.deciding(np.array([0.9, 0.1, 0.2, 0.8, 0.5, 0.5])).tolist() == [1, 2, 4]


def test_the_fit_sees_the_claim_that_fails():
    model = VerdictModel.from_dict(fit(make_measured(), prior=0.5))
    entailed, unsaid = (np.zeros(len(VERIFIED_FEATURES)) for _ in range(2))
    entailed[JOINED], unsaid[JOINED] = 3.0, -2.0
    assert model.probability(entailed) > 0.8
    assert model.probability(unsaid) < 0.3


def test_a_proof_moves_the_odds_by_what_it_is_worth():
    model = fit(make_measured(), prior=0.6)
    assert model["coefficients"][WRONG] == pytest.approx(log_odds(0.1) - log_odds(0.6), abs=1e-6)


def test_every_set_and_both_classes_weigh_the_same():
    sets = np.array(["big"] * 6 + ["small"] * 2)
    labels = np.array([True, True, True, True, False, False, True, False])
    measured = Measured(np.zeros((8, 1)), np.arange(8), labels, sets, np.arange(8))
    weights = example_weights(measured)
    assert weights[labels].sum() == pytest.approx(weights[~labels].sum())
    assert weights[labels & (sets == "big")].sum() == pytest.approx(weights[labels & (sets == "small")].sum())
