"""Stories to measure speed on: the project's own, and more with their paragraphs shuffled under new headlines."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).parents[1]


def write_stories(folder: Path, n: int) -> Path:
    """Write `n` different stories, a file each."""
    folder.mkdir()
    for number, (headline, paragraphs) in zip(range(n), _stories(), strict=False):
        text = "\n\n".join([headline, *paragraphs])
        (folder / f"{number:05}.txt").write_text(text + "\n", encoding="utf-8")
    return folder


def write_lines(path: Path, n: int) -> Path:
    """Write `n` different stories as JSONL."""
    with path.open("w", encoding="utf-8") as file:
        for _, (headline, paragraphs) in zip(range(n), _stories(), strict=False):
            file.write(json.dumps({"headline": headline, "body": "\n\n".join(paragraphs)}) + "\n")
    return path


def write_long_story(folder: Path, n_sentences: int) -> Path:
    """Write one story of about so many sentences."""
    folder.mkdir()
    paragraphs: list[str] = []
    for number, (_, body) in enumerate(_stories()):
        # The number keeps paragraphs from being dropped as repetitions.
        paragraphs += [f"{paragraph} ({number})" for paragraph in body]
        if sum(paragraph.count(". ") + 1 for paragraph in paragraphs) >= n_sentences:
            break
    headline = next(_stories())[0]
    (folder / "story.txt").write_text("\n\n".join([headline, *paragraphs]) + "\n", encoding="utf-8")
    return folder


def _stories() -> Iterator[tuple[str, list[str]]]:
    rng = Random(1)
    files = sorted((ROOT / "data" / "articles").glob("*.txt"))
    own = [[line for line in path.read_text("utf-8").splitlines() if line.strip()] for path in files]
    for number in itertools.count():
        for headline, *paragraphs in own:
            if number:
                rng.shuffle(paragraphs)
            yield f"{headline} ({number})" if number else headline, paragraphs
