from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from checker.renderers.cells import cut_end, cut_start, is_right_to_left, one_line, visible, wrap
from checker.renderers.theme import ASCII_SYMBOLS, UNICODE_SYMBOLS

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))


def lines(text: str, width: int) -> list[str]:
    return [line.slice(text) for line in wrap(text, width)]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("one two three", 8, ["one two", "three"]),
        ("one two three", 7, ["one two", "three"]),
        ("one  two", 20, ["one  two"]),
        ("unbreakableword x", 6, ["unbrea", "kablew", "ord x"]),
        ("", 10, [""]),
        ("   ", 10, [""]),
        ("100\u00a0000 krona", 8, ["100\u00a0000", "krona"]),
        ("新しい図書館が完成", 8, ["新しい図", "書館が完", "成"]),
        ("図書館、完成。", 6, ["図書", "館、完", "成。"]),
        ("彼は「完成」と", 6, ["彼は", "「完", "成」と"]),
        ("서울시 새 도서관 개관", 10, ["서울시 새", "도서관", "개관"]),
        ("e\u0301a\u0308o\u0302u\u0301", 3, ["e\u0301a\u0308o\u0302", "u\u0301"]),
        ("👩\u200d👩\u200d👧👍", 2, ["👩\u200d👩\u200d👧", "👍"]),
    ],
    ids=[
        "at blanks",
        "exactly full",
        "inner blanks stay",
        "long word",
        "empty",
        "only blanks",
        "no-break space",
        "wide letters",
        "comma never starts a line",
        "bracket never ends a line",
        "hangul breaks at blanks",
        "accents stay on their letters",
        "joined emoji stay whole",
    ],
)
def test_text_wraps(text: str, width: int, expected: list[str]) -> None:
    assert lines(text, width) == expected


@given(text=ANY_TEXT, width=st.integers(4, 40))
def test_wrapped_lines_fit_and_lose_only_blanks(text: str, width: int) -> None:
    shown = visible(text, unicode=True)
    got = lines(shown, width)
    assert all(cell_len(line) <= width for line in got)
    assert "".join("".join(got).split()) == "".join(shown.split())


@given(text=ANY_TEXT, width=st.integers(4, 40))
def test_cut_text_fits_and_is_a_part(text: str, width: int) -> None:
    shown = visible(text, unicode=True)
    start, end = cut_end(shown, width, "…"), cut_start(shown, width, "…")
    assert cell_len(start) <= width
    assert cell_len(end) <= width
    assert shown.startswith(start.removesuffix("…"))
    assert shown.endswith(end.removeprefix("…"))


def test_text_that_fits_is_not_cut() -> None:
    assert cut_end("story.txt", 9, "…") == cut_start("story.txt", 9, "…") == "story.txt"
    assert cut_end("story.txt", 8, "…") == "story.t…"
    assert cut_start("story.txt", 8, "...") == "...y.txt"


@given(text=ANY_TEXT, unicode=st.booleans())
def test_visible_text_keeps_every_offset_and_obeys_nothing(text: str, unicode: bool) -> None:
    shown = visible(text, unicode=unicode)
    assert len(shown) == len(text)
    assert not any(unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"} for character in shown)
    assert not any(unicodedata.bidirectional(c) in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI"} for c in shown)


@pytest.mark.parametrize(
    ("character", "drawn", "in_ascii"),
    [
        ("\x1b", "␛", "?"),
        ("\x00", "␀", "?"),
        ("\n", "↵", "?"),
        ("\u2028", "↵", "?"),
        ("\t", " ", " "),
        ("\x7f", "␡", "?"),
        ("\x9b", "\ufffd", "?"),
        ("\u202e", "\ufffd", "?"),
        ("\ud800", "\ufffd", "?"),
        ("\u200d", "\u200d", "\u200d"),
    ],
    ids=ascii,
)
def test_a_control_character_is_shown_as_a_substitute(character: str, drawn: str, in_ascii: str) -> None:
    assert visible(f"a{character}b", unicode=True) == f"a{drawn}b"
    assert visible(f"a{character}b", unicode=False) == f"a{in_ascii}b"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  One.\nTwo. ", "One. Two."),
        ("One.\n\nTwo.", "One. ¶ Two."),
        ("One.\r\n \r\nTwo.", "One. ¶ Two."),
        ("One.\tTwo.", "One. Two."),
        ("One.  Two.", "One.  Two."),
        ("One.\x1b[31mTwo.", "One.␛[31mTwo."),
    ],
    ids=["line break", "paragraph break", "with carriage returns", "tab", "double blank stays", "escape"],
)
def test_a_quotation_stands_on_one_line(text: str, expected: str) -> None:
    assert one_line(text, UNICODE_SYMBOLS, unicode=True) == expected


def test_a_paragraph_break_has_an_ascii_mark() -> None:
    assert one_line("One.\n\nTwo.", ASCII_SYMBOLS, unicode=False) == "One. / Two."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jembatan", False),
        ("図書館", False),
        ("الجسر", True),
        ("הגשר 2024", True),
        ("Bridge الجسر", True),
        ("٣٤", False),
    ],
    ids=["latin", "japanese", "arabic", "hebrew", "mixed", "digits"],
)
def test_right_to_left_scripts_are_known(text: str, expected: bool) -> None:
    assert is_right_to_left(text) is expected
