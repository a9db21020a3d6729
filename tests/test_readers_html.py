"""What is read from the page of a story: its body, and every headline it carries."""

from __future__ import annotations

import builtins
import io
import json
from pathlib import Path

import pytest

from checker.datatypes import Article, Failure
from checker.readers import read
from checker.readers.blocks import text_of_markup
from checker.readers.html import read_html
from checker.readers.page_headlines import _strip_section

DATA = Path(__file__).parent / "data"
PARAGRAPHS = (
    "The council of Eastport voted on Tuesday to keep the night ferry running until the spring, after a long debate.",
    "Nine members voted for the ferry and four against, said the mayor, Ida Holm, who had asked for the vote.",
)
STORY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
LONG = " ".join(f"The ferry made trip number {number} on time." for number in range(40))


def page(body=f"<article><h1>Ferry stays</h1>{STORY}</article>", head="<title>Ferry stays</title>"):
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"


def linked(**item):
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **item})}</script>'


def read_page(text, **options):
    data = text if isinstance(text, bytes) else text.encode()
    return list(read("-", stdin=io.BytesIO(data), input_format="html", **options))


def headlines(text):
    return {article.metadata["field"]: article.headline for article in read_page(text)}


def test_every_distinct_headline_of_a_page_is_an_article_over_the_same_body():
    articles = list(read(DATA / "story.html"))
    assert {article.metadata["field"]: article.headline for article in articles} == {
        "h1": "Night ferry stays, council decides",
        "twitter:title": "Night ferry saved!",
        "title": "Ferry survives after stormy vote",
        "alternativeHeadline": "Ferry stays until spring",
        "standfirst": "Nine members stood by the boat, four did not.",
        "description": "Nine councillors stood by the night ferry on Tuesday.",
    }
    assert len({article.body for article in articles}) == 1
    first = articles[0]
    assert first.source == f"{DATA / 'story.html'}#h1"
    assert first.metadata == {
        "path": str(DATA / "story.html"), "format": "html", "field": "h1", "fields": "h1, json-ld, og:title",
        "published": "2026-03-03T21:10:00+01:00", "checker_ignore": "HC003",
    }  # fmt: skip


def test_body_is_the_story_without_headlines_and_page_furniture():
    body = next(read(DATA / "story.html")).body
    assert [paragraph[:12] for paragraph in body.split("\n\n")] == ["The council ", "Nine members", "The boat cos"]


def test_given_headline_is_the_only_one():
    (article,) = read(DATA / "story.html", headline=" Ferry sinks ")
    assert (article.headline, article.source) == ("Ferry sinks", str(DATA / "story.html"))
    assert "field" not in article.metadata


