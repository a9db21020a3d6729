"""Measures of probabilities and decisions, with intervals over articles."""

from __future__ import annotations

import numpy as np
import pytest

from checker.metrics import (
    MEASURES,
    Outcomes,
    auroc,
    balanced_accuracy,
    best_threshold,
    brier,
    calibration_error_by_chance,
    expected_calibration_error,
    interval,
    macro_f1,
    reliability,
    resample,
)


def make_outcomes() -> Outcomes:
    return Outcomes(
        supported=np.array([True, True, False, False]),
        probability=np.array([0.9, 0.4, 0.6, 0.1]),
        flagged=np.array([False, False, False, True]),
        undecided=np.array([False, True, True, False]),
        accepted=np.array([True, False, True, False]),
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("auroc", 0.75),
        ("balanced_accuracy", 0.5),
        ("macro_f1", 0.5),
        ("brier", (0.01 + 0.36 + 0.36 + 0.01) / 4),
        ("ece", (0.1 + 0.6 + 0.6 + 0.1) / 4),
        ("false_alarms", 0.0),
        ("recall", 0.5),
        ("undecided", 0.5),
    ],
)
def test_each_measure_is_what_its_name_says(name, value):
    assert MEASURES[name](make_outcomes()) == pytest.approx(value)


def test_one_class_alone_has_no_auroc_and_no_balanced_accuracy():
    assert np.isnan(auroc(np.ones(3), np.ones(3, bool)))
    assert np.isnan(balanced_accuracy(np.ones(3, bool), np.ones(3, bool)))


def test_balanced_accuracy_weighs_both_classes_alike():
    assert balanced_accuracy(np.zeros(4, bool), np.array([True, False, False, False])) == 0.5


def test_the_best_threshold_separates_what_can_be_separated():
    scores, positive = np.array([0.1, 0.2, 0.7, 0.9]), np.array([False, False, True, True])
    assert balanced_accuracy(scores >= best_threshold(scores, positive), positive) == 1.0


def test_macro_f1_counts_the_rare_class_as_much_as_the_other():
    positive = np.array([True] * 9 + [False])
    assert macro_f1(np.ones(10, bool), positive) == pytest.approx((2 * 9 / 19) / 2)


def test_promises_that_are_kept_have_no_calibration_error():
    positive = np.tile([True, False, False, False], 50)
    assert expected_calibration_error(np.full(200, 0.25), positive) == pytest.approx(0.0)
    assert expected_calibration_error(np.full(200, 0.95), positive) == pytest.approx(0.7)
    assert brier(np.full(200, 0.25), positive) == pytest.approx(0.1875)


def test_few_rows_show_a_calibration_error_by_chance_alone_and_many_hardly_any():
    rng = np.random.default_rng(3)
    few, many = rng.random(100), rng.random(20_000)
    assert 0.05 < calibration_error_by_chance(few) < 0.15
    assert calibration_error_by_chance(many) < 0.02
    right = rng.random(100) < few
    assert expected_calibration_error(few, right) == pytest.approx(calibration_error_by_chance(few), abs=0.06)


def test_sure_probabilities_leave_nothing_to_chance():
    assert calibration_error_by_chance(np.array([0.0, 1.0] * 20)) == 0.0


def test_certainty_falls_into_the_last_bin():
    (row,) = reliability(np.array([1.0, 0.95]), np.array([True, False]))
    assert (row.low, row.high, row.n, row.kept) == (0.9, 1.0, 2, 0.5)


def test_few_articles_give_a_wider_interval_than_many():
    right = np.tile([True, False], 100)
    widths = []
    for articles in ([str(i) for i in range(200)], [str(i // 2 % 2 * 2 + i % 2) for i in range(200)]):
        draws = resample(articles, rng=np.random.default_rng(1))
        found = interval(lambda rows: float(right[rows].mean()), 200, draws)
        widths.append(found.high - found.low)
    assert widths[1] > widths[0]


def test_an_article_is_drawn_whole():
    draws = resample(["a", "a", "b"], rng=np.random.default_rng(1), n=20)
    assert all(list(rows).count(0) == list(rows).count(1) for rows in draws)


def test_a_measure_that_never_exists_has_no_interval():
    draws = resample(["a", "b"], rng=np.random.default_rng(1), n=5)
    found = interval(lambda rows: float("nan"), 2, draws)
    assert np.isnan([found.value, found.low, found.high]).all()
