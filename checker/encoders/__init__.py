"""Turn texts into vectors: the bundled model by default, any sentence-transformers model by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from checker.hardware import CPU, name_on

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from checker.datatypes import Span

BUNDLED: Final = "bundled"
BUNDLED_NAME: Final = "me5s-q4"  # what a signature calls multilingual-e5-small in 4-bit weights


@dataclass(frozen=True, slots=True)
class Embedding:
    """One text as vectors."""

    vector: NDArray[np.float32]  # [d], L2-normalised
    tokens: NDArray[np.float32]  # [n_tokens, d], L2-normalised states in context
    spans: tuple[Span, ...]  # the characters of the text each token covers


class Encoder(Protocol):
    """What the pipeline needs of an embedding model."""

    name: str  # for the signature

    def encode(self, texts: Sequence[str]) -> tuple[Embedding, ...]:
        """Return one embedding per text, in order.  An answer must not depend on the other texts."""
        ...


def load_encoder(name: str = BUNDLED, *, cache_dir: Path, threads: int = 0, device: str = CPU) -> Encoder:
    """Load the bundled model, or any sentence-transformers model by hub id or folder.

    `threads` is how many the bundled model may use on the processor; 0: as many as there are cores.  On another
    `device` every model runs in torch and half precision.  Raises ModelError E301 when a named model cannot be
    loaded, E302 when the bundled one is damaged, E304 when there is no such device.
    """
    if name == BUNDLED and device == CPU:
        from checker.encoders.bundled import load_bundled  # onnxruntime, only when a model runs

        return load_bundled(cache_dir, threads)
    from checker.encoders.pretrained import PretrainedEncoder  # torch, only for named models and devices

    return PretrainedEncoder.load_bundled(device) if name == BUNDLED else PretrainedEncoder.load(name, device)


def encoder_name(name: str = BUNDLED, device: str = CPU) -> str:
    """Return the `name` of the encoder that `load_encoder` would load, without loading it."""
    return name_on(device, BUNDLED_NAME if name == BUNDLED else name)
