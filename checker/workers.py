"""Check articles: a few together in this process, or in several that each have a core to themselves."""

from __future__ import annotations

import os
import signal
import threading
from concurrent.futures import BrokenExecutor, Future
from typing import TYPE_CHECKING, Final, Protocol, Self

from checker.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from checker.datatypes import Article, Failure, Report
    from checker.pipeline import Checker

# With the article whose turn it is, as many as the checker takes through its models together.
_AHEAD: Final = 7
# Enough that no worker waits while the article whose turn it is takes long.
_AHEAD_PER_WORKER: Final = 4


class Worker(Protocol):
    """Something that checks."""

    n_ahead: int  # articles to give it before the first of them must be done

    def submit(self, article: Article) -> Future[Report | Failure]:
        """Begin to check an article."""
        ...


class InProcess:
    """Checks when a result is asked for, all articles that wait together, with models that are loaded for the first."""

    n_ahead = _AHEAD

    def __init__(self, load: Callable[[], Checker]) -> None:
        self._load = load
        self._checker: Checker | None = None
        self._waiting: list[tuple[Article, Future[Report | Failure]]] = []

    def submit(self, article: Article) -> Future[Report | Failure]:
        """Let an article wait.  Its result raises ModelError E3xx when the models cannot be loaded."""
        answer = _OnDemand(self._check_waiting)
        self._waiting.append((article, answer))
        return answer

    def _check_waiting(self) -> None:
        if self._checker is None:
            self._checker = self._load()
        waiting, self._waiting = self._waiting, []
        try:
            results = self._checker.check_many([article for article, _ in waiting])
            for (_, answer), result in zip(waiting, results, strict=True):
                answer.set_result(result)
        except BaseException as error:  # nobody may wait for ever for the others
            for _, answer in waiting:
                if not answer.done():
                    answer.set_exception(error)


class _OnDemand(Future["Report | Failure"]):
    """A result that is made when it is asked for."""

    def __init__(self, make: Callable[[], None]) -> None:
        super().__init__()
        self._make = make

    def result(self, timeout: float | None = None) -> Report | Failure:
        """Return the result, made now if it is not there."""
        if not self.done():
            self._make()
        return super().result(timeout)


class Processes:
    """Checks in up to `jobs` other processes, started as they are needed; each loads models of its own.

    Use it as a context manager.  `load` must be something another process can import.
    """

    def __init__(self, load: Callable[[], Checker], *, jobs: int) -> None:
        self.n_ahead = _AHEAD_PER_WORKER * jobs
        import multiprocessing  # 10 ms, only for several processes
        from concurrent.futures import ProcessPoolExecutor

        # Spawned everywhere: a forked process would share the threads of models that are loaded already.
        self._pool = ProcessPoolExecutor(
            jobs, mp_context=multiprocessing.get_context("spawn"), initializer=_begin, initargs=(load,)
        )

    def __enter__(self) -> Self:
        """Start nothing yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let the processes finish what they are at, and end them."""
        self._pool.shutdown(cancel_futures=True)

    def submit(self, article: Article) -> Future[Report | Failure]:
        """Give an article to the next free process.  The result raises ModelError E303 when a process dies."""
        answer: Future[Report | Failure] = Future()
        try:
            self._pool.submit(_check, article).add_done_callback(lambda done: _pass_on(done, answer))
        except BrokenExecutor:
            answer.set_exception(_died())
        return answer


def _pass_on(done: Future[Report | Failure], answer: Future[Report | Failure]) -> None:
    """Give what came out of a process to whoever waits for it."""
    if done.cancelled():
        answer.cancel()
    elif isinstance(error := done.exception(), BrokenExecutor):
        answer.set_exception(_died())
    elif error is not None:
        answer.set_exception(error)
    else:
        answer.set_result(done.result())


def _died() -> ModelError:
    return ModelError(
        "a process that checks stories came to a sudden end",
        code="E303",
        hint="it may have run out of memory: each needs its own models; try a smaller --jobs",
    )


_own: InProcess | None = None  # of a process that was started to check


def _begin(load: Callable[[], Checker]) -> None:
    """Prepare a new process: Ctrl-C is for the one that started it, and it must not outlive that one."""
    global _own  # noqa: PLW0603 - how a pool hands something to all its tasks
    _own = InProcess(load)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    import multiprocessing

    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)  # nobody is left to tell anything


def _check(article: Article) -> Report | Failure:
    if _own is None:
        raise RuntimeError("this process was not prepared")
    return _own.submit(article).result()
