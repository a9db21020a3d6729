"""Find the pieces of a vocabulary that a few words can be made of, and make a SentencePiece model of those alone.

A model of the whole vocabulary takes half a second to load, which is more than everything else a short story needs.
A model of all pieces that occur in the words at hand, and no others, cuts these words in the same way: SentencePiece
weighs no piece that does not occur.  Pieces are found by the hashes of their letters, sorted in a file that is mapped
into memory.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from checker.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray

    from checker.encoders.packed import Vocabulary

WORD_START: Final = "▁"  # how SentencePiece writes a space; no piece has one but at its start
_MULTIPLIER: Final = np.uint64(0x9E3779B97F4A7C15)  # odd; the golden ratio, as in Fibonacci hashing
_HEADER: Final = struct.Struct("<4I")  # pieces, letters of the longest, pieces in every part, size of the records
_PIECES_TAG: Final = b"\n"  # field 1 of a serialised ModelProto, in front of every piece


@dataclass(frozen=True, slots=True)
class PieceIndex:
    """The pieces of a SentencePiece model, serialised one by one, and where to find the one of given letters."""

    hashes: NDArray[np.uint64]  # [n_pieces], ascending
    ids: NDArray[np.uint32]  # [n_pieces], in the order of `hashes`
    bounds: NDArray[np.uint32]  # [n_pieces + 1], by id: where in `records` each piece lies
    always: tuple[int, ...]  # ids in every part: marks, and the rarest piece, from which unknown letters count
    records: NDArray[np.uint8]
    settings: bytes  # the model without its pieces
    n_longest: int  # letters of the longest piece

    def find(self, words: Iterable[str]) -> set[int]:
        """Return the ids of all pieces that occur in these normalised words, and perhaps a few others."""
        text = "".join(WORD_START + word for word in words)
        letters = np.frombuffer(text.encode("utf-32-le"), dtype="<u4").astype(np.uint64) + np.uint64(1)
        found = set(self.always)
        hashes = np.zeros(len(letters) + 1, dtype=np.uint64)
        for length in range(1, min(self.n_longest, len(letters)) + 1):  # of every stretch of that many letters
            hashes = hashes[:-1] * _MULTIPLIER + letters[length - 1 :]
            wanted = np.sort(hashes)  # so that lookups are neighbours too; np.unique would load numpy.ma
            places = np.minimum(np.searchsorted(self.hashes, wanted), len(self.hashes) - 1)
            found.update(self.ids[places[self.hashes[places] == wanted]].tolist())
        return found

    def model(self, ids: NDArray[np.int64]) -> bytes:
        """Return a serialised SentencePiece model of these pieces, which it numbers in their order."""
        starts, ends = self.bounds[ids].tolist(), self.bounds[ids + 1].tolist()
        records = self.records.data
        return b"".join([*(records[start:end] for start, end in zip(starts, ends, strict=True)), self.settings])


def build_piece_index(model: bytes, vocabulary: Vocabulary) -> bytes:
    """Write the index of a serialised SentencePiece model of `vocabulary`, as `read_piece_index` reads it."""
    from sentencepiece import sentencepiece_model_pb2 as model_pb2

    proto = model_pb2.ModelProto.FromString(model)
    records = [piece.SerializeToString() for piece in proto.pieces]
    if max(map(len, records)) > 127:
        raise ValueError("a piece is too long for a length of one byte")
    records = [_PIECES_TAG + bytes([len(record)]) + record for record in records]
    del proto.pieces[:]
    hashes = np.array([_hash(piece) for piece in vocabulary.pieces], dtype=np.uint64)
    order = np.argsort(hashes)
    if (np.diff(hashes[order]) == 0).any():
        raise ValueError("two pieces share a hash")
    marks = {vocabulary.bos, vocabulary.eos, vocabulary.pad, vocabulary.unk}
    always = np.array(sorted({*marks, int(np.argmin(vocabulary.scores))}), dtype=np.uint32)
    bounds = np.cumsum([0, *map(len, records)], dtype=np.uint32)
    header = _HEADER.pack(len(records), max(map(len, vocabulary.pieces)), len(always), int(bounds[-1]))
    parts = (hashes[order], order.astype(np.uint32), bounds, always)
    return b"".join([header, *(part.tobytes() for part in parts), *records, proto.SerializeToString()])


def read_piece_index(path: Path) -> PieceIndex:
    """Map the index at `path` into memory.  Raises ModelError E302 when it is none."""
    try:
        return _read(np.memmap(path, dtype=np.uint8, mode="r"))
    except (OSError, ValueError, struct.error) as exc:
        raise ModelError(f"{path}: no index of pieces ({exc})", code="E302", hint=f"remove {path.parent}") from exc


def _read(image: NDArray[np.uint8]) -> PieceIndex:
    n_pieces, n_longest, n_always, n_bytes = _HEADER.unpack_from(image.data)
    sizes = (8 * n_pieces, 4 * n_pieces, 4 * (n_pieces + 1), 4 * n_always, n_bytes)
    hashes, ids, bounds, always, records, settings = np.split(image[_HEADER.size :], np.cumsum(sizes))
    return PieceIndex(
        hashes.view("<u8"),
        ids.view("<u4"),
        bounds.view("<u4"),
        tuple(always.view("<u4").tolist()),
        records,
        settings.tobytes(),
        n_longest,
    )


def _hash(piece: str) -> int:
    value = 0
    for letter in piece:
        value = (value * int(_MULTIPLIER) + ord(letter) + 1) & 0xFFFF_FFFF_FFFF_FFFF
    return value
