"""Check many articles into a JSONL file: one line per article, in order, failures among them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from checker.errors import ConfigError
from checker.exit_status import CLEAN, exit_status
from checker.renderers import render

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from checker.datatypes import Article, Failure, Report
    from checker.pipeline import Checker


def check_to_file(
    checker: Checker,
    articles: Iterable[Article | Failure],
    output: Path,
    *,
    fail_on: str,
    mark: Callable[[Report | Failure], Report | Failure] = lambda result: result,
    on_result: Callable[[Report | Failure], None] = lambda result: None,
) -> int:
    """Check `articles` one after another into `output` and return the exit status of the whole run.

    Lines are written as they come, to `output` + `.part`; the file takes its name when all are there, so that a
    finished output is always whole.  `mark` changes a result before it is written, `on_result` sees it afterwards.
    Raises ConfigError E202 when it cannot be written.
    """
    part = output.with_name(output.name + ".part")
    status = CLEAN
    try:
        with part.open("w", encoding="utf-8", newline="\n") as file:
            for result in map(mark, checker.check_many(articles)):
                file.write(render((result,), "jsonl"))
                status = max(status, exit_status(result, fail_on=fail_on))
                on_result(result)
            file.flush()
            os.fsync(file.fileno())
        part.replace(output)
    except OSError as exc:
        raise ConfigError(
            f"{output}: cannot be written ({exc.strerror})", code="E202", hint="choose another --output"
        ) from exc
    return status
