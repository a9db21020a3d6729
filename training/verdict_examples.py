"""Headlines over articles that the verifier never saw, with their labels: what the verdict is fitted on."""

from __future__ import annotations

import zlib
from collections import defaultdict
from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING, Final

from checker.datatypes import Article
from checker.labelled import LABELS
from training.authored_texts import read_passages, read_sagas, read_stories
from training.data import read_rows
from training.edits import edit_claim
from training.sagas import with_others
from training.unsaid import SAME_STORY, likeness

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from training.examples import Row

# Rows of each label that a set gives at most; what is not named gives `_PER_LABEL`.  Unrelated pairs are many and easy:
# a few keep the map honest at its low end.
_CAPS: Final[Mapping[str, Mapping[str, int]]] = {
    "defacto_en": {},
    "fnc1_en": {"agree": 300, "disagree": 300, "unrelated": 120},
    "falke_en": {},
    "wikinews_real_ja": {"consistent": 170},
    "wice_partial_en": {},
    "summedits_other_en": {"consistent": 100, "inconsistent": 100},
}
# Pairs of sentences are the shortest stories there are.  With two fitted features it hardly matters which sets are
# taken, so all are.
_PAIR_SETS: Final = (
    "indonli_id", "klue_nli_ko", "farstail_fa", "mnli_en", "jnli_ja", "fever_en", "scifact_en", "ans_ar",
    "paws_translated_id",
)  # fmt: skip
_PER_LABEL: Final = 60
_ALL: Final = 10_000
_EDITED: Final = 200  # true headlines of which one fact is changed, of a set
_NEAR: Final = 150  # stories that get the headline of the story most like them
_OF_A_STORY: Final = 2  # headlines of a story of a saga
_TWINS: Final = 2  # pairs of a true and a false headline of such a story
_LOOKED_AT: Final = 400  # other stories among which that one is sought


@dataclass(frozen=True, slots=True)
class Example:
    """A headline over a body, and whether the body supports it."""

    article: Article
    is_supported: bool
    set_name: str


def load_examples(folder: Path, *, seed: int) -> Iterator[Example]:
    """Yield examples of every set, from articles held out of the verifier's training."""
    rng = Random(seed)
    for name, caps in _CAPS.items():
        rows = read_rows(folder, name, held_out=True)
        rng.shuffle(rows)
        yield from _labelled(rows, name, caps, rest=_ALL)
        if name in {"fnc1_en", "wikinews_real_ja"}:  # real headlines over real articles
            true = [row for row in rows if LABELS[row["label"]]][:_EDITED]
            yield from _edited(true, name, rng)
        if name == "wikinews_real_ja":  # real headlines only: another article's headline is not supported
            yield from _near(rows, name, rng)
    for name in _PAIR_SETS:
        rows = read_rows(folder, name, held_out=True)
        rng.shuffle(rows)
        yield from _labelled(rows, name, {}, rest=_PER_LABEL)
    yield from _authored(rng)
    yield from _sagas(rng)


def thin(examples: Iterable[Example], share: float) -> Iterator[Example]:
    """Keep this share of the bodies, drawn by their hash, with all headlines of each."""
    return (one for one in examples if zlib.crc32(one.article.body.encode()) < share * 2**32)


def _labelled(rows: list[Row], name: str, caps: Mapping[str, int], *, rest: int) -> Iterator[Example]:
    by_label: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_label[row["label"]].append(row)
    for label, members in by_label.items():
        is_supported = LABELS.get(label, {"paraphrase": True, "not_paraphrase": False}.get(label))
        for row in members[: caps.get(label, rest)]:
            if is_supported is not None:
                yield _example(row["headline"], row, name, is_supported=is_supported)


def _example(headline: str, row: Row, name: str, *, is_supported: bool) -> Example:
    return Example(Article(headline, row["body"], language=row["lang"]), is_supported, name)


def _edited(true: list[Row], name: str, rng: Random) -> Iterator[Example]:
    """Yield true headlines with one fact changed; none where no fact can be."""
    for row in true:
        edit = edit_claim(row["headline"], row["body"], row["lang"], rng)
        if edit is not None:
            yield _example(edit.text, row, f"{name}, edited", is_supported=False)


def _near(rows: list[Row], name: str, rng: Random) -> Iterator[Example]:
    """Yield the headline of one story over the body of the story it fits best but for its own."""
    for row in rng.sample(rows, min(_NEAR, len(rows))):
        others = [other for other in rng.sample(rows, min(_LOOKED_AT, len(rows))) if other["body"] != row["body"]]
        best = max(others, key=lambda other: likeness(row["body"], other["headline"]))
        if likeness(row["body"], best["headline"]) < SAME_STORY:
            yield _example(best["headline"], row, f"{name}, near", is_supported=False)


def _authored(rng: Random) -> Iterator[Example]:
    """Yield the held-out articles and passages written for this project, with a few headlines each."""
    for row in read_stories(held_out=True):
        article = Article("", row["body"], language=row["lang"])
        claims = [(claim, True) for claim in rng.sample(row["entailed"], 2)]
        claims += [(rng.choice(row[kind]), False) for kind in ("contradicted", "neutral")]
        for claim, is_supported in claims:
            yield Example(replace(article, headline=claim), is_supported, "stories")
    for row in read_passages(held_out=True)[::2]:
        for kind in ("entailed", "contradicted", "neutral"):
            yield Example(
                Article(rng.choice(row[kind]), row["evidence"], language=row["lang"]), kind == "entailed", "passages"
            )


def _sagas(rng: Random) -> Iterator[Example]:
    """Yield headlines of the held-out sagas over their own story and over another of the same saga, and twins."""
    for story, others in with_others(read_sagas(held_out=True)):
        for headline in rng.sample(story["headlines"], _OF_A_STORY):
            own = Article(headline, story["body"], language=story["lang"])
            yield Example(own, True, "sagas")
            yield Example(replace(own, body=rng.choice(others)["body"]), False, "sagas")
        for true, false, _ in rng.sample(story["twins"], min(_TWINS, len(story["twins"]))):
            yield Example(replace(own, headline=true), True, "saga twins")
            yield Example(replace(own, headline=false), False, "saga twins")
