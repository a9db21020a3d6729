"""Edited claims: exactly one fact changes, to one the evidence does not hold."""

from __future__ import annotations

import re
from random import Random

import pytest

from training.edits import edit_claim, names_in

EVIDENCE = "Mayor Ines Calder opened 14 schools in Porto on Friday. Deputy Tom Weir said 21 more may follow in 2026."


def edits(claim, evidence=EVIDENCE, language="en", n=80):
    found = (edit_claim(claim, evidence, language, Random(seed)) for seed in range(n))  # noqa: S311
    return {edit for edit in found if edit is not None}


def kinds(claim, evidence=EVIDENCE, language="en"):
    return {edit.kind for edit in edits(claim, evidence, language)}


def test_a_changed_number_is_nowhere_in_the_evidence():
    numbers = {edit.text for edit in edits("Calder opened 14 schools") if edit.kind == "number"}
    assert len(numbers) > 3
    present = set(re.findall(r"\d+", EVIDENCE))
    assert not {number for text in numbers for number in re.findall(r"\d+", text)} & present


@pytest.mark.parametrize(
    ("number", "pattern"),
    [
        ("5,300", r"\d{1,2},\d00"),
        ("5.300", r"\d{1,2}\.\d00"),
        ("2019", r"(19|20)\d\d"),
        ("300", r"\d+00"),
        ("7", r"\d{1,2}"),
    ],
    ids=["comma", "point", "year", "round", "small"],
)
def test_a_changed_number_is_written_like_the_old_one(number, pattern):
    changed = [edit.text for edit in edits(f"It took {number} people", "It did.") if edit.kind == "number"]
    assert changed
    for text in changed:
        assert re.fullmatch(rf"It took {pattern} people", text), text
        assert number not in text.split()


def test_a_name_is_exchanged_for_another_of_the_same_text():
    swapped = {edit.text for edit in edits("A school opened by Ines Calder") if edit.kind == "name"}
    assert "A school opened by Tom Weir" in swapped or "A school opened by Deputy Tom Weir" in swapped


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("There Ana Brito sued Lena Moss", True),
        ("There Ana Brito met Lena Moss", False),
        ("There Ana and Lena sang", False),
    ],
    ids=["one to the other", "both alike", "joined by and"],
)
def test_roles_are_exchanged_only_where_that_says_another_thing(claim, expected):
    assert ("roles" in kinds(claim, "Nothing here.")) == expected


@pytest.mark.parametrize(
    ("claim", "language", "edited", "kind"),
    [
        ("Prices rose", "en", "Prices fell", "opposite"),
        ("The plan was approved", "en", "The plan was not approved", "negation"),
        ("Banks may close", "en", "Banks will close", "overstatement"),
        ("Harga beras naik", "id", "Harga beras turun", "opposite"),
        ("Ia sudah pulang", "id", "Ia belum pulang", "negation"),
        ("Ia diduga bersalah", "id", "Ia terbukti bersalah", "overstatement"),
        ("این شهر بزرگ است", "fa", "این شهر بزرگ نیست", "negation"),
        ("가게가 있다", "ko", "가게가 없다", "negation"),
        ("犬がいます。", "ja", "犬がいません。", "negation"),
    ],
)
def test_words_of_the_tables_are_exchanged(claim, language, edited, kind):
    assert (edited, kind) in {tuple(edit) for edit in edits(claim, "...", language)}


def test_a_negated_claim_may_lose_its_negation():
    assert ("The plan was approved", "negation") in {tuple(e) for e in edits("The plan was not approved", "...")}


def test_a_word_the_evidence_also_holds_is_not_put_in():
    assert "opposite" not in kinds("Prices rose", "Prices rose in May and fell in June.")


def test_the_modal_verb_is_not_the_month():
    assert "month" not in kinds("Banks may close", "...")


def test_nothing_safe_to_change_gives_nothing():
    assert edits("Hm", "...") == set()


def test_the_same_seed_gives_the_same_edit():
    first, second = (edit_claim("Calder opened 14 schools", EVIDENCE, "en", Random(5)) for _ in range(2))  # noqa: S311
    assert first == second


def test_names_are_found_inside_sentences_only():
    assert names_in("Yesterday the mayor met Ana Brito. Later Lena Moss left for Porto.") == [
        "Ana Brito",
        "Lena Moss",
        "Porto",
    ]
