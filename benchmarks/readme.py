"""Fill the README's table of figures from benchmarks/results.json.

python -m benchmarks.readme
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from benchmarks.quality import RESULTS

README: Final = Path(__file__).parents[1] / "README.md"
BEGIN: Final = "<!-- figures: written by `python -m benchmarks.readme`, checked by tests -->\n"
END: Final = "<!-- end of figures -->\n"
NAMES: Final = {
    "data/articles.jsonl": "our samples: 16 stories, 14 languages",
    "data/edits.jsonl": "our one-fact edits, 12 languages",
    "defacto_en": "DeFacto dev: one-sentence claims over news (en)",
    "wice_en": "WiCE dev: claims over whole web pages (en)",
    "fnc1_en agree/disagree": "FNC-1 dev: agree against disagree (en)",
    "suara_real_id": "real published headlines (id)",
}


def main() -> None:
    """Rewrite the block between the marks."""
    README.write_text(filled(README.read_text(encoding="utf-8")), encoding="utf-8")


def filled(readme: str) -> str:
    """Return the README with the figures of the stored results."""
    before, rest = readme.split(BEGIN)
    after = rest.split(END, 1)[-1] if END in rest else rest
    return before + BEGIN + "\n" + figures(json.loads(RESULTS.read_text(encoding="utf-8"))) + "\n" + END + after


def figures(results: dict[str, Any]) -> str:
    """Return the table, with the signature the figures belong to."""
    lines = [
        "| set | headlines | AUROC (95 %) | balanced accuracy (95 %) | cosine alone, AUROC | shared words, AUROC"
        " | good headlines flagged | bad ones flagged | undecided |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for name, scores in results["sets"].items():
        cells = [
            NAMES[name],
            str(scores["n"]),
            _interval(scores["auroc"]),
            _interval(scores["balanced_accuracy"]),
            _value(scores["cosine_auroc"]),
            _value(scores["overlap_auroc"]),
            f"{scores['false_alarms']:.0%}",
            f"{scores['recall']:.0%}" if scores["recall"] is not None else "one class",
            f"{scores['uncertain']:.0%}",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    note = f"\nSignature `{results['signature']}`; development sets: at most {results['limit']} headlines of each.\n"
    return "\n".join(lines) + "\n" + note


def _interval(triple: list[float] | None) -> str:
    return "{:.3f} ({:.3f} to {:.3f})".format(*triple) if triple else "one class"


def _value(value: float | None) -> str:
    return f"{value:.3f}" if value is not None else "one class"


if __name__ == "__main__":
    main()
