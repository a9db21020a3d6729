"""The bundled verifier: reads a claim beside its evidence and says entailment, neutral or contradiction."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np

from checker.artifacts import cached_file
from checker.encoders.body import Body, open_session
from checker.encoders.bundled import load_bundled_tokenizer
from checker.encoders.graph import BodyShape
from checker.encoders.graph_file import graph_file
from checker.encoders.packed import PackedModel, load_packed
from checker.hardware import Products, best_products
from checker.verifiers.pairs import PairEncoder, spelling_numbers
from checker.verifiers.weights import VerifierWeights, load_weights

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray


# Change when the graph or the spelling numbers written from the same weights would differ.
_BUILD: Final = "1"
_erf: Final = np.frompyfunc(math.erf, 1, 1)


class EntailmentVerifier:
    """A BERT body over `<s> claim </s></s> evidence </s>`, its mean and first state, and a small head."""

    def __init__(self, body: Body, encoder: PairEncoder, weights: VerifierWeights) -> None:
        self.name = weights.name
        self._body = body
        self._encoder = encoder
        self._inner = weights.vector("head.inner.w"), weights.vector("head.inner.b")
        self._out = weights.vector("head.out.w"), weights.vector("head.out.b")

    def score(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """Return P(entailment), P(neutral), P(contradiction) of each (premise, hypothesis), `[n_pairs, 3]`."""
        encoded = self._encoder.encode(pairs)
        states = self._body.run([pair.ids for pair in encoded], [pair.marks for pair in encoded])
        return self._classify([np.concatenate([own.mean(axis=0), own[0]]) for own in states])

    def _classify(self, pooled: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
        # Row by row: a matrix product over all pairs rounds differently for each number of them.
        logits = [self._out[0] @ _gelu(self._inner[0] @ row + self._inner[1]) + self._out[1] for row in pooled]
        stacked = np.array(logits, dtype=np.float32).reshape(-1, 3)
        raised = np.exp(stacked - stacked.max(axis=1, keepdims=True))
        return np.asarray(raised / raised.sum(axis=1, keepdims=True), dtype=np.float32)


def load_bundled(
    cache_dir: Path, weights: VerifierWeights | None = None, *, threads: int = 0, products: Products | None = None
) -> EntailmentVerifier:
    """Load the bundled verifier (or `weights`), building its graph in `cache_dir` on first use.

    `products` is for comparing them; by default the processor decides.
    """
    packed = load_packed()
    weights = weights or load_weights()
    products = products or best_products()
    name = f"verifier-{weights.sha256[:16]}-{products}-{_BUILD}"
    path = graph_file(cache_dir, name, weights, body_shape(weights), products)
    encoder = PairEncoder(
        load_bundled_tokenizer(cache_dir), _load_spellings(packed, cache_dir), max_tokens=weights.max_tokens
    )
    body = Body(
        open_session(path, products),
        threads=threads,
        products=products,
        words=packed.matrix("emb.word"),
        positions=weights.vector("emb.pos"),
        marks=weights.vector("emb.mark"),
    )
    return EntailmentVerifier(body, encoder, weights)


def body_shape(weights: VerifierWeights) -> BodyShape:
    """Return the sizes of the verifier's body."""
    return BodyShape(weights.hidden_size, weights.n_layers, weights.n_heads, weights.layer_norm_eps)


def _load_spellings(packed: PackedModel, cache_dir: Path) -> NDArray[np.int32]:
    """Return the spelling number of each token id, written once: the vocabulary takes 0.4 s to read."""
    path = cached_file(
        cache_dir, f"me5s-spellings-{_BUILD}.bin", lambda: spelling_numbers(packed.vocabulary.pieces).tobytes()
    )
    return np.frombuffer(path.read_bytes(), dtype=np.int32)


def _gelu(values: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(values * 0.5 * (1 + _erf(values / math.sqrt(2)).astype(np.float32)), dtype=np.float32)
