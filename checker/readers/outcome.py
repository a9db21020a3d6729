"""Let only articles that can be checked leave the readers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checker.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.datatypes import Article

# What readers note of an article; an author's own fields of these names would be taken for that.
RESERVED: Final = frozenset({"field", "fields", "redirects", "headline_line", "headline_column"})


def own_fields(fields: Mapping[str, str]) -> dict[str, str]:
    """Return the fields that a source brings, without those that only a reader may set."""
    return {name: value for name, value in fields.items() if name not in RESERVED}


def validate(article: Article, *, headline_hint: str, body_hint: str) -> Article:
    """Return the article as it is; raise InputError E103 without a headline, E104 without a body."""
    if not article.headline:
        raise InputError(f"{article.source} has no headline", code="E103", hint=headline_hint)
    if not article.body.strip():
        raise InputError(f"{article.source} has a headline but no body", code="E104", hint=body_hint)
    return article
