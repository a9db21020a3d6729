"""Which sentences take a report back."""

from __future__ import annotations

import pytest

from checker.doubt import has_doubt


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Police later said the photograph was a hoax."),
        ("en", "Nothing of the kind happened, said Ms Orr, denying the report."),
        ("id", "Kabar itu dibantah kepala dinas."),
        ("es", "El alcalde desmintió la noticia."),
        ("ja", "市はこの情報を否定した。"),
        ("ar", "نفى الوزير الخبر."),
        ("th", "กระทรวงระบุว่าเป็นข่าวปลอม"),
    ],
    ids=["hoax", "denying", "id", "es", "ja", "ar", "th"],
)
def test_sentence_that_takes_a_report_back_has_doubt(language, text):
    assert has_doubt(text, language=language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The undeniable favourite won the race."),
        ("id", "Bupati meresmikan jembatan pada Senin."),
        ("xx", "This is a hoax."),
    ],
    ids=["a word inside a word", "plain news", "language without a table"],
)
def test_plain_sentence_has_none(language, text):
    assert not has_doubt(text, language=language)
