"""Fit the verdict's logistic models on held-out training articles: features -> P(supported), with and without verifier.

    python -m training.fit_verdict --data ../shared/data/train --per-set 120

The verifier has never seen these articles (`training.data.is_held_out`).  Every set and both classes weigh the same,
then the intercept is moved to the prior a newsroom has, so that the threshold is one half.
"""

from __future__ import annotations

import argparse
import json
import logging
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from checker.config import Config
from checker.datatypes import Article
from checker.errors import InputError
from checker.features import feature_names, feature_vector
from checker.verdict import FORMAT_VERSION
from training.data import ARTICLE_SETS, read_rows
from training.edits import edit_claim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from checker.pipeline import Checker

logger = logging.getLogger("training")
ASSET: Final = Path(__file__).parents[1] / "checker" / "assets" / "verdict.json"
_SUPPORTED: Final = frozenset({"consistent", "entail", "agree", "supported"})
_NOT_SUPPORTED: Final = frozenset(
    {"inconsistent", "neutral", "contradict", "disagree", "unrelated", "unsupported", "contradicted"}
)
# Sets whose claims are held against something; "discuss", "other" and paraphrases say neither yes nor no.
SETS: Final = (
    "defacto_en", "fnc1_en", "summedits_other_en", "wikinews_real_ja", "wice_partial_en", "falke_en",
    "indonli_id", "farstail_fa", "klue_nli_ko", "jnli_ja", "mnli_en", "fever_en", "scifact_en",
)  # fmt: skip
# What share of real headlines a newsroom's stories support, before a look at the story.  Human readers found 3.3 % of
# clean Gigaword headlines unsupported by the full article (nlp-titech/headline-entailment, ACL 2020); a desk that runs
# a checker wants drafts checked, which are worse: one in ten.
PRIOR: Final = 0.9
THRESHOLD: Final = 0.5
BAND: Final = 0.08


@dataclass(frozen=True, slots=True)
class Example:
    """A headline over a body, and whether the body supports it."""

    article: Article
    is_supported: bool
    set_name: str


def main(argv: Sequence[str] | None = None) -> None:
    """Measure, fit and write the asset."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--per-set", type=int, default=120, help="examples of each class a set gives at most")
    parser.add_argument("--verifier", default="bundled", help="the verifier whose features are fitted, or none")
    parser.add_argument("--prior", type=float, default=PRIOR)
    parser.add_argument("--output", type=Path, default=ASSET)
    options = parser.parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    examples = list(load_examples(options.data, per_set=options.per_set, seed=1))
    checker = load_examiner(options.verifier)
    vectors, kept = measure(checker, examples)
    verified = options.verifier != "none"
    document = json.loads(options.output.read_text()) if options.output.is_file() else {"models": {}}
    document["format_version"] = FORMAT_VERSION
    models = {"simple": fit(vectors[:, : len(feature_names(verified=False))], kept, prior=options.prior)}
    if verified:
        models["verified"] = fit(vectors, kept, prior=options.prior)
    document["models"] |= models
    options.output.write_text(json.dumps(document, indent=1) + "\n")
    for name, model in models.items():
        logger.info("%s: %s", name, model["scores"])


def load_examiner(verifier: str) -> Checker:
    """Return a checker that measures; its own verdicts are not asked for."""
    from checker.encoders import load_encoder
    from checker.pipeline import Checker
    from checker.verdict import VerdictModel
    from checker.verifiers import load_verifier

    config = Config()
    names = feature_names(verified=verifier != "none")
    empty = VerdictModel(names, *(np.ones(len(names)) for _ in range(3)), 0.0, THRESHOLD, BAND, "none")
    loaded = load_verifier(verifier, cache_dir=config.cache_dir)
    return Checker(load_encoder(cache_dir=config.cache_dir), loaded, empty, config)


def load_examples(folder: Path, *, per_set: int, seed: int) -> Iterator[Example]:
    """Yield up to `per_set` examples of each class of each set, from articles held out of the verifier's training."""
    rng = Random(seed)
    twins: list[Example] = []
    for name in SETS:
        rows = read_rows(folder, name, held_out=True)
        rng.shuffle(rows)
        for labels, is_supported in ((_SUPPORTED, True), (_NOT_SUPPORTED, False)):
            chosen = [row for row in rows if row["label"] in labels][:per_set]
            for row in chosen:
                yield Example(Article(row["headline"], row["body"], language=row["lang"]), is_supported, name)
                twins += _with_edit(row, rng) if is_supported and name in ARTICLE_SETS else []
        if name == "wikinews_real_ja":  # real headlines only: another article's headline is not supported
            heads = [row["headline"] for row in rows]
            for row, other in list(zip(rows, heads[1:], strict=False))[:per_set]:
                yield Example(Article(other, row["body"], language=row["lang"]), False, name)
    yield from twins[: 2 * per_set]


