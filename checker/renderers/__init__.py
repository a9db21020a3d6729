"""Turn results into text, one renderer per format; renderers draw what a report says and decide nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checker.renderers.context import RenderContext, Renderer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.datatypes import Failure, Report

__all__ = ["FORMATS", "RenderContext", "Renderer", "render"]


def render(results: Sequence[Report | Failure], format_name: str, context: RenderContext | None = None) -> str:
    """Return `results` in the format called `format_name`, a key of `FORMATS`."""
    return FORMATS[format_name](results, context or RenderContext())


def _terminal(results: Sequence[Report | Failure], context: RenderContext) -> str:
    from checker.renderers.terminal import render_terminal  # rich is slow to import: only when drawn

    return render_terminal(results, context)


def _json(results: Sequence[Report | Failure], context: RenderContext) -> str:
    from checker.renderers.json import render_json

    return render_json(results, context)


def _jsonl(results: Sequence[Report | Failure], context: RenderContext) -> str:
    from checker.renderers.json import render_jsonl

    return render_jsonl(results, context)


FORMATS: Final[Mapping[str, Renderer]] = {"terminal": _terminal, "json": _json, "jsonl": _jsonl}
