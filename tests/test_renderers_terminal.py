from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_builder import make_report
from rich.cells import cell_len
from sample_reports import (
    all_results,
    bridge_report,
    contradicted_report,
    failure,
    right_to_left_report,
    supported_report,
    unsupported_report,
)

from checker.datatypes import Failure, LeftOutReason, Report
from checker.renderers import FORMATS, RenderContext, render

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))
ANSI = re.compile(r"\x1b\[[0-9;]*m")
WORST_FIRST = ["図書館.txt", "feri.txt", "bridge-ar.txt", "empty.txt", "port.md"]


def draw(*results: Report | Failure, width: int = 100, **how: Any) -> str:
    return render(results, "terminal", RenderContext(width=width, **how))


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("name", "results", "how"),
    [
        ("unsupported-100.txt", [unsupported_report()], {"elapsed_s": 0.83}),
        ("unsupported-60.txt", [unsupported_report()], {"width": 60}),
        ("unsupported-ascii-80.txt", [unsupported_report()], {"width": 80, "unicode": False}),
        ("unsupported-verbose-100.txt", [unsupported_report()], {"verbose": True}),
        ("unsupported-color-100.ansi", [unsupported_report()], {"color": True}),
        ("supported-100.txt", [supported_report()], {}),
        ("contradicted-60.txt", [contradicted_report()], {"width": 60}),
        ("right-to-left-60.txt", [right_to_left_report()], {"width": 60}),
        ("failure-100.txt", [failure()], {}),
        ("many-100.txt", all_results(), {"elapsed_s": 2.1}),
        ("none.txt", [], {}),
        ("sample-88.txt", [bridge_report()], {"width": 88, "elapsed_s": 0.8}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_report_looks_as_it_did(golden: Any, name: str, results: list[Report | Failure], how: dict[str, Any]) -> None:
    golden(f"terminal/{name}", draw(*results, **how))


@pytest.mark.parametrize("unicode", [True, False], ids=["unicode", "ascii"])
@pytest.mark.parametrize("verbose", [True, False], ids=["verbose", "calm"])
@pytest.mark.parametrize("width", [60, 100, 160])
def test_no_line_is_wider_than_the_terminal(width: int, verbose: bool, unicode: bool) -> None:
    for results in (all_results(), *((result,) for result in all_results())):
        text = draw(*results, width=width, verbose=verbose, unicode=unicode, elapsed_s=12.3)
        assert max(cell_len(line) for line in text.splitlines()) <= width


def test_colour_adds_nothing_but_colour() -> None:
    for result in all_results():
        plain, coloured = draw(result), draw(result, color=True)
        assert "\x1b" not in plain
        assert coloured != plain
        assert ANSI.sub("", coloured).splitlines() == plain.splitlines()


def test_the_environment_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    before = draw(*all_results(), color=True), draw(*all_results())
    for name, value in {"NO_COLOR": "1", "FORCE_COLOR": "1", "COLUMNS": "40", "TERM": "dumb"}.items():
        monkeypatch.setenv(name, value)
    assert (draw(*all_results(), color=True), draw(*all_results())) == before


@pytest.mark.parametrize(
    "hostile",
    [
        "[red]x[/]",
        "[bold]Mayor[/bold] [link=https://example.org]opens[/link]",
        "[/]",
        ":smile: [blink]",
        "\\[red]",
        "[@click=app.bell]x",
    ],
)
def test_markup_is_shown_as_written(hostile: str) -> None:
    report = make_report(headline=hostile, sentences=(hostile, "Two."), summary=hostile, source=hostile)
    assert draw(report).count(hostile) == 6  # source, headline, summary, claim, evidence and body
    assert draw(Failure(hostile, "E101", hostile, hostile)).count(hostile) == 2
    assert "\x1b" not in draw(report)


@pytest.mark.parametrize(
    "hostile",
    ["\x1b[2J", "\x1b]8;;https://example.org\x07", "\x9b31m", "\x07", "\x08\x08", "\r", "\x7f", "\u202e", "\u2066"],
    ids=ascii,
)
def test_no_control_character_reaches_the_terminal(hostile: str) -> None:
    text = f"Mayor {hostile}opens the bridge"
    report = make_report(headline=text, sentences=(text,), summary=text, source=text, language="en" + hostile)
    drawn = draw(report, failure(), Failure(text, "E101", text, text), *all_results(), verbose=True)
    assert not {character for character in hostile if not character.isprintable()} & set(drawn)
    assert "opens" in drawn


@settings(max_examples=60, deadline=None)
@given(text=ANY_TEXT, other=ANY_TEXT, width=st.sampled_from([60, 100, 160]), unicode=st.booleans())
def test_any_text_is_drawn_safely(text: str, other: str, width: int, unicode: bool) -> None:
    report = make_report(
        headline=text,
        sentences=(other, text),
        summary=other,
        unsupported=(text[1:3],),
        left_out=((other, LeftOutReason.TEASER),),
        source=other,
    )
    fail = Failure(text, "E101", other, text)
    for results in ((report,), (fail,), (report, fail, supported_report(), report)):
        drawn = draw(*results, width=width, unicode=unicode, verbose=True)
        drawn.encode("utf-8")
        assert all(cell_len(line) <= width for line in drawn.split("\n"))
        assert not any(unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} for character in set(drawn) - {"\n"})
        assert not set(drawn) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def test_ascii_drawing_is_ascii_throughout() -> None:
    in_ascii = replace(unsupported_report(), left_out=())
    sentences = tuple(
        replace(scored, sentence=replace(scored.sentence, text=scored.sentence.text.replace("\u2013", "-")))
        for scored in in_ascii.sentences
    )
    results = (replace(in_ascii, sentences=sentences), supported_report(), failure(), bridge_report())
    for how in ({}, {"verbose": True}, {"color": True}, {"elapsed_s": 1.0}):
        assert draw(*results, unicode=False, **how).isascii()
        assert draw(results[0], unicode=False, **how).isascii()


def test_verdict_stands_before_claims_and_claims_before_sentences() -> None:
    text = draw(unsupported_report())
    places = [text.index(part) for part in ("UNSUPPORTED", "Claims", "Findings", "Body", "Left out", "1 headline")]
    assert places == sorted(places)


def test_evidence_is_quoted_exactly_beside_its_claim() -> None:
    text = flat(draw(unsupported_report(), width=60))
    first, last = (result.evidence[0] for result in unsupported_report().claims)
    assert f"supported sentence 1 “{first.text}”" in text
    assert f"not mentioned nearest: sentence 8 “{last.text}”" in text


def test_evidence_from_neighbouring_sentences_names_both() -> None:
    assert "sentences 2–3  “At nine the first ferry cast off. Forty passengers were on board.”" in draw(
        supported_report()
    )


def test_a_claim_without_evidence_says_so() -> None:
    result = replace(unsupported_report().claims[1], evidence=())
    assert "no sentence of the body comes near it" in draw(replace(unsupported_report(), claims=(result,)))


def test_a_finding_shows_what_both_texts_say() -> None:
    text = draw(contradicted_report())
    assert re.search(r"HC002 claim-contradicted +error\n", text)
    assert "headline  “来年”" in text
    assert "body      “今年の秋”" in text


def test_a_supported_headline_gets_a_calm_report() -> None:
    calm, whole = draw(supported_report()), draw(supported_report(), verbose=True)
    assert "Body" not in calm
    assert "4 sentences read, left out: 1 line of page furniture. --verbose shows them." in calm
    assert "The harbour master" not in calm
    assert "The harbour master" in whole
    assert "ADVERTISEMENT" in whole


def test_every_sentence_has_one_line_in_the_body_map() -> None:
    lines = draw(unsupported_report()).splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith(" Body"))
    assert [line.split()[0] for line in lines[start + 1 : start + 10]] == [str(n) for n in range(1, 10)]
    assert [line.split()[1] for line in lines[start + 1 : start + 4]] == ["✓", "·", "✓"]


