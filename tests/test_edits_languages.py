"""The second set of one-fact edits covers twenty languages, each row with its true twin and its evidence."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Final

DATA: Final = Path(__file__).parent.parent / "data"
ROWS: Final = [json.loads(line) for line in (DATA / "edits_languages.jsonl").read_text("utf-8").splitlines()]
CARD: Final = (DATA / "edits_languages.README.md").read_text("utf-8")
LANGUAGES: Final = frozenset(
    (
        "en",
        "id",
        "ms",
        "es",
        "de",
        "fr",
        "pt",
        "it",
        "nl",
        "pl",
        "tr",
        "ru",
        "ar",
        "fa",
        "hi",
        "ja",
        "ko",
        "zh",
        "vi",
        "th",
    )
)
KINDS: Final = ("number", "date", "name", "quote", "negation")


def test_every_language_has_every_kind():
    assert {(row["language"], row["kind"]) for row in ROWS} == {(one, kind) for one in LANGUAGES for kind in KINDS}


def test_ids_are_unique_and_the_evidence_stands_in_the_body():
    assert len({row["id"] for row in ROWS}) == len(ROWS)
    assert not [row["id"] for row in ROWS if row["evidence"] not in row["body"] or row["headline"] == row["edited"]]


def test_the_card_counts_the_rows():
    counts = Counter(row["kind"] for row in ROWS)
    cells = [str(len(LANGUAGES)), *(str(counts[kind]) for kind in KINDS), str(len(ROWS))]
    assert f"| {' | '.join(cells)} |" in CARD
