"""The whole way from an article to a report, with stand-ins for the models."""

from __future__ import annotations

import pytest
from fakes import make_checker
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker import Article, CheckerError, Failure, InputError, Label, LeftOutReason, Severity, Verdict

BODY = """loading...

VLADIVOSTOK - The mayor opened the new bridge on Monday. Traffic will start next week.

Read also: Mayor admits the bridge was never tested

"The bridge is safe," the mayor said. The council did not vote on the toll.
"""
HEADLINE = "Mayor opened the new bridge"


def check(checker, headline, body=BODY, **fields):
    return checker.check(Article(headline, body, **fields))


@pytest.fixture
def checker(tmp_path):
    return make_checker(tmp_path)


def test_headline_the_body_states_is_supported_by_that_sentence(checker):
    report = check(checker, HEADLINE)
    assert report.verdict is Verdict.SUPPORTED
    assert report.findings == ()
    assert report.unsupported_words == ()
    assert "opened the new bridge" in report.claims[0].evidence[0].text


def test_headline_the_body_does_not_state_is_flagged_with_its_words(checker):
    report = check(checker, "Mayor admits bridge was never tested")
    assert report.verdict is Verdict.UNSUPPORTED
    (finding,) = report.findings
    assert (finding.rule, finding.severity) == ("HC001", Severity.ERROR)
    assert [word.text for word in report.unsupported_words] == ["admits", "was", "never", "tested"]
    assert report.claims[0].label is Label.NOT_MENTIONED


def test_teaser_never_supports_the_headline(checker):
    """The teaser in the body repeats the headline word for word; it is another story's headline."""
    report = check(checker, "Mayor admits the bridge was never tested")
    assert report.verdict is Verdict.UNSUPPORTED
    assert LeftOutReason.TEASER in {piece.reason for piece in report.left_out}


def test_headline_repeated_in_the_body_does_not_support_itself(checker):
    headline = "Dragons seen over the city hall"
    report = check(checker, headline, f"{headline}\n\nThe council met on Monday. It rained.")
    assert report.verdict is Verdict.UNSUPPORTED
    assert [piece.reason for piece in report.left_out] == [LeftOutReason.HEADLINE]


def test_sentence_that_says_otherwise_is_named_as_contradiction(checker):
    report = check(checker, "Council did vote on the toll")
    assert report.verdict is Verdict.CONTRADICTED
    finding = report.findings[-1]
    assert [(found.rule, found.severity) for found in report.findings] == [("HC008", Severity.ERROR)]
    assert finding.body_span.slice(BODY) == "not vote"
    roles = {scored.sentence.text: scored.role for scored in report.sentences}
    assert roles["The council did not vote on the toll."] is Label.CONTRADICTED


def test_one_unsupported_claim_makes_the_headline_unsupported(checker):
    report = check(checker, "Mayor opens the new bridge; council rejects dragon parade")
    assert [result.label for result in report.claims] == [Label.SUPPORTED, Label.NOT_MENTIONED]
    assert report.verdict is Verdict.UNSUPPORTED
    assert report.probability == min(result.probability for result in report.claims)
    assert {word.text for word in report.unsupported_words} == {"rejects", "dragon", "parade"}


def test_probability_near_the_threshold_is_a_warning_not_an_error(tmp_path):
    probability = check(make_checker(tmp_path), "Mayor opened a tunnel").probability
    report = check(make_checker(tmp_path, threshold=probability), "Mayor opened a tunnel")
    assert report.verdict is Verdict.UNCERTAIN
    assert [finding.severity for finding in report.findings] == [Severity.WARNING]


def test_checker_works_without_a_verifier(tmp_path):
    checker = make_checker(tmp_path, verified=False)
    assert check(checker, HEADLINE).verdict is Verdict.SUPPORTED
    report = check(checker, "Dragons attack city hall")
    assert report.verdict is Verdict.UNSUPPORTED
    assert report.claims[0].evidence[0].entailment is None


def test_signature_names_every_part(checker):
    report = check(checker, HEADLINE)
    parts = dict(part.split(":", 1) for part in report.signature.split("|"))
    assert parts["enc"] == "hash"
    assert parts["ver"] == "overlap"
    assert parts["thr"] == "0.50"
    assert set(parts) == {"enc", "ver", "mul", "verdict", "seg", "thr", "v"}


@pytest.mark.parametrize(
    ("headline", "body", "code"),
    [
        ("", BODY, "E103"),
        ("?!", BODY, "E103"),
        ("Mayor resigns", " \n", "E104"),
        ("Mayor resigns", "loading...\n\nADVERTISEMENT\n", "E109"),
        ("Mayor resigns", "Mayor resigns", "E109"),
        ("Mayor resigns", "The mayor resigned. " * 30_000, "E105"),
    ],
    ids=["no headline", "no words in it", "no body", "only furniture", "only the headline", "too long"],
)
def test_article_with_nothing_to_check_is_a_clear_error(checker, headline, body, code):
    with pytest.raises(InputError) as caught:
        check(checker, headline, body, source="story.txt")
    assert caught.value.code == code
    assert "story.txt" in caught.value.message
    assert caught.value.hint


def test_bulk_work_keeps_order_and_turns_errors_into_values(checker):
    articles = [
        Article(HEADLINE, BODY, source="1"),
        Failure("2", "E101", "gone"),
        Article("Mayor resigns", "", source="3"),
        Article("Dragons attack", BODY, source="4"),
    ]
    results = list(checker.check_many(articles))
    assert [getattr(result, "code", None) or result.verdict.value for result in results] == [
        "supported", "E101", "E104", "unsupported",
    ]  # fmt: skip
    assert results[2].source == "3"


def test_bulk_work_is_lazy(checker):
    def endless():
        while True:
            yield Article(HEADLINE, BODY)

    assert next(checker.check_many(endless())).verdict is Verdict.SUPPORTED


def test_given_language_wins_over_the_detected_one(tmp_path, checker):
    assert check(checker, HEADLINE).language == "en"
    assert check(checker, HEADLINE, language="id").language == "id"
    assert check(make_checker(tmp_path, language="ms"), HEADLINE, language="id").language == "ms"


def test_same_article_gives_the_same_report_alone_and_among_others(checker):
    alone = check(checker, HEADLINE)
    among = list(checker.check_many([Article("Dragons attack", BODY), Article(HEADLINE, BODY)]))[1]
    assert among == alone


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(headline=st.text(max_size=80), body=st.text(max_size=400))
def test_any_text_gives_a_report_whose_spans_slice_back_or_a_clear_error(checker, headline, body):
    try:
        report = check(checker, headline, body)
    except CheckerError as error:
        assert error.code in {"E103", "E104", "E109"}
        return
    for result in report.claims:
        assert result.claim.span.slice(headline)
        for evidence in result.evidence:
            assert evidence.span.slice(body) == evidence.text
    for scored in report.sentences:
        assert scored.sentence.span.slice(body) == scored.sentence.text
    for word in report.unsupported_words:
        assert word.span.slice(headline) == word.text
    assert 0 <= report.probability <= 1
