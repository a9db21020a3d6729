"""The sets the checker is measured on: what is paired with what, and what is left out."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.sets import load_sets

DATA = Path(__file__).parent.parent / "data"
STORIES = {
    "Mayor opens the river bridge in Lunden": "Mayor Anna Lind opened the bridge over the river in Lunden.",
    "Mayor Lind opens the new river bridge in Lunden": "The new river bridge in Lunden was opened by mayor Lind.",
    "Mayor closes the river park in Lunden": "The park by the river in Lunden was closed by the mayor on Monday.",
    "Bakers win the cup": "The bakers won the cup on Sunday.",
}


def write_dev(folder: Path) -> Path:
    """Write development sets of the names that are measured, with one published headline for each story."""
    rows = [{"headline": h, "body": b, "label": "consistent", "lang": "en"} for h, b in STORIES.items()]
    for name in ("defacto_en", "wice_en", "suara_real_id", "wikinews_real_ja"):
        (folder / f"{name}.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    pairs = [{"headline": "Bakers win", "body_id": "1", "label": label} for label in ("agree", "disagree")]
    (folder / "fnc1_pairs_en.jsonl").write_text("\n".join(map(json.dumps, pairs)), encoding="utf-8")
    body = {"body_id": "1", "body": "The bakers won the cup on Sunday."}
    (folder / "fnc1_bodies_en.jsonl").write_text(json.dumps(body), encoding="utf-8")
    return folder


def test_only_the_half_that_is_read_is_measured():
    rows = [json.loads(line) for line in (DATA / "edits_stories.jsonl").read_text("utf-8").splitlines()]
    (measured,) = [rows for name, rows in load_sets(None, limit=None) if name == "data/edits_stories.jsonl"]
    assert {row.article.headline for row in measured} == {
        row[field] for row in rows if row["half"] == "read" for field in ("headline", "edited")
    }


def test_a_headline_is_put_over_the_most_alike_story_that_is_not_of_the_same_event(tmp_path):
    sets = dict(load_sets(write_dev(tmp_path), limit=None))
    paired = {row.article.headline: row.article.body for row in sets["suara_real_id over another story"]}
    assert paired["Mayor opens the river bridge in Lunden"] == STORIES["Mayor closes the river park in Lunden"]
    assert not any(paired[headline] == body for headline, body in STORIES.items())
    assert all(row.is_supported is False for row in sets["suara_real_id over another story"])
