"""Keep what is built once from the bundled weights: written atomically, checked when it changed, rebuilt if damaged.

A file is read through and held against its checksum when its size or its time differs from what is noted beside it;
reading all of them for every story would take longer than to open them.
"""

from __future__ import annotations

import hashlib
import logging
import os
import secrets
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

from checker.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

logger = logging.getLogger(__name__)


def cached_file(cache_dir: Path, name: str, build: Callable[[], bytes]) -> Path:
    """Return the path of `name` in `cache_dir`, building it when it is missing or damaged.

    `name` must change whenever what `build` returns would.  Two processes may build at once: each writes a file of its
    own and moves it into place whole.  Raises ModelError E302 when the folder cannot be written.
    """
    path = cache_dir / name
    if _is_intact(path):
        return path
    logger.info("building %s", path)
    content = build()
    try:
        cache_dir.mkdir(parents=True, exist_ok=True)
        write_atomically(path, content)
        _note(path, hashlib.sha256(content).hexdigest())
    except OSError as exc:
        raise ModelError(
            f"{cache_dir}: the model cache cannot be written ({exc.strerror})",
            code="E302",
            hint="set CHECKER_CACHE_DIR to a folder you may write to",
        ) from exc
    return path


def write_atomically(path: Path, content: bytes) -> None:
    """Write `content` to `path` so that a reader sees the old file or the new one, never half of it."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}-{secrets.token_hex(4)}")
    try:
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())  # a name must not outlive its content when the power fails
        if path.exists():
            shutil.copymode(path, temporary)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _is_intact(path: Path) -> bool:
    try:
        checksum, _, seen = _checksum_path(path).read_text().partition(" ")
        if seen == _state(path):
            return True
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != checksum:
                return False
    except (OSError, UnicodeDecodeError):
        return False
    with suppress(OSError):  # a folder that is only read is checked each time
        _note(path, checksum)
    return True


def _note(path: Path, checksum: str) -> None:
    """Note the checksum of a file that was written or read through just now."""
    write_atomically(_checksum_path(path), f"{checksum} {_state(path)}".encode())


def _state(path: Path) -> str:
    """Return what changes whenever a file is written: its size and time."""
    status = path.stat()
    return f"{status.st_size} {status.st_mtime_ns}"


def _checksum_path(path: Path) -> Path:
    return path.with_name(path.name + ".sha256")
