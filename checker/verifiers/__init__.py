"""Judge whether a text supports a claim: the bundled entailment model, any CrossEncoder by name, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

BUNDLED: Final = "bundled"
NONE: Final = "none"


class Verifier(Protocol):
    """What the pipeline needs of an entailment model."""

    name: str  # for the signature

    def score(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """Return P(entailment), P(neutral), P(contradiction) for each (premise, hypothesis), `[n_pairs, 3]`.

        An answer must not depend on the other pairs.
        """
        ...


def load_verifier(name: str = BUNDLED, *, cache_dir: Path) -> Verifier | None:
    """Load the bundled verifier, none, or any sentence-transformers CrossEncoder by hub id or folder.

    Raises ModelError E301 when a named model cannot be loaded or its labels are not those of entailment, E302 when the
    bundled one is damaged.
    """
    if name == NONE:
        return None
    if name == BUNDLED:
        from checker.verifiers.entailment import load_bundled  # onnxruntime, only when a model runs

        return load_bundled(cache_dir)
    from checker.verifiers.pretrained import PretrainedVerifier  # torch, only for named models

    return PretrainedVerifier.load(name)
