"""Turn results into text, one renderer per format; renderers draw what a report says and decide nothing."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from checker.renderers.context import RenderContext, Renderer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checker.datatypes import Failure, Report

__all__ = ["FORMATS", "RenderContext", "Renderer", "render"]


def render(results: Sequence[Report | Failure], format_name: str, context: RenderContext | None = None) -> str:
    """Return `results` in the format called `format_name`, a key of `FORMATS`."""
    return FORMATS[format_name](results, context or RenderContext())


def _from_module(name: str) -> Renderer:
    """Return `render_FORMAT` of a module, given as `module.format`, imported when it is first used."""
    module, format_name = name.split(".")

    def render_format(results: Sequence[Report | Failure], context: RenderContext) -> str:
        found: Renderer = getattr(import_module(f"checker.renderers.{module}"), f"render_{format_name}")
        return found(results, context)

    return render_format


# rich and jinja2 are slow to import: each module is loaded only when its format is asked for.
FORMATS: Final[Mapping[str, Renderer]] = {
    "terminal": _from_module("terminal.terminal"),
    "json": _from_module("json.json"),
    "jsonl": _from_module("json.jsonl"),
    "html": _from_module("html.html"),
    "markdown": _from_module("markdown.markdown"),
    "sarif": _from_module("sarif.sarif"),
    "junit": _from_module("junit.junit"),
    "github": _from_module("github.github"),
    "csv": _from_module("table_csv.csv"),
}
