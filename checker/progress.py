"""Show how far a batch is and how fast, on standard error, and count what came out."""

from __future__ import annotations

import time
from collections import Counter, deque
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Self

from checker.datatypes import Failure

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType
    from typing import TextIO

    from checker.datatypes import Report

_MARK_S: Final = 1.0  # how often the way so far is noted
_N_MARKS: Final = 60  # the speed is that of the last minute: stories from the cache say nothing of those to come
_LINE_S: Final = 30.0  # between two lines where nothing can be drawn over


class Progress:
    """A context manager that draws a line on a terminal, writes one now and then elsewhere, and counts always."""

    def __init__(
        self,
        stream: TextIO,
        *,
        total: int | None = None,
        done: Mapping[str, int] | None = None,
        quiet: bool = False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._stream = stream
        self._total = total
        self._is_quiet = quiet
        self._counts = Counter(done or {})
        self._n_done = self._counts.total()
        self._clock = clock
        self._marks = deque([(clock(), self._n_done)], maxlen=_N_MARKS)
        self._next_line = clock() + _LINE_S

    def __enter__(self) -> Self:
        """Start drawing, when anyone can see it."""
        from rich.console import Console  # only where a batch runs
        from rich.progress import Progress, SpinnerColumn, TextColumn

        self._is_drawn = self._stream.isatty() and not self._is_quiet
        console = Console(file=self._stream)
        columns = (SpinnerColumn(), TextColumn("{task.description}"))
        self._progress = Progress(*columns, console=console, transient=True, disable=not self._is_drawn)
        self._task = self._progress.add_task(self.describe(), total=self._total)
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remove what was drawn."""
        self._progress.stop()

    def count(self, result: Report | Failure) -> None:
        """Count one result and move on."""
        self._counts[outcome_of(result)] += 1
        self.advance()

    def advance(self) -> None:
        """Move on by one."""
        self._n_done += 1
        now = self._clock()
        if now - self._marks[-1][0] >= _MARK_S:
            self._marks.append((now, self._n_done))
        if self._is_drawn:
            self._progress.update(self._task, description=self.describe())
        elif now >= self._next_line and not self._is_quiet:
            self._next_line = now + _LINE_S
            self._stream.write(f"{self.describe()}\n")
            self._stream.flush()

    def describe(self) -> str:
        """Return how far it is, and once that can be told, how fast and how long it will take."""
        parts = [f"checked {self._n_done:,}" if self._total is None else f"checked {self._n_done:,} of {self._total:,}"]
        (first, n_first), (last, n_last) = self._marks[0], self._marks[-1]
        if last > first:
            speed = (n_last - n_first) / (last - first)
            parts.append(f"{speed:.1f}/s" if speed < 100 else f"{speed:,.0f}/s")
            if self._total is not None:
                left = max(0, self._total - self._n_done) / speed
                parts.append(f"{timedelta(seconds=round(left))} left")
        return ", ".join(parts)

    def summary(self) -> str:
        """Return the counts as one line, most frequent first."""
        total = self._counts.total()
        parts = ", ".join(f"{n} {name}" for name, n in self._counts.most_common())
        return f"{total} {'headline' if total == 1 else 'headlines'}" + (f": {parts}" if parts else "")


def outcome_of(result: Report | Failure) -> str:
    """Return what a result counts as."""
    return "could not be checked" if isinstance(result, Failure) else result.verdict.value
