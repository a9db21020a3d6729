"""Compare what a verdict may rest on: which passages the verifier reads, and what is weighed beside them.

    python -m training.ablate --data ../shared/data --measured ablation.npz [--share 0.1]

`--data` holds `train/` and `dev/`.  Every variant is fitted on held-out training articles like the shipped verdict and
measured on the development sets; `--share 0.1` measures a tenth of the bodies.
"""

from __future__ import annotations

import argparse
import logging
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from benchmarks.sets import load_sets
from checker.doubt import has_doubt
from checker.errors import InputError
from checker.evidence import Granularity, find_candidates
from checker.feature_names import SIMPLE_FEATURES
from checker.features import Passages, feature_vector
from checker.labelled import read_labelled, sample
from checker.metrics import Interval, auroc, interval, resample
from checker.verifiers import load_verifier
from training.fit_verdict import PENALTY, RIGHT_IN_SPITE, Measured, example_weights, load_examiner, log_odds
from training.verdict_examples import Example, load_examples, thin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from checker.pipeline import Checker
    from checker.verifiers import Verifier

logger = logging.getLogger("training")
_GRANULARITIES: Final = tuple(Granularity)
_PER_SET: Final = 400  # headlines of a development set of articles
_PER_PAIR_SET: Final = 150  # of one of sentence pairs, the shortest stories there are
_PAIR_SETS: Final = (
    "ans_ar", "farstail_fa", "fever_en", "fever_symmetric_en", "indonli_id", "jnli_ja", "klue_nli_ko", "mnli_en",
    "scifact_en",
)  # fmt: skip
_ERROR, _WARNING = 8, 9  # columns: what the rules prove
_SIMPLE: Final = slice(0, 8)  # columns: similarity, shared words, supports, lengths
_LEAST_SUPPORT: Final = SIMPLE_FEATURES.index("support_least")
_FIRST: Final = 10  # column of the first passage's log odds
_SEED: Final = 7


def _odds(rows: NDArray[np.float64], *granularities: Granularity, of: int = 0) -> NDArray[np.float64]:
    """Return the log odds of entailment (0) or contradiction (1), `[n, n_granularities]`.

    A body that shows nothing at a granularity shows its best sentences joined.
    """
    first = _FIRST + of
    joined = rows[:, [first + 2 * _GRANULARITIES.index(Granularity.JOINED)]]
    found = rows[:, [first + 2 * _GRANULARITIES.index(granularity) for granularity in granularities]]
    return np.where(np.isnan(found), joined, found)


def _decisive(rows: NDArray[np.float64], of: int = 0) -> NDArray[np.float64]:
    """Return the log odds by the joined sentences, and by the doubting passage or else the lead, `[n, 2]`."""
    doubt = rows[:, [_FIRST + of + 2 * _GRANULARITIES.index(Granularity.DOUBT)]]
    lead = _odds(rows, Granularity.LEAD, of=of)
    return np.hstack([_odds(rows, Granularity.JOINED, of=of), np.where(np.isnan(doubt), lead, doubt)])


# Rows [n, n_columns] -> what the variant weighs, [n, m]; the first place orders the claims of a headline at first.
VARIANTS: Final[dict[str, Callable[[NDArray[np.float64]], NDArray[np.float64]]]] = {
    "best sentence": lambda rows: _odds(rows, Granularity.SENTENCE),
    "neighbours": lambda rows: _odds(rows, Granularity.NEIGHBOURS),
    "lead": lambda rows: _odds(rows, Granularity.LEAD),
    "joined": lambda rows: _odds(rows, Granularity.JOINED),
    "context": lambda rows: _decisive(rows)[:, 1:],
    "joined, context": _decisive,
    "joined, context, least support (shipped)": lambda rows: np.hstack([_decisive(rows), rows[:, [_LEAST_SUPPORT]]]),
    "all five": lambda rows: _odds(rows, *_GRANULARITIES),
    "joined, context, similarity, words, lengths": lambda rows: np.hstack([_decisive(rows), rows[:, _SIMPLE]]),
    "joined, context, contradiction": lambda rows: np.hstack([_decisive(rows), _decisive(rows, of=1)]),
}


