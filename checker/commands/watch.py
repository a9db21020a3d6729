"""`checker watch`: check a story again whenever it is saved, in one line."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from checker.baseline import Baseline
from checker.commands.options import add_cache, add_judging, config_from, load_checker, read_all
from checker.datatypes import Failure, Severity
from checker.errors import ConfigError, InputError
from checker.exit_status import CLEAN
from checker.findings import show_from

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Collection, Iterable, Iterator

    from checker.commands import Commands
    from checker.datatypes import Report


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    watch = commands.add_parser("watch", help="check a story again whenever it is saved")
    watch.add_argument("folder", type=Path, help="the stories, at any depth")
    add_judging(watch)
    add_cache(watch)
    watch.set_defaults(handler=run)


def run(arguments: argparse.Namespace) -> int:
    """Print a line for each story that is saved, until the user stops it; that is no error."""
    from checker.cached_checker import open_checker

    saves = watch_folder(arguments.folder)
    config = config_from(arguments)
    baseline = Baseline.load(config.baseline)
    loaded = load_checker(config)  # now: the first save shall not wait for it
    sys.stderr.write(f"watching {arguments.folder}; Ctrl-C ends\n")
    with contextlib.suppress(KeyboardInterrupt), open_checker(config, lambda _: loaded) as checker:

        def check(path: str) -> Iterator[Report | Failure]:
            for result in map(baseline.mark, checker.check_many(read_all([path], headline=""))):
                yield show_from(result, Severity(config.min_severity))

        for line in recheck(saves, check):
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()
    return CLEAN


def watch_folder(folder: Path) -> Iterator[Collection[str]]:
    """Yield the paths of what was just saved in a folder.  Raises InputError E101, ConfigError E208 at once."""
    if not folder.is_dir():
        raise InputError(f"{folder} is not a folder", code="E101", hint="name the folder the stories are saved in")
    try:
        import watchfiles
    except ImportError as exc:
        raise ConfigError(
            "watching needs the package watchfiles", code="E208", hint="pip install 'headline-checker[watch]'"
        ) from exc
    return ({os.path.relpath(path) for _, path in changes} for changes in watchfiles.watch(folder))


def recheck(saves: Iterable[Collection[str]], check: Callable[[str], Iterable[Report | Failure]]) -> Iterator[str]:
    """Yield a line for each result of each story among the saved paths; what is gone again or no story is left out."""
    from checker.readers.formats import is_readable

    for paths in saves:
        for path in sorted(paths):
            if is_readable(path) and Path(path).is_file():
                yield from map(_line, check(path))


def _line(result: Report | Failure) -> str:
    from checker.renderers.cells import visible  # rich, only once there is something to show

    if isinstance(result, Failure):
        line = f"{'not checked':<12}  {result.code}  {result.message}"
    else:
        rules = " ".join(f"{found.rule}{' (known)' if found.is_known else ''}" for found in result.findings)
        columns = (f"{result.verdict:<12}", f"{result.probability:.2f}", result.article.source, rules)
        line = "  ".join(filter(None, (*columns, result.article.headline)))
    return visible(line, unicode=True)
