"""Overstated certainty and attribution: hedges dropped, and verbs of speech that say more than the body's."""

from __future__ import annotations

import pytest
from claim_contexts import make_context

from checker.datatypes import Severity
from checker.facts.certainty import find_overstated_certainty
from checker.facts.speech_strength import find_overstated_attribution, find_silent_speakers


@pytest.mark.parametrize(
    ("language", "headline", "sentence", "expected", "found"),
    [
        (
            "en",
            "Spark caused Portmoor mill fire",
            "A spark may have caused the Portmoor mill fire.",
            "caused",
            "may have caused",
        ),
        (
            "en",
            "Guard took Portmoor paintings",
            "The guard allegedly took the Portmoor paintings.",
            "took",
            "allegedly took",
        ),
        (
            "en",
            "Police say guard took Portmoor paintings",
            "Police said the guard allegedly took the Portmoor paintings.",
            "took",
            "allegedly took",
        ),
        ("id", "Satpam Curi Lukisan Lunaria", "Satpam diduga mencuri lukisan Lunaria.", "Curi", "diduga mencuri"),
        (
            "id",
            "Harga Beras Lunaria Dipastikan Turun",
            "Harga beras Lunaria bisa turun.",
            "Dipastikan Turun",
            "bisa turun",
        ),
        ("ms", "Pengawal Curi Lukisan Lunaria", "Pengawal disyaki mencuri lukisan Lunaria.", "Curi", "disyaki mencuri"),
        (
            "es",
            "Lunaria compra el puerto viejo",
            "Lunaria negocia comprar el puerto viejo.",
            "compra",
            "negocia comprar",
        ),
        ("ja", "月見市が橋の建設を決定", "月見市は橋の建設を検討している。", "建設を決定", "建設を検討"),
    ],
)
def test_a_dropped_hedge_is_found(language: str, headline: str, sentence: str, expected: str, found: str) -> None:
    findings = find_overstated_certainty(make_context(headline, sentence, language=language))
    assert [(f.expected, f.found) for f in findings] == [(expected, found)]


@pytest.mark.parametrize(
    ("language", "headline", "body"),
    [
        ("en", "Spark may have caused Portmoor mill fire", ["A spark may have caused the Portmoor mill fire."]),
        ("en", "Spark caused Portmoor mill fire?", ["A spark may have caused the Portmoor mill fire."]),
        ("en", "Spark caused Portmoor mill fire", ["A spark might have caused it.", "A spark caused the mill fire."]),
        ("en", "Spark caused Portmoor mill fire", ["A bad diet may have caused the illness."]),
        ("en", "Spark caused Portmoor mill fire", ["Might a spark have caused the Portmoor mill fire?"]),
        ("en", "Police: Guard took Portmoor paintings", ["The guard allegedly took the Portmoor paintings."]),
        ("en", "Tram opens in Portmoor in June", ["The tram will open in Portmoor in June."]),
        ("id", "Pencuri Lukisan Lunaria Ditangkap", ["Polisi menangkap satpam yang diduga mencuri lukisan Lunaria."]),
        ("id", "Pencurian Lukisan Lunaria Diusut", ["Satpam diduga mencuri lukisan Lunaria, polisi mengusut."]),
        ("ja", "月見市が橋を建設", ["月見市は橋の建設を検討している。"]),
        ("xx", "Spark caused mill fire", ["A spark may have caused the mill fire."]),
    ],
)
def test_what_is_hedged_asked_or_stated_as_well_is_left_alone(language: str, headline: str, body: list[str]) -> None:
    assert find_overstated_certainty(make_context(headline, *body, language=language)) == ()


