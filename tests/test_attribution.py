"""Which words of a headline nothing in the body accounts for."""

from __future__ import annotations

import numpy as np
import pytest
from fakes import HashEncoder

from checker.attribution import BodyWords, support_words, supports_within, unsupported_words
from checker.datatypes import Span
from checker.encoders import Embedding
from checker.words import find_words

BODY = "The mayor resigned on Monday. Five drones were handed over by Governor Oleg Kozhemyako."


def find_unsupported(headline: str, body: str = BODY) -> list[str]:
    encoder = HashEncoder()
    embedding, sentence = encoder.encode([headline, body])
    supports = support_words(headline, embedding, BodyWords.collect([body], [sentence]))
    return [word.text for word in unsupported_words(headline, supports)]


@pytest.mark.parametrize(
    ("headline", "unsupported"),
    [
        ("Mayor resigns on Monday", []),
        ("Mayor admits bribery on Monday", ["admits", "bribery"]),
        ("MAYOR RESIGNED", []),
        ("Governor hands over 15 drones", ["15"]),
    ],
    ids=["inflected", "new words", "capitals", "number that is not there"],
)
def test_words_without_a_counterpart_are_named(headline, unsupported):
    assert find_unsupported(headline) == unsupported


def test_spans_slice_the_headline():
    headline = "Mayor admits: bribery!"
    embedding, sentence = HashEncoder().encode([headline, BODY])
    supports = support_words(headline, embedding, BodyWords.collect([BODY], [sentence]))
    for word in unsupported_words(headline, supports):
        assert word.span.slice(headline) == word.text


def test_synonym_near_in_context_accounts_for_a_word():
    headline, body = "quits", "resigned"
    close = np.array([[1.0, 0.05]], np.float32) / np.linalg.norm([1.0, 0.05])
    words = BodyWords.collect([body], [Embedding(close[0], close, (Span(0, 8),))])
    support = support_words(headline, Embedding(close[0], np.array([[1, 0]], np.float32), (Span(0, 5),)), words)
    assert unsupported_words(headline, support) == ()


def test_other_number_never_accounts_for_a_number_however_near_in_context():
    one = np.array([[1, 0]], np.float32)
    words = BodyWords.collect(["21"], [Embedding(one[0], one, (Span(0, 2),))])
    support = support_words("12", Embedding(one[0], one, (Span(0, 2),)), words)
    assert [word.text for word in unsupported_words("12", support)] == ["12"]


def test_scripts_without_spaces_use_the_tokens_as_words():
    headline, body = "市長辞任", "市長が会見した。"
    vector = np.zeros((1, 2), np.float32)
    tokens = np.array([[1, 0], [0, 1]], np.float32)
    words = BodyWords.collect([body], [Embedding(vector[0], tokens[:1], (Span(0, 2),))])
    support = support_words(headline, Embedding(vector[0], tokens, (Span(0, 2), Span(2, 4))), words)
    assert [word.text for word in unsupported_words(headline, support)] == ["辞任"]


def test_supports_are_those_of_the_claims_own_words():
    headline = "Mayor resigned, admits bribery"
    embedding, sentence = HashEncoder().encode([headline, BODY])
    supports = support_words(headline, embedding, BodyWords.collect([BODY], [sentence]))
    assert supports_within(supports, Span(0, 14)) == (1.0, 1.0)
    assert max(supports_within(supports, Span(16, 30))) < 0.5
    assert supports_within(supports, Span(14, 15)) == ()  # no words there


def test_body_without_tokens_accounts_for_what_it_spells_out():
    headline = "Mayor admits"
    empty = Embedding(np.zeros(2, np.float32), np.empty((0, 2), np.float32), ())
    supports = support_words(headline, empty, BodyWords.collect(["The mayor."], [empty]))
    assert [word.text for word in unsupported_words(headline, supports)] == ["admits"]
    assert len(supports) == len(find_words(headline))
