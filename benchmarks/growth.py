"""Time `checker batch` over more and more stories, for a bounded time each: rate, and memory of all its processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.stories import ROOT, write_lines

if TYPE_CHECKING:
    from collections.abc import Mapping

_PROC: Final = Path("/proc")
_PAUSE_S: Final = 0.25  # between two looks


@dataclass(frozen=True, slots=True)
class Growth:
    """A batch, as far as it came."""

    checked: int
    seconds: float
    peak_mb: float  # of all processes together, shared memory counted once; 0 where the system does not tell


def measure_batch(folder: Path, n: int, *, limit_s: float, env: Mapping[str, str]) -> Growth:
    """Check `n` stories with all cores, and stop after `limit_s`."""
    source, output = write_lines(folder / f"batch-{n}.jsonl", n), folder / f"reports-{n}.jsonl"
    command = [sys.executable, "-m", "checker", "batch", str(source), "--output", str(output), "--no-cache"]
    peak = 0.0
    started = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    while process.poll() is None and time.perf_counter() - started < limit_s:
        peak = max(peak, _group_mb(process.pid))
        time.sleep(_PAUSE_S)
    seconds = time.perf_counter() - started
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)  # our own: it leads a session of its own
        process.wait()
    elif process.returncode not in {0, 1}:
        raise SystemExit(f"checker batch ended with {process.returncode}")
    written = output if output.is_file() else output.with_name(output.name + ".part")
    return Growth(_n_lines(written), round(seconds, 2), round(peak))


def _n_lines(path: Path) -> int:
    return path.read_bytes().count(b"\n") if path.is_file() else 0


def _group_mb(group: int) -> float:
    """Return the megabytes of a group of processes; a page that several share counts once."""
    total = 0
    for folder in _PROC.glob("[0-9]*") if _PROC.is_dir() else ():
        try:
            if os.getpgid(int(folder.name)) != group:
                continue
            lines = (folder / "smaps_rollup").read_text().splitlines()
        except (OSError, ProcessLookupError):
            continue  # gone, or not ours
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024
