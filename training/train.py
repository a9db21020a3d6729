"""Train the verifier: `python -m training.train --data DIR`.  Stops and resumes at any checkpoint."""

from __future__ import annotations

import argparse
import logging
import math
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch.nn import functional

from checker.encoders.packed import load_packed
from checker.encoders.tokenizer import SentencePieceTokenizer, build_sentencepiece_model
from checker.verifiers.pairs import EncodedPair, PairEncoder, spelling_numbers
from checker.verifiers.torch_model import EntailmentModel
from checker.verifiers.torch_verifier import pad
from checker.verifiers.weights import load_weights
from training.data import load_groups

if TYPE_CHECKING:
    from collections.abc import Sequence

    from training.examples import Group

logger = logging.getLogger("training")
_CHUNK_BATCHES = 60  # batches sorted by length together: little padding, and still a fresh mix at every step
_BFLOAT16_PRODUCTS = ("avx512_bf16", "amx_bf16", "bf16")  # names of torch, the last of ARM


@dataclass(frozen=True, slots=True)
class Item:
    """A group of pairs, encoded: one pair, or a true claim followed by its edit."""

    pairs: tuple[EncodedPair, ...]
    possible: tuple[tuple[bool, bool, bool], ...]
    weights: tuple[float, ...]

    @property
    def n_tokens(self) -> int:
        """Tokens of the longest pair."""
        return max(len(pair.ids) for pair in self.pairs)