@pytest.mark.parametrize(
    ("similarities", "bars"),
    [
        ((0.91, 0.90), ["━" * 10, "╸"]),
        ((0.80, 0.85, 0.90), ["╸", "━" * 5, "━" * 10]),
        ((0.85,), ["━" * 10]),
        ((0.85, 0.85), ["━" * 10, "━" * 10]),
    ],
    ids=["close cosines spread", "in between", "one sentence", "all alike"],
)
def test_bars_spread_over_the_range_of_the_article(similarities: tuple[float, ...], bars: list[str]) -> None:
    sentences = [f"Sentence {n}." for n in range(len(similarities))]
    body = draw(make_report(sentences=sentences, similarities=similarities)).partition(" Body")[2]
    assert re.findall("(?m)^ +[0-9]+ . ([━╸]+)", body) == bars


def test_what_was_left_out_is_counted_in_words() -> None:
    text = draw(unsupported_report())
    assert "Left out  2 lines of page furniture, 1 teaser, 1 repetition of the headline, 1 byline" in text
    assert "SCROLL TO CONTINUE" not in text
    assert "line of page furniture  “SCROLL TO CONTINUE”" in draw(unsupported_report(), verbose=True)


def test_many_results_are_listed_worst_first() -> None:
    listed = draw(*all_results()).splitlines()[2:7]
    assert [line.split("/")[-1].strip() for line in listed] == WORST_FIRST


def test_many_results_show_only_the_flagged_ones_whole() -> None:
    text = draw(*all_results())
    assert "UNSUPPORTED" in text
    assert "error[E104]" in text
    assert "✓ SUPPORTED" not in text
    assert "✓ SUPPORTED" in draw(*all_results(), verbose=True)


def test_many_results_are_totalled() -> None:
    totals = draw(*all_results()).partition("Totals")[2]
    assert re.findall(r"(\w[\w ]+?) +1  ━", totals) == [
        "contradicted",
        "unsupported",
        "uncertain",
        "supported",
        "not checked",
    ]


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        ([], "no headline checked"),
        ([unsupported_report()], "1 headline checked: 1 unsupported"),
        (
            [supported_report(), unsupported_report(), supported_report()],
            "3 headlines checked: 1 unsupported, 2 supported",
        ),
        ([failure()], "no headline checked; 1 could not be checked"),
        ([failure(), supported_report()], "1 headline checked: 1 supported; 1 could not be checked"),
    ],
    ids=["none", "one", "three", "only a failure", "with a failure"],
)
def test_last_line_sums_up(results: list[Report | Failure], expected: str) -> None:
    assert draw(*results).splitlines()[-1].strip() == expected


def test_a_failure_names_its_source_once() -> None:
    assert draw(failure()).count("stories/empty.txt") == 1
    assert "rows.jsonl:3: there is no body" in draw(Failure("rows.jsonl:3", "E104", "there is no body"))


def test_formats_are_known_without_importing_rich() -> None:
    code = "import sys, checker.renderers; print(*sys.modules, sep='\\n')"
    modules = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"rich", "babel", "jinja2", "checker.renderers.terminal", "checker.renderers.json"} & set(modules)
    assert list(FORMATS)[:3] == ["terminal", "json", "jsonl"]
