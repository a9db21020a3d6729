"""A comment shows every text as itself, pings nobody and fits into one comment."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from placed_reports import HOSTILE, every_kind, hostile_failure, hostile_report, known_report, sample
from report_builder import make_report
from sample_reports import bridge_report, failure, supported_report, unsupported_report

from checker.renderers import RenderContext, render
from checker.renderers.marks import shown

if TYPE_CHECKING:
    from markdown_it.token import Token

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))
# What we write ourselves; anything else in a comment would come from a text.
OUR_HTML = {"<b>", "</b>", "<br>", "<!-- -->"}
OUR_BLOCKS = {
    "paragraph",
    "heading",
    "blockquote",
    "bullet_list",
    "list_item",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}


def tokens(text: str) -> list[Token]:
    found = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    return [*found, *(child for token in found for child in token.children or ())]


def text_of(text: str) -> str:
    """Return what a reader sees, with the line ends of the source as blanks."""
    inline = [token for token in tokens(text) if token.type in {"text", "text_special", "softbreak"}]
    return "".join(token.content or " " for token in inline)


@pytest.mark.parametrize(("name", "results"), [("report", sample()), ("every-kind", every_kind())])
def test_comment_keeps_its_shape(golden, name, results):
    golden(f"{name}.md", render(results, "markdown"))


def test_table_has_every_result_worst_first():
    lines = render(every_kind(), "markdown").splitlines()
    rows = [line.split(" | ")[0].strip("| ") for line in lines if line.startswith("| ") and line != "| | headline"]
    assert rows[1:] == [
        "≠ contradicted",
        "✗ unsupported",
        "✗ unsupported",
        "? uncertain",
        "! not checked",
        "✓ supported",
    ]


def test_supported_headline_is_a_row_and_no_more():
    report = supported_report()
    assert "###" not in render([report], "markdown")
    assert "### ✓ River port" in render([report], "markdown", RenderContext(verbose=True))


def test_verbose_quotes_every_passage():
    brief, full = (render([unsupported_report()], "markdown", RenderContext(verbose=v)) for v in (False, True))
    assert ("sentence 3: “Di sana" in brief, "sentence 3: “Di sana" in full) == (False, True)


def test_unsupported_words_are_bold():
    assert "bridge, <b>admits</b> it was <b>never</b> tested |" in render([bridge_report()], "markdown")


def test_known_finding_says_so():
    text = render([known_report()], "markdown")
    assert "- **HC001 claim-not-mentioned** (error, known): " in text
    assert "- **HC090 unused-ignore** (warning): " in text


def test_claim_without_evidence_says_so():
    report = bridge_report()
    report = replace(report, claims=(replace(report.claims[1], evidence=()),))
    assert "> no sentence of the body comes near it" in render([report], "markdown")


def test_failure_needs_no_hint():
    assert "hint" not in render([replace(failure(), hint="")], "markdown")


def test_nothing_to_check_is_one_line():
    assert text_of(render([], "markdown")).strip() == "no headline checked"


def test_hostile_text_is_text():
    text = render([hostile_report(), hostile_failure()], "markdown")
    html = {token.content for token in tokens(text) if token.type == "html_inline"}
    blocks = {token.type.rsplit("_", 1)[0] for token in tokens(text) if token.type.endswith("_open")}
    assert html <= OUR_HTML
    assert blocks <= OUR_BLOCKS | {"strong"}
    assert shown(HOSTILE).strip() in text_of(text)


@pytest.mark.parametrize(
    "word", ["@everyone", "#12", "!34", "GH-56", "http://evil.example", "www.evil.example", ":smile:"]
)
def test_mention_or_reference_is_parted(word):
    report = bridge_report()
    text = render([replace(report, article=replace(report.article, headline=f"See {word} now"))], "markdown")
    assert word not in text
    assert word in text_of(text)


@pytest.mark.parametrize("start", ["# h", "- l", "+ l", "1. n", "12) n", "=== x", "--- x", "    code", "> q", "| a"])
def test_summary_begins_no_block(start):
    text = render([replace(bridge_report(), summary=f"{start} and so on")], "markdown")
    assert f"{start.strip()} and so on" in text_of(text)
    blocks = {token.type.rsplit("_", 1)[0] for token in tokens(text) if token.type.endswith("_open")}
    assert blocks <= OUR_BLOCKS | {"strong"} - {"code"}
    assert "ordered_list" not in blocks


def test_too_many_reports_are_cut_at_the_end_and_counted():
    text = render([unsupported_report()] * 300, "markdown")
    assert len(text) <= 65_536
    assert text.endswith(" rows or reports did not fit into one comment.\n")
    n_rows, n_left = text.count("\n| ✗"), int(text.splitlines()[-1].split()[0])
    assert n_rows + text.count("\n###") + n_left == 600


@given(headline=ANY_TEXT, source=ANY_TEXT)
def test_any_headline_is_one_cell(headline, source):
    text = render([make_report(headline=headline, source=source)], "markdown")
    cells = [token for token in tokens(text) if token.type == "td_open"]
    assert len(cells) == 4
    assert {token.content for token in tokens(text) if token.type == "html_inline"} <= OUR_HTML
