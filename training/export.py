"""Write trained weights as the package carries them: `python -m training.export --run DIR`."""

from __future__ import annotations

import argparse
import hashlib
import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from safetensors.numpy import save

from checker.encoders.packed import load_packed
from checker.verifiers.settings import FORMAT, SETTINGS_FILE
from checker.verifiers.torch_model import EntailmentModel, packaged_name
from checker.verifiers.weights import BLOCK, SCALES, WEIGHTS_FILE, load_weights, pack_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ASSETS = Path(__file__).parents[1] / "checker" / "assets" / "verifier"


def main(argv: Sequence[str] | None = None) -> None:
    """Parse the command line and export the averaged weights of a run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--run", nargs="+", default=["training/runs/main"], help="several, or `shipped`: their weights are averaged"
    )
    parser.add_argument("--shares", type=float, nargs="+", help="how much each run counts; by default all alike")
    parser.add_argument("--recipe", type=Path, default=Path(__file__).with_name("recipe.toml"))
    parser.add_argument("--to", type=Path, default=ASSETS)
    options = parser.parse_args(argv)
    recipe = tomllib.loads(options.recipe.read_text(encoding="utf-8"))
    mean = mean_of(list(map(_load, options.run)), options.shares or [1.0] * len(options.run))
    print(export(mean, options.to, max_tokens=recipe["model"]["read_tokens"]))


def mean_of(runs: Sequence[Mapping[str, torch.Tensor]], shares: Sequence[float]) -> dict[str, torch.Tensor]:
    """Return the weighted mean of runs that began with the same weights, or of a stage and what it began with.

    Wortsman et al. 2022: model soups (arXiv 2203.05482), robust fine-tuning (arXiv 2109.01903).
    """
    weighted = list(zip(runs, (share / sum(shares) for share in shares), strict=True))
    return {name: sum(share * run[name].float() for run, share in weighted) for name in runs[0]}  # type: ignore[misc]


def _load(run: str) -> Mapping[str, torch.Tensor]:
    """Return the averaged weights of a run, or those of the package."""
    if run != "shipped":
        return torch.load(Path(run) / "average.pt", map_location="cpu", weights_only=True)  # type: ignore[no-any-return]
    model = EntailmentModel(load_packed())
    model.load_packaged(load_weights())
    return {name: parameter.detach() for name, parameter in model.named_parameters()}


def export(average: Mapping[str, torch.Tensor], folder: Path, *, max_tokens: int) -> dict[str, Any]:
    """Write weights and settings to `folder` and return the settings."""
    packed = load_packed()
    content = save(tensors_of(average, max_tokens=max_tokens))
    settings = {
        "format": FORMAT,
        "sha256": hashlib.sha256(content).hexdigest(),
        "max_tokens": max_tokens,
        "n_layers": packed.n_layers,
        "n_heads": packed.n_heads,
        "layer_norm_eps": packed.layer_norm_eps,
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / WEIGHTS_FILE).write_bytes(content)
    (folder / SETTINGS_FILE).write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")
    return settings


def tensors_of(average: Mapping[str, torch.Tensor], *, max_tokens: int) -> dict[str, np.ndarray]:
    """Name the tensors as the package does; matrices of the body in 8 bits, the others in float16 or float32."""
    tensors: dict[str, np.ndarray] = {}
    for name, tensor in average.items():
        values = tensor.float().numpy()
        target = packaged_name(name)
        if target == "emb.pos":
            tensors[target] = values[:max_tokens].astype(np.float16)
        elif values.ndim == 2 and target.startswith("l") and values.shape[1] % BLOCK == 0:
            matrix = pack_bytes(values)
            tensors[target] = matrix.values
            tensors[target + SCALES] = matrix.scales
        else:
            tensors[target] = values.astype(np.float16 if target == "head.inner.w" else np.float32)
    return tensors


if __name__ == "__main__":
    main()
