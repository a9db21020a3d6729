"""Where a headline stands above its body."""

from __future__ import annotations

import pytest

from checker.readers.headline_place import place_of_headline


@pytest.mark.parametrize(
    ("above", "place"),
    [
        ("Mayor opens bridge\n", ("1", "1")),
        ("\n  Mayor opens bridge\n", ("2", "3")),
        ("# Mayor opens bridge\n\n", ("1", "3")),
        ("Mayor opens bridge\n---\n", ("1", "1")),
        ("---\ntitle: Mayor opens bridge\nslug: Mayor\n---\n", ("2", "8")),
        ("# Draft of Mayor opens bridge\n## Mayor opens bridge\n", ("2", "4")),
    ],
    ids=["text", "after a blank line", "heading", "underlined", "front matter", "nearest to the body"],
)
def test_place_is_the_line_and_column_of_the_words(above, place):
    found = place_of_headline(above, "Mayor opens bridge")
    assert (found["headline_line"], found["headline_column"]) == place


@pytest.mark.parametrize("above", ["", "# Mayor *opens* bridge\n", "# Mayor\nopens bridge\n"])
def test_other_words_have_no_place(above):
    assert place_of_headline(above, "Mayor opens bridge") == {}
