"""Keep the lines of a batch that is under way so that it can go on after any sudden end, losing and repeating nothing.

    reports.jsonl.part          the lines that are done
    reports.jsonl.part.journal  {"format_version": 1, "terms": {"signature": "...", ...}}
                                ARTICLE LINE STATUS OUTCOME      for each line: two digests, and what to count

A line counts as done when the journal has its digest.  The digest of its article proves, when the run is resumed, that
the line belongs to the input; the terms prove that it was made as the others will be.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections import Counter, deque
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple, Self

from checker.errors import ConfigError
from checker.exit_status import CLEAN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path
    from types import TracebackType
    from typing import BinaryIO

    from checker.datatypes import Article, Failure

_FORMAT_VERSION: Final = 1
_DIGITS: Final = 32  # half of a SHA-256: no two stories ever share it
_SYNC_S: Final = 5.0  # work that may be lost with the machine; with the process, none is


@dataclass(frozen=True, slots=True)
class _Entry:
    """What the journal says of one line."""

    article: str  # digest of what the line was made from
    line: str  # digest of its bytes
    status: int  # the exit status it asks for
    outcome: str  # its verdict, or that there is none

    def dump(self) -> bytes:
        return f"{self.article} {self.line} {self.status} {self.outcome}\n".encode()

    @classmethod
    def parse(cls, text: bytes) -> _Entry | None:
        """Return the entry of a line of the journal, None for one that was cut off."""
        article, _, rest = text.decode("utf-8", "replace").partition(" ")
        line, _, rest = rest.partition(" ")
        status, _, outcome = rest.partition(" ")
        if not outcome.endswith("\n") or not status.isdecimal():
            return None
        return cls(article, line, int(status), outcome.removesuffix("\n"))


class _Places(NamedTuple):
    """The files of one batch."""

    output: Path
    part: Path
    journal: Path


class Journal:
    """The unfinished output of a batch, as a context manager: `begin` or `resume` one, then `finish` it."""

    def __init__(self, places: _Places, clock: Callable[[], float]) -> None:
        self._places = places
        self._part = places.part.open("ab")
        self._log = places.journal.open("ab")
        self._clock = clock
        self._synced = clock()
        self._taken: deque[str] = deque()  # digests of the articles whose line is not written yet
        self.status = CLEAN  # that the lines so far ask for
        self.outcomes: Counter[str] = Counter()

    @classmethod
    def begin(cls, output: Path, *, terms: Mapping[str, str], clock: Callable[[], float] = time.monotonic) -> Journal:
        """Begin a new output.  Raises ConfigError E206 when an interrupted one is there, E202 when none can be made."""
        if output.exists() and not output.is_file():  # a device would be replaced, not written to
            raise ConfigError(f"{output} is no file", code="E202", hint="choose another --output")
        places = _places(output)
        if _is_begun(places):
            n_done = sum(1 for _ in _read_done(places))
            raise ConfigError(
                f"{places.part} is there already, with {n_done:,} finished lines of an interrupted run",
                code="E206",
                hint="go on with it: --resume; or remove it to start again",
            )
        with _writing(output):
            own = cls(places, clock)
            own._claim()
            own._cut(0, 0)
            own._log.write(_header(terms))
            own._log.flush()
        return own

    @classmethod
    def resume(cls, output: Path, *, terms: Mapping[str, str], clock: Callable[[], float] = time.monotonic) -> Journal:
        """Go on with an interrupted output, without a line that was cut off; if there is none, begin.

        Raises ConfigError E209 when its lines were made otherwise, E202 when it cannot be written.
        """
        places = _places(output)
        if not _is_begun(places):
            return cls.begin(output, terms=terms, clock=clock)
        log_size = _compare_terms(places, terms)
        with _writing(output):
            own = cls(places, clock)
            own._claim()
            part_size = 0
            for entry, size in _read_done(places):
                own._count(entry)
                part_size, log_size = part_size + size, log_size + len(entry.dump())
            own._cut(part_size, log_size)
        return own

    def __enter__(self) -> Self:
        """Return the journal itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the files as they are, to be gone on with."""
        self._close()

    def take(self, articles: Iterable[Article | Failure]) -> Iterator[Article | Failure]:
        """Yield the articles that have no line yet.

        Raises ConfigError E209 when the ones before them are not those that the lines were made from.
        """
        remaining = iter(articles)
        with self._places.journal.open("rb") as log:
            log.readline()
            for number, text in enumerate(islice(log, self.outcomes.total()), start=1):
                article = next(remaining, None)
                if article is None:
                    raise _changed(self._places, f"the input ends before its story {number:,}")
                if not text.startswith(_digest_article(article).encode()):
                    raise _changed(self._places, f"story {number:,} of the input ({article.source}) is another one")
        for article in remaining:
            self._taken.append(_digest_article(article))
            yield article

    def add(self, line: str, *, status: int, outcome: str) -> None:
        """Write the line of the next article that was taken.  Raises ConfigError E202 when it cannot be written."""
        data = line.encode()
        entry = _Entry(self._taken.popleft(), _digest(data), status, outcome)
        with _writing(self._places.output):
            for file, content in ((self._part, data), (self._log, entry.dump())):
                file.write(content)
                file.flush()
            if self._clock() - self._synced >= _SYNC_S:
                self._sync()
        self._count(entry)

    def finish(self) -> None:
        """Give the output, which is whole now, its name.  Raises ConfigError E202."""
        with _writing(self._places.output):
            self._sync()
            self._part.close()
            self._places.part.replace(self._places.output)
            if os.name == "nt":  # which removes no open file
                self._log.close()
            self._places.journal.unlink()
            self._close()  # last: the lock ends with it

    def _claim(self) -> None:
        """Let no other process write these files until this one ends.  Raises ConfigError E206 when one does."""
        try:
            import fcntl
        except ImportError:  # Windows keeps a file that is open from others by itself
            return
        try:
            fcntl.flock(self._log, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if not (_is_still(self._places.part, self._part) and _is_still(self._places.journal, self._log)):
                raise BlockingIOError  # its owner has finished since we opened it
        except BlockingIOError as exc:
            self._close()
            raise ConfigError(
                f"{self._places.part} is being written by another process",
                code="E206",
                hint="let it come to its end, or choose another --output",
            ) from exc

    def _cut(self, part_size: int, log_size: int) -> None:
        for file, size in ((self._part, part_size), (self._log, log_size)):
            file.truncate(size)

    def _close(self) -> None:
        self._part.close()
        self._log.close()

    def _count(self, entry: _Entry) -> None:
        self.status = max(self.status, entry.status)
        self.outcomes[entry.outcome] += 1

    def _sync(self) -> None:
        for file in (self._part, self._log):
            os.fsync(file.fileno())
        self._synced = self._clock()


def _places(output: Path) -> _Places:
    part = output.with_name(output.name + ".part")
    return _Places(output, part, part.with_name(part.name + ".journal"))


def _is_still(path: Path, file: BinaryIO) -> bool:
    """Tell whether a file that was opened still has its name."""
    return path.exists() and os.path.samestat(path.stat(), os.fstat(file.fileno()))


def _is_begun(places: _Places) -> bool:
    return places.part.exists() and places.part.stat().st_size > 0


def _header(terms: Mapping[str, str]) -> bytes:
    document = {"format_version": _FORMAT_VERSION, "terms": dict(terms)}
    return json.dumps(document, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def _compare_terms(places: _Places, terms: Mapping[str, str]) -> int:
    """Return the length of the journal's header.  Raises ConfigError E209 when it does not name these terms."""
    try:
        with places.journal.open("rb") as log:
            header = log.readline()
        document = json.loads(header)
        if document["format_version"] != _FORMAT_VERSION:
            raise ValueError(f"format {document['format_version']}, not {_FORMAT_VERSION}")
        before = dict(document["terms"])
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise ConfigError(
            f"{places.journal}: what the finished lines were made from cannot be read ({exc})",
            code="E209",
            hint=f"remove {places.part} to start again",
        ) from exc
    for name in terms:
        if before.get(name) != terms[name]:
            raise _changed(places, f"{name} was {before.get(name) or 'unset'}, and is {terms[name] or 'unset'} now")
    return len(header)


def _read_done(places: _Places) -> Iterator[tuple[_Entry, int]]:
    """Yield what the journal says of each line that is done, with the line's length in bytes."""
    if not places.journal.exists():
        return
    with places.part.open("rb") as part, places.journal.open("rb") as log:
        log.readline()
        for line, text in zip(part, log, strict=False):
            entry = _Entry.parse(text)
            if entry is None or entry.line != _digest(line):
                return
            yield entry, len(line)


def _changed(places: _Places, what: str) -> ConfigError:
    return ConfigError(
        f"{places.part} was made otherwise: {what}",
        code="E209",
        hint=f"run it as it was run before; or remove {places.part} to start again",
    )


def _digest_article(article: Article | Failure) -> str:
    return _digest(json.dumps(asdict(article), sort_keys=True).encode())


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:_DIGITS]


@contextmanager
def _writing(output: Path) -> Iterator[None]:
    try:
        yield
    except OSError as exc:
        raise ConfigError(
            f"{output}: cannot be written ({exc.strerror})", code="E202", hint="choose another --output"
        ) from exc