def main(argv: Sequence[str] | None = None) -> None:
    """Parse the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--run", type=Path, default=Path("training/runs/main"))
    parser.add_argument("--recipe", type=Path, default=Path(__file__).with_name("recipe.toml"))
    parser.add_argument("--minutes", type=float, default=150.0, help="the schedule shrinks to fit this time")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--start", default="encoder", help="encoder, shipped, or RUN/average.pt of an earlier stage")
    parser.add_argument("--seed", type=int, help="another than the recipe's")
    options = parser.parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    torch.set_num_threads(options.threads)
    recipe = tomllib.loads(options.recipe.read_text(encoding="utf-8"))
    if options.seed is not None:
        recipe["seed"] = options.seed
    groups = load_groups(options.data, recipe["mixture"], seed=recipe["seed"])
    options.run.mkdir(parents=True, exist_ok=True)
    logger.info("%d groups, %d pairs", len(groups), sum(map(len, groups)))
    trainer = Trainer(recipe, groups, options.run)
    if options.start != "encoder":
        trainer.start_from(options.start)
    trainer.train(minutes=options.minutes)


class Trainer:
    """One run: model, optimizer, average of weights, and where it stands."""

    def __init__(self, recipe: dict[str, Any], groups: Sequence[Group], run: Path) -> None:
        self.recipe, self.run = recipe, run
        self.settings = recipe["optimizer"]
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        torch.manual_seed(recipe["seed"])
        packed = load_packed()
        dropout, dtype = self.settings.get("dropout", 0.0), pick_dtype(self.device)
        self.model = EntailmentModel(packed, dropout=dropout, dtype=dtype).to_device(self.device)
        encoder = build_encoder(run, max_tokens=recipe["model"]["max_tokens"])
        self.batches = make_batches(encode_groups(groups, encoder), self.settings["batch_tokens"], recipe["seed"])
        logger.info("%d batches", len(self.batches))
        heads = [p for n, p in self.model.named_parameters() if n.startswith(("head", "mark"))]
        bodies = [p for n, p in self.model.named_parameters() if not n.startswith(("head", "mark"))]
        self.optimizer = torch.optim.AdamW(
            [
                {"params": bodies, "peak": self.settings["learning_rate"]},
                {"params": heads, "peak": self.settings["head_learning_rate"]},
            ],
            weight_decay=self.settings["weight_decay"],
            betas=(0.9, 0.98),
            fused=True,
        )
        self.average = {n: p.detach().clone() for n, p in self.model.named_parameters()}
        self.step, self.seconds = 0, 0.0

    def start_from(self, stage: str) -> None:
        """Begin with the packaged verifier (`shipped`) or an earlier run's average instead of the bare encoder."""
        if stage == "shipped":
            self.model.load_packaged(load_weights())
        else:
            self.model.load_state_dict(torch.load(stage, map_location=self.device, weights_only=True))
        self.average = {n: p.detach().clone() for n, p in self.model.named_parameters()}

    def train(self, *, minutes: float) -> None:
        """Run to the end of the batches or of the time, from the last checkpoint if there is one."""
        self._resume()
        started, saved = time.monotonic() - self.seconds, time.monotonic()
        n_steps = min(len(self.batches), self.recipe["schedule"]["steps"])
        n_pairs, window = 0, time.monotonic()
        losses: list[float] = []
        while self.step < n_steps and self.seconds < minutes * 60:
            progress = max(self.step / n_steps, self.seconds / (minutes * 60))
            batch = self.batches[self.step]
            losses.append(self._step(batch, progress))
            self.step += 1
            self.seconds = time.monotonic() - started
            n_pairs += sum(len(item.pairs) for item in batch)
            if self.step % 25 == 0:
                rate = n_pairs / (time.monotonic() - window)
                mean = sum(losses[-25:]) / len(losses[-25:])
                logger.info("step %d/%d  %.0f s  loss %.3f  %.1f pairs/s", self.step, n_steps, self.seconds, mean, rate)
                n_pairs, window = 0, time.monotonic()
            if time.monotonic() - saved > 60 * self.recipe["schedule"]["checkpoint_minutes"]:
                self.save()
                saved = time.monotonic()
        self.save()
        logger.info("done after %d steps, %.0f s", self.step, self.seconds)

    def save(self) -> None:
        """Write the checkpoint and the averaged weights; a stop in between leaves the old ones whole."""
        state = {
            "step": self.step,
            "seconds": self.seconds,
            "model": self.model.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "average": self.average,
        }
        for name, content in (("checkpoint.pt", state), ("average.pt", self.average)):
            temporary = self.run / f"{name}.tmp"
            torch.save(content, temporary)
            temporary.replace(self.run / name)
        logger.info("saved at step %d", self.step)

    def _resume(self) -> None:
        path = self.run / "checkpoint.pt"
        if not path.is_file():
            return
        state = torch.load(path, map_location=self.device, weights_only=True)
        self.model.load_state_dict(state["model"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.average, self.step, self.seconds = state["average"], state["step"], state["seconds"]
        logger.info("resumed at step %d", self.step)

    def _step(self, batch: Sequence[Item], progress: float) -> float:
        share = learning_rate_share(progress, self.settings["warmup_share"], self.settings["final_share"])
        for group in self.optimizer.param_groups:
            group["lr"] = group["peak"] * share
        ids, marks, mask = pad([pair for item in batch for pair in item.pairs])
        logits = self.model(*(torch.from_numpy(a).to(self.device) for a in (ids, marks, mask)))
        loss = batch_loss(logits, batch, self.settings)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), self.settings["clip_norm"])
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        decay = min(self.settings["ema_decay"], (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            names, values = zip(*self.model.named_parameters(), strict=True)
            torch._foreach_lerp_([self.average[name] for name in names], values, 1 - decay)
        return float(loss.detach())


def pick_dtype(device: str) -> torch.dtype:
    """Return what products are made in: bfloat16, unless the processor would have to emulate it at a high cost."""
    if device != "cpu":
        return torch.bfloat16
    can = torch.cpu.get_capabilities()
    return torch.bfloat16 if any(can.get(name) for name in _BFLOAT16_PRODUCTS) else torch.float32


def learning_rate_share(progress: float, warmup: float, final: float) -> float:
    """Rise linearly to 1 over `warmup` of the run, then fall along a cosine to `final`."""
    if progress < warmup:
        return progress / warmup + 0.02
    down = (progress - warmup) / (1 - warmup)
    return final + (1 - final) * 0.5 * (1 + math.cos(math.pi * min(1.0, down)))


def batch_loss(logits: torch.Tensor, batch: Sequence[Item], settings: dict[str, float]) -> torch.Tensor:
    """Cross entropy over the classes a label leaves possible, plus a margin between a true claim and its edit."""
    possible = torch.tensor([p for item in batch for p in item.possible], device=logits.device)
    weights = torch.tensor([w for item in batch for w in item.weights], device=logits.device)
    logs = functional.log_softmax(logits, -1)
    label = -torch.logsumexp(logs.masked_fill(~possible, -1e4), -1)
    smooth = settings["label_smoothing"]
    loss = ((1 - smooth) * label - smooth * logs.mean(-1)) * weights
    total = loss.sum() / weights.sum()
    ends = np.cumsum([len(item.pairs) for item in batch])
    edited = [end - 1 for end, item in zip(ends, batch, strict=True) if len(item.pairs) == 2]
    if edited:
        odds = logits[:, 0] - torch.logsumexp(logits[:, 1:], -1)
        index = torch.tensor(edited, device=logits.device)
        gap = functional.relu(settings["margin"] - odds[index - 1] + odds[index])
        total = total + settings["margin_weight"] * gap.sum() / len(weights)
    return total


def encode_groups(groups: Sequence[Group], encoder: PairEncoder) -> list[Item]:
    """Encode every group."""
    encoded = iter(encoder.encode([(pair.premise, pair.hypothesis) for group in groups for pair in group]))
    return [
        Item(
            tuple(next(encoded) for _ in group),
            tuple(pair.possible for pair in group),
            tuple(pair.weight for pair in group),
        )
        for group in groups
    ]


def make_batches(items: Sequence[Item], batch_tokens: int, seed: int) -> list[list[Item]]:
    """Cut the items, in their order, into batches of like length and at most `batch_tokens` padded tokens."""
    rng = Random(seed)
    batches: list[list[Item]] = []
    n_chunk = _CHUNK_BATCHES * max(1, batch_tokens // 64)
    for start in range(0, len(items), n_chunk):
        chunk = sorted(items[start : start + n_chunk], key=lambda item: item.n_tokens)
        made: list[list[Item]] = [[]]
        size = 0
        for item in chunk:
            size += len(item.pairs)
            if made[-1] and size * item.n_tokens > batch_tokens:
                made.append([])
                size = len(item.pairs)
            made[-1].append(item)
        rng.shuffle(made)
        batches += made
    return batches


def build_encoder(folder: Path, *, max_tokens: int) -> PairEncoder:
    """Return the pair encoder over the bundled vocabulary, whose tokenizer file is written to `folder`."""
    vocabulary = load_packed().vocabulary
    path = folder / "tokenizer.model"
    if not path.is_file():
        path.write_bytes(build_sentencepiece_model(vocabulary))
    return PairEncoder(
        SentencePieceTokenizer(path.read_bytes()), spelling_numbers(vocabulary.pieces), max_tokens=max_tokens
    )


if __name__ == "__main__":
    main()
