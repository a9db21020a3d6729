"""The sample articles and their headline variants are complete, consistent and as their card says."""

import json
import re
import shlex
import subprocess
import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DATA = ROOT / "data"
CARD = (DATA / "README.md").read_text(encoding="utf-8")
ROWS = [json.loads(line) for line in (DATA / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
ARTICLES = sorted(path.relative_to(DATA).as_posix() for path in (DATA / "articles").iterdir())

FIELDS = ["id", "article", "language", "headline", "label", "reason", "kind"]
LABELS = {"supported", "unsupported", "contradicted"}
WRONG_KINDS = {
    "number", "date", "name", "role", "quote", "negation", "overstatement", "not_mentioned", "same_topic",
}  # fmt: skip
SCRIPTS = ["LATIN", "CYRILLIC", "ARABIC", "DEVANAGARI", "HIRAGANA", "KATAKANA", "HANGUL", "CJK"]

VARIANTS = defaultdict(list)
for _row in ROWS:
    VARIANTS[_row["article"]].append(_row)


def read_article(name):
    headline, _, body = (DATA / name).read_text(encoding="utf-8").partition("\n\n")
    return headline, body


def bare(text):
    """Only the letters and digits: what makes two wordings the same whatever their case and marks."""
    return "".join(character for character in text.casefold() if character.isalnum())


def rows_of(table_start):
    """Return the cells of the card's table whose header row starts so."""
    table = CARD[CARD.index(table_start) :].split("\n\n")[0].splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table[2:]]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
class TestVariant:
    def test_has_the_fields_of_the_card_in_order(self, row):
        assert list(row) == FIELDS
        assert all(isinstance(value, str) and value == value.strip() != "" for value in row.values())

    def test_label_is_known_and_agrees_with_kind(self, row):
        assert row["label"] in LABELS
        assert row["kind"] in WRONG_KINDS | {"genuine"}
        assert (row["label"] == "supported") == (row["kind"] == "genuine")

    def test_id_and_language_follow_from_the_file_name(self, row):
        stem = Path(row["article"]).stem
        assert re.fullmatch(re.escape(stem) + r"-\d", row["id"])
        assert row["language"] == stem.rpartition(".")[2]

    def test_headline_is_one_line_without_a_full_stop(self, row):
        assert "\n" not in row["headline"]
        assert not row["headline"].endswith((".", "。", "।"))

    def test_headline_does_not_stand_in_its_body(self, row):
        assert bare(row["headline"]) not in bare(read_article(row["article"])[1])

    def test_reason_is_one_english_sentence(self, row):
        assert re.fullmatch(r"[A-Z0-9].{15,}\.", row["reason"])
        assert all(unicodedata.name(c).startswith("LATIN") for c in row["reason"] if c.isalpha())
        assert not re.search(r"[.!?] [A-Z]", row["reason"])


@pytest.mark.parametrize("name", ARTICLES)
class TestArticle:
    def test_is_a_headline_a_blank_line_and_paragraphs(self, name):
        headline, body = read_article(name)
        paragraphs = body.removesuffix("\n").split("\n\n")
        assert "\n" not in headline
        assert len(paragraphs) >= 6
        assert all(part == part.strip() != "" and "\n" not in part for part in paragraphs)

    def test_is_clean_unicode(self, name):
        text = (DATA / name).read_bytes().decode("utf-8")
        assert text == unicodedata.normalize("NFC", text)
        assert not [c for c in text if c != "\n" and unicodedata.category(c) in {"Cc", "Cf", "Co", "Cn"}]
        assert text.endswith("\n")

    def test_has_supported_and_three_kinds_of_not_supported_variants(self, name):
        kinds = Counter(row["kind"] for row in VARIANTS[name])
        assert kinds.pop("genuine") >= 2
        assert len(kinds) >= 3

    def test_own_headline_is_exactly_one_of_its_variants(self, name):
        headlines = [row["headline"] for row in VARIANTS[name]]
        assert headlines.count(read_article(name)[0]) == 1
        assert len({bare(headline) for headline in headlines}) == len(headlines)

    def test_stands_in_the_card_with_the_label_of_its_own_headline(self, name):
        labels = {row["headline"]: row["label"] for row in VARIANTS[name]}
        row = next(cells for cells in rows_of("| article |") if cells[0] == f"`{Path(name).name}`")
        assert row[-1] == labels[read_article(name)[0]]


def test_every_article_is_used_and_every_row_has_its_article():
    assert sorted(VARIANTS) == ARTICLES


def test_ids_are_unique():
    assert max(Counter(row["id"] for row in ROWS).values()) == 1


def test_indonesian_is_one_of_many_languages():
    languages = {row["language"] for row in ROWS}
    assert "id" in languages
    assert len(languages) >= 8


def test_all_major_scripts_occur():
    text = "".join(row["headline"] for row in ROWS)
    names = {unicodedata.name(character).split()[0] for character in set(text) if character.isalpha()}
    assert names >= set(SCRIPTS)


def test_every_way_of_being_wrong_occurs():
    assert {row["kind"] for row in ROWS} == WRONG_KINDS | {"genuine"}


def test_missile_admission_is_the_headline_of_the_founding_story():
    headline, body = read_article("articles/kim-vladivostok.id.txt")
    row = next(row for row in VARIANTS["articles/kim-vladivostok.id.txt"] if row["headline"] == headline)
    assert row["label"] == "unsupported"
    assert "Mengaku" in headline
    assert "mengaku" not in body.casefold()


def test_one_article_repeats_a_paragraph():
    repeated = [name for name in ARTICLES if max(Counter(read_article(name)[1].strip().split("\n\n")).values()) > 1]
    assert repeated == ["articles/pasar-wringin.id.txt"]


def test_counts_in_the_card_are_what_its_command_prints():
    command = re.search(r"```sh\n(python -c .+)\n```", CARD).group(1)
    arguments = [sys.executable, *shlex.split(command)[1:]]
    shown = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert shown.strip() in CARD
    table = rows_of("| by |")
    assert len(table) == len(shown.splitlines())
    counted = Counter((by, row.get(by, "all"), row["label"]) for row in ROWS for by in ("kind", "language", "total"))
    for by, value, *counts in table:
        expected = [counted[by, value, label] for label in ("supported", "unsupported", "contradicted")]
        assert [int(count) for count in counts] == expected
