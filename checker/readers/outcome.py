"""Let only articles that can be checked leave the readers, and turn what stops one into a Failure."""

from __future__ import annotations

from checker.datatypes import Article, Failure
from checker.errors import InputError


def validate(article: Article, *, headline_hint: str, body_hint: str) -> Article:
    """Return the article as it is; raise InputError E103 without a headline, E104 without a body."""
    if not article.headline:
        raise InputError(f"{article.source} has no headline", code="E103", hint=headline_hint)
    if not article.body.strip():
        raise InputError(f"{article.source} has a headline but no body", code="E104", hint=body_hint)
    return article


def failure_from(error: InputError, *, source: str) -> Failure:
    """Return the error as a value, so that one bad article costs no other."""
    return Failure(source=source, code=error.code, message=error.message, hint=error.hint)