@pytest.mark.parametrize(
    ("title", "head", "expected"),
    [
        ("Ferry stays | Gazette", "", {"h1": "Ferry stays"}),
        ("Gazette - Ferry stays", "", {"h1": "Ferry stays"}),
        ("Ferry stays", "", {"h1": "Ferry stays"}),
        ("Boat saved - Gazette", "", {"h1": "Ferry stays", "title": "Boat saved - Gazette"}),
        (
            "Boat saved – no cuts – Gazette",
            '<meta property="og:site_name" content="Gazette">',
            {"h1": "Ferry stays", "title": "Boat saved – no cuts"},
        ),
        ("Gazette", '<meta property="og:site_name" content="Gazette">', {"h1": "Ferry stays"}),
        (
            "Boat saved | Gazette",
            linked(headline="FERRY  stays", publisher={"name": "Gazette"}),
            {"h1": "Ferry stays", "title": "Boat saved"},
        ),
        ("Boat saved | Gazette", "", {"h1": "Ferry stays", "title": "Boat saved"}),
        ("Harbour | Boat saved by nine votes", "", {"h1": "Ferry stays", "title": "Boat saved by nine votes"}),
        ("Council votes on the boat | Mayor asks for calm", "", {
            "h1": "Ferry stays", "title": "Council votes on the boat | Mayor asks for calm"}),
        ("渡し船を来春まで存続へ｜港新聞", "", {"h1": "Ferry stays", "title": "渡し船を来春まで存続へ"}),
        (
            "Boat saved - Gazette",
            '<meta name="application-name" content="Gazette">',
            {"h1": "Ferry stays", "title": "Boat saved"},
        ),
        (
            "Boat saved - Gazette",
            '<script type="application/ld+json">{"@graph": [{"@type": "NewsMediaOrganization", "name": "Gazette"},'
            ' {"@type": "NewsArticle", "headline": "Ferry stays", "publisher": {"@id": "#gazette"}}]}</script>',
            {"h1": "Ferry stays", "title": "Boat saved"},
        ),
        ("", linked(headline="Ferry&#039;s future", name="x"), {"h1": "Ferry stays", "json-ld": "Ferry's future"}),
    ],
    ids=[
        "site after", "site before", "no site", "unknown site stays", "known site", "nothing but the site",
        "publisher as site", "bar after", "bar before", "bar between two headlines", "full-width bar",
        "application name", "publisher of its own", "entities in JSON-LD",
    ],
)  # fmt: skip
def test_name_of_the_site_is_no_part_of_a_headline(title, head, expected):
    assert headlines(page(head=f"<title>{title}</title>{head}")) == expected


def test_logo_and_empty_headings_are_no_headline():
    head = '<meta property="og:site_name" content="Gazette">'
    body = f"<h1>Gazette</h1><h1><img></h1><div><h1>Ferry <em>stays</em></h1>{STORY}</div>"
    assert headlines(page(body, head=head)) == {"h1": "Ferry stays"}


@pytest.mark.parametrize(
    ("description", "is_headline"),
    [
        ("Town keeps its boat.", True),
        (PARAGRAPHS[0], False),
        (PARAGRAPHS[0][:60] + " …", False),
        (PARAGRAPHS[0][:60] + "...", False),
        ("", False),
    ],
    ids=["of its own", "the lead", "the lead cut off", "cut off with dots", "empty"],
)
def test_description_that_repeats_the_body_is_no_headline(description, is_headline):
    found = headlines(page(head=f'<meta name="description" content="{description}">'))
    assert ("description" in found) is is_headline


def test_description_of_json_ld_is_a_headline():
    assert headlines(page(head=linked(description="Town keeps boat")))["json-ld:description"] == "Town keeps boat"


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "headline": "Boat\tkept", "articleBody": "BODY\nMore\x0b of it."}',
        '{"@type": "NewsArticle", "headline": "Boat kept", "articleBody": "BODY\\nMore of it.",}',
        '<!-- {"@type": "NewsArticle", "headline": "Boat kept", "articleBody": "BODY\\nMore of it."} -->',
        '//<![CDATA[\n{"@type": "NewsArticle", "headline": "Boat kept", "articleBody": "BODY\\nMore of it."}\n//]]>',
        '[{"@type": "https://schema.org/ReportageNewsArticle", "headline": "Boat kept", '
        '"articleBody": "<p>BODY</p><p>More <b>of</b> it.</p>"}, 3, null]',
        '{"@type": "WebPage", "mainEntity": {"@type": "Report", "headline": "Boat kept", '
        '"articleBody": "BODY&#10;More of it."}}',
    ],
    ids=["control characters", "trailing comma", "comment", "CDATA", "list and markup", "main entity"],
)
def test_json_ld_is_read_however_it_is_broken(script):
    script = script.replace("BODY", LONG)
    articles = read_page(page(head=f'<script type="application/ld+json">{script}</script>'))
    assert articles[0].body == f"{LONG}\n\nMore of it."
    assert articles[1].headline == "Boat kept"


