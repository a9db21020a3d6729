"""True and false headlines that differ as little as possible."""

from __future__ import annotations

from random import Random

import pytest

from benchmarks.sets import TWIN_KINDS
from training.authored_texts import (
    SAGA_TWINS,
    SAGAS,
    STORIES,
    STORY_TWINS,
    read_all,
    read_rows,
    read_sagas,
    read_stories,
    read_twins,
)
from training.examples import CONTRADICT, ENTAIL, NEUTRAL, NOT_ENTAIL
from training.twins import saga_twins, story_twins, twins

RNG = Random(1)  # noqa: S311 - no secret
WRITTEN = pytest.mark.parametrize(
    ("read", "folder", "kinds"),
    [(read_sagas, SAGA_TWINS, TWIN_KINDS), (read_stories, STORY_TWINS, ("reach", "reach", "summary"))],
)


def test_twins_share_their_evidence_and_only_the_first_is_true():
    made = twins(read_all(), RNG)
    pairs = [group for group in made if len(group) == 2]
    assert len(pairs) > 1000
    for true, false in pairs:
        assert true.premise == false.premise
        assert true.hypothesis != false.hypothesis
        assert (true.possible, false.possible[0]) == (ENTAIL, False)
    assert {group[0].possible for group in made if len(group) == 1} == {NEUTRAL}


def test_about_half_of_the_twins_stand_amid_sentences_of_other_stories():
    evidence = {row["evidence"] for row in read_twins()}
    made = [group[0].premise for group in twins(read_all(), RNG)]
    assert 0.3 < sum(premise in evidence for premise in made) / len(made) < 0.7


@pytest.mark.parametrize(("made_of", "folder"), [(saga_twins, SAGAS), (story_twins, STORIES)])
def test_each_twin_is_held_over_the_story_it_was_written_for(made_of, folder):
    body = "Mayor Ada Brook opened the bridge. Tom Field built it."
    pairs = [["Brook opens bridge", "Field opens bridge", "who"], ["Bridge opened", "Bridge shut", "outcome"]]
    groups = made_of({folder: [{"lang": "en", "body": body, "twins": pairs}]}, RNG)
    assert {(true.hypothesis, false.hypothesis, false.possible) for true, false in groups} == {
        ("Brook opens bridge", "Field opens bridge", NOT_ENTAIL),
        ("Bridge opened", "Bridge shut", CONTRADICT),
    }
    assert {(true.premise, false.premise) for true, false in groups} == {(body, body)}


@WRITTEN
def test_every_twin_has_its_story_and_its_kinds(read, folder, kinds):
    found = [row for held_out in (False, True) for row in read(held_out=held_out) if row["twins"]]
    assert len(found) == len(list(read_rows(folder)))
    for row in found:
        assert tuple(kind for *_, kind in row["twins"]) == kinds
        assert all(true.strip() and false.strip() and true != false for true, false, _ in row["twins"])
