"""Notes on craft: what a headline asks, teases and exaggerates, held against its body."""

from __future__ import annotations

import pytest

from checker.datatypes import Article, Claim, Sentence, Severity, Span
from checker.facts.context import ClaimContext
from checker.facts.craft import find_forward_references, find_unanswered_questions, find_unsupported_superlatives


def make_context(
    headline: str, *body: str, language: str = "en", start: int = 0, end: int | None = None
) -> ClaimContext:
    sentences, offset = [], 0
    for i, sentence in enumerate(body):
        sentences.append(Sentence(i, sentence, Span(offset, offset + len(sentence))))
        offset += len(sentence) + 1
    span = Span(start, len(headline) if end is None else end)
    claim = Claim(0, span.slice(headline), span)
    article = Article(headline, " ".join(body), language=language)
    return ClaimContext(claim, article, language, tuple(sentences), tuple(range(len(body))))


@pytest.mark.parametrize(
    ("language", "headline", "body", "asked"),
    [
        ("en", "Why did the bridge close?", "The bridge closed. It is grey.", "Why did the bridge close"),
        ("en", "When will the bridge reopen?", "The bridge will reopen.", "When will the bridge reopen"),
        ("en", "How many bridges closed?", "Bridges closed.", "How many bridges closed"),
        ("en", "Who painted the bridge green?", "A recipe needs flour.", "Who painted the bridge green"),
        ("en", "Bridge shut: inspectors puzzled. Why did it close?", "It shut.", None),
        ("id", "Jembatan ditutup, kenapa?", "Jembatan itu ditutup.", "kenapa"),
        ("ms", "Kapan jembatan dibuka?", "Jembatan itu dibuka.", "Kapan jembatan dibuka"),
        ("en", "Why did the bridge close?", "It closed because of rust.", None),
        ("en", "When will the bridge reopen?", "It will reopen on Tuesday.", None),
        ("en", "How many bridges closed?", "Dozens closed.", None),
        ("en", "How many bridges closed?", "There were 12.", None),
        ("en", "Who painted the bridge green?", "An artist painted the bridge.", None),
        ("en", "Who painted the bridge green?", "Who painted the bridge green?", "Who painted the bridge green"),
        ("en", "Mayor: Why did the bridge close?", "It closed.", None),
        ("en", "“Why did it close?” asks mayor", "It closed.", None),
        ("en", "Bridge to be painted green?", "It closed.", None),
        ("en", "So what?", "It closed.", None),
        ("en", "What now?", "It closed.", None),
        ("en", "Bridge closed", "It closed.", None),
        ("fi", "Miksi silta suljettiin?", "Silta suljettiin.", None),
    ],
)
def test_a_question_is_noted_when_nothing_in_the_body_could_answer_it(
    language: str, headline: str, body: str, asked: str | None
) -> None:
    notes = find_unanswered_questions(make_context(headline, body, language=language))
    assert [note.expected for note in notes] == ([asked] if asked else [])
    for note in notes:
        assert (note.rule, note.severity) == ("HC030", Severity.NOTE)
        assert note.claim_span is not None
        assert note.claim_span.slice(headline) == asked
        assert note.body_span is None


def test_a_claim_cut_before_its_question_mark_is_a_question() -> None:
    headline = "Bridge shut. Why did it close?"
    (note,) = find_unanswered_questions(make_context(headline, "It shut.", start=13, end=len(headline) - 1))
    assert note.expected == "Why did it close"


@pytest.mark.parametrize(
    ("language", "headline", "teaser"),
    [
        ("en", "This is why the bridge closed", "This is why"),
        ("en", "Here’s what you eat wrong", "Here’s what"),
        ("en", "You won't believe who painted it", "You won't believe"),
        ("en", "Painter opens box, what happened next stuns town", "what happened next"),
        ("id", "Jembatan Ditutup, Ini Alasannya", "Ini Alasannya"),
        ("id", "Jembatan Ditutup, Wali Kota Bilang Begini", "Bilang Begini"),
        ("id", "Jembatan Ditutup karena Ini", "karena Ini"),
        ("ms", "Jambatan Ditutup, Begini Reaksi Warga", "Begini Reaksi"),
        ("id", "Ini Alasan Jembatan Ditutup: Karat", None),
        ("id", "Jembatan Ditutup Hari Ini", None),
        ("id", "Jembatan Ini Ditutup", None),
        ("en", "This bridge is why we stay", None),
        ("fi", "Tässä syy", None),
    ],
)
def test_a_headline_that_points_at_what_it_does_not_say_is_noted(
    language: str, headline: str, teaser: str | None
) -> None:
    notes = find_forward_references(make_context(headline, "It rusted.", language=language))
    assert [(note.rule, note.expected) for note in notes] == ([("HC031", teaser)] if teaser else [])


@pytest.mark.parametrize(
    ("language", "headline", "body", "word"),
    [
        ("en", "World's largest bridge opens", "A big bridge opened.", "largest"),
        ("en", "World's largest bridge opens", "The biggest bridge opened.", None),
        ("en", "Bridge is the first ever of glass", "It is of glass.", "first ever"),
        ("en", "Bridge is the first ever of glass", "It is the first of glass.", None),
        ("en", "All bridges closed", "Two bridges closed.", "All"),
        ("en", "All bridges closed", "Every bridge closed.", None),
        ("en", "Mayor: all bridges closed", "Two bridges closed.", None),
        ("en", 'Mayor calls it "the worst bridge"', "He did not like it.", None),
        ("en", "Bridge opens", "A bridge opened.", None),
        ("id", "Jembatan Terpanjang Dibuka", "Jembatan itu panjang.", "Terpanjang"),
        ("id", "Jembatan Terpanjang Dibuka", "Jembatan paling panjang itu dibuka.", None),
        ("ms", "Semua Jambatan Ditutup", "Dua jambatan ditutup.", "Semua"),
        ("id", "Pertama Kali Jembatan Ditutup", "Jembatan itu ditutup.", "Pertama Kali"),
        ("fi", "Maailman pisin silta", "Silta.", None),
    ],
)
def test_a_superlative_is_noted_when_no_sentence_says_as_much(
    language: str, headline: str, body: str, word: str | None
) -> None:
    notes = find_unsupported_superlatives(make_context(headline, body, language=language))
    assert [(note.rule, note.expected) for note in notes] == ([("HC032", word)] if word else [])
