"""Write evaluations as a table of figures with intervals, as JSON, or as reliability diagrams.

defacto_en  479 rows, 210 supported
  ROC-AUC            0.791  [0.748, 0.832]   cosine 0.563  overlap 0.764  headline only 0.521
"""

from __future__ import annotations

import json
import math
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.comparison import Comparison
    from checker.evaluate import Evaluation
    from checker.metrics import Interval, ReliabilityRow
    from checker.stance import StanceScores

_TITLES: Final = {
    "auroc": "ROC-AUC",
    "balanced_accuracy": "balanced accuracy at the threshold",
    "macro_f1": "macro-F1 at the threshold",
    "brier": "Brier score",
    "ece": "expected calibration error",
    "false_alarms": "false alarms: supported, but flagged",
    "recall": "recall: not supported, and flagged",
    "undecided": "undecided",
}
_BAR: Final = 20  # characters of a full bar
_SIDE, _GAP = 220, 60  # of a diagram in the picture, in pixels


def render_evaluations(
    evaluations: Sequence[Evaluation], comparisons: Sequence[Comparison] = (), *, as_json: bool = False
) -> str:
    """Return the figures of every set, and what was gained over another checker."""
    if as_json:
        document = {
            "evaluations": [_to_dict(one) for one in evaluations],
            "comparisons": [_to_dict(one) for one in comparisons],
        }
        return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    return "\n".join([*map(_render_one, evaluations), *map(_render_comparison, comparisons)])


def _render_one(one: Evaluation) -> str:
    left_open = f", {one.n_left_open} left open by their label" if one.n_left_open else ""
    failed = f", {one.n_failed} could not be checked" if one.n_failed else ""
    lines = [f"{one.name}: {one.n} headlines, {one.n_supported} supported{left_open}{failed}", ""]
    lines += [f"  {_TITLES[name]:<38}{_show(value)}" for name, value in one.measures.items()]
    lines.append(f"  {'balanced accuracy at the best threshold':<38} {one.best_balanced_accuracy:.3f}")
    lines.append(f"  {'calibration error were every P right':<38} {one.ece_by_chance:.3f}")
    lines += _render_stances(one.stances) if one.stances else []
    lines += ["", "  simpler methods, ROC-AUC"]
    lines += [f"    {name.replace('_', ' '):<36} {value:.3f}" for name, value in one.baselines.items()]
    lines += ["", "  P(supported)    rows   promised   kept"]
    lines += [_show_bin(row) for row in one.reliability]
    return "\n".join([*lines, "", f"  {one.signature}", ""])


def _render_stances(scores: StanceScores) -> list[str]:
    shares = "  ".join(f"{stance} {value:.3f}" for stance, value in scores.f1.items())
    return ["", f"  FNC-1 weighted score over {scores.n} rows {scores.weighted:>9.3f}", f"  F1  {shares}"]


def _render_comparison(one: Comparison) -> str:
    return "\n".join(
        [
            f"{one.name}: gain on the same {one.n} headlines",
            "",
            f"  {'ROC-AUC':<38}{_show(one.auroc)}",
            f"  {'balanced accuracy at the threshold':<38}{_show(one.balanced_accuracy)}",
            "",
            f"  from {one.first}",
            f"  to   {one.second}",
            "",
        ]
    )


def _show(value: Interval) -> str:
    if math.isnan(value.value):
        return "     -  one class only"
    return f" {value.value:.3f}  [{value.low:.3f}, {value.high:.3f}]"


def _show_bin(row: ReliabilityRow) -> str:
    bar = "█" * round(row.kept * _BAR)
    return f"  {row.low:.1f} to {row.high:.1f}  {row.n:>8}      {row.promised:.3f}  {row.kept:.3f}  {bar}"


def _to_dict(one: Evaluation | Comparison) -> dict[str, Any]:
    """Return the figures with nan as null, which JSON has and nan is not."""
    return {key: _plain(value) for key, value in asdict(one).items()}


def _plain(value: Any) -> Any:  # noqa: ANN401 - any value of JSON
    if isinstance(value, float):
        return None if math.isnan(value) else round(value, 6)
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


def render_reliability_svg(evaluations: Sequence[Evaluation]) -> str:
    """Return one reliability diagram a set: what was promised against what was kept, area by number of rows."""
    width = len(evaluations) * (_SIDE + _GAP) + _GAP
    diagrams = "".join(_draw(one, _GAP + i * (_SIDE + _GAP)) for i, one in enumerate(evaluations))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{_SIDE + 2 * _GAP}"'
        f' font-family="system-ui, sans-serif" font-size="12"><rect width="100%" height="100%" fill="#fff"/>'
        f"{diagrams}</svg>\n"
    )


def _draw(one: Evaluation, left: int) -> str:
    bottom = _GAP + _SIDE
    dots = "".join(
        f'<circle cx="{left + row.promised * _SIDE:.1f}" cy="{bottom - row.kept * _SIDE:.1f}"'
        f' r="{3 + 12 * math.sqrt(row.n / one.n):.1f}" fill="#2563eb" fill-opacity=".7"/>'
        for row in one.reliability
    )
    return (
        f'<text x="{left}" y="{_GAP - 12}">{escape(one.name)}: ECE {one.measures["ece"].value:.3f}</text>'
        f'<rect x="{left}" y="{_GAP}" width="{_SIDE}" height="{_SIDE}" fill="none" stroke="#9ca3af"/>'
        f'<line x1="{left}" y1="{bottom}" x2="{left + _SIDE}" y2="{_GAP}" stroke="#9ca3af" stroke-dasharray="4"/>'
        f'{dots}<text x="{left}" y="{bottom + 18}">promised P(supported)</text>'
        f'<text transform="translate({left - 8} {bottom}) rotate(-90)">share supported</text>'
    )