def _with_edit(row: dict[str, Any], rng: Random) -> list[Example]:
    """Return a true headline and the same with one fact changed; nothing when no fact can be."""
    edit = edit_claim(row["headline"], row["body"], row["lang"], rng)
    if edit is None:
        return []
    return [
        Example(Article(headline, row["body"], language=row["lang"]), is_supported, "edited_headlines")
        for headline, is_supported in ((row["headline"], True), (edit.text, False))
    ]


def measure(checker: Checker, examples: Sequence[Example]) -> tuple[NDArray[np.float64], list[Example]]:
    """Return the features `[n_kept, n_features]` of the examples that make one claim, and those examples.

    Which of several claims of an unsupported headline fails is not known, so such headlines are left out.
    """
    vectors, kept = [], []
    for i, example in enumerate(examples):
        if i % 200 == 0:
            logger.info("measured %d of %d", i, len(examples))
        try:
            examinations = checker.examine(example.article)
        except InputError:
            continue
        if len(examinations) == 1:
            vectors.append(feature_vector(examinations[0]))
            kept.append(example)
    return np.stack(vectors), kept


def fit(vectors: NDArray[np.float64], examples: Sequence[Example], *, prior: float) -> dict[str, object]:
    """Return one model in its JSON form, with its cross-validated scores (folds by article)."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold, cross_val_predict
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    labels = np.array([example.is_supported for example in examples])
    groups = [example.article.body for example in examples]
    weights = example_weights(examples)
    pipeline = make_pipeline(StandardScaler(), LogisticRegression(C=0.3, max_iter=1000))
    parameters = {"logisticregression__sample_weight": weights}
    folds = GroupKFold(5).split(vectors, labels, groups)
    predicted = cross_val_predict(pipeline, vectors, labels, cv=list(folds), method="predict_proba", params=parameters)[
        :, 1
    ]
    pipeline.fit(vectors, labels, **parameters)
    scaler, logistic = pipeline[0], pipeline[1]
    n_features = vectors.shape[1]
    return {
        "features": list(feature_names(verified=n_features > len(feature_names(verified=False)))),
        "mean": scaler.mean_.round(6).tolist(),
        "scale": scaler.scale_.round(6).tolist(),
        "coefficients": logistic.coef_[0].round(6).tolist(),
        "intercept": round(float(logistic.intercept_[0] + np.log(prior / (1 - prior))), 6),
        "threshold": THRESHOLD,
        "band": BAND,
        "prior": prior,
        "n_examples": len(examples),
        "scores": scores_by_set(predicted, labels, examples),
    }


def example_weights(examples: Sequence[Example]) -> NDArray[np.float64]:
    """Weigh examples so that every set, and in it each class, counts the same; the mean weight is 1."""
    keys = [(example.set_name, example.is_supported) for example in examples]
    counts = {key: keys.count(key) for key in set(keys)}
    weights = np.array([1 / counts[key] for key in keys])
    return weights * len(weights) / weights.sum()


def scores_by_set(
    predicted: NDArray[np.float64], labels: NDArray[np.bool_], examples: Sequence[Example]
) -> dict[str, float]:
    """Return the cross-validated ROC-AUC of each set that has both classes."""
    from sklearn.metrics import roc_auc_score

    names = np.array([example.set_name for example in examples])
    return {
        str(name): round(float(roc_auc_score(labels[names == name], predicted[names == name])), 3)
        for name in np.unique(names)
        if len(set(labels[names == name])) == 2
    }


if __name__ == "__main__":
    main()
