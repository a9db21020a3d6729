"""Names in another's part: the body has the name, but says of another what the headline says of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import pytest
from claim_contexts import make_context

from checker.facts.name_rule import find_missing_names
from checker.facts.people import find_people

DATA: Final = Path(__file__).parents[2] / "data"
ROWS: Final = [json.loads(line) for line in (DATA / "edits_languages.jsonl").read_text("utf-8").splitlines()]

BODY: Final = (
    "Nadia Prowse, who chairs the harbour board, said repairs would cost too much.",
    "The fishermen's delegate, Colin Tredger, voted against closing the quay.",
)


def _given(headline: str, *body: str, language: str = "en") -> list[tuple[str, str]]:
    return [
        (finding.expected, finding.found)
        for finding in find_missing_names(make_context(headline, *body, language=language))
    ]


def test_an_act_that_one_clause_alone_has_belongs_to_the_name_in_that_clause():
    assert _given("Prowse votes against closing the quay", *BODY) == [("Prowse", "Colin Tredger")]
    assert _given("Tredger votes against closing the quay", *BODY) == []


def test_who_is_spoken_for_has_the_part_of_the_speaker():
    body = (
        "Nadia Prowse chairs the harbour board.",
        "Her lawyer, Colin Tredger, rejected the offer for the cracked quay.",
    )
    assert _given("Prowse rejects the offer for the cracked quay", *body) == []


def test_names_that_stand_together_anywhere_may_be_of_one_bearer():
    body = (
        "Nadia Prowse leads the board with Colin Tredger.",
        "On the second day the fishermen met at the town hall.",
        "Colin Tredger voted against closing the quay.",
    )
    assert _given("Prowse votes against closing the quay", *body) == []


def test_a_neighbouring_place_is_another_place():
    opening, headline = (
        "The council of Waarderveen bans open fires.",
        "In Waarderveen the tax has applied since the drought",
    )
    beside = (opening, "In neighbouring Oosterlo the tax has applied since the drought.")
    assert _given(headline, *beside) == [("Waarderveen", "Oosterlo")]
    inside = (opening, "In Oosterlo the tax has applied since the drought.")
    assert _given(headline, *inside) == []


@pytest.mark.parametrize("row", [row for row in ROWS if row["kind"] == "name"], ids=lambda row: row["id"])
def test_the_true_headline_keeps_its_name(row):
    body = row["body"].split("\n\n")
    assert _given(row["headline"], *body, language=row["language"]) == []


@pytest.mark.parametrize(
    ("language", "headline", "rival"),
    [
        ("ja", "宮下会長、プール閉鎖に反対し署名集め", "大谷正彦"),
        ("zh", "渔民代表罗凤仪反对大桥选址", "邓广福"),
        ("th", "อรุณี ศรีบัวทอง คัดค้านการปิดตลาดกลางคืน", "สมเกียรติ พูนทรัพย์"),
    ],
)
def test_a_title_proves_a_person_where_words_stand_without_spaces(language, headline, rival):
    row = next(row for row in ROWS if row["language"] == language)
    sentences = [part for part in row["body"].replace("。", "。\n").split("\n") if part]
    assert [found for _, found in _given(headline, *sentences, language=language)] == [rival]


def test_what_begins_a_japanese_headline_is_held_against_what_stands_before_the_same_words():
    body = ("両首脳は、ニッケルの安定供給に関する覚書に署名した。",)
    assert _given("銅の安定供給に関する覚書", *body, language="ja") == [("銅", "ニッケル")]
    assert _given("ニッケルの安定供給に関する覚書", *body, language="ja") == []


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("ar", "وقالت رئيسة البلدية هدى المنصوري إن السوق سيغلق", ("هدى", "المنصوري")),
        ("fa", "نرگس پورمند، شهردار سروآباد، گفت", ("نرگس", "پورمند")),
        ("tr", "Komşu ilçe Göldere'de büfelere süre verildi", ("goldere",)),
        ("en", "The Mayor spoke with Ann Lee's brother", ("ann", "lee")),
    ],
)
def test_people_and_places_are_found_by_capitals_or_titles(language, text, name):
    assert name in find_people((text,), language)
