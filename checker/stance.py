"""Say how a body stands to a headline in the four words of FNC-1: agree, disagree, discuss, unrelated.

Stances are for measuring against that data set and its kind; an editor is given a verdict instead.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from checker.errors import ModelError
from checker.features import VERIFIED_FEATURES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

STANCES: Final = ("agree", "disagree", "discuss", "unrelated")
UNRELATED: Final = "unrelated"
FORMAT_VERSION: Final = 1
_ASSET: Final = "assets/stance.json"
# Points for telling related from unrelated, and for the stance of a related pair (fakenewschallenge.org, 2017).
_RELATED_POINTS: Final = 0.25
_STANCE_POINTS: Final = 0.75


@dataclass(frozen=True, slots=True)
class StanceModel:
    """A multinomial logistic model over the verdict's features; the highest w . (x - mean) / scale + b wins."""

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
        if document["format_version"] != FORMAT_VERSION or tuple(document["features"]) != VERIFIED_FEATURES:
            raise ValueError("its features are not those of this version")
        columns = ("mean", "scale", "coefficients", "intercepts")
        return cls(*(np.array(document[name], dtype=np.float64) for name in columns))

    def predict(self, vector: NDArray[np.float64]) -> str:
        """Return the stance of a body to a headline whose deciding claim has this vector."""
        return STANCES[int(np.argmax(self.coefficients @ ((vector - self.mean) / self.scale) + self.intercepts))]


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
