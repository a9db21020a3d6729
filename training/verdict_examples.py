"""Headlines over articles that the verifier never saw, with their labels: what the verdict is fitted on."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import islice
from random import Random
from typing import TYPE_CHECKING, Any, Final

from checker.datatypes import Article
from checker.labelled import LABELS
from training.authored_texts import read_passages, read_stories
from training.data import read_rows
from training.edits import edit_claim

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from training.examples import Row

# News and web pages with one claim each: chosen on the development sets against the same with sentence pairs added,
# whose claims repeat their premise in other ways than headlines repeat a story (DeFacto dev AUROC .70 against .65).
SETS: Final = ("defacto_en", "fnc1_en", "wikinews_real_ja", "wice_partial_en", "falke_en")
_N_DISTRACTORS: Final = 2  # passages on other things around every second authored one: real stories wander too


@dataclass(frozen=True, slots=True)
class Example:
    """A headline over a body, and whether the body supports it."""

    article: Article
    is_supported: bool
    set_name: str


def load_examples(folder: Path, *, per_set: int, seed: int) -> Iterator[Example]:
    """Yield up to `per_set` examples of each label of each set, from articles held out of the verifier's training."""
    rng = Random(seed)
    twins: list[Example] = []
    for name in SETS:
        rows = read_rows(folder, name, held_out=True)
        rng.shuffle(rows)
        for label, members in _by_label(rows).items():
            is_supported = LABELS[label]
            # Unrelated pairs are many and easy: a few keep the map honest at its low end.
            for row in members[: per_set // 4 if label == "unrelated" else per_set]:
                if is_supported is not None:
                    yield _example(row["headline"], row, name, is_supported=is_supported)
                twins += _with_edit(row, rng) if is_supported else []
        if name == "wikinews_real_ja":  # real headlines only: another article's headline is not supported
            heads = [row["headline"] for row in rows]
            for row, other in list(zip(rows, heads[1:], strict=False))[: per_set // 2]:
                yield _example(other, row, name, is_supported=False)
    yield from twins[: 2 * per_set]
    yield from islice(_passages(rng), 3 * per_set)
    yield from islice(_stories(rng), 4 * per_set)


def _by_label(rows: list[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row["label"] in LABELS:
            found[row["label"]].append(row)
    return found


def _example(headline: str, row: dict[str, Any], name: str, *, is_supported: bool) -> Example:
    return Example(Article(headline, row["body"], language=row["lang"]), is_supported, name)


def _with_edit(row: Row, rng: Random) -> list[Example]:
    """Return a true headline and the same with one fact changed; nothing when no fact can be."""
    edit = edit_claim(row["headline"], row["body"], row["lang"], rng)
    if edit is None:
        return []
    return [
        _example(headline, row, "edited_headlines", is_supported=is_supported)
        for headline, is_supported in ((row["headline"], True), (edit.text, False))
    ]


def _passages(rng: Random) -> Iterator[Example]:
    """Yield the held-out passages written for this project with their claims, half of them amid other passages."""
    rows = read_passages(held_out=True)
    by_language: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        by_language[row["lang"]].append(row["evidence"])
    for i, row in enumerate(rows):
        passages = [row["evidence"]]
        others = [text for text in by_language[row["lang"]] if text != row["evidence"]]
        if i % 2 and len(others) >= _N_DISTRACTORS:
            passages += rng.sample(others, _N_DISTRACTORS)
            rng.shuffle(passages)
        body = "\n\n".join(passages)
        for kind in ("entailed", "contradicted", "neutral"):
            for claim in row[kind]:
                yield Example(Article(claim, body, language=row["lang"]), kind == "entailed", "passages")


def _stories(rng: Random) -> Iterator[Example]:
    """Yield the held-out articles written for this project, each with two true headlines and two others."""
    for row in read_stories(held_out=True):
        article = Article("", row["body"], language=row["lang"])
        claims = [(claim, True) for claim in rng.sample(row["entailed"], 2)]
        claims += [(rng.choice(row[kind]), False) for kind in ("contradicted", "neutral")]
        for claim, is_supported in claims:
            yield Example(replace(article, headline=claim), is_supported, "stories")
