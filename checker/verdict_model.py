"""The logistic model that turns the features of a claim into a probability, read from JSON; no numpy is needed."""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import dataclass, field
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from checker.errors import ModelError
from checker.feature_names import feature_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

FORMAT_VERSION: Final = 3
_ASSET: Final = "assets/verdict.json"
_HINT_FOR_A_DESK: Final = "write it again with `checker calibrate`"


@dataclass(frozen=True, slots=True)
class VerdictModel:
    """A logistic model over named features: P(supported) = 1 / (1 + exp(-(w . (x - mean) / scale + b)))."""

    features: tuple[str, ...]
    mean: tuple[float, ...]  # [n_features]
    scale: tuple[float, ...]  # [n_features]
    coefficients: tuple[float, ...]  # [n_features]
    intercept: float
    threshold: float  # at or above: supported
    band: float  # as in Thresholds
    digest: str  # of everything above, for the signature
    language_thresholds: Mapping[str, float] = field(default_factory=dict)  # where a language has one of its own

    @classmethod
    def from_dict(cls, model: dict[str, Any]) -> VerdictModel:
        """Build the model from its JSON form.  Raises ModelError E302 when the form is not ours."""
        try:
            built = cls(
                features=tuple(model["features"]),
                mean=tuple(map(float, model["mean"])),
                scale=tuple(map(float, model["scale"])),
                coefficients=tuple(map(float, model["coefficients"])),
                intercept=float(model["intercept"]),
                threshold=float(model["threshold"]),
                band=float(model["band"]),
                digest=_digest(model),
                language_thresholds={str(k): float(v) for k, v in model.get("language_thresholds", {}).items()},
            )
        except (KeyError, TypeError, ValueError, AttributeError) as exc:
            raise ModelError(f"verdict.json: {exc!r}", code="E302", hint="reinstall headline-checker") from exc
        sizes = {len(built.features), len(built.mean), len(built.scale), len(built.coefficients)}
        if len(sizes) != 1 or built.features not in (feature_names(verified=True), feature_names(verified=False)):
            raise ModelError(
                "verdict.json: its features are not those of this version",
                code="E302",
                hint="reinstall headline-checker",
            )
        return built

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "features": list(self.features),
            "mean": list(self.mean),
            "scale": list(self.scale),
            "coefficients": list(self.coefficients),
            "intercept": self.intercept,
            "threshold": self.threshold,
            "band": self.band,
            "language_thresholds": dict(self.language_thresholds),
        }

    @classmethod
    def load(cls, path: Path | None = None, *, verified: bool) -> VerdictModel:
        """Load a desk's model or the shipped one, for claims with or without a verifier's numbers.

        Raises ModelError E302 when it is missing, damaged, or of another version.
        """
        model = read_document(path)["models"]["verified" if verified else "simple"]
        try:
            return cls.from_dict(model)
        except ModelError as error:
            if path is None:
                raise
            message = error.message.replace("verdict.json", str(path), 1)
            raise ModelError(message, code=error.code, hint=_HINT_FOR_A_DESK) from error

    def thresholds_for(self, language: str, *, given: float | None = None) -> Thresholds:
        """Return the thresholds of a language; `given` goes before all that the model says."""
        own = self.language_thresholds.get(language, self.threshold)
        return Thresholds(supported=own if given is None else given, band=self.band)

    def probability(self, vector: Iterable[float]) -> float:
        """Return P(supported) of a claim with these features, `[n_features]`, 0..1."""
        places = zip(vector, self.mean, self.scale, self.coefficients, strict=True)
        score = math.fsum((value - mean) / scale * weight for value, mean, scale, weight in places) + self.intercept
        return 1 / (1 + math.exp(-score)) if score > -700 else 0.0  # exp would overflow


def read_document(path: Path | None = None) -> dict[str, Any]:
    """Read a verdict file, by default the shipped one.  Raises ModelError E302 when it is none of this version."""
    source = resources.files("checker").joinpath(_ASSET) if path is None else path
    try:
        document: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))
        if document.get("format_version") != FORMAT_VERSION or not {"verified", "simple"} <= document["models"].keys():
            raise ValueError(f"format {document.get('format_version')}, not {FORMAT_VERSION}")
    except (OSError, ValueError, KeyError, AttributeError) as exc:
        hint = "reinstall headline-checker" if path is None else _HINT_FOR_A_DESK
        raise ModelError(f"{path or 'verdict.json'}: {exc}", code="E302", hint=hint) from exc
    return document


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where a probability becomes a word."""

    supported: float  # at or above: supported
    band: float  # half the width of what is uncertain, were `supported` one half; elsewhere as wide in log odds

    @property
    def uncertain(self) -> tuple[float, float]:
        """The probabilities between which a claim is uncertain: .3 and .7 for a threshold of .5 and a band of .2."""
        middle, reach = _log_odds(self.supported), _log_odds(0.5 + self.band)
        return 1 / (1 + math.exp(reach - middle)), 1 / (1 + math.exp(-reach - middle))

    def is_supported(self, probability: float) -> bool:
        """Tell which side of the threshold a probability is on."""
        return probability >= self.supported

    def is_uncertain(self, probability: float) -> bool:
        """Tell whether a probability is too near the threshold to decide."""
        low, high = self.uncertain
        return low < probability < high


def _log_odds(share: float) -> float:
    inside = min(max(share, 1e-6), 1 - 1e-6)
    return math.log(inside / (1 - inside))


def _digest(model: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(model, sort_keys=True).encode()).hexdigest()[:6]
