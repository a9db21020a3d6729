"""Change the findings of a report and nothing else of it: verdict, labels and numbers stay as they were decided."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from checker.datatypes import Failure, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from checker.datatypes import Claim, Finding, Report

_RANK: Final = {Severity.NOTE: 0, Severity.WARNING: 1, Severity.ERROR: 2}


def is_at_least(finding: Finding, severity: Severity) -> bool:
    """Tell whether a finding matters as much as `severity`, or more."""
    return _RANK[finding.severity] >= _RANK[severity]


def apply_severities(report: Report, severities: Mapping[str, Severity]) -> Report:
    """Return the report with the severities a desk gives to rules, by code; other rules keep their own.

    Comes after the judgement: a proof stays a proof, whatever a desk calls it.
    """
    return change_findings(
        report, lambda finding, claim: replace(finding, severity=severities.get(finding.rule, finding.severity))
    )


def show_from(result: Report | Failure, least: Severity) -> Report | Failure:
    """Return the result with only the findings to show; the exit status looks at all of them."""
    if isinstance(result, Failure):
        return result
    return change_findings(result, lambda finding, claim: finding if is_at_least(finding, least) else None)


def change_findings(report: Report, change: Callable[[Finding, Claim | None], Finding | None]) -> Report:
    """Return the report with what `change` makes of each finding and the claim it is about; None leaves it out."""

    def changed(findings: tuple[Finding, ...], claim: Claim | None) -> tuple[Finding, ...]:
        made = (change(finding, claim) for finding in findings)
        return tuple(finding for finding in made if finding is not None)

    claims = tuple(replace(result, findings=changed(result.findings, result.claim)) for result in report.claims)
    return replace(report, claims=claims, article_findings=changed(report.article_findings, None))
