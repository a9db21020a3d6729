"""What a verdict may rest on, compared on the same headlines."""

from __future__ import annotations

import numpy as np
import pytest

from checker.datatypes import Article
from training.ablate import VARIANTS, table
from training.fit_verdict import Measured
from training.verdict_examples import Example, thin

N_SIMPLE, N_GRANULARITIES = 10, 5


def make_measured(n: int = 120) -> Measured:
    """One claim a headline; the joined sentences tell the classes apart, nothing else does."""
    rng = np.random.default_rng(2)
    labels = np.arange(n) % 2 == 0
    vectors = rng.normal(size=(n, N_SIMPLE + 2 * N_GRANULARITIES))
    vectors[:, 8:10] = 0.0
    vectors[:, 16] = np.where(labels, 3.0, -3.0) + rng.normal(size=n)  # entailment by the joined sentences
    vectors[::3, 18:] = np.nan  # no doubting passage
    return Measured(vectors, np.arange(n), labels, np.full(n, "one"), np.arange(n))


def test_every_variant_has_a_row_and_the_telling_one_wins():
    rows = [line.strip("| ").split(" | ") for line in table(make_measured(), make_measured(80)).splitlines()[2:]]
    figures = {row[0]: float(row[2]) for row in rows}
    assert list(figures) == list(VARIANTS)
    assert figures["joined"] > 0.95 > figures["best sentence"]


def test_the_lead_stands_in_where_nothing_is_taken_back():
    row = np.full((2, N_SIMPLE + 2 * N_GRANULARITIES), 1.0)
    row[:, 14], row[:, 18] = 2.0, [4.0, np.nan]  # lead, doubt
    assert VARIANTS["context"](row)[:, 0].tolist() == [4.0, 2.0]


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_a_share_keeps_whole_bodies(share):
    examples = [Example(Article(f"{i}", f"body {i // 2}"), is_supported=True, set_name="one") for i in range(200)]
    kept = list(thin(examples, share))
    bodies = {example.article.body for example in kept}
    assert len(kept) == 2 * len(bodies)
    assert len(bodies) / 100 == pytest.approx(share, abs=0.15)
