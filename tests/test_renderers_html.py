"""The page is whole, safe, readable in both colour schemes, and every link on it leads somewhere."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from placed_reports import HOSTILE, every_kind, hostile_failure, hostile_report, known_report, sample
from report_builder import find, make_report
from sample_reports import (
    all_results,
    bridge_report,
    contradicted_report,
    failure,
    supported_report,
    unsupported_report,
)

from checker.datatypes import Label
from checker.renderers import RenderContext, render
from checker.renderers.marks import shown

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))
VOID = {"meta"}
CSS = files("checker").joinpath("assets/templates/report.css").read_text(encoding="utf-8")


class Page(HTMLParser):
    """What a browser makes of a page, as far as the tests ask."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.marked: list[tuple[str, str]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes.append((tag, dict(attrs)))
        if tag == "mark":
            self.marked.append((dict(attrs)["class"] or "", ""))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text += data
        if "mark" in self.open:
            kind, text = self.marked.pop()
            self.marked.append((kind, text + data))

    def values(self, name: str) -> list[str]:
        return [attributes[name] or "" for _, attributes in self.attributes if name in attributes]


def page_of(*results: Any, verbose: bool = False) -> Page:
    return Page(render(results, "html", RenderContext(verbose=verbose)))


@pytest.mark.parametrize(("name", "results"), [("report", sample()), ("every-kind", every_kind())])
def test_page_keeps_its_shape(golden, name, results):
    golden(f"{name}.html", render(results, "html"))


@pytest.mark.parametrize(
    "results",
    [(), (failure(),), (bridge_report(),), every_kind(), (hostile_report(), hostile_failure())],
    ids=["none", "failure", "one", "every kind", "hostile"],
)
def test_page_is_whole_and_loads_nothing(results):
    page = page_of(*results)
    assert page.open == []
    assert not page.tags.keys() & {"script", "img", "link", "iframe", "object", "form", "base"}
    assert not [name for _, attributes in page.attributes for name in attributes if name.startswith(("on", "src"))]
    assert "url(" not in CSS
    assert "default-src 'none'" in " ".join(page.values("content"))


@pytest.mark.parametrize("results", [(bridge_report(),), all_results()], ids=["one", "many"])
@pytest.mark.parametrize("verbose", [False, True], ids=["brief", "verbose"])
def test_every_link_leads_somewhere_on_the_page(results, verbose):
    page = page_of(*results, verbose=verbose)
    anchors = page.values("id")
    assert len(anchors) == len(set(anchors))
    assert {link.removeprefix("#") for link in page.values("href")} <= set(anchors)
    assert set(page.values("aria-labelledby")) <= set(anchors)


def test_contents_list_every_result_worst_first():
    page = page_of(*all_results())
    kinds = [attributes["class"] for tag, attributes in page.attributes if tag == "tr" and "class" in attributes]
    assert kinds == ["contradicted", "unsupported", "uncertain", "failure", "supported"]
    articles = [attributes["class"] for tag, attributes in page.attributes if tag == "article"]
    assert articles == [f"report {kind}" for kind in kinds]


def test_one_report_needs_no_contents():
    assert page_of(bridge_report()).tags["nav"] == 0
    assert page_of(bridge_report(), failure()).tags["nav"] == 1


def test_headline_has_its_unsupported_words_marked():
    marked = [text for kind, text in page_of(bridge_report()).marked if kind == "unsupported-word"]
    assert marked == ["admits", "never"]


def test_body_has_its_evidence_marked():
    marked = [item for item in page_of(bridge_report()).marked if "sentence" in item[0]]
    assert marked == [
        ("sentence supported", "Mayor Anna Lind opened the new river bridge on Monday."),
        ("sentence nearest", "Engineers had tested it for six weeks."),
    ]


def test_evidence_and_its_claim_link_to_each_other():
    links = page_of(bridge_report()).values("href")
    assert {"#r1s1", "#r1s2", "#r1c1", "#r1c2"} <= set(links)


