"""Keep the graph of a body on disk, written once from its weights for the products of this processor."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from checker.artifacts import cached_file
from checker.hardware import Products

if TYPE_CHECKING:
    from pathlib import Path

    from checker.encoders.graph import BodyShape, BodyWeights


@dataclass(frozen=True, slots=True)
class Graph:
    """A serialised ONNX graph with the content of the file it reads its matrices from, if it has one."""

    model: bytes
    matrices: bytes = b""


def build_graph(weights: BodyWeights, shape: BodyShape, products: Products, *, matrices_file: str = "") -> Graph:
    """Write a body; `matrices_file` is the name, beside the graph, under which it will find its matrices."""
    if products is Products.FLOATS:
        from checker.encoders.graph_floats import FloatGraphWriter

        floats = FloatGraphWriter(weights, shape, matrices_file=matrices_file)
        return Graph(floats.write(), floats.matrices)
    from checker.encoders.graph_rows import RowGraphWriter

    return Graph(RowGraphWriter(weights, shape).write())


def graph_file(cache_dir: Path, name: str, weights: BodyWeights, shape: BodyShape, products: Products) -> Path:
    """Return the path of the graph called `name`, writing it in `cache_dir` when it is missing or damaged.

    `name` must change whenever the graph would.  Raises ModelError E302 when the folder cannot be written.
    """
    matrices_file = f"{name}.matrices"

    @lru_cache(maxsize=1)  # for both files
    def build() -> Graph:
        return build_graph(weights, shape, products, matrices_file=matrices_file)

    if products is Products.FLOATS:
        cached_file(cache_dir, matrices_file, lambda: build().matrices)
    return cached_file(cache_dir, f"{name}.onnx", lambda: build().model)
