"""The default encoder: multilingual-e5-small in 4-bit weights, run by onnxruntime without torch."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from checker.artifacts import cached_file
from checker.datatypes import Span
from checker.encoders import BUNDLED_NAME, Embedding
from checker.encoders.body import Body, TokenIds, normalise, open_session
from checker.encoders.graph import BodyShape
from checker.encoders.graph_file import graph_file
from checker.encoders.packed import PackedModel, load_packed
from checker.encoders.piece_index import build_piece_index, read_piece_index
from checker.encoders.tokenizer import GrowingTokenizer, build_sentencepiece_model
from checker.hardware import best_products

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from checker.encoders.tokenizer import Tokenizer

# E5 was trained with a prefix on every text; for symmetric use it is this one on both sides (its model card).
_PREFIX: Final = "query: "
# Change when the graph or the tokenizer file written from the same weights would differ.
_BUILD: Final = "2"


class BundledEncoder:
    """multilingual-e5-small: `query: ` prefix, mean pooling, L2-normalised vectors of 384 numbers."""

    name = BUNDLED_NAME

    def __init__(self, body: Body, tokenizer: Tokenizer) -> None:
        self._body = body
        self._tokenizer = tokenizer

    def encode(self, texts: Sequence[str]) -> tuple[Embedding, ...]:
        """Return one embedding per text, in order."""
        prefixed = self._tokenizer.tokens([_PREFIX + text for text in texts])
        windows = [self._windows(tokens.ids) for tokens in prefixed]
        states = iter(self._body.run([window for text in windows for window in text]))
        return tuple(
            _embedding([next(states) for _ in text], tokens.spans)
            for text, tokens in zip(windows, prefixed, strict=True)
        )

    def _windows(self, ids: TokenIds) -> list[TokenIds]:
        """Put the begin and end marks around `ids`; a text longer than the model takes is read in several windows."""
        room = self._body.max_tokens - 2
        starts = range(0, max(1, len(ids)), room)
        return [np.array([self._tokenizer.bos, *ids[start : start + room], self._tokenizer.eos]) for start in starts]


def load_bundled(cache_dir: Path, threads: int = 0) -> BundledEncoder:
    """Load the default encoder, building its graph and tokenizer file in `cache_dir` on first use."""
    packed = load_packed()
    return BundledEncoder(load_bundled_body(packed, cache_dir, threads), load_bundled_tokenizer(cache_dir))


@lru_cache(maxsize=1)  # the verifier reads with the same one
def load_bundled_tokenizer(cache_dir: Path) -> GrowingTokenizer:
    """Open the vocabulary, written once as a SentencePiece file with an index to its pieces."""

    def read_whole() -> bytes:
        name = f"me5s-{_BUILD}.spm"
        return cached_file(cache_dir, name, lambda: build_sentencepiece_model(load_packed().vocabulary)).read_bytes()

    name = f"me5s-{_BUILD}.pieces"
    path = cached_file(cache_dir, name, lambda: build_piece_index(read_whole(), load_packed().vocabulary))
    return GrowingTokenizer(read_piece_index(path), read_whole)


def load_bundled_body(packed: PackedModel, cache_dir: Path, threads: int = 0) -> Body:
    """Load the encoder's layers, written once as an ONNX graph."""
    shape = BodyShape(packed.hidden_size, packed.n_layers, packed.n_heads, packed.layer_norm_eps)
    products = best_products()
    path = graph_file(cache_dir, f"me5s-q4-{products}-{_BUILD}", packed, shape, products)
    return Body(
        open_session(path, products),
        threads=threads,
        products=products,
        words=packed.matrix("emb.word"),
        positions=packed.vector("emb.pos").reshape(-1, packed.hidden_size),
        marks=packed.vector("emb.type").reshape(-1, packed.hidden_size),
    )


def _embedding(windows: Sequence[NDArray[np.float32]], spans: Sequence[Span]) -> Embedding:
    states = np.concatenate(windows)  # [n_tokens with marks, d]
    content = np.concatenate([window[1:-1] for window in windows])
    # The prefix is a prompt, not text: its tokens count for the mean, as in training, but align with nothing.
    n_prefix = sum(1 for span in spans if span.start < len(_PREFIX))
    shifted = tuple(Span(span.start - len(_PREFIX), span.end - len(_PREFIX)) for span in spans[n_prefix:])
    return Embedding(normalise(states.mean(axis=0)), normalise(content[n_prefix:]), shifted)
