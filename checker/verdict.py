"""Turn the features of each claim into a calibrated probability and a label, and the claims into one verdict."""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import dataclass, field
from importlib import resources
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from checker.datatypes import BodySupport, Label, Severity, Verdict
from checker.errors import ModelError
from checker.features import feature_names, feature_vector

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from checker.datatypes import ClaimResult, Finding
    from checker.features import Examination

FORMAT_VERSION: Final = 3
_ASSET: Final = "assets/verdict.json"


@dataclass(frozen=True, slots=True)
class VerdictModel:
    """A logistic model over named features: P(supported) = 1 / (1 + exp(-(w . (x - mean) / scale + b)))."""

    features: tuple[str, ...]
    mean: NDArray[np.float64]  # [n_features]
    scale: NDArray[np.float64]  # [n_features]
    coefficients: NDArray[np.float64]  # [n_features]
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
                mean=np.array(model["mean"], dtype=np.float64),
                scale=np.array(model["scale"], dtype=np.float64),
                coefficients=np.array(model["coefficients"], dtype=np.float64),
                intercept=float(model["intercept"]),
                threshold=float(model["threshold"]),
                band=float(model["band"]),
                digest=_digest(model),
                language_thresholds={str(k): float(v) for k, v in model.get("language_thresholds", {}).items()},
            )
        except (KeyError, TypeError, ValueError, AttributeError) as exc:
            raise ModelError(f"verdict.json: {exc!r}", code="E302", hint="reinstall headline-checker") from exc
        sizes = {len(built.features), built.mean.size, built.scale.size, built.coefficients.size}
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
            "mean": self.mean.tolist(),
            "scale": self.scale.tolist(),
            "coefficients": self.coefficients.tolist(),
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
        return cls.from_dict(read_document(path)["models"]["verified" if verified else "simple"])

    def thresholds_for(self, language: str, *, given: float | None = None) -> Thresholds:
        """Return the thresholds of a language; `given` goes before all that the model says."""
        own = self.language_thresholds.get(language, self.threshold)
        return Thresholds(supported=own if given is None else given, band=self.band)

    def probability(self, vector: NDArray[np.float64]) -> float:
        """Return P(supported) of a claim with these features, 0..1."""
        score = float(self.coefficients @ ((vector - self.mean) / self.scale)) + self.intercept
        return 1 / (1 + math.exp(-score)) if score > -700 else 0.0  # exp would overflow


def deciding_examination(examinations: Sequence[Examination], model: VerdictModel) -> Examination:
    """Return what was measured about the claim the headline stands or falls with, before any decision."""
    return min(examinations, key=lambda examination: model.probability(feature_vector(examination)))


def read_document(path: Path | None = None) -> dict[str, Any]:
    """Read a verdict file, by default the shipped one.  Raises ModelError E302 when it is none of this version."""
    source = resources.files("checker").joinpath(_ASSET) if path is None else path
    try:
        document: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))
        if document.get("format_version") != FORMAT_VERSION or not {"verified", "simple"} <= document["models"].keys():
            raise ValueError(f"format {document.get('format_version')}, not {FORMAT_VERSION}")
    except (OSError, ValueError, KeyError, AttributeError) as exc:
        hint = "reinstall headline-checker" if path is None else "write it again with `checker calibrate`"
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


def deciding_claim(results: Sequence[ClaimResult]) -> ClaimResult:
    """Return the claim the headline stands or falls with: the least probable, the first among equals."""
    return min(results, key=lambda result: result.probability)


def decide(results: Sequence[ClaimResult], thresholds: Thresholds) -> Verdict:
    """Return the verdict on the headline: it is supported if all its claims are."""
    decider = deciding_claim(results)
    contradicted = any(result.label is Label.CONTRADICTED for result in results)
    if any(map(_is_proof, _findings(results))) and not thresholds.is_supported(decider.probability):
        return Verdict.CONTRADICTED  # rules that prove errors are right nine times in ten: no need to abstain
    if thresholds.is_uncertain(decider.probability):
        return Verdict.UNCERTAIN
    if thresholds.is_supported(decider.probability):
        # A rule proves an error where the model sees none: an editor must look.
        return Verdict.UNCERTAIN if contradicted else Verdict.SUPPORTED
    return Verdict.CONTRADICTED if contradicted else Verdict.UNSUPPORTED


def summarise(results: Sequence[ClaimResult], verdict: Verdict) -> str:
    """Return one plain sentence that says why."""
    proof = _first_proof(results, verdict)
    if proof is not None:
        return proof.message
    decider = deciding_claim(results)
    nearest = f"sentence {decider.evidence[0].sentences[0] + 1}" if decider.evidence else "the body"
    if verdict is Verdict.SUPPORTED:
        if len(results) == 1:
            return f"The body supports the headline: see {nearest}."
        return f"The body supports each of the headline's {len(results)} claims."
    if verdict is Verdict.UNCERTAIN:
        return f"The body may not carry “{decider.claim.text}”: read {nearest} and decide."
    if verdict is Verdict.CONTRADICTED:
        denied = next(result for result in results if result.label is Label.CONTRADICTED)
        number = denied.evidence[0].sentences[0] + 1
        return f"Sentence {number} says otherwise than “{denied.claim.text}”."
    return f"Nothing in the body says “{decider.claim.text}”."


def find_body_support(results: Sequence[ClaimResult], verdict: Verdict) -> BodySupport | None:
    """Return what the body does say: the surest supported claim, or the passage nearest to the deciding claim."""
    if verdict is Verdict.SUPPORTED:
        return None
    # A finding on it means doubt: nothing to build on.
    supported = [result for result in results if result.label is Label.SUPPORTED and not result.findings]
    if supported and len(results) > 1:
        best = max(supported, key=lambda result: result.probability)
        return BodySupport(best.claim.text, best.evidence[0].span, best.evidence[0].sentences, best.claim.index)
    nearest = deciding_claim(results).evidence
    return BodySupport(nearest[0].text, nearest[0].span, nearest[0].sentences, None) if nearest else None


def _first_proof(results: Sequence[ClaimResult], verdict: Verdict) -> Finding | None:
    """Return the first finding of a rule about facts that decides: it names the words, which no probability does.

    An error that a rule proved decides whatever the verdict, a warning where the claim it is about is not supported.
    """
    decider = deciding_claim(results)
    doubts = () if verdict is Verdict.SUPPORTED else decider.findings
    proofs = filter(_is_proof, _findings(results))
    return next(chain(proofs, (finding for finding in doubts if finding.expected)), None)


def _findings(results: Sequence[ClaimResult]) -> Iterator[Finding]:
    return (finding for result in results for finding in result.findings)


def _is_proof(finding: Finding) -> bool:
    """Tell whether a rule about facts proved an error: only those name what the headline says."""
    return finding.severity is Severity.ERROR and bool(finding.expected)


def _digest(model: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(model, sort_keys=True).encode()).hexdigest()[:6]
