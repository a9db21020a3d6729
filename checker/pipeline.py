"""Check articles: the only file that knows the order of the stages."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

import numpy as np

from checker.attribution import unsupported_words
from checker.config import Config
from checker.datatypes import Failure, Label, Report, ScoredSentence
from checker.errors import InputError
from checker.examiner import Examiner
from checker.features import feature_vector
from checker.findings import apply_severities
from checker.ignores import apply_ignores
from checker.judgement import judge_claim
from checker.rules import enabled_rules
from checker.signature import sign
from checker.story import Story, prepare
from checker.verdict import decide, find_body_support, summarise
from checker.verdict_model import VerdictModel
from checker.verifiers import NONE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from checker.attribution import WordSupport
    from checker.datatypes import Article, ClaimResult, Sentence
    from checker.encoders import Encoder
    from checker.examiner import Examined
    from checker.features import Examination
    from checker.verdict_model import Thresholds
    from checker.verifiers import Verifier

# Stories that go through the models together: enough to fill their batches, few enough to hold in memory.
TOGETHER: Final = 8


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
        self._examiner = Examiner(encoder, verifier, self._enabled)

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
        (checked,) = self._check([self._prepare(article)])
        return checked

    def check_many(self, articles: Iterable[Article | Failure]) -> Iterator[Report | Failure]:
        """Check articles lazily, a few at a time, and in order; what cannot be checked comes back as a Failure."""
        for checked in self.check_and_examine_many(articles):
            yield checked if isinstance(checked, Failure) else checked[0]

    def check_and_examine_many(
        self, articles: Iterable[Article | Failure]
    ) -> Iterator[tuple[Report, tuple[Examination, ...]] | Failure]:
        """Check articles as `check_many` does; each report comes with what was measured about each claim."""
        for group in self._groups(articles):
            checked = iter(self._check([story for story in group if isinstance(story, Story)]))
            yield from (next(checked) if isinstance(story, Story) else story for story in group)

    def examine_many(self, articles: Iterable[Article | Failure]) -> Iterator[tuple[Examination, ...] | Failure]:
        """Return what is measured about each claim of the articles, before any decision: to fit a verdict on."""
        for group in self._groups(articles):
            examined = iter(self._examiner.examine([story for story in group if isinstance(story, Story)]))
            yield from (next(examined).claims if isinstance(story, Story) else story for story in group)

    def score_alone(self, headlines: Sequence[str]) -> NDArray[np.float64]:
        """Return what the verifier makes of headlines over an empty body, `[n]`; nan without one: a baseline."""
        if self._verifier is None:
            return np.full(len(headlines), np.nan)
        return self._verifier.score([("", headline) for headline in headlines])[:, 0].astype(np.float64)

    def _groups(self, articles: Iterable[Article | Failure]) -> Iterator[list[Story | Failure]]:
        remaining = iter(articles)
        while group := [self._prepare_or_fail(article) for article in islice(remaining, TOGETHER)]:
            yield group

    def _prepare(self, article: Article) -> Story:
        return prepare(article, language=self.config.language)

    def _prepare_or_fail(self, article: Article | Failure) -> Story | Failure:
        if isinstance(article, Failure):
            return article
        try:
            return self._prepare(article)
        except InputError as error:
            return error.as_failure(article.source)

    def _check(self, stories: Sequence[Story]) -> list[tuple[Report, tuple[Examination, ...]]]:
        """Return for each story its report, and what it rests on."""
        if not stories:
            return []
        examined = self._examiner.examine(stories)
        probabilities = [
            [self.verdict_model.probability(feature_vector(own)) for own in one.claims] for one in examined
        ]
        supported = [
            list(map(self.thresholds_for(one.story.language).is_supported, own))
            for one, own in zip(examined, probabilities, strict=True)
        ]
        quotable = self._examiner.find_quotable(examined, supported)
        return [
            (self._report(one, claims, own), claims)
            for one, claims, own in zip(examined, quotable, probabilities, strict=True)
        ]

    def _report(self, examined: Examined, claims: Sequence[Examination], probabilities: Sequence[float]) -> Report:
        story = examined.story
        thresholds = self.thresholds_for(story.language)
        results = tuple(
            judge_claim(
                claim,
                examination,
                probability=probability,
                thresholds=thresholds,
                article=story.article,
                sentences=story.sentences,
                enabled=self._enabled,
            )
            for claim, examination, probability in zip(story.claims, claims, probabilities, strict=True)
        )
        verdict = decide(results, thresholds)
        report = Report(
            article=story.article,
            language=story.language,
            verdict=verdict,
            probability=min(result.probability for result in results),
            summary=summarise(results, verdict),
            claims=results,
            unsupported_words=unsupported_words(story.article.headline, _words_in_doubt(examined.words, results)),
            sentences=_score_body(story.sentences, claims, results),
            left_out=story.left_out,
            signature=self.signature,
            body_supports=find_body_support(results, verdict),
        )
        return apply_severities(apply_ignores(report, enabled=self._enabled), self.config.severity)


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
