"""The entailment model in torch, for GPUs and for training: the bundled body, marks for shared words, a small head."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from checker.encoders.packed import load_packed
from checker.verifiers.weights import SCALES

if TYPE_CHECKING:
    from checker.encoders.packed import PackedModel
    from checker.verifiers.weights import VerifierWeights

N_MARKS = 4  # hypothesis or premise token, found in the other text or not
N_CLASSES = 3  # entailment, neutral, contradiction
_HEAD_SIZE = 384
_PARTS = {"weight": "w", "bias": "b"}


class Layer(nn.Module):
    """One transformer layer; parameter names are those of the bundled file."""

    def __init__(self, hidden: int, inner: int, n_heads: int, eps: float, dropout: float) -> None:
        super().__init__()
        self.n_heads, self.dropout = n_heads, dropout
        self.q, self.k, self.v, self.ao = (nn.Linear(hidden, hidden) for _ in range(4))
        self.fi, self.fo = nn.Linear(hidden, inner), nn.Linear(inner, hidden)
        self.aln, self.oln = nn.LayerNorm(hidden, eps), nn.LayerNorm(hidden, eps)

    def forward(self, states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Return the next states `[batch, tokens, hidden]`; `mask` is added to the attention scores."""
        batch, tokens, hidden = states.shape
        size = hidden // self.n_heads
        dtype = states.dtype
        weight = torch.cat([self.q.weight, self.k.weight, self.v.weight]).to(dtype)
        bias = torch.cat([self.q.bias, self.k.bias, self.v.bias]).to(dtype)
        joint = functional.linear(states, weight, bias).view(batch, tokens, 3, self.n_heads, size)
        query, key, value = joint.permute(2, 0, 3, 1, 4).unbind(0)
        # Spelled out: torch's fused attention is eight times slower backwards on a CPU (measured, torch 2.13).
        scores = torch.matmul(query * size**-0.5, key.transpose(-1, -2)) + mask
        attended = torch.matmul(functional.softmax(scores, -1), value)
        attended = attended.transpose(1, 2).reshape(batch, tokens, hidden)
        states = _norm(self._drop(_linear(attended, self.ao)) + states, self.aln)
        inner = functional.gelu(_linear(states, self.fi))
        return _norm(self._drop(_linear(inner, self.fo)) + states, self.oln)

    def _drop(self, states: torch.Tensor) -> torch.Tensor:
        if not self.training or not self.dropout:
            return states
        # One mask for all tokens of a text (Gal and Ghahramani 2016): one for each token would take 9 % of a step.
        kept = functional.dropout(states.new_ones(len(states), 1, states.shape[-1]), self.dropout)
        return states * kept


class EntailmentModel(nn.Module):
    """Token ids and marks -> three logits.  The word table is frozen and no part of the state.

    `dropout` is the share of a sublayer's outputs, and of the pooled states, left out at random while training.
    """

    def __init__(
        self, packed: PackedModel | None = None, *, dtype: torch.dtype = torch.bfloat16, dropout: float = 0.0
    ) -> None:
        super().__init__()
        packed = packed or load_packed()
        hidden = packed.hidden_size
        self.dtype, self.dropout = dtype, dropout
        self.pos = nn.Parameter(torch.zeros(packed.max_tokens, hidden))
        self.mark = nn.Parameter(torch.zeros(N_MARKS, hidden))
        self.eln = nn.LayerNorm(hidden, packed.layer_norm_eps)
        sizes = (hidden, packed.intermediate_size, packed.n_heads, packed.layer_norm_eps, dropout)
        self.layers = nn.ModuleList(Layer(*sizes) for _ in range(packed.n_layers))
        self.head_inner = nn.Linear(2 * hidden, _HEAD_SIZE)
        self.head_out = nn.Linear(_HEAD_SIZE, N_CLASSES)
        self.word = torch.from_numpy(packed.matrix("emb.word").dense())
        self._copy(packed)

    def forward(self, ids: torch.Tensor, marks: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Return logits `[batch, 3]` in float32; `mask` is 1 where there is a token."""
        states = functional.embedding(ids, self.word) + self.pos[: ids.shape[1]] + self.mark[marks]
        states = _norm(states.to(self.dtype), self.eln)
        scores_mask = torch.zeros(mask.shape, dtype=self.dtype, device=mask.device)
        scores_mask = scores_mask.masked_fill(mask == 0, -1e4)[:, None, None, :]
        for layer in self.layers:
            states = layer(states, scores_mask)
        states = states.float()
        weight = mask.float().unsqueeze(-1)
        mean = (states * weight).sum(1) / weight.sum(1)
        pooled = functional.dropout(torch.cat([mean, states[:, 0]], dim=1), self.dropout, self.training)
        return self.head_out(functional.gelu(self.head_inner(pooled)))

    def to_device(self, device: str) -> EntailmentModel:
        """Move parameters and the word table."""
        self.to(device)
        self.word = self.word.to(device)
        return self

    def load_packaged(self, weights: VerifierWeights) -> None:
        """Take the tensors of a packaged verifier, dequantised; positions it does not hold keep their values."""
        with torch.no_grad():
            for name, parameter in self.named_parameters():
                target = packaged_name(name)
                is_matrix = target + SCALES in weights.tensors
                values = torch.from_numpy(weights.matrix(target).dense() if is_matrix else weights.vector(target))
                parameter[: len(values)].copy_(values)

    def _copy(self, packed: PackedModel) -> None:
        with torch.no_grad():
            self.pos.copy_(_tensor(packed, "emb.pos").view_as(self.pos))
            self.mark.copy_(_tensor(packed, "emb.type").view(-1, self.mark.shape[1])[:1].expand_as(self.mark))
            self.eln.weight.copy_(_tensor(packed, "emb.ln.w"))
            self.eln.bias.copy_(_tensor(packed, "emb.ln.b"))
            for name, parameter in self.layers.named_parameters():
                index, module, part = name.split(".")
                source = f"l{index}.{module}.{'w' if part == 'weight' else 'b'}"
                parameter.copy_(_tensor(packed, source).view_as(parameter))


def packaged_name(name: str) -> str:
    """Translate a parameter's name to the package's: `layers.3.fi.weight` -> `l3.fi.w`."""
    if name in {"pos", "mark"}:
        return f"emb.{name}"
    *owner, part = name.split(".")
    part = _PARTS[part]
    if owner[0] == "layers":
        return f"l{owner[1]}.{owner[2]}.{part}"
    if owner[0] == "eln":
        return f"emb.ln.{part}"
    return f"{owner[0].replace('_', '.')}.{part}"


def _tensor(packed: PackedModel, name: str) -> torch.Tensor:
    values = packed.matrix(name).dense() if packed.is_packed(name) else np.array(packed.vector(name))
    return torch.from_numpy(values)


def _linear(states: torch.Tensor, layer: nn.Linear) -> torch.Tensor:
    return functional.linear(states, layer.weight.to(states.dtype), layer.bias.to(states.dtype))


def _norm(states: torch.Tensor, layer: nn.LayerNorm) -> torch.Tensor:
    weight, bias = layer.weight.to(states.dtype), layer.bias.to(states.dtype)
    return functional.layer_norm(states, layer.normalized_shape, weight, bias, layer.eps)
