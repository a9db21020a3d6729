"""Turn results into Markdown for a pull-request comment: a table of all headlines, then those somebody must look at.

| | headline | support | source |
|---|---|--:|---|
| ✗ unsupported | Mayor opens bridge, <b>admits</b> it was <b>never</b> tested | 0.04 | bridge.txt |
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from checker.datatypes import Failure, Report
from checker.renderers.claims import look_of, quoted_parts
from checker.renderers.lines import language_text, probability_text, sentences_text
from checker.renderers.marks import headline_pieces, shown
from checker.renderers.overview import is_flagged, source_of, summary_text, worst_first
from checker.renderers.theme import UNICODE_SYMBOLS, verdict_symbol
from checker.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checker.datatypes import ClaimResult, Finding
    from checker.renderers.context import RenderContext

# Lets a bot find its own comment again, to write it anew instead of adding one.
_MARKER: Final = "<!-- headline-checker -->\n"
_MAX_CHARACTERS: Final = 65_536  # GitHub refuses a longer comment
_RESERVE: Final = 200  # of these, for the note that says what is left out
_HEADER: Final = "\n| | headline | support | source |\n|---|---|--:|---|\n"

# CommonMark 0.31, 2.4: a backslash before ASCII punctuation makes it literal; these can mean something anywhere ...
_MARKUP: Final = re.compile(r"[\\`*_\[\]|~$#]")
# ... and these at the beginning of a line: lists, underlined headings, numbered lists.
_LINE_START: Final = re.compile(r"^\d*(?=[-+=.)])")
_ENTITIES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
# GitHub and GitLab look for mentions, references, addresses and emoji in the rendered text, where no backslash is
# left: an empty comment parts them.
_REFERENCE: Final = re.compile(r"@(?=\w)|[#!](?=\d)|(?i:\bGH-)(?=\d)|(?i:\bwww)(?=\.)|:(?=//)|:(?=[\w+\\-]+:)")


def render_markdown(results: Sequence[Report | Failure], context: RenderContext) -> str:
    """Return one comment; what does not fit into a comment is left out from the end, and counted."""
    ordered = worst_first(results)
    blocks = [_MARKER, f"**{_escape(summary_text(results))}**\n"]
    if results:
        blocks += [_HEADER, *map(_row, ordered)]
    blocks += [_section(result, context) for result in ordered if context.verbose or is_flagged(result)]
    return _fit(blocks)


def _fit(blocks: Sequence[str]) -> str:
    length = 0
    for position, block in enumerate(blocks):
        length += len(block)
        if length > _MAX_CHARACTERS - _RESERVE and sum(map(len, blocks)) > _MAX_CHARACTERS:
            left_out = f"\n{len(blocks) - position} rows or reports did not fit into one comment.\n"
            return "".join(blocks[:position]) + left_out
    return "".join(blocks)


def _row(result: Report | Failure) -> str:
    symbols = UNICODE_SYMBOLS
    source = _escape(source_of(result))
    if isinstance(result, Failure):
        return f"| {symbols.failure} not checked | {_escape(result.message)} | | {source} |\n"
    verdict = f"{verdict_symbol(result.verdict, symbols)} {result.verdict}"
    return f"| {verdict} | {_headline(result)} | {_probability(result.probability)} | {source} |\n"


def _section(result: Report | Failure, context: RenderContext) -> str:
    lines = _failure(result) if isinstance(result, Failure) else _report(result, verbose=context.verbose)
    return "\n" + "".join(f"{line}\n" for line in lines)


def _failure(failure: Failure) -> Iterator[str]:
    yield f"### {UNICODE_SYMBOLS.failure} {_escape(failure.source)}"
    yield ""
    yield f"error {_escape(failure.code)}: {_escape(failure.message)}"
    if failure.hint:
        yield f"<br>hint: {_escape(failure.hint)}"


def _report(report: Report, *, verbose: bool) -> Iterator[str]:
    yield f"### {verdict_symbol(report.verdict, UNICODE_SYMBOLS)} {_headline(report)}"
    yield ""
    facts = [report.article.source, language_text(report.language)]
    yield f"{_begin(' · '.join(fact for fact in facts if fact))} · support {_probability(report.probability)}"
    yield ""
    yield _begin(report.summary)
    if (support := report.body_supports) and support.claim is not None:
        yield f"<br>The body does support: {_quote(support.text)} ({sentences_text(support.sentences)})."
    for claim in report.claims:
        yield from _claim(claim, verbose=verbose)
    if report.findings:
        yield ""
    for finding in report.findings:
        yield from _finding(finding)


def _claim(result: ClaimResult, *, verbose: bool) -> Iterator[str]:
    look = look_of(result, UNICODE_SYMBOLS)
    yield ""
    label = f"{look.symbol} {look.word}"
    yield f"**{label}** {_probability(result.probability)} · {_escape(result.claim.text)}"
    yield ""
    for evidence in result.evidence if verbose else result.evidence[:1]:
        place = look.lead + sentences_text(evidence.sentences)
        yield f"> {place}: {_quote(evidence.text)}"
    if not result.evidence:
        yield "> no sentence of the body comes near it"


def _finding(finding: Finding) -> Iterator[str]:
    known = ", known" if finding.is_known else ""
    name = f"{finding.rule} {RULES[finding.rule].name}"
    yield f"- **{_escape(name)}** ({finding.severity}{known}): {_escape(finding.message)}"
    for name, text in quoted_parts(finding):
        yield f"  <br>{name}: {_quote(text)}"


def _headline(report: Report) -> str:
    return "".join(_marked(headline_pieces(report)))


def _marked(pieces: Iterable[tuple[str, bool]]) -> Iterator[str]:
    for text, is_marked in pieces:
        yield f"<b>{_escape(text)}</b>" if is_marked else _escape(text)


def _quote(text: str) -> str:
    return f"“{_escape(text.strip())}”"


def _probability(probability: float) -> str:
    return _escape(probability_text(probability))


def _begin(text: str) -> str:
    """Return `text` as itself at the beginning of a line."""
    return _LINE_START.sub(r"\g<0>\\", _escape(text.lstrip()))


def _escape(text: str) -> str:
    """Return `text` as itself within a line: no markup, no mention, no link, no cell border."""
    literal = _MARKUP.sub(r"\\\g<0>", shown(text).translate(_ENTITIES))
    return _REFERENCE.sub(r"\g<0><!-- -->", literal)
