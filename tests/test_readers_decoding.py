"""Bytes in the encodings newsrooms save become the text that was written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.errors import InputError
from checker.readers.decoding import decode

FRENCH = "Le pont fermé rouvre à Noël\n\nLe pont fermé depuis février rouvrira à Noël, après une année de travaux.\n"
CURLY = "L’été s’achève\n\n« Nous rentrons », a déclaré le maire – et l’école rouvrira lundi, a-t-il précisé.\n"
RUSSIAN = "Мост откроют зимой\n\nМост закрыли в феврале, и его снова откроют зимой, сообщил мэр города.\n"
POLISH = (
    "Most otworzą zimą\n\nMost zamknięto w lutym, a zimą znów będzie otwarty, ogłosił burmistrz. Żółta łódź płynie.\n"
)
TURKISH = "Köprü kışın açılıyor\n\nŞubatta kapatılan köprünün kışın yeniden açılacağını belediye başkanı açıkladı.\n"
ARABIC = "الجسر يفتح في الشتاء\n\nقال رئيس البلدية إن الجسر المغلق منذ شباط سيفتح من جديد في الشتاء.\n"
JAPANESE = "橋は冬に再開\n\n二月から閉鎖されている橋は冬に再開されると市長が発表した。\n"
CHINESE = "大桥冬季重新开放\n\n市长宣布,二月关闭的大桥将在冬季重新开放。\n"
KOREAN = "다리는 겨울에 다시 열린다\n\n시장은 이월에 닫힌 다리가 겨울에 다시 열린다고 발표했다.\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (FRENCH, "utf-8"), (FRENCH, "utf-8-sig"), (FRENCH, "utf-16"), (FRENCH, "utf-16-le"), (FRENCH, "utf-16-be"),
        (FRENCH, "utf-32"), (RUSSIAN, "utf-16-le"), (RUSSIAN, "utf-16-be"), (FRENCH, "latin-1"), (CURLY, "cp1252"),
        (FRENCH, "mac-roman"), (RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), (POLISH, "cp1250"), (TURKISH, "cp1254"),
        (ARABIC, "cp1256"), (JAPANESE, "shift_jis"), (JAPANESE, "euc_jp"), (CHINESE, "gb18030"), (KOREAN, "cp949"),
    ],
)  # fmt: skip
def test_text_survives_its_encoding(text, encoding):
    assert decode(text.encode(encoding), source="story.txt") == text


def test_a_stray_byte_does_not_make_a_utf8_file_another_encoding():
    text = decode(FRENCH.encode() * 3 + b"\xe9", source="story.txt")
    assert text == FRENCH * 3 + "\ufffd"


def test_a_byte_order_mark_is_no_text_even_before_a_stray_byte():
    assert decode(b"\xef\xbb\xbf" + FRENCH.encode() * 3 + b"\xe9", source="story.txt").startswith("Le pont")


@pytest.mark.parametrize(
    "data",
    [bytes(range(256)) * 4, b"\x7fELF\x02\x01\x01" + bytes(60), b"\xff\xfe\x00\xd8", b"\x01\x02\x03\x04 text"],
    ids=["all bytes", "program", "half a character", "control bytes"],
)
def test_what_is_no_text_is_an_error(data):
    with pytest.raises(InputError, match=r"story\.txt is not text") as caught:
        decode(data, source="story.txt")
    assert caught.value.code == "E106"


@given(st.binary(max_size=200))
def test_any_bytes_are_text_without_carriage_returns_or_an_input_error(data):
    try:
        text = decode(data, source="x")
    except InputError as error:
        assert error.code == "E106"
    else:
        assert "\r" not in text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_utf8_is_always_recognised(text):
    assert decode(text.encode(), source="x") == text.removeprefix("\ufeff").removeprefix("\ufeff")
