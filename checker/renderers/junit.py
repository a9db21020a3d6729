"""Turn results into JUnit XML, which every CI server shows: a suite per article, a case per claim.

<testsuite name="story.txt" tests="2" failures="1" errors="0" skipped="0"> ...
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from checker.datatypes import Failure, Report, Severity
from checker.renderers.claims import look_of, quoted_parts
from checker.renderers.lines import probability_text, sentences_text
from checker.renderers.marks import shown
from checker.renderers.overview import source_of, summary_text
from checker.renderers.places import failure_region, headline_region, is_url, path_of
from checker.renderers.theme import UNICODE_SYMBOLS
from checker.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from checker.datatypes import ClaimResult, Finding
    from checker.renderers.context import RenderContext

_NOT_IN_XML: Final = re.compile("[\ufffe\uffff]")  # XML 1.0, 2.2; `shown` takes the other ones away
_COUNTED: Final = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def render_junit(results: Sequence[Report | Failure], context: RenderContext) -> str:
    """Return one document.  A case fails for an error, and is skipped for a warning or a finding already known."""
    root = ET.Element("testsuites", name=summary_text(results))
    for result in results:
        suite = ET.SubElement(root, "testsuite", name=_text(source_of(result)))
        if isinstance(result, Failure):
            _add_failure(suite, result)
        else:
            _add_claims(suite, result)
    if not results:
        suite = ET.SubElement(root, "testsuite", name="headline-checker")
        ET.SubElement(suite, "testcase", name="nothing to check", classname="headline-checker")
    for element in (root, *root):
        _count(element)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _add_failure(suite: ET.Element, failure: Failure) -> None:
    region = failure_region(failure)
    case = _add_case(suite, "can be read", path=path_of(failure), line=region.line if region else 0)
    error = ET.SubElement(case, "error", message=_text(failure.message), type=_text(failure.code))
    error.text = _text(failure.hint) or None


def _add_claims(suite: ET.Element, report: Report) -> None:
    region = headline_region(report)
    path, line = path_of(report), region.line if region else 0
    for result in report.claims:
        case = _add_case(suite, result.claim.text, path=path, line=line)
        _add_outcome(case, result.findings, passages=[*_passages(result)])
    for finding in report.article_findings:
        case = _add_case(suite, finding.message, path=path, line=line)
        _add_outcome(case, (finding,), passages=[])


def _add_case(suite: ET.Element, name: str, *, path: str, line: int) -> ET.Element:
    case = ET.SubElement(suite, "testcase", name=_text(name), classname=suite.get("name", ""))
    if path and not is_url(path):
        case.set("file", _text(path))  # GitLab links a case to its file
    if line:
        case.set("line", str(line))
    return case


def _add_outcome(case: ET.Element, findings: Sequence[Finding], *, passages: Sequence[str]) -> None:
    fatal = [finding for finding in findings if finding.severity is Severity.ERROR and not finding.is_known]
    weighty = [finding for finding in findings if finding.severity is not Severity.NOTE]
    worst = next(iter(fatal or weighty), None)
    lines = [*(_finding_text(finding) for finding in findings), *passages]
    if worst is None:
        ET.SubElement(case, "system-out").text = _text("\n".join(lines)) or None
        return
    kind = "failure" if fatal else "skipped"
    ET.SubElement(case, kind, message=_text(worst.message), type=worst.rule).text = _text("\n".join(lines))


def _finding_text(finding: Finding) -> str:
    known = ", known" if finding.is_known else ""
    text = f"{finding.rule} {RULES[finding.rule].name} ({finding.severity}{known}): {shown(finding.message)}"
    return "\n".join([text, *(f"  {name}: “{shown(words)}”" for name, words in quoted_parts(finding))])


def _passages(result: ClaimResult) -> Iterable[str]:
    yield f"{look_of(result, UNICODE_SYMBOLS).word}, probability of support {probability_text(result.probability)}"
    for evidence in result.evidence:
        yield f"{sentences_text(evidence.sentences)}: “{shown(evidence.text)}”"


def _count(element: ET.Element) -> None:
    element.set("tests", str(len([*element.iter("testcase")])))
    for attribute, kind in _COUNTED.items():
        element.set(attribute, str(len([*element.iter(kind)])))


def _text(text: str) -> str:
    """Return `text` with its lines kept and every character that XML forbids made visible."""
    return "\n".join(_NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", shown(line)) for line in text.split("\n"))
