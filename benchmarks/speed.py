"""Time the checker beside what anyone would write: cold start, many stories, long stories; wall time and peak memory.

    python -m benchmarks.speed [--write] [--minutes 9] [--runs 3] [--articles 1 20 200]
                               [--sentences 10 50 200 1000 2000] [--batches 10 100 1000 10000]

Every contender is a process of its own over the same stories, in turns.  One story is timed `--runs` times, after a
turn that warms the disk; more stories once, because each run is long.  Batches are stopped after `--batch-seconds`
and say how far they came.  What would not end within `--minutes` is left out, and the table says so.  `--write` stores
the figures in benchmarks/speed.json, from which `python -m benchmarks.readme` fills benchmarks/README.md and draws
benchmarks/speed.svg.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from benchmarks import flops, plot
from benchmarks.contenders import make_contenders, save_models
from benchmarks.growth import measure_batch
from benchmarks.stories import ROOT, write_long_story, write_stories

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.contenders import Contender

RESULTS: Final = Path(__file__).with_name("speed.json")
PLOT: Final = Path(__file__).with_name("speed.svg")
CHECKER: Final = "checker"
SCRIPT: Final = "sentence-transformers + CrossEncoder"
_MANY: Final = 100  # from so many stories on, only the checker and the script that does the same job are timed
# As a user runs it: what Python compiles is kept.
_ENVIRONMENT: Final = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def main(argv: Sequence[str] | None = None) -> None:
    """Make the stories, run every contender in turns, print, and store."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--minutes", type=float, default=9)
    parser.add_argument("--articles", type=int, nargs="*", default=[1, 20, 200])
    parser.add_argument("--sentences", type=int, nargs="*", default=[10, 50, 200, 1000, 2000])
    parser.add_argument("--batches", type=int, nargs="*", default=[10, 100, 1000, 10000])
    parser.add_argument("--batch-seconds", type=float, default=20)
    parser.add_argument("--write", action="store_true", help="store the figures")
    options = parser.parse_args(argv)
    document = measure_all(options, until=time.perf_counter() + 60 * options.minutes)
    print(render(document))
    if options.write:
        RESULTS.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


def measure_all(options: argparse.Namespace, *, until: float) -> dict[str, Any]:
    """Measure everything that fits in the time, the cheap first."""
    document: dict[str, Any] = {"machine": describe_machine(), "runs": options.runs, "left_out": []}
    document |= {"articles": {}, "sentences": {}, "batches": {}, "flops": None}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        contenders = make_contenders(*save_models(folder))
        few, many = [[n for n in options.articles if (n >= _MANY) is is_many] for is_many in (False, True)]
        for n in few:
            runs, warm = (options.runs, 1) if n == 1 else (1, 0)
            stories = write_stories(folder / f"stories-{n}", n)
            document["articles"][n] = measure(contenders, stories, runs=runs, warm=warm)
            document["flops"] = measure_flops(stories)
        for n in options.sentences:
            story = write_long_story(folder / f"sentences-{n}", n)
            document["sentences"][n] = measure(contenders[:1], story, runs=1)
        for n in options.batches:
            grown = measure_batch(folder, n, limit_s=options.batch_seconds, env=_ENVIRONMENT)
            document["batches"][n] = asdict(grown)
        own = [one for one in contenders if one.name in {CHECKER, SCRIPT}]
        for n in many:
            if time.perf_counter() + _estimate(document["articles"], n) > until:
                document["left_out"].append(f"{n} stories")
                continue
            document["articles"][n] = measure(own, write_stories(folder / f"stories-{n}", n), runs=1)
    return document


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


def measure(contenders: Sequence[Contender], folder: Path, *, runs: int, warm: int = 0) -> dict[str, dict[str, float]]:
    """Return median seconds and peak megabytes of each contender; they take turns after `warm` that do not count."""
    measured: dict[str, list[tuple[float, float, float]]] = {one.name: [] for one in contenders}
    if not warm:
        for one in contenders:
            if one.is_repeated:
                run(one.command(folder))  # the first time, which it is not about
    for turn in range(warm + runs):
        for one in contenders:
            figures = run(one.command(folder))
            if turn >= warm:
                measured[one.name].append(figures)
    return {one: _medians(turns) for one, turns in measured.items()}


