"""Measure what bodies do for the claims of their headlines, many stories in one call of each model.

Together, texts of like length fill the batches that matrices are multiplied in; an answer depends on its story alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from checker.attribution import BodyWords, support_words, supports_within
from checker.correction import confirm_suspicions, find_corrections, weigh_findings
from checker.evidence import (
    find_decisive,
    find_quotable,
    match_words,
    rank_sentences,
    score_sentences,
    sentence_text,
)
from checker.facts import ClaimContext, find_facts, find_suspicions
from checker.features import Examination, Passages
from checker.words import word_forms

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from checker.attribution import WordSupport
    from checker.datatypes import Claim, Finding
    from checker.encoders import Embedding, Encoder
    from checker.evidence import Candidate
    from checker.story import Story
    from checker.verifiers import Verifier


@dataclass(frozen=True, slots=True)
class Examined:
    """A story with what was measured about it."""

    story: Story
    words: tuple[WordSupport, ...]  # of the headline
    claims: tuple[Examination, ...]


class Examiner:
    """Holds the models; `verifier` may be missing, then nothing is read and no finding is tested."""

    def __init__(self, encoder: Encoder, verifier: Verifier | None, enabled: frozenset[str]) -> None:
        self._encoder = encoder
        self._verifier = verifier
        self._enabled = enabled

    def examine(self, stories: Sequence[Story]) -> list[Examined]:
        """Measure all that a verdict rests on, for each claim of each story, in order; there must be one at least."""
        embedded = self._embed([text for story in stories for text in _texts(story)])
        examined = [self._compare(story, embedded) for story in stories]
        read = iter(
            self._read(
                [
                    (claim.text, find_decisive(own.nearest, own.similarity, one.story.sentences, one.story.doubting))
                    for one in examined
                    for claim, own in zip(one.story.claims, one.claims, strict=True)
                ]
            )
        )
        examined = [
            replace(one, claims=tuple(replace(own, decisive=next(read)) for own in one.claims)) for one in examined
        ]
        return self._test_findings(examined)

    def find_quotable(
        self, examined: Sequence[Examined], supported: Sequence[Sequence[bool]]
    ) -> list[tuple[Examination, ...]]:
        """Add the short passages that may be shown for each claim, once it is known whether it is supported."""
        read = iter(
            self._read(
                [
                    (claim.text, find_quotable(own.nearest, own.similarity, one.story.sentences, is_supported=known))
                    for one, knowns in zip(examined, supported, strict=True)
                    for claim, own, known in zip(one.story.claims, one.claims, knowns, strict=True)
                ]
            )
        )
        return [tuple(replace(own, quotable=next(read)) for own in one.claims) for one in examined]

    def _compare(self, story: Story, embedded: Mapping[str, Embedding]) -> Examined:
        """Hold the claims against every sentence, and the facts they state against the body's."""
        headline, body = story.article.headline, list(map(sentence_text, story.sentences))
        vectors = [embedded[text] for text in body]
        words = support_words(headline, embedded[headline], BodyWords.collect(body, vectors))
        similarity = score_sentences(
            [embedded[claim.text].vector for claim in story.claims], [embedding.vector for embedding in vectors]
        )  # [n_sentences, n_claims]
        forms = list(map(word_forms, body))
        claims = []
        for i, claim in enumerate(story.claims):
            held = match_words(claim.text, forms)  # [n_sentences, n_forms]
            nearest = rank_sentences(similarity[:, i], held)
            found, doubted = self._find_facts(story, claim, nearest)
            claims.append(
                Examination(
                    decisive=Passages(),
                    similarity=similarity[:, i],
                    recall=_shares(held),
                    nearest=nearest,
                    recall_body=float(_shares(held.max(axis=0, keepdims=True))[0]),
                    supports=supports_within(words, claim.span),
                    findings=found,
                    suspicions=doubted,
                )
            )
        return Examined(story, words, tuple(claims))

    def _find_facts(
        self, story: Story, claim: Claim, nearest: tuple[int, ...]
    ) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
        """Return what the rules prove about a claim, and what they only suspect."""
        context = ClaimContext(claim, story.article, story.language, story.sentences, nearest)
        found = find_facts(context, self._enabled)
        return found, find_suspicions(context, self._enabled, found) if self._verifier else ()

    def _test_findings(self, examined: list[Examined]) -> list[Examined]:
        """Weigh what the rules found, and what they suspect, by whether the verifier bears it out."""
        tests = [
            tuple(
                find_corrections(claim, findings, one.story.article, one.story.sentences)
                for findings in (own.findings, own.suspicions)
            )
            for one in examined
            for claim, own in zip(one.story.claims, one.claims, strict=True)
        ]
        pairs = [
            (test.passage, text) for both in tests for own in both for test in own for text in (test.claim, test.text)
        ]
        if self._verifier is None or not pairs:
            return examined
        entailment = iter(_score_once(self._verifier, pairs).reshape(-1, 2))  # [n_tests, 2]: as it is, corrected
        weighed = []
        for own, (proven, suspected) in zip((own for one in examined for own in one.claims), tests, strict=True):
            findings = weigh_findings(own.findings, proven, list(islice(entailment, len(proven))))
            confirmed = confirm_suspicions(suspected, list(islice(entailment, len(suspected))))
            weighed.append(replace(own, findings=(*findings, *confirmed), suspicions=()))
        claims = iter(weighed)
        return [replace(one, claims=tuple(next(claims) for _ in one.claims)) for one in examined]

    def _embed(self, texts: Sequence[str]) -> dict[str, Embedding]:
        unique = list(dict.fromkeys(texts))
        return dict(zip(unique, self._encoder.encode(unique), strict=True))

    def _read(self, asked: Sequence[tuple[str, tuple[Candidate, ...]]]) -> tuple[Passages, ...]:
        """Have the verifier hold each text against its passages, all in one call."""
        if self._verifier is None:
            return tuple(Passages(candidates) for _, candidates in asked)
        probabilities = self._verifier.score(
            [(candidate.text, text) for text, candidates in asked for candidate in candidates]
        )  # [n_pairs, 3]
        ends = np.cumsum([len(candidates) for _, candidates in asked])
        parts = np.split(probabilities, ends[:-1])
        return tuple(Passages(candidates, own) for (_, candidates), own in zip(asked, parts, strict=True))


def _shares(words: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Return the share of a claim's words that each row holds, `[n_rows]`; 1 for a claim without words."""
    n_rows, n_forms = words.shape
    return words.mean(axis=1, dtype=np.float32) if n_forms else np.ones(n_rows, dtype=np.float32)


def _score_once(verifier: Verifier, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
    """Return P(entailment) of each pair, each read but once: a claim is held against one passage many times."""
    unique = list(dict.fromkeys(pairs))
    places = {pair: i for i, pair in enumerate(unique)}
    return verifier.score(unique)[[places[pair] for pair in pairs], 0]


def _texts(story: Story) -> list[str]:
    """Return what the encoder reads of a story."""
    return [story.article.headline, *(claim.text for claim in story.claims), *map(sentence_text, story.sentences)]
