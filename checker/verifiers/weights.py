"""Read the bundled verifier's weights: 8-bit matrices in blocks of 32, small tensors as they are, checked by SHA-256.

The file is a safetensors file, so reading it runs no code.  A matrix `l3.fi.w` is stored as int8 `[rows, columns]`
with `l3.fi.w.scales`, float16 `[rows, columns / 32]`; a weight is `value * scale`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np
from numpy.typing import NDArray

from checker.verifiers.settings import BUNDLED_FOLDER, FORMAT, damaged, name_of, read_settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BLOCK: Final = 32  # weights that share a scale
SCALES: Final = ".scales"
WEIGHTS_FILE: Final = "verifier.safetensors"


@dataclass(frozen=True, slots=True)
class ByteMatrix:
    """An 8-bit matrix `[rows, columns]` with one scale a block of 32 columns."""

    values: NDArray[np.int8]  # [rows, columns], -127..127
    scales: NDArray[np.float16]  # [rows, columns / 32]

    def dense(self) -> NDArray[np.float32]:
        """Unpack the matrix."""
        rows, columns = self.values.shape
        blocks = self.values.reshape(rows, columns // BLOCK, BLOCK).astype(np.float32)
        return (blocks * self.scales.astype(np.float32)[:, :, None]).reshape(rows, columns)


def pack_bytes(matrix: NDArray[np.float32]) -> ByteMatrix:
    """Round a matrix to 8 bits a weight."""
    rows, columns = matrix.shape
    blocks = matrix.reshape(rows, columns // BLOCK, BLOCK)
    scales = (np.abs(blocks).max(axis=2) / 127).astype(np.float16)
    divisors = np.where(scales == 0, 1, scales).astype(np.float32)  # a block of zeros stays zero
    values = np.clip(np.rint(blocks / divisors[:, :, None]), -127, 127).astype(np.int8)
    return ByteMatrix(values.reshape(rows, columns), scales)


@dataclass(frozen=True, slots=True)
class VerifierWeights:
    """The tensors of a verifier and the settings it was trained with."""

    sha256: str  # of the weights file
    max_tokens: int  # of a pair, marks included
    n_layers: int
    n_heads: int
    layer_norm_eps: float
    tensors: Mapping[str, NDArray[Any]]

    @property
    def name(self) -> str:
        """What a signature calls these weights."""
        return name_of(self.sha256)

    @property
    def hidden_size(self) -> int:
        """Width of a token state."""
        return int(self.tensors["emb.ln.w"].shape[0])

    def matrix(self, name: str) -> ByteMatrix:
        """Return a weight matrix `[outputs, inputs]` of the body."""
        return ByteMatrix(self.tensors[name], self.tensors[name + SCALES])

    def vector(self, name: str) -> NDArray[np.float32]:
        """Return a bias, a layer-norm vector, or one of the small tables and matrices that are stored unpacked."""
        return self.tensors[name].astype(np.float32)


def load_weights(folder: Path = BUNDLED_FOLDER) -> VerifierWeights:
    """Read and check the verifier in `folder` (default: the bundled one).

    Raises ModelError E302 when a file is missing, of another format, or not the one its checksum names.
    """
    try:
        settings = read_settings(folder)
        if settings["format"] != FORMAT:
            raise ValueError(f"format {settings['format']}, not {FORMAT}")
        with (folder / WEIGHTS_FILE).open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != settings["sha256"]:
                raise ValueError("the checksum does not match")
        return VerifierWeights(
            sha256=settings["sha256"],
            max_tokens=int(settings["max_tokens"]),
            n_layers=int(settings["n_layers"]),
            n_heads=int(settings["n_heads"]),
            layer_norm_eps=float(settings["layer_norm_eps"]),
            tensors=_MappedTensors(folder / WEIGHTS_FILE),
        )
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise damaged(folder, exc) from exc


class _MappedTensors(Mapping[str, NDArray[Any]]):
    """The tensors of a safetensors file, each read when it is asked for: a graph that is built needs a few of them."""

    def __init__(self, path: Path) -> None:
        from safetensors import safe_open  # only where a model runs

        self._file: Any = cast("Any", safe_open)(path, framework="np")
        self._names = tuple(self._file.keys())

    def __getitem__(self, name: str) -> NDArray[Any]:
        if name not in self._names:
            raise KeyError(name)
        tensor: NDArray[Any] = self._file.get_tensor(name)
        return tensor

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
