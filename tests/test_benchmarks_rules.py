"""What is counted of the rules on one-fact edits."""

from __future__ import annotations

import json

import pytest

from benchmarks.rules import count_edits

BODY = 'Mayor Ama Lee left at noon. "We will wait for snow," said Kofi Boateng. Three boats sank.'


@pytest.fixture
def edits(tmp_path):
    rows = [
        # The words and their speaker are wrong: two rules meant for quotations fire on one headline.
        {"kind": "quote", "headline": "Three boats sank", "edited": "Ama Lee: 'We will wait for rain'"},
        {"kind": "number", "headline": "Three boats sank", "edited": "Five boats sank"},
        {"kind": "number", "headline": "Three boats sank", "edited": "Nine boats sank", "half": "tune"},
    ]
    path = tmp_path / "edits.jsonl"
    path.write_text("\n".join(json.dumps({"language": "en", "body": BODY} | row) for row in rows), encoding="utf-8")
    return path


def test_a_headline_on_which_two_rules_fire_counts_once(edits):
    found = count_edits(edits)["quote"]
    assert (found["HC006"], found["HC007"], found["meant"], found["n"]) == (1, 1, 1, 1)


def test_the_half_that_rules_are_improved_on_does_not_count(edits):
    assert count_edits(edits)["number"] == {"n": 1, "HC003": 1, "any": 1, "meant": 1}


def test_nothing_fires_on_the_true_twins(edits):
    assert count_edits(edits)["true twins"] == {"n": 2}
