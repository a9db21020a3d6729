"""Turn a headline into the claims it makes, so that each can be checked against the body alone."""

from checker.claims.split import split_claims

__all__ = ["split_claims"]
