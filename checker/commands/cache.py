"""`checker cache`: tell what is kept of earlier checks, or remove it."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import TYPE_CHECKING, Final

from checker.commands.options import add_config, config_from
from checker.exit_status import CLEAN

if TYPE_CHECKING:
    import argparse

    from checker.commands import Commands
    from checker.report_cache import CacheState

_ACTIONS: Final = ("info", "clear")


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    cache = commands.add_parser("cache", help="tell what is kept of earlier checks, or remove it")
    cache.add_argument("action", choices=_ACTIONS, help="info: tell; clear: remove every report that is kept")
    add_config(cache)
    cache.set_defaults(handler=run)


def run(arguments: argparse.Namespace) -> int:
    """Print what the cache holds, or empty it."""
    from checker.report_cache import BYTES_PER_MIB, FILE_NAME, ReportCache

    config = config_from(arguments)
    limit = config.cache_mib * BYTES_PER_MIB
    with ReportCache(config.cache_dir / FILE_NAME, max_bytes=limit) as cache:
        if arguments.action == "clear":
            state = cache.clear()
            sys.stdout.write(f"removed {state.n_reports:,} reports from {state.path}\n")
        else:
            sys.stdout.write(_describe(cache.state(), limit=limit))
    return CLEAN


def _describe(state: CacheState, *, limit: int) -> str:
    oldest = (
        "-" if state.oldest is None else datetime.fromtimestamp(state.oldest).astimezone().isoformat(" ", "seconds")
    )
    rows = {
        "path": str(state.path),
        "reports": f"{state.n_reports:,}",
        "size": f"{state.n_bytes:,} bytes of at most {limit:,}",
        "oldest": oldest,
    }
    return "".join(f"{name:<9}{value}\n" for name, value in rows.items())
