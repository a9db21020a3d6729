"""What is read from the XML of news agencies."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from checker.readers import read

DATA = Path(__file__).parent / "data"
TEXT = "<inlineData contenttype='text/plain'>It stays.\n\nFor long.</inlineData>"


def read_xml(text, **options):
    return list(read("-", stdin=io.BytesIO(text.encode()), input_format="newsml", **options))


def item(headline="<headline>Ferry stays</headline>", text=TEXT, guid=""):
    return f"<newsItem {f'guid={guid!r}' if guid else ''}><contentMeta>{headline}</contentMeta>{text}</newsItem>"


def test_every_headline_of_an_item_is_an_article_over_the_same_body():
    first, second = read(DATA / "g2.xml")
    assert (first.headline, second.headline) == ("Night ferry stays", "Ferry saved")
    assert first.body == second.body == "The council voted to keep the night ferry.\n\nNine for it\n\nFour against"
    assert first.language == "en"
    assert first.source == f"{DATA / 'g2.xml'}#headline:main"
    assert first.metadata == {
        "format": "newsml", "path": str(DATA / "g2.xml"), "field": "headline:main", "fields": "headline:main",
        "published": "2026-03-03T21:10:00+01:00",
    }  # fmt: skip


def test_headlines_and_paragraphs_of_nitf_are_read_with_the_entities_of_html():
    first, second = read(DATA / "story.nitf")
    assert (first.headline, second.headline) == ("Café ferry stays", "Nine vote for it")
    assert [each.metadata["field"] for each in (first, second)] == ["hl1", "hl2"]
    assert first.body == "Eastport voted to keep the ferry.\n\nFour were against.\n\nThe ferry at night."


def test_headline_of_a_role_is_named_by_it():
    found = read_xml(item('<headline>Ferry stays</headline><headline role="hlrole:short">Boat kept</headline>'))
    assert [each.metadata["field"] for each in found] == ["headline", "headline:short"]


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (
            item("<headline>Ferry stays</headline><description>Nine voted for it.</description>"),
            ["headline", "description"],
        ),
        (item("<headline>Ferry stays</headline><description>It stays.</description>"), ["headline"]),
        (item("<headline>Ferry stays</headline><subject><description>A boat.</description></subject>"), ["headline"]),
        (
            "<nitf><body><body.head><hedline><hl1>Ferry stays</hl1></hedline><abstract><p>Nine voted.</p></abstract>"
            "</body.head><body.content><p>It stays.</p></body.content></body></nitf>",
            ["hl1", "abstract"],
        ),
    ],
    ids=["description", "said by the body", "of a subject", "abstract of NITF"],
)
def test_summary_of_an_agency_is_checked_unless_the_body_says_it(text, fields):
    assert [each.metadata["field"] for each in read_xml(text)] == fields


def test_items_of_a_message_are_stories_and_those_without_text_are_left_out():
    message = (
        "<newsMessage><itemSet>"
        + item(guid="urn:a") + item(text="<remoteContent href='x.jpg'/>") + item() + item(headline="", guid="urn:b")
        + "</itemSet></newsMessage>"
    )  # fmt: skip
    first, second, failure = read_xml(message)
    assert (first.source, first.body) == ("urn:a#headline", "It stays.\n\nFor long.")
    assert first.metadata["path"] == "<stdin>"
    assert second.source == "<stdin>:3#headline"
    assert (failure.code, failure.source) == ("E103", "urn:b")


def test_news_ml_1_2_is_read():
    text = (
        "<NewsML><NewsItem><Identification><NewsIdentifier><NewsItemId>ferry</NewsItemId></NewsIdentifier>"
        "</Identification><NewsComponent><NewsLines><HeadLine>Ferry stays</HeadLine></NewsLines><ContentItem>"
        "<DataContent><p>It stays.</p><p>For long.</p></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"
    )
    (article,) = read_xml(text)
    assert (article.headline, article.body) == ("Ferry stays", "It stays.\n\nFor long.")
    assert article.source == "<stdin>#headline"


def test_markup_inside_of_plain_data_is_read():
    data = "<inlineData contenttype='text/html'>&lt;p&gt;It &lt;b&gt;stays&lt;/b&gt;.&lt;/p&gt;</inlineData>"
    assert read_xml(item(text=data))[0].body == "It stays."


def test_title_stands_in_for_a_missing_headline_and_a_given_one_for_all():
    (article,) = read_xml(item(headline="<title>Ferry stays</title><title>Again</title>"))
    assert (article.headline, article.metadata["field"]) == ("Ferry stays", "title")
    (article,) = read_xml(item(), headline=" Ferry sinks ")
    assert (article.headline, article.source) == ("Ferry sinks", "<stdin>")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "E101"),
        ("<newsItem>", "E101"),
        ("<html/>", "E101"),
        ("<?xml version='1.0' encoding='nonsense'?><newsItem/>", "E101"),
        ("<!DOCTYPE n [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>" + item("<headline>&e;</headline>"), "E101"),
        ("<!DOCTYPE n [<!ENTITY a 'aaa'><!ENTITY b '&a;&a;'>]>" + item("<headline>&b;</headline>"), "E101"),
        ("<newsItem/>", "E108"),
        ("<newsMessage/>", "E108"),
    ],
    ids=["empty", "cut off", "other XML", "encoding", "file entity", "own entities", "no text", "no item"],
)
def test_what_cannot_be_read_is_a_failure_with_a_hint(text, code):
    (failure,) = read_xml(text)
    assert failure.code == code
    assert failure.hint
    assert "root:" not in failure.message


def test_markup_may_be_deeper_than_the_stack():
    depth = 5000
    text = "<inlineXML>" + "<div>" * depth + "<p>It stays.</p>" + "</div>" * depth + "</inlineXML>"
    assert read_xml(item(text=text))[0].body == "It stays."
