"""Turn a place - a file, a folder, a pattern, standard input - into the articles found there, or why not."""

from __future__ import annotations

import difflib
import glob
import os
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, BinaryIO, Final, Protocol

from checker.datatypes import Article, Failure
from checker.errors import InputError
from checker.readers.decoding import MAX_BYTES
from checker.readers.jsonl import read_jsonl
from checker.readers.markdown import read_markdown
from checker.readers.outcome import failure_from
from checker.readers.text import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

STDIN: Final = "-"


class Reader(Protocol):
    """Reads one open file; what stops the whole file is raised as InputError, a bad row is yielded as Failure."""

    def __call__(self, stream: BinaryIO, *, source: str, headline: str, max_bytes: int) -> Iterator[Article | Failure]:
        """Yield the articles of the stream, in order."""


# To read another kind of file: write its reader in this folder and add one line here.
READERS: Final[Mapping[str, Reader]] = MappingProxyType({".txt": read_text, ".md": read_markdown, ".jsonl": read_jsonl})
_KINDS: Final = ", ".join(READERS)


def read(
    source: str | os.PathLike[str],
    *,
    headline: str = "",
    stdin: BinaryIO | None = None,
    max_bytes: int = MAX_BYTES,
) -> Iterator[Article | Failure]:
    """Yield every article of a file, folder, glob pattern or `-` (the text in `stdin`), lazily and in order.

    What cannot be read is yielded as a Failure, never raised. A `headline` replaces that of every article.
    `max_bytes` limits a text file and a single row of JSONL.
    """
    place = os.fspath(source)
    if place == STDIN:
        yield from _read_stdin(stdin, headline=headline, max_bytes=max_bytes)
        return
    try:
        paths = _find_files(place)
    except InputError as error:
        yield failure_from(error, source=place)
        return
    for path in paths:
        yield from _read_file(path, headline=headline, max_bytes=max_bytes)


def _read_stdin(stdin: BinaryIO | None, *, headline: str, max_bytes: int) -> Iterator[Article | Failure]:
    source = "<stdin>"
    if stdin is None:
        yield Failure(source, "E101", "there is no standard input", hint="name a file instead")
        return
    yield from _guard(read_text, stdin, source=source, headline=headline, max_bytes=max_bytes)


def _find_files(place: str) -> Sequence[Path]:
    path = Path(place)
    try:
        if path.is_dir():
            return _files_in(path)
        if path.exists():
            return (path,)
    except OSError as exc:
        raise InputError(f"{place} cannot be read: {exc.strerror}", code="E101") from exc
    if glob.has_magic(place):
        return _files_matching(place)
    raise InputError(f"{place} does not exist", code="E101", hint=_suggest(path))


def _files_in(folder: Path) -> Sequence[Path]:
    paths = []
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        paths += [
            Path(root, name) for name in names if not name.startswith(".") and Path(name).suffix.lower() in READERS
        ]
    if not paths:
        raise InputError(
            f"{folder} holds no story", code="E108", hint=f"a folder is searched for files of these kinds: {_KINDS}"
        )
    return sorted(paths)


def _files_matching(pattern: str) -> Sequence[Path]:
    # Path.glob takes no absolute pattern.
    names = glob.iglob(pattern, recursive=True)  # noqa: PTH207
    paths = [path for name in names if (path := Path(name)).is_file()]
    if not paths:
        raise InputError(
            f"no file matches {pattern}", code="E108", hint="`*` stands for a name, `**` for folders at any depth"
        )
    return sorted(paths)


def _suggest(path: Path) -> str:
    """Return a hint naming the most similar file beside a missing one."""
    try:
        names = sorted(sibling.name for sibling in path.parent.iterdir())
    except OSError:
        return f"there is no folder {path.parent}"
    nearest = difflib.get_close_matches(path.name, names, n=1)
    if nearest:
        return f"did you mean {path.with_name(nearest[0])}?"
    return f"check its spelling and its folder, or pipe the text in as {STDIN}"


def _read_file(path: Path, *, headline: str, max_bytes: int) -> Iterator[Article | Failure]:
    source = str(path)
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        kind = path.suffix or "without a suffix"
        yield Failure(
            source,
            "E102",
            f"{source}: files {kind} are not supported",
            hint=f"supported kinds: {_KINDS}; any text can be piped in as `-`",
        )
        return
    try:
        with path.open("rb") as stream:
            yield from _guard(reader, stream, source=source, headline=headline, max_bytes=max_bytes)
    except OSError as exc:
        yield Failure(source, "E101", f"{source} cannot be read: {exc.strerror}", hint="check its permissions")


def _guard(
    reader: Reader, stream: BinaryIO, *, source: str, headline: str, max_bytes: int
) -> Iterator[Article | Failure]:
    """Yield what a reader finds, and what stops it as a Failure."""
    try:
        yield from reader(stream, source=source, headline=headline, max_bytes=max_bytes)
    except InputError as error:
        yield failure_from(error, source=source)