def test_passage_a_finding_points_at_stands_out_within_its_sentence():
    assert "<strong>今年の秋</strong>" in render([contradicted_report()], "html")
    assert "<strong>Engineers" not in render([bridge_report()], "html")


def test_whole_body_is_on_the_page_in_paragraphs():
    report = unsupported_report()
    page = page_of(report)
    assert all(paragraph in page.text for paragraph in report.article.body.split("\n\n"))
    assert "teaser" in page.text
    assert render([report], "html").count('<p dir="auto">\n') == report.article.body.count("\n\n") + 1


def test_wrapped_lines_are_one_paragraph():
    report = make_report(sentences=("The mayor opened\nthe bridge.", "Boats left.", "Rain fell."), separator="\n")
    text = render([report], "html")
    assert "The mayor opened the bridge." in text
    assert text.count('<p dir="auto">\n') == 1


def test_text_between_sentences_is_shown():
    report = make_report(separator=" *** ")
    assert "***" in page_of(report).text


@pytest.mark.parametrize(("report", "is_open"), [(bridge_report(), True), (supported_report(), False)])
def test_body_is_open_where_somebody_must_look(report, is_open):
    assert ("open" in dict(next(a for t, a in page_of(report).attributes if t == "details"))) == is_open
    assert "open" in dict(next(a for t, a in page_of(report, verbose=True).attributes if t == "details"))


def test_verbose_shows_every_passage_and_its_numbers():
    brief, full = page_of(unsupported_report()), page_of(unsupported_report(), verbose=True)
    assert (brief.tags["blockquote"], full.tags["blockquote"]) == (2, 3)
    assert "similarity 0.94 · entails 0.97 · contradicts <0.01" in full.text
    assert "similarity" not in brief.text
    assert "entails" not in page_of(supported_report(), verbose=True).text


def test_known_finding_and_one_about_the_article_are_shown():
    page = page_of(known_report())
    assert page.values("class").count("known") == 1
    assert "The note to ignore HC003 hides nothing." in page.text


def test_claim_without_evidence_says_so():
    report = bridge_report()
    report = replace(report, claims=(replace(report.claims[1], evidence=(), label=Label.NOT_MENTIONED),))
    assert "no sentence of the body comes near it" in page_of(report).text


def test_supported_claim_is_offered():
    assert "The body does support Mayor opens bridge (sentence 1)." in page_of(bridge_report()).text


def test_failure_has_its_code_and_hint():
    text = page_of(failure()).text
    assert "E104" in text
    assert "leave a blank line after the first line" in text


def test_nothing_to_check_is_a_page():
    assert "no headline checked" in page_of().text


def test_hostile_text_is_text():
    text = render([hostile_report(), hostile_failure()], "html")
    assert shown(HOSTILE).strip().removesuffix("end") in page_of(hostile_report()).text
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]", text)


@given(headline=ANY_TEXT, source=ANY_TEXT)
def test_any_text_gives_a_whole_page(headline, source):
    report = make_report(headline=headline, source=source, sentences=(headline + "x",))
    page = Page(render([report, replace(failure(), source=source)], "html").encode().decode())
    assert page.open == []
    assert find(page.text, "probability of support")


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * channel for weight, channel in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(first: str, second: str) -> float:
    bright, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_has_enough_contrast(scheme):
    blocks = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
    assert len(blocks) == 2
    palette = colours(blocks[0]) | (colours(blocks[1]) if scheme == "dark" else {})
    assert scheme == "light" or palette.keys() == colours(blocks[1]).keys()
    tones = ["supported", "not-mentioned", "contradicted", "uncertain", "failure"]
    pairs = [(tone, f"{tone}-tint") for tone in tones]
    pairs += [(text, ground) for text in ["ink", "muted", *tones] for ground in ["card", "page"]]
    pairs += [("ink", f"{tone}-tint") for tone in tones] + [("muted", f"{tone}-tint") for tone in tones]
    too_faint = {pair: contrast(palette[pair[0]], palette[pair[1]]) for pair in pairs}
    assert {pair: ratio for pair, ratio in too_faint.items() if ratio < 4.5} == {}
