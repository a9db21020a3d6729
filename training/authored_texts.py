"""Read the texts written for this project, and the claims that are true, false or unsaid of each."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from training.examples import Row

_FOLDER = Path(__file__).with_name("authored")
# Folders; under these names `load_groups` hands them on.
PASSAGES, STORIES, TWINS, SAGAS = "passages", "stories", "twins", "sagas"
SAGA_TWINS = "saga-twins"  # read into the stories of SAGAS
FILE = "file"  # of a row: the name of its file, without the suffix


def read_passages(*, held_out: bool = False) -> list[Row]:
    """Read passages of a few sentences (`evidence`); one in sixteen is held out."""
    return [row for row in read_rows(PASSAGES) if _is_held_out(row["evidence"], 16) == held_out]


def read_stories(*, held_out: bool = False) -> list[Row]:
    """Read whole articles (`body`); one in eight is held out."""
    return [row for row in read_rows(STORIES) if _is_held_out(row["body"], 8) == held_out]


def read_twins(*, held_out: bool = False) -> list[Row]:
    """Read passages with pairs of a true and a false headline (`twins`); one in sixteen is held out."""
    return [row for row in read_rows(TWINS) if _is_held_out(row["evidence"], 16) == held_out]


def read_sagas(*, held_out: bool = False) -> list[Row]:
    """Read stories of running sagas (`body`, `headlines`; `saga` they belong to); one saga in five is held out.

    `twins` are pairs of a true and a false headline and what differs, one of each of `benchmarks.sets.TWIN_KINDS`;
    empty for the stories that have none.
    """
    twins = {(row["saga"], row["story"]): row["pairs"] for row in read_rows(SAGA_TWINS)}
    places: Counter[str] = Counter()
    rows = []
    for row in read_rows(SAGAS):
        rows.append(row | {"twins": twins.get((row["saga"], places[row["saga"]]), [])})
        places[row["saga"]] += 1
    return [row for row in rows if _is_held_out(row["saga"], 5) == held_out]


def read_all() -> dict[str, list[Row]]:
    """Read what may be trained on, by folder."""
    return {PASSAGES: read_passages(), STORIES: read_stories(), TWINS: read_twins(), SAGAS: read_sagas()}


def read_rows(folder: str) -> list[Row]:
    """Read every row of a folder, held out or not."""
    paths = sorted((_FOLDER / folder).glob("*.jsonl"))
    lines = ((path.stem, line) for path in paths for line in path.read_text(encoding="utf-8").splitlines())
    return [json.loads(line) | {FILE: name} for name, line in lines]


def _is_held_out(text: str, modulus: int) -> bool:
    return zlib.crc32(text.encode()) % modulus == 0
