"""Keep reports in one SQLite file that any number of processes may use at once, so that nothing is checked twice.

The file is a convenience: whatever is wrong with it is logged, and the checks go on without.
"""

from __future__ import annotations

import contextlib
import logging
import sqlite3
import time
import zlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar

import msgspec

from checker.datatypes import Failure, Report
from checker.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

logger = logging.getLogger(__name__)

_Answer = TypeVar("_Answer")

# Change the number when what is kept, or how, changes.
FILE_NAME: Final = "reports-1.sqlite"
BYTES_PER_MIB: Final = 1024 * 1024

_DAMAGED: Final = ".damaged"
_BESIDE: Final = ("-wal", "-shm")  # what SQLite keeps beside its file while it is in use
_WAIT_S: Final = 5.0  # for another process to finish writing; it takes milliseconds
_RECENT_S: Final = 3600.0  # a report that was used within the last hour is not marked again: reading stays reading
_SCHEMA: Final = """
PRAGMA auto_vacuum = INCREMENTAL;
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS report (key TEXT PRIMARY KEY, content BLOB NOT NULL, kept REAL NOT NULL, used REAL NOT NULL);
CREATE INDEX IF NOT EXISTS report_used ON report (used);
"""
_FIND: Final = "SELECT content, used FROM report WHERE key = ?"
_MARK: Final = "UPDATE report SET used = ? WHERE key = ?"
_KEEP: Final = "INSERT OR REPLACE INTO report (key, content, kept, used) VALUES (?, ?, ?, ?)"
_MEASURE: Final = """
SELECT (page_count - freelist_count) * page_size
FROM pragma_page_count(), pragma_freelist_count(), pragma_page_size()
"""
# A tenth at a time: making room for one report at a time would be work for every report.
_EVICT: Final = """
DELETE FROM report WHERE rowid IN
(SELECT rowid FROM report ORDER BY used, rowid LIMIT max(1, (SELECT count(*) FROM report) / 10))
"""


@dataclass(frozen=True, slots=True)
class CacheState:
    """What a cache holds."""

    path: Path
    n_reports: int
    n_bytes: int  # of the file on disk
    oldest: float | None  # when the oldest report was kept, in seconds since 1970; None: there is none


class ReportCache:
    """A store of results by key; without a path it lives in memory and ends with the process."""

    def __init__(self, path: Path | None, *, max_bytes: int, clock: Callable[[], float] = time.time) -> None:
        self.path = path
        self._max_bytes = max_bytes
        self._clock = clock
        self._connection: sqlite3.Connection | None = None
        self._is_usable = True

    def __enter__(self) -> Self:
        """Open nothing yet: the first question does."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self._close()

    def find(self, key: str) -> Report | Failure | None:
        """Return what was kept under `key`, None if there is nothing."""
        for content, used in self._run(_FIND, key):
            now = self._clock()
            if now - used > _RECENT_S:
                self._run(_MARK, now, key)
            return self._decode(content)
        return None

    def keep(self, key: str, result: Report | Failure) -> None:
        """Keep a result under `key`, and let the ones unused for longest go when there are too many."""
        try:
            packed = msgspec.msgpack.encode(_Kept.of(result))
        except UnicodeEncodeError:  # half a character, as a headline of the command line may hold
            return
        now = self._clock()
        self._run(_KEEP, key, zlib.compress(packed, 1), now, now)
        while self._size() > self._max_bytes and self._run("SELECT 1 FROM report LIMIT 1"):
            self._run(_EVICT)
            self._shrink()

    def state(self) -> CacheState:
        """Return what there is, and do not create a file to say that there is none."""
        path = self.path or Path(":memory:")
        if self.path is not None and not self.path.exists():
            return CacheState(path, 0, 0, None)
        rows = self._run("SELECT count(*), min(kept) FROM report") or [(0, None)]
        return CacheState(path, rows[0][0], self._size(), rows[0][1])

    def clear(self) -> CacheState:
        """Remove everything, for processes that are using it too, and return what there was.

        Raises ConfigError E202 when something is left: a file that is only read, or long in use elsewhere.
        """
        before = self.state()
        if before.n_bytes:
            self._run("DELETE FROM report")
            self._shrink()
            self._run("PRAGMA wal_checkpoint(TRUNCATE)")
            if not self._is_usable or self.state().n_reports:
                raise ConfigError(
                    f"{self.path}: its reports cannot be removed", code="E202", hint="remove the file yourself"
                )
        if self.path is not None:
            _beside(self.path, _DAMAGED).unlink(missing_ok=True)
        return before

    def _run(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Return the rows of a statement; none when the file is of no use."""
        return self._ask(lambda connection: connection.execute(statement, values).fetchall()) or []

    def _shrink(self) -> None:
        """Give free pages back to the disk."""
        # As a script: it is stepped to its end, where a lone statement would give back a single page.
        self._ask(lambda connection: connection.executescript("PRAGMA incremental_vacuum"))

    def _ask(self, question: Callable[[sqlite3.Connection], _Answer]) -> _Answer | None:
        if not self._is_usable:
            return None
        try:
            if self._connection is None:
                self._connection = self._open()
            return question(self._connection)
        except (sqlite3.OperationalError, OSError) as exc:  # locked, read-only, a full disk
            self._pass_over(exc)
        except sqlite3.DatabaseError as exc:
            self._set_aside(exc)
        return None

    def _open(self) -> sqlite3.Connection:
        if self.path is not None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(
            self.path or ":memory:",
            timeout=_WAIT_S,
            isolation_level=None,  # each statement is a transaction of its own
            check_same_thread=False,  # SQLite itself sees to it that one thread at a time is inside
        )
        try:
            connection.executescript(_SCHEMA)
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _close(self) -> None:
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
        self._connection = None

    def _pass_over(self, reason: Exception) -> None:
        logger.warning("%s: reports are neither kept nor looked up (%s)", self.path, reason)
        self._is_usable = False
        self._close()

    def _set_aside(self, reason: Exception) -> None:
        """Move a damaged file out of the way; the next question begins a new one."""
        self._close()
        if self.path is None:
            return
        logger.warning("%s is damaged and set aside (%s)", self.path, reason)
        try:
            self.path.replace(_beside(self.path, _DAMAGED))
            for suffix in _BESIDE:
                _beside(self.path, suffix).unlink(missing_ok=True)
        except OSError as exc:
            self._pass_over(exc)

    def _size(self) -> int:
        """Return the bytes in use: those of the file, less what it holds ready for later."""
        rows = self._run(_MEASURE)
        return int(rows[0][0]) if rows else 0

    def _decode(self, content: bytes) -> Report | Failure | None:
        try:
            return self._decoder.decode(zlib.decompress(content)).result
        except (zlib.error, msgspec.MsgspecError, UnicodeDecodeError) as exc:
            logger.warning("%s: a kept report cannot be read (%s)", self.path, exc)
            return None

    @cached_property
    def _decoder(self) -> msgspec.msgpack.Decoder[_Kept]:
        return msgspec.msgpack.Decoder(_Kept)


@dataclass(frozen=True, slots=True)
class _Kept:
    """One of the two: the types are not told apart in what is stored."""

    report: Report | None = None
    failure: Failure | None = None

    @classmethod
    def of(cls, result: Report | Failure) -> _Kept:
        return cls(failure=result) if isinstance(result, Failure) else cls(report=result)

    @property
    def result(self) -> Report | Failure | None:
        return self.report or self.failure


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)
