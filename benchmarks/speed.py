"""Time the checker beside what anyone would write: cold start, many stories, long stories; wall time and peak memory.

    python -m benchmarks.speed [--runs 3] [--articles 1 20 200] [--sentences 10 50 200 1000 2000] [--write]

Every figure is the median of processes that take turns.  Stories are made of `data/articles`.  `--write` stores the
figures in benchmarks/speed.json, from which `python -m benchmarks.readme` fills benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import platform
import shutil
import statistics
import subprocess
import tempfile
import time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Final

from benchmarks.contenders import ROOT, make_contenders, save_models

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.contenders import Contender

RESULTS: Final = Path(__file__).with_name("speed.json")
CHECKER: Final = "checker"


def main(argv: Sequence[str] | None = None) -> None:
    """Make the stories, run every contender in turns, print, and store."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--articles", type=int, nargs="*", default=[1, 20, 200])
    parser.add_argument("--sentences", type=int, nargs="*", default=[10, 50, 200, 1000, 2000])
    parser.add_argument("--write", action="store_true", help="store the figures")
    options = parser.parse_args(argv)
    document: dict[str, Any] = {"machine": describe_machine(), "runs": options.runs, "articles": {}, "sentences": {}}
    with tempfile.TemporaryDirectory() as name:
        contenders = make_contenders(*save_models(Path(name)))
        for n in options.articles:
            folder = write_stories(Path(name) / f"stories-{n}", n)
            document["articles"][n] = measure(contenders, folder, runs=options.runs)
        for n in options.sentences:
            folder = write_long_story(Path(name) / f"sentences-{n}", n)
            document["sentences"][n] = measure(contenders[:1], folder, runs=options.runs)
    print(render(document))
    if options.write:
        RESULTS.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


def describe_machine() -> str:
    """Return processor, cores and versions, without naming the host."""
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").is_file() else []
    model = next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine()
    )
    command = [shutil.which("git") or "git", "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
    day = time.strftime("%Y-%m-%d")
    return f"{os.cpu_count()} cores of {model}, Python {platform.python_version()}, {day}, commit {commit}"


def write_stories(folder: Path, n: int) -> Path:
    """Write `n` different stories: the project's own, and more with their paragraphs shuffled under new headlines."""
    folder.mkdir()
    for number, (headline, paragraphs) in zip(range(n), _stories(), strict=False):
        text = "\n\n".join([headline, *paragraphs])
        (folder / f"{number:05}.txt").write_text(text + "\n", encoding="utf-8")
    return folder


def write_long_story(folder: Path, n_sentences: int) -> Path:
    """Write one story of about so many sentences."""
    folder.mkdir()
    paragraphs: list[str] = []
    for number, (_, body) in enumerate(_stories()):
        # The number keeps paragraphs from being dropped as repetitions.
        paragraphs += [f"{paragraph} ({number})" for paragraph in body]
        if sum(paragraph.count(". ") + 1 for paragraph in paragraphs) >= n_sentences:
            break
    headline = next(_stories())[0]
    (folder / "story.txt").write_text("\n\n".join([headline, *paragraphs]) + "\n", encoding="utf-8")
    return folder


def _stories() -> Iterator[tuple[str, list[str]]]:
    rng = Random(1)
    files = sorted((ROOT / "data" / "articles").glob("*.txt"))
    for number in itertools.count():
        for path in files:
            headline, *paragraphs = [line for line in path.read_text("utf-8").splitlines() if line.strip()]
            if number:
                rng.shuffle(paragraphs)
                headline = f"{headline} ({number})"
            yield headline, paragraphs


def measure(contenders: Sequence[Contender], folder: Path, *, runs: int) -> dict[str, dict[str, float]]:
    """Return median seconds and peak megabytes of each contender; they take turns after a run that warms the disk."""
    measured: dict[str, list[tuple[float, float]]] = {one.name: [] for one in contenders}
    for turn in range(runs + 1):
        for one in contenders:
            figures = run(one.command(folder))
            if turn:
                measured[one.name].append(figures)
    return {
        name: {
            "seconds": round(statistics.median(seconds for seconds, _ in turns), 3),
            "peak_mb": round(statistics.median(peak for _, peak in turns)),
        }
        for name, turns in measured.items()
    }


def run(command: Sequence[str]) -> tuple[float, float]:
    """Return wall seconds and peak memory in MB of one process."""
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, 1}:
        raise SystemExit(f"{' '.join(command[:4])} ended with {process.returncode}")
    return time.perf_counter() - started, usage.ru_maxrss / 1024


def render(document: dict[str, Any]) -> str:
    """Return the figures as Markdown tables."""
    lines = [document["machine"] + f"; medians of {document['runs']} runs in turns.", ""]
    for n, figures in document["articles"].items():
        ours = figures[CHECKER]["seconds"]
        lines += [
            f"| {n} {'story' if int(n) == 1 else 'stories'} | seconds | peak MB | times the checker's |",
            "|---|---|---|---|",
        ]
        lines += [
            f"| {name} | {one['seconds']:.2f} | {one['peak_mb']:.0f} | {one['seconds'] / ours:.2f} |"
            for name, one in figures.items()
        ]
        lines.append("")
    lines += ["| sentences of one story | seconds | peak MB |", "|---|---|---|"]
    lines += [
        f"| {n} | {figures[CHECKER]['seconds']:.2f} | {figures[CHECKER]['peak_mb']:.0f} |"
        for n, figures in document["sentences"].items()
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
