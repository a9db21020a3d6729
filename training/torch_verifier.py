"""Score pairs with a run's float32 weights, to see what 8 bits cost."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np
import torch

from training.model import EntailmentModel
from training.train import build_encoder, pad

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

_BATCH = 32


class TorchVerifier:
    """A run's averaged weights behind the verifier interface."""

    def __init__(self, path: Path, *, max_tokens: int = 288, dtype: torch.dtype = torch.float32) -> None:
        self.name = f"torch-{hashlib.sha256(path.read_bytes()).hexdigest()[:6]}"
        self._device = "cuda" if torch.cuda.is_available() else "cpu"
        self._model = EntailmentModel(dtype=dtype).to_device(self._device).eval()
        self._model.load_state_dict(torch.load(path, map_location=self._device, weights_only=True))
        self._encoder = build_encoder(path.parent, max_tokens=max_tokens)

    def score(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """Return P(entailment), P(neutral), P(contradiction), `[n_pairs, 3]`."""
        encoded = self._encoder.encode(pairs)
        order = sorted(range(len(encoded)), key=lambda i: len(encoded[i].ids))
        scores = np.zeros((len(encoded), 3), dtype=np.float32)
        with torch.inference_mode():
            for start in range(0, len(order), _BATCH):
                batch = order[start : start + _BATCH]
                inputs = (torch.from_numpy(a).to(self._device) for a in pad([encoded[i] for i in batch]))
                scores[batch] = self._model(*inputs).softmax(-1).cpu().numpy()
        return scores
