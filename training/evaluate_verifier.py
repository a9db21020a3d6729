"""Measure the verifier on every development set: `python -m training.evaluate_verifier --data DIR`.

Prints a table and writes the same numbers as JSON.  Each set is reported for itself; nothing is pooled.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import numpy as np

from checker.evidence import Granularity
from checker.metrics import Interval, auroc, balanced_accuracy, best_threshold, interval, resample
from checker.verifiers import load_verifier
from training.data import read_dev_rows
from training.windows import features, pick_windows, split_sentences, window_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from checker.verifiers import Verifier

_CLASSES = {"entail": 0, "neutral": 1, "contradict": 2}
_THREE_WAY = (
    "indonli_id", "mnli_translated_id", "farstail_fa", "jnli_ja", "klue_nli_ko", "mnli_en", "conjunction_en",
)  # fmt: skip
# Set -> its label for a supported and for an unsupported claim; rows with other labels are left out.
_ARTICLES = {
    "defacto_en": ("consistent", "inconsistent"),
    "fnc1_en": ("agree", "disagree"),
    "wice_en": ("consistent", "inconsistent"),
    "scifact_en": ("consistent", "inconsistent"),
    "fever_en": ("consistent", "inconsistent"),
    "ans_ar": ("agree", "disagree"),
}
_SEED = 7  # of the intervals
_EDITS = Path(__file__).parents[1] / "data" / "edits.jsonl"


@dataclass(frozen=True, slots=True)
class Line:
    """One number of the report."""

    dataset: str
    measure: str
    n: int
    result: Interval


def main(argv: Sequence[str] | None = None) -> None:
    """Parse the command line, measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder with the development sets")
    parser.add_argument("--verifier", default="bundled", help="bundled, a CrossEncoder, or RUN/average.pt for float32")
    parser.add_argument("--cache", type=Path, default=Path("training/runs/cache"))
    parser.add_argument("--limit", type=int, help="rows of each set, drawn with a fixed seed")
    parser.add_argument("--only", nargs="*", help="names of sets")
    parser.add_argument("--output", type=Path)
    options = parser.parse_args(argv)
    verifier = _load(options.verifier, options.cache)
    lines: list[Line] = []
    for name, run in SETS.items():
        if options.only and name not in options.only:
            continue
        rows = _read(options.data, name)
        if options.limit and len(rows) > options.limit:
            rows = Random(1).sample(rows, options.limit)
        found = run(verifier, name, rows)
        lines += found
        print(table(found), flush=True)
    if options.output:
        content = {"verifier": verifier.name, "lines": [asdict(line) for line in lines]}
        options.output.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def table(lines: Sequence[Line]) -> str:
    """Return one row of text a line."""
    return "\n".join(
        f"| {line.dataset} | {line.measure} | {line.n} | {line.result.value:.3f} "
        f"| {line.result.low:.3f} to {line.result.high:.3f} |"
        for line in lines
    )


def three_way(verifier: Verifier, name: str, rows: Sequence[dict[str, Any]]) -> list[Line]:
    """Accuracy with the premise, without it, and of the most frequent class."""
    gold = np.array([_CLASSES[row["label"]] for row in rows])
    articles = [row["body"] for row in rows]
    right = verifier.score([(row["body"], row["headline"]) for row in rows]).argmax(axis=1) == gold
    alone = verifier.score([("", row["headline"]) for row in rows]).argmax(axis=1) == gold
    majority = gold == np.bincount(gold).argmax()
    named = {"accuracy": right, "accuracy, headline only": alone, "accuracy, one class": majority}
    return [Line(name, what, len(rows), _mean(values, articles)) for what, values in named.items()]


def two_way_symmetric(verifier: Verifier, name: str, rows: Sequence[dict[str, Any]]) -> list[Line]:
    """Accuracy of entailment against contradiction on pairs whose claims alone say nothing."""
    scores = verifier.score([(row["body"], row["headline"]) for row in rows])
    gold = np.array([row["label"] == "entail" for row in rows])
    right = (scores[:, 0] > scores[:, 2]) == gold
    articles = [row["body"] for row in rows]
    overlap = np.array([_overlap(row["headline"], row["body"]) for row in rows])
    return [
        Line(name, "two-way accuracy", len(rows), _mean(right, articles)),
        Line(name, "AUROC", len(rows), _measure(lambda i: auroc(scores[i, 0], gold[i]), articles)),
        Line(name, "AUROC, word overlap", len(rows), _measure(lambda i: auroc(overlap[i], gold[i]), articles)),
    ]


