"""A finding is tested by its correction: the claim with the body's fact must stand better than the claim as it is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from fakes import OverlapVerifier, make_checker

from checker import Article, Severity
from checker.correction import confirm_suspicions, find_corrections, weigh_findings
from checker.datatypes import Claim, Finding, Sentence, Span

HEADLINE = "Harbour fire: Fifteen boats lost, mayor says"
BODY = "A fire broke out in the harbour. The mayor said five boats were lost. Nobody was hurt. It rained."


def sentences_of(body):
    found, start = [], 0
    for index, text in enumerate(body.split(". ")):
        whole = f"{text.removesuffix('.')}."
        found.append(Sentence(index, whole, Span(start, start + len(whole))))
        start += len(whole) + 1
    return tuple(found)


def span_of(text, part):
    return Span(text.index(part), text.index(part) + len(part))


def finding_of(*, found="five", severity=Severity.ERROR):
    return Finding(
        "HC003",
        severity,
        "The headline says Fifteen, sentence 2 says five.",
        span_of(HEADLINE, "Fifteen"),
        span_of(BODY, "five"),
        "Fifteen",
        found,
    )


def corrections_of(finding, text="Fifteen boats lost, mayor says"):
    claim = Claim(0, text, span_of(HEADLINE, "Fifteen boats lost, mayor says"))
    return find_corrections(claim, (finding,), Article(HEADLINE, BODY), sentences_of(BODY))


class TestFindCorrections:
    def test_the_fact_of_the_body_takes_the_place_and_the_case_of_the_headline_s(self):
        (correction,) = corrections_of(finding_of())
        assert correction.text == "Five boats lost, mayor says"

    def test_the_passage_is_the_sentence_that_has_the_fact_with_its_neighbours(self):
        (correction,) = corrections_of(finding_of())
        assert correction.passage == BODY.removesuffix(" It rained.")

    def test_a_completed_claim_keeps_what_completes_it(self):
        (correction,) = corrections_of(finding_of(), "Harbour fire: Fifteen boats lost, mayor says")
        assert correction.text == "Harbour fire: Five boats lost, mayor says"

    def test_a_fact_over_two_lines_is_put_on_one(self):
        (correction,) = corrections_of(finding_of(found="five\n  to six"))
        assert correction.text == "Five to six boats lost, mayor says"

    @pytest.mark.parametrize("found", ["", "five"], ids=["nothing found", "claim written otherwise"])
    def test_without_a_place_for_it_nothing_is_corrected(self, found):
        assert corrections_of(finding_of(found=found), "Boats lost") == ()


class TestWeighFindings:
    def weigh(self, given, corrected, severity=Severity.ERROR):
        finding = finding_of(severity=severity)
        entailment = np.array([[given, corrected]], dtype=np.float32)
        (weighed,) = weigh_findings((finding,), corrections_of(finding), entailment)
        return weighed

    def test_an_error_whose_correction_stands_better_stays_one_and_offers_it(self):
        weighed = self.weigh(0.2, 0.9)
        assert (weighed.severity, weighed.correction) == (Severity.ERROR, "Five boats lost, mayor says")

    def test_an_error_whose_correction_stands_no_better_only_warns(self):
        weighed = self.weigh(0.9, 0.9)
        assert (weighed.severity, weighed.correction) == (Severity.WARNING, "")

    def test_a_correction_the_body_hardly_bears_is_not_offered(self):
        assert self.weigh(0.02, 0.3).correction == ""

    def test_a_warning_stays_a_warning(self):
        assert self.weigh(0.9, 0.1, Severity.WARNING).severity is Severity.WARNING
        assert self.weigh(0.1, 0.9, Severity.WARNING).severity is Severity.WARNING

    def test_an_opposite_outcome_becomes_an_error_once_the_body_bears_the_correction(self):
        warning = replace(finding_of(severity=Severity.WARNING), rule="HC008")
        for corrected, severity in ((0.9, Severity.ERROR), (0.4, Severity.WARNING)):
            entailment = np.array([[0.1, corrected]], dtype=np.float32)
            (weighed,) = weigh_findings((warning,), corrections_of(warning), entailment)
            assert weighed.severity is severity

    def test_a_finding_without_a_correction_is_left_alone(self):
        finding = finding_of(found="")
        assert weigh_findings((finding,), (), np.zeros((0, 2), dtype=np.float32)) == (finding,)


class TestConfirmSuspicions:
    def confirm(self, *entailment, found=("five",)):
        corrections = [correction for one in found for correction in corrections_of(finding_of(found=one))]
        return confirm_suspicions(corrections, np.array(entailment, dtype=np.float32))

    def test_one_that_the_body_bears_out_warns_and_is_offered(self):
        (finding,) = self.confirm((0.1, 0.8))
        assert (finding.severity, finding.correction) == (Severity.WARNING, "Five boats lost, mayor says")

    def test_one_that_is_merely_plausible_warns_without_an_offer(self):
        (finding,) = self.confirm((0.1, 0.4))
        assert finding.correction == ""

    @pytest.mark.parametrize("entailment", [(0.8, 0.8), (0.01, 0.2)], ids=["no better", "hardly borne"])
    def test_one_that_is_not_borne_out_is_dropped(self, entailment):
        assert self.confirm(entailment) == ()

    def test_of_several_for_one_fact_the_best_borne_is_kept(self):
        (finding,) = self.confirm((0.1, 0.5), (0.1, 0.9), (0.1, 0.7), found=("five", "six", "nine"))
        assert finding.correction == "Six boats lost, mayor says"


class CountingVerifier(OverlapVerifier):
    """Remembers how many pairs it was given at a time."""

    def __init__(self):
        self.calls = []

    def score(self, pairs):
        self.calls.append(list(pairs))
        return super().score(pairs)


SUSPECT = Article(
    "95,000 people vaccinated in Kasese",
    "Doctors have vaccinated 61,000 people in the area. They work at night. It rained."
    " The town of Kasese, which lies in green hills by a lake, has 95,000 people.",
)


def test_a_report_offers_the_corrected_claim(tmp_path):
    report = make_checker(tmp_path).check(Article("The mayor said fifteen boats were lost", BODY))
    offered = [finding.correction for finding in report.findings if finding.rule == "HC003"]
    assert offered == ["The mayor said five boats were lost"]


def test_without_a_verifier_the_rule_has_the_last_word(tmp_path):
    report = make_checker(tmp_path, verified=False).check(Article("The mayor said fifteen boats were lost", BODY))
    assert [f.severity for f in report.findings if f.rule == "HC003"] == [Severity.ERROR]


def test_what_no_rule_proves_is_found_where_the_verifier_bears_it_out(tmp_path):
    checker = make_checker(tmp_path)
    found = [(f.rule, f.severity, f.found) for f in checker.check(SUSPECT).findings if f.rule == "HC003"]
    assert found == [("HC003", Severity.WARNING, "61,000 people")]


def test_without_a_verifier_nothing_is_suspected(tmp_path):
    checker = make_checker(tmp_path, verified=False)
    assert not [finding for finding in checker.check(SUSPECT).findings if finding.rule == "HC003"]


def test_a_claim_is_read_over_a_passage_but_once(tmp_path):
    checker = make_checker(tmp_path)
    checker._examiner._verifier = verifier = CountingVerifier()
    checker.check(SUSPECT)
    assert all(len(set(call)) == len(call) for call in verifier.calls)