def main(argv: Sequence[str] | None = None) -> None:
    """Measure, unless that was done, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--measured", type=Path, required=True, help="where what was measured is kept, or taken from")
    parser.add_argument("--share", type=float, default=1.0, help="of the bodies that are measured")
    options = parser.parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    if not options.measured.is_file():
        fitted, tried = load_examples(options.data / "train", seed=1), _dev_examples(options.data / "dev")
        np.savez(
            options.measured,
            **_arrays("fitted", thin(fitted, options.share)),
            **_arrays("tried", thin(tried, options.share)),
        )
    with np.load(options.measured) as arrays:
        parts = {
            name: Measured(**{field: arrays[f"{name}_{field}"] for field in Measured.__slots__})
            for name in ("fitted", "tried")
        }
    print(table(parts["fitted"], parts["tried"]))


def table(fitted: Measured, tried: Measured) -> str:
    """Return one row of Markdown a variant: ROC-AUC by set, and their mean with its interval over articles."""
    rows = {name: _by_set(tried, _scores(choose, fitted, tried)) for name, choose in VARIANTS.items()}
    names = list(next(iter(rows.values()))[1])
    lines = [f"| rests on | mean (95 %) | {' | '.join(names)} |", "|---" * (len(names) + 2) + "|"]
    for name, (mean, sets) in rows.items():
        figures = " | ".join(f"{value:.3f}" for value in sets.values())
        lines.append(f"| {name} | {mean.value:.3f} ({mean.low:.3f} to {mean.high:.3f}) | {figures} |")
    return "\n".join(lines)


def _scores(
    choose: Callable[[NDArray[np.float64]], NDArray[np.float64]], fitted: Measured, tried: Measured
) -> NDArray[np.float64]:
    """Fit a variant as `fit_verdict.fit` does and return the score of each headline that is tried."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    model = make_pipeline(StandardScaler(), LogisticRegression(C=PENALTY, max_iter=1000))
    vectors = choose(fitted.vectors)
    rows = fitted.deciding(vectors[:, 0])
    for _ in range(4):
        model.fit(vectors[rows], fitted.labels, logisticregression__sample_weight=example_weights(fitted))
        rows = fitted.deciding(model.decision_function(vectors))
    scores = model.decision_function(choose(tried.vectors))
    scores += log_odds(RIGHT_IN_SPITE["facts_wrong"]) * tried.vectors[:, _ERROR]
    scores += log_odds(RIGHT_IN_SPITE["facts_doubtful"]) * tried.vectors[:, _WARNING]
    return np.asarray(scores[tried.deciding(scores)])


def _by_set(tried: Measured, scores: NDArray[np.float64]) -> tuple[Interval, dict[str, float]]:
    sets = [name for name in np.unique(tried.sets) if len(set(tried.labels[tried.sets == name])) == 2]

    def of(name: str, rows: NDArray[np.intp]) -> float:
        own = rows[tried.sets[rows] == name]
        return auroc(scores[own], tried.labels[own])

    def mean(rows: NDArray[np.intp]) -> float:
        return float(np.nanmean([of(name, rows) for name in sets]))

    draws = resample(tried.articles.tolist(), rng=np.random.default_rng(_SEED), n=200)
    everything = np.arange(len(scores))
    return interval(mean, len(scores), draws), {str(name): of(name, everything) for name in sets}


def _dev_examples(folder: Path) -> Iterator[Example]:
    sets = [
        *load_sets(folder, limit=_PER_SET),
        *((name, sample(read_labelled(folder / f"{name}.jsonl"), _PER_PAIR_SET)) for name in _PAIR_SETS),
    ]
    for name, rows in sets:
        for row in rows:
            if row.is_supported is not None:
                yield Example(row.article, row.is_supported, name)


def _arrays(part: str, examples: Iterable[Example]) -> dict[str, NDArray[Any]]:
    """Measure every claim of the examples: the verdict's features, then two log odds a granularity, nan for none."""
    checker = load_examiner("bundled")
    verifier = load_verifier(cache_dir=checker.config.cache_dir)
    if verifier is None:
        raise SystemExit("there is nothing to compare without a verifier")
    vectors: list[NDArray[np.float64]] = []
    headlines: list[int] = []
    kept: list[Example] = []
    for i, example in enumerate(examples):
        if i % 50 == 0:
            logger.info("%s: measured %d", part, i)
        try:
            found = _measure(checker, verifier, example)
        except InputError:
            continue
        vectors += found
        headlines += [len(kept)] * len(found)
        kept.append(example)
    return {
        f"{part}_vectors": np.stack(vectors),
        f"{part}_headlines": np.array(headlines),
        f"{part}_labels": np.array([example.is_supported for example in kept]),
        f"{part}_sets": np.array([example.set_name for example in kept]),
        f"{part}_articles": np.array([zlib.crc32(example.article.body.encode()) for example in kept]),
    }


def _measure(checker: Checker, verifier: Verifier, example: Example) -> list[NDArray[np.float64]]:
    report, examinations = checker.check_and_examine(example.article)
    sentences = [scored.sentence for scored in report.sentences]
    doubting = {s.index for s in sentences if has_doubt(s.text, language=report.language)}
    vectors = []
    for result, examination in zip(report.claims, examinations, strict=True):
        candidates = find_candidates(examination.nearest, examination.similarity, sentences, doubting)
        passages = Passages(candidates, verifier.score([(c.text, result.claim.text) for c in candidates]))
        there = {granularity for candidate in candidates for granularity in candidate.granularities}
        odds = [
            passages.strongest(column, (granularity,)) if granularity in there else np.nan
            for granularity in _GRANULARITIES
            for column in (0, 2)
        ]
        vectors.append(np.array([*feature_vector(examination)[:_FIRST], *odds]))
    return vectors


if __name__ == "__main__":
    main()
