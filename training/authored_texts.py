"""Read the texts written for this project, and the claims that are true, false or unsaid of each."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from training.examples import Row

_FOLDER = Path(__file__).with_name("authored")
# Folders; under these names `load_groups` hands them on.
PASSAGES, STORIES, TWINS, SAGAS, RUMOURS = "passages", "stories", "twins", "sagas", "rumours"
STORY_TWINS, SAGA_TWINS = "story-twins", "saga-twins"  # read into the stories of STORIES and of SAGAS
FILE = "file"  # of a row: the name of its file, without the suffix


def read_passages(*, held_out: bool = False) -> list[Row]:
    """Read passages of a few sentences (`evidence`); one in sixteen is held out."""
    return [row for row in read_rows(PASSAGES) if _is_held_out(row["evidence"], 16) == held_out]


def read_stories(*, held_out: bool = False) -> list[Row]:
    """Read whole articles (`body`); one in eight is held out.

    `twins` are pairs of a true and a false headline and how the false one is false; most articles have none.
    """
    twins = {row["story"]: row["pairs"] for row in read_rows(STORY_TWINS)}
    rows = _with_twins(read_rows(STORIES), FILE, lambda file, place: twins.get(f"{file}:{place}", []))
    return [row for row in rows if _is_held_out(row["body"], 8) == held_out]


def read_twins(*, held_out: bool = False) -> list[Row]:
    """Read passages with pairs of a true and a false headline (`twins`); one in sixteen is held out."""
    return [row for row in read_rows(TWINS) if _is_held_out(row["evidence"], 16) == held_out]


def read_sagas(*, held_out: bool = False) -> list[Row]:
    """Read stories of running sagas (`body`, `headlines`; `saga` they belong to); one saga in five is held out.

    `twins` are pairs of a true and a false headline and what differs, one of each of `benchmarks.sets.TWIN_KINDS`;
    empty for the stories that have none.
    """
    twins = {(row["saga"], row["story"]): row["pairs"] for row in read_rows(SAGA_TWINS)}
    rows = _with_twins(read_rows(SAGAS), "saga", lambda saga, place: twins.get((saga, place), []))
    return [row for row in rows if _is_held_out(row["saga"], 5) == held_out]


def read_rumours(*, held_out: bool = False) -> list[Row]:
    """Read four tellings of each rumour (`body`, `headlines`; `saga`), in order; one rumour in five is held out.

    Unverified, refuted, confirmed, and otherwise than it was told.
    """
    return [row for row in read_rows(RUMOURS) if _is_held_out(row["saga"], 5) == held_out]


def read_all() -> dict[str, list[Row]]:
    """Read what may be trained on, by folder."""
    readers = {
        PASSAGES: read_passages, STORIES: read_stories, TWINS: read_twins, SAGAS: read_sagas, RUMOURS: read_rumours
    }  # fmt: skip
    return {folder: read() for folder, read in readers.items()}


def read_rows(folder: str) -> list[Row]:
    """Read every row of a folder, held out or not."""
    paths = sorted((_FOLDER / folder).glob("*.jsonl"))
    lines = ((path.stem, line) for path in paths for line in path.read_text(encoding="utf-8").splitlines())
    return [json.loads(line) | {FILE: name} for name, line in lines]


def _with_twins(rows: Iterable[Row], field: str, find_twins: Callable[[str, int], list[list[str]]]) -> Iterator[Row]:
    """Add to each row the twins written for it: rows are found by a field and their place among those that share it."""
    places: Counter[str] = Counter()
    for row in rows:
        yield row | {"twins": find_twins(row[field], places[row[field]])}
        places[row[field]] += 1


def _is_held_out(text: str, modulus: int) -> bool:
    return zlib.crc32(text.encode()) % modulus == 0
