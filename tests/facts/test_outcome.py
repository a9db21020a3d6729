"""Opposite outcomes: antonyms and denials about the same event, and all that must not be taken for one."""

from __future__ import annotations

import pytest
from claim_contexts import make_context

from checker.datatypes import Severity
from checker.facts.inflection import are_forms, find_roots
from checker.facts.outcome import find_opposite_outcomes
from checker.facts.statements import find_denied, find_unsettled, read_statement
from checker.facts.terms import Terms


@pytest.mark.parametrize(
    ("language", "headline", "sentence", "expected", "found"),
    [
        ("en", "Ferry fares rise in Portmoor", "Ferry fares in Portmoor fell by a tenth.", "rise", "fell"),
        ("en", "Portmoor council approves new tram", "The Portmoor council rejected the tram.", "approves", "rejected"),
        ("en", "Portmoor harbour opens in June", "Portmoor harbour will not open in June.", "opens", "not open"),
        ("en", "Ferry will carry bicycles to Lunn", "The ferry to Lunn does not carry bicycles.", "carry", "not carry"),
        ("en", "Rovers win Lunn derby", "Rovers lost the Lunn derby on Sunday.", "win", "lost"),
        (
            "en",
            "Deaths reported after Lunn ferry runs aground",
            "A ferry ran aground and nobody died.",
            "Deaths",
            "nobody died",
        ),
        ("de", "Tote bei Feuer in Lunau", "Bei dem Feuer in Lunau kam niemand ums Leben.", "Tote", "niemand ums"),
        (
            "en",
            "Lunn museum lost paintings in fire",
            "No paintings burnt in the Lunn museum.",
            "paintings",
            "No paintings",
        ),
        (
            "en",
            "Lunn harbour reports paintings stolen in raid",
            "The raid on Lunn harbour was short. No paintings burnt.",
            "paintings",
            "No paintings",
        ),
        ("en", "Ferry fares unchanged in Portmoor", "Ferry fares in Portmoor rose.", "unchanged", "rose"),
        ("hi", "पुल का किराया बढ़ा", "पुल का किराया इस महीने घटा है।", "बढ़ा", "घटा"),
        ("ko", "달빛시 공원 효과 확인", "달빛시 공원 효과는 아직 확인되지 않았다.", "확인", "확인되지 않았다"),
        ("pl", "Rada odrzuciła park w Lunie", "Rada przyjęła park w Lunie.", "odrzuciła", "przyjęła"),
        ("id", "Tarif Feri Lunaria Naik", "Tarif feri ke Lunaria diturunkan pemerintah.", "Naik", "diturunkan"),
        ("id", "DPRD Lunaria Setujui Anggaran Taman", "DPRD Lunaria menolak anggaran taman.", "Setujui", "menolak"),
        (
            "id",
            "Pasar Lunaria Terima Pedagang Baru",
            "Pasar Lunaria tidak menerima pedagang baru.",
            "Terima",
            "tidak menerima",
        ),
        (
            "id",
            "Jembatan Lunaria Diresmikan Bupati",
            "Jembatan Lunaria batal diresmikan bupati.",
            "Diresmikan",
            "batal diresmikan",
        ),
        ("ms", "Tambang Feri Lunaria Naik", "Tambang feri ke Lunaria turun semalam.", "Naik", "turun"),
        ("es", "El precio del pan sube en Lunaria", "El precio del pan baja en Lunaria.", "sube", "baja"),
        ("pt", "O preço do leite sobe em Lunaria", "O preço do leite cai em Lunaria.", "sobe", "cai"),
        (
            "fr",
            "La mairie autorise le marché de Lunaria",
            "La mairie interdit le marché de Lunaria.",
            "autorise",
            "interdit",
        ),
        (
            "fr",
            "L'usine accueille des apprentis",
            "L'usine n'accueille pas d'apprentis.",
            "accueille",
            "accueille pas",
        ),
        ("de", "Brotpreis in Lunaria steigt", "Der Brotpreis in Lunaria sinkt deutlich.", "steigt", "sinkt"),
        (
            "de",
            "Besucher in Lunaria gerettet",
            "Besucher wurden in Lunaria nicht gerettet.",
            "gerettet",
            "nicht gerettet",
        ),
        (
            "it",
            "Il comune approva il parco di Lunaria",
            "Il comune respinge il parco di Lunaria.",
            "approva",
            "respinge",
        ),
        ("nl", "Broodprijs in Lunaria stijgt", "De broodprijs in Lunaria daalt.", "stijgt", "daalt"),
        ("ar", "البرلمان يقر قانون المتنزهات", "رفض البرلمان قانون المتنزهات أمس", "يقر", "رفض"),
        ("ru", "Мэрия одобрила новый парк", "Мэрия отклонила новый парк.", "одобрила", "отклонила"),
        ("tr", "Lunaria'da ekmek fiyatı arttı", "Lunaria'da ekmek fiyatı geçen ay düştü.", "arttı", "düştü"),
        ("ja", "月見市の人口が増加", "月見市の人口は減少した。", "増加", "減少"),
        ("zh", "月见市人口增加", "月见市人口减少。", "增加", "减少"),
        ("ko", "달빛시 인구 증가", "달빛시 인구 감소했다.", "증가", "감소했다"),
    ],
)
def test_the_opposite_in_a_sentence_on_the_same_event_is_found(
    language: str, headline: str, sentence: str, expected: str, found: str
) -> None:
    findings = find_opposite_outcomes(make_context(headline, sentence, language=language))
    assert [(f.expected, f.found) for f in findings] == [(expected, found)]


