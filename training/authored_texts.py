"""Read the texts written for this project, and the claims that are true, false or unsaid of each."""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from training.examples import Row

_FOLDER = Path(__file__).with_name("authored")
_PASSAGES, _STORIES, _TWINS = "passages", "stories", "twins"


def read_passages(*, held_out: bool = False) -> list[Row]:
    """Read passages of a few sentences (`evidence`); one in sixteen is held out."""
    return [row for row in _read(_PASSAGES) if _is_held_out(row["evidence"], 16) == held_out]


def read_stories(*, held_out: bool = False) -> list[Row]:
    """Read whole articles (`body`); one in eight is held out."""
    return [row for row in _read(_STORIES) if _is_held_out(row["body"], 8) == held_out]


def read_twins(*, held_out: bool = False) -> list[Row]:
    """Read passages with pairs of a true and a false headline (`twins`); one in sixteen is held out."""
    return [row for row in _read(_TWINS) if _is_held_out(row["evidence"], 16) == held_out]


def _read(folder: str) -> list[Row]:
    paths = sorted((_FOLDER / folder).glob("*.jsonl"))
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


def _is_held_out(text: str, modulus: int) -> bool:
    return zlib.crc32(text.encode()) % modulus == 0
