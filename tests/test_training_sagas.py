"""Headlines over their own story and over another of the same saga."""

from __future__ import annotations

from collections import Counter, defaultdict
from random import Random

import pytest

from benchmarks.sets import TWIN_KINDS
from training.authored_texts import SAGA_TWINS, SAGAS, read_rows, read_sagas
from training.edits import names_in
from training.examples import CONTRADICT, ENTAIL, NOT_ENTAIL
from training.sagas import saga_edits, saga_twins, sagas, with_others

RNG = Random(1)  # noqa: S311 - no secret
ROWS = [
    {"lang": "en", "saga": "bridge", "headlines": ["Mayor Opens Bridge"], "body": "Mayor Ada Brook opened the bridge."},
    {"lang": "en", "saga": "bridge", "headlines": ["Mayor Shuts Bridge"], "body": "Mayor Ada Brook shut the bridge."},
    {"lang": "en", "saga": "cup", "headlines": ["Rovers Win"], "body": "Rovers beat United on Sunday."},
]


def test_a_headline_stands_over_its_own_story_and_falls_over_another_of_its_saga():
    (own, foreign), *_ = sagas({SAGAS: ROWS}, RNG)
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


def test_each_twin_is_held_over_the_story_it_was_written_for():
    body = "Mayor Ada Brook opened the bridge. Tom Field built it."
    row = {"lang": "en", "saga": "bridge", "headlines": [], "body": body}
    pairs = [["Brook opens bridge", "Field opens bridge", "who"], ["Bridge opened", "Bridge shut", "outcome"]]
    groups = saga_twins({SAGAS: [row | {"twins": pairs}]}, RNG)
    assert {(true.hypothesis, false.hypothesis, false.possible) for true, false in groups} == {
        ("Brook opens bridge", "Field opens bridge", NOT_ENTAIL),
        ("Bridge opened", "Bridge shut", CONTRADICT),
    }
    assert {(true.premise, false.premise) for true, false in groups} == {(body, body)}


def test_a_story_without_others_in_its_saga_gives_nothing():
    assert not sagas({SAGAS: ROWS[2:]}, RNG)


def test_the_others_of_a_story_are_of_its_saga_alone():
    assert [len(others) for _, others in with_others(ROWS)] == [1, 1, 0]


def test_sagas_held_out_are_held_out_whole():
    seen, held = ({row["saga"] for row in read_sagas(held_out=held_out)} for held_out in (False, True))
    assert seen
    assert held
    assert not seen & held


@pytest.mark.parametrize("held_out", [False, True])
def test_every_written_saga_has_several_stories_with_headlines_of_their_own(held_out):
    bodies, headlines = defaultdict(set), Counter()
    for row in read_sagas(held_out=held_out):
        bodies[row["saga"]].add(row["body"])
        headlines.update((row["saga"], headline) for headline in row["headlines"])
    assert min(map(len, bodies.values())) > 3
    assert set(headlines.values()) == {1}


@pytest.mark.parametrize("held_out", [False, True])
def test_every_twin_has_its_story_and_one_pair_of_each_kind(held_out):
    stories = [row for row in read_sagas(held_out=held_out) if row["twins"]]
    assert stories
    for row in stories:
        assert tuple(kind for *_, kind in row["twins"]) == TWIN_KINDS
        assert all(true.strip() and false.strip() and true != false for true, false, _ in row["twins"])


def test_no_twin_is_written_for_a_story_that_is_not_there():
    written = list(read_rows(SAGA_TWINS))
    found = [row for held_out in (False, True) for row in read_sagas(held_out=held_out) if row["twins"]]
    assert len(found) == len(written)
