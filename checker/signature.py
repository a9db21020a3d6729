"""Name every model, setting and version that a report depends on, without loading any model."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from checker.encoders import encoder_name
from checker.hardware import CPU, best_products
from checker.verdict_model import VerdictModel
from checker.verifiers import NONE, verifier_name
from checker.version import __version__

if TYPE_CHECKING:
    from checker.config import Config


def signature_of(config: Config) -> str:
    """Return the signature of the reports that a checker loaded with `config` makes.

    Raises ModelError E302 when a bundled file or the verdict is missing or damaged.
    """
    return sign(
        config,
        encoder=encoder_name(config.model, config.device),
        verifier=verifier_name(config.verifier, config.device),
        verdict=VerdictModel.load(config.verdict, verified=config.verifier != NONE),
    )


def sign(config: Config, *, encoder: str, verifier: str, verdict: VerdictModel) -> str:
    """Return the models by name, the settings and the versions as `key:value|...`."""
    threshold = verdict.threshold if config.threshold is None else config.threshold
    parts = {
        "enc": encoder,
        "ver": verifier,
        "mul": best_products() if config.device == CPU else "",
        "verdict": verdict.digest,
        "seg": f"sentencex{version('sentencex')}",
        "thr": f"{threshold:.2f}",
        "rules": ",".join([*(f"+{name}" for name in config.select), *(f"-{name}" for name in config.ignore)]),
        "sev": ",".join(f"{code}={level}" for code, level in sorted(config.severity.items())),
        "v": __version__,
    }
    return "|".join(f"{key}:{value}" for key, value in parts.items() if value)
