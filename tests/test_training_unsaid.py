"""Claims that a body does not bear although they speak of its people."""

from __future__ import annotations

from random import Random

import pytest

from training.authored_texts import read_all, read_passages, read_stories
from training.examples import ENTAIL, NEUTRAL
from training.unsaid import borrowed_names, buried_passages, find_names, lend_names, near_headlines, stories

RNG = Random(1)  # noqa: S311 - no secret
BODY = "Yesterday the mayor Ada Brook opened the bridge. Children sang while Tom Hale, her deputy, watched."
OTHER = "In the harbour Captain Jan Vos refused the cargo. The owner Pia Lund called it theft."


def test_names_are_runs_of_capitals_within_a_sentence():
    assert find_names(BODY) == ("Ada Brook", "Tom Hale")


@pytest.mark.parametrize(
    ("claim", "lent"),
    [("Jan Vos refuses cargo", "Ada Brook refuses cargo"), ("Vos refuses cargo", "Ada Brook refuses cargo"),
     ("Cargo is refused", "")],
    ids=["full name", "last name", "no name"],
)  # fmt: skip
def test_a_claim_is_told_of_the_bodys_own_people(claim, lent):
    assert lend_names(claim, ("Jan Vos",), ("Ada Brook",), RNG) == lent


def test_borrowed_names_make_claims_the_body_does_not_bear():
    rows = {
        "defacto_en": [
            {"headline": "Ada Brook opens bridge", "body": BODY, "label": "consistent", "lang": "en"},
            {"headline": "Jan Vos refuses cargo", "body": OTHER, "label": "consistent", "lang": "en"},
        ]
    }
    made = [group[0] for group in borrowed_names(rows, RNG) if group[0].premise in {BODY, OTHER}]
    assert made
    assert not any(pair.possible == ENTAIL for pair in made)


def test_unrelated_headlines_that_share_most_words_come_first():
    bodies = [BODY, OTHER]
    rows = [
        {"headline": headline, "body": body, "label": "unrelated", "lang": "en"}
        for headline, body in (("Mayor opened the cargo harbour", bodies[0]), ("Snow falls", bodies[1]))
    ]
    made = near_headlines({"fnc1_en": rows}, RNG)
    assert [group[0].hypothesis for group in made] == ["Mayor opened the cargo harbour", "Snow falls"]
    assert all(group[0].possible == NEUTRAL for group in made)


def test_a_buried_passage_still_stands_whole_among_strange_sentences():
    passages = {row["evidence"] for row in read_passages()}
    made = [group[0] for group in buried_passages(read_all(), RNG)[:60]]
    assert all(any(passage in pair.premise for passage in passages) for pair in made)
    assert sum(pair.premise not in passages for pair in made) > 30


def test_held_out_texts_are_never_trained_on():
    for read, field in ((read_passages, "evidence"), (read_stories, "body")):
        seen = {row[field] for row in read()}
        held = {row[field] for row in read(held_out=True)}
        assert seen
        assert held
        assert not seen & held


def test_a_story_gives_each_kind_of_claim_over_wide_passages():
    made = [group[0] for group in stories(read_all(), RNG)[:200]]
    assert {pair.possible for pair in made} >= {ENTAIL, NEUTRAL}
    assert sum(len(pair.premise) > 250 for pair in made) > len(made) / 2
