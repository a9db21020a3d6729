"""Draw one report as an editor reads it: verdict, headline, claims with evidence, findings, body map."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from rich import box
from rich.console import Group
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from checker.datatypes import Label, Verdict
from checker.renderers.cells import cut_end, cut_start, visible
from checker.renderers.claims import look_of, open_sentences, quoted_parts
from checker.renderers.lines import (
    GAP,
    Layout,
    count_text,
    hanging,
    language_text,
    place_text,
    probability_text,
    spread,
    title_text,
    wrapped,
)
from checker.renderers.marked_headline import marked_headline
from checker.renderers.places import redirects_of
from checker.renderers.theme import LEFT_OUT_WORDS, label_symbol, verdict_symbol
from checker.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from rich.console import RenderableType

    from checker.datatypes import ClaimResult, Evidence, Finding, LeftOut, Report, ScoredSentence
    from checker.renderers.theme import Symbols

_ITEM: Final = 2  # cells before an item of a section
_HANGING: Final = 11  # cells before what belongs to a claim or a finding
_BAR: Final = 10  # cells of a sentence's bar
_ROOMY: Final = 80  # from this width on, a legend is spelt out
_GAUGE: Final = 20  # cells of the gauge beside the verdict


def draw_report(report: Report, layout: Layout, *, elapsed_s: float | None = None) -> Iterator[RenderableType]:
    """Yield the lines and the panel of one report; a supported headline gets a short one."""
    yield _header(report, layout, elapsed_s)
    if passed := redirects_of(report.article):
        yield from hanging(Text(" by way of "), layout.line(passed), layout.width, "muted")
    yield _banner(report, layout)
    yield from _claims(report.claims, layout)
    yield from _findings(report.findings, layout)
    if report.verdict is Verdict.SUPPORTED and not layout.verbose:
        yield from _counts(report, layout)
        return
    yield from _body_map(report.sentences, open_sentences(report), layout)
    yield from _left_out(report, layout)


def _header(report: Report, layout: Layout, elapsed_s: float | None) -> Text:
    facts = [
        visible(language_text(report.language), unicode=layout.unicode),
        count_text(len(report.sentences), "sentence", "sentences"),
    ]
    if elapsed_s is not None:
        facts.append(f"{elapsed_s:.1f} s")
    right = Text(f" {layout.symbols.separator} ".join(facts), "muted")
    room = layout.width - right.cell_len - GAP - 2  # a margin on both sides
    source = cut_start(layout.line(report.article.source), room, layout.symbols.ellipsis)
    return spread(Text(" ").append(source, "source.text"), right, layout.width)


def _banner(report: Report, layout: Layout) -> Padding:
    inner = layout.width - 6  # margin, border and padding on both sides
    verdict = report.verdict
    symbol = verdict_symbol(verdict, layout.symbols)
    title = Text().append(f"{symbol} {verdict.upper()}", f"verdict.{verdict}")
    title.append("   probability of support ", "muted").append(probability_text(report.probability), "total")
    lines = [_with_gauge(title, report, inner, layout.symbols), Text()]
    lines += marked_headline(
        report.article.headline,
        report.unsupported_words,
        width=inner,
        symbols=layout.symbols,
        unicode=layout.unicode,
    )
    lines.append(Text())
    lines += wrapped(layout.line(report.summary), inner, "none")
    lines += _body_support(report, layout, inner)
    panel = Panel(
        Group(*lines),
        box=box.ROUNDED if layout.unicode else box.ASCII,
        border_style=f"border.{verdict}",
        padding=(0, 1),
        width=layout.width - 2,
    )
    return Padding(panel, (1, 0, 1, 1))


def _body_support(report: Report, layout: Layout, inner: int) -> list[Text]:
    """Return the claim the body does carry; the nearest passage stands below, with the claim it is nearest to."""
    support = report.body_supports
    if support is None or support.claim is None:
        return []
    line = f"The body does support: {layout.quote(support.text)} ({place_text(support.sentences, layout)})."
    return wrapped(line, inner, "none")


def _with_gauge(title: Text, report: Report, inner: int, symbols: Symbols) -> Text:
    """Return the title with a gauge of the probability at the right, where there is room for one."""
    if title.cell_len + GAP + _GAUGE > inner:
        return title
    full = min(max(round(report.probability * _GAUGE), 0), _GAUGE)
    gauge = Text().append(symbols.bar[-1] * full, f"border.{report.verdict}")
    return spread(title, gauge.append(symbols.gauge_rest * (_GAUGE - full), "muted"), inner + 1)


def _claims(results: Sequence[ClaimResult], layout: Layout) -> Iterator[Text]:
    yield title_text("Claims")
    for position, result in enumerate(results):
        if position:
            yield Text()
        look = look_of(result, layout.symbols)
        style = f"claim.{look.kind}"
        prefix = Text(" " * _ITEM).append(look.symbol, style)
        prefix.append(f" {probability_text(result.probability):>5}  ", style)
        lines = hanging(prefix, layout.line(result.claim.text), layout.width, f"claim.text.{look.kind}")
        yield from _labelled(lines, Text(look.word, style), layout.width)
        yield from _evidence(result, layout)
    yield Text()


def _labelled(lines: list[Text], label: Text, width: int) -> list[Text]:
    """Return the lines with `label` at the right end of the last, or of one more where it has no room."""
    if lines[-1].cell_len + GAP + label.cell_len >= width:
        return [*lines, spread(Text(), label, width)]
    return [*lines[:-1], spread(lines[-1], label, width)]


def _evidence(result: ClaimResult, layout: Layout) -> Iterator[Text]:
    if not result.evidence:
        yield Text(" " * _HANGING).append("no sentence of the body comes near it", "muted")
    shown = result.evidence if layout.verbose else result.evidence[:1]
    for evidence in shown:
        prefix = Text(" " * _HANGING).append(
            look_of(result, layout.symbols).lead + place_text(evidence.sentences, layout) + "  ", "evidence.place"
        )
        yield from _quoted(prefix, evidence.text, layout)
        if layout.verbose:
            yield from hanging(Text(" " * _HANGING), _numbers(evidence, layout), layout.width, "muted")


def _numbers(evidence: Evidence, layout: Layout) -> str:
    numbers = [f"similarity {evidence.similarity:.2f}"]
    if evidence.entailment is not None:
        numbers.append(f"entails {probability_text(evidence.entailment)}")
    if evidence.contradiction is not None:
        numbers.append(f"contradicts {probability_text(evidence.contradiction)}")
    return f" {layout.symbols.separator} ".join(numbers)


def _quoted(prefix: Text, text: str, layout: Layout) -> list[Text]:
    return hanging(prefix, layout.quote(text), layout.width, "evidence.text", indent=_HANGING)


def _findings(findings: Sequence[Finding], layout: Layout) -> Iterator[Text]:
    if not findings:
        return
    yield title_text("Findings")
    for finding in findings:
        left = Text(" " * _ITEM).append(finding.rule, "finding.rule")
        left.append(f" {RULES[finding.rule].name}", "finding.name")
        known = ", known" if finding.is_known else ""
        right = Text(f"{finding.severity}{known}", f"finding.{finding.severity}")
        yield spread(left, right, layout.width)
        indent = Text(" " * _HANGING)
        yield from hanging(indent, layout.line(finding.message), layout.width, "finding.message")
        for name, text in quoted_parts(finding):
            yield from _quoted(indent.copy().append(f"{name:10}", "evidence.place"), text, layout)
    yield Text()


def _body_map(sentences: Sequence[ScoredSentence], undecided: Collection[int], layout: Layout) -> Iterator[Text]:
    symbols = layout.symbols
    yield spread(title_text("Body"), _legend(layout, has_open=bool(undecided)), layout.width)
    similarities = [scored.similarity for scored in sentences]
    low, high = min(similarities, default=0.0), max(similarities, default=0.0)
    digits = len(str(len(sentences)))
    for scored in sentences:
        # Raw cosines of one article lie close together, so the bar spreads over its own range.
        share = (scored.similarity - low) / (high - low) if high > low else 1.0
        role = scored.role if scored.role in {Label.SUPPORTED, Label.CONTRADICTED} else None
        kind, sign = (role.value, label_symbol(role, symbols)) if role else ("neither", symbols.neither)
        if scored.sentence.index in undecided:
            kind, sign = "uncertain", symbols.uncertain
        style = f"sentence.{kind}"
        line = Text(" " * _ITEM)
        line.append(f"{scored.sentence.index + 1:>{digits}} ", "sentence.number")
        line.append(f"{sign} ", style)
        line.append(_bar(share, symbols.bar).ljust(_BAR + 2), style)
        if layout.verbose:
            line.append(f"{scored.similarity:.2f}  ", "sentence.number")
        text = cut_end(layout.line(scored.sentence.text), layout.width - line.cell_len - 1, symbols.ellipsis)
        yield line.append(text, "sentence.text.neither" if kind == "neither" else "sentence.text")
    yield Text()


def _legend(layout: Layout, *, has_open: bool) -> Text:
    legend = Text()
    if layout.width >= _ROOMY:
        legend.append("longer bar: nearer to the headline  ", "muted")
    elif not has_open:
        legend.append("longer bar: nearer  ", "muted")
    legend.append(f"{layout.symbols.supported} supports  ", "sentence.supported")
    legend.append(f"{layout.symbols.contradicted} contradicts", "sentence.contradicted")
    return legend.append(f"  {layout.symbols.uncertain} uncertain", "sentence.uncertain") if has_open else legend


def _bar(share: float, parts: Sequence[str]) -> str:
    """Return a bar of at least a sliver, so that the farthest sentence still has one."""
    steps = 1 + round(share * (_BAR * len(parts) - 1))
    full, rest = divmod(steps, len(parts))
    return parts[-1] * full + (parts[rest - 1] if rest else "")


def _left_out(report: Report, layout: Layout) -> Iterator[Text]:
    if not report.left_out:
        return
    counts = _left_out_counts(report.left_out)
    yield from hanging(title_text("Left out  "), counts, layout.width, "muted", indent=_HANGING)
    for piece in report.left_out if layout.verbose else ():
        line = Text(" " * _ITEM).append(LEFT_OUT_WORDS[piece.reason][0] + "  ", "muted")
        text = layout.quote(piece.span.slice(report.article.body))
        yield line.append(cut_end(text, layout.width - line.cell_len - 1, layout.symbols.ellipsis))
    yield Text()


def _left_out_counts(pieces: Sequence[LeftOut]) -> str:
    counts = Counter(piece.reason for piece in pieces)
    return ", ".join(count_text(count, *LEFT_OUT_WORDS[reason]) for reason, count in counts.most_common())


def _counts(report: Report, layout: Layout) -> Iterator[Text]:
    counts = f"{count_text(len(report.sentences), 'sentence', 'sentences')} read"
    if report.left_out:
        counts += f", left out: {_left_out_counts(report.left_out)}"
    yield from hanging(Text(" "), f"{counts}. --verbose shows them.", layout.width, "muted")
    yield Text()
