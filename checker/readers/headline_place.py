"""Note where in its file a headline stands, so that reports can point at its words."""

from __future__ import annotations

from typing import Final

HEADLINE_PLACE: Final = ("headline_line", "headline_column")


def place_of_headline(above: str, headline: str) -> dict[str, str]:
    """Return the line and the column, from 1, of the headline in the text `above` the body, as metadata.

    Nothing where it does not stand there in these very words: a heading with markup, a headline from elsewhere.
    """
    start = above.rfind(headline)
    if start < 0:
        return {}
    line = above.count("\n", 0, start) + 1
    return {"headline_line": str(line), "headline_column": str(start - above.rfind("\n", 0, start))}
