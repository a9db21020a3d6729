"""Packing a run's weights: the mean of several runs."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")

from training.export import mean_of  # noqa: E402


def test_several_runs_are_averaged_weight_by_weight():
    runs = [{"pos": torch.tensor([1.0, 2.0])}, {"pos": torch.tensor([3.0, 6.0])}]
    assert mean_of(runs, [1.0, 1.0])["pos"].tolist() == [2.0, 4.0]


def test_one_run_stays_as_it_is():
    assert mean_of([{"pos": torch.tensor([1.5])}], [1.0])["pos"].tolist() == [1.5]


def test_a_run_counts_as_much_as_its_share():
    runs = [{"pos": torch.tensor([0.0])}, {"pos": torch.tensor([10.0])}]
    assert mean_of(runs, [3.0, 1.0])["pos"].tolist() == [2.5]
