"""Sentences of news text, and where they stand in the body."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sentencex import get_sentence_boundaries

import checker
from checker.datatypes import Span
from checker.segment import segment

RULES = tomllib.loads((Path(checker.__file__).parent / "assets" / "abbreviations.toml").read_text(encoding="utf-8"))


def split(text, language="en"):
    return [sentence.text for sentence in segment(text, [Span(0, len(text))], language=language)]


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("id", ["Kantornya di Jl. Melati No. 12, Jakarta.", "PT Samudra Raya Tbk. membeli kapal."]),
        ("id", ["Ir. Wayan Sudarta hadir.", "Beras, gula, dll. dijual murah."]),
        ("id", ["Harganya Rp 2,3 triliun.", "Naik 1.500 persen."]),
        ("id", ["Harganya Rp. 5 juta.", "Saham PT Samudra Raya Tbk. (SMDR) naik."]),
        ("id", ['"Kami siap." ujarnya kepada wartawan.', "Ia lalu pergi."]),
        ("id", ['"Mengapa begini?" tanya Ani.', '"Tidak!" teriak Budi.']),
        ("en", ["J. K. Marlow wrote it.", "Mr. Hale of St. Ives met Ms. Orr at 5 p.m. Friday."]),
        ("en", ["The meeting ended at 5 p.m.", "The mayor left."]),
        ("en", ["Prices rose 2.5 percent to $3.5 billion.", "No. 5 won."]),
        ("en", ['He said: "We will go. We will win."', "Then he left."]),
        ("en", ['"Are you ready?" he asked.', '"Yes!" she said.']),
        ("en", ["It was in the firm's plan.", "'90s music came back."]),
        ("en", ["First.", "Second has no space before it."]),
        ("fr", ["M. Roche est arrivé.", "« Nous viendrons. »", "Mme. Petit a dit : « Non ! » puis est sortie."]),
        ("fr", ["Il mourut en 52 av. J.-C. à Rome.", "J.-M. Roche est venu."]),
        ("de", ["Am 3. Oktober kam Dr. Meier.", "Er sagte: „Wir kommen.“", "Dann ging er."]),
        ("es", ["El Sr. Paz llegó.", "¿Vendrá mañana?", "«Sí», dijo."]),
        ("ja", ["市長は「行きます。戻ります。」と述べた。", "そして出発した。"]),
        ("ja", ["市長は「行きます。」", "ところが誰も来なかった。"]),
        ("ko", ['"갑니다."라고 시장이 말했다.', "3.5% 올랐다."]),
        ("zh", ["他说:“我们会去。我们会赢。”", "然后离开了。", "好吗?"]),
        ("ru", ["В 2024 г. в Москве жил А. С. Орлов.", "«Мы придём»."]),
        ("hi", ["डॉ. सिंह बोले।", "वह गया।"]),
        ("ar", ["ذهب الرئيس إلى القاهرة.", "هل سيعود؟"]),
        ("vi", ["PGS.TS. Trần Văn B. nói.", "Bà GS.TS. Lê nói."]),
        ("vi", ["TP. Huế đông dân.", "Ông TS. Trần Văn B. nói."]),
        ("und", ["The mayor left.", "The council stayed."]),
    ],
)  # fmt: skip
def test_sentences_are_found(language, sentences):
    gap = "" if language in {"ja", "zh"} or sentences[0] == "First." else " "
    assert split(gap.join(sentences), language) == sentences


def listed(key):
    return [(code, entry) for code, rules in RULES.items() for entry in rules.get(key, ())]


NAMES = {"ar": "سالم", "fa": "سالم", "hi": "सिंह", "ru": "Орлов"}


@pytest.mark.parametrize(
    ("language", "text"),
    [(code, f"Xxx yyy {entry} {NAMES.get(code, 'Orlov')} zzz.") for code, entry in listed("joins")]
    + [(code, f"Xxx yyy {entry} 12 zzz.") for code, entry in listed("joins_number")]
    + [(code, f"Xxx yyy {entry} (ORLV) zzz.") for code, entry in listed("joins_bracket")],
)
def test_every_listed_abbreviation_is_needed_and_works(language, text):
    assert len(get_sentence_boundaries(language, text)) > 1, "sentencex has learned it: delete the entry"
    assert split(text, language) == [text]


def test_abbreviations_of_one_language_say_nothing_in_another():
    assert len(split("Er wohnt bei Dipl. Orlov dort.", "de")) == 1
    assert len(split("Er wohnt bei Dipl. Orlov dort.", "en")) == 2


def test_a_line_break_in_wrapped_text_ends_no_sentence():
    text = "The night ferry will go on sailing until\nthe end of the decade. The council voted\nfor it."
    assert split(text) == [text[:63], text[64:]]


def test_a_blank_line_ends_a_sentence():
    assert split("The night ferry\n \nwill go on\n\n\nsailing") == ["The night ferry", "will go on", "sailing"]


def test_no_sentence_crosses_the_border_of_a_kept_span():
    body = "The night ferry will go on"
    kept = [Span(0, 9), Span(10, 26)]
    assert [sentence.text for sentence in segment(body, kept, language="en")] == ["The night", "ferry will go on"]


def test_what_is_not_kept_is_no_sentence():
    body = "Advertisement\nThe ferry stays.\nAdvertisement"
    assert [sentence.text for sentence in segment(body, [Span(14, 30)], language="en")] == ["The ferry stays."]


def test_sentences_are_numbered_across_spans():
    body = "One came. Two came.\nThree came."
    sentences = segment(body, [Span(0, 19), Span(20, 31)], language="en")
    assert [sentence.index for sentence in sentences] == [0, 1, 2]


def test_an_unpaired_quotation_mark_swallows_nothing():
    text = 'We agreed," said the mayor. The vote was short. It was clear," said the clerk. Then all left.'
    assert split(text) == [
        'We agreed," said the mayor.',
        "The vote was short.",
        'It was clear," said the clerk.',
        "Then all left.",
    ]


def test_a_long_quotation_is_split_into_its_sentences():
    quoted = [f"We shall keep route {n} of the night ferry open as we promised." for n in range(2, 9)]
    assert split(f'She said: "{" ".join(quoted)}"') == ['She said: "' + quoted[0], *quoted[1:-1], quoted[-1] + '"']


def test_lower_case_after_an_abbreviation_goes_on_but_a_chat_without_capitals_is_still_split():
    assert split("The company Xyz. bought a ship. It sails.") == ["The company Xyz. bought a ship.", "It sails."]
    chat = ["we went home.", "they stayed.", "it rained.", "nobody came."]
    assert split(" ".join(chat)) == chat


def test_a_sentence_too_long_to_read_is_split_at_semicolons_and_line_breaks():
    items = [f"item {n} of the list is a berth for the night ferry at the northern quay" for n in range(9)]
    assert split("; ".join(items)) == [*(f"{item};" for item in items[:-1]), items[-1]]
    assert split("\n".join(items)) == items
    assert split(" and ".join(items)) == [" and ".join(items)]


def test_a_short_sentence_keeps_its_semicolons():
    assert split("The ferry stays; the bridge opens.") == ["The ferry stays; the bridge opens."]


def test_thai_without_full_stops_is_split_at_spaces_into_readable_pieces():
    clause = "เรือข้ามฟากกลางคืนจะให้บริการต่อไปจนถึงสิ้นทศวรรษ"
    for n in (12, 40):
        pieces = split(" ".join([clause] * n), "th")
        assert len(pieces) > n / 4
        assert all(len(piece) < 200 for piece in pieces)
    assert split(f"{clause} {clause}", "th") == [f"{clause} {clause}"]


@pytest.mark.parametrize("text", ["", " \n ", "...", '"', "😀", "\ud800 lone. Half.", "a\x00b. C."])
def test_odd_text_is_no_error(text):
    assert "".join(split(text)).split() == "".join(text.split("\n")).split() or split(text)


FRAGMENTS = [
    "Dr.",
    "J.-C.",
    "5",
    "5.5",
    '"',
    "“",
    "”",
    "(",
    ")",
    ".",
    "?",
    "。",
    "…",
    "\n",
    "\n\n",
    " ",
    "😀",
    "the",
    "Mayor",
    "」",
    "と",
    "เรือ",
    "\r\n",
]


@given(
    st.one_of(st.text(max_size=200), st.lists(st.sampled_from(FRAGMENTS), max_size=80).map("".join)),
    st.sampled_from(["en", "id", "ja", "fr", "th", "und", "", "xx"]),
    st.integers(0, 50),
)
def test_sentences_slice_back_and_cover_the_kept_text_in_order(text, language, border):
    border = min(border, len(text))
    kept = [Span(0, border), Span(border, len(text))]
    sentences = segment(text, kept, language=language)
    assert all(sentence.span.slice(text) == sentence.text == sentence.text.strip() != "" for sentence in sentences)
    assert all(a.span.end <= b.span.start for a, b in pairwise(sentences))
    assert "".join("".join(sentence.text.split()) for sentence in sentences) == "".join(text.split())
    assert not any(sentence.span.start < border < sentence.span.end for sentence in sentences)
