"""Fit the four stances of FNC-1 on its held-out training articles: features -> checker/assets/stance.json.

    python -m training.fit_stance --data ../shared/data/train --measured stance.npz

The verifier has never seen these articles.  Each stance weighs as much as it does in the whole set, so that the model
knows how rare a disagreeing body is.
"""

from __future__ import annotations

import argparse
import json
import logging
import zlib
from collections import Counter
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from checker.datatypes import Article, Failure
from checker.pipeline import Checker
from checker.stance import FORMAT_VERSION, STANCE_FEATURES, STANCES, score_stances, stance_vector
from checker.verdict import deciding_examination
from training.data import read_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from training.examples import Row

logger = logging.getLogger("training")
ASSET: Final = Path(__file__).parents[1] / "checker" / "assets" / "stance.json"
PENALTY: Final = 1.0  # inverse strength of the L2 penalty
# How much more than its share a disagreeing body weighs: three rows in a hundred would else be given up.
DISAGREE_WEIGHT: Final = 2.0


def main(argv: Sequence[str] | None = None) -> None:
    """Measure, fit and write the asset."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--per-stance", type=int, default=700, help="rows of each stance at most")
    parser.add_argument("--measured", type=Path, required=True, help="where what was measured is kept, or taken from")
    options = parser.parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    rows = read_rows(options.data, "fnc1_en", held_out=True)
    if not options.measured.is_file():
        np.savez(options.measured, **_measure(_sample(rows, options.per_stance)))
    with np.load(options.measured) as arrays:
        document = fit(arrays["vectors"], arrays["stances"], arrays["articles"], Counter(row["label"] for row in rows))
    ASSET.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    logger.info("%s", document["cross_validated"])


def fit(
    vectors: NDArray[np.float64], stances: NDArray[np.str_], articles: NDArray[np.int64], frequency: Counter[str]
) -> dict[str, Any]:
    """Return the model in its JSON form, with its score over folds by article."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold, cross_val_predict
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    labels = np.array([STANCES.index(stance) for stance in stances])
    sampled = Counter(stances.tolist())
    weights = np.array([frequency[stance] / sampled[stance] for stance in stances.tolist()])
    weights[labels == STANCES.index("disagree")] *= DISAGREE_WEIGHT
    parameters = {"logisticregression__sample_weight": weights * len(weights) / weights.sum()}
    pipeline = make_pipeline(StandardScaler(), LogisticRegression(C=PENALTY, max_iter=2000))
    folds = list(GroupKFold(5).split(vectors, labels, articles))
    predicted = cross_val_predict(pipeline, vectors, labels, cv=folds, params=parameters)
    pipeline.fit(vectors, labels, **parameters)
    scores = score_stances([STANCES[label] for label in predicted], stances.tolist())
    return {
        "format_version": FORMAT_VERSION,
        "features": list(STANCE_FEATURES),
        "mean": pipeline[0].mean_.round(6).tolist(),
        "scale": pipeline[0].scale_.round(6).tolist(),
        "coefficients": pipeline[1].coef_.round(6).tolist(),
        "intercepts": pipeline[1].intercept_.round(6).tolist(),
        "n_examples": len(labels),
        "cross_validated": {"weighted": round(scores.weighted, 3), "n": scores.n}
        | {stance: round(f1, 3) for stance, f1 in scores.f1.items()},
    }


def _sample(rows: list[Row], per_stance: int) -> list[Row]:
    rng = Random(1)
    found = [[row for row in rows if row["label"] == stance] for stance in STANCES]
    return [row for members in found for row in rng.sample(members, min(len(members), per_stance))]


def _measure(rows: list[Row]) -> dict[str, NDArray[Any]]:
    """Measure the claim each headline stands or falls with, as the shipped verdict sees it."""
    checker = Checker.load()
    vectors, kept = [], []
    articles = (Article(row["headline"], row["body"], language=row["lang"]) for row in rows)
    for i, (row, checked) in enumerate(zip(rows, checker.check_and_examine_many(articles), strict=True)):
        if i % 50 == 0:
            logger.info("measured %d of %d", i, len(rows))
        if isinstance(checked, Failure):
            continue
        report, examinations = checked
        vectors.append(stance_vector(report, deciding_examination(examinations, checker.verdict_model)))
        kept.append(row)
    return {
        "vectors": np.stack(vectors),
        "stances": np.array([row["label"] for row in kept]),
        "articles": np.array([zlib.crc32(row["body"].encode()) for row in kept]),
    }


if __name__ == "__main__":
    main()
