"""Pair true and false headlines that differ as little as possible: who did it, whether it came about, who said so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from training.authored_texts import TWINS
from training.examples import CONTRADICT, ENTAIL, NEUTRAL, NOT_ENTAIL, Group, Pair, Row
from training.unsaid import bury, with_strangers

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

# The third twin of each row turns an outcome round; who accuses whom, and how strongly, may merely be unsaid.
_OUTCOME: Final = 2
_BURIED_SHARE: Final = 0.5
_AROUND: Final = 6  # other rows whose sentences stand around one


def twins(rows: Mapping[str, list[Row]], rng: Random) -> list[Group]:
    """Hold each twin over its evidence, half of the rows amid sentences of others, and claims that nobody makes."""
    groups: list[Group] = []
    for row, strange in with_strangers(rows[TWINS], _AROUND, rng):
        language, evidence = row["lang"], row["evidence"]
        if rng.random() < _BURIED_SHARE:
            evidence = bury(evidence, strange, language, rng)
        for i, (true, false) in enumerate(row["twins"]):
            possible = CONTRADICT if i == _OUTCOME else NOT_ENTAIL
            groups.append((Pair(evidence, true, ENTAIL, "", language), Pair(evidence, false, possible, "", language)))
        groups += [(Pair(evidence, claim, NEUTRAL, "", language),) for claim in row["neutral"]]
    return groups
