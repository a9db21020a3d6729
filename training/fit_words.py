"""Choose from which likeness in context a word of the body accounts for a word of the headline.

    python -m training.fit_words --data ../shared/data/train

The words a person has marked as unsupported (WiCE) or has taken out to make a claim true (DeFacto) are the positives;
all other words of the same claims are the negatives.  Printed is the balanced accuracy of each threshold; then, to
tell a sentence on the same thing, what share of a claim's words contradicting and foreign sentences hold.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import numpy as np

from checker.attribution import BodyWords, support_words
from checker.clean import clean
from checker.config import Config
from checker.datatypes import Article
from checker.encoders import load_encoder
from checker.segment import segment
from checker.words import find_words, fold, recall_words, word_forms
from training.data import read_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.encoders import Encoder


def main(argv: Sequence[str] | None = None) -> None:
    """Measure both sets and print the sweep."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--per-set", type=int, default=150)
    options = parser.parse_args(argv)
    encoder = load_encoder(cache_dir=Config().cache_dir)
    supports: list[float] = []
    marked: list[bool] = []
    for row, unsupported in marked_rows(options.data, per_set=options.per_set):
        for word, support in word_supports(encoder, row):
            supports.append(support)
            marked.append(word in unsupported)
    support_of, is_marked = np.array(supports), np.array(marked)
    print(
        f"{len(marked)} words, {is_marked.sum()} of them unsupported; {np.mean(support_of == 1):.0%} stand in the body"
    )
    print("threshold  flagged of unsupported  flagged of others  balanced accuracy")
    for threshold in np.arange(0.70, 0.97, 0.02):
        flagged = support_of < threshold
        hit, wrong = flagged[is_marked].mean(), flagged[~is_marked].mean()
        print(f"{threshold:9.2f}  {hit:22.3f}  {wrong:17.3f}  {(hit + 1 - wrong) / 2:17.3f}")
    print("share of the claim's words that a sentence holds: 10 %, 50 %, 90 % of the sentences")
    for name, shares in topical_shares(options.data):
        print(f"{name:<40}", np.percentile(shares, [10, 50, 90]).round(2))


def topical_shares(folder: Path) -> Iterator[tuple[str, list[float]]]:
    """Yield the words' share held by sentences that contradict a claim, and by the nearest of a foreign article."""
    for name in ("indonli_id", "farstail_fa"):
        rows = [row for row in read_rows(folder, name) if row["label"] == "contradict"]
        yield f"{name}, contradicting", [_share(row["headline"], row["body"]) for row in rows]
    rows = read_rows(folder, "defacto_en")
    foreign = [row["body"] for row in rows[7:]]  # a few rows on, since neighbours may share a story
    bodies = [segment(body, clean(Article("", body))[0], language="en") for body in foreign]
    yield (
        "defacto_en, nearest of a foreign article",
        [
            max(_share(row["headline"], sentence.text) for sentence in sentences)
            for row, sentences in zip(rows, bodies, strict=False)
            if sentences
        ],
    )


def _share(claim: str, passage: str) -> float:
    return recall_words(word_forms(claim), word_forms(passage))


def marked_rows(folder: Path, *, per_set: int) -> Iterator[tuple[dict[str, Any], set[str]]]:
    """Yield inconsistent rows with their unsupported words, folded."""
    rng = Random(3)
    wice = read_rows(folder, "wice_partial_en")
    defacto = [r for r in read_rows(folder, "defacto_en") if r["label"] == "inconsistent" and r.get("corrected")]
    for rows in (wice, defacto):
        rng.shuffle(rows)
    for row in wice[:per_set]:
        yield row, {form for text in row["unsupported"] for form in folded_words(text)}
    for row in defacto[:per_set]:
        yield row, folded_words(row["headline"]) - folded_words(row["corrected"])


def folded_words(text: str) -> set[str]:
    """Return the words of a text as they are compared."""
    return {fold(span.slice(text)) for span in find_words(text)}


def word_supports(encoder: Encoder, row: dict[str, Any]) -> Iterator[tuple[str, float]]:
    """Yield each word of the headline, folded, with its support."""
    article = Article(row["headline"], row["body"])
    sentences = segment(article.body, clean(article)[0], language=row["lang"])[:60]
    if not sentences:
        return
    texts = [sentence.text for sentence in sentences]
    headline, *body = encoder.encode([article.headline, *texts])
    for word in support_words(article.headline, headline, BodyWords.collect(texts, body)):
        yield fold(word.span.slice(article.headline)), word.support


if __name__ == "__main__":
    main()
