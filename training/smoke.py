"""Run the real training path on a handful of pairs in a minute: train, stop, resume, export, score.

`python -m training.smoke`: needs no data and leaves nothing behind.
"""

from __future__ import annotations

import logging
import tempfile
import tomllib
from pathlib import Path
from random import Random

import numpy as np
import torch

from checker.verifiers.entailment import load_bundled
from checker.verifiers.weights import load_weights
from training.edits import edit_claim
from training.examples import CONTRADICT, ENTAIL, NEUTRAL, Group, Pair
from training.export import export
from training.train import Trainer

_EVIDENCE = (
    (
        "en",
        "The town council approved 12 new bus lines on Tuesday, Mayor Ana Brito said.",
        "Council approves 12 bus lines",
    ),
    (
        "en",
        "A storm closed the port of Veldhaven for three days in March.",
        "Storm closes Veldhaven port for three days",
    ),
    (
        "id",
        "Wali kota menerima lima bus listrik dari pabrik di Bekasi pada Senin.",
        "Wali kota menerima lima bus listrik",
    ),
    ("id", "Harga beras naik 8 persen di Pasar Sentosa menurut dinas pangan.", "Harga beras naik 8 persen"),
    ("ja", "市議会は火曜日、新しい図書館の建設を可決しました。", "市議会が図書館の建設を可決"),
    ("ko", "시의회는 화요일에 새 도서관 3곳을 승인했다.", "시의회, 도서관 3곳 승인"),
)
_N_STEPS = 6


def main() -> None:
    """Train three steps, resume for three more, export and score; raises where a part does not work."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    torch.set_num_threads(2)
    recipe = tomllib.loads(Path(__file__).with_name("recipe.toml").read_text(encoding="utf-8"))
    recipe["optimizer"] |= {"batch_tokens": 128, "warmup_share": 0.1}
    groups = make_groups(Random(recipe["seed"])) * 4
    with tempfile.TemporaryDirectory() as folder:
        run = Path(folder)
        for n_steps in (_N_STEPS // 2, _N_STEPS):
            recipe["schedule"]["steps"] = n_steps
            trainer = Trainer(recipe, groups, run)
            trainer.train(minutes=5)
        if trainer.step != _N_STEPS:
            raise RuntimeError(f"stopped at step {trainer.step} of {_N_STEPS}")
        export(trainer.average, run / "verifier", max_tokens=recipe["model"]["read_tokens"])
        verifier = load_bundled(run / "cache", load_weights(run / "verifier"))
        scores = verifier.score([(pair.premise, pair.hypothesis) for group in groups for pair in group])
    if not np.isfinite(scores).all() or abs(scores.sum(axis=1) - 1).max() > 1e-5:
        raise RuntimeError("the exported verifier gives no probabilities")
    print(f"{verifier.name}: {len(scores)} pairs scored after {_N_STEPS} steps")


def make_groups(rng: Random) -> list[Group]:
    """Return true claims with edits of them, and claims over a foreign text."""
    groups: list[Group] = []
    for index, (language, premise, claim) in enumerate(_EVIDENCE):
        true = Pair(premise, claim, ENTAIL, "smoke", language)
        edit = edit_claim(claim, premise, language, rng)
        groups.append((true,) if edit is None else (true, Pair(premise, edit.text, CONTRADICT, "smoke", language)))
        foreign = _EVIDENCE[(index + 1) % len(_EVIDENCE)][1]
        groups.append((Pair(foreign, claim, NEUTRAL, "smoke", language),))
    return groups


if __name__ == "__main__":
    main()
