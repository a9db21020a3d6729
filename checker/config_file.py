"""Find and read the file a desk keeps its settings in: `checker.toml`, or `[tool.checker]` of `pyproject.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from checker.errors import ConfigError, first_line

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

CONFIG_NAME: Final = "checker.toml"
_PYPROJECT: Final = "pyproject.toml"


@dataclass(frozen=True, slots=True)
class ConfigFile:
    """What a file says, not yet checked; its relative paths start from its own folder."""

    path: Path
    values: Mapping[str, object]


def find_config_file(start: Path) -> ConfigFile | None:
    """Return the nearest file with settings in `start` or a folder above it, None if there is none.

    In one folder, `checker.toml` wins.  Raises ConfigError E205 for one that cannot be read.
    """
    for folder in (start, *start.parents):
        if (path := folder / CONFIG_NAME).is_file():
            return read_config_file(path)
        if (path := folder / _PYPROJECT).is_file() and (table := _own_table(_read_toml(path))) is not None:
            return ConfigFile(path, table)
    return None


def read_config_file(path: Path) -> ConfigFile:
    """Return what a file says.  Raises ConfigError E205 when it cannot be read or has no settings of ours."""
    document = _read_toml(path)
    if path.name != _PYPROJECT:
        return ConfigFile(path, document)
    table = _own_table(document)
    if table is None:
        raise ConfigError(f"{path}: there is no table [tool.checker]", code="E205", hint=f"or use a {CONFIG_NAME}")
    return ConfigFile(path, table)


def _read_toml(path: Path) -> Mapping[str, Any]:
    import tomllib  # only where there is a file

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as exc:
        raise ConfigError(f"{path}: cannot be read ({exc.strerror})", code="E205", hint="see --config") from exc
    except ValueError as exc:  # bad TOML as well as bad UTF-8
        raise ConfigError(
            f"{path}: not valid TOML ({first_line(exc)})", code="E205", hint="mend it, or go without: --no-config"
        ) from exc


def _own_table(document: Mapping[str, Any]) -> Mapping[str, object] | None:
    tools = document.get("tool")
    table = tools.get("checker") if isinstance(tools, dict) else None
    return table if isinstance(table, dict) else None
