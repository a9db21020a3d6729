"""Write a BERT body of plain float32 products, whose matrices lie in a file beside the graph.

onnxruntime maps that file into memory and reads the matrices where they are: opening a body takes ten milliseconds,
a matrix that no text needs is never read, and processes that check side by side share one copy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from checker.encoders.graph import GraphWriter

if TYPE_CHECKING:
    from checker.encoders.graph import BodyShape, BodyWeights


class FloatGraphWriter(GraphWriter):
    """Unpacks each matrix once, when the graph is written."""

    def __init__(self, weights: BodyWeights, shape: BodyShape, *, matrices_file: str) -> None:
        super().__init__(weights, shape)
        self._file = matrices_file
        self._matrices: list[bytes] = []
        self._offset = 0

    @property
    def matrices(self) -> bytes:
        """The content of the file beside the graph; complete once the graph is written."""
        return b"".join(self._matrices)

    def _linear(self, states: str, name: str) -> str:
        product = self._node("MatMul", [states, self._matrix(f"{name}.w")], f"{name}.product", domain="")
        bias = self._constant(f"{name}.b", self._weights.vector(f"{name}.b"))
        return self._node("Add", [product, bias], f"{name}.out", domain="")

    def _matrix(self, name: str) -> str:
        from onnx import TensorProto

        matrix = np.ascontiguousarray(self._weights.matrix(name).dense().T, dtype="<f4")  # [inputs, outputs]
        tensor = TensorProto(name=name, data_type=TensorProto.FLOAT, dims=matrix.shape)
        tensor.data_location = TensorProto.EXTERNAL
        for key, value in (("location", self._file), ("offset", self._offset), ("length", matrix.nbytes)):
            tensor.external_data.add(key=key, value=str(value))
        self._initializers.append(tensor)
        self._matrices.append(matrix.tobytes())
        self._offset += matrix.nbytes
        return name
