"""Headlines over their own story and over another of the same saga."""

from __future__ import annotations

from collections import Counter, defaultdict
from random import Random

import pytest

from training.authored_texts import RUMOURS, SAGAS, read_rumours, read_sagas
from training.edits import names_in
from training.examples import CONTRADICT, ENTAIL, NOT_ENTAIL
from training.sagas import rumours, saga_edits, sagas, with_others

RNG = Random(1)  # noqa: S311 - no secret
ROWS = [
    {"lang": "en", "saga": "bridge", "headlines": ["Mayor Opens Bridge"], "body": "Mayor Ada Brook opened the bridge."},
    {"lang": "en", "saga": "bridge", "headlines": ["Mayor Shuts Bridge"], "body": "Mayor Ada Brook shut the bridge."},
    {"lang": "en", "saga": "cup", "headlines": ["Rovers Win"], "body": "Rovers beat United on Sunday."},
]


@pytest.mark.parametrize(("pair", "folder"), [(sagas, SAGAS), (rumours, RUMOURS)])
def test_a_headline_stands_over_its_own_story_and_falls_over_another_of_its_saga(pair, folder):
    (own, foreign), *_ = pair({folder: ROWS}, RNG)
    assert (own.premise, own.possible) == ("Mayor Ada Brook opened the bridge.", ENTAIL)
    assert (foreign.premise, foreign.possible) == ("Mayor Ada Brook shut the bridge.", NOT_ENTAIL)
    assert own.hypothesis == foreign.hypothesis == "Mayor Opens Bridge"


def test_a_headline_stands_over_its_own_story_and_an_edit_of_it_falls_there():
    row = {"lang": "en", "saga": "bridge", "headlines": ["Bridge cost 12 million"], "body": "It cost 12 million."}
    ((true, edited),) = saga_edits({SAGAS: [row]}, RNG)
    assert true.premise == edited.premise == row["body"]
    assert (true.possible, edited.possible) == (ENTAIL, CONTRADICT)
    assert edited.hypothesis != true.hypothesis == "Bridge cost 12 million"


def test_no_name_is_exchanged_where_every_word_has_a_capital():
    body = "Mayor Ada Brook thanked the engineer, Tom Field, and the crew of Port Lune."
    row = {"lang": "en", "saga": "bridge", "headlines": ["Ada Brook Thanks Tom Field"], "body": body}
    assert names_in(body)
    assert not [group for _ in range(20) for group in saga_edits({SAGAS: [row]}, RNG)]


def test_a_story_without_others_in_its_saga_gives_nothing():
    assert not sagas({SAGAS: ROWS[2:]}, RNG)


def test_the_others_of_a_story_are_of_its_saga_alone():
    assert [len(others) for _, others in with_others(ROWS)] == [1, 1, 0]


@pytest.mark.parametrize("read", [read_sagas, read_rumours])
def test_sagas_held_out_are_held_out_whole(read):
    seen, held = ({row["saga"] for row in read(held_out=held_out)} for held_out in (False, True))
    assert seen
    assert held
    assert not seen & held


@pytest.mark.parametrize("held_out", [False, True])
@pytest.mark.parametrize("read", [read_sagas, read_rumours])
def test_every_written_saga_has_several_stories_with_headlines_of_their_own(read, held_out):
    bodies, headlines = defaultdict(set), Counter()
    for row in read(held_out=held_out):
        bodies[row["saga"]].add(row["body"])
        headlines.update((row["saga"], headline) for headline in row["headlines"])
    assert min(map(len, bodies.values())) > 3
    assert set(headlines.values()) == {1}
