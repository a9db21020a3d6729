"""`checker init`: write a commented `checker.toml` to begin with."""

from __future__ import annotations

import sys
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from checker.commands.options import write_text
from checker.config_file import CONFIG_NAME
from checker.errors import ConfigError
from checker.exit_status import CLEAN

if TYPE_CHECKING:
    import argparse

    from checker.commands import Commands


def add_parser(commands: Commands) -> None:
    """Declare the command."""
    init = commands.add_parser("init", help=f"write a commented {CONFIG_NAME} to begin with")
    init.add_argument(
        "folder", nargs="?", type=Path, default=Path(), help="where to write it; default: the working directory"
    )
    init.set_defaults(handler=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the file, unless there is one already.  Raises ConfigError E206."""
    path = arguments.folder / CONFIG_NAME
    if path.exists():
        raise ConfigError(
            f"{path} is there already", code="E206", hint="`checker check --show-config` shows its values"
        )
    write_text(files("checker").joinpath("assets", "templates", CONFIG_NAME).read_text(encoding="utf-8"), path)
    sys.stderr.write(f"wrote {path}\n")
    return CLEAN
