"""Judge whether a text supports a claim: the bundled entailment model, any CrossEncoder by name, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from checker.hardware import CPU, name_on
from checker.verifiers.settings import read_name

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


def load_verifier(name: str = BUNDLED, *, cache_dir: Path, threads: int = 0, device: str = CPU) -> Verifier | None:
    """Load the bundled verifier, none, or any sentence-transformers CrossEncoder by hub id or folder.

    `threads` is how many the bundled model may use on the processor; 0: as many as there are cores.  On another
    `device` every model runs in torch and half precision.  Raises ModelError E301 when a named model cannot be
    loaded or its labels are not those of entailment, E302 when the bundled one is damaged, E304 when there is no such
    device.
    """
    if name == NONE:
        return None
    if name == BUNDLED and device == CPU:
        from checker.verifiers.entailment import load_bundled  # onnxruntime, only when a model runs

        return load_bundled(cache_dir, threads=threads)
    if name == BUNDLED:
        from checker.verifiers.torch_verifier import TorchVerifier  # torch, only for devices

        return TorchVerifier.load(device, cache_dir=cache_dir)
    from checker.verifiers.pretrained import PretrainedVerifier  # torch, only for named models

    return PretrainedVerifier.load(name, device)


def verifier_name(name: str = BUNDLED, device: str = CPU) -> str:
    """Return the `name` of the verifier that `load_verifier` would load, without loading it; `none` as it is.

    Raises ModelError E302 when the bundled one is missing.
    """
    if name == NONE:
        return name
    if name == BUNDLED:
        name = read_name()
    return name_on(device, name)
