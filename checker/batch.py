"""Check many articles into a JSONL file: one line per article, in order, failures among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.exit_status import exit_status
from checker.progress import outcome_of
from checker.renderers import render

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from checker.datatypes import Article, Failure, Report
    from checker.journal import Journal


def check_to_file(
    check_many: Callable[[Iterator[Article | Failure]], Iterable[Report | Failure]],
    articles: Iterable[Article | Failure],
    journal: Journal,
    *,
    fail_on: str,
    mark: Callable[[Report | Failure], Report | Failure] = lambda result: result,
    show: Callable[[Report | Failure], Report | Failure] = lambda result: result,
    on_result: Callable[[Report | Failure], None] = lambda result: None,
) -> int:
    """Check the articles that have no line in `journal` yet, finish its file and return the status of the whole run.

    `check_many` returns a result for each article, in order.  `mark` changes a result before it is judged, `show`
    what is written of it, and `on_result` sees it afterwards.  Raises ConfigError E202 when the file cannot be
    written, E209 when it was begun with other articles.
    """
    with journal:
        for result in map(mark, check_many(journal.take(articles))):
            status = exit_status(result, fail_on=fail_on)
            journal.add(render((show(result),), "jsonl"), status=status, outcome=outcome_of(result))
            on_result(result)
        journal.finish()
    return journal.status
