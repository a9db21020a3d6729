"""What several commands share: the options that change a judgement, the sources, and the file a result goes to."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from checker.config import FAIL_ON_CHOICES, Config, load_config, split_names
from checker.errors import ConfigError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from checker.datatypes import Article, Failure

AUTO: Final = "auto"
JSON_LIKE: Final = ("json", "jsonl")
EPILOG: Final = """exit codes:
  0  every headline is supported
  1  at least one finding at or above --fail-on
  2  wrong usage, input that cannot be read, or a model problem
"""


def add_judging(parser: argparse.ArgumentParser) -> None:
    """Add the options that change what is decided."""
    parser.add_argument("--model", metavar="NAME", help="embedding model: bundled, a folder, or a hub id")
    parser.add_argument("--verifier", metavar="NAME", help="entailment model: bundled, none, a folder, or a hub id")
    parser.add_argument("--verdict", type=Path, metavar="PATH", help="verdict file written by `checker calibrate`")
    parser.add_argument("--threshold", type=float, metavar="P", help="probability from which a claim is supported")
    parser.add_argument("--language", metavar="CODE", help="language of the stories, such as id; default: detected")
    parser.add_argument(
        "--select", type=split_names, metavar="RULES", help="also apply these rules, such as HC030,HC031, or ALL"
    )
    parser.add_argument("--ignore", type=split_names, metavar="RULES", help="do not apply these rules")
    parser.add_argument("--fail-on", choices=FAIL_ON_CHOICES, help="least severity that makes the exit code 1")


def config_from(arguments: argparse.Namespace) -> Config:
    """Return the settings of a run whose parser has the judging options."""
    names = ("model", "verifier", "verdict", "threshold", "language", "select", "ignore", "fail_on")
    return load_config(overrides={name: getattr(arguments, name) for name in names})


def read_all(sources: Sequence[str], *, headline: str) -> Iterator[Article | Failure]:
    """Yield the articles of all sources, in order."""
    from checker.readers import read

    for source in sources:
        yield from read(source, headline=headline, stdin=sys.stdin.buffer)


def write_text(text: str, output: Path | None) -> None:
    """Write to a file at once and whole, or to standard output.  Raises ConfigError E202."""
    if output is None:
        sys.stdout.write(text)
        sys.stdout.flush()
        return
    from checker.artifacts import write_atomically

    try:
        write_atomically(output, text.encode())
    except OSError as exc:
        raise ConfigError(
            f"{output}: cannot be written ({exc.strerror})", code="E202", hint="choose another --output"
        ) from exc
