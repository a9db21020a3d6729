"""The one-fact edits are what their card says: well formed, varied, and counted correctly."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Final

import pytest

DATA: Final = Path(__file__).parent.parent / "data"
CARD: Final = (DATA / "edits.README.md").read_text(encoding="utf-8")
ROWS: Final[tuple[dict[str, str], ...]] = tuple(
    json.loads(line) for line in (DATA / "edits.jsonl").read_text(encoding="utf-8").splitlines()
)
FIELDS: Final = (
    "id",
    "language",
    "kind",
    "body",
    "headline",
    "edited",
    "expected",
    "found",
    "evidence",
    "label",
)
KINDS: Final = ("number", "date", "name", "role", "quote", "negation", "certainty")
MIN_ROWS: Final = 360
MIN_PER_KIND: Final = {kind: 30 if kind == "certainty" else 45 for kind in KINDS}
MIN_PER_LANGUAGE: Final = {"id": 80, "en": 80} | dict.fromkeys(("es", "de", "ja", "ar"), 60)
MIN_PER_SMALL_LANGUAGE: Final = dict.fromkeys(("fr", "ru", "tr", "hi", "zh", "ko"), 8)
MAX_ROWS_PER_BODY: Final = 4
SENTENCE_END: Final = re.compile(r"[.!?…。！？।]['\"”’」』»]*(?:\s|$)|[。！？।][”」』]?")


def _ids(rows: list[dict[str, str]]) -> list[str]:
    return [row["id"] for row in rows]


def test_there_are_enough_rows() -> None:
    assert len(ROWS) >= MIN_ROWS


def test_every_row_has_exactly_the_fields_of_the_card_filled_with_clean_text() -> None:
    for row in ROWS:
        assert tuple(row) == FIELDS, row["id"]
        assert all(isinstance(value, str) and value and value == value.strip() for value in row.values()), row["id"]
    assert all(f"`{field}`" in CARD for field in FIELDS)


def test_kinds_and_labels_are_known() -> None:
    assert {row["kind"] for row in ROWS} == set(KINDS)
    assert {row["label"] for row in ROWS} == {"contradicted", "not_mentioned"}


def test_ids_are_unique_and_start_with_the_language() -> None:
    assert len({row["id"] for row in ROWS}) == len(ROWS)
    assert not _ids([row for row in ROWS if not re.fullmatch(rf"{row['language']}-\d{{3}}", row["id"])])


@pytest.mark.parametrize(("kind", "minimum"), MIN_PER_KIND.items())
def test_each_kind_has_enough_rows(kind: str, minimum: int) -> None:
    assert sum(row["kind"] == kind for row in ROWS) >= minimum


@pytest.mark.parametrize(("language", "minimum"), (MIN_PER_LANGUAGE | MIN_PER_SMALL_LANGUAGE).items())
def test_each_language_has_enough_rows(language: str, minimum: int) -> None:
    assert sum(row["language"] == language for row in ROWS) >= minimum


def test_every_language_has_every_kind() -> None:
    assert {(row["language"], row["kind"]) for row in ROWS} == {
        (language, kind) for language in MIN_PER_LANGUAGE | MIN_PER_SMALL_LANGUAGE for kind in KINDS
    }


def test_the_evidence_stands_in_the_body_word_for_word() -> None:
    assert not _ids([row for row in ROWS if row["evidence"] not in row["body"]])


def test_a_body_has_three_to_six_sentences() -> None:
    # The count is by punctuation alone, so quoted or abbreviated full stops may add two.
    counts = {row["body"]: len(SENTENCE_END.findall(row["body"])) for row in ROWS}
    assert not {body: n for body, n in counts.items() if not 3 <= n <= 8}


def test_the_edit_replaces_one_stretch_of_words_and_nothing_else() -> None:
    for row in ROWS:
        assert row["expected"] in row["headline"], row["id"]
        assert row["found"] in row["edited"], row["id"]
        assert row["edited"] in {
            row["headline"][: at.start()] + row["found"] + row["headline"][at.end() :]
            for at in re.finditer(re.escape(row["expected"]), row["headline"])
        }, row["id"]


def test_the_two_headlines_differ_and_are_told_only_once() -> None:
    assert not _ids([row for row in ROWS if row["headline"] == row["edited"]])
    headlines = Counter(text for row in ROWS for text in (row["headline"], row["edited"]))
    assert not [text for text, n in headlines.items() if n > 1]


def test_no_headline_copies_the_body() -> None:
    for row in ROWS:
        body = row["body"].casefold()
        assert row["headline"].casefold() not in body, row["id"]
        assert row["edited"].casefold() not in body, row["id"]


def test_no_headline_ends_with_a_full_stop() -> None:
    assert not _ids([row for row in ROWS if row["headline"].endswith((".", "。", "।"))])


def test_a_body_carries_few_rows_each_of_another_kind_in_one_language() -> None:
    kinds_of: dict[str, list[str]] = {}
    languages_of: dict[str, set[str]] = {}
    for row in ROWS:
        kinds_of.setdefault(row["body"], []).append(row["kind"])
        languages_of.setdefault(row["body"], set()).add(row["language"])
    assert max(map(len, kinds_of.values())) <= MAX_ROWS_PER_BODY
    assert all(len(kinds) == len(set(kinds)) for kinds in kinds_of.values())
    assert all(len(languages) == 1 for languages in languages_of.values())


def test_the_card_counts_the_rows_correctly() -> None:
    lines = [[cell.strip() for cell in line.strip("| ").split("|")] for line in CARD.splitlines() if "|" in line]
    header = ["language", *KINDS, "total", "bodies"]
    table = lines[lines.index(header) + 2 :]
    languages = dict.fromkeys(row["language"] for row in ROWS)
    expected = [_count_line(language, [row for row in ROWS if row["language"] == language]) for language in languages]
    assert table == [*expected, _count_line("all", list(ROWS))]


def _count_line(name: str, rows: list[dict[str, str]]) -> list[str]:
    kinds = Counter(row["kind"] for row in rows)
    return [name, *(str(kinds[kind]) for kind in KINDS), str(len(rows)), str(len({row["body"] for row in rows}))]


@pytest.mark.parametrize("label", ["contradicted", "not_mentioned"])
def test_the_card_counts_the_labels_correctly(label: str) -> None:
    assert f"`{label}` ({sum(row['label'] == label for row in ROWS)} rows)" in CARD


def test_the_card_gives_the_licence_and_forbids_training() -> None:
    assert "CC0 1.0" in CARD
    assert "Never train" in CARD
