"""From features to a probability, a label and a verdict."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from fakes import make_verdict_model

from checker.datatypes import Claim, ClaimResult, Evidence, Finding, Label, Severity, Span, Verdict
from checker.errors import ModelError
from checker.evidence import Candidate, Granularity
from checker.feature_names import SIMPLE_FEATURES, VERIFIED_FEATURES, feature_names
from checker.features import Examination, Passages, feature_vector, log_odds
from checker.verdict import decide, deciding_claim, find_body_support, summarise
from checker.verdict_model import Thresholds, VerdictModel

THRESHOLDS = Thresholds(supported=0.5, band=0.1)


def make_result(probability: float, label: Label | None = None, text: str = "Mayor resigns") -> ClaimResult:
    label = label or (Label.SUPPORTED if probability >= 0.5 else Label.NOT_MENTIONED)
    evidence = Evidence("She stays.", Span(10, 20), (2,), 0.9)
    return ClaimResult(Claim(0, text, Span(0, len(text))), label, probability, (evidence,))


@pytest.mark.parametrize(
    ("probabilities", "labels", "verdict"),
    [
        ((0.9, 0.8), (None, None), Verdict.SUPPORTED),
        ((0.9, 0.1), (None, None), Verdict.UNSUPPORTED),
        ((0.9, 0.1), (None, Label.CONTRADICTED), Verdict.CONTRADICTED),
        ((0.2, 0.1), (Label.CONTRADICTED, None), Verdict.CONTRADICTED),
        ((0.9, 0.55), (None, None), Verdict.UNCERTAIN),
        ((0.9, 0.45), (None, None), Verdict.UNCERTAIN),
        ((0.45, 0.1), (None, None), Verdict.UNSUPPORTED),
        ((0.61,), (None,), Verdict.SUPPORTED),
    ],
)
def test_headline_stands_only_if_every_claim_does(probabilities, labels, verdict):
    results = [make_result(p, label) for p, label in zip(probabilities, labels, strict=True)]
    assert decide(results, THRESHOLDS) is verdict


def test_first_of_equally_weak_claims_decides():
    results = [make_result(0.3, text="first"), make_result(0.3, text="second")]
    assert deciding_claim(results).claim.text == "first"


@pytest.mark.parametrize(
    ("results", "words"),
    [
        ([make_result(0.9)], "see sentence 3"),
        ([make_result(0.9), make_result(0.8)], "each of the headline's 2 claims"),
        ([make_result(0.1)], "Nothing in the body says “Mayor resigns”"),
        ([make_result(0.1, Label.CONTRADICTED)], "Sentence 3 says otherwise"),
        ([make_result(0.5)], "read sentence 3 and decide"),
    ],
    ids=["supported", "several supported", "unsupported", "contradicted", "uncertain"],
)
def test_summary_says_why_in_one_sentence(results, words):
    summary = summarise(results, decide(results, THRESHOLDS))
    assert words in summary
    assert summary.endswith(".")


def make_passages(joined: list[float], context: list[float] | None = None) -> Passages:
    candidates = [Candidate((Granularity.JOINED,), (0, 1), "a b", 0.9)]
    if context is not None:
        candidates.append(Candidate((Granularity.LEAD,), (0,), "a", 0.8))
    rows = [joined, *([context] if context is not None else [])]
    return Passages(tuple(candidates), np.array(rows, np.float32))


def make_examination(decisive: Passages | None = None) -> Examination:
    return Examination(
        decisive=decisive or Passages(),
        similarity=np.array([0.8, 0.9], np.float32),
        recall=np.array([0.25, 0.5], np.float32),
        nearest=(1, 0),
        recall_body=0.75,
        supports=(1.0, 0.9, 0.8, 0.5),
    )


def features_of(decisive: Passages) -> dict[str, float]:
    return dict(zip(VERIFIED_FEATURES, feature_vector(make_examination(decisive)), strict=True))


def test_simple_features_are_named_in_order():
    values = dict(zip(SIMPLE_FEATURES, feature_vector(make_examination()), strict=True))
    assert values["similarity_best"] == pytest.approx(0.9)
    assert values["similarity_lift"] == pytest.approx(1.0)
    assert values["recall_sentence"] == 0.5
    assert values["recall_body"] == 0.75
    assert values["support_mean"] == pytest.approx(0.8)
    assert values["support_least"] == 0.5
    assert values["log_words"] == pytest.approx(np.log(5))
    assert values["log_sentences"] == pytest.approx(np.log(3))


def test_joined_sentences_and_their_context_each_have_a_place():
    values = features_of(make_passages([0.5, 0.1, 0.4], [0.9, 0.1, 0.0]))
    assert values["entailment_joined"] == pytest.approx(0.0, abs=1e-6)
    assert values["entailment_context"] == pytest.approx(np.log(9), abs=1e-5)
    assert values["contradiction_joined"] == pytest.approx(np.log(0.4 / 0.6), abs=1e-5)


def test_one_passage_that_is_both_fills_both_places():
    both = Candidate((Granularity.JOINED, Granularity.DOUBT), (0,), "a", 0.9)
    values = features_of(Passages((both,), np.array([[0.9, 0.1, 0.0]], np.float32)))
    assert values["entailment_joined"] == values["entailment_context"] == pytest.approx(np.log(9), abs=1e-5)


def test_proven_errors_and_warnings_are_features_of_their_own():
    examination = replace(make_examination(), findings=(Finding("HC003", Severity.ERROR, "15, not 5."),))
    values = dict(zip(SIMPLE_FEATURES, feature_vector(examination), strict=True))
    assert (values["facts_wrong"], values["facts_doubtful"]) == (1.0, 0.0)


def test_a_proof_keeps_a_headline_from_being_supported():
    proof = Finding("HC003", Severity.ERROR, "The headline says 15, sentence 1 says 5.", expected="15", found="5")
    result = replace(make_result(0.9, Label.CONTRADICTED), findings=(proof,))
    verdict = decide([result], THRESHOLDS)
    assert verdict is Verdict.UNCERTAIN
    assert summarise([result], verdict) == proof.message


def test_a_proof_needs_no_second_opinion_unless_the_model_sees_support():
    proof = Finding("HC003", Severity.ERROR, "The headline says 15, sentence 1 says 5.", expected="15", found="5")
    result = replace(make_result(0.45, Label.CONTRADICTED), findings=(proof,))
    assert decide([result], THRESHOLDS) is Verdict.CONTRADICTED


@pytest.mark.parametrize(("probability", "is_named"), [(0.1, True), (0.5, True), (0.9, False)])
def test_a_warning_that_names_the_words_says_why_a_claim_is_not_supported(probability, is_named):
    doubt = Finding("HC022", Severity.WARNING, "The headline says “admits”, the body nothing.", expected="admits")
    result = replace(make_result(probability), findings=(doubt,))
    assert (summarise([result], decide([result], THRESHOLDS)) == doubt.message) is is_named


def test_the_surest_supported_claim_is_what_the_body_does_support():
    results = [make_result(0.8, text="first"), make_result(0.9, text="second"), make_result(0.1, text="third")]
    support = find_body_support(results, Verdict.UNSUPPORTED)
    assert (support.text, support.claim, support.sentences) == ("second", 0, (2,))


def test_a_claim_in_doubt_is_nothing_to_build_a_headline_on():
    doubt = Finding("HC010", Severity.WARNING, "may not carry it")
    results = [replace(make_result(0.55, text="first"), findings=(doubt,)), make_result(0.1, text="second")]
    support = find_body_support(results, Verdict.UNSUPPORTED)
    assert (support.text, support.claim) == ("She stays.", None)


def test_a_supported_headline_needs_no_other():
    assert find_body_support([make_result(0.9)], Verdict.SUPPORTED) is None


def test_same_sentences_everywhere_have_no_lift():
    assert feature_vector(make_examination())[1] > 0
    flat = Examination(Passages(), np.full(3, 0.8, np.float32), np.zeros(3, np.float32), (0, 1, 2), 0.0, ())
    assert feature_vector(flat)[1] == 0.0


def test_claim_without_words_asks_for_nothing():
    flat = Examination(Passages(), np.full(3, 0.8, np.float32), np.zeros(3, np.float32), (0, 1, 2), 0.0, ())
    values = dict(zip(SIMPLE_FEATURES, feature_vector(flat), strict=True))
    assert values["support_mean"] == values["support_least"] == 1.0


def test_log_odds_are_limited():
    assert log_odds(np.array([0.0, 0.5, 1.0], np.float32)).tolist() == [-6, 0, 6]


def test_probability_is_the_logistic_of_the_standardised_features():
    model = make_verdict_model(verified=False)
    vector = np.zeros(len(SIMPLE_FEATURES))
    vector[SIMPLE_FEATURES.index("recall_sentence")] = 0.8
    assert model.probability(vector) == pytest.approx(1 / (1 + np.exp(-1.0)))


def test_hopeless_scores_do_not_overflow():
    model = make_verdict_model(verified=False)
    vector = np.full(len(SIMPLE_FEATURES), -1e6)
    assert model.probability(vector) == 0.0


@pytest.mark.parametrize("verified", [False, True])
def test_shipped_model_fits_this_versions_features(verified):
    model = VerdictModel.load(verified=verified)
    assert model.features == feature_names(verified=verified)
    assert 0 < model.threshold < 1
    assert len(model.digest) == 6


@pytest.mark.parametrize(
    "change",
    [{"features": ["similarity_best"]}, {"mean": [1.0]}, {"scale": None}, {"threshold": "high"}],
    ids=["other features", "wrong size", "missing numbers", "no number"],
)
def test_foreign_verdict_file_is_a_clear_error(change):
    n = len(SIMPLE_FEATURES)
    model = {
        "features": list(SIMPLE_FEATURES), "mean": [0.0] * n, "scale": [1.0] * n, "coefficients": [0.0] * n,
        "intercept": 0.0, "threshold": 0.5, "band": 0.1,
    }  # fmt: skip
    assert VerdictModel.from_dict(json.loads(json.dumps(model)))
    with pytest.raises(ModelError) as caught:
        VerdictModel.from_dict(model | change)
    assert caught.value.code == "E302"
