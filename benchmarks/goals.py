"""Write docs/goals.md: what was asked of the checker, what it reaches, from the stored measurements.

python -m benchmarks.readme
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from checker.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_FOLDER: Final = Path(__file__).parent
FILES: Final = ("verifier", "results", "rules", "speed")
_SCRIPT: Final = "sentence-transformers + CrossEncoder"


@dataclass(frozen=True, slots=True)
class Reached:
    """What was measured: a value, its 95 % interval where there is one, and on how many rows."""

    value: float
    low: float = math.nan
    high: float = math.nan
    n: int = 0
    by_chance: float = math.nan  # of an error: what so many rows show even where there is none


@dataclass(frozen=True, slots=True)
class Goal:
    """One figure that was asked for, and where it stands."""

    title: str
    must: float
    read: Callable[[dict[str, Any]], Reached]
    at_most: bool = False  # the figure is an error or a cost
    aim: float | None = None


def load() -> dict[str, Any]:
    """Return every stored measurement, by the name of its file."""
    return {name: json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8")) for name in FILES}


def render(documents: dict[str, Any]) -> str:
    """Return a table for each part of the checker."""
    return "\n".join(line for title, goals in _PARTS.items() for line in _table(title, goals, documents))


def _table(title: str, goals: tuple[Goal, ...], documents: dict[str, Any]) -> Iterator[str]:
    yield f"## {title}\n"
    yield "| | goal | aim | reached (95 %) | rows | |"
    yield "|---|---|---|---|---|---|"
    for goal in goals:
        reached = goal.read(documents)
        if math.isnan(reached.value):
            continue
        is_met = reached.value <= goal.must if goal.at_most else reached.value >= goal.must
        sign = "≤" if goal.at_most else "≥"
        aim = "" if goal.aim is None else f"{sign} {goal.aim:g}"
        interval = "" if math.isnan(reached.low) else f" ({reached.low:.3f} to {reached.high:.3f})"
        chance = "" if math.isnan(reached.by_chance) else f"; {reached.by_chance:.3f} by chance"
        cells = (goal.title, f"{sign} {goal.must:g}", aim, f"{reached.value:.3f}{interval}{chance}", reached.n or "")
        yield f"| {' | '.join(map(str, cells))} | {'yes' if is_met else '**no**'} |"
    yield ""


def _verifier(dataset: str, measure: str) -> Callable[[dict[str, Any]], Reached]:
    def read(documents: dict[str, Any]) -> Reached:
        for line in documents["verifier"]["lines"]:
            if (line["dataset"], line["measure"]) == (dataset, measure):
                return Reached(**line["result"], n=line["n"])
        return Reached(math.nan)

    return read


def _checker(dataset: str, measure: str) -> Callable[[dict[str, Any]], Reached]:
    def read(documents: dict[str, Any]) -> Reached:
        found = documents["results"]["sets"].get(dataset)
        return Reached(**found["measures"][measure], n=found["n"]) if found else Reached(math.nan)

    return read


def _ece(dataset: str) -> Callable[[dict[str, Any]], Reached]:
    def read(documents: dict[str, Any]) -> Reached:
        found = documents["results"]["sets"].get(dataset)
        if not found:
            return Reached(math.nan)
        return Reached(**found["measures"]["ece"], n=found["n"], by_chance=found["ece_by_chance"])

    return read


def _calibrated_ece(dataset: str) -> Callable[[dict[str, Any]], Reached]:
    """Return the calibration error after `checker calibrate` on the set itself, out of fold."""

    def read(documents: dict[str, Any]) -> Reached:
        found = documents["results"]["sets"].get(dataset, {}).get("calibrated")
        return Reached(found["ece"], n=found["n"], by_chance=found["ece_by_chance"]) if found else Reached(math.nan)

    return read


def _short_of_best(dataset: str) -> Callable[[dict[str, Any]], Reached]:
    """Return how far the shipped threshold is from the best one on that set, in balanced accuracy."""

    def read(documents: dict[str, Any]) -> Reached:
        found = documents["results"]["sets"].get(dataset)
        if not found:
            return Reached(math.nan)
        return Reached(found["best_balanced_accuracy"] - found["measures"]["balanced_accuracy"]["value"], n=found["n"])

    return read


def _paired(dataset: str) -> Callable[[dict[str, Any]], Reached]:
    def read(documents: dict[str, Any]) -> Reached:
        found = documents["results"]["sets"][dataset]
        return Reached(found["paired_accuracy"], n=found["n"] // 2)

    return read


def _stances(*path: str) -> Callable[[dict[str, Any]], Reached]:
    def read(documents: dict[str, Any]) -> Reached:
        found = documents["results"].get("stances")
        value: Any = found
        for key in path:
            value = value.get(key) if value else None
        return Reached(math.nan if value is None else value, n=found["n"] if found else 0)

    return read


def _recall(kind: str, *, edits: str) -> Callable[[dict[str, Any]], Reached]:
    """Return on how many of the edits of a kind a rule meant for it fires."""

    def read(documents: dict[str, Any]) -> Reached:
        found = documents["rules"][edits][kind]
        return Reached(found.get("meant", 0) / found["n"], n=found["n"])

    return read


def _false_findings(dataset: str) -> Callable[[dict[str, Any]], Reached]:
    """Return how many of 100 genuine stories the most frequent rule that is on fires on."""

    def read(documents: dict[str, Any]) -> Reached:
        found = documents["rules"]["genuine"][dataset]
        return Reached(
            100 * max(found.get(code, 0) for code, rule in RULES.items() if rule.is_on) / found["n"], n=found["n"]
        )

    return read


def _rules_cost(dataset: str) -> Callable[[dict[str, Any]], Reached]:
    def read(documents: dict[str, Any]) -> Reached:
        found = documents["rules"]["genuine"][dataset]
        return Reached(found["milliseconds"], n=found["timed"])

    return read


def _ratio(n: str, contender: str, measure: str) -> Callable[[dict[str, Any]], Reached]:
    """Return how many times what the checker takes for `n` stories the contender takes."""

    def read(documents: dict[str, Any]) -> Reached:
        stories = documents["speed"]["articles"][n]
        return Reached(stories[contender][measure] / stories["checker"][measure])

    return read


def _again(documents: dict[str, Any]) -> Reached:
    stories = documents["speed"]["articles"]["20"]
    return Reached(stories["checker"]["seconds"] / stories["checker, again"]["seconds"])


def _flops(documents: dict[str, Any]) -> Reached:
    found = documents["speed"]["flops"]
    return Reached(found["check_gflops"] / found["peak_gflops"])


_WRONG_BODIES: Final = "suara_real_id over another story"
_FNC: Final = "fnc1_en agree/disagree"
_EDITS: Final = {
    "our one-fact edits": "data/edits.jsonl",
    "our one-fact edits of whole stories": "data/edits_stories.jsonl",
}
_ARTICLES: Final = {
    "DeFacto dev": "defacto_en",
    "WiCE dev": "wice_en",
    "FNC-1 dev, agree against disagree": _FNC,
    **_EDITS,
    "our samples": "data/articles.jsonl",
}
_FACTS: Final = (
    ("numbers", 0.85, "number"),
    ("dates", 0.85, "date"),
    ("names", 0.75, "name"),
    ("quotes", 0.75, "quote"),
    ("outcomes turned round", 0.60, "negation"),
)
_SHORT: Final = "balanced accuracy short of the best threshold's"
_PARTS: Final = {
    "The verifier alone": (
        Goal("IndoNLI val, accuracy", 0.77, _verifier("indonli_id", "accuracy"), aim=0.82),
        Goal("KLUE-NLI dev, accuracy", 0.66, _verifier("klue_nli_ko", "accuracy"), aim=0.75),
        Goal("MNLI-en dev, accuracy", 0.72, _verifier("mnli_en", "accuracy"), aim=0.80),
        Goal("FarsTail val, accuracy", 0.75, _verifier("farstail_fa", "accuracy"), aim=0.82),
        Goal("JNLI val, accuracy", 0.75, _verifier("jnli_ja", "accuracy"), aim=0.85),
        Goal("FEVER-symmetric, two-way", 0.72, _verifier("fever_symmetric_en", "two-way accuracy"), aim=0.82),
        Goal("DeFacto dev, AUROC", 0.75, _verifier("defacto_en", "AUROC, combined"), aim=0.82),
        Goal("FNC-1 dev, agree against disagree, AUROC", 0.85, _verifier("fnc1_en", "AUROC, combined"), aim=0.93),
        Goal("WiCE dev, AUROC", 0.68, _verifier("wice_en", "AUROC, combined"), aim=0.78),
        Goal("our one-fact edits, true above edited", 0.85, _verifier("edits", "paired accuracy"), aim=0.95),
        Goal(
            "real headlines (id) below .5", 0.08, _verifier("suara_real_id", "share below 0.5"), at_most=True, aim=0.03
        ),
    ),
    "The whole checker": (
        Goal("DeFacto dev, AUROC", 0.75, _checker("defacto_en", "auroc"), aim=0.82),
        Goal("DeFacto dev, balanced accuracy", 0.678, _checker("defacto_en", "balanced_accuracy"), aim=0.74),
        Goal("FNC-1 dev, agree against disagree, AUROC", 0.85, _checker(_FNC, "auroc"), aim=0.93),
        Goal("WiCE dev, AUROC", 0.68, _checker("wice_en", "auroc"), aim=0.78),
        *(Goal(f"{one}, true above edited", 0.85, _paired(name), aim=0.95) for one, name in _EDITS.items()),
        *(Goal(f"{one} flagged", 0.60, _checker(name, "recall")) for one, name in _EDITS.items()),
        Goal("real headlines (id) flagged", 0.03, _checker("suara_real_id", "false_alarms"), at_most=True),
        Goal("real headlines (id) over the most alike other story, flagged", 0.95, _checker(_WRONG_BODIES, "recall")),
        Goal("FNC-1 dev, weighted score", 0.907, _stances("weighted")),
        Goal("FNC-1 dev, F1 of disagree", 0.5, _stances("f1", "disagree")),
        *(Goal(f"{one}, ECE", 0.1, _ece(name), at_most=True) for one, name in _ARTICLES.items()),
        *(
            Goal(f"{one}, ECE after `calibrate`", 0.05, _calibrated_ece(name), at_most=True)
            for one, name in _ARTICLES.items()
        ),
        *(Goal(f"{one}, {_SHORT}", 0.02, _short_of_best(name), at_most=True) for one, name in _ARTICLES.items()),
    ),
    "Rules": (
        *(
            Goal(f"{what} found{where}", must, _recall(kind, edits=edits))
            for edits, where in (("edits", ""), ("edits_stories", " in whole stories"))
            for what, must, kind in _FACTS
        ),
        Goal(
            "false findings in 100 real headlines (id), worst rule", 2, _false_findings("suara_real_id"), at_most=True
        ),
        Goal("false findings in 100 FNC-1 agree pairs, worst rule", 2, _false_findings("fnc1_pairs_en"), at_most=True),
        Goal("milliseconds an article of 20 sentences (id)", 15, _rules_cost("suara_real_id"), at_most=True),
        Goal("milliseconds an article of 20 sentences (en)", 15, _rules_cost("fnc1_pairs_en"), at_most=True),
        Goal("milliseconds an article of 20 sentences (ja)", 15, _rules_cost("wikinews_real_ja"), at_most=True),
    ),
    "Speed": (
        Goal("one story, times as fast as the script", 8, _ratio("1", _SCRIPT, "seconds"), aim=15),
        Goal("one story, times as little memory", 3, _ratio("1", _SCRIPT, "peak_mb")),
        Goal("20 stories, times as fast as the script", 4, _ratio("20", _SCRIPT, "seconds")),
        Goal("20 unchanged stories, times as fast as the first run", 20, _again),
        Goal("operations a second, of a float32 product's", 1, _flops),
    ),
}
