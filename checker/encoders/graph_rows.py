"""Write a BERT body that multiplies bytes by bytes, for processors that do so and add up in 32 bits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from checker.encoders.graph import GraphWriter

if TYPE_CHECKING:
    from checker.encoders.graph import BodyShape, BodyWeights

_BYTE_LIMIT: Final = 127  # largest value of a rounded weight or state
_BYTE_MIDDLE: Final = 128  # the byte that stands for a state of zero


class RowGraphWriter(GraphWriter):
    """Multiplies bytes by bytes: each token's state and each weight row is rounded to 8 bits with its own scale."""

    def __init__(self, weights: BodyWeights, shape: BodyShape) -> None:
        super().__init__(weights, shape)
        self._rounded: dict[str, tuple[str, str]] = {}  # states -> their bytes and scales: query, key, value share them

    def write(self) -> bytes:
        """Return the serialised graph, with the constants that every product reads."""
        self._constant("row.last", np.array([-1], dtype=np.int64))
        self._constant("row.least", np.array(1e-6, dtype=np.float32))  # a state of zeros has a scale too
        self._constant("row.step", np.array(1 / _BYTE_LIMIT, dtype=np.float32))
        self._constant("row.middle", np.array(_BYTE_MIDDLE, dtype=np.uint8))
        self._constant("row.middles", np.array([_BYTE_MIDDLE], dtype=np.uint8))
        self._constant("row.one", np.array(1, dtype=np.float32))
        self._node("Shape", ["mask"], "row.sizes", domain="")
        return super().write()

    def _linear(self, states: str, name: str) -> str:
        weight = self._weights.matrix(f"{name}.w").dense()
        scales = np.maximum(np.abs(weight).max(axis=1) / _BYTE_LIMIT, 1e-9).astype(np.float32)
        values = np.rint(weight / scales[:, None]).astype(np.int8)
        rows, columns = weight.shape
        codes, token_scales = self._round(states, columns)
        product = self._node(
            "MatMulIntegerToFloat",
            [
                codes,
                self._constant(f"{name}.w", np.ascontiguousarray(values.T)),
                "row.one",
                self._constant(f"{name}.scales", scales),
                "row.middle",
                self._constant(f"{name}.zeros", np.zeros(rows, dtype=np.int8)),
            ],
            f"{name}.product",
        )
        scaled = self._node("Mul", [product, token_scales], f"{name}.scaled", domain="")
        bias = self._constant(f"{name}.b", self._weights.vector(f"{name}.b"))
        added = self._node("Add", [scaled, bias], f"{name}.added", domain="")
        width = self._constant(f"{name}.width", np.array([rows], dtype=np.int64))
        sizes = self._node("Concat", ["row.sizes", width], f"{name}.sizes", domain="", axis=0)
        return self._node("Reshape", [added, sizes], f"{name}.out", domain="")

    def _round(self, states: str, columns: int) -> tuple[str, str]:
        """Return `states` as bytes `[batch * tokens, columns]`, and the scale of each token, `[batch * tokens, 1]`."""
        if states not in self._rounded:

            def node(kind: str, inputs: list[str], part: str, **attributes: object) -> str:
                return self._node(kind, inputs, f"{states}.{part}", domain="", **attributes)

            sizes = self._constant(f"{states}.flat_sizes", np.array([-1, columns], dtype=np.int64))
            flat = node("Reshape", [states, sizes], "flat")
            largest = node("ReduceMax", [node("Abs", [flat], "abs"), "row.last"], "largest", keepdims=0)
            scales = node("Mul", [node("Max", [largest, "row.least"], "span"), "row.step"], "scales")
            middles = node("Expand", ["row.middles", node("Shape", [scales], "count")], "middles")
            codes = node("QuantizeLinear", [flat, scales, middles], "codes", axis=0)
            self._rounded[states] = codes, node("Unsqueeze", [scales, "row.last"], "column")
        return self._rounded[states]
