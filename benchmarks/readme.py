"""Fill the figures of README.md, benchmarks/README.md and two pages of docs/ from the stored measurements.

python -m benchmarks.readme
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any, Final

from benchmarks import goals, model_card, quality, speed

README: Final = Path(__file__).parents[1] / "README.md"
BENCHMARKS: Final = Path(__file__).with_name("README.md")
GOALS: Final = Path(__file__).parents[1] / "docs" / "goals.md"
MODEL_CARD: Final = Path(__file__).parents[1] / "docs" / "model-card.md"
BEGIN: Final = "<!-- figures: written by `python -m benchmarks.readme`, checked by tests -->\n"
END: Final = "<!-- end of figures -->\n"
NAMES: Final = {
    "data/articles.jsonl": "our samples: 16 stories, 13 languages",
    "data/edits.jsonl": "our one-fact edits of short bodies, 12 languages",
    "data/edits_stories.jsonl": "our one-fact edits of whole stories, 18 languages",
    "data/sagas.jsonl": "our headlines over their own and over another story of the saga, 7 languages",
    "data/sagas_twins.jsonl: fact": "twins over stories of sagas, 7 languages: one fact is wrong",
    "data/sagas_twins.jsonl: who": "twins: somebody else did or said it",
    "data/sagas_twins.jsonl: outcome": "twins: what came about is turned round",
    "data/sagas_twins.jsonl: summary": "twins: a summary with one detail that is nowhere",
    "data/sagas_twins.jsonl: reach": "twins: more than the story says",
    "defacto_en": "DeFacto dev: one-sentence claims over news (en)",
    "wice_en": "WiCE dev: claims over whole web pages (en)",
    "fnc1_en agree/disagree": "FNC-1 dev: agree against disagree (en)",
    "suara_real_id": "real published headlines (id)",
    "suara_real_id over another story": "real headlines (id) over the most alike other story",
    "wikinews_real_ja": "real published headlines (ja)",
}


def main() -> None:
    """Rewrite the blocks between the marks, and the drawing."""
    for page, block in blocks().items():
        page.write_text(filled(page.read_text(encoding="utf-8"), block), encoding="utf-8")
    speed.PLOT.write_text(speed.draw(json.loads(speed.RESULTS.read_text(encoding="utf-8"))), encoding="utf-8")


def blocks() -> dict[Path, str]:
    """Return what stands between the marks of each page."""
    writers = {
        README: (figures, quality.RESULTS),
        BENCHMARKS: (speed.render, speed.RESULTS),
        MODEL_CARD: (model_card.render, model_card.RESULTS),
    }
    pages = {page: write(json.loads(path.read_text(encoding="utf-8"))) for page, (write, path) in writers.items()}
    return pages | {GOALS: goals.render(goals.load())}


def filled(page: str, block: str) -> str:
    """Return the page with the stored figures."""
    before, rest = page.split(BEGIN)
    return before + BEGIN + "\n" + block + "\n" + END + rest.split(END, 1)[-1]


def figures(results: dict[str, Any]) -> str:
    """Return the table, with the signature the figures belong to."""
    lines = [
        "| set | headlines | AUROC (95 %) | cosine / shared words / headline alone | balanced accuracy (95 %) | ECE"
        " | good headlines flagged | bad ones flagged | undecided |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for name, found in results["sets"].items():
        measures = found["measures"]
        baselines = " / ".join(_value(found["baselines"].get(key)) for key in ("cosine", "overlap", "headline_only"))
        cells = [
            NAMES[name],
            str(found["n"]),
            _interval(measures["auroc"]),
            baselines,
            _interval(measures["balanced_accuracy"]),
            _value(measures["ece"]["value"]),
            _share(measures["false_alarms"]),
            _share(measures["recall"]),
            _share(measures["undecided"]),
        ]
        lines.append(f"| {' | '.join(cells)} |")
    limit = f"at most {results['limit']} headlines of each" if results["limit"] else "every row"
    return "\n".join(lines) + f"\n\nSignature `{results['signature']}`; {limit}.\n"


def _interval(found: dict[str, float]) -> str:
    if math.isnan(found["value"]):
        return "one class"
    return f"{found['value']:.3f} ({found['low']:.3f} to {found['high']:.3f})"


def _share(found: dict[str, float]) -> str:
    return "one class" if math.isnan(found["value"]) else f"{found['value']:.0%}"


def _value(value: float | None) -> str:
    return "-" if value is None or math.isnan(value) else f"{value:.3f}"


if __name__ == "__main__":
    main()
