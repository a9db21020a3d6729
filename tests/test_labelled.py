"""Labelled articles: the labels of the field, FNC-1's two files, and clear errors."""

from __future__ import annotations

import json

import pytest

from checker.errors import InputError
from checker.labelled import read_labelled, sample


def write_rows(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("label", "is_supported"),
    [("consistent", True), ("ENTAIL", True), ("agree", True), ("not-supported", False), ("neutral", False),
     ("unrelated", False), ("disagree", False), ("discuss", None)],
)  # fmt: skip
def test_a_label_of_the_field_says_whether_the_headline_is_supported(tmp_path, label, is_supported):
    path = write_rows(tmp_path / "desk.jsonl", [{"headline": "A", "body": "B.", "lang": "id", "label": label}])
    (row,) = read_labelled(path)
    assert row.is_supported is is_supported
    assert row.article.language == "id"
    assert row.set_name == "desk"


def test_bodies_in_a_file_of_their_own_are_joined(tmp_path):
    write_rows(tmp_path / "fnc_bodies.jsonl", [{"body_id": 7, "body": "The town votes."}])
    pairs = write_rows(
        tmp_path / "fnc_pairs.jsonl", [{"headline": "Town votes", "body_id": 7, "label": "agree", "lang": "en"}]
    )
    (row,) = read_labelled(pairs)
    assert row.article.body == "The town votes."
    assert row.article.headline == "Town votes"


@pytest.mark.parametrize(
    ("rows", "code", "words"),
    [
        ([{"headline": "A", "body": "B."}], "E110", "row 1: it has no label"),
        ([{"headline": "A", "body": "B.", "label": "maybe"}], "E110", "'maybe'"),
        ([{"headline": "A", "label": "agree"}], "E104", "no body"),
    ],
    ids=["no label", "unknown label", "no body"],
)
def test_a_row_that_cannot_be_measured_is_named(tmp_path, rows, code, words):
    with pytest.raises(InputError, match=words) as caught:
        list(read_labelled(write_rows(tmp_path / "desk.jsonl", rows)))
    assert caught.value.code == code


def test_a_missing_file_is_a_clear_error(tmp_path):
    with pytest.raises(InputError, match="cannot be read") as caught:
        list(read_labelled(tmp_path / "none.jsonl"))
    assert caught.value.code == "E101"


@pytest.mark.parametrize(
    ("pairs", "words"),
    [('{"headline": "A", "body_id": 8, "label": "agree"}', "no body 8"), ("{", "not JSON"), ('{"a": 1}', "lacks")],
    ids=["body not there", "broken row", "field missing"],
)
def test_a_bad_row_of_joined_files_is_named(tmp_path, pairs, words):
    write_rows(tmp_path / "x_bodies.jsonl", [{"body_id": 7, "body": "B."}])
    path = tmp_path / "x_pairs.jsonl"
    path.write_text(pairs + "\n")
    with pytest.raises(InputError, match=words) as caught:
        list(read_labelled(path))
    assert caught.value.code == "E107"


def test_a_sample_is_the_same_every_time_and_never_larger_than_the_set():
    assert sample(range(100), 5) == sample(range(100), 5)
    assert sample(range(3), 5) == sample(range(3), None) == [0, 1, 2]
