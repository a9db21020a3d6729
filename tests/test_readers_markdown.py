"""Where Markdown stories keep their headline."""

from __future__ import annotations

import io

import pytest

from checker.errors import InputError
from checker.readers.markdown import read_markdown


def read_text(text, **options):
    (article,) = read_markdown(io.BytesIO(text.encode()), source="story.md", **options)
    return article


@pytest.mark.parametrize(
    ("text", "headline", "body", "body_line"),
    [
        ("# Ferry stays\n\nIt stays.\n", "Ferry stays", "\nIt stays.\n", 2),
        ("Ferry stays\n===========\nIt stays.\n", "Ferry stays", "It stays.\n", 3),
        ("Ferry\nstays\n---\nIt stays.\n", "Ferry stays", "It stays.\n", 4),
        ("## *Ferry* [stays](x.html) `now` ##\nIt stays.", "Ferry stays now", "It stays.", 2),
        ("![map](map.png)\n\n# Ferry stays\nIt stays.", "Ferry stays", "It stays.", 4),
        ("#\n\n# Ferry stays\nIt stays.", "Ferry stays", "It stays.", 4),
        ("```\n# no heading\n```\n# Ferry stays\nIt stays.", "Ferry stays", "It stays.", 5),
        ("---\ntitle: Ferry stays\n---\nIt stays.\n", "Ferry stays", "It stays.\n", 4),
        ("---\ntitle: Ferry stays\n---\n\nIt stays.\n", "Ferry stays", "\nIt stays.\n", 4),
        ("---\nheadline: Ferry stays\n---\n# Other\nIt stays.", "Ferry stays", "# Other\nIt stays.", 4),
        ("---\nauthor: Ann\n---\n# Ferry stays\nIt stays.", "Ferry stays", "It stays.", 5),
        ("---\ntitle: 2024\n---\nA year.", "2024", "A year.", 4),
        ("---\ntitle: [a, b]\n---\n# Ferry stays\nIt stays.", "Ferry stays", "It stays.", 5),
        ("---\n\n# Ferry stays\nIt stays.", "Ferry stays", "It stays.", 4),
        ("---\nBetween rules\n---\n# Ferry stays\nIt stays.", "Between rules", "# Ferry stays\nIt stays.", 4),
        ("--- aside\n---\nx\n---\n# Ferry stays\nIt stays.", "--- aside", "x\n---\n# Ferry stays\nIt stays.", 3),
    ],
    ids=[
        "ATX", "setext", "setext of two lines", "inline markup", "picture first", "empty heading first",
        "heading in a fence", "title", "title and blank line", "headline field", "front matter without title",
        "number as title", "list as title", "rule first", "rules around words", "dashes with words",
    ],
)  # fmt: skip
def test_headline_is_the_title_or_the_first_heading(text, headline, body, body_line):
    article = read_text(text)
    assert (article.headline, article.body, article.body_line) == (headline, body, body_line)
    assert "\n".join(text.split("\n")[article.body_line - 1 :]) == article.body


@pytest.mark.parametrize("field", ["language", "lang"])
def test_front_matter_gives_the_language_and_other_values(field):
    article = read_text(f"---\ntitle: Le pont rouvre\n{field}: fr\ndesk: ville\n---\nIl rouvre.\n")
    assert article.language == "fr"
    assert article.metadata["desk"] == "ville"
    assert article.metadata["format"] == "markdown"


def test_given_headline_keeps_the_body_where_it_was():
    text = "# Ferry stays\n\nIt stays.\n"
    assert read_text(text, headline="Ferry sinks").body == read_text(text).body


def test_given_headline_makes_a_heading_unnecessary():
    article = read_text("It stays.\n", headline="Ferry sinks")
    assert (article.headline, article.body) == ("Ferry sinks", "It stays.\n")


def test_broken_front_matter_names_its_line():
    with pytest.raises(InputError, match=r"story\.md is not valid YAML \(line 3\)"):
        read_text("---\ntitle: Ferry stays\nlang: en: gb\n---\nIt stays.\n")