@pytest.mark.parametrize(
    ("language", "headline", "body"),
    [
        ("en", "Ferry fares rise in Portmoor", ["Ferry fares rose in Portmoor.", "Ferry fares fell last year."]),
        ("en", "Ferry fares rise in Portmoor", ["Ferry fares in Portmoor did not fall."]),
        ("en", "Ferry fares rise in Portmoor", ["Bread prices fell in Oldmark."]),
        ("en", "Deaths reported after ferry fire", ["Nobody died at once.", "Two passengers died later."]),
        ("en", "Passengers hurt in ferry fire", ["Some had injuries and nobody on the ferry died."]),
        ("en", "No deaths in ferry fire", ["Nobody died in the ferry fire."]),
        ("en", "Lunn museum lost paintings in fire", ["No paintings came by ship.", "It was a good year."]),
        (
            "en",
            "Lunn museum lost paintings in fire",
            ["No paintings burnt in the Lunn museum.", "Two paintings of the museum fell."],
        ),
        ("en", "Ferry fares unchanged in Portmoor", ["Ferry fares in Portmoor have not risen."]),
        ("id", "Bupati Komentar soal Taman", ["Bupati enggan mengomentari soal taman."]),
        ("ja", "月見市が運賃を引き下げ", ["月見市は運賃の引き上げを求めた。"]),
        ("en", "Will ferry fares rise in Portmoor?", ["Ferry fares in Portmoor fell."]),
        ("en", "Ferry fares rise in Portmoor", ["Have ferry fares in Portmoor fallen?"]),
        ("en", "Ferry fares rise in Portmoor", ["Riders demanded that ferry fares in Portmoor fall."]),
        ("en", "Ferry fares rise in Portmoor", ['"Ferry fares in Portmoor fell," a rider said.']),
        ("en", "Ferry fares do not rise in Portmoor", ["Ferry fares in Portmoor rose."]),
        ("en", "Ferry fares rise and fall in Portmoor", ["Ferry fares in Portmoor fell."]),
        ("en", "Harbour open to tram plan", ["The harbour closed during the tram plan talks."]),
        ("en", "Ferry carries bicycles to Lunn", ["The ferry to Lunn not only carries bicycles, it is free."]),
        ("en", "Ferry fares rise in Portmoor", ["Portmoor, a town of mills and poets, saw bread prices fall."]),
        ("en", "Ferry will carry bicycles", ["It rained in Lunn.", "The van will not carry parcels to the market."]),
        ("en", "Rovers beat Lunn", ["Lunn lost to Rovers on Sunday."]),
        ("en", "Rovers win Lunn derby", ["Athletic lost the Lunn derby to Rovers."]),
        ("en", "Rovers in Lunn derby", ["Rovers are not in the Lunn derby", "A Lunn derby has Rovers."]),
        ("en", "Mayor admits not paying Portmoor tolls", ["The mayor denied paying Portmoor tolls."]),
        ("en", "Portmoor mayor praised for tram plan", ["The tram plan by Portmoor was not May's idea."]),
        ("en", "Steel plans move to Portmoor", ["He will not be Steel in Portmoor, he plans to stay."]),
        ("id", "Kesehatan Udara Lunaria Dipantau", ["Udara Lunaria tidak sehat, kata petugas yang memantau."]),
        ("id", "Bupati Sebut Taman Lunaria Indah", ["Bupati tidak menyebut taman Lunaria indah."]),
        ("id", "Taman Lunaria Bagus", ["Taman Lunaria tidak lebih bagus."]),
        ("id", "Bupati Surya Terima Drone", ["Kereta Bupati Surya bertolak dari Lunaria membawa drone."]),
        ("id", "Pesta Layang-layang Kirana Batal", ["Panitia Kirana membatalkan pesta layang-layang."]),
        ("id", "Wali Kota Cabut Izin Pabrik Lunaria", ["Wali kota membatalkan izin pabrik Lunaria."]),
        ("id", "Layanan feri Kirana dimulai Maret", ["Layanan feri Kirana ditunda sampai dimulai Maret."]),
        ("id", "Tim Kirana menang di Lunaria", ["Tim Kirana belum pernah menang di Lunaria."]),
        ("de", "Werft Lunau entgeht der Schließung", ["Der Werft in Lunau droht keine Schließung."]),
        ("en", "Ferry fares to rise in Lunn", ["Ferry fares in Lower Lunn were agreed on."]),
        ("hi", "भाव बढ़ा", ["भाव नहीं बढ़ा"]),
        ("en", "?!", ["Ferry fares fell."]),
    ],
)
def test_what_may_be_the_same_or_another_event_is_left_alone(language: str, headline: str, body: list[str]) -> None:
    assert find_opposite_outcomes(make_context(headline, *body, language=language)) == ()


