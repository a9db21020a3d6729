"""Exchanged roles: who does it and who suffers it, in any voice, and when nothing is certain."""

from __future__ import annotations

import pytest
from claim_contexts import make_context

from checker.datatypes import Severity
from checker.facts.roles import find_swapped_roles


@pytest.mark.parametrize(
    ("language", "headline", "sentence"),
    [
        ("en", "Lunn sues Portmoor", "Portmoor sued Lunn on Friday."),
        ("en", "Lunn sues Portmoor", "Lunn was sued by Portmoor."),
        ("en", "Lunn sued by Portmoor", "On Friday Lunn sued Portmoor."),
        ("en", "Rovers stun Athletic", "Athletic, the champions, beat Rovers."),
        ("id", "Lunaria Gugat Kirana", "Kirana menggugat Lunaria."),
        ("id", "Lunaria Gugat Kirana", "Lunaria digugat oleh Kirana."),
        ("id", "Kirana Tundukkan Lunaria", "Lunaria, juara bertahan, mengalahkan Kirana."),
        ("ms", "Lunaria Saman Kirana", "Kirana menyaman Lunaria semalam."),
        ("es", "El alcalde acusa al sindicato", "El sindicato acusó al alcalde."),
        ("fr", "Lunaria critique Kirana", "Lunaria a été critiquée par Kirana."),
        ("de", "Lunau kritisiert Kirau", "Kirau kritisierte Lunau."),
    ],
)
def test_exchanged_parties_are_found(language: str, headline: str, sentence: str) -> None:
    (finding,) = find_swapped_roles(make_context(headline, sentence, language=language))
    assert (finding.rule, finding.severity) == ("HC009", Severity.ERROR)


@pytest.mark.parametrize(
    ("language", "headline", "body"),
    [
        ("en", "Lunn sues Portmoor", ["Lunn sued Portmoor on Friday."]),
        ("en", "Lunn sues Portmoor", ["Portmoor was sued by Lunn."]),
        ("en", "Lunn sues Portmoor", ["Portmoor sued Lunn in May.", "In June Lunn sued Portmoor."]),
        ("en", "Lunn sues Portmoor", ["Portmoor was sued over what Lunn did."]),
        ("en", "Lunn sues Portmoor", ["Portmoor did not sue Lunn."]),
        ("en", "Lunn sues Portmoor", ["Portmoor asked whether it could sue Lunn."]),
        ("en", "Lunn sues Portmoor?", ["Portmoor sued Lunn."]),
        ("en", "Lunn sues Portmoor", ["Portmoor sued the harbour."]),
        ("en", "Lunn meets Portmoor", ["Portmoor met Lunn."]),
        ("en", "Sues Portmoor", ["Portmoor sued Lunn."]),
        ("id", "Lunaria Gugat Kirana", ["Kirana digugat oleh Lunaria."]),
        ("id", "Lunaria Dituntut Hukuman Berat", ["Hukuman berat menuntut Lunaria."]),
        ("id", "Lunaria Gugat Kirana", ["Gugatan Kirana terhadap Lunaria ditolak."]),
        ("es", "Lunaria acusa ayer por carta al sindicato", ["El sindicato acusó ayer por carta a Lunaria."]),
        ("xx", "Lunn sues Portmoor", ["Portmoor sued Lunn."]),
    ],
)
def test_the_same_roles_or_an_uncertain_voice_are_left_alone(language: str, headline: str, body: list[str]) -> None:
    assert find_swapped_roles(make_context(headline, *body, language=language)) == ()


def test_a_finding_points_at_both_statements() -> None:
    headline = "Court: Lunn sues Portmoor"
    context = make_context(headline, "It rained.", "Portmoor sued Lunn.", start=7)
    (finding,) = find_swapped_roles(context)
    assert finding.claim_span is not None
    assert finding.body_span is not None
    assert finding.claim_span.slice(headline) == finding.expected == "Lunn sues Portmoor"
    assert finding.body_span.slice(context.article.body) == finding.found == "Portmoor sued Lunn"
    assert "sentence 2 has it the other way round" in finding.message