@pytest.mark.parametrize(
    ("kind", "script"),
    [
        ("application/ld+json; charset=utf-8", '{"@type": "NewsArticle", "headline": "Boat kept"}'),
        (" Application/LD+JSON ", '{"@type": "NewsArticle", "headline": "Boat kept"}'),
        (
            "application/ld+json",
            "{&quot;@type&quot;: &quot;NewsArticle&quot;, &quot;headline&quot;: &quot;Boat kept&quot;}",
        ),
        (
            "application/ld+json",
            '{"@graph": [{"@type": "WebSite", "name": "x"}, {"@type": ["Article"], "headline": "Boat kept"}]}',
        ),
    ],
    ids=["parameter", "capitals", "entities", "graph"],
)
def test_json_ld_is_found_however_it_is_labelled(kind, script):
    found = headlines(page(head=f'<script type="{kind}">{script}</script>'))
    assert found == {"h1": "Ferry stays", "json-ld": "Boat kept"}


@pytest.mark.parametrize(
    "line",
    [
        '<p class="c-article-standfirst">LINE</p>',
        '<div class="ArticleHeader_dek__x1Yz">LINE</div>',
        '<p class="articleSubTitle">LINE</p>',
        '<h2 class="sous-titre">LINE</h2>',
        '<p data-testid="sottotitolo">LINE</p>',
        '<p role="doc-subtitle">LINE</p>',
        '<p itemprop="alternativeHeadline">LINE</p>',
        "<h2>LINE</h2>",
    ],
    ids=["standfirst", "dek", "camel case", "French", "Italian", "role", "property", "heading right below"],
)
def test_line_below_the_headline_is_checked_and_proves_nothing(line):
    line = line.replace("LINE", "Nine of thirteen stood by the boat")
    articles = read_page(page(f"<article><header><h1>Ferry stays</h1>{line}</header>{STORY}</article>"))
    assert [article.metadata["field"] for article in articles] == ["h1", "standfirst"]
    assert articles[1].headline == "Nine of thirteen stood by the boat"
    assert articles[0].body == "\n\n".join(PARAGRAPHS)


def test_paragraph_grouped_with_the_headline_is_a_standfirst():
    group = "<hgroup><h1>Ferry stays</h1><p>Nine of thirteen stood by the boat</p></hgroup>"
    assert headlines(page(f"<article>{group}{STORY}</article>"))["standfirst"] == "Nine of thirteen stood by the boat"


@pytest.mark.parametrize(
    "around",
    [
        '<article><h1>Ferry stays</h1><p class="lead">LINE</p>STORY</article>',
        "<article><h1>Ferry stays</h1>STORY<h2>LINE</h2></article>",
        '<article><h1>Ferry stays</h1>STORY<p class="dek">LINE</p></article>',
        '<article><h1>Ferry stays</h1><aside><p class="dek">LINE</p></aside>STORY</article>',
        '<article><h1>Ferry stays</h1><a href="/x" class="dek">LINE</a>STORY</article>',
        "<article><h1>Ferry stays</h1><h2>What now?</h2>STORY</article>",
        '<div class="subtitle"><article><h1>Ferry stays</h1>STORY</article></div>',
    ],
    ids=["lead", "section", "below the story", "aside", "link", "short heading", "box around all"],
)
def test_what_only_looks_like_a_standfirst_is_none(around):
    text = around.replace("STORY", STORY).replace("LINE", "Nine of thirteen stood by the boat that night.")
    articles = read_page(page(text))
    assert [article.metadata["field"] for article in articles] == ["h1"]
    assert PARAGRAPHS[0] in articles[0].body


@pytest.mark.parametrize(
    "script",
    ["{", "", '"text"', "[" * 100_000, '{"@type": "Person", "headline": "Ida Holm"}'],
    ids=["broken", "empty", "no object", "bottomless", "no article"],
)
def test_json_ld_without_a_story_changes_nothing(script):
    (article,) = read_page(page(head=f'<script type="application/ld+json">{script}</script>'))
    assert (article.headline, article.body) == ("Ferry stays", "\n\n".join(PARAGRAPHS))


