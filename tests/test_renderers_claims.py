"""How a claim is shown that the report leaves open, and a page that was reached by way of others."""

from __future__ import annotations

from dataclasses import replace

import pytest
from report_builder import make_report
from sample_reports import right_to_left_report, supported_report, unsupported_report

from checker.renderers import RenderContext, render
from checker.renderers.claims import is_open, look_of, open_sentences
from checker.renderers.theme import UNICODE_SYMBOLS

OPEN = right_to_left_report()  # its claim is labelled as supported, and HC010 says that nobody can tell


def test_claim_left_open_is_never_drawn_as_supported():
    (claim,) = OPEN.claims
    assert is_open(claim)
    assert look_of(claim, UNICODE_SYMBOLS) == ("uncertain", "?", "uncertain", "nearest: ")
    for name in ("terminal", "markdown", "html", "junit"):
        text = render((OPEN,), name)
        assert "uncertain" in text
        for guess in ("✓  0.48", "**✓ supported**", "claim supported", "sentence supported", "supported, probability"):
            assert guess not in text


def test_claim_that_is_decided_keeps_its_label():
    looks = [look_of(claim, UNICODE_SYMBOLS).kind for claim in unsupported_report().claims]
    assert looks == [claim.label for claim in unsupported_report().claims]


def test_sentence_quoted_for_a_decided_claim_too_is_not_left_open():
    assert open_sentences(OPEN) == {0}
    decided = replace(OPEN.claims[0], findings=())
    assert open_sentences(replace(OPEN, claims=(*OPEN.claims, decided))) == frozenset()
    assert open_sentences(supported_report()) == frozenset()


@pytest.mark.parametrize("name", ["terminal", "html"])
def test_redirects_of_a_page_are_shown(name):
    report = make_report(source="https://a.example/1#og:title")
    known = {"field": "og:title", "redirects": "https://a.example/1 -> https://a.example/2"}
    moved = replace(report, article=replace(report.article, metadata=known))
    shown = render((moved,), name, RenderContext(width=100)).replace("-&gt;", "->")
    assert "by way of" in shown
    assert "https://a.example/1 -> https://a.example/2" in shown
    assert "by way of" not in render((report,), name)


def test_page_names_the_field_a_headline_stands_in():
    report = make_report(source="https://a.example/1#og:title")
    named = replace(report, article=replace(report.article, metadata={"field": "og:title"}))
    assert '<code class="field">og:title</code> of <bdi class="source">https://a.example/1</bdi>' in render(
        (named,), "html"
    )
    assert '<code class="field">' not in render((report,), "html")
