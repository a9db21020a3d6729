"""Words in every script, and when two forms are one word."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.words import find_words, fold, is_same_word, is_title_case, recall_words, word_forms


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mayor's plan: 12 dead, F-16", ["Mayor's", "plan", "12", "dead", "F", "16"]),
        ("Rp2,3 triliun 2024–2029 50%", ["Rp", "2,3", "triliun", "2024–2029", "50%"]),
        ("हिन्दी समाचार", ["हिन्दी", "समाचार"]),
        ("2011年4月7日", ["2011", "年", "4", "月", "7", "日"]),
        ("", []),
    ],
    ids=["apostrophe and hyphen", "numbers keep their separators", "vowel signs", "digits in Japanese", "empty"],
)
def test_words_are_found_in_any_script(text, words):
    assert [span.slice(text) for span in find_words(text)] == words


def test_title_case_is_told_by_the_long_words_alone():
    assert is_title_case("Ada Brook Thanks the Men of the Crew")
    assert not is_title_case("Ada Brook thanks the engineer and his crew")
    assert not is_title_case("")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Resigns", "resigned", True),
        ("kunjungi", "kunjungan", True),
        ("Côte", "cote", True),
        ("２０", "20", True),
        ("20", "2023", False),
        ("dan", "dana", False),
        ("admits", "admires", False),
        ("minister", "ministry", True),
    ],
)
def test_same_word_allows_inflection_but_no_other_number(one, other, same):
    assert is_same_word(fold(one), fold(other)) is same


def test_recall_counts_the_claims_words_that_the_passage_holds():
    claim = word_forms("Mayor resigns on Monday")
    assert recall_words(claim, word_forms("On Monday the mayor resigned.")) == 1.0
    assert recall_words(claim, word_forms("The mayor stays.")) == 0.25
    assert recall_words(frozenset(), word_forms("anything")) == 1.0


def test_unspaced_scripts_are_compared_by_pairs_of_characters():
    assert recall_words(word_forms("市長辞任"), word_forms("市長は辞任した")) == pytest.approx(2 / 3)


@given(st.text())
def test_words_slice_back_in_order_and_never_overlap(text):
    spans = find_words(text)
    assert all(len(span) > 0 for span in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert recall_words(word_forms(text), word_forms(text)) == 1.0
