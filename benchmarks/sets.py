"""The labelled headlines the shipped checker is measured on; nothing of it was fitted on any of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from checker import Article
from checker.labelled import LabelledArticle, read_labelled, sample

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA: Final = Path(__file__).parents[1] / "data"
EDITS: Final = "data/edits.jsonl"  # true headlines and their edits in turns
_DEV: Final = ("defacto_en", "wice_en", "suara_real_id", "wikinews_real_ja")
_DISAGREEMENT: Final = "fnc1_en agree/disagree"
_FNC_PAIRS: Final = "fnc1_pairs_en.jsonl"
_STANCES_FOR_ONE: Final = 4  # rows for each of `limit`: three quarters of the pairs are unrelated


def load_sets(dev: Path | None, *, limit: int | None) -> Iterator[tuple[str, list[LabelledArticle]]]:
    """Yield each set with its name; `limit` rows of it at most, the same ones every time."""
    yield "data/articles.jsonl", sample(_own_articles(), limit)
    twins = list(_own_edits())
    chosen = sample(list(zip(twins[::2], twins[1::2], strict=True)), limit and limit // 2)
    yield EDITS, [row for pair in chosen for row in pair]
    if dev is None:
        return
    for name in _DEV:
        yield name, sample(read_labelled(dev / f"{name}.jsonl"), limit)
    yield _DISAGREEMENT, _disagreement(dev / _FNC_PAIRS, limit)


def load_stances(dev: Path, *, limit: int | None) -> list[LabelledArticle]:
    """Return pairs of FNC-1 as they come, unrelated ones too: four for each row that a set gives otherwise."""
    return sample(read_labelled(dev / _FNC_PAIRS), limit and _STANCES_FOR_ONE * limit)


def _own_articles() -> Iterator[LabelledArticle]:
    for row in _read_jsonl(DATA / "articles.jsonl"):
        body = (DATA / row["article"]).read_text("utf-8").split("\n", 1)[1]
        yield LabelledArticle(Article(row["headline"], body, language=row["language"]), row["label"])


def _own_edits() -> Iterator[LabelledArticle]:
    for row in _read_jsonl(DATA / "edits.jsonl"):
        yield LabelledArticle(Article(row["headline"], row["body"], language=row["language"]), "supported")
        yield LabelledArticle(Article(row["edited"], row["body"], language=row["language"]), "unsupported")


def _disagreement(path: Path, limit: int | None) -> list[LabelledArticle]:
    """Return disagreeing pairs and agreeing ones, half of the limit each: the rare class is the one that matters."""
    rows = list(read_labelled(path))
    half = None if limit is None else limit // 2
    return [row for label in ("agree", "disagree") for row in sample((r for r in rows if r.label == label), half)]


def _read_jsonl(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