@pytest.mark.parametrize(
    ("language", "headline", "sentence", "expected", "found"),
    [
        ("en", "Ama Lunn admits tram plan failed", "Ama Lunn said the tram plan had failed.", "admits", "said"),
        (
            "en",
            "Ama Lunn threatens to close tram depot",
            "Ama Lunn hopes to close the tram depot.",
            "threatens",
            "hopes",
        ),
        (
            "id",
            "Bupati Rinjani Akui Taman Kota Rusak",
            "Bupati Rinjani mengatakan taman kota rusak.",
            "Akui",
            "mengatakan",
        ),
        (
            "id",
            "Bupati Rinjani Ancam Tutup Taman Kota",
            "Taman kota harus tutup, kata Bupati Rinjani.",
            "Ancam",
            "kata",
        ),
        ("ms", "Bupati Rinjani Akui Taman Kota Rosak", "Bupati Rinjani berkata taman kota rosak.", "Akui", "berkata"),
    ],
)
def test_a_stronger_verb_of_speech_is_found(
    language: str, headline: str, sentence: str, expected: str, found: str
) -> None:
    (finding,) = find_overstated_attribution(make_context(headline, sentence, language=language))
    assert (finding.rule, finding.severity) == ("HC021", Severity.WARNING)
    assert (finding.expected, finding.found) == (expected, found)


@pytest.mark.parametrize(
    ("language", "headline", "body"),
    [
        ("en", "Ama Lunn admits tram plan failed", ["Ama Lunn acknowledged that the tram plan failed."]),
        ("en", "Ama Lunn admits tram plan failed", ["Ama Lunn said the tram plan failed.", "She confessed."]),
        ("en", "Ama Lunn admits tram plan failed", ["Ama Lunn insisted that the tram plan failed."]),
        ("en", "Ama Lunn admits tram plan failed", ["The tram plan failed, Ben Oldmark said."]),
        ("en", "Ama Lunn admits tram plan failed", ["Ama Lunn said it rained."]),
        ("en", "Ama Lunn admits tram plan failed", ["Ama Lunn had the tram plan that failed."]),
        ("en", "Ama Lunn says tram plan failed", ["Ama Lunn believes the tram plan failed."]),
        ("en", "Ama Lunn admits tram plan failed?", ["Ama Lunn said the tram plan failed."]),
        ("id", "Bupati Rinjani Akui Taman Kota Rusak", ["Bupati Rinjani mengaku taman kota rusak."]),
    ],
)
def test_a_verb_the_body_carries_is_left_alone(language: str, headline: str, body: list[str]) -> None:
    assert find_overstated_attribution(make_context(headline, *body, language=language)) == ()


def test_an_admission_only_quoted_does_not_carry_the_verb() -> None:
    body = 'Ama Lunn said the tram plan failed: "They admit nothing."'
    assert find_overstated_attribution(make_context("Ama Lunn admits tram plan failed", body)) == ()


def test_findings_point_into_headline_and_body() -> None:
    headline = "Update: Spark caused Portmoor mill fire"
    context = make_context(headline, "It rained.", "A spark may have caused the Portmoor mill fire.", start=8)
    (finding,) = find_overstated_certainty(context)
    assert finding.rule == "HC020"
    assert finding.severity is Severity.WARNING
    assert finding.claim_span is not None
    assert finding.body_span is not None
    assert finding.claim_span.slice(headline) == "caused"
    assert finding.body_span.slice(context.article.body) == "may have caused"
    assert finding.message == "The headline states “caused” as a fact, sentence 2 says “may have caused”."


def test_nobody_admits_anything_whom_the_body_never_lets_speak():
    body = (
        "Pemimpin Varland Dag Orrin menerima lima drone dari tuan rumah.",
        "Kunjungan Orrin ke pangkalan itu berlangsung enam hari.",
    )
    headline = "Dag Orrin Akui Dronenya Tak Secanggih Buatan Tetangga"
    (finding,) = find_silent_speakers(make_context(headline, *body, language="id"))
    assert (finding.rule, finding.expected, finding.body_span) == ("HC022", "Akui", None)
    spoken = (*body, "Orrin mengatakan dronenya perlu diperbaiki oleh para insinyur.")
    assert find_silent_speakers(make_context(headline, *spoken, language="id")) == ()
    quoted = (*body, "“Drone kami masih perlu banyak diperbaiki tahun depan.”")
    assert find_silent_speakers(make_context(headline, *quoted, language="id")) == ()
    unknown = ("Pangkalan itu dibuka untuk umum.", "Drone dipamerkan enam hari.")
    assert find_silent_speakers(make_context(headline, *unknown, language="id")) == ()
