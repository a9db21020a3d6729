"""What several commands share: the options that change a judgement, the sources, and the file a result goes to."""

from __future__ import annotations

import sys
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Final

from checker.config import FAIL_ON_CHOICES, Config, load_config, split_names, trace_config
from checker.config_file import find_config_file, read_config_file
from checker.datatypes import Failure
from checker.errors import ConfigError, InputError
from checker.readers import INPUT_FORMATS, read
from checker.readers.url import Fetcher
from checker.renderers.errors import render_error

if TYPE_CHECKING:
    import argparse
    import os
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from checker.baseline import Entry
    from checker.config import TracedConfig
    from checker.config_file import ConfigFile
    from checker.datatypes import Article, Report
    from checker.pipeline import Checker

AUTO: Final = "auto"
_READING: Final = ("input_format", "headline_field", "body_field", "follow_links")
JSON_LIKE: Final = ("json", "jsonl")
EPILOG: Final = """exit codes:
  0  no new finding at or above --fail-on
  1  at least one new finding at or above --fail-on
  2  wrong usage, input that cannot be read, or a model problem
"""


def add_judging(parser: argparse.ArgumentParser) -> None:
    """Add the options that change what is decided."""
    parser.add_argument("--model", metavar="NAME", help="embedding model: bundled, a folder, or a hub id")
    parser.add_argument("--verifier", metavar="NAME", help="entailment model: bundled, none, a folder, or a hub id")
    parser.add_argument("--device", metavar="NAME", help="where the models run: cpu, cuda, cuda:1, mps; default: cpu")
    parser.add_argument("--verdict", type=Path, metavar="PATH", help="verdict file written by `checker calibrate`")
    parser.add_argument("--threshold", type=float, metavar="P", help="probability from which a claim is supported")
    parser.add_argument("--language", metavar="CODE", help="language of the stories, such as id; default: detected")
    parser.add_argument(
        "--select", type=split_names, metavar="RULES", help="also apply these rules, such as HC030,HC031, or ALL"
    )
    parser.add_argument("--ignore", type=split_names, metavar="RULES", help="do not apply these rules")
    add_config(parser)


def add_failing(parser: argparse.ArgumentParser) -> None:
    """Add the option that says what makes a run fail."""
    parser.add_argument("--fail-on", choices=FAIL_ON_CHOICES, help="least severity that makes the exit code 1")


def add_cache(parser: argparse.ArgumentParser) -> None:
    """Add the option that goes without the reports kept before."""
    parser.add_argument(
        "--no-cache",
        dest="cache",
        action="store_false",
        default=None,
        help="neither use reports kept before nor keep any",
    )


def add_quiet(parser: argparse._ActionsContainer, said: str) -> None:
    """Add the option that keeps a run silent, except for what is said all the same."""
    parser.add_argument("-q", "--quiet", action="store_true", help=said)


def add_config(parser: argparse.ArgumentParser) -> None:
    """Add the options that name the file with settings."""
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--config", type=Path, metavar="PATH", help="settings; default: the nearest checker.toml")
    where.add_argument("--no-config", action="store_true", help="read no file with settings")


def config_from(arguments: argparse.Namespace) -> Config:
    """Return the settings of a run whose parser has the judging options."""
    return load_config(file=_config_file(arguments), overrides=_given(arguments))


def load_checker(config: Config) -> Checker:
    """Load the models, and the stages with them: half a second that a run without a new story does without."""
    from checker.pipeline import Checker

    return Checker.load(config)


def trace_from(arguments: argparse.Namespace) -> TracedConfig:
    """Return the settings of a run, and where each was set."""
    return trace_config(file=_config_file(arguments), overrides=_given(arguments))


def _config_file(arguments: argparse.Namespace) -> ConfigFile | None:
    if arguments.no_config:
        return None
    return read_config_file(arguments.config) if arguments.config else find_config_file(Path.cwd())


def _given(arguments: argparse.Namespace) -> dict[str, object]:
    """Return the flags that are settings, by setting; None for those not given or not of this command."""
    return {setting.name: getattr(arguments, setting.name, None) for setting in fields(Config)}


def add_reading(parser: argparse.ArgumentParser) -> None:
    """Add the options that say how sources are read."""
    parser.add_argument(
        "--input-format", choices=INPUT_FORMATS, default="", help="format of the sources; default: by name and content"
    )
    parser.add_argument("--headline-field", default="", metavar="NAME", help="column or key of rows with the headline")
    parser.add_argument("--body-field", default="", metavar="NAME", help="column or key of rows with the body")
    parser.add_argument("--follow-links", action="store_true", help="check the pages a feed links to, not its texts")


def read_all(
    sources: Sequence[str],
    *,
    headline: str,
    arguments: argparse.Namespace | None = None,
    written: Collection[Path] = (),
) -> Iterator[Article | Failure]:
    """Yield the articles of all sources, in order, as the reading options among the arguments say.

    The files of a run that are `written` are no stories, though they may lie in a folder that is read.
    """
    how = {} if arguments is None else {name: getattr(arguments, name) for name in _READING}
    stdin = sys.stdin.buffer if sys.stdin else None  # a process may have none
    fetcher = Fetcher()  # one, so that it knows what it has asked a server already
    for source in sources:
        yield from read(source, headline=headline, stdin=stdin, leave_out=written, fetcher=fetcher, **how)


def require_some(results: Sequence[Report | Failure]) -> None:
    """Refuse a run in which nothing was there to check: it would pass every gate.  Raises InputError E108."""
    if not results:
        raise InputError("nothing to check was found", code="E108", hint="name a file, a folder or a pattern")


def print_failures(results: Sequence[Report | Failure]) -> None:
    """Tell on standard error what could not be checked."""
    for result in results:
        if isinstance(result, Failure):
            sys.stderr.write(render_error(result, as_json=False))


def print_stale(entries: Sequence[Entry]) -> None:
    """Tell on standard error which entries of the baseline match nothing any more."""
    if entries:
        from checker.renderers.cells import visible  # rich, only when there is something to show
    for entry in entries:
        place = f"{entry.source}: {entry.rule} “{entry.claim}”"
        sys.stderr.write(f"{visible(place, unicode=True)} is in the baseline, but not found any more\n")


def require_writable(output: Path | None, *, sources: Iterable[str | os.PathLike[str]]) -> None:
    """Refuse, before the work, a place that takes no file, or a source.  Raises ConfigError E202 or E206."""
    if output is None:
        return
    if not output.parent.is_dir():
        raise ConfigError(f"{output}: there is no folder {output.parent}", code="E202", hint="choose another --output")
    if output.is_dir():
        hint = f"name a file in it, such as {output / 'report.html'}"
        raise ConfigError(f"{output} is a folder", code="E202", hint=hint)
    if output.is_file() and any(Path(source).is_file() and output.samefile(source) for source in sources):
        raise ConfigError(f"{output} is what is to be read", code="E206", hint="choose another --output")


def write_text(text: str, output: Path | None) -> None:
    """Write to a file at once and whole, to a pipe or a device, or to standard output.  Raises ConfigError E202."""
    if output is None:
        sys.stdout.write(text)
        sys.stdout.flush()
        return
    from checker.artifacts import write_atomically

    try:
        place = output.resolve()  # a link stays a link
        if place.exists() and not place.is_file():
            place.write_bytes(text.encode())
        else:
            write_atomically(place, text.encode())
    except OSError as exc:
        raise ConfigError(
            f"{output}: cannot be written ({exc.strerror})", code="E202", hint="choose another --output"
        ) from exc
