"""Turn results into workflow commands, which GitHub Actions shows as annotations beside the story.

::error file=story.txt,line=1,col=21,endLine=1,endColumn=47,title=HC001 claim-not-mentioned::The body does not ...
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checker.datatypes import Failure, Severity
from checker.renderers.marks import shown
from checker.renderers.overview import SEVERITY_ORDER, located_findings, summary_text
from checker.renderers.places import failure_region, headline_region, is_url, path_of
from checker.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.datatypes import Report
    from checker.renderers.context import RenderContext
    from checker.renderers.overview import LocatedFinding
    from checker.renderers.places import Region

# https://docs.github.com/actions/reference/workflow-commands-for-github-actions
_COMMANDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
# As the runner decodes them (actions/toolkit, core/src/command.ts); the percent sign goes first.
_IN_MESSAGE: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY: Final = _IN_MESSAGE | str.maketrans({":": "%3A", ",": "%2C"})


def render_github(results: Sequence[Report | Failure], context: RenderContext) -> str:
    """Return one command a finding, worst first because Actions shows about ten of a kind, and a line for all."""
    failures = [_failure(result) for result in results if isinstance(result, Failure)]
    found = sorted(located_findings(results), key=_urgency)
    return "\n".join([*failures, *map(_finding, found), summary_text(results)]) + "\n"


def _urgency(located: LocatedFinding) -> tuple[bool, int]:
    return located.finding.is_known, SEVERITY_ORDER.index(located.finding.severity)


def _failure(failure: Failure) -> str:
    lines = [shown(failure.message), *([f"hint: {shown(failure.hint)}"] if failure.hint else [])]
    return _command("error", path_of(failure), failure_region(failure), title=failure.code, lines=lines)


def _finding(located: LocatedFinding) -> str:
    report, _, finding = located
    lines = [shown(finding.message)]
    if finding.expected:
        lines.append(f"headline: “{shown(finding.expected)}”")
    found = finding.found or (finding.body_span.slice(report.article.body) if finding.body_span else "")
    if found:
        lines.append(f"body: “{shown(found)}”")
    if finding.correction:
        lines.append(f"corrected: “{shown(finding.correction)}”")
    title = f"{finding.rule} {RULES[finding.rule].name}{' (known)' if finding.is_known else ''}"
    region = headline_region(report, finding.claim_span)
    return _command(_COMMANDS[finding.severity], path_of(report), region, title=title, lines=lines)


def _command(name: str, path: str, region: Region | None, *, title: str, lines: Sequence[str]) -> str:
    properties: dict[str, str | int] = {}
    if path and not is_url(path):
        properties["file"] = shown(path)
    elif path:
        lines = [*lines, shown(path)]
    if region:
        properties["line"] = region.line
        # GitHub refuses columns that span lines; a headline is on one.
        if region.column and region.line == region.end_line:
            properties |= {"col": region.column, "endLine": region.end_line, "endColumn": region.end_column}
    properties["title"] = shown(title)
    written = ",".join(f"{key}={str(value).translate(_IN_PROPERTY)}" for key, value in properties.items())
    message = "\n".join(lines).translate(_IN_MESSAGE)
    return f"::{name} {written}::{message}"
