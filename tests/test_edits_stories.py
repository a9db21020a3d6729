"""The one-fact edits of whole stories: sound rows, and halves that share no story."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Final

import pytest

DATA: Final = Path(__file__).parent.parent / "data"
ROWS: Final = [json.loads(line) for line in (DATA / "edits_stories.jsonl").read_text("utf-8").splitlines()]
CARD: Final = (DATA / "edits_stories.README.md").read_text("utf-8")
KINDS: Final = ("number", "date", "name", "role", "quote", "negation", "certainty")


def test_ids_are_unique_and_every_row_has_its_evidence_and_one_edit():
    assert len({row["id"] for row in ROWS}) == len(ROWS)
    assert not [row["id"] for row in ROWS if row["evidence"] not in row["body"] or row["headline"] == row["edited"]]
    facts = [row for row in ROWS if row["kind"] in ("number", "date", "name")]
    assert not [row["id"] for row in facts if row["expected"].casefold() not in row["headline"].casefold()]


def test_no_story_is_in_both_halves():
    stories = {half: {row["body"] for row in ROWS if row["half"] == half} for half in ("tune", "read")}
    assert stories["tune"].isdisjoint(stories["read"])


@pytest.mark.parametrize("half", ["tune", "read"])
def test_the_card_counts_the_rows(half):
    own = [row for row in ROWS if row["half"] == half]
    counts = Counter(row["kind"] for row in own)
    totals = (len(own), len({row["body"] for row in own}), len({row["language"] for row in own}))
    assert f"| {' | '.join(map(str, (half, *(counts[kind] for kind in KINDS), *totals)))} |" in CARD
