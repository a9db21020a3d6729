"""Write a calibration as a table of what each threshold would do, or as a curve of misses against false alarms.

threshold  false alarms  recall  undecided
     0.45          0.8%   41.2%      12.0%
     0.50          2.1%   55.9%      14.4%   <- chosen
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from checker.calibrate import Calibration, CurvePoint

_METHODS: Final = {
    "prior": "its prior was moved",
    "scale": "its prior was moved and its sureness scaled",
    "refit": "every coefficient was fitted anew",
}
_SIDE, _MARGIN = 320, 50  # of the picture, in pixels


def render_calibration(calibration: Calibration) -> str:
    """Return the table, with what changed."""
    one = calibration
    lines = [
        f"{one.n} headlines, {one.n_supported} supported: {_METHODS[one.method]}.",
        f"Brier score {one.brier[0]:.3f} -> {one.brier[1]:.3f},"
        f" calibration error {one.ece[0]:.3f} -> {one.ece[1]:.3f}"
        f" ({one.ece_by_chance:.3f} on so many rows were every probability right).",
        "Every figure is of headlines whose article the fit had not seen.",
        "",
        "threshold  false alarms   recall  undecided",
    ]
    points = sorted({point.threshold: point for point in (*one.curve, one.chosen)}.items())
    lines += [_row(point) + ("   <- chosen" if cut == one.chosen.threshold else "") for cut, point in points]
    lines += [f"in {language}:" + _row(point)[4:] for language, point in one.by_language.items()]
    return "\n".join(lines) + "\n"


def _row(point: CurvePoint) -> str:
    return f"     {point.threshold:.2f}  {point.false_alarms:>12.1%}  {point.recall:>7.1%}  {point.undecided:>9.1%}"


def render_curve_svg(calibration: Calibration) -> str:
    """Return the curve of recall over false alarms, the chosen threshold marked."""
    bottom = _MARGIN + _SIDE
    places = [(_MARGIN + p.false_alarms * _SIDE, bottom - p.recall * _SIDE) for p in calibration.curve]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    chosen = calibration.chosen
    x, y = _MARGIN + chosen.false_alarms * _SIDE, bottom - chosen.recall * _SIDE
    size = _SIDE + 2 * _MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" font-family="system-ui, sans-serif"'
        f' font-size="12"><rect width="100%" height="100%" fill="#fff"/>'
        f'<rect x="{_MARGIN}" y="{_MARGIN}" width="{_SIDE}" height="{_SIDE}" fill="none" stroke="#9ca3af"/>'
        f'<polyline points="{line}" fill="none" stroke="#2563eb" stroke-width="2"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="#dc2626"/>'
        f'<text x="{x + 10:.1f}" y="{y + 4:.1f}">threshold {chosen.threshold:.2f}</text>'
        f'<text x="{_MARGIN}" y="{bottom + 20}">false alarms: supported headlines that are flagged</text>'
        f'<text transform="translate({_MARGIN - 10} {bottom}) rotate(-90)">recall: others that are flagged</text>'
        "</svg>\n"
    )
