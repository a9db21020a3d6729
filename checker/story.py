"""Cut an article into what is compared: the claims of its headline and the sentences of its body."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checker.claims import split_claims
from checker.clean import clean
from checker.doubt import has_doubt
from checker.errors import InputError
from checker.language import detect_language
from checker.segment import segment

if TYPE_CHECKING:
    from checker.datatypes import Article, Claim, LeftOut, Sentence

# A longer body is no story (a novel has this many): checking it would hold up all others for minutes.
_MAX_CHARACTERS: Final = 500_000


@dataclass(frozen=True, slots=True)
class Story:
    """An article cut into what is compared."""

    article: Article
    language: str  # ISO 639-1, or "und"
    claims: tuple[Claim, ...]
    sentences: tuple[Sentence, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def doubting(self) -> frozenset[int]:
        """The indices of sentences that deny or doubt something."""
        return frozenset(s.index for s in self.sentences if has_doubt(s.text, language=self.language))


def prepare(article: Article, *, language: str | None) -> Story:
    """Name the language, unless it is given, and cut the article into claims and sentences.

    Raises InputError E103, E104, E105 or E109 when there is nothing to compare, or far too much.
    """
    name = article.source or "article"
    if not article.body.strip():
        raise InputError(f"{name}: there is no body", code="E104", hint="the text to check comes after the headline")
    if len(article.body) > _MAX_CHARACTERS:
        raise InputError(
            f"{name}: the body has {len(article.body):,} characters, more than {_MAX_CHARACTERS:,}",
            code="E105",
            hint="check one story at a time",
        )
    language = detect_language(article.headline, article.body, given=language or article.language)
    claims = split_claims(article.headline, body=article.body, language=language)
    if not claims:
        raise InputError(f"{name}: there is no headline", code="E103", hint="the first line is the headline")
    kept, left_out = clean(article, language=language)
    sentences = segment(article.body, kept, language=language)
    if not sentences:
        raise InputError(
            f"{name}: no sentence of the body is left after cleaning",
            code="E109",
            hint="the body holds only page furniture, teasers or the headline itself",
        )
    return Story(article, language, claims, sentences, left_out)
