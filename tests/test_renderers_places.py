"""Where a headline and a passage stand in their file."""

from __future__ import annotations

from dataclasses import replace

import pytest
from placed_reports import as_file, as_row
from report_builder import find, make_report
from sample_reports import bridge_report, unsupported_report

from checker.datatypes import Failure, Report, Span
from checker.renderers.places import Region, body_region, failure_region, headline_region, path_of


def with_article(report: Report, **changes: object) -> Report:
    return replace(report, article=replace(report.article, **changes))


@pytest.mark.parametrize(
    ("source", "metadata", "path"),
    [
        ("stories/a.txt", {}, "stories/a.txt"),
        ("./stories//a.txt", {}, "stories/a.txt"),
        ("/tmp/a.txt", {}, "/tmp/a.txt"),
        ("https://example.org/a?b=1#c", {}, "https://example.org/a?b=1#c"),
        ("page.html#og:title", {"format": "html", "path": "page.html"}, "page.html"),
        ("desk-17", {"format": "jsonl", "path": "rows.jsonl", "line": "4"}, "rows.jsonl"),
        ("a.md", {"format": "markdown", "path": "/news/a"}, "a.md"),
        ("a.md#heading", {"format": "markdown", "path": "a.md"}, "a.md"),
        ("", {}, ""),
    ],
    ids=[
        "relative",
        "untidy",
        "absolute",
        "url",
        "headline of a page",
        "row",
        "front matter",
        "heading beside a title",
        "none",
    ],
)
def test_path_is_the_file_that_holds_the_article(source, metadata, path):
    assert path_of(with_article(make_report(), source=source, metadata=metadata)) == path


@pytest.mark.parametrize(
    ("source", "path", "region"),
    [
        ("rows.jsonl:3", "rows.jsonl", Region(3, 3)),
        ("a.txt", "a.txt", None),
        ("http://localhost:8000", "http://localhost:8000", None),
    ],
    ids=["row", "file", "port of a url"],
)
def test_failure_of_a_row_is_at_its_line(source, path, region):
    failure = Failure(source, "E107", "no")
    assert (path_of(failure), failure_region(failure)) == (path, region)


def test_headline_and_its_parts_are_on_its_line():
    report = as_file(bridge_report(), headline_column=3)
    assert headline_region(report) == Region(1, 1, 3, 49)
    assert headline_region(report, Span(20, 26)) == Region(1, 1, 23, 29)


def test_headline_is_above_the_body_when_the_reader_says_no_more():
    article = {"body_line": 7, "metadata": {"format": "markdown"}}
    assert headline_region(with_article(make_report(), **article)) == Region(6, 6)


@pytest.mark.parametrize("noted", ["", "0", "-1", "x", "9" * 5000, "٣"], ids=lambda noted: ascii(noted)[:6])
def test_front_matter_cannot_mislead(noted):
    metadata = {"format": "markdown", "line": "8", "headline_line": noted, "headline_column": noted}
    assert headline_region(with_article(make_report(), body_line=7, metadata=metadata)) == Region(6, 6)


def test_row_is_one_line_whatever_stands_in_it():
    report = as_row(unsupported_report())
    assert headline_region(report, Span(0, 3)) == Region(4, 4)
    assert body_region(report, Span(0, 3)) == Region(4, 4)


@pytest.mark.parametrize("metadata", [{}, {"format": "docx"}, {"format": "html", "line": "7"}, {"format": "csv"}])
def test_no_line_is_made_up(metadata):
    report = with_article(make_report(), metadata=metadata)
    assert headline_region(report) is None
    assert body_region(report, Span(0, 3)) is None


def test_body_region_spans_lines():
    body = "One.\nTwo\nthree. Four."
    report = as_file(with_article(make_report(), body=body), body_line=3)
    assert body_region(report, find(body, "One.")) == Region(3, 3, 1, 5)
    assert body_region(report, find(body, "Two\nthree.")) == Region(4, 5, 1, 7)
    assert body_region(report, find(body, "Four.")) == Region(5, 5, 8, 13)
