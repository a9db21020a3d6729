"""The gate refuses what has become worse, and its bounds never loosen by themselves."""

from __future__ import annotations

import pytest

from benchmarks.gate import TOLERANCE, find_broken, merge

BOUNDS = {"desk": {"auroc": 0.8, "ece": 0.1}}


@pytest.mark.parametrize(
    ("figures", "n_broken"),
    [
        ({"auroc": 0.8, "ece": 0.1}, 0),
        ({"auroc": 0.795, "ece": 0.105}, 0),
        ({"auroc": 0.7, "ece": 0.1}, 1),
        ({"auroc": 0.9, "ece": 0.2}, 1),
        ({"ece": 0.05}, 1),
    ],
    ids=["as before", "within the tolerance", "accuracy fell", "errors rose", "a figure is gone"],
)
def test_a_broken_bound_is_named(figures, n_broken):
    assert len(find_broken(BOUNDS, {"desk": figures}, tolerance=TOLERANCE["sample"])) == n_broken


def test_a_set_without_bounds_is_not_judged():
    assert find_broken(BOUNDS, {"other": {"auroc": 0.1}}, tolerance=0.0) == []


def test_an_update_only_tightens():
    measured = {"desk": {"auroc": 0.7, "ece": 0.05}}
    assert merge(BOUNDS, measured, allow_regression=False) == {"desk": {"auroc": 0.8, "ece": 0.05}}


def test_an_update_may_loosen_when_told():
    measured = {"desk": {"auroc": 0.7, "ece": 0.2}}
    assert merge(BOUNDS, measured, allow_regression=True) == measured
