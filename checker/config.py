"""Every setting with its default, and where a user may set it: the one place that reads the environment."""

from __future__ import annotations

import difflib
import os
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import platformdirs

from checker.datatypes import Severity
from checker.errors import ConfigError
from checker.language import is_language, suggest_language
from checker.rules import enabled_rules, find_code, suggest_rule

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from checker.config_file import ConfigFile

NEVER: Final = "never"
SEVERITY_CHOICES: Final = tuple(severity.value for severity in Severity)
FAIL_ON_CHOICES: Final = (*SEVERITY_CHOICES, NEVER)
DEFAULT_ORIGIN: Final = "default"
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
    min_severity: str = Severity.NOTE.value  # least severity that is shown; the exit status looks at all
    select: tuple[str, ...] = ()  # rules, by code or name, applied though off by default; "ALL": every one
    ignore: tuple[str, ...] = ()  # rules that shall not be applied
    severity: Mapping[str, Severity] = field(default_factory=dict, hash=False)  # by code, instead of the rule's own
    baseline: Path | None = None  # findings that are known already, as `checker baseline` wrote them
    device: str = "cpu"  # where the models run: "cpu", "cuda", "cuda:1", "mps"
    threads: int = 0  # that a bundled model may use; 0: as many as there are cores
    cache: bool = True  # keep reports, and take them from there while story, models and settings are the same
    cache_mib: int = 256  # size of the file they are kept in, in MiB; the ones unused for longest go first
    cache_dir: Path = field(default_factory=_default_cache_dir)  # of that file, and what is built from the weights

    def __post_init__(self) -> None:
        """Refuse values no stage could use.  Raises ConfigError E201, or E204 for the severity of an unknown rule."""
        if self.threshold is not None and not 0 < self.threshold < 1:
            raise ConfigError(f"threshold: {self.threshold} is not between 0 and 1", code="E201", hint="try 0.5")
        for name, least in (("threads", 0), ("cache_mib", 1)):
            if getattr(self, name) < least:
                raise ConfigError(f"{name}: {getattr(self, name)} is too small", code="E201", hint=f"at least {least}")
        if self.language and not is_language(self.language):
            hint = suggest_language(self.language)
            raise ConfigError(f"language: {self.language!r} is no code of a language", code="E201", hint=hint)
        _require("fail_on", self.fail_on, FAIL_ON_CHOICES)
        _require("min_severity", self.min_severity, SEVERITY_CHOICES)
        enabled_rules(select=self.select, ignore=self.ignore)
        object.__setattr__(self, "severity", _parse_severities(self.severity))  # by code, whatever names were given


@dataclass(frozen=True, slots=True)
class TracedConfig:
    """The settings of a run, and where each was set."""

    config: Config
    origins: Mapping[str, str]  # by setting: "default", a file, a variable or a flag


def load_config(
    *,
    file: ConfigFile | None = None,
    env: Mapping[str, str] | None = None,
    overrides: Mapping[str, object] | None = None,
) -> Config:
    """Merge the settings: defaults < `file` < `CHECKER_*` variables of `env` (default: the process's) < `overrides`.

    An override of None counts as not given.  Raises ConfigError E201 for a bad value, E204 for an unknown setting.
    """
    return trace_config(file=file, env=env, overrides=overrides).config


def trace_config(
    *,
    file: ConfigFile | None = None,
    env: Mapping[str, str] | None = None,
    overrides: Mapping[str, object] | None = None,
) -> TracedConfig:
    """Merge the settings as `load_config` does, and keep where each comes from."""
    env = os.environ if env is None else env
    values: dict[str, Any] = {}
    origins = {setting.name: DEFAULT_ORIGIN for setting in fields(Config)}
    if file is not None:
        values |= _read_values(file)
        origins |= dict.fromkeys(file.values, str(file.path))
    for name in origins:
        variable = _ENV_PREFIX + name.upper()
        if env.get(variable):
            values[name] = _convert(name, env[variable], variable)
            origins[name] = variable
    for name, value in (overrides or {}).items():
        if value is not None:
            values[name] = value
            origins[name] = f"--{'no-' if value is False else ''}{name.replace('_', '-')}"
    return TracedConfig(Config(**values), origins)


def split_names(text: str) -> tuple[str, ...]:
    """Return the names of a list such as `HC001,HC005`."""
    return tuple(name for part in text.split(",") if (name := part.strip()))


