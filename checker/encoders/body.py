"""Run an ONNX BERT body over token ids: batches of similar length, word rows from the shared 4-bit table."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from checker.errors import ModelError
from checker.hardware import Products, count_cores

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from checker.encoders.packed import PackedMatrix

TokenIds: TypeAlias = NDArray[np.int64]

# Tokens in one batch, padding included; answers do not depend on it.  Measured for float products on an AVX2 core
# (`python -m benchmarks.products`), CPU seconds for 80 pairs: 256 tokens 3.24, 512: 3.24, 768: 3.34, 1,024: 3.45,
# 1,536: 3.80, 2,048: 3.84 (the states no longer fit in the cache).  That of bytes is a guess: they are
# quicker and need more rows to be so.
BATCH_TOKENS: Final = {Products.FLOATS: 512, Products.ROWS: 1024}
_LEAST_BATCH_TOKENS: Final = 128  # below that, the matrices are read for too few rows


class Body:
    """A BERT body with the embedding tables it reads.  Answers do not depend on batch-mates."""

    def __init__(
        self,
        session: Any,  # noqa: ANN401 - onnxruntime has no types
        *,
        words: PackedMatrix,
        positions: NDArray[np.float32],
        marks: NDArray[np.float32],
        threads: int = 0,
        products: Products = Products.FLOATS,
    ) -> None:
        self._session = session
        self._threads = threads or count_cores()
        self._batch_tokens = BATCH_TOKENS[products]
        self._words = words  # [n_words, d], shared by all bodies
        self._positions = positions  # [max_tokens, d]
        self._marks = marks  # [n_marks, d]: what a token is besides its word; BERT's token types

    @property
    def max_tokens(self) -> int:
        """Tokens of the longest text, begin and end marks included."""
        return len(self._positions)

    def run(
        self, texts: Sequence[TokenIds], marks: Sequence[NDArray[np.int64]] | None = None
    ) -> list[NDArray[np.float32]]:
        """Return the token states `[n_tokens, d]` of each text, in order.

        `marks` gives each token's row of the mark table, by default the first.
        """
        marks = [np.zeros(len(text), dtype=np.int64) for text in texts] if marks is None else marks
        states: list[NDArray[np.float32]] = [np.empty((0, 0), np.float32)] * len(texts)

        def run_batch(batch: Sequence[int]) -> None:
            embeddings, mask = self._embed([texts[i] for i in batch], [marks[i] for i in batch])
            (outputs,) = self._session.run(None, {"embeddings": embeddings, "mask": mask})
            for i, output in zip(batch, outputs, strict=True):
                states[i] = output[: len(texts[i])].copy()  # without the padding, and without keeping the batch

        lengths = [len(text) for text in texts]
        share = max(_LEAST_BATCH_TOKENS, math.ceil(sum(lengths) / self._threads))
        batches = list(batch_by_length(lengths, min(self._batch_tokens, share)))
        if len(batches) < 2 or self._threads == 1:
            for batch in batches:
                run_batch(batch)
            return states
        with ThreadPoolExecutor(self._threads) as pool:
            list(pool.map(run_batch, reversed(batches)))  # the longest first, so that none is left over at the end
        return states

    def _embed(
        self, texts: Sequence[TokenIds], marks: Sequence[NDArray[np.int64]]
    ) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
        lengths = np.array([len(text) for text in texts])
        width = int(lengths.max())
        inside = np.arange(width) < lengths[:, None]  # [n_texts, width]; the rest is padding, which nothing reads
        ids, rows = (np.zeros(inside.shape, dtype=np.int64) for _ in range(2))
        ids[inside] = np.concatenate(texts)
        rows[inside] = np.concatenate(marks)
        used, places = np.unique(ids, return_inverse=True)
        embeddings = self._words.rows(used)[places.reshape(ids.shape)]
        embeddings += self._positions[:width]
        embeddings += self._marks[rows]
        return embeddings, inside.astype(np.int32)


def open_session(path: Path, products: Products) -> Any:  # noqa: ANN401 - onnxruntime has no types
    """Open the graph at `path`; each batch runs in the thread that brings it.  Raises ModelError E302 when refused."""
    import onnxruntime  # 0.1 s, only when a model runs

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3  # errors only: a library prints nothing
    options.intra_op_num_threads = 1
    options.enable_mem_pattern = False  # a plan for every shape of batch: 17 MB after six stories, and no faster
    if products is Products.FLOATS:
        # Matrices stay where they are mapped.  To copy them into the kernels' own order takes 0.1 s and 80 MB a body,
        # and makes products a twenty-fifth faster.
        options.add_session_config_entry("session.disable_prepacking", "1")
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as exc:  # onnxruntime raises a family of unrelated types
        raise ModelError(
            f"{path}: the model graph cannot be opened ({exc})", code="E302", hint=f"remove {path.parent}"
        ) from exc


def batch_by_length(lengths: Sequence[int], max_tokens: int) -> Iterator[list[int]]:
    """Yield indices of similar length, at most `max_tokens` padded tokens together, but always one."""
    batch: list[int] = []
    for i in sorted(range(len(lengths)), key=lambda i: lengths[i]):  # ascending: the newest is the longest
        if batch and (len(batch) + 1) * lengths[i] > max_tokens:
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch


def normalise(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Scale the last axis to length 1; a zero vector stays zero."""
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-12), dtype=np.float32)
