"""Measure the shipped checker on labelled headlines, beside what a cosine and shared words alone would do.

    python -m benchmarks.quality [--data ../shared/data/dev] [--limit 300] [--write]

`data/` is always measured; `--data` adds development sets.  Nothing here was fitted on what it is measured on.
`--write` stores the figures in benchmarks/results.json, from which `python -m benchmarks.readme` fills the README.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from checker import Article, Checker, InputError, Verdict, __version__
from checker.words import recall_words, word_forms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

ROOT: Final = Path(__file__).parents[1]
RESULTS: Final = Path(__file__).with_name("results.json")
_SUPPORTED: Final = frozenset({"supported", "consistent", "agree"})
_NOT_SUPPORTED: Final = frozenset({"unsupported", "contradicted", "inconsistent", "disagree"})
_FLAGGED: Final = frozenset({Verdict.UNSUPPORTED, Verdict.CONTRADICTED})
_N_RESAMPLES: Final = 1000


@dataclass(frozen=True, slots=True)
class Example:
    """A headline over a body with a person's label."""

    headline: str
    body: str
    language: str
    is_supported: bool


@dataclass(frozen=True, slots=True)
class Measured:
    """What the checker and the two baselines say of one example."""

    probability: float
    is_flagged: bool
    is_uncertain: bool
    cosine: float
    overlap: float


@dataclass(frozen=True, slots=True)
class Scores:
    """The figures of one set; an interval is 95 %, bootstrapped over articles."""

    n: int
    n_supported: int
    auroc: tuple[float, float, float] | None  # value, low, high; None: only one class
    balanced_accuracy: tuple[float, float, float] | None  # at the shipped threshold, uncertain or not
    false_alarms: float  # share of supported headlines that are flagged
    recall: float | None  # share of the others that are flagged
    uncertain: float  # share of all on which the checker does not decide
    cosine_auroc: float | None
    overlap_auroc: float | None


def main(argv: Sequence[str] | None = None) -> None:
    """Measure every set and print one line for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="a folder of development sets")
    parser.add_argument("--limit", type=int, default=300, help="examples a development set gives at most")
    parser.add_argument("--verifier", default="bundled")
    parser.add_argument("--write", action="store_true", help="store the figures")
    options = parser.parse_args(argv)
    from checker.config import load_config

    checker = Checker.load(load_config(overrides={"verifier": options.verifier}))
    document: dict[str, Any] = {
        "version": __version__,
        "signature": checker.signature,
        "limit": options.limit,
        "sets": {},
    }
    for name, examples in load_sets(options.data, limit=options.limit):
        scores = score(examples, measure(checker, examples), threshold=checker.thresholds.supported)
        document["sets"][name] = asdict(scores)
        print(f"{name:<28}{describe(scores)}", flush=True)
    if options.write:
        RESULTS.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


def load_sets(dev: Path | None, *, limit: int) -> Iterator[tuple[str, list[Example]]]:
    """Yield each set with its examples."""
    yield "data/articles.jsonl", _own_articles()
    yield "data/edits.jsonl", _own_edits()
    if dev is None:
        return
    yield "defacto_en", _rows(dev / "defacto_en.jsonl", limit)
    yield "wice_en", _rows(dev / "wice_en.jsonl", limit)
    yield "fnc1_en agree/disagree", _fnc(dev, limit)
    yield "suara_real_id", _rows(dev / "suara_real_id.jsonl", limit)


def measure(checker: Checker, examples: Sequence[Example]) -> list[Measured]:
    """Check every example; one that cannot be checked counts as flagged with probability 0."""
    measured = []
    for example in examples:
        try:
            report = checker.check(Article(example.headline, example.body, language=example.language))
        except InputError:
            measured.append(Measured(0.0, is_flagged=True, is_uncertain=False, cosine=0.0, overlap=0.0))
            continue
        measured.append(
            Measured(
                probability=report.probability,
                is_flagged=report.verdict in _FLAGGED,
                is_uncertain=report.verdict is Verdict.UNCERTAIN,
                cosine=max(scored.similarity for scored in report.sentences),
                overlap=recall_words(word_forms(example.headline), word_forms(example.body)),
            )
        )
    return measured


def score(examples: Sequence[Example], measured: Sequence[Measured], *, threshold: float) -> Scores:
    """Return the figures of one set."""
    from sklearn.metrics import roc_auc_score

    labels = np.array([example.is_supported for example in examples])
    flagged = np.array([one.is_flagged for one in measured])
    columns = {
        name: np.array([getattr(one, name) for one in measured]) for name in ("probability", "cosine", "overlap")
    }
    has_both = 0 < labels.sum() < len(labels)
    groups = _group([example.body for example in examples])
    accepted = columns["probability"] >= threshold
    return Scores(
        n=len(labels),
        n_supported=int(labels.sum()),
        auroc=_interval(roc_auc_score, labels, columns["probability"], groups) if has_both else None,
        balanced_accuracy=_interval(_balanced_accuracy, labels, accepted, groups) if has_both else None,
        false_alarms=round(float(flagged[labels].mean()), 4),
        recall=round(float(flagged[~labels].mean()), 4) if has_both else None,
        uncertain=round(float(np.mean([one.is_uncertain for one in measured])), 4),
        cosine_auroc=round(float(roc_auc_score(labels, columns["cosine"])), 4) if has_both else None,
        overlap_auroc=round(float(roc_auc_score(labels, columns["overlap"])), 4) if has_both else None,
    )


def describe(scores: Scores) -> str:
    """Return one line of figures."""
    parts = [f"n={scores.n:<5}"]
    if scores.auroc and scores.balanced_accuracy:
        parts.append("AUROC {:.3f} [{:.3f}, {:.3f}]".format(*scores.auroc))
        parts.append("balanced accuracy {:.3f} [{:.3f}, {:.3f}]".format(*scores.balanced_accuracy))
        parts.append(
            f"cosine {scores.cosine_auroc:.3f}  overlap {scores.overlap_auroc:.3f}  recall {scores.recall:.3f}"
        )
    parts.append(f"false alarms {scores.false_alarms:.3f}  uncertain {scores.uncertain:.3f}")
    return "  ".join(parts)


def _balanced_accuracy(labels: NDArray[np.bool_], accepted: NDArray[np.bool_]) -> float:
    return float((accepted[labels].mean() + (~accepted[~labels]).mean()) / 2)


def _interval(
    metric: Any,  # noqa: ANN401 - sklearn has no types
    labels: NDArray[np.bool_],
    values: NDArray[Any],
    groups: Sequence[NDArray[np.intp]],
) -> tuple[float, float, float]:
    """Return a metric with its 95 % interval, resampling whole articles."""
    rng = np.random.default_rng(7)
    found = []
    for _ in range(_N_RESAMPLES):
        picks = np.concatenate([groups[i] for i in rng.integers(len(groups), size=len(groups))])
        if 0 < labels[picks].sum() < len(picks):
            found.append(metric(labels[picks], values[picks]))
    low, high = np.percentile(found, [2.5, 97.5])
    return round(float(metric(labels, values)), 4), round(float(low), 4), round(float(high), 4)


def _group(bodies: Sequence[str]) -> list[NDArray[np.intp]]:
    members: dict[str, list[int]] = {}
    for i, body in enumerate(bodies):
        members.setdefault(body, []).append(i)
    return [np.array(indices) for indices in members.values()]


def _own_articles() -> list[Example]:
    rows = _read_jsonl(ROOT / "data" / "articles.jsonl")
    bodies = {row["article"]: (ROOT / "data" / row["article"]).read_text("utf-8").split("\n", 1)[1] for row in rows}
    return [
        Example(row["headline"], bodies[row["article"]], row["language"], row["label"] == "supported") for row in rows
    ]


def _own_edits() -> list[Example]:
    return [
        Example(row[field], row["body"], row["language"], field == "headline")
        for row in _read_jsonl(ROOT / "data" / "edits.jsonl")
        for field in ("headline", "edited")
    ]


def _rows(path: Path, limit: int) -> list[Example]:
    rows = [row for row in _read_jsonl(path) if row["label"] in _SUPPORTED | _NOT_SUPPORTED]
    Random(1).shuffle(rows)
    return [Example(row["headline"], row["body"], row["lang"], row["label"] in _SUPPORTED) for row in rows[:limit]]


def _fnc(dev: Path, limit: int) -> list[Example]:
    """Return all disagreeing pairs and as many agreeing ones: the rare class is the one that matters."""
    bodies = {row["body_id"]: row["body"] for row in _read_jsonl(dev / "fnc1_bodies_en.jsonl")}
    rows = [row for row in _read_jsonl(dev / "fnc1_pairs_en.jsonl") if row["label"] in {"agree", "disagree"}]
    Random(1).shuffle(rows)
    chosen = [row for label in ("agree", "disagree") for row in [r for r in rows if r["label"] == label][: limit // 2]]
    return [Example(row["headline"], bodies[row["body_id"]], "en", row["label"] == "agree") for row in chosen]


def _read_jsonl(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    main()
