"""Where a report goes: to the screen, or to files, each in the format its suffix names."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from checker.commands.options import AUTO, add_quiet, require_writable, write_text
from checker.renderers import FORMATS, RenderContext, render

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from checker.datatypes import Failure, Report

# The longer suffix before the one it ends in.
SUFFIXES: Final = {
    ".sarif.json": "sarif", ".sarif": "sarif", ".html": "html", ".htm": "html", ".md": "markdown", ".xml": "junit",
    ".csv": "csv", ".json": "json", ".jsonl": "jsonl",
}  # fmt: skip
_SCREEN: Final = Path("-")
_READ_BY_PEOPLE: Final = frozenset({"terminal", "github"})  # a failure in these needs no second line
_DEFAULT_WIDTH: Final = 100


@dataclass(frozen=True, slots=True)
class Output:
    """One copy of the report."""

    format_name: str
    path: Path | None  # None: standard output


def add_outputs(parser: argparse.ArgumentParser) -> None:
    """Add the options that say where the report goes and how it is drawn."""
    parser.add_argument(
        "--format", choices=(AUTO, *FORMATS), default=AUTO,
        help="default: %(default)s, which is github in a GitHub workflow and terminal elsewhere",
    )  # fmt: skip
    parser.add_argument(
        "--output", type=Path, action="append", default=[], metavar="PATH",
        help="write the report to a file, in the format of its suffix or else --format; may be given several times, -"
        f" for the screen; suffixes: {' '.join(SUFFIXES)}",
    )  # fmt: skip
    parser.add_argument("--color", choices=(AUTO, "always", "never"), default=AUTO, help="default: %(default)s")
    parser.add_argument("--width", type=_width, metavar="N", help="columns of the terminal report")
    how_much = parser.add_mutually_exclusive_group()
    how_much.add_argument("-v", "--verbose", action="store_true", help="show every sentence and what was left out")
    add_quiet(
        how_much, "show only the headlines somebody must look at: no progress, no summary, nothing if all is well"
    )


def outputs_from(arguments: argparse.Namespace) -> tuple[Output, ...]:
    """Return the copies to write.  Raises ConfigError E202 or E206 for a place that takes none: before the work."""
    outputs = tuple(_output(path, arguments.format) for path in arguments.output or (_SCREEN,))
    for output in outputs:
        require_writable(output.path, sources=arguments.source)
    return outputs


def write_outputs(
    outputs: Sequence[Output],
    results: Sequence[Report | Failure],
    arguments: argparse.Namespace,
    *,
    elapsed_s: float,
) -> None:
    """Write every copy, each file at once and whole."""
    for output in outputs:
        text = render(results, output.format_name, _render_context(arguments, output, elapsed_s=elapsed_s))
        if output.format_name == "csv" and output.path:
            text = f"\ufeff{text}"  # without a byte order mark Excel reads a file in the encoding of its country
        write_text(text, output.path)


def shows_failures(outputs: Sequence[Output]) -> bool:
    """Tell whether whoever looks at the screen sees there what could not be checked."""
    return any(output.path is None and output.format_name in _READ_BY_PEOPLE for output in outputs)


def _output(path: Path, format_name: str) -> Output:
    if path == _SCREEN:
        in_actions = os.environ.get("GITHUB_ACTIONS") == "true"
        screen = "github" if in_actions else "terminal"
        return Output(screen if format_name == AUTO else format_name, None)
    named = next((name for suffix, name in SUFFIXES.items() if path.name.lower().endswith(suffix)), format_name)
    return Output("terminal" if named == AUTO else named, path)


def screen_context(
    stream: TextIO,
    *,
    color: str = AUTO,
    width: int | None = None,
    verbose: bool = False,
    quiet: bool = False,
    elapsed_s: float | None = None,
) -> RenderContext:
    """Return how to draw on `stream`; piped output is for comparing and keeping: neither colours nor a clock in it."""
    is_terminal = stream.isatty()
    if width is None:
        width = os.get_terminal_size(stream.fileno()).columns if is_terminal else _DEFAULT_WIDTH
    is_colored = is_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return RenderContext(
        width=width,
        color=is_colored if color == AUTO else color == "always",
        verbose=verbose,
        quiet=quiet,
        unicode=(stream.encoding or "").lower().startswith("utf"),
        elapsed_s=elapsed_s if is_terminal else None,
    )


def _render_context(arguments: argparse.Namespace, output: Output, *, elapsed_s: float) -> RenderContext:
    color, width, verbose, quiet = arguments.color, arguments.width, arguments.verbose, arguments.quiet
    if output.path:
        return RenderContext(width=width or _DEFAULT_WIDTH, color=color == "always", verbose=verbose, quiet=quiet)
    return screen_context(sys.stdout, color=color, width=width, verbose=verbose, quiet=quiet, elapsed_s=elapsed_s)


def _width(text: str) -> int:
    width = int(text)
    if not 40 <= width <= 400:
        raise argparse.ArgumentTypeError("between 40 and 400")
    return width
