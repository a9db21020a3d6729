"""Show how far a batch is, on standard error, and count what came out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Self

from checker.datatypes import Failure

if TYPE_CHECKING:
    from types import TracebackType
    from typing import TextIO

    from checker.datatypes import Report


class Progress:
    """A context manager that draws a rich progress line while on a terminal, and counts results always."""

    def __init__(self, stream: TextIO, *, total: int | None = None) -> None:
        self._stream = stream
        self._total = total
        self._counts: Counter[str] = Counter()

    def __enter__(self) -> Self:
        """Start drawing, when anyone can see it."""
        from rich.console import Console  # only where a batch runs
        from rich.progress import (
            MofNCompleteColumn,
            Progress,
            SpinnerColumn,
            TextColumn,
            TimeElapsedColumn,
            TimeRemainingColumn,
        )

        console = Console(file=self._stream)
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
        )
        self._progress = Progress(*columns, console=console, transient=True, disable=not self._stream.isatty())
        self._task = self._progress.add_task("checking", total=self._total)
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remove what was drawn."""
        self._progress.stop()

    def count(self, result: Report | Failure) -> None:
        """Count one result and move on."""
        self._counts["could not be checked" if isinstance(result, Failure) else result.verdict.value] += 1
        self.advance()

    def advance(self) -> None:
        """Move on by one."""
        self._progress.advance(self._task)

    def summary(self) -> str:
        """Return the counts as one line, most frequent first."""
        total = self._counts.total()
        parts = ", ".join(f"{n} {name}" for name, n in self._counts.most_common())
        return f"{total} {'headline' if total == 1 else 'headlines'}" + (f": {parts}" if parts else "")