def test_half_characters_of_json_ld_can_be_written():
    article = read_page(page(head=linked(headline="x").replace("x", "Boat \\ud83d")))[1]
    assert article.headline == "Boat \ufffd"


@pytest.mark.parametrize(
    "teaser", ["The council voted.", LONG + " And then …"], ids=["short articleBody", "cut articleBody"]
)
def test_text_of_the_page_wins_over_the_teaser_of_its_json_ld(teaser):
    story = f"<article><h1>Ferry stays</h1>{STORY}<p>{LONG}</p></article>"
    article = read_page(page(story, head=linked(headline="Ferry stays", articleBody=teaser)))[0]
    assert PARAGRAPHS[1] in article.body
    assert article.body.endswith(LONG)


def test_story_with_the_longest_body_is_the_one_of_the_page():
    head = linked(headline="Other", articleBody="Short.") + linked(headline="Ferry stays", articleBody=LONG)
    (article,) = read_page(page(head=head))
    assert (article.headline, article.body) == ("Ferry stays", LONG)


@pytest.mark.parametrize("value", [False, "False", "http://schema.org/False"], ids=str)
def test_beginning_of_a_story_for_subscribers_is_a_clear_error(value):
    (failure,) = read_page(page(head=linked(headline="Ferry stays", isAccessibleForFree=value)))
    assert (failure.code, bool(failure.hint)) == ("E114", True)
    (article,) = read_page(page(head=linked(headline="Ferry stays", isAccessibleForFree=value, articleBody=LONG)))
    assert article.body == LONG


@pytest.mark.parametrize(
    ("head", "line"),
    [
        ('<meta property="article:content_tier" content="locked">', ""),
        (linked(headline="Ferry stays", hasPart={"isAccessibleForFree": False, "cssSelector": ".wall"}), ""),
        ("", "Subscribe to continue reading. Already a subscriber? Log in."),
        ("", "Cet article est réservé aux abonnés."),
        ("", "Suscríbete para seguir leyendo"),
        ("", "この記事は会員限定です。"),
        ("", "Artikel ini khusus pelanggan."),
    ],
    ids=["tier", "part", "English", "French", "Spanish", "Japanese", "Indonesian"],
)
def test_stub_is_told_by_what_the_page_says_of_itself(head, line):
    stub = f"<article><h1>Ferry stays</h1>{STORY}<p>{line}</p></article>"
    assert [result.code for result in read_page(page(stub, head=head)) if isinstance(result, Failure)] == ["E114"]
    whole = f"<article><h1>Ferry stays</h1>{STORY}<p>{LONG}</p></article>"
    assert isinstance(read_page(page(whole, head=head))[0], Article)


def test_brief_with_a_newsletter_below_is_no_stub():
    text = (
        f"<article><h1>Ferry stays</h1>{STORY}<p>Subscribe to our newsletter for more about the harbour.</p></article>"
    )
    assert isinstance(read_page(page(text))[0], Article)


TEASERS = "".join(
    f"<div><h2><a href=/{n}>Story {n} of the harbour</a></h2><p>What story {n} says of the boats in the port.</p></div>"
    for n in range(12)
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "E104"),
        ("<html></html>", "E104"),
        (page(f"<main>{TEASERS}</main>"), "E104"),
        (
            page("<ul>" + "".join(f"<li><a href=/{n}>Story {n} of the town</a></li>" for n in range(20)) + "</ul>"),
            "E104",
        ),
        (page("<h1>Page not found</h1><p>Sorry, we could not find that page.</p>"), "E104"),
        (page("<div id=root></div><noscript>Switch on JavaScript.</noscript>"), "E104"),
        (page(f"<article>{STORY}</article>", head=""), "E103"),
    ],
    ids=["nothing", "no text", "front page", "links", "error page", "script only", "no headline"],
)
def test_page_without_a_story_is_a_clear_error(text, code):
    (failure,) = read_page(text)
    assert isinstance(failure, Failure)
    assert failure.code == code
    assert failure.hint


