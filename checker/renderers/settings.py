"""Draw the settings of a run as TOML, each with where it was set.

fail_on = "warning"             # /home/desk/checker.toml
# threshold =                   # default
"""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.config import TracedConfig


def render_settings(traced: TracedConfig) -> str:
    """Return one line a setting; what has no value is a comment, so that the whole is a valid `checker.toml`."""
    names = [setting.name for setting in fields(traced.config)]
    lines = {name: _line(name, getattr(traced.config, name)) for name in names}
    width = max(map(len, lines.values()))
    return "".join(f"{line:<{width}}  # {traced.origins[name]}\n" for name, line in lines.items())


def _line(name: str, value: object) -> str:
    return f"# {name} =" if value is None else f"{name} = {_toml(value)}"


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_toml(each)}" for key, each in value.items()) + "}"
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, Path):
        value = str(value)
    return json.dumps(value, ensure_ascii=False)  # TOML writes plain texts and numbers as JSON does
