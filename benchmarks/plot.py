"""Draw how time grows, as an SVG of its own: two panels with logarithmic axes."""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_WIDTH: Final = 380  # of a panel
_HEIGHT: Final = 260
_LEFT: Final = 52  # margins around its lines
_RIGHT: Final = 14
_TOP: Final = 34
_BOTTOM: Final = 44
_COLOURS: Final = ("#0b6e99", "#c0392b", "#7d6608", "#555555")
_STYLE: Final = """
text { font: 12px sans-serif; fill: #333 }
.title { font-weight: bold }
.small { font-size: 11px }
.grid { stroke: #ddd }
@media (prefers-color-scheme: dark) { text { fill: #ddd } .grid { stroke: #444 } }
"""


@dataclass(frozen=True, slots=True)
class Panel:
    """One diagram: a line for each name."""

    title: str
    across: str
    up: str
    lines: Mapping[str, Sequence[tuple[float, float]]]


def draw(panels: Sequence[Panel]) -> str:
    """Return the SVG with the panels side by side."""
    shown = [panel for panel in panels if any(panel.lines.values())]
    width = _WIDTH * max(1, len(shown))
    inner = "\n".join(
        f'<g transform="translate({_WIDTH * i} 0)">\n{_panel(panel)}\n</g>' for i, panel in enumerate(shown)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {_HEIGHT}" width="{width}" height="{_HEIGHT}">\n'
        f"<style>{_STYLE}</style>\n{inner}\n</svg>\n"
    )


def _panel(panel: Panel) -> str:
    points = [point for line in panel.lines.values() for point in line]
    across, up = _Axis.over([x for x, _ in points]), _Axis.over([y for _, y in points])
    return "\n".join(
        [
            f'<text class="title" x="{_LEFT}" y="18">{escape(panel.title)}</text>',
            *_grid(across, up),
            f'<text x="{_place_x(1)}" y="{_HEIGHT - 8}" text-anchor="end">{escape(panel.across)}</text>',
            f'<text x="4" y="{_TOP - 16}" class="small">{escape(panel.up)}</text>',
            *_lines(panel, across, up),
        ]
    )


@dataclass(frozen=True, slots=True)
class _Axis:
    """A logarithmic scale from one power of ten to another."""

    first: int
    last: int

    @classmethod
    def over(cls, values: Sequence[float]) -> _Axis:
        logs = [math.log10(value) for value in values]
        first = math.floor(min(logs) + 1e-9)
        return cls(first, max(math.ceil(max(logs) - 1e-9), first + 1))

    def share(self, value: float) -> float:
        return (math.log10(value) - self.first) / (self.last - self.first)

    @property
    def ticks(self) -> list[float]:
        return [10.0**power for power in range(self.first, self.last + 1)]


def _grid(across: _Axis, up: _Axis) -> Iterator[str]:
    for tick in across.ticks:
        x = _place_x(across.share(tick))
        yield f'<line class="grid" x1="{x}" x2="{x}" y1="{_place_y(0)}" y2="{_place_y(1)}"/>'
        yield f'<text class="small" x="{x}" y="{_place_y(0) + 15}" text-anchor="middle">{tick:,.10g}</text>'
    for tick in up.ticks:
        y = _place_y(up.share(tick))
        yield f'<line class="grid" x1="{_place_x(0)}" x2="{_place_x(1)}" y1="{y}" y2="{y}"/>'
        yield f'<text class="small" x="{_LEFT - 6}" y="{y + 4}" text-anchor="end">{tick:,.10g}</text>'


def _lines(panel: Panel, across: _Axis, up: _Axis) -> Iterator[str]:
    for i, (name, points) in enumerate(panel.lines.items()):
        colour = _COLOURS[i % len(_COLOURS)]
        places = [(_place_x(across.share(x)), _place_y(up.share(y))) for x, y in points]
        path = " ".join(f"{x},{y}" for x, y in places)
        yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
        yield from (f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>' for x, y in places)
        y = _TOP + 14 + 14 * i
        yield f'<text class="small" x="{_LEFT + 8}" y="{y}" style="fill: {colour}">{escape(name)}</text>'


def _place_x(share: float) -> float:
    return round(_LEFT + share * (_WIDTH - _LEFT - _RIGHT), 1)


def _place_y(share: float) -> float:
    return round(_HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM), 1)
