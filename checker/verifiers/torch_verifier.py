"""The bundled verifier in torch, for a GPU: the same weights as the default one, in half precision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import torch

from checker.encoders.body import batch_by_length
from checker.encoders.bundled import load_bundled_tokenizer
from checker.encoders.packed import load_packed
from checker.hardware import CPU, name_on
from checker.torch_device import require_device
from checker.verifiers.pairs import PairEncoder, spelling_numbers
from checker.verifiers.torch_model import EntailmentModel
from checker.verifiers.weights import load_weights

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from checker.verifiers.pairs import EncodedPair

_BATCH_TOKENS: Final = 16_384  # padding included: fills a GPU, and holds few hundred megabytes of states


class TorchVerifier:
    """An entailment model on a device.  In half precision an answer may move by a thousandth with its batch-mates."""

    def __init__(self, model: EntailmentModel, encoder: PairEncoder, *, name: str, device: str) -> None:
        self.name = name
        self._model = model.to_device(device).eval()
        self._encoder = encoder
        self._device = device

    @classmethod
    def load(cls, device: str, *, cache_dir: Path) -> TorchVerifier:
        """Load the bundled weights: float16 on a GPU, float32 on a CPU.

        Raises ModelError E304 when there is no such device, E302 when the weights are damaged.
        """
        require_device(device)
        weights, packed = load_weights(), load_packed()
        dtype = torch.float32 if device == CPU else torch.float16
        model = EntailmentModel(packed, dtype=dtype)
        model.load_packaged(weights)
        model.layers.to(dtype)  # once, instead of with every batch
        encoder = PairEncoder(
            load_bundled_tokenizer(cache_dir), spelling_numbers(packed.vocabulary.pieces), max_tokens=weights.max_tokens
        )
        return cls(model, encoder, name=name_on(device, weights.name), device=device)

    def score(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """Return P(entailment), P(neutral), P(contradiction) of each (premise, hypothesis), `[n_pairs, 3]`."""
        encoded = self._encoder.encode(pairs)
        scores = np.zeros((len(encoded), 3), dtype=np.float32)
        with torch.inference_mode():
            for batch in batch_by_length([len(pair.ids) for pair in encoded], _BATCH_TOKENS):
                inputs = (torch.from_numpy(a).to(self._device) for a in pad([encoded[i] for i in batch]))
                scores[batch] = self._model(*inputs).softmax(-1).cpu().numpy()
        return scores


def pad(pairs: Sequence[EncodedPair]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return ids, marks and mask `[batch, tokens]`."""
    width = max(len(pair.ids) for pair in pairs)
    ids, marks, mask = (np.zeros((len(pairs), width), dtype=np.int64) for _ in range(3))
    for row, pair in enumerate(pairs):
        ids[row, : len(pair.ids)] = pair.ids
        marks[row, : len(pair.ids)] = pair.marks
        mask[row, : len(pair.ids)] = 1
    return ids, marks, mask
