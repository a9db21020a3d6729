"""Leave out the findings a story asks to ignore, and report what it asks for in vain.

A comment anywhere in the text, `<!-- checker: ignore HC003 -- counted by hand -->`, or a field `checker_ignore` of the
front matter, the row or the page, holds for the whole article: an article has one headline.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from checker.datatypes import Finding, Span
from checker.findings import change_findings
from checker.rules import RULES, find_code

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from checker.datatypes import Article, Claim, Report

FIELD: Final = "checker_ignore"  # in Article.metadata: names separated by commas or blanks
_UNUSED: Final = "HC090"
_COMMENT: Final = re.compile(r"<!--\s*checker:((?:(?!<!--).)*?)-->", re.DOTALL)  # linear, whatever is not closed
_IGNORE: Final = re.compile(r"\s*ignore\b(?P<names>.*?)(?:\s--\s.*)?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Request:
    """One rule to ignore, as it was written."""

    name: str  # empty: the comment names no rule
    place: Span | None  # of the comment in Article.body; None: from a field


def apply_ignores(report: Report, *, enabled: Collection[str]) -> Report:
    """Return the report without the findings its article asks to ignore, and with one for each idle request.

    A rule that is not among the `enabled` codes cannot show whether it is still needed: that is never held against
    a request for it.
    """
    requests = tuple(_find_requests(report.article))
    if not requests:
        return report
    found = {finding.rule for finding in report.findings}
    ignored = {find_code(request.name) for request in requests}

    def keep(finding: Finding, claim: Claim | None) -> Finding | None:
        return None if finding.rule in ignored else finding

    kept = change_findings(report, keep)
    if _UNUSED not in enabled:
        return kept
    # Of a page that carries several headlines, each with a report of its own, another one may need it.
    needed = set(RULES) if "field" in report.article.metadata else found
    idle = tuple(_complain(request) for request in requests if _is_idle(request, needed, enabled))
    return replace(kept, article_findings=kept.article_findings + idle)


def join_ignored(text: str, *names: str) -> str:
    """Return the rules that the comments of a text name, after `names`, as the field holds them.

    For a reader whose body does not hold that text: the head of a Markdown file, the source of a page.
    """
    return ", ".join([*filter(None, names), *(request.name for request in _find_comments(text))])


def _find_requests(article: Article) -> Iterator[_Request]:
    for name in _split(article.metadata.get(FIELD, "")):
        yield _Request(name, None)
    yield from _find_comments(article.body)


def _find_comments(text: str) -> Iterator[_Request]:
    for comment in _COMMENT.finditer(text):
        ignore = _IGNORE.fullmatch(comment[1])
        names = _split(ignore["names"]) if ignore else []
        for name in names or [""]:
            yield _Request(name, Span(*comment.span()))


def _split(names: str) -> list[str]:
    return names.replace(",", " ").split()


def _is_idle(request: _Request, found: Collection[str], enabled: Collection[str]) -> bool:
    code = find_code(request.name)
    return code is None or (code in enabled and code not in found)


def _complain(request: _Request) -> Finding:
    if not request.name:
        message = "This comment names no rule to ignore, as `checker: ignore HC003 -- reason` does."
    elif find_code(request.name) is None:
        message = f"There is no rule {request.name} to ignore."
    else:
        message = f"There is no finding of {request.name} to ignore."
    return Finding(_UNUSED, RULES[_UNUSED].severity, message, body_span=request.place)
