"""Make the context of a fact rule from a headline and the sentences of its body."""

from __future__ import annotations

from checker.datatypes import Article, Claim, Sentence, Span
from checker.facts.context import ClaimContext


def make_context(headline: str, *body: str, language: str = "en", start: int = 0, **metadata: str) -> ClaimContext:
    """Return a context whose claim begins at `start`, all sentences near it in the order given."""
    sentences, offset = [], 0
    for i, sentence in enumerate(body):
        sentences.append(Sentence(i, sentence, Span(offset, offset + len(sentence))))
        offset += len(sentence) + 1
    article = Article(headline, " ".join(body), language=language, metadata=metadata)
    claim = Claim(0, headline[start:], Span(start, len(headline)))
    return ClaimContext(claim, article, language, tuple(sentences), tuple(range(len(body))))
