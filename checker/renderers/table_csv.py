"""Turn results into a table for spreadsheets: one row a headline, in input order.

source,verdict,probability,headline,language,claims,errors,warnings,notes,known,rules,summary
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import TYPE_CHECKING, Final

from checker.datatypes import Failure
from checker.renderers.marks import shown
from checker.renderers.overview import SEVERITY_ORDER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.datatypes import Report
    from checker.renderers.context import RenderContext

_COLUMNS: Final = (
    "source", "verdict", "probability", "headline", "language", "claims", "errors", "warnings", "notes", "known",
    "rules", "summary",
)  # fmt: skip
# A spreadsheet runs a cell that begins with one of these (OWASP, "CSV injection"); full-width forms count in Japanese.
_FORMULA_STARTS: Final = tuple("=+-@＝＋－＠")


def render_csv(results: Sequence[Report | Failure], context: RenderContext) -> str:
    """Return a header and one row a result; an article that could not be checked has the error's code as its rule."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for result in results:
        row = _failure(result) if isinstance(result, Failure) else _report(result)
        writer.writerow([_cell(value) if isinstance(value, str) else value for value in row])
    return table.getvalue()


def _report(report: Report) -> tuple[str | float, ...]:
    counts = Counter(finding.severity for finding in report.findings)
    return (
        report.article.source,
        report.verdict.value,
        round(report.probability, 6),
        report.article.headline,
        report.language,
        len(report.claims),
        *(counts[severity] for severity in SEVERITY_ORDER),
        sum(finding.is_known for finding in report.findings),
        " ".join(sorted({finding.rule for finding in report.findings})),
        report.summary,
    )


def _failure(failure: Failure) -> tuple[str, ...]:
    return (failure.source, "not checked", "", "", "", "", "", "", "", "", failure.code, failure.message)


def _cell(text: str) -> str:
    """Return `text` on one line, as a text whatever it begins with."""
    safe = shown(text)
    return f"'{safe}" if safe.startswith(_FORMULA_STARTS) else safe
