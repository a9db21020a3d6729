"""Read the labelled sets as the recipe mixes them, without the articles that are held out for calibration."""

from __future__ import annotations

import json
import zlib
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING, Any

from training.authored_texts import FILE, read_all
from training.makers import MAKERS, READERS, read_pairs

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path

    from training.examples import Group, Row

# Sets whose bodies are whole articles; of these one in eight is held out, of sentence pairs one in sixteen.
ARTICLE_SETS = ("defacto_en", "fnc1_en", "summedits_other_en", "wikinews_real_ja", "wice_partial_en", "falke_en")


def load_groups(folder: Path, mixture: Mapping[str, Mapping[str, Any]], *, seed: int) -> list[Group]:
    """Return every group of the mixture, headline styles varied, in an order that depends on `seed` alone.

    An entry made from authored texts takes all of them, or those of the `files` it names.
    """
    rng = Random(seed)
    authored = read_all()
    rows = {name: read_rows(folder, name) for name in mixture if name in READERS or _is_file(folder, name)}
    groups: list[Group] = []
    for name, settings in mixture.items():
        texts = _of_files(authored, settings["files"]) if "files" in settings else authored
        made = MAKERS[name](rows | texts, rng) if name in MAKERS else READERS.get(name, read_pairs)(rows[name], rng)
        made = _capped([_with_source(group, name) for group in made], settings.get("cap"), rng)
        weight = settings.get("weight", 1.0)
        for _ in range(int(settings.get("copies", 1))):
            groups += [tuple(replace(pair, weight=pair.weight * weight) for pair in group) for group in made]
    rng.shuffle(groups)
    return [_restyled(group, rng) for group in groups]


def read_rows(folder: Path, name: str, *, held_out: bool = False) -> list[Row]:
    """Read one set with repaired characters; FNC-1 is joined with its bodies.

    The articles that calibration is fitted on are read only when `held_out` is true, and then nothing else.
    """
    return [row for row in _read_set(folder, name) if is_held_out(row["body"], name) == held_out]


def read_dev_rows(folder: Path, name: str) -> list[Row]:
    """Read one development set, every row of it."""
    return _read_set(folder, name)


def is_held_out(body: str, name: str) -> bool:
    """Tell whether an article is kept from training: a verdict fitted on what the verifier knows would be too sure."""
    modulus = 8 if name in ARTICLE_SETS else 16
    return zlib.crc32(body.encode()) % modulus == 0


def _read_set(folder: Path, name: str) -> list[Row]:
    if name == "fnc1_en":
        bodies = {row["body_id"]: row["body"] for row in _read_jsonl(folder / "fnc1_bodies_en.jsonl")}
        pairs = _read_jsonl(folder / "fnc1_pairs_en.jsonl")
        return [{**row, "body": bodies[row["body_id"]]} for row in pairs]
    return _read_jsonl(folder / f"{name}.jsonl")


def _with_source(group: Group, name: str) -> Group:
    """Name the mixture's entry that a group came from."""
    return tuple(replace(pair, source=name) for pair in group)


def _read_jsonl(path: Path) -> list[Row]:
    import ftfy  # only where files are read: neither the smoke run nor the tests need it

    rows = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            for field in ("headline", "body", "corrected"):
                if isinstance(row.get(field), str):
                    row[field] = ftfy.fix_text(row[field]) if not row[field].isascii() else row[field]
            rows.append(row)
    return rows


def _of_files(texts: Mapping[str, list[Row]], files: Collection[str]) -> dict[str, list[Row]]:
    return {folder: [row for row in rows if row[FILE] in files] for folder, rows in texts.items()}


def _is_file(folder: Path, name: str) -> bool:
    return (folder / f"{name}.jsonl").is_file()


def _capped(groups: list[Group], cap: float | None, rng: Random) -> list[Group]:
    rng.shuffle(groups)
    return groups if cap is None else groups[: int(cap)]


def _restyled(group: Group, rng: Random) -> Group:
    """Write both claims of a group as headlines may be: no full stop, lower case, Title Case."""
    style = _pick_style(rng)
    return tuple(replace(pair, hypothesis=style(pair.hypothesis)) for pair in group)


def _pick_style(rng: Random) -> Callable[[str], str]:
    draw = rng.random()
    without_stop = rng.random() < 0.5

    def style(text: str) -> str:
        if without_stop:
            text = text.rstrip(".。 ")
        if draw < 0.08:
            return text.lower()
        if draw < 0.20:
            return " ".join(word[:1].upper() + word[1:] for word in text.split(" "))
        return text

    return style
