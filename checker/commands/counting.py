"""How many stories a run has before it, and a line on standard error that says how far it is."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from checker.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from checker.datatypes import Failure, Report

# Files that hold one story each, or one a line; what others hold, only reading them tells.
_ONE_STORY: Final = frozenset({"text", "markdown", "docx"})
_ONE_A_LINE: Final = "jsonl"


def count_stories(sources: Sequence[str], input_format: str) -> int | None:
    """Return how many stories the sources hold, None where only reading them tells."""
    from checker.readers.formats import SUFFIXES
    from checker.readers.places import find_files

    total = 0
    try:
        for path in (path for source in sources for path in find_files(source)):
            if not path.is_file():  # a pipe gives what it holds only once
                return None
            kind = input_format or SUFFIXES.get(path.suffix.lower(), "")
            if kind == _ONE_A_LINE:
                total += _count_lines(path)
            elif kind in _ONE_STORY:
                total += 1
            else:
                return None
    except (InputError, OSError):  # an address, standard input, or what reading it will complain about
        return None
    return total


def show_progress(results: Iterable[Report | Failure], *, total: int | None, quiet: bool) -> Iterator[Report | Failure]:
    """Yield the results; meanwhile a terminal shows how many there are, how fast they come and how long it will take.

    One story needs no such line.
    """
    if quiet or total == 1:
        yield from results
        return
    from checker.progress import Progress  # rich, where somebody waits

    with Progress(sys.stderr, total=total) as progress:
        for result in results:
            progress.count(result)
            yield result


def _count_lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for line in file if not line.isspace())
