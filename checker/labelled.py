"""Read articles with a person's label, in the words of the data sets of the field, for evaluation and calibration."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, TypeVar

import numpy as np

from checker.datatypes import Article, Failure
from checker.errors import InputError
from checker.readers.jsonl import read_jsonl

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

Row = TypeVar("Row")
# Label -> does the body support the headline?  None: the set leaves it open, so that no measure can count it.
LABELS: Final[Mapping[str, bool | None]] = {
    "supported": True, "consistent": True, "entail": True, "entailment": True, "agree": True,
    "unsupported": False, "not_supported": False, "contradicted": False, "not_mentioned": False,
    "inconsistent": False, "neutral": False, "contradict": False, "contradiction": False,
    "disagree": False, "unrelated": False,
    "discuss": None, "other": None, "uncertain": None,
}  # fmt: skip
_SAMPLE_SEED: Final = 1
_HINT: Final = f"each row needs a label: {', '.join(LABELS)}"


@dataclass(frozen=True, slots=True)
class LabelledArticle:
    """An article and what a person says of its headline."""

    article: Article
    label: str  # a key of LABELS
    set_name: str = ""  # the file it comes from, without its suffix

    @property
    def is_supported(self) -> bool | None:
        """Whether the body supports the headline; None: the label leaves it open."""
        return LABELS[self.label]


def read_labelled(path: Path) -> Iterator[LabelledArticle]:
    """Yield the labelled articles of a JSONL file, in order.

    FNC-1 keeps its bodies in a file of their own: rows with a `body_id` take the body from the file beside theirs whose
    name has `bodies` for `pairs`.  Raises InputError E101 for a file that cannot be read, E107 for a bad row, E110
    for a row without a known label.
    """
    articles = _read_joined(path) if _bodies_path(path).is_file() else _read_rows(path)
    for number, article in enumerate(articles, start=1):
        label = article.metadata.get("label", "").strip().lower().replace("-", "_").replace(" ", "_")
        if label not in LABELS:
            found = f"its label is {label!r}" if label else "it has no label"
            raise InputError(f"{path}: row {number}: {found}", code="E110", hint=_HINT)
        yield LabelledArticle(article, label, path.stem)


def sample(items: Iterable[Row], limit: int | None) -> list[Row]:
    """Return all rows, or `limit` of them, the same ones every time."""
    rows = list(items)
    if limit is None or limit >= len(rows):
        return rows
    return [rows[i] for i in np.random.default_rng(_SAMPLE_SEED).permutation(len(rows))[:limit]]


def _read_rows(path: Path) -> Iterator[Article]:
    try:
        with path.open("rb") as stream:
            for article in read_jsonl(stream, source=str(path)):
                if isinstance(article, Failure):
                    raise InputError(article.message, code=article.code, hint=article.hint)
                yield replace(article, language=article.language or article.metadata.get("lang", ""))
    except OSError as exc:
        raise InputError(
            f"{path} cannot be read: {exc.strerror}", code="E101", hint="check its spelling and its permissions"
        ) from exc


def _read_joined(path: Path) -> Iterator[Article]:
    bodies = {row["body_id"]: str(row["body"]) for row in _parse_lines(_bodies_path(path), needed=("body_id", "body"))}
    for number, row in enumerate(_parse_lines(path, needed=("headline", "body_id")), start=1):
        if row["body_id"] not in bodies:
            raise InputError(
                f"{path}: row {number}: no body {row['body_id']!r}", code="E107", hint=f"see {_bodies_path(path)}"
            )
        yield Article(
            headline=str(row["headline"]).strip(),
            body=bodies[row["body_id"]],
            source=str(row.get("id", f"{path}:{number}")),
            language=str(row.get("lang") or row.get("language") or ""),
            metadata={"label": str(row.get("label", ""))},
        )


def _parse_lines(path: Path, *, needed: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                yield _parse_line(line, place=f"{path}:{number}", needed=needed)
    except OSError as exc:
        raise InputError(
            f"{path} cannot be read: {exc.strerror}", code="E101", hint="check its spelling and its permissions"
        ) from exc
    except UnicodeDecodeError as exc:
        raise InputError(f"{path} is not in UTF-8", code="E106", hint="save it as UTF-8") from exc


def _parse_line(line: str, *, place: str, needed: tuple[str, ...]) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as exc:
        raise InputError(f"{place} is not JSON: {exc}", code="E107", hint="each line is one object") from exc
    if not isinstance(row, dict) or any(not isinstance(row.get(name), str | int) for name in needed):
        raise InputError(f"{place} lacks {' or '.join(needed)}", code="E107", hint="each line is one object")
    return row


def _bodies_path(path: Path) -> Path:
    name = path.name.replace("pairs", "bodies")
    return path.with_name(name) if name != path.name else path.with_name(f"{path.stem}.no-bodies")
