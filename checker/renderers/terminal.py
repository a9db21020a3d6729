"""Turn results into a terminal report: whole for a few, an overview and the flagged ones for many.

✗ UNSUPPORTED   probability of support 0.07

Ministry admits bridge was never inspected
         ~~~~~~
"""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text
from rich.theme import Theme

from checker.datatypes import Failure, Report
from checker.renderers.cells import cut_end, cut_start
from checker.renderers.lines import GAP, Layout, count_text, hanging, probability_text, spread, title_text
from checker.renderers.overview import is_flagged, source_of, summary_text, verdict_counts, worst_first
from checker.renderers.terminal_report import draw_report
from checker.renderers.theme import STYLES, VERDICT_ORDER, symbols_for, verdict_symbol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import RenderableType

    from checker.renderers.context import RenderContext

_FEW: Final = 3  # up to so many results are drawn whole, in input order
# A longer line tires the eye, and a verdict at its far end is overlooked.
_WIDEST: Final = 120
_NARROWEST: Final = 40  # below, words would be torn; a narrower terminal wraps the lines itself
_NAME_SHARE: Final = 4  # the sources of the overview get at most the width divided by this


def render_terminal(results: Sequence[Report | Failure], context: RenderContext) -> str:
    """Return what an editor reads on a terminal; plain text without `context.color`."""
    layout = _layout(context)
    if context.quiet:
        flagged = [result for result in results if is_flagged(result)]
        return _print([Text(), *_draw_whole(flagged, layout)], layout, color=context.color) if flagged else ""
    return _print(_draw(results, layout, context.elapsed_s), layout, color=context.color)


def render_worst(results: Sequence[Report | Failure], context: RenderContext) -> str:
    """Return the table a batch ends in: one line for each of these results, the worst first."""
    layout = _layout(context)
    return _print(_overview(worst_first(results), layout), layout, color=context.color) if results else ""


def _layout(context: RenderContext) -> Layout:
    return Layout(
        width=min(max(context.width, _NARROWEST), _WIDEST),
        symbols=symbols_for(unicode=context.unicode),
        unicode=context.unicode,
        verbose=context.verbose,
    )


def _print(drawing: Iterable[RenderableType], layout: Layout, *, color: bool) -> str:
    console = Console(
        file=StringIO(),
        width=layout.width,
        force_terminal=color,
        color_system="256" if color else None,
        theme=Theme(STYLES),
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
        _environ={},
    )
    with console.capture() as capture:
        for drawn in drawing:
            console.print(drawn, no_wrap=True, crop=False)
    return "".join(f"{line.rstrip()}\n" for line in capture.get().splitlines())


def _draw(results: Sequence[Report | Failure], layout: Layout, elapsed_s: float | None) -> Iterator[RenderableType]:
    yield Text()
    if len(results) <= _FEW:
        yield from _draw_whole(results, layout, elapsed_s if len(results) == 1 else None)
    else:
        ordered = worst_first(results)
        yield from _overview(ordered, layout)
        yield from _draw_whole([result for result in ordered if layout.verbose or is_flagged(result)], layout)
        yield from _totals(results, layout)
    yield from _summary(results, layout, elapsed_s if len(results) > 1 else None)


def _draw_whole(
    results: Sequence[Report | Failure], layout: Layout, elapsed_s: float | None = None
) -> Iterator[RenderableType]:
    for position, result in enumerate(results):
        if position:
            yield Text(" " + layout.symbols.rule * (layout.width - 2), "muted")
            yield Text()
        if isinstance(result, Failure):
            yield from _failure(result, layout)
        else:
            yield from draw_report(result, layout, elapsed_s=elapsed_s)


def _failure(failure: Failure, layout: Layout) -> Iterator[Text]:
    code = Text(" ").append(f"error[{layout.line(failure.code)}]: ", "failure.code")
    message = layout.line(failure.message)
    source = layout.line(failure.source)
    if source and source not in message:
        message = f"{source}: {message}"
    yield from hanging(code, message, layout.width, "none", indent=3)
    if failure.hint:
        yield from hanging(Text(" hint: ", "muted"), layout.line(failure.hint), layout.width, "none")
    yield Text()


def _overview(ordered: Sequence[Report | Failure], layout: Layout) -> Iterator[Text]:
    yield title_text(
        f"{count_text(len(ordered), 'headline', 'headlines')}{', worst first' if len(ordered) > 1 else ''}"
    )
    ellipsis = layout.symbols.ellipsis
    sources = [cut_start(layout.line(source_of(result)), layout.width // _NAME_SHARE, ellipsis) for result in ordered]
    column = max(cell_len(source) for source in sources)
    for result, source in zip(ordered, sources, strict=True):
        left = _overview_start(result, layout)
        text = result.article.headline if isinstance(result, Report) else result.message
        left.append(cut_end(layout.line(text), layout.width - left.cell_len - column - GAP - 1, ellipsis))
        right = Text().append(source, "muted").append(" " * (column - cell_len(source)))
        yield spread(left, right, layout.width)
    yield Text()


def _overview_start(result: Report | Failure, layout: Layout) -> Text:
    if isinstance(result, Failure):
        return Text("  ").append(f"{layout.symbols.failure} {layout.line(result.code):>5}  ", "failure.code")
    symbol = verdict_symbol(result.verdict, layout.symbols)
    number = probability_text(result.probability)
    return Text("  ").append(f"{symbol} {number:>5}  ", f"verdict.{result.verdict}")


def _totals(results: Sequence[Report | Failure], layout: Layout) -> Iterator[Text]:
    yield title_text("Totals")
    counts = verdict_counts(results)
    for verdict in VERDICT_ORDER:
        symbol = verdict_symbol(verdict, layout.symbols)
        yield _total(f"{symbol} {verdict}", counts[verdict], len(results), f"verdict.{verdict}", layout)
    n_failures = len(results) - counts.total()
    if n_failures:
        yield _total(f"{layout.symbols.failure} not checked", n_failures, len(results), "failure.code", layout)
    yield Text()


def _total(name: str, count: int, n_results: int, style: str, layout: Layout) -> Text:
    digits = len(str(n_results))
    line = Text("  ").append(f"{name:<16}", style).append(f"{count:>{digits}}  ")
    longest = layout.width // 3
    return line.append(layout.symbols.bar[-1] * max(round(longest * count / n_results), min(count, 1)), style)


def _summary(results: Sequence[Report | Failure], layout: Layout, elapsed_s: float | None) -> Iterator[Text]:
    text = summary_text(results)
    if elapsed_s is not None:
        text += f" {layout.symbols.separator} {elapsed_s:.1f} s"
    yield from hanging(Text(" "), text, layout.width, "total")
