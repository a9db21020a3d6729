"""The labelled headlines the shipped checker is measured on.

No model was fitted on them; what rules and thresholds were chosen on, docs/goals.md says.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from checker import Article
from checker.labelled import LabelledArticle, read_labelled, sample
from checker.words import recall_words, word_forms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

DATA: Final = Path(__file__).parents[1] / "data"
# Headlines over their own story, and over another of the same running saga.
SAGAS: Final = "data/sagas.jsonl"
# A true and a false headline in nearly the same words, over one of those stories: a set for each way to be false.
TWIN_KINDS: Final = ("fact", "who", "outcome", "summary", "reach")
TWINS: Final = {kind: f"data/sagas_twins.jsonl: {kind}" for kind in TWIN_KINDS}
# Edits of short bodies, and of whole stories (the half that nothing was tuned on).
EDITS: Final = ("data/edits.jsonl", "data/edits_stories.jsonl")
# Sets of true headlines and false ones in turns.
PAIRED: Final = (*EDITS, *TWINS.values())
_SAME_EVENT: Final = 0.8  # share of a headline's words from which another story may be on the same event
_DEV: Final = ("defacto_en", "wice_en", "suara_real_id", "wikinews_real_ja")
_DISAGREEMENT: Final = "fnc1_en agree/disagree"
_FNC_PAIRS: Final = "fnc1_pairs_en.jsonl"
# Published headlines, each over the story of another headline that has most of its words.
_WRONG_BODIES: Final = "suara_real_id over another story"
_STANCES_FOR_ONE: Final = 4  # rows for each of `limit`: three quarters of the pairs are unrelated


def load_sets(dev: Path | None, *, limit: int | None) -> Iterator[tuple[str, list[LabelledArticle]]]:
    """Yield each set with its name; `limit` rows of it at most, the same ones every time."""
    yield "data/articles.jsonl", sample(_own_articles(), limit)
    for name in EDITS:
        yield name, _sample_pairs(_own_edits(name), limit)
    for kind, name in TWINS.items():
        yield name, _sample_pairs(_own_twins(kind), limit)
    yield SAGAS, sample(_own_sagas(), limit)
    if dev is None:
        return
    for name in _DEV:
        yield name, sample(read_labelled(dev / f"{name}.jsonl"), limit)
    yield _DISAGREEMENT, _disagreement(dev / _FNC_PAIRS, limit)
    yield _WRONG_BODIES, _wrong_bodies([row.article for row in read_labelled(dev / "suara_real_id.jsonl")], limit)


def load_stances(dev: Path, *, limit: int | None) -> list[LabelledArticle]:
    """Return pairs of FNC-1 as they come, unrelated ones too: four for each row that a set gives otherwise."""
    return sample(read_labelled(dev / _FNC_PAIRS), limit and _STANCES_FOR_ONE * limit)


def _own_articles() -> Iterator[LabelledArticle]:
    for row in _read_jsonl(DATA / "articles.jsonl"):
        body = (DATA / row["article"]).read_text("utf-8").split("\n", 1)[1]
        yield LabelledArticle(Article(row["headline"], body, language=row["language"]), row["label"])


def _own_edits(name: str) -> Iterator[LabelledArticle]:
    for row in _read_jsonl(DATA.parent / name):
        if row.get("half") == "tune":
            continue
        yield LabelledArticle(Article(row["headline"], row["body"], language=row["language"]), "supported")
        yield LabelledArticle(Article(row["edited"], row["body"], language=row["language"]), "unsupported")


def _own_twins(kind: str) -> Iterator[LabelledArticle]:
    sagas = _sagas()
    for row in _read_jsonl(DATA / "sagas_twins.jsonl"):
        story = sagas[row["saga"]][row["story"]]
        true, false, _ = row["pairs"][TWIN_KINDS.index(kind)]
        article = Article(true, story["body"], language=story["language"])
        yield LabelledArticle(article, "supported")
        yield LabelledArticle(replace(article, headline=false), "unsupported")


def _sample_pairs(rows: Iterable[LabelledArticle], limit: int | None) -> list[LabelledArticle]:
    """Return at most `limit` rows, in whole pairs."""
    taken = list(rows)
    pairs = list(zip(taken[::2], taken[1::2], strict=True))
    return [row for pair in sample(pairs, limit and limit // 2) for row in pair]


def _sagas() -> dict[str, list[dict[str, Any]]]:
    """Return the stories of each saga, in order."""
    by_saga: dict[str, list[dict[str, Any]]] = {}
    for row in _read_jsonl(DATA.parent / SAGAS):
        by_saga.setdefault(row["saga"], []).append(row)
    return by_saga


def _own_sagas() -> Iterator[LabelledArticle]:
    """Yield each headline over its own story, and over another one of its saga: a different one for each."""
    for stories in _sagas().values():
        for i, story in enumerate(stories):
            for j, headline in enumerate(story["headlines"]):
                other = stories[(i + 1 + j % (len(stories) - 1)) % len(stories)]
                own = Article(headline, story["body"], language=story["language"])
                yield LabelledArticle(own, "supported")
                yield LabelledArticle(replace(own, body=other["body"]), "unsupported")


def _wrong_bodies(articles: Sequence[Article], limit: int | None) -> list[LabelledArticle]:
    """Return headlines over the other body that has most of their words: of the same people, on the same matter.

    One that has nearly all of them may be a second story on the same event, and is passed over.
    """
    forms = [word_forms(article.body) for article in articles]
    rows = []
    for article in sample(articles, limit):
        wanted = word_forms(article.headline)
        shares = [
            recall_words(wanted, own) if other.body != article.body else 0.0
            for other, own in zip(articles, forms, strict=True)
        ]
        best = max((share, i) for i, share in enumerate(shares) if share <= _SAME_EVENT)[1]
        rows.append(LabelledArticle(replace(article, body=articles[best].body), "unsupported"))
    return rows


def _disagreement(path: Path, limit: int | None) -> list[LabelledArticle]:
    """Return disagreeing pairs and agreeing ones, half of the limit each: the rare class is the one that matters."""
    rows = list(read_labelled(path))
    half = None if limit is None else limit // 2
    return [row for label in ("agree", "disagree") for row in sample((r for r in rows if r.label == label), half)]


def _read_jsonl(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
