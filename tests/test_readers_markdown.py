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
        ("---\nheadline: Ferry stays\n---\n\n# FERRY stays\nIt stays.", "Ferry stays", "It stays.", 6),
        ("---\ntitle: Ferry stays\n---\nSo.\n\n# More\nIt does.", "Ferry stays", "So.\n\n# More\nIt does.", 4),
        ('+++\ntitle = "Ferry stays"\n+++\nIt stays.\n', "Ferry stays", "It stays.\n", 4),
        ('+++\ndraft = true\n[extra]\na = 1\n+++\n# Ferry stays\nIt stays.', "Ferry stays", "It stays.", 7),
        ("+++ plus\n\n# Ferry stays\nIt stays.", "Ferry stays", "It stays.", 4),
        ("---\nauthor: Ann\n---\n# Ferry stays\nIt stays.", "Ferry stays", "It stays.", 5),
        ("---\ntitle: 2024\n---\nA year.", "2024", "A year.", 4),
        ("---\ntitle: [a, b]\n---\n# Ferry stays\nIt stays.", "Ferry stays", "It stays.", 5),
        ("---\n\n# Ferry stays\nIt stays.", "Ferry stays", "It stays.", 4),
        ("---\nBetween rules\n---\n# Ferry stays\nIt stays.", "Between rules", "# Ferry stays\nIt stays.", 4),
        ("--- aside\n---\nx\n---\n# Ferry stays\nIt stays.", "--- aside", "x\n---\n# Ferry stays\nIt stays.", 3),
    ],
    ids=[
        "ATX", "setext", "setext of two lines", "inline markup", "picture first", "empty heading first",
        "heading in a fence", "title", "title and blank line", "title repeated as heading",
        "title and section", "TOML", "TOML without title", "plus signs with words", "front matter without title",
        "number as title", "list as title", "rule first", "rules around words", "dashes with words",
    ],
)  # fmt: skip
def test_headline_is_the_title_or_the_first_heading(text, headline, body, body_line):
    article = read_text(text)
    assert (article.headline, article.body, article.body_line) == (headline, body, body_line)
    assert "\n".join(text.split("\n")[article.body_line - 1 :]) == article.body


def test_heading_that_differs_from_the_title_is_checked_too_and_proves_nothing():
    text = "---\ntitle: Ferry stays\npath: /news/ferry\n---\n\n# Ferry sinks\n\nIt stays.\n"
    title, heading = read_markdown(io.BytesIO(text.encode()), source="story.md")
    assert (title.headline, title.source, title.metadata["field"]) == ("Ferry stays", "story.md", "title")
    assert (heading.headline, heading.source, heading.metadata["field"]) == (
        "Ferry sinks",
        "story.md#heading",
        "heading",
    )
    assert title.body == heading.body == "\nIt stays.\n"
    assert [each.metadata["headline_line"] for each in (title, heading)] == ["2", "6"]
    assert [each.metadata["headline_column"] for each in (title, heading)] == ["8", "3"]
    assert heading.metadata["path"] == "story.md"


def test_given_headline_stands_in_for_title_and_heading():
    article = read_text("---\ntitle: Ferry stays\n---\n# Ferry sinks\nIt stays.\n", headline="Ferry swims")
    assert (article.headline, article.body) == ("Ferry swims", "It stays.\n")


def test_front_matter_in_toml_gives_language_and_what_to_ignore():
    article = read_text(
        '+++\ntitle = "Le pont"\nlang = "fr"\nchecker_ignore = ["HC003"]\ndate = 2026-03-03\n+++\nIl rouvre.\n'
    )
    assert (article.language, article.metadata["checker_ignore"]) == ("fr", "HC003")
    assert article.metadata["date"] == "2026-03-03"


def test_broken_toml_is_a_clear_error():
    with pytest.raises(InputError, match=r"story\.md is not valid TOML: .*line 2"):
        read_text("+++\n\ntitle = Ferry\n+++\nIt stays.\n".replace("\n\n", "\n", 1).replace("title", "\ntitle"))


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
