"""Find the files a source stands for: one file, those of a folder, or those that match a pattern."""

from __future__ import annotations

import difflib
import glob
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from checker.errors import InputError
from checker.readers.formats import SUFFIXES, XML_SUFFIX, is_readable

if TYPE_CHECKING:
    from collections.abc import Sequence

STDIN: Final = "-"
KINDS: Final = ", ".join((*SUFFIXES, XML_SUFFIX))


def find_files(place: str) -> Sequence[Path]:
    """Return the files of a place in order.  Raise InputError E101 if there is no such place, E108 if it has none."""
    path = Path(place)
    try:
        if path.is_dir():
            return _files_in(path)
        if path.exists():
            return (path,)
    except OSError as exc:
        raise InputError(
            f"{place} cannot be read: {exc.strerror}", code="E101", hint="check its spelling and its permissions"
        ) from exc
    if glob.has_magic(place):
        return _files_matching(place)
    hint = "only http:// and https:// are fetched; save it as a file" if "://" in place else _suggest(path)
    raise InputError(f"{place} does not exist", code="E101", hint=hint)


def _files_in(folder: Path) -> Sequence[Path]:
    paths = []
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        paths += [Path(root, name) for name in names if not name.startswith(".") and is_readable(name)]
    if not paths:
        raise InputError(
            f"{folder} holds no story", code="E108", hint=f"a folder is searched for files of these kinds: {KINDS}"
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
