"""A run's averaged weights behind the verifier interface, to see what 8 bits cost and to choose between stages."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import torch

from checker.verifiers.torch_model import EntailmentModel
from checker.verifiers.torch_verifier import TorchVerifier
from training.train import build_encoder

if TYPE_CHECKING:
    from pathlib import Path


def load_run(path: Path, *, max_tokens: int = 288, dtype: torch.dtype = torch.float32) -> TorchVerifier:
    """Load RUN/average.pt, on a GPU when there is one."""
    device = "cuda" if torch.cuda.is_available() else "cpu"
    model = EntailmentModel(dtype=dtype)
    model.load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:6]
    return TorchVerifier(
        model, build_encoder(path.parent, max_tokens=max_tokens), name=f"torch-{digest}", device=device
    )
