"""What a report on many articles begins and ends with: the worst first, how many of each verdict, one line for all."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from checker.datatypes import Failure, Report, Severity, Verdict
from checker.renderers.theme import VERDICT_ORDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checker.datatypes import ClaimResult, Finding

# From the one that must be seen first; the names are also those of SARIF levels.
SEVERITY_ORDER: Final = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


class LocatedFinding(NamedTuple):
    """A finding with what it was found in."""

    report: Report
    claim: ClaimResult | None  # None: about the article as a whole
    finding: Finding


def worst_first(results: Iterable[Report | Failure]) -> list[Report | Failure]:
    """Return the results by verdict, then the least probable first; failures stand before what is well."""
    return sorted(results, key=_urgency)


class Worst:
    """Keeps the worst few of any number of results that somebody has to look at."""

    def __init__(self, n: int) -> None:
        self._n = n
        self.results: list[Report | Failure] = []  # the worst first

    def add(self, result: Report | Failure) -> None:
        """Take one more result."""
        if is_flagged(result):
            self.results = worst_first([*self.results, result])[: self._n]


def is_flagged(result: Report | Failure) -> bool:
    """Tell whether somebody has to look at it."""
    return isinstance(result, Failure) or result.verdict is not Verdict.SUPPORTED or bool(result.findings)


def source_of(result: Report | Failure) -> str:
    """Return where the article came from."""
    return result.source if isinstance(result, Failure) else result.article.source


def verdict_counts(results: Iterable[Report | Failure]) -> Counter[Verdict]:
    """Return how many reports have each verdict; failures have none."""
    return Counter(result.verdict for result in results if isinstance(result, Report))


def located_findings(results: Iterable[Report | Failure]) -> Iterator[LocatedFinding]:
    """Yield every finding with the report and the claim it belongs to, in input order."""
    for report in results:
        if isinstance(report, Report):
            yield from (LocatedFinding(report, claim, found) for claim in report.claims for found in claim.findings)
            yield from (LocatedFinding(report, None, found) for found in report.article_findings)


def summary_text(results: Sequence[Report | Failure]) -> str:
    """Return one line for all results: `3 headlines checked: 1 unsupported, 2 supported`."""
    counts = verdict_counts(results)
    n_reports = counts.total()
    text = "no headline checked"
    if n_reports:
        parts = ", ".join(f"{counts[verdict]} {verdict}" for verdict in VERDICT_ORDER if counts[verdict])
        text = f"{n_reports} {'headline' if n_reports == 1 else 'headlines'} checked: {parts}"
    if len(results) > n_reports:
        text += f"; {len(results) - n_reports} could not be checked"
    return text


def _urgency(result: Report | Failure) -> tuple[int, float]:
    if isinstance(result, Failure):
        return VERDICT_ORDER.index(Verdict.SUPPORTED), -1.0
    return VERDICT_ORDER.index(result.verdict), result.probability