def articles(verifier: Verifier, name: str, rows: Sequence[dict[str, Any]]) -> list[Line]:
    """AUROC and balanced accuracy of a claim against a whole article, for several ways to read the article."""
    gold = np.array([row["label"] == _ARTICLES[name][0] for row in rows])
    owners = [row["body"] for row in rows]
    lines = []
    for what, scores in article_scores(verifier, rows).items():
        result = _measure(lambda i, s=scores: auroc(s[i], gold[i]), owners)  # type: ignore[misc]
        lines.append(Line(name, f"AUROC, {what}", len(rows), result))
        if what == "combined":
            half = _measure(lambda i, s=scores: balanced_accuracy(s[i] >= 0.5, gold[i]), owners)  # type: ignore[misc]
            cut = best_threshold(scores, gold)
            best = _measure(lambda i, s=scores, c=cut: balanced_accuracy(s[i] >= c, gold[i]), owners)  # type: ignore[misc]
            lines.append(Line(name, "balanced accuracy at 0.5", len(rows), half))
            lines.append(Line(name, f"balanced accuracy at its best cut {cut:.2f}", len(rows), best))
    return lines


def real_headlines(verifier: Verifier, name: str, rows: Sequence[dict[str, Any]]) -> list[Line]:
    """Share of published headlines that fall below a cut: false alarms, but for the few that do lack support."""
    scores = article_scores(verifier, rows)["combined"]
    owners = [row["body"] for row in rows]
    return [Line(name, f"share below {cut}", len(rows), _mean(scores < cut, owners)) for cut in (0.5, 0.3, 0.1)]


def edits(verifier: Verifier, name: str, rows: Sequence[dict[str, Any]]) -> list[Line]:
    """How often the true headline scores above its one-fact edit, over all and for each kind and language."""
    true = article_scores(verifier, rows)["combined"]
    edited = article_scores(verifier, [{**row, "headline": row["edited"]} for row in rows])["combined"]
    wins = (true > edited) + 0.5 * (true == edited)
    groups: dict[str, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        for key in ("paired accuracy", f"paired, kind {row['kind']}", f"paired, language {row['language']}"):
            groups[key].append(index)
    lines = [
        Line(name, key, len(members), _mean(wins[members], [rows[i]["body"] for i in members]))
        for key, members in sorted(groups.items())
    ]
    owners = [row["body"] for row in rows]
    lines.append(Line(name, "true headlines at 0.5 or above", len(rows), _mean(true >= 0.5, owners)))
    lines.append(Line(name, "edited headlines below 0.5", len(rows), _mean(edited < 0.5, owners)))
    return lines


def article_scores(verifier: Verifier, rows: Sequence[dict[str, Any]]) -> dict[str, NDArray[np.floating]]:
    """Return P(entailment) of each row for each way to read its body; `combined` averages `maximum` and `joined`."""
    pairs: dict[tuple[str, str], int] = {}  # the windows of a short body are often the same
    places: list[dict[str, list[int]]] = []
    for row in rows:
        place: dict[str, list[int]] = defaultdict(list)
        sentences = split_sentences(row["body"]) or [row["body"]]
        candidates = pick_windows(row["headline"], sentences, row.get("lang") or row["language"])
        for granularity in Granularity:
            found = [c.text for c in candidates if granularity in c.granularities]
            for text in found or [window_of(candidates, granularity)]:
                place[granularity].append(pairs.setdefault((text, row["headline"]), len(pairs)))
        places.append(place)
    entailed = verifier.score(list(pairs))[:, 0]
    ways = {
        what: np.array([max(entailed[i] for i in place[what]) for place in places]) for what in map(str, Granularity)
    }
    best = np.max(list(ways.values()), axis=0)
    overlap = np.array([_overlap(row["headline"], row["body"]) for row in rows])
    return {**ways, "maximum": best, "combined": (best + ways["joined"]) / 2, "word overlap": overlap}


def _overlap(claim: str, body: str) -> float:
    wanted = features(claim)
    return len(wanted & features(body)) / max(1, len(wanted))


def _measure(metric: Callable[[NDArray[np.intp]], float], owners: Sequence[str]) -> Interval:
    return interval(metric, len(owners), resample(owners, rng=np.random.default_rng(_SEED)))


def _mean(values: NDArray[Any], owners: Sequence[str]) -> Interval:
    return _measure(lambda rows: float(values[rows].mean()), owners)


def _read(folder: Path, name: str) -> list[dict[str, Any]]:
    if name == "edits":
        return [json.loads(line) for line in _EDITS.read_text(encoding="utf-8").splitlines()]
    rows = read_dev_rows(folder, name)
    return [row for row in rows if row["label"] in _ARTICLES.get(name, (row["label"],))]


def _load(name: str, cache: Path) -> Verifier:
    if name.endswith(".pt"):
        from training.torch_verifier import load_run

        return load_run(Path(name))
    verifier = load_verifier(name, cache_dir=cache)
    if verifier is None:
        raise SystemExit("there is nothing to measure without a verifier")
    return verifier


SETS = {
    **dict.fromkeys(_THREE_WAY, three_way),
    "fever_symmetric_en": two_way_symmetric,
    **dict.fromkeys(_ARTICLES, articles),
    "suara_real_id": real_headlines,
    "wikinews_real_ja": real_headlines,
    "edits": edits,
}

if __name__ == "__main__":
    main()
