"""Write the scores of docs/model-card.md from what `training.evaluate_verifier` measured.

python -m training.evaluate_verifier --data DEV --output benchmarks/verifier.json
python -m benchmarks.readme
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

RESULTS: Final = Path(__file__).with_name("verifier.json")
# Set -> what it is, what of it is shown, and the goal that was set for it.
_ACCURACIES: Final = {
    "indonli_id": ("IndoNLI val", 0.77),
    "klue_nli_ko": ("KLUE-NLI dev", 0.66),
    "farstail_fa": ("FarsTail val", 0.75),
    "jnli_ja": ("JNLI val", 0.75),
    "mnli_en": ("MNLI-en dev", 0.72),
    "mnli_translated_id": ("MNLI in Indonesian", None),
    "conjunction_en": ("ConjNLI dev", None),
}
_ARTICLES: Final = {
    "fnc1_en": ("FNC-1 dev, agree against disagree", 0.85),
    "defacto_en": ("DeFacto dev, whole article", 0.75),
    "wice_en": ("WiCE dev, whole page", 0.68),
    "scifact_en": ("SciFact dev", None),
    "fever_en": ("FEVER dev, one sentence", None),
    "ans_ar": ("ANS dev, headline against headline (ar)", None),
}
_REAL: Final = {"suara_real_id": "real headlines (id)", "wikinews_real_ja": "real headlines (ja)"}
_WAYS: Final = ("sentence", "neighbours", "lead", "joined", "doubt", "maximum", "combined")


def render(document: dict[str, Any]) -> str:
    """Return the tables, with the weights they belong to."""
    found = {(line["dataset"], line["measure"]): line for line in document["lines"]}
    parts = [
        f"Weights `{document['verifier']}`.",
        _sentence_pairs(found),
        _articles(found),
        _real_headlines(found),
        _edits(found),
    ]
    return "\n\n".join(parts) + "\n"


def _sentence_pairs(found: dict[tuple[str, str], Any]) -> str:
    lines = [
        "| pairs of sentences | rows | accuracy (95 %) | goal | headline only | one class |",
        "|---|---|---|---|---|---|",
    ]
    for name, (title, goal) in _ACCURACIES.items():
        if line := found.get((name, "accuracy")):
            others = [_value(found[name, f"accuracy, {what}"]) for what in ("headline only", "one class")]
            lines.append(_row(title, line["n"], _interval(line), _goal(goal), *others))
    if line := found.get(("fever_symmetric_en", "two-way accuracy")):
        lines.append(_row("FEVER-symmetric, two-way", line["n"], _interval(line), _goal(0.72), "", ""))
    return "\n".join(lines)


def _articles(found: dict[tuple[str, str], Any]) -> str:
    lines = [
        f"| claims over articles, AUROC | rows | goal | {' | '.join(_WAYS)} | word overlap |",
        "|---|---|---|" + "---|" * (len(_WAYS) + 1),
    ]
    for name, (title, goal) in _ARTICLES.items():
        cells = [found.get((name, f"AUROC, {way}")) for way in (*_WAYS, "word overlap")]
        if all(cells):
            lines.append(_row(title, cells[0]["n"], _goal(goal), *map(_value, cells)))
    return "\n".join(lines)


def _real_headlines(found: dict[tuple[str, str], Any]) -> str:
    lines = [
        "| published headlines over their own article | rows | below .5 | below .3 | below .1 |",
        "|---|---|---|---|---|",
    ]
    for name, title in _REAL.items():
        cells = [found.get((name, f"share below {cut}")) for cut in (0.5, 0.3, 0.1)]
        if all(cells):
            lines.append(_row(title, cells[0]["n"], *map(_value, cells)))
    return "\n".join(lines)


def _edits(found: dict[tuple[str, str], Any]) -> str:
    lines = ["| one-fact edits of our own: true above edited | pairs | share (95 %) |", "|---|---|---|"]
    for (name, measure), line in found.items():
        if name == "edits" and measure.startswith("paired"):
            title = measure.removeprefix("paired, ").replace("paired accuracy", "all; goal .85")
            lines.append(_row(title, line["n"], _interval(line)))
    return "\n".join(lines)


def _row(*cells: object) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def _goal(goal: float | None) -> str:
    return "" if goal is None else f"{goal:.2f}"


def _value(line: dict[str, Any]) -> str:
    return f"{line['result']['value']:.3f}"


def _interval(line: dict[str, Any]) -> str:
    result = line["result"]
    return f"{result['value']:.3f} ({result['low']:.3f} to {result['high']:.3f})"