def test_story_among_teasers_is_a_story():
    articles = read_page(page(f"<article><h1>Ferry stays</h1>{STORY}</article><section>{TEASERS}</section>"))
    assert PARAGRAPHS[0] in articles[0].body


def test_paragraphs_of_the_article_are_taken_where_nothing_else_finds_them(monkeypatch):
    monkeypatch.setattr("trafilatura.extract", lambda *_arguments, **_options: None)
    (article,) = read_page(page(f"<article><h1>Ferry stays</h1>{STORY}<aside><p>Advert</p></aside></article>"))
    assert article.body == "\n\n".join(PARAGRAPHS)
    (article,) = read_page(page(f"<main><h1>Ferry stays</h1>{STORY}<p>The<br>end<!-- x -->.</p></main>"))
    assert article.body.endswith("\n\nThe\n\nend.")


FRENCH = page(
    "<article><h1>Le pont fermé</h1><p>Le pont a été fermé à midi, après une inspection menée par les ingénieurs de la "
    "préfecture.</p></article>",
    head="{}",
)


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        (FRENCH.format("").encode(), "iso-8859-1"),
        (FRENCH.format('<meta charset="iso-8859-1">').encode(), ""),
        (FRENCH.format('<meta charset="iso-8859-1">').encode("cp1252"), "utf-8"),
        (FRENCH.format("").encode("cp1252"), "ISO-8859-1"),
        (FRENCH.format('<meta charset="nonsense">').encode("cp1252"), "utf-8"),
        (FRENCH.format("").encode("utf-16"), ""),
        (b'<?xml version="1.0" encoding="utf-8"?>' + FRENCH.format("").encode(), ""),
        (b"\xef\xbb\xbf" + FRENCH.format("").encode(), ""),
    ],
    ids=[
        "wrong header", "wrong declaration", "declaration beats header", "header alone", "unknown names", "UTF-16",
        "XHTML", "byte order mark",
    ],
)  # fmt: skip
def test_characters_are_right_whatever_header_and_page_say(data, charset):
    (article,) = read_html(io.BytesIO(data), source="x.html", charset=charset)
    assert article.headline == "Le pont fermé"
    assert "été fermé à midi, après" in article.body


def test_legacy_name_stands_for_the_larger_encoding():
    data = FRENCH.format("").replace("fermé", "fermé — enfin").encode("cp1252")
    assert next(read_html(io.BytesIO(data), source="x", charset="latin1")).headline == "Le pont fermé — enfin"


def test_page_over_the_limit_is_too_large():
    assert read_page(page(), max_bytes=20)[0].code == "E105"


def test_missing_library_names_the_command_that_installs_it(monkeypatch):
    real_import = builtins.__import__

    def fail(name, *arguments, **options):
        if name == "trafilatura":
            raise ModuleNotFoundError("No module named 'trafilatura'", name=name)
        return real_import(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", fail)
    (failure,) = read(DATA / "story.html")
    assert failure.code == "E113"
    assert "trafilatura" in failure.message
    assert failure.hint == "pip install 'headline-checker[web]'"


def test_reading_a_page_prints_nothing(capfd):
    assert isinstance(read_page(page())[0], Article)
    read_page("<html><body><div></div></body></html>")
    assert capfd.readouterr() == ("", "")


def test_a_line_end_before_markup_within_a_line_parts_two_words():
    markup = "<p>Mayor\n<em>resigns</em>\r\n<a>on\n</a>Monday</p>"
    assert text_of_markup(markup) == "Mayor resigns on Monday"


def test_a_title_of_many_parts_is_read():
    title = " | ".join(["Ferry at night"] + ["x"] * 3000)
    assert 0 < len(_strip_section(title)) < len(title)
