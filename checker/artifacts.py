"""Keep what is built once from the bundled weights: written atomically, checked on every use, rebuilt if damaged."""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from checker.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable

logger = logging.getLogger(__name__)


def cached_file(cache_dir: Path, name: str, build: Callable[[], bytes]) -> Path:
    """Return the path of `name` in `cache_dir`, building it when it is missing or its checksum is wrong.

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
        write_atomically(_checksum_path(path), hashlib.sha256(content).hexdigest().encode())
    except OSError as exc:
        raise ModelError(
            f"{cache_dir}: the model cache cannot be written ({exc.strerror})",
            code="E302",
            hint="set CHECKER_CACHE_DIR to a folder you may write to",
        ) from exc
    return path


def write_atomically(path: Path, content: bytes) -> None:
    """Write `content` to `path` so that a reader sees the old file or the new one, never half of it."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).chmod(0o644)  # mkstemp gives 0600; a report is for others to read
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _is_intact(path: Path) -> bool:
    try:
        expected = _checksum_path(path).read_text()
        return hashlib.sha256(path.read_bytes()).hexdigest() == expected
    except (OSError, UnicodeDecodeError):
        return False


def _checksum_path(path: Path) -> Path:
    return path.with_name(path.name + ".sha256")
