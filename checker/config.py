"""Every setting with its default, and where a user may set it: the one place that reads the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import platformdirs

from checker.datatypes import Severity
from checker.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

NEVER: Final = "never"
FAIL_ON_CHOICES: Final = (*(severity.value for severity in Severity), NEVER)
_ENV_PREFIX: Final = "CHECKER_"


def _default_cache_dir() -> Path:
    return Path(platformdirs.user_cache_dir("headline-checker"))


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of one run."""

    model: str = "bundled"  # embedding model: "bundled", a folder, or a sentence-transformers hub id
    verifier: str = "bundled"  # entailment model: "bundled", "none", a folder, or a CrossEncoder hub id
    verdict: Path | None = None  # a verdict file written by `checker calibrate`; None: the shipped one
    threshold: float | None = None  # P(supported) from which a claim is supported; None: the shipped one
    language: str = ""  # ISO 639-1 code of every article; empty: detected
    fail_on: str = Severity.ERROR.value  # least severity that makes the exit status 1, or "never"
    select: tuple[
        str, ...
    ] = ()  # rules that are off by default and shall be applied, by code or name; "ALL": every one
    ignore: tuple[str, ...] = ()  # rules that shall not be applied
    cache_dir: Path = field(default_factory=_default_cache_dir)  # what is built from the bundled weights

    def __post_init__(self) -> None:
        """Refuse values no stage could use.  Raises ConfigError E201."""
        if self.threshold is not None and not 0 < self.threshold < 1:
            raise ConfigError(f"threshold: {self.threshold} is not between 0 and 1", code="E201", hint="try 0.5")
        if self.fail_on not in FAIL_ON_CHOICES:
            raise ConfigError(
                f"fail_on: {self.fail_on!r} is unknown", code="E201", hint=f"one of {', '.join(FAIL_ON_CHOICES)}"
            )


def load_config(*, env: Mapping[str, str] | None = None, overrides: Mapping[str, object] | None = None) -> Config:
    """Merge the settings: defaults < `CHECKER_*` variables of `env` (default: the process's) < `overrides`.

    An override of None counts as not given.  Raises ConfigError E201 for a bad value.
    """
    env = os.environ if env is None else env
    values: dict[str, Any] = {}
    for setting in fields(Config):
        variable = _ENV_PREFIX + setting.name.upper()
        if env.get(variable):
            values[setting.name] = _convert(setting.name, env[variable], variable)
    values |= {name: value for name, value in (overrides or {}).items() if value is not None}
    return replace(Config(), **values)


def split_names(text: str) -> tuple[str, ...]:
    """Return the names of a list such as `HC001,HC005`."""
    return tuple(name for part in text.split(",") if (name := part.strip()))


_CONVERSIONS: Final[Mapping[str, Callable[[str], object]]] = {
    "verdict": Path,
    "threshold": float,
    "cache_dir": Path,
    "select": split_names,
    "ignore": split_names,
}


def _convert(name: str, text: str, origin: str) -> object:
    try:
        return _CONVERSIONS.get(name, str)(text)
    except ValueError as exc:
        raise ConfigError(f"{origin}: {text!r} is not a number", code="E201", hint="try 0.5") from exc
