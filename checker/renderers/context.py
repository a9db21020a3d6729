"""What a renderer may know besides the results, and the shape every renderer has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.datatypes import Failure, Report


@dataclass(frozen=True, slots=True)
class RenderContext:
    """How to draw; formats for machines need none of it."""

    width: int = 100  # terminal cells
    color: bool = False
    verbose: bool = False  # draw what a calm report leaves out
    quiet: bool = False  # a terminal report shows only what somebody must look at
    unicode: bool = True  # False: draw with ASCII only; the article's own text stays as it is
    elapsed_s: float | None = None  # wall time of the whole check; None: not shown


class Renderer(Protocol):
    """Turn results into text that ends with a line break, or is empty."""

    def __call__(self, results: Sequence[Report | Failure], context: RenderContext) -> str:
        """Return the whole output; results come in input order."""
        ...