def _medians(turns: Sequence[tuple[float, float, float]]) -> dict[str, float]:
    seconds, cpu_seconds, peaks = (statistics.median(values) for values in zip(*turns, strict=True))
    return {"seconds": round(seconds, 3), "cpu_seconds": round(cpu_seconds, 3), "peak_mb": round(peaks)}


def run(command: Sequence[str]) -> tuple[float, float, float]:
    """Return wall seconds, CPU seconds of all cores, and peak memory in MB of one process."""
    started = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=ROOT, env=_ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, 1}:
        raise SystemExit(f"{' '.join(command[:4])} ended with {process.returncode}")
    return time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def measure_flops(folder: Path) -> dict[str, Any]:
    """Return what `benchmarks.flops` prints, from a process of its own."""
    command = [sys.executable, "-m", "benchmarks.flops", str(folder)]
    done = subprocess.run(command, cwd=ROOT, env=_ENVIRONMENT, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _estimate(articles: dict[int, Any], n: int) -> float:
    """Return about how many seconds the two contenders need for `n` stories, from the longest run so far."""
    if not articles:
        return 0
    known = max(articles)
    return sum(articles[known][name]["seconds"] for name in (CHECKER, SCRIPT)) * n / known


def render(document: dict[str, Any]) -> str:
    """Return the figures as Markdown: tables, and where they are drawn."""
    lines = [document["machine"] + f"; one story: medians of {document['runs']} runs in turns.", ""]
    for n, figures in document["articles"].items():
        ours = figures[CHECKER]
        lines += [
            f"| {n} {'story' if int(n) == 1 else 'stories'} | seconds | CPU seconds | peak MB"
            " | times the checker's seconds | CPU | MB |",
            "|---|---|---|---|---|---|---|",
        ]
        lines += [f"| {name} | {_row(one, ours)} |" for name, one in figures.items()]
        lines.append("")
    if document["left_out"]:
        lines += [f"Left out, for want of time: {', '.join(document['left_out'])}.", ""]
    lines += ["| sentences of one story | seconds | peak MB |", "|---|---|---|"]
    lines += [
        f"| {n} | {figures[CHECKER]['seconds']:.2f} | {figures[CHECKER]['peak_mb']:.0f} |"
        for n, figures in document["sentences"].items()
    ]
    lines += [
        "",
        "| stories in a batch | checked | seconds | stories a second | MB, all processes |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {int(n):,} | {one['checked']:,} | {one['seconds']:.1f} | {one['checked'] / one['seconds']:.2f}"
        f" | {one['peak_mb']:.0f} |"
        for n, one in document["batches"].items()
    ]
    lines += ["", "Batches were stopped after a set time; the second column says how far they came.", ""]
    if document["flops"]:
        lines += [flops.describe(document["flops"]), ""]
    return "\n".join([*lines, f"![how time grows with sentences and with stories]({PLOT.name})"]) + "\n"


def _row(one: dict[str, float], ours: dict[str, float]) -> str:
    values = [f"{one['seconds']:.2f}", f"{one['cpu_seconds']:.2f}", f"{one['peak_mb']:.0f}"]
    return " | ".join([*values, *(f"{one[key] / ours[key]:.2f}" for key in ("seconds", "cpu_seconds", "peak_mb"))])


def draw(document: dict[str, Any]) -> str:
    """Return the figures as an SVG: how seconds grow with the length of a story, and with the number of stories."""
    stories: dict[str, list[tuple[float, float]]] = {}
    for n, figures in document["articles"].items():
        for name in (CHECKER, SCRIPT):
            stories.setdefault(name, []).append((int(n), figures[name]["seconds"]))
    stories["checker batch, as far as it came"] = [
        (one["checked"], one["seconds"]) for one in document["batches"].values() if one["checked"]
    ]
    sentences = [(float(n), figures[CHECKER]["seconds"]) for n, figures in document["sentences"].items()]
    return plot.draw(
        [
            plot.Panel("One story, longer and longer", "sentences", "seconds", {CHECKER: sentences}),
            plot.Panel("More and more stories", "stories", "seconds", stories),
        ]
    )


if __name__ == "__main__":
    main()
