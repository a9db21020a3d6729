"""Turn results into one self-contained page for editors: verdicts, claims with evidence, the body with highlights.

The page is `assets/templates/report.html`; it needs no script and loads nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from checker.datatypes import Failure, Report, Verdict
from checker.renderers.claims import look_of, quoted_parts
from checker.renderers.html_body import body_paragraphs
from checker.renderers.lines import count_text, language_text, probability_text, sentences_text
from checker.renderers.marks import headline_pieces, shown
from checker.renderers.overview import is_flagged, source_of, summary_text, verdict_counts, worst_first
from checker.renderers.places import field_of, redirects_of
from checker.renderers.theme import UNICODE_SYMBOLS, VERDICT_ORDER, verdict_symbol
from checker.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jinja2 import Environment

    from checker.renderers.context import RenderContext


@dataclass(frozen=True, slots=True)
class _Entry:
    """One result with its place on the page."""

    anchor: str
    kind: str  # a verdict, or "failure"
    word: str
    symbol: str
    source: str  # without the field
    field: str  # of a page with several headlines: the one this is
    result: Report | Failure
    is_failure: bool
    is_flagged: bool


def render_html(results: Sequence[Report | Failure], context: RenderContext) -> str:
    """Return the page, worst first."""
    entries = [_entry(result, number) for number, result in enumerate(worst_first(results), start=1)]
    template = _environment(verbose=context.verbose).get_template("report.html")
    return template.render(entries=entries, totals=_totals(results), summary=summary_text(results))


def _entry(result: Report | Failure, number: int) -> _Entry:
    symbols = UNICODE_SYMBOLS
    is_failure = isinstance(result, Failure)
    source = source_of(result)
    field = "" if isinstance(result, Failure) else field_of(result.article)
    return _Entry(
        anchor=f"r{number}",
        kind="failure" if isinstance(result, Failure) else result.verdict.value,
        word="not checked" if isinstance(result, Failure) else result.verdict.value,
        symbol=symbols.failure if isinstance(result, Failure) else verdict_symbol(result.verdict, symbols),
        source=shown(source.removesuffix(f"#{field}") if field else source),
        field=shown(field),
        result=result,
        is_failure=is_failure,
        is_flagged=is_flagged(result),
    )


def _totals(results: Sequence[Report | Failure]) -> list[tuple[str, str, str, int]]:
    """Return (kind, symbol, word, count) for what there is any of."""
    counts = verdict_counts(results)
    totals = [
        (verdict.value, verdict_symbol(verdict, UNICODE_SYMBOLS), verdict.value, counts[verdict])
        for verdict in VERDICT_ORDER
    ]
    totals.append(("failure", UNICODE_SYMBOLS.failure, "not checked", len(results) - counts.total()))
    return [total for total in totals if total[3]]


@lru_cache(maxsize=2)  # to compile the templates takes longer than to fill them
def _environment(*, verbose: bool) -> Environment:
    """Return the templates' language: everything is escaped, an unknown name is an error."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # 40 ms that only a page needs

    environment = Environment(
        loader=PackageLoader("checker", "assets/templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    names: dict[str, Any] = {
        "RULES": RULES,
        "SUPPORTED": Verdict.SUPPORTED,
        "body_paragraphs": partial(body_paragraphs, verbose=verbose),
        "headline_pieces": headline_pieces,
        "look_of": partial(look_of, symbols=UNICODE_SYMBOLS),
        "quoted_parts": quoted_parts,
        "redirects_of": redirects_of,
        "verbose": verbose,
    }
    environment.globals |= names
    environment.filters |= {
        "shown": shown,
        "probability": probability_text,
        "language": language_text,
        "place": sentences_text,
        "count": count_text,
    }
    return environment
