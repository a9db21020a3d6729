"""Small deterministic stand-ins for the models: words become hashed vectors, shared words become entailment."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

from checker import Checker, Config
from checker.encoders import Embedding
from checker.verdict_model import VerdictModel
from checker.words import find_words, fold, recall_words, word_forms

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

_SIZE = 64


class HashEncoder:
    """Each word is a random direction of its own; a text is the mean of its words."""

    name = "hash"

    def encode(self, texts: Sequence[str]) -> tuple[Embedding, ...]:
        return tuple(self._encode_one(text) for text in texts)

    def _encode_one(self, text: str) -> Embedding:
        spans = find_words(text)
        tokens = np.array([_direction(fold(span.slice(text))) for span in spans], dtype=np.float32).reshape(-1, _SIZE)
        mean = tokens.sum(axis=0) + 1e-6
        return Embedding((mean / np.linalg.norm(mean)).astype(np.float32), tokens, spans)


class OverlapVerifier:
    """Entailed as far as the premise holds the claim's words; contradicted when one alone has a "not"."""

    name = "overlap"

    def score(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        return np.array([self._score_one(premise, claim) for premise, claim in pairs], dtype=np.float32).reshape(-1, 3)

    def _score_one(self, premise: str, claim: str) -> tuple[float, float, float]:
        wanted = word_forms(claim)
        nearest = max(map(word_forms, premise.split(". ")), key=lambda found: recall_words(wanted, found))
        if ("not" in nearest) != ("not" in wanted) and recall_words(wanted, nearest) > 0.5:
            return 0.1, 0.1, 0.8
        recall = recall_words(wanted, word_forms(premise))
        return 0.9 * recall, 1 - 0.9 * recall, 0.0


def make_checker(tmp_path: Path, *, verified: bool = True, **settings: object) -> Checker:
    """A checker of fakes: supported when nearly all of the claim's words stand in one passage."""
    config = Config(cache_dir=tmp_path, **settings)
    verifier = OverlapVerifier() if verified else None
    return Checker(HashEncoder(), verifier, make_verdict_model(verified=verified), config)


def make_verdict_model(*, verified: bool = True) -> VerdictModel:
    from checker.feature_names import feature_names

    names = feature_names(verified=verified)
    weight = {"entailment_joined": 2.0, "entailment_context": 0.5} if verified else {"recall_sentence": 10.0}
    offset = {"recall_sentence": 0.7}
    return VerdictModel.from_dict(
        {
            "features": list(names),
            "mean": [offset.get(name, 0.0) for name in names],
            "scale": [1.0] * len(names),
            "coefficients": [weight.get(name, 0.0) for name in names],
            "intercept": 0.0,
            "threshold": 0.5,
            "band": 0.05,
        }
    )


def _direction(word: str) -> NDArray[np.float64]:
    seed = int.from_bytes(hashlib.sha256(word.encode("utf-8", "replace")).digest()[:8])
    vector = np.random.default_rng(seed).normal(size=_SIZE)
    return vector / np.linalg.norm(vector)
