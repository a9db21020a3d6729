"""Turn results into SARIF 2.1.0, which code scanning and editors read: one result per finding.

{"version": "2.1.0", "runs": [{"tool": {...}, "results": [{"ruleId": "HC001", "level": "error", ...}]}]}
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from checker.datatypes import Failure, Report
from checker.renderers.json import dump
from checker.renderers.lines import sentences_text
from checker.renderers.marks import shown
from checker.renderers.overview import located_findings, source_of
from checker.renderers.places import body_region, failure_region, headline_region, is_url, path_of
from checker.rules import RULES
from checker.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.datatypes import ClaimResult, Finding
    from checker.renderers.context import RenderContext
    from checker.renderers.overview import LocatedFinding
    from checker.renderers.places import Region

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
# The version of the recipe, as SARIF 3.27.16 asks: another recipe gets another name, so that old alerts still match.
_FINGERPRINT: Final = "headlineClaim/v1"
_LINK: Final = re.compile(r"\[(?=[^\[\]]*\]\()")  # SARIF 3.11.6: `[text](1)` in a message is a link
_URL_SAFE: Final = "/:?#[]@!$&'()*+,;=%~"
_PATH_SAFE: Final = "/~"


def render_sarif(results: Sequence[Report | Failure], context: RenderContext) -> str:
    """Return one log with one run; what could not be checked is a notification of its invocation."""
    found = list(located_findings(results))
    codes = sorted({located.finding.rule for located in found})
    failures = [result for result in results if isinstance(result, Failure)]
    run = {
        "tool": {
            "driver": {
                "name": "headline-checker",
                "semanticVersion": __version__,
                "rules": [_rule(code) for code in codes],
            }
        },
        "invocations": [
            {
                "executionSuccessful": not failures,
                "toolExecutionNotifications": [_notification(failure) for failure in failures],
            }
        ],
        "columnKind": "unicodeCodePoints",  # as Python counts
        "results": [_result(located, codes.index(located.finding.rule)) for located in found],
        "properties": {"signatures": sorted({result.signature for result in results if isinstance(result, Report)})},
    }
    return dump({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(code: str) -> dict[str, Any]:
    rule = RULES[code]
    return {
        "id": code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.explanation},
        "help": {"text": rule.explanation},
        "defaultConfiguration": {"level": rule.severity.value},
    }


def _notification(failure: Failure) -> dict[str, Any]:
    text = f"{failure.message}; {failure.hint}" if failure.hint else failure.message
    return {
        "level": "error",
        "message": _message(text),
        "descriptor": {"id": failure.code},
        "locations": _locations(failure, failure_region(failure)),
    }


def _result(located: LocatedFinding, rule_index: int) -> dict[str, Any]:
    report, claim, finding = located
    about = claim.claim.text if claim else report.article.headline
    document = {
        "ruleId": finding.rule,
        "ruleIndex": rule_index,
        "level": finding.severity.value,
        "message": _message(finding.message),
        "locations": _locations(report, headline_region(report, finding.claim_span), snippet=_headline_part(located)),
        "relatedLocations": list(_related(report, claim, finding)),
        "partialFingerprints": {_FINGERPRINT: _fingerprint(located)},
        "properties": {
            "claim": about,
            "probability": round(claim.probability if claim else report.probability, 6),
            "verdict": report.verdict.value,
            "expected": finding.expected,
            "found": finding.found,
        },
    }
    if finding.correction:
        document["fixes"] = _fixes(report, finding)
    if finding.is_known:
        document["baselineState"] = "unchanged"
    return document


def _fixes(report: Report, finding: Finding) -> list[dict[str, Any]]:
    """Return how the headline reads with the body's fact, to be put in with a click; as a list of one or none."""
    path, region = path_of(report), headline_region(report, finding.claim_span)
    if not path or region is None or not region.column:
        return []
    replacement = {"deletedRegion": _region(region, finding.expected), "insertedContent": {"text": finding.found}}
    change = {"artifactLocation": {"uri": _uri(path)}, "replacements": [replacement]}
    return [{"description": _message(f"corrected: “{finding.correction}”"), "artifactChanges": [change]}]


def _headline_part(located: LocatedFinding) -> str:
    headline, span = located.report.article.headline, located.finding.claim_span
    return span.slice(headline) if span else headline


def _related(report: Report, claim: ClaimResult | None, finding: Finding) -> Iterator[dict[str, Any]]:
    """Yield where the body says otherwise, then the passages the claim was held against."""
    body = report.article.body
    passages = {finding.body_span: "the body says"} if finding.body_span else {}
    for evidence in claim.evidence if claim else ():
        passages[evidence.span] = sentences_text(evidence.sentences)
    for number, (span, name) in enumerate(passages.items(), start=1):
        text = span.slice(body)
        for location in _locations(report, body_region(report, span), snippet=text):
            yield {"id": number, **location, "message": _message(f"{name}: “{text}”")}


def _locations(result: Report | Failure, region: Region | None, *, snippet: str = "") -> list[dict[str, Any]]:
    """Return the place as a list of one; of none where the article comes from no file or URL."""
    path = path_of(result)
    if not path:
        return []
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": _uri(path)}}}
    if region:
        location["physicalLocation"]["region"] = _region(region, snippet)
    if path != source_of(result):
        location["logicalLocations"] = [{"fullyQualifiedName": shown(source_of(result))}]
    return [location]


def _region(region: Region, snippet: str) -> dict[str, Any]:
    document: dict[str, Any] = {"startLine": region.line}
    if region.end_line != region.line:
        document["endLine"] = region.end_line
    if region.column:
        document |= {"startColumn": region.column, "endColumn": region.end_column}  # exclusive, SARIF 3.30.8
        document["snippet"] = {"text": snippet}
    return document


def _uri(path: str) -> str:
    """Return a relative reference, or a file URI of an absolute path; a URL stays one."""
    if is_url(path):
        return quote(path, safe=_URL_SAFE, errors="surrogatepass")
    return ("file://" if path.startswith("/") else "") + quote(path, safe=_PATH_SAFE, errors="surrogatepass")


def _message(text: str) -> dict[str, str]:
    return {"text": _LINK.sub(r"\\[", shown(text))}


def _fingerprint(located: LocatedFinding) -> str:
    """Return what stays when the line or the score changes: a story that is edited elsewhere keeps its alerts."""
    report, claim, finding = located
    parts = (path_of(report), finding.rule, claim.claim.text if claim else finding.message)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
