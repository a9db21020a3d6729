"""Pair headlines that only reading tells apart, over the stories of a running saga.

A headline stands over its own story and over another of the same saga: which event is told?  Beside it, over the story
itself, stands the headline with one fact changed: is it told so?  Either alone teaches to overlook the other.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from checker.evidence import Granularity
from checker.words import is_title_case
from training.authored_texts import SAGAS
from training.edits import CONTRADICTING, edit_claim
from training.examples import CONTRADICT, ENTAIL, NOT_ENTAIL, Group, Pair, Row
from training.windows import pick_windows, split_sentences, window_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from random import Random

# The passages a verdict rests on, as often as it rests on them; each holds the sentences nearest to the headline.
_WINDOWS: Final = (Granularity.JOINED, Granularity.JOINED, Granularity.LEAD, Granularity.DOUBT)
_NAME_KINDS: Final = frozenset({"name", "roles"})  # where each word has a capital, no name shows
_CONTRADICTED: Final = frozenset({"fact", "outcome"})  # the other kinds of twins may merely be unsaid
# Draws of a passage of the story that a pair of twins is held over: more where words mislead most.
_DRAWS: Final = {"summary": 3, "reach": 4}
_FEWEST_DRAWS: Final = 2
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
                groups.append(_pair(language, (own, headline), (foreign, headline), NOT_ENTAIL))
    return groups


def saga_edits(rows: Mapping[str, list[Row]], rng: Random) -> list[Group]:
    """Pair each headline with an edit of it over its own story: the right event is not support enough."""
    groups: list[Group] = []
    for story in rows[SAGAS]:
        body, language = story["body"], story["lang"]
        sentences = split_sentences(body)
        for headline in story["headlines"]:
            edit = edit_claim(headline, body, language, rng)
            if edit and not (edit.kind in _NAME_KINDS and is_title_case(headline)):
                window = window_of(pick_windows(headline, sentences, language), rng.choice(_WINDOWS))
                possible = CONTRADICT if edit.kind in CONTRADICTING else NOT_ENTAIL
                groups.append(_pair(language, (window, headline), (window, edit.text), possible))
    return groups


def saga_twins(rows: Mapping[str, list[Row]], rng: Random) -> list[Group]:
    """Pair a true and a false headline in nearly the same words, each over the passage it would be held against."""
    groups: list[Group] = []
    for story in rows[SAGAS]:
        language, sentences = story["lang"], split_sentences(story["body"])
        for true, false, kind in story["twins"]:
            for granularity in dict.fromkeys(rng.choices(_WINDOWS, k=_DRAWS.get(kind, _FEWEST_DRAWS))):
                over_true, over_false = (
                    window_of(pick_windows(headline, sentences, language), granularity) for headline in (true, false)
                )
                possible = CONTRADICT if kind in _CONTRADICTED else NOT_ENTAIL
                groups.append(_pair(language, (over_true, true), (over_false, false), possible))
    return groups


def with_others(rows: Iterable[Row]) -> Iterator[tuple[Row, list[Row]]]:
    """Yield each story with the others of its saga."""
    by_saga: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_saga[row["saga"]].append(row)
    for members in by_saga.values():
        for row in members:
            yield row, [other for other in members if other is not row]


def _pair(language: str, true: tuple[str, str], false: tuple[str, str], possible: tuple[bool, bool, bool]) -> Group:
    """Return a passage with a true headline and one with a false headline, of which `possible` is left."""
    return Pair(*true, ENTAIL, "", language), Pair(*false, possible, "", language)
