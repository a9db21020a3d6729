"""Check articles: the only file that knows the order of the stages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from checker.attribution import BodyWords, support_words, supports_within, unsupported_words
from checker.claims import split_claims
from checker.clean import clean
from checker.config import Config
from checker.correction import find_corrections, weigh_findings
from checker.datatypes import Article, Failure, Label, Report, ScoredSentence
from checker.doubt import has_doubt
from checker.errors import CheckerError, InputError
from checker.evidence import find_decisive, find_quotable, rank_sentences, score_sentences, sentence_text
from checker.facts import ClaimContext, find_facts
from checker.features import Examination, Passages, feature_vector
from checker.findings import apply_severities
from checker.ignores import apply_ignores
from checker.judgement import judge_claim
from checker.language import detect_language
from checker.rules import enabled_rules
from checker.segment import segment
from checker.signature import sign
from checker.verdict import VerdictModel, decide, find_body_support, summarise
from checker.verifiers import NONE
from checker.words import recall_words, word_forms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checker.attribution import WordSupport
    from checker.datatypes import Claim, ClaimResult, Finding, LeftOut, Sentence
    from checker.encoders import Embedding, Encoder
    from checker.evidence import Candidate
    from checker.verdict import Thresholds
    from checker.verifiers import Verifier

# A longer body is no story (a novel has this many): checking it would hold up all others for minutes.
_MAX_CHARACTERS: Final = 500_000


@dataclass(frozen=True, slots=True)
class _Story:
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


class Checker:
    """Checks articles with models that are loaded once; takes its parts, so that each can be replaced."""

    def __init__(
        self, encoder: Encoder, verifier: Verifier | None, verdict_model: VerdictModel, config: Config | None = None
    ) -> None:
        self.config = config or Config()
        self._encoder = encoder
        self._verifier = verifier
        self.verdict_model = verdict_model
        self._enabled = enabled_rules(select=self.config.select, ignore=self.config.ignore)

    @classmethod
    def load(cls, config: Config | None = None) -> Checker:
        """Load the models that `config` names.  Raises ModelError E3xx when one cannot be loaded."""
        from checker.encoders import load_encoder
        from checker.verifiers import load_verifier

        config = config or Config()
        cache_dir, threads, device = config.cache_dir, config.threads, config.device
        verifier = load_verifier(config.verifier, cache_dir=cache_dir, threads=threads, device=device)
        model = VerdictModel.load(config.verdict, verified=verifier is not None)
        encoder = load_encoder(config.model, cache_dir=cache_dir, threads=threads, device=device)
        return cls(encoder, verifier, model, config)

    @property
    def is_verified(self) -> bool:
        """Tell whether a verifier reads the evidence."""
        return self._verifier is not None

    @property
    def signature(self) -> str:
        """Every setting and version a report depends on, as `key:value|...`."""
        verifier = self._verifier.name if self._verifier else NONE
        return sign(self.config, encoder=self._encoder.name, verifier=verifier, verdict=self.verdict_model)

    def thresholds_for(self, language: str) -> Thresholds:
        """Return the thresholds that articles of a language are judged by."""
        return self.verdict_model.thresholds_for(language, given=self.config.threshold)

    def check(self, article: Article) -> Report:
        """Check one article.  Raises InputError E103, E104 or E109 when there is nothing to hold against it."""
        return self.check_and_examine(article)[0]

    def check_and_examine(self, article: Article) -> tuple[Report, tuple[Examination, ...]]:
        """Check one article and return its report with what was measured about each claim.  Raises as `check` does."""
        story = self._prepare(article)
        words, examinations = self._examine(story)
        thresholds = self.thresholds_for(story.language)
        probabilities = [self.verdict_model.probability(feature_vector(examination)) for examination in examinations]
        examinations = self._find_quotable(story, examinations, list(map(thresholds.is_supported, probabilities)))
        results = tuple(
            judge_claim(
                claim,
                examination,
                probability=probability,
                thresholds=thresholds,
                article=article,
                sentences=story.sentences,
                enabled=self._enabled,
            )
            for claim, examination, probability in zip(story.claims, examinations, probabilities, strict=True)
        )
        verdict = decide(results, thresholds)
        report = Report(
            article=article,
            language=story.language,
            verdict=verdict,
            probability=min(result.probability for result in results),
            summary=summarise(results, verdict),
            claims=results,
            unsupported_words=unsupported_words(article.headline, _words_in_doubt(words, results)),
            sentences=_score_body(story.sentences, examinations, results),
            left_out=story.left_out,
            signature=self.signature,
            body_supports=find_body_support(results, verdict),
        )
        return apply_severities(apply_ignores(report, enabled=self._enabled), self.config.severity), examinations

    def check_many(self, articles: Iterable[Article | Failure]) -> Iterator[Report | Failure]:
        """Check articles lazily and in order; what cannot be checked comes back as a Failure."""
        for article in articles:
            if isinstance(article, Failure):
                yield article
                continue
            try:
                yield self.check(article)
            except InputError as error:
                yield failure(article.source, error)

    def score_alone(self, headline: str) -> float:
        """Return what the verifier makes of a headline over an empty body; nan without one: a baseline, no verdict."""
        return float("nan") if self._verifier is None else float(self._verifier.score([("", headline)])[0, 0])

    def examine(self, article: Article) -> tuple[Examination, ...]:
        """Return what is measured about each claim of an article, before any decision: for calibration."""
        return self._examine(self._prepare(article))[1]

    def _prepare(self, article: Article) -> _Story:
        """Name the language and cut the article into claims and sentences.  Raises InputError when one lacks them."""
        name = article.source or "article"
        if not article.body.strip():
            raise InputError(
                f"{name}: there is no body", code="E104", hint="the text to check comes after the headline"
            )
        if len(article.body) > _MAX_CHARACTERS:
            raise InputError(
                f"{name}: the body has {len(article.body):,} characters, more than {_MAX_CHARACTERS:,}",
                code="E105",
                hint="check one story at a time",
            )
        given = self.config.language or article.language
        language = detect_language(article.headline, article.body, given=given)
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
        return _Story(article, language, claims, sentences, left_out)

    def _examine(self, story: _Story) -> tuple[tuple[WordSupport, ...], tuple[Examination, ...]]:
        headline, body = story.article.headline, list(map(sentence_text, story.sentences))
        embedded = self._embed([headline, *(claim.text for claim in story.claims), *body])
        vectors = [embedded[text] for text in body]
        words = support_words(headline, embedded[headline], BodyWords.collect(body, vectors))
        texts = [claim.text for claim in story.claims]
        similarity = score_sentences(
            [embedded[text].vector for text in texts], [embedding.vector for embedding in vectors]
        )  # [n_sentences, n_claims]
        wanted, forms = list(map(word_forms, texts)), list(map(word_forms, body))
        recall = np.array(
            [[recall_words(own, found) for own in wanted] for found in forms], dtype=np.float32
        )  # [n_sentences, n_claims]
        decisive = self._read(
            [
                (text, find_decisive(similarity[:, i], recall[:, i], story.sentences, story.doubting))
                for i, text in enumerate(texts)
            ]
        )
        return words, tuple(
            Examination(
                decisive=decisive[i],
                similarity=similarity[:, i],
                recall=recall[:, i],
                recall_body=recall_words(wanted[i], frozenset().union(*forms)),
                supports=supports_within(words, claim.span),
                findings=self._find_facts(claim, story, rank_sentences(similarity[:, i], recall[:, i])),
            )
            for i, claim in enumerate(story.claims)
        )

    def _find_facts(self, claim: Claim, story: _Story, nearest: Sequence[int]) -> tuple[Finding, ...]:
        """Return what the rules prove about a claim, as far as the verifier bears it out."""
        context = ClaimContext(claim, story.article, story.language, story.sentences, tuple(nearest))
        findings = find_facts(context, self._enabled)
        corrections = find_corrections(claim, findings, story.article, story.sentences)
        if self._verifier is None or not corrections:
            return findings
        probabilities = self._verifier.score(
            [(c.passage, text) for c in corrections for text in (c.claim, c.text)]
        )  # [2 n_corrections, 3]
        return weigh_findings(findings, corrections, probabilities[:, 0].reshape(-1, 2))

    def _find_quotable(
        self, story: _Story, examinations: Sequence[Examination], supported: Sequence[bool]
    ) -> tuple[Examination, ...]:
        """Add the short passages that may be shown for each claim, once it is known whether it is supported."""
        candidates = [
            find_quotable(examination.similarity, examination.recall, story.sentences, is_supported=is_supported)
            for examination, is_supported in zip(examinations, supported, strict=True)
        ]
        texts = [claim.text for claim in story.claims]
        passages = self._read(list(zip(texts, candidates, strict=True)))
        return tuple(
            replace(examination, quotable=own) for examination, own in zip(examinations, passages, strict=True)
        )

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


def failure(source: str, error: CheckerError) -> Failure:
    """Return an error as a value."""
    return Failure(source, error.code, error.message, error.hint)


def _words_in_doubt(words: Sequence[WordSupport], results: Sequence[ClaimResult]) -> list[WordSupport]:
    """Keep the words of claims with a finding: in a supported claim, saying it in other words is no defect."""
    doubted = [result.claim.span for result in results if result.findings]
    return [word for word in words if any(span.start <= word.span.start < span.end for span in doubted)]


def _score_body(
    sentences: Sequence[Sentence], examinations: Sequence[Examination], results: Sequence[ClaimResult]
) -> tuple[ScoredSentence, ...]:
    """Give each sentence its best similarity, and its role when a supported or contradicted claim rests on it."""
    best = np.max([examination.similarity for examination in examinations], axis=0)  # [n_sentences]
    roles = {
        index: result.label
        for result in results
        if result.label is not Label.NOT_MENTIONED
        for index in result.evidence[0].sentences
    }
    return tuple(
        ScoredSentence(sentence, float(best[sentence.index]), roles.get(sentence.index)) for sentence in sentences
    )
