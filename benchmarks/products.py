"""Compare the ways to multiply, and batches of different sizes, on this processor.

    python -m benchmarks.products [--runs 3] [--tokens 256 512 1024 2048]

The verifier reads the same pairs of a headline and a passage of `data/articles` with each of them, in turns and in one
thread.  Printed are CPU seconds (the median), and how far a probability moves from that of float products.  Where a
processor does not multiply bytes, `rows` overflow: their difference is then no rounding.
"""

from __future__ import annotations

import argparse
import statistics
import time
from random import Random
from typing import TYPE_CHECKING, Final

import numpy as np

from benchmarks.stories import ROOT
from checker.config import Config
from checker.encoders import body
from checker.hardware import Products, best_products
from checker.verifiers.entailment import load_bundled

if TYPE_CHECKING:
    from collections.abc import Sequence

_PER_STORY: Final = 2  # sentences of a story, alone and with the next, beside one passage of four


def main(argv: Sequence[str] | None = None) -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--tokens", type=int, nargs="*", default=[256, 512, 1024, 2048])
    options = parser.parse_args(argv)
    pairs = make_pairs()
    cache_dir = Config().cache_dir
    ways = [(products, tokens) for products in Products for tokens in options.tokens]
    seconds: dict[tuple[Products, int], list[float]] = {way: [] for way in ways}
    scores = {}
    for _ in range(options.runs):
        for products, tokens in ways:
            body.BATCH_TOKENS[products] = tokens  # read when a body is made
            verifier = load_bundled(cache_dir, threads=1, products=products)
            started = time.process_time()
            scores[products, tokens] = verifier.score(pairs)
            seconds[products, tokens].append(time.process_time() - started)
    exact = scores[Products.FLOATS, options.tokens[0]]
    print(f"{len(pairs)} pairs; this processor uses {best_products()}\n")
    print("| products | tokens a batch | CPU seconds | mean difference | largest |\n|---|---|---|---|---|")
    for products, tokens in ways:
        moved = np.abs(scores[products, tokens] - exact)
        median = statistics.median(seconds[products, tokens])
        print(f"| {products} | {tokens:,} | {median:.2f} | {moved.mean():.4f} | {moved.max():.4f} |")


def make_pairs() -> list[tuple[str, str]]:
    """Return passages of one, two and four sentences of each sample story with its headline."""
    rng = Random(1)
    pairs = []
    for path in sorted((ROOT / "data" / "articles").glob("*.txt")):
        headline, *paragraphs = [line for line in path.read_text("utf-8").splitlines() if line.strip()]
        sentences = [sentence for paragraph in paragraphs for sentence in paragraph.split(". ")]
        for _ in range(_PER_STORY):
            i = rng.randrange(len(sentences))
            pairs += [(sentences[i], headline), (" ".join(sentences[i : i + 2]), headline)]
        pairs.append((" ".join(rng.sample(sentences, min(4, len(sentences)))), headline))
    return pairs


if __name__ == "__main__":
    main()
