"""What is read from RSS and Atom; following links is tested where there is a server, in test_readers_url.py."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from checker.readers import read

DATA = Path(__file__).parent / "data"
LONG = "The ferry made its trip on time. " * 30


def read_feed(text, **options):
    data = text if isinstance(text, bytes) else text.encode()
    return list(read("-", stdin=io.BytesIO(data), **options))


def rss(items):
    return f'<rss version="2.0"><channel><title>Gazette</title>{items}</channel></rss>'


def test_full_text_of_an_entry_is_its_body_in_paragraphs():
    article, failure = read(DATA / "feed.rss")
    assert article.headline == "Ferry & bridge stay"
    assert article.body == "The council voted to keep the ferry.\n\nThe bridge stays,\n\ntoo."
    assert article.source == "https://gazette.example/ferry"
    assert article.metadata == {
        "format": "feed", "path": str(DATA / "feed.rss"), "id": "ferry-1", "published": "2026-03-03",
    }  # fmt: skip
    assert (failure.code, failure.source) == ("E104", "https://gazette.example/harbour")
    assert "--follow-links" in failure.hint


def test_atom_is_told_by_its_content_and_an_entry_without_link_named_by_its_id():
    (article,) = read(DATA / "feed.xml")
    assert (article.headline, article.source) == ("Ferry stays", "urn:gazette:ferry")
    assert article.body == "The council voted to keep it.\n\nNobody was sad."


def test_long_description_is_the_story():
    (article,) = read_feed(rss(f"<item><title>Ferry</title><description>{LONG}</description></item>"))
    assert article.body == LONG.strip()
    assert article.source == "<stdin>:1"


def test_given_headline_replaces_every_title():
    (article,) = read_feed(rss(f"<item><description>{LONG}</description></item>"), headline=" Ferry sinks ")
    assert article.headline == "Ferry sinks"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<rss", "E101"),
        (b'<?xml version="1.0" encoding="\xc5-8"?>' + rss("").encode(), "E101"),
        ("<p>No feed</p>", "E101"),
        (rss(""), "E108"),
        (rss(f"<item><description>{LONG}</description></item>"), "E103"),
        (rss("<item><title>Ferry</title></item>"), "E104"),
    ],
    ids=["cut off", "encoding", "a page", "no entry", "no title", "no text"],
)
def test_what_cannot_be_read_is_a_failure_with_a_hint(text, code):
    (failure,) = read_feed(text, input_format="feed")
    assert failure.code == code
    assert failure.hint


def test_broken_xml_costs_no_entry_before_it():
    entry = f"<item><title>Ferry</title><description>{LONG}</description></item>"
    assert read_feed(rss(entry + "<item><title>Cut & off").removesuffix("</channel></rss>"))[0].headline == "Ferry"


def test_entity_of_the_feed_fetches_no_file(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    entry = f"<item><title>Ferry &e;</title><description>{LONG}</description></item>"
    (article,) = read_feed(f'<!DOCTYPE rss [<!ENTITY e SYSTEM "{secret.as_uri()}">]>{rss(entry)}', input_format="feed")
    assert "secret" not in article.headline


def test_control_characters_between_markup_do_no_harm():
    (article,) = read_feed(
        rss(f"<item><title>Ferry</title><description>a&#xFFFF;\x0b&lt;p&gt;\x0c{LONG}</description></item>")
    )
    assert article.body.endswith(LONG.strip())
