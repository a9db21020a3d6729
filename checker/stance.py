"""Say how a body stands to a headline in the four words of FNC-1: agree, disagree, discuss, unrelated.

Stances are for measuring against that data set and its kind; an editor is given a verdict instead.
"""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from checker.doubt import compile_words
from checker.errors import ModelError
from checker.feature_names import VERIFIED_FEATURES
from checker.features import feature_vector

if TYPE_CHECKING:
    from collections.abc import Sequence

    import regex
    from numpy.typing import NDArray

    from checker.datatypes import Report
    from checker.features import Examination

STANCES: Final = ("agree", "disagree", "discuss", "unrelated")
UNRELATED: Final = "unrelated"
FORMAT_VERSION: Final = 2
# A verdict's features of the deciding claim, and how the story keeps away from what it tells: the share of sentences
# that refute or hedge, in the body and among the nearest, and whether its first sentence and the headline do.
STANCE_FEATURES: Final = (
    *VERIFIED_FEATURES,
    "refuting_body", "refuting_nearest", "refuting_first", "refuting_headline",
    "hedging_body", "hedging_nearest", "hedging_first", "hedging_headline",
    "is_question",
)  # fmt: skip
_ASSET: Final = "assets/stance.json"
_WORDS: Final = "assets/stance_words.toml"
_N_NEAREST: Final = 3
# Points for telling related from unrelated, and for the stance of a related pair (fakenewschallenge.org, 2017).
_RELATED_POINTS: Final = 0.25
_STANCE_POINTS: Final = 0.75


@dataclass(frozen=True, slots=True)
class StanceModel:
    """A multinomial logistic model over `STANCE_FEATURES`; the highest w . (x - mean) / scale + b wins."""

    mean: NDArray[np.float64]  # [n_features]
    scale: NDArray[np.float64]  # [n_features]
    coefficients: NDArray[np.float64]  # [4, n_features]
    intercepts: NDArray[np.float64]  # [4]

    @classmethod
    def load(cls) -> StanceModel:
        """Load the shipped model.  Raises ModelError E302 when it is damaged or of another version."""
        source = resources.files("checker").joinpath(_ASSET)
        try:
            return cls.from_dict(json.loads(source.read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError) as exc:
            raise ModelError(f"stance.json: {exc}", code="E302", hint="reinstall headline-checker") from exc

    @classmethod
    def from_dict(cls, document: dict[str, Any]) -> StanceModel:
        """Build the model from its JSON form.  Raises KeyError or ValueError when the form is not ours."""
        if document["format_version"] != FORMAT_VERSION or tuple(document["features"]) != STANCE_FEATURES:
            raise ValueError("its features are not those of this version")
        columns = ("mean", "scale", "coefficients", "intercepts")
        return cls(*(np.array(document[name], dtype=np.float64) for name in columns))

    def predict(self, vector: NDArray[np.float64]) -> str:
        """Return the stance of a body to a headline with this vector."""
        return STANCES[int(np.argmax(self.coefficients @ ((vector - self.mean) / self.scale) + self.intercepts))]


def stance_vector(report: Report, deciding: Examination) -> NDArray[np.float64]:
    """Return the vector of a headline whose deciding claim was examined so, `[len(STANCE_FEATURES)]`."""
    sentences = [scored.sentence.text for scored in report.sentences]
    nearest = deciding.nearest[:_N_NEAREST]
    headline = report.article.headline
    found = []
    for words in _words(report.language):
        marked = [words.search(text) is not None for text in sentences]
        found += [
            float(np.mean(marked)),
            float(np.mean([marked[i] for i in nearest])),
            float(marked[0]),
            float(words.search(headline) is not None),
        ]
    return np.array([*feature_vector(deciding), *found, float("?" in headline)])


@cache
def _words(language: str) -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """Return what refutes and what hedges; nothing does in a language without a table."""
    tables = tomllib.loads(resources.files("checker").joinpath(_WORDS).read_text(encoding="utf-8"))
    table = tables.get(language, {})
    return compile_words(table.get("refuting", ())), compile_words(table.get("hedging", ()))


@dataclass(frozen=True, slots=True)
class StanceScores:
    """FNC-1's figures for predicted stances."""

    weighted: float  # share of the points that could be had, 0..1
    f1: dict[str, float]  # of each stance that is there
    n: int


def score_stances(predicted: Sequence[str], labels: Sequence[str]) -> StanceScores:
    """Return FNC-1's weighted score and the F1 of each stance."""
    pairs = list(zip(predicted, labels, strict=True))
    reached = sum(_points(one, label) for one, label in pairs)
    possible = sum(_points(label, label) for label in labels)
    present = [stance for stance in STANCES if stance in labels]
    return StanceScores(reached / possible, {stance: _f1(pairs, stance) for stance in present}, len(pairs))


def _points(predicted: str, label: str) -> float:
    if UNRELATED in (predicted, label):
        return _RELATED_POINTS * (predicted == label)
    return _RELATED_POINTS + _STANCE_POINTS * (predicted == label)


def _f1(pairs: Sequence[tuple[str, str]], stance: str) -> float:
    hits = sum(predicted == label == stance for predicted, label in pairs)
    named = sum((predicted == stance) + (label == stance) for predicted, label in pairs)
    return 2 * hits / named
