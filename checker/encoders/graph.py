"""Write a BERT body as an ONNX graph straight from its weights, without torch.

Input are summed word, position and token-type embeddings before their layer norm: the word table stays outside, in
the memory-mapped model file, so a graph is small and several bodies can share one table.  The fused operators are
those of onnxruntime; every one of them treats each text of a batch for itself, so an answer does not depend on its
batch-mates.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MICROSOFT: Final = "com.microsoft"
_OPSET: Final = 21
_IR_VERSION: Final = 10


@dataclass(frozen=True, slots=True)
class BodyShape:
    """The sizes of a BERT body."""

    hidden_size: int
    n_layers: int
    n_heads: int
    layer_norm_eps: float


class StoredMatrix(Protocol):
    """A matrix `[rows, columns]` in few bits a weight."""

    def dense(self) -> NDArray[np.float32]:
        """Unpack the matrix."""
        ...


class BodyWeights(Protocol):
    """Where the weights of a body come from; names are those of the bundled file (`l0.q.w`, `emb.ln.b`, ...)."""

    def matrix(self, name: str) -> StoredMatrix:
        """Return a weight matrix `[outputs, inputs]`."""
        ...

    def vector(self, name: str) -> NDArray[np.float32]:
        """Return a bias or layer-norm vector."""
        ...


class GraphWriter(ABC):
    """Collects nodes and initializers in one pass over the layers; how to multiply, a subclass knows."""

    def __init__(self, weights: BodyWeights, shape: BodyShape) -> None:
        from onnx import helper, numpy_helper  # only where a graph is built: once per machine

        self._helper = helper
        self._to_tensor = numpy_helper.from_array
        self._weights = weights
        self._shape = shape
        self._nodes: list[object] = []
        self._initializers: list[object] = []

    def write(self) -> bytes:
        """Return the serialised graph: embeddings `[batch, tokens, hidden]`, mask `[batch, tokens]` -> token states."""
        from onnx import TensorProto

        states = self._layer_norm("embeddings", "emb.ln", output="normed")
        for layer in range(self._shape.n_layers):
            states = self._layer(states, f"l{layer}")
        self._node("Identity", [states], "states", domain="")
        sizes = ["batch", "tokens", self._shape.hidden_size]
        tensor = self._helper.make_tensor_value_info
        graph = self._helper.make_graph(
            self._nodes,
            "body",
            [tensor("embeddings", TensorProto.FLOAT, sizes), tensor("mask", TensorProto.INT32, sizes[:2])],
            [tensor("states", TensorProto.FLOAT, sizes)],
            self._initializers,
        )
        opsets = [self._helper.make_opsetid("", _OPSET), self._helper.make_opsetid(_MICROSOFT, 1)]
        model = self._helper.make_model(graph, opset_imports=opsets, ir_version=_IR_VERSION)
        return bytes(model.SerializeToString())

    def _layer(self, states: str, layer: str) -> str:
        query, key, value = (self._linear(states, f"{layer}.{part}") for part in "qkv")
        attended = self._node(
            "MultiHeadAttention",
            [query, key, value, "", "mask"],
            f"{layer}.attended",
            num_heads=self._shape.n_heads,
        )
        states = self._add_and_norm(self._linear(attended, f"{layer}.ao"), states, f"{layer}.aln")
        inner = self._node("Gelu", [self._linear(states, f"{layer}.fi")], f"{layer}.gelu")
        return self._add_and_norm(self._linear(inner, f"{layer}.fo"), states, f"{layer}.oln")

    @abstractmethod
    def _linear(self, states: str, name: str) -> str:
        """Write the product of `states` with the matrix `name.w`, and the bias; return the name of the result."""

    def _add_and_norm(self, update: str, states: str, name: str) -> str:
        return self._node(
            "SkipLayerNormalization",
            [update, states, self._norm_constant(name, "w"), self._norm_constant(name, "b")],
            f"{name}.out",
            epsilon=self._shape.layer_norm_eps,
        )

    def _layer_norm(self, states: str, name: str, *, output: str) -> str:
        inputs = [states, self._norm_constant(name, "w"), self._norm_constant(name, "b")]
        return self._node("LayerNormalization", inputs, output, domain="", axis=-1, epsilon=self._shape.layer_norm_eps)

    def _norm_constant(self, name: str, part: str) -> str:
        return self._constant(f"{name}.{part}", self._weights.vector(f"{name}.{part}"))

    def _constant(self, name: str, values: NDArray[np.generic]) -> str:
        self._initializers.append(self._to_tensor(values, name))
        return name

    def _node(
        self, kind: str, inputs: list[str], output: str, *, domain: str = _MICROSOFT, **attributes: object
    ) -> str:
        self._nodes.append(self._helper.make_node(kind, inputs, [output], domain=domain, **attributes))
        return output