def _require(name: str, value: str, choices: tuple[str, ...]) -> None:
    if value not in choices:
        raise ConfigError(f"{name}: {value!r} is unknown", code="E201", hint=f"one of {', '.join(choices)}")


def _read_values(file: ConfigFile) -> dict[str, object]:
    """Return the settings of a file, its relative paths as seen from its folder."""
    names = [setting.name for setting in fields(Config)]
    values = {}
    for name, given in file.values.items():
        if name not in names:
            nearest = difflib.get_close_matches(name, names, n=1)
            hint = f"did you mean {nearest[0]}?" if nearest else f"settings are {', '.join(names)}"
            raise ConfigError(f"{file.path}: {name}: no such setting", code="E204", hint=hint)
        value = _convert(name, given, str(file.path))
        if isinstance(value, Path):
            value = file.path.parent / value
        elif name in _MODELS and str(value).startswith("."):  # a folder; a hub id never starts so
            value = str(file.path.parent / str(value))
        values[name] = value
    return values


def _convert(name: str, given: object, origin: str) -> object:
    """Return a value of a file or a variable as its setting needs it; an error says where it stands."""
    kind = _KINDS.get(name, _TEXT)
    try:
        value = kind.parse(given)
        Config(**{name: value})  # its own checks
    except (ValueError, KeyError, RuntimeError) as exc:  # the last of `~nobody/verdict.json`
        raise ConfigError(f"{origin}: {name}: {given!r} is not {kind.wanted}", code="E201", hint=kind.hint) from exc
    except ConfigError as error:
        raise ConfigError(f"{origin}: {error.message}", code=error.code, hint=error.hint) from error
    return value


class _Kind(NamedTuple):
    """How one kind of setting is read, from the text of a variable or the value of a file."""

    parse: Callable[[object], Any]  # raises ValueError for what is not `wanted`
    wanted: str
    hint: str


def _parse_text(given: object) -> str:
    if not isinstance(given, str):
        raise ValueError
    return given


def _parse_path(given: object) -> Path:
    return Path(_parse_text(given)).expanduser()


def _parse_number(given: object) -> float:
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        raise ValueError
    return float(given)


def _parse_count(given: object) -> int:
    if isinstance(given, bool) or not isinstance(given, str | int):
        raise ValueError
    return int(given)


def _parse_switch(given: object) -> bool:
    if isinstance(given, bool):
        return given
    return _SWITCH[_parse_text(given).lower()]


def _parse_names(given: object) -> tuple[str, ...]:
    if isinstance(given, list):
        return tuple(_parse_text(name) for name in given)
    return split_names(_parse_text(given))


def _parse_severities(given: object) -> Mapping[str, Severity]:
    """Return the severity of each rule; a variable writes them as `HC005=error,HC010=note`."""
    if isinstance(given, str):
        given = {name.strip(): value.strip() for name, _, value in (part.partition("=") for part in split_names(given))}
    if not isinstance(given, dict):
        raise ValueError
    severities = {}
    for name, value in given.items():
        code = find_code(name)
        if code is None:
            raise ConfigError(f"severity: {name}: no such rule", code="E204", hint=suggest_rule(name))
        _require(f"severity: {name}", value, SEVERITY_CHOICES)
        severities[code] = Severity(value)
    return severities


_MODELS: Final = ("model", "verifier")
_SWITCH: Final = dict.fromkeys(("true", "1", "yes", "on"), True) | dict.fromkeys(("false", "0", "no", "off"), False)
_TEXT: Final = _Kind(_parse_text, "a text", "put it in quotation marks")
_PATH: Final = _Kind(_parse_path, "a path", "put it in quotation marks")
_COUNT: Final = _Kind(_parse_count, "a whole number", "write its digits")
_NAMES: Final = _Kind(_parse_names, "a list of rules", 'try ["HC005", "HC010"]')
_KINDS: Final[Mapping[str, _Kind]] = {
    "verdict": _PATH,
    "threshold": _Kind(_parse_number, "a number", "try 0.5"),
    "select": _NAMES,
    "ignore": _NAMES,
    "severity": _Kind(_parse_severities, "a table of rules", 'try HC005 = "error"'),
    "baseline": _PATH,
    "threads": _COUNT,
    "cache": _Kind(_parse_switch, "true or false", "try false"),
    "cache_mib": _COUNT,
    "cache_dir": _PATH,
}
