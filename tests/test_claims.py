"""A headline becomes claims that an editor would sign: complete, exact in their spans, and never nonsense."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.claims import split_claims


def texts(headline: str, *, body: str = "", language: str = "en") -> list[str]:
    return [claim.text for claim in split_claims(headline, body=body, language=language)]


def test_the_missing_subject_is_the_name_the_body_shows():
    headline = "Kunjungi Pabrik Kapal, Kim Jong-un Puji Insinyur Muda"
    body = "Pada hari Minggu Kim Jong-un menyapa para pekerja galangan."

    first, second = split_claims(headline, body=body, language="id")

    assert first.text == "Kim Jong-un Kunjungi Pabrik Kapal"
    assert first.span.slice(headline) == "Kunjungi Pabrik Kapal"
    assert second.text == "Kim Jong-un Puji Insinyur Muda"
    assert second.span.slice(headline) == second.text
    assert (first.index, second.index) == (0, 1)


@pytest.mark.parametrize(
    ("body", "n_claims"),
    [
        ("Warga menemui Siti di sana.", 2),
        ("Siti datang.", 1),
        ("warga melihat siti di sana.", 1),
        ("", 1),
    ],
    ids=["inside a sentence", "only at its start", "without capitals", "no body"],
)
def test_a_subject_is_lent_only_where_the_body_writes_it_as_a_name(body, n_claims):
    assert len(texts("Kunjungi Pasar Ikan, Siti Janjikan Atap Baru", body=body, language="id")) == n_claims


@pytest.mark.parametrize("language", ["ms", "id-ID", "ID", "in"])
def test_a_variant_of_a_language_code_reads_the_same_words(language):
    assert texts("Menteri Mundur, Rupiah Menguat", language=language) == ["Menteri Mundur", "Rupiah Menguat"]


@pytest.mark.parametrize(
    ("headline", "expected"),
    [("市長が辞任、議会が後任を選出", 2), ("议会通过预算，工会宣布罢工", 2), ("議会", 1)],
    ids=["kana", "Han", "one word"],
)
def test_the_script_tells_the_language_where_none_is_given(headline, expected):
    assert len(split_claims(headline)) == expected


def test_a_language_without_word_lists_splits_only_at_the_end_of_a_statement():
    assert texts("Meri alivyama leo asubuhi; abiria wote wako salama", language="sw") == [
        "Meri alivyama leo asubuhi",
        "abiria wote wako salama",
    ]


@pytest.mark.parametrize(
    ("language", "headline", "expected"),
    [
        ("en", "BREAKING: Mayor resigns", "Mayor resigns"),
        ("en", "[VIDEO] Mayor resigns", "Mayor resigns"),
        ("en", "Live - Exclusive: Mayor resigns", "Mayor resigns"),
        ("en", "Mayor of Lagos resigns (photos)", "Mayor of Lagos resigns"),
        ("en", "Mayor of Lagos resigns - BBC News", "Mayor of Lagos resigns"),
        ("en", "Mayor of Lagos resigns | The Lagos Herald", "Mayor of Lagos resigns"),
        ("en", "Mayor of Lagos resigns - example.com", "Mayor of Lagos resigns"),
        ("id", "Opini: Pasar Ikan Butuh Atap", "Pasar Ikan Butuh Atap"),
        ("id", "Wali Kota Mundur dari Jabatan | Sindonews", "Wali Kota Mundur dari Jabatan"),
        ("tr", "SON DAKİKA: Bakan istifa etti", "Bakan istifa etti"),
        ("ja", "【速報】市長が辞任", "市長が辞任"),
        ("zh", "快讯：市长辞职", "市长辞职"),
        ("ar", "عاجل: الوزير يستقيل", "الوزير يستقيل"),
    ],
)
def test_labels_and_site_names_are_no_part_of_a_claim(language, headline, expected):
    (claim,) = split_claims(headline, language=language)

    assert claim.text == claim.span.slice(headline) == expected


@pytest.mark.parametrize(
    "headline", ["Mayor of Lagos resigns - and flees", "Live: ", "Lagos: Mayor resigns", "VIDEO", "Opinion polls close"]
)
def test_what_only_looks_like_a_label_or_a_site_is_kept(headline):
    assert " ".join(texts(headline)).split()[-1] == headline.split()[-1]
    assert split_claims(headline)[0].span.start == 0


def test_a_speaker_goes_with_every_statement():
    headline = "Mayor: Bridge will open in May, but tunnel will stay closed"

    first, second = split_claims(headline, language="en")

    assert first.text == first.span.slice(headline) == "Mayor: Bridge will open in May"
    assert second.text == "Mayor: tunnel will stay closed"
    assert second.span.slice(headline) == "tunnel will stay closed"


@pytest.mark.parametrize(
    "headline",
    [
        "Lagos: Mayor resigns, council elects a successor",
        "Biden, Xi: Talks will continue, sanctions will stay",
        "Mayor resigns, council elects a successor: official",
        "Mayor resigns: Bridge was closed, tunnel was flooded",
    ],
    ids=["a topic is no speaker", "two speakers", "the speaker stands last", "a clause before the colon"],
)
def test_a_colon_without_one_evident_speaker_keeps_the_headline_whole(headline):
    assert texts(headline) == [headline]


def test_a_name_of_the_body_speaks_before_a_colon():
    body = "Reporters asked Amina Kamau about the bridge."
    headline = "Bridge closes for repairs, Amina Kamau: Tunnel will stay open, ferries will run"

    assert texts(headline, body=body) == [
        "Bridge closes for repairs",
        "Amina Kamau: Tunnel will stay open",
        "Amina Kamau: ferries will run",
    ]


@pytest.mark.parametrize("headline", ["", "   ", "?!", "…", "- | -"])
def test_a_headline_without_a_word_makes_no_claim(headline):
    assert split_claims(headline) == ()


def test_a_paragraph_is_not_split():
    assert texts("Court rejects appeal, union vows new strike. " * 20) == [
        ("Court rejects appeal, union vows new strike. " * 20).strip()
    ]


def test_outer_white_space_is_outside_the_span():
    (claim,) = split_claims("  Mayor resigns \n", language="en")

    assert (claim.text, claim.span.start, claim.span.end) == ("Mayor resigns", 2, 15)


LANGUAGES = ("en", "id", "es", "de", "fr", "ru", "tr", "ja", "zh", "ar", "sw", "und", "", "../x")
PIECES = st.sampled_from(
    [
        "Mayor",
        "resigns",
        "and",
        "moves",
        "to",
        "Spain",
        ",",
        ";",
        "-",
        "|",
        ":",
        "“",
        "”",
        "'",
        "…",
        "?",
        "kills",
        "3,",
        "injures",
        "12",
        "says",
        "coach",
        "LIVE:",
        "Siti",
        "Tolak",
        "dan",
        "Buka",
        "Pajak,",
        "ternyata",
        "ini",
        "El",
        "alcalde",
        "dimite",
        "y",
        "se",
        "muda",
        "Minister,",
        "tritt",
        "zurück",
        "und",
        "zieht",
        "Мэр",
        "уволился",
        "и",
        "переехал,",
        "Bakan",
        "istifa",
        "etti,",
        "市長が辞任、議会が後任を選出",
        "市长宣布辞职，工会",
        "الوزير",
        "يستقيل،",
        "ويغادر",
        "(photos)",
        "BBC",
        "News",
    ]
)
MIXED = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=14).map(" ".join))


@given(headline=MIXED, body=MIXED, language=st.sampled_from(LANGUAGES))
def test_any_text_gives_ordered_disjoint_spans_whose_words_the_claims_repeat(headline, body, language):
    claims = split_claims(headline, body=body, language=language)

    assert [claim.index for claim in claims] == list(range(len(claims)))
    assert bool(claims) == any(character.isalnum() for character in headline)
    end = 0
    for claim in claims:
        assert end <= claim.span.start < claim.span.end <= len(headline)
        assert claim.text.endswith(claim.span.slice(headline))
        end = claim.span.end


@given(words=st.lists(PIECES, min_size=1, max_size=14), language=st.sampled_from(LANGUAGES))
def test_no_word_of_a_headline_is_lost_between_claims(words, language):
    headline = " ".join(words)
    claims = split_claims(headline, body=headline, language=language)

    for left, right in pairwise(claims):
        between = headline[left.span.end : right.span.start]
        assert sum(character.isalnum() for character in between) <= LONGEST_CONJUNCTION


LONGEST_CONJUNCTION = 9  # "sementara", with nothing else between two claims
