"""Pair headlines that only reading tells apart, over the stories of a running saga or the tellings of a rumour.

A headline stands over its own story and over another of the same saga: which event is told?  Beside it, over the story
itself, stands the headline with one fact changed: is it told so?  Either alone teaches to overlook the other.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from checker.words import is_title_case
from training.authored_texts import RUMOURS, SAGAS
from training.edits import CONTRADICTING, edit_claim
from training.examples import CONTRADICT, NOT_ENTAIL, Group, Row, contrast
from training.windows import DECISIVE, pick_windows, split_sentences, window_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from random import Random

_NAME_KINDS: Final = frozenset({"name", "roles"})  # where each word has a capital, no name shows
_OTHERS: Final = 3  # stories of its saga that a headline is held over beside its own


def sagas(rows: Mapping[str, list[Row]], rng: Random) -> list[Group]:
    """Pair each headline over its own story with the same headline over others of its saga."""
    return _over_others(rows[SAGAS], rng)


def rumours(rows: Mapping[str, list[Row]], rng: Random) -> list[Group]:
    """Pair each headline over its own telling of a rumour with the same headline over the other tellings."""
    return _over_others(rows[RUMOURS], rng)


def saga_edits(rows: Mapping[str, list[Row]], rng: Random) -> list[Group]:
    """Pair each headline with an edit of it over its own story: the right event is not support enough."""
    groups: list[Group] = []
    for story in rows[SAGAS]:
        body, language = story["body"], story["lang"]
        sentences = split_sentences(body)
        for headline in story["headlines"]:
            edit = edit_claim(headline, body, language, rng)
            if edit and not (edit.kind in _NAME_KINDS and is_title_case(headline)):
                window = window_of(pick_windows(headline, sentences, language), rng.choice(DECISIVE))
                possible = CONTRADICT if edit.kind in CONTRADICTING else NOT_ENTAIL
                groups.append(contrast(language, (window, headline), (window, edit.text), possible))
    return groups


def with_others(rows: Iterable[Row]) -> Iterator[tuple[Row, list[Row]]]:
    """Yield each story with the others of its saga."""
    by_saga: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_saga[row["saga"]].append(row)
    for members in by_saga.values():
        for row in members:
            yield row, [other for other in members if other is not row]


def _over_others(rows: Iterable[Row], rng: Random) -> list[Group]:
    """Pair a headline over its own story with the same headline over others, cut in the same way."""
    groups: list[Group] = []
    for story, others in with_others(rows):
        language = story["lang"]
        for headline in story["headlines"]:
            own = pick_windows(headline, split_sentences(story["body"]), language)
            for other in rng.sample(others, min(_OTHERS, len(others))):
                foreign = pick_windows(headline, split_sentences(other["body"]), language)
                granularity = rng.choice(DECISIVE)
                over_own, over_foreign = (window_of(candidates, granularity) for candidates in (own, foreign))
                groups.append(contrast(language, (over_own, headline), (over_foreign, headline), NOT_ENTAIL))
    return groups
