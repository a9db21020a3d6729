"""Which passages of a body are held against a claim."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.datatypes import Sentence, Span
from checker.evidence import (
    N_JOINED,
    Granularity,
    find_candidates,
    find_decisive,
    find_quotable,
    match_words,
    rank_sentences,
    score_sentences,
)
from checker.words import word_forms


def make_sentences(n: int, *, length: int = 20) -> tuple[Sentence, ...]:
    texts = [f"{i:<{length - 1}}." for i in range(n)]
    return tuple(Sentence(i, text, Span(i * length, (i + 1) * length)) for i, text in enumerate(texts))


def test_similarity_has_a_row_per_sentence_and_a_column_per_claim():
    claims = [np.array([1, 0], np.float32)]
    sentences = [np.array([1, 0], np.float32), np.array([0, 1], np.float32), np.array([-1, 0], np.float32)]
    assert score_sentences(claims, sentences).tolist() == [[1], [0], [-1]]


NO_WORDS = np.zeros((6, 0), bool)


def rank(*similarity: float) -> tuple[tuple[int, ...], np.ndarray]:
    """Return the order by these cosines alone, and the cosines."""
    values = np.array(similarity, np.float32)
    return rank_sentences(values, NO_WORDS[: len(values)]), values


def test_a_word_of_the_claim_is_found_inflected_and_in_every_sentence_that_holds_it():
    found = match_words("mayor resigns", [word_forms(text) for text in ("The mayor left.", "She resigned.", "Rain.")])
    assert found.tolist() == [[True, False], [False, True], [False, False]]


def test_a_claim_without_words_is_ranked_by_cosine():
    assert match_words("...", [frozenset({"a"}), frozenset()]).shape == (2, 0)
    assert match_words("mayor", []).shape == (0, 1)
    assert rank(0.1, 0.3, 0.2)[0] == (1, 2, 0)


def test_a_rare_word_counts_more_than_two_that_stand_everywhere():
    words = np.array([[1, 1, 0], [1, 1, 0], [1, 1, 0], [1, 1, 0], [0, 0, 1]], bool)
    assert rank_sentences(np.zeros(5, np.float32), words)[0] == 4


def test_the_second_sentence_is_the_one_that_holds_what_the_first_lacks():
    words = np.array([[1, 1, 1, 0], [1, 1, 0, 0], [0, 0, 0, 1], [0, 0, 0, 0], [0, 0, 0, 0]], bool)
    assert rank_sentences(np.zeros(5, np.float32), words)[:2] == (0, 2)


def test_every_sentence_is_ranked_once_though_each_holds_another_word():
    words = np.eye(9, dtype=bool)
    assert sorted(rank_sentences(np.arange(9, dtype=np.float32), words)) == list(range(9))


def test_nearest_sentence_comes_first_and_is_also_read_with_its_neighbours():
    candidates = find_candidates(*rank(0.80, 0.81, 0.95, 0.82, 0.80, 0.80), make_sentences(6))
    assert candidates[0].sentences == (2,)
    pairs = {c.sentences for c in candidates if Granularity.NEIGHBOURS in c.granularities}
    assert {(1, 2), (2, 3)} <= pairs


def test_sentence_that_holds_the_words_is_a_candidate_though_others_are_nearer():
    similarity = np.array([0.90, 0.91, 0.90, 0.92, 0.90, 0.89], np.float32)
    words = np.array([[1, 0, 0], [0, 0, 0], [0, 0, 0], [0, 0, 0], [0, 0, 0], [1, 1, 1]], bool)
    candidates = find_candidates(rank_sentences(similarity, words), similarity, make_sentences(6))
    assert (5,) in {c.sentences for c in candidates}


def test_lead_and_joined_sentences_are_read_in_body_order():
    similarity = (0.1, 0.2, 0.3, 0.9, 0.5, 0.8)
    candidates = find_candidates(*rank(*similarity), make_sentences(len(similarity)))
    by_granularity = {granularity: c for c in candidates for granularity in c.granularities}
    assert by_granularity[Granularity.LEAD].sentences == (0, 1, 3, 4, 5)
    nearest = sorted(range(len(similarity)), key=lambda i: -similarity[i])[:N_JOINED]
    assert by_granularity[Granularity.JOINED].sentences == tuple(sorted(nearest))


def test_sentences_that_doubt_are_read_with_the_nearest_one_and_the_first():
    candidates = find_candidates(*rank(0.1, 0.2, 0.3, 0.9, 0.5, 0.8), make_sentences(6), {1, 4})
    doubt = next(c for c in candidates if Granularity.DOUBT in c.granularities)
    assert doubt.sentences == (0, 1, 3, 4)


def test_a_body_without_doubt_has_no_such_candidate():
    candidates = find_candidates(*rank(*range(6)), make_sentences(6))
    assert all(Granularity.DOUBT not in c.granularities for c in candidates)


def test_joined_sentences_stop_where_a_verifier_would_stop_reading():
    candidates = find_candidates(*rank(*range(6)), make_sentences(6, length=400))
    joined = next(c for c in candidates if Granularity.JOINED in c.granularities)
    assert joined.sentences == (4, 5)


def kinds(candidates) -> set[Granularity]:
    return {granularity for candidate in candidates for granularity in candidate.granularities}


def test_the_lead_decides_with_the_best_sentences_where_nothing_is_taken_back():
    ranked = rank(*range(6))
    assert kinds(find_decisive(*ranked, make_sentences(6))) == {Granularity.JOINED, Granularity.LEAD}
    assert kinds(find_decisive(*ranked, make_sentences(6), {3})) == {Granularity.JOINED, Granularity.DOUBT}


@pytest.mark.parametrize("is_supported", [True, False])
def test_only_runs_of_sentences_are_quoted_and_two_only_where_they_support(is_supported):
    ranked = rank(0.1, 0.9, 0.2, 0.8, 0.3, 0.7)
    quotable = find_quotable(*ranked, make_sentences(6), is_supported=is_supported)
    assert [c.sentences for c in quotable if len(c.sentences) == 1] == [(1,), (3,), (5,)]
    assert [c.sentences for c in quotable if len(c.sentences) > 1] == ([(0, 1), (1, 2)] if is_supported else [])


@given(st.lists(st.tuples(st.floats(-1, 1, width=32), st.booleans(), st.booleans()), min_size=1, max_size=30))
def test_candidates_are_unique_in_body_order_and_slice_the_body(rows):
    similarity = np.array([cosine for cosine, *_ in rows], np.float32)
    nearest = rank_sentences(similarity, np.array([words for _, *words in rows], bool))
    assert sorted(nearest) == list(range(len(rows)))
    sentences = make_sentences(len(rows))
    candidates = find_candidates(nearest, similarity, sentences)
    assert len({c.sentences for c in candidates}) == len(candidates)
    for candidate in candidates:
        assert list(candidate.sentences) == sorted(candidate.sentences)
        assert candidate.similarity == pytest.approx(similarity[list(candidate.sentences)].max())
        assert candidate.span(sentences).start == sentences[candidate.sentences[0]].span.start
