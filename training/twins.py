"""Pair true and false headlines that differ as little as possible: who did it, whether it came about, who said so."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from training.authored_texts import read_twins
from training.examples import CONTRADICT, ENTAIL, NEUTRAL, NOT_ENTAIL, Group, Pair, Row
from training.unsaid import bury
from training.windows import split_sentences

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

# The third twin of each row turns an outcome round; who accuses whom, and how strongly, may merely be unsaid.
_OUTCOME: Final = 2
_BURIED_SHARE: Final = 0.5
_AROUND: Final = 6  # other rows whose sentences stand around one


def twins(_rows: Mapping[str, list[Row]], rng: Random) -> list[Group]:
    """Hold each twin over its evidence, half of the rows amid sentences of others, and claims that nobody makes."""
    groups: list[Group] = []
    rows = read_twins()
    by_language: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_language[row["lang"]].append(row)
    for row in rows:
        language, evidence = row["lang"], row["evidence"]
        if rng.random() < _BURIED_SHARE:
            around = rng.sample(by_language[language], min(_AROUND, len(by_language[language])))
            strange = [s for other in around if other is not row for s in split_sentences(other["evidence"])]
            evidence = bury(evidence, strange, language, rng)
        for i, (true, false) in enumerate(row["twins"]):
            possible = CONTRADICT if i == _OUTCOME else NOT_ENTAIL
            groups.append((Pair(evidence, true, ENTAIL, "", language), Pair(evidence, false, possible, "", language)))
        groups += [(Pair(evidence, claim, NEUTRAL, "", language),) for claim in row["neutral"]]
    return groups
