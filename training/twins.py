"""Pair true and false headlines that differ as little as possible, over short passages and over whole stories."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from training.authored_texts import SAGAS, STORIES, TWINS
from training.examples import CONTRADICT, NEUTRAL, NOT_ENTAIL, Group, Pair, Row, contrast
from training.unsaid import bury, with_strangers
from training.windows import DECISIVE, pick_windows, split_sentences, window_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

# The third twin of each row turns an outcome round; who accuses whom, and how strongly, may merely be unsaid.
_OUTCOME: Final = 2
_BURIED_SHARE: Final = 0.5
_AROUND: Final = 6  # other rows whose sentences stand around one
_CONTRADICTED: Final = frozenset({"fact", "outcome"})  # the other kinds of twins may merely be unsaid
# Draws of a passage of the story that a pair of twins is held over: more where words mislead most.
_DRAWS: Final = {"summary": 3, "reach": 4}
_FEWEST_DRAWS: Final = 2


def twins(rows: Mapping[str, list[Row]], rng: Random) -> list[Group]:
    """Hold each twin over its evidence, half of the rows amid sentences of others, and claims that nobody makes."""
    groups: list[Group] = []
    for row, strange in with_strangers(rows[TWINS], _AROUND, rng):
        language, evidence = row["lang"], row["evidence"]
        if rng.random() < _BURIED_SHARE:
            evidence = bury(evidence, strange, language, rng)
        for i, (true, false) in enumerate(row["twins"]):
            possible = CONTRADICT if i == _OUTCOME else NOT_ENTAIL
            groups.append(contrast(language, (evidence, true), (evidence, false), possible))
        groups += [(Pair(evidence, claim, NEUTRAL, "", language),) for claim in row["neutral"]]
    return groups


def saga_twins(rows: Mapping[str, list[Row]], rng: Random) -> list[Group]:
    """Hold the twins of the stories of sagas over the passages they would be held against."""
    return [group for row in rows[SAGAS] for group in _over_story(row, rng)]


def story_twins(rows: Mapping[str, list[Row]], rng: Random) -> list[Group]:
    """Hold the twins of single stories over the passages they would be held against."""
    return [group for row in rows[STORIES] for group in _over_story(row, rng)]


def _over_story(row: Row, rng: Random) -> list[Group]:
    groups: list[Group] = []
    language, sentences = row["lang"], split_sentences(row["body"])
    for true, false, kind in row["twins"]:
        passages = [pick_windows(headline, sentences, language) for headline in (true, false)]
        possible = CONTRADICT if kind in _CONTRADICTED else NOT_ENTAIL
        for granularity in dict.fromkeys(rng.choices(DECISIVE, k=_DRAWS.get(kind, _FEWEST_DRAWS))):
            over_true, over_false = (window_of(candidates, granularity) for candidates in passages)
            groups.append(contrast(language, (over_true, true), (over_false, false), possible))
    return groups
