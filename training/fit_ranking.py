"""Choose how the sentences of a body are ranked for a claim: `python -m training.fit_ranking --data DIR`.

DeFacto's training articles name the sentences that people took for evidence of a claim, true or false.  Printed is what
share of them the sentences hold that are read together, for each way to count shared words.
"""

from __future__ import annotations

import argparse
from itertools import product
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import numpy as np

from checker.clean import clean
from checker.config import Config
from checker.datatypes import Article
from checker.encoders import load_encoder
from checker.evidence import N_JOINED, match_words, rank_sentences, score_sentences, sentence_text
from checker.segment import segment
from checker.words import word_forms
from training.data import read_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

_SET = "defacto_en"
_POWERS = (0.0, 1.0, 2.0, 3.0)  # 0: every word counts the same
_FOUND_BEFORE = (1.0, 0.5, 0.25, 0.0)  # 1: a word counts again in every sentence
_SHORTEST_BODY = 8  # sentences: of fewer any ranking finds most


def main(argv: Sequence[str] | None = None) -> None:
    """Rank every body and print the sweep."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--limit", type=int, default=300, help="claims looked at")
    options = parser.parse_args(argv)
    rows = read_rows(options.data, _SET)
    Random(5).shuffle(rows)
    compared = list(_compare(rows[: options.limit]))
    print(f"{len(compared)} claims over bodies of {_SHORTEST_BODY} sentences or more")
    print("power of rarity  found before counts  evidence found")
    for power, found_before in product(_POWERS, _FOUND_BEFORE):
        found = [
            _share_found(rank_sentences(similarity, words, power=power, found_before=found_before), named)
            for similarity, words, named in compared
        ]
        print(f"{power:15.1f}  {found_before:19.2f}  {np.mean(found):14.3f}")


def _compare(
    rows: Iterable[dict[str, Any]],
) -> Iterator[tuple[NDArray[np.float32], NDArray[np.bool_], frozenset[int]]]:
    """Yield for each claim its cosine with every sentence, the words each holds, and which are named as evidence."""
    encoder = load_encoder(cache_dir=Config().cache_dir)
    for row in rows:
        sentences = segment(row["body"], clean(Article("", row["body"]))[0], language=row["lang"])
        texts = list(map(sentence_text, sentences))
        named = frozenset(i for i, text in enumerate(texts) if _is_named(text, row["evidence"]))
        if named and len(texts) >= _SHORTEST_BODY:
            claim, *body = (embedding.vector for embedding in encoder.encode([row["headline"], *texts]))
            words = match_words(row["headline"], list(map(word_forms, texts)))
            yield score_sentences([claim], body)[:, 0], words, named


def _is_named(sentence: str, evidence: str) -> bool:
    flat = " ".join(evidence.split())
    return sentence in flat or flat in sentence


def _share_found(nearest: Sequence[int], named: frozenset[int]) -> float:
    return len(named.intersection(nearest[:N_JOINED])) / len(named)


if __name__ == "__main__":
    main()
