"""Keep what a checker said of labelled rows, and tell how much better another one does on the same rows."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from checker.errors import InputError
from checker.metrics import Interval, auroc, balanced_accuracy, interval, resample

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from checker.evaluate import Judged

SEED: Final = 7  # of the intervals
FORMAT_VERSION: Final = 1
_HINT: Final = "write it with `checker evaluate DATA.jsonl --keep PATH`, with the same rows"


@dataclass(frozen=True, slots=True)
class KeptRows:
    """What one checker said of the rows of one set; no text."""

    name: str  # of the set
    signature: str
    articles: tuple[str, ...]  # a digest of each body
    supported: tuple[bool, ...]  # the labels
    probabilities: tuple[float, ...]  # P(supported)
    accepted: tuple[bool, ...]  # it reaches the threshold

    @classmethod
    def of(cls, judged: Sequence[Judged], *, name: str, signature: str) -> KeptRows:
        """Keep the rows whose label says whether the headline is supported."""
        rows = [one for one in judged if one.is_supported is not None]
        return cls(
            name,
            signature,
            tuple(one.article for one in rows),
            tuple(bool(one.is_supported) for one in rows),
            tuple(one.probability for one in rows),
            tuple(one.is_accepted for one in rows),
        )


@dataclass(frozen=True, slots=True)
class Comparison:
    """How much more `second` reaches than `first`, each gain with its 95 % interval over articles."""

    name: str
    n: int
    first: str  # signature
    second: str
    auroc: Interval
    balanced_accuracy: Interval  # each at its own thresholds


def compare(first: KeptRows, second: KeptRows) -> Comparison:
    """Return the gain of `second` over `first`: a paired bootstrap, so what both find hard counts for neither.

    Raises InputError E115 when the rows are not the same.
    """
    if (first.articles, first.supported) != (second.articles, second.supported):
        raise InputError(f"{second.name}: the kept rows are others than those measured now", code="E115", hint=_HINT)
    supported = np.array(first.supported)
    sides = [(np.array(kept.probabilities), np.array(kept.accepted)) for kept in (first, second)]

    def gain_in_ranking(rows: NDArray[np.intp]) -> float:
        before, after = (auroc(probability[rows], supported[rows]) for probability, _ in sides)
        return after - before

    def gain_in_decisions(rows: NDArray[np.intp]) -> float:
        before, after = (balanced_accuracy(accepted[rows], supported[rows]) for _, accepted in sides)
        return after - before

    draws = resample(first.articles, rng=np.random.default_rng(SEED))
    return Comparison(
        first.name,
        len(supported),
        first.signature,
        second.signature,
        interval(gain_in_ranking, len(supported), draws),
        interval(gain_in_decisions, len(supported), draws),
    )


def to_json(kept: Sequence[KeptRows]) -> str:
    """Return the file that `read_kept` reads."""
    fields = KeptRows.__slots__
    sets = [{name: getattr(one, name) for name in fields} for one in kept]
    return json.dumps({"format_version": FORMAT_VERSION, "sets": sets}) + "\n"


def read_kept(path: Path) -> dict[str, KeptRows]:
    """Read kept rows by the name of their set.  Raises InputError E101 or E115 for a file that holds none."""
    try:
        document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if document["format_version"] != FORMAT_VERSION:
            raise ValueError(f"format {document['format_version']}, not {FORMAT_VERSION}")
        return {one["name"]: _from_dict(one) for one in document["sets"]}
    except OSError as exc:
        raise InputError(
            f"{path} cannot be read: {exc.strerror}", code="E101", hint="check its spelling and its permissions"
        ) from exc
    except (ValueError, KeyError, TypeError) as exc:
        raise InputError(f"{path} holds no kept rows: {exc}", code="E115", hint=_HINT) from exc


def _from_dict(one: dict[str, Any]) -> KeptRows:
    columns = (tuple(one[name]) for name in ("articles", "supported", "probabilities", "accepted"))
    return KeptRows(str(one["name"]), str(one["signature"]), *columns)
