"""Which passages of a body are held against a claim."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.datatypes import Sentence, Span
from checker.evidence import Granularity, find_candidates, find_decisive, find_quotable, score_sentences


def make_sentences(n: int, *, length: int = 20) -> tuple[Sentence, ...]:
    texts = [f"{i:<{length - 1}}." for i in range(n)]
    return tuple(Sentence(i, text, Span(i * length, (i + 1) * length)) for i, text in enumerate(texts))


def test_similarity_has_a_row_per_sentence_and_a_column_per_claim():
    claims = [np.array([1, 0], np.float32)]
    sentences = [np.array([1, 0], np.float32), np.array([0, 1], np.float32), np.array([-1, 0], np.float32)]
    assert score_sentences(claims, sentences).tolist() == [[1], [0], [-1]]


def test_nearest_sentence_comes_first_and_is_also_read_with_its_neighbours():
    similarity = np.array([0.80, 0.81, 0.95, 0.82, 0.80, 0.80], np.float32)
    candidates = find_candidates(similarity, np.zeros(6, np.float32), make_sentences(6))
    assert candidates[0].sentences == (2,)
    pairs = {c.sentences for c in candidates if Granularity.NEIGHBOURS in c.granularities}
    assert {(1, 2), (2, 3)} <= pairs


def test_sentence_that_holds_the_words_is_a_candidate_though_others_are_nearer():
    similarity = np.array([0.90, 0.90, 0.90, 0.90, 0.90, 0.89], np.float32)
    recall = np.array([0.3, 0.2, 0, 0, 0, 1], np.float32)
    candidates = find_candidates(similarity, recall, make_sentences(6))
    assert (5,) in {c.sentences for c in candidates}


def test_lead_and_joined_sentences_are_read_in_body_order():
    similarity = np.array([0.1, 0.2, 0.3, 0.9, 0.5, 0.8], np.float32)
    candidates = find_candidates(similarity, np.zeros(6, np.float32), make_sentences(6))
    by_granularity = {granularity: c for c in candidates for granularity in c.granularities}
    assert by_granularity[Granularity.LEAD].sentences == (0, 1, 3, 4, 5)
    assert by_granularity[Granularity.JOINED].sentences == (2, 3, 4, 5)


def test_sentences_that_doubt_are_read_with_the_nearest_one_and_the_first():
    similarity = np.array([0.1, 0.2, 0.3, 0.9, 0.5, 0.8], np.float32)
    candidates = find_candidates(similarity, np.zeros(6, np.float32), make_sentences(6), {1, 4})
    doubt = next(c for c in candidates if Granularity.DOUBT in c.granularities)
    assert doubt.sentences == (0, 1, 3, 4)


def test_a_body_without_doubt_has_no_such_candidate():
    candidates = find_candidates(np.arange(6, dtype=np.float32), np.zeros(6, np.float32), make_sentences(6))
    assert all(Granularity.DOUBT not in c.granularities for c in candidates)


def test_joined_sentences_stop_where_a_verifier_would_stop_reading():
    candidates = find_candidates(np.arange(6, dtype=np.float32), np.zeros(6, np.float32), make_sentences(6, length=400))
    joined = next(c for c in candidates if Granularity.JOINED in c.granularities)
    assert joined.sentences == (4, 5)


def kinds(candidates) -> set[Granularity]:
    return {granularity for candidate in candidates for granularity in candidate.granularities}


def test_the_lead_decides_with_the_best_sentences_where_nothing_is_taken_back():
    numbers = np.arange(8, dtype=np.float32)
    assert kinds(find_decisive(numbers, numbers, make_sentences(8))) == {Granularity.JOINED, Granularity.LEAD}
    assert kinds(find_decisive(numbers, numbers, make_sentences(8), {3})) == {Granularity.JOINED, Granularity.DOUBT}


@pytest.mark.parametrize("is_supported", [True, False])
def test_only_runs_of_sentences_are_quoted_and_two_only_where_they_support(is_supported):
    numbers = np.array([0.1, 0.9, 0.2, 0.8, 0.3, 0.7], np.float32)
    quotable = find_quotable(numbers, numbers, make_sentences(6), is_supported=is_supported)
    assert [c.sentences for c in quotable if len(c.sentences) == 1] == [(1,), (3,), (5,)]
    assert [c.sentences for c in quotable if len(c.sentences) > 1] == ([(0, 1), (1, 2)] if is_supported else [])


@given(st.lists(st.tuples(st.floats(-1, 1, width=32), st.floats(0, 1, width=32)), min_size=1, max_size=30))
def test_candidates_are_unique_in_body_order_and_slice_the_body(numbers):
    similarity, recall = (np.array(column, np.float32) for column in zip(*numbers, strict=True))
    sentences = make_sentences(len(numbers))
    candidates = find_candidates(similarity, recall, sentences)
    assert len({c.sentences for c in candidates}) == len(candidates)
    for candidate in candidates:
        assert list(candidate.sentences) == sorted(candidate.sentences)
        assert candidate.similarity == pytest.approx(similarity[list(candidate.sentences)].max())
        assert candidate.span(sentences).start == sentences[candidate.sentences[0]].span.start
