"""Hold a headline over its own story and over another of the same running saga: only reading tells them apart."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from checker.evidence import Granularity
from training.authored_texts import SAGAS
from training.examples import ENTAIL, NOT_ENTAIL, Group, Pair, Row
from training.windows import pick_windows, split_sentences, window_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from random import Random

# The passages a verdict rests on, as often as it rests on them; each holds the sentences nearest to the headline.
_WINDOWS: Final = (Granularity.JOINED, Granularity.JOINED, Granularity.LEAD, Granularity.DOUBT)
_OTHERS: Final = 3  # stories of its saga that a headline is held over beside its own


def sagas(rows: Mapping[str, list[Row]], rng: Random) -> list[Group]:
    """Pair each headline over its own story with the same headline over another, cut in the same way."""
    groups: list[Group] = []
    for story, others in with_others(rows[SAGAS]):
        language = story["lang"]
        for headline in story["headlines"]:
            for other in rng.sample(others, min(_OTHERS, len(others))):
                granularity = rng.choice(_WINDOWS)
                own, foreign = (
                    window_of(pick_windows(headline, split_sentences(row["body"]), language), granularity)
                    for row in (story, other)
                )
                groups.append(
                    (
                        Pair(own, headline, ENTAIL, "", language),
                        Pair(foreign, headline, NOT_ENTAIL, "", language),
                    )
                )
    return groups


def with_others(rows: Iterable[Row]) -> Iterator[tuple[Row, list[Row]]]:
    """Yield each story with the others of its saga."""
    by_saga: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_saga[row["saga"]].append(row)
    for members in by_saga.values():
        for row in members:
            yield row, [other for other in members if other is not row]
