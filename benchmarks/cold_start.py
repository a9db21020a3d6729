"""Time one cold check of one article against a ten-line sentence-transformers script with the same weights.

    python -m benchmarks.cold_start [--runs 5] [--story data/articles/kim-vladivostok.id.txt]

Each run is a new process; the two take turns.  Printed are medians of wall time and peak memory, and their ratio.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[1]
# What anyone would write: no claims, no evidence, no verdict, only a cosine for each line.
PLAIN_SCRIPT = """
import sys
from sentence_transformers import SentenceTransformer
model = SentenceTransformer(sys.argv[1])
headline, *lines = [line for line in open(sys.argv[2], encoding="utf-8").read().splitlines() if line.strip()]
sentences = [part.strip() for line in lines for part in line.split(". ") if part.strip()]
scores = model.similarity(model.encode([headline]), model.encode(sentences))[0]
for score, sentence in zip(scores, sentences):
    print(f"{score:.2f} {sentence[:90]}")
print("supported" if max(scores) > 0.85 else "unsupported")
"""

# The folder a sentence-transformers user would have, with the bundled weights.
SAVE_MODEL = "import sys\nfrom checker.encoders.torch_model import load_sentence_transformer\n"
SAVE_MODEL += "load_sentence_transformer().save(sys.argv[1])"


def main(argv: Sequence[str] | None = None) -> None:
    """Run both in turns and print the comparison."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--story", type=Path, default=ROOT / "data" / "articles" / "kim-vladivostok.id.txt")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        # In a process of its own: a child starts with the peak memory of its parent.
        subprocess.run([sys.executable, "-c", SAVE_MODEL, folder], cwd=ROOT, check=True, capture_output=True)
        commands = {
            "checker check": [sys.executable, "-m", "checker", "check", str(options.story)],
            "checker check --verifier none": [
                sys.executable, "-m", "checker", "check", str(options.story), "--verifier", "none",
            ],
            "sentence-transformers script": [sys.executable, "-c", PLAIN_SCRIPT, folder, str(options.story)],
        }  # fmt: skip
        for command in commands.values():  # builds the cache, warms the disk
            run(command)
        measured = {name: [] for name in commands}
        for _ in range(options.runs):
            for name, command in commands.items():
                measured[name].append(run(command))
    seconds = {name: statistics.median(wall for wall, _ in runs) for name, runs in measured.items()}
    plain = seconds["sentence-transformers script"]
    print(f"{'cold start, one article':<32}{'wall s':>8}{'peak MB':>9}{'of the script':>15}")
    for name, runs in measured.items():
        memory = statistics.median(peak for _, peak in runs)
        print(f"{name:<32}{seconds[name]:>8.2f}{memory:>9.0f}{seconds[name] / plain:>14.0%}")


def run(command: Sequence[str]) -> tuple[float, float]:
    """Return wall seconds and peak memory in MB of one process."""
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, 1}:
        raise SystemExit(f"{' '.join(command[:4])} ended with {process.returncode}")
    return time.perf_counter() - started, usage.ru_maxrss / 1024


if __name__ == "__main__":
    main()
