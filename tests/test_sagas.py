"""The headlines of running sagas are complete and as their card says, and none of them was trained on."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

from benchmarks.sets import SAGAS, TWIN_KINDS, TWINS, load_sets
from training.authored_texts import read_sagas

DATA = Path(__file__).parent.parent / "data"
ROWS = [json.loads(line) for line in (DATA / "sagas.jsonl").read_text(encoding="utf-8").splitlines()]
PAIRED = [json.loads(line) for line in (DATA / "sagas_twins.jsonl").read_text(encoding="utf-8").splitlines()]
CARD = (DATA / "sagas.README.md").read_text(encoding="utf-8")


def test_every_saga_has_six_stories_with_four_headlines_each():
    assert set(Counter(row["saga"] for row in ROWS).values()) == {6}
    assert {len(set(row["headlines"])) for row in ROWS} == {4}
    assert len({row["body"] for row in ROWS}) == len(ROWS)


def test_the_card_counts_the_stories():
    counted = {key: int(n) for key, n in re.findall(r"^\| ([a-z]{2}) \| (\d+) \|$", CARD, re.MULTILINE)}
    assert counted == Counter(row["language"] for row in ROWS)


def test_none_of_the_stories_is_trained_or_fitted_on():
    known = {row["body"] for held_out in (False, True) for row in read_sagas(held_out=held_out)}
    assert not known & {row["body"] for row in ROWS}


def test_each_headline_is_held_over_its_own_story_and_over_another_of_its_saga():
    saga_of = {row["body"]: row["saga"] for row in ROWS}
    own_of = {headline: row["body"] for row in ROWS for headline in row["headlines"]}
    rows = dict(load_sets(None, limit=None))[SAGAS]
    assert len(rows) == 2 * len(own_of)
    for row in rows:
        own = own_of[row.article.headline]
        assert saga_of[row.article.body] == saga_of[own]
        assert (row.article.body == own) is row.is_supported


def test_every_story_has_one_pair_of_twins_of_each_kind():
    assert sorted((row["saga"], row["story"]) for row in PAIRED) == sorted(
        (row["saga"], i % 6) for i, row in enumerate(ROWS)
    )
    for row in PAIRED:
        assert tuple(kind for *_, kind in row["pairs"]) == TWIN_KINDS
        assert all(true.strip() and false.strip() and true != false for true, false, _ in row["pairs"])


def test_a_true_twin_comes_before_its_false_one_over_the_same_story():
    sets = dict(load_sets(None, limit=None))
    for kind, name in TWINS.items():
        rows = sets[name]
        assert len(rows) == 2 * len(ROWS)
        for row, true, false in zip(PAIRED, rows[::2], rows[1::2], strict=True):
            assert [true.article.headline, false.article.headline, kind] in row["pairs"]
            assert true.article.body == false.article.body
            assert (true.is_supported, false.is_supported) == (True, False)


def test_no_twin_that_measures_is_trained_on():
    trained = {headline for held_out in (False, True) for row in read_sagas(held_out=held_out)
               for pair in row["twins"] for headline in pair[:2]}  # fmt: skip
    assert not trained & {headline for row in PAIRED for pair in row["pairs"] for headline in pair[:2]}