def test_neighbouring_sentences_help_to_tell_the_event() -> None:
    body = ["Lunn Motors cut jobs at its Portmoor plant.", "The Lunn shares closed higher."]
    (finding,) = find_opposite_outcomes(make_context("Lunn shares drop as Motors cut Portmoor jobs", *body))
    assert (finding.expected, finding.found) == ("drop", "higher")


def test_a_clause_fully_there_is_enough() -> None:
    context = make_context("Portmoor storm wrap from our reporters: Ferry safe", "The ferry was unsafe, he told us.")
    assert [f.found for f in find_opposite_outcomes(context)] == ["unsafe"]


def test_a_finding_points_into_headline_and_body_and_names_both() -> None:
    headline = "Update: Ferry fares rise in Portmoor"
    context = make_context(headline, "It rained.", "Ferry fares in Portmoor have not risen.", start=8)
    (finding,) = find_opposite_outcomes(context)
    assert finding.rule == "HC008"
    assert finding.severity is Severity.ERROR
    assert finding.claim_span is not None
    assert finding.body_span is not None
    assert finding.claim_span.slice(headline) == finding.expected == "rise"
    assert finding.body_span.slice(context.article.body) == finding.found == "not risen"
    assert finding.message == "The headline says “rise”, sentence 2 says “not risen”."


@pytest.mark.parametrize(
    ("word", "root"),
    [
        ("menolak", "tolak"),
        ("mengirim", "kirim"),
        ("membuka", "buka"),
        ("penurunan", "turun"),
        ("menyita", "sita"),
        ("dikembalikan", "kembali"),
        ("memukul", "pukul"),
        ("mengelola", "kelola"),
        ("di", "di"),
    ],
)
def test_malay_words_are_traced_to_their_roots(word: str, root: str) -> None:
    assert root in find_roots(word)


@pytest.mark.parametrize(
    ("language", "word", "other", "is_form"),
    [
        ("en", "banned", "ban", True),
        ("en", "carries", "carry", True),
        ("en", "closing", "close", True),
        ("en", "car", "card", False),
        ("id", "meninggal", "meningkat", False),
        ("id", "18", "1", False),
        ("en", "18", "180", False),
        ("ar", "والبرلمان", "برلمان", True),
        ("es", "aprueba", "aprueban", True),
    ],
)
def test_forms_of_one_word_are_told_by_affixes(language: str, word: str, other: str, is_form: bool) -> None:
    assert are_forms(word, other, language) is is_form


def test_the_longest_term_wins() -> None:
    terms = Terms(["not", "not a word", "word~"])
    assert terms.find(read_statement("That is not a word", "en")) == ((2, 5), (4, 5))


def test_denial_reaches_the_next_word_that_carries_news_but_no_comma() -> None:
    statement = read_statement("It did not, he said, ever rain and never will be dry", "en")
    assert {statement.words[i].folded for i in find_denied(statement)} == {"will", "be", "dry"}


@pytest.mark.parametrize(
    ("language", "text", "denied"),
    [
        ("es", "El alcalde no va a dimitir", {"va", "a", "dimitir"}),
        ("pt", "O prefeito não vai renunciar", {"vai", "renunciar"}),
        ("fr", "Le maire ne démissionnera pas", {"demissionnera"}),
        ("fr", "Le maire ne va jamais démissionner", {"va", "demissionner"}),
        ("fr", "La ville ne compte que douze élus", set()),
        ("nl", "De burgemeester niet zal aftreden", {"zal", "aftreden"}),
    ],
)
def test_denial_reaches_over_what_only_marks_the_future(language: str, text: str, denied: set[str]) -> None:
    statement = read_statement(text, language)
    assert {statement.words[i].folded for i in find_denied(statement)} == denied


def test_denial_behind_the_word_is_read_in_turkish() -> None:
    statement = read_statement("Bu köprü güvenli değil", "tr")
    assert [statement.words[i].folded for i in find_denied(statement)] == ["guvenli"]


def test_what_is_quoted_or_supposed_is_unsettled() -> None:
    statement = read_statement('If fares fall, riders cheer "a big win" loudly', "en")
    assert [statement.words[i].folded for i in sorted(find_unsettled(statement))] == [
        "fares",
        "fall",
        "a",
        "big",
        "win",
    ]
