"""Run an ONNX BERT body over token ids: batches of similar length, word rows from the shared 4-bit table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from checker.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from checker.encoders.packed import PackedModel

TokenIds: TypeAlias = NDArray[np.int64]

# Tokens in one batch, padding included: enough rows to fill the matrix kernels, small enough for the cache
# (swept 256 to 4,096 with benchmarks/encoder.py on two cores: flat from 512 on).
_BATCH_TOKENS: Final = 1024


class Body:
    """A BERT body and the embedding tables it reads.  Answers do not depend on batch-mates."""

    def __init__(self, session: Any, packed: PackedModel) -> None:  # noqa: ANN401 - onnxruntime has no types
        self._session = session
        self._words = packed.matrix("emb.word")
        self._pad = packed.pad
        self.max_tokens = packed.max_tokens
        positions = packed.vector("emb.pos").reshape(packed.max_tokens, packed.hidden_size)
        self._positions = positions + packed.vector("emb.type")[: packed.hidden_size]  # every token is of type 0

    @classmethod
    def load(cls, path: Path, packed: PackedModel, *, n_threads: int = 0) -> Body:
        """Open the graph at `path`; `n_threads` 0 means one per core."""
        import onnxruntime  # 0.1 s, only when a model runs

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = n_threads
        options.log_severity_level = 3  # errors only: a library prints nothing
        try:
            session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        except Exception as exc:  # onnxruntime raises a family of unrelated types
            raise ModelError(
                f"{path}: the model graph cannot be opened ({exc})", code="E302", hint=f"remove {path.parent}"
            ) from exc
        return cls(session, packed)

    def run(self, texts: Sequence[TokenIds]) -> list[NDArray[np.float32]]:
        """Return the token states `[n_tokens, d]` of each text, in order.

        Texts hold at most `max_tokens` ids, begin and end marks included.
        """
        states: list[NDArray[np.float32]] = [np.empty((0, 0), np.float32)] * len(texts)
        for batch in _batches([len(text) for text in texts]):
            embeddings, mask = self._embed([texts[i] for i in batch])
            (outputs,) = self._session.run(None, {"embeddings": embeddings, "mask": mask})
            for i, output in zip(batch, outputs, strict=True):
                states[i] = output[: len(texts[i])]
        return states

    def _embed(self, texts: Sequence[TokenIds]) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
        lengths = np.array([len(text) for text in texts])
        width = int(lengths.max())
        mask = (np.arange(width) < lengths[:, None]).astype(np.int32)  # [n_texts, width]
        ids = np.full(mask.shape, self._pad, dtype=np.int64)
        ids[mask.astype(bool)] = np.concatenate(texts)
        used, places = np.unique(ids, return_inverse=True)
        embeddings = self._words.rows(used)[places.reshape(ids.shape)]
        embeddings += self._positions[:width]
        return embeddings, mask


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield indices of similar length, at most `_BATCH_TOKENS` padded tokens together."""
    batch: list[int] = []
    for i in sorted(range(len(lengths)), key=lambda i: lengths[i]):  # ascending: the newest is the longest
        if batch and (len(batch) + 1) * lengths[i] > _BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch
