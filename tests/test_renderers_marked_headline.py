from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

import pytest
from report_builder import make_report
from rich.cells import cell_len
from sample_reports import contradicted_report, right_to_left_report, unsupported_report

from checker.renderers import RenderContext, render

MARKED = {
    "indonesian": (unsupported_report().article.headline, ("Akui", "Tak", "Seaman")),
    "japanese": (contradicted_report().article.headline, ("来年", "二倍")),
    "vietnamese, decomposed": (
        unicodedata.normalize("NFD", "Thủ tướng mở cầu mới và thừa nhận chưa từng kiểm định an toàn"),
        tuple(unicodedata.normalize("NFD", word) for word in ("thừa", "nhận", "chưa")),
    ),
    "hindi": ("मंत्री ने पुल खोला और देरी की बात स्वीकार की", ("देरी", "स्वीकार")),
    "a word longer than a line": ("Wahl: " + "Donaudampfschifffahrt" * 6, ("schifffahrt" + "Donaudampf",)),
    "control characters": ("Mayor\x1b[2J opens\nbridge \u202eagain", ("opens", "again")),
}


@pytest.mark.parametrize("width", [40, 47, 60, 61, 80, 100, 160])
@pytest.mark.parametrize(("headline", "words"), MARKED.values(), ids=MARKED.keys())
def test_marks_stand_under_their_words_at_any_width(headline: str, words: tuple[str, ...], width: int) -> None:
    report = make_report(headline=headline, unsupported=words, claims=())
    lines = render([report], "terminal", RenderContext(width=width)).splitlines()
    inside = [line.strip()[2:-2] for line in lines if line.strip().startswith("│")]
    marked = ""
    for above, row in pairwise(inside):
        if set(row) != {" ", "~"}:
            continue
        for mark in re.finditer("~+", row):
            cells = 0
            for character in above:
                start, cells = cells, cells + cell_len(character)
                marked += character if mark.start() <= start < mark.end() or mark.start() < cells <= mark.end() else ""
    assert marked == "".join(words)


def test_a_right_to_left_headline_lists_its_words_instead() -> None:
    text = render([right_to_left_report()], "terminal")
    assert "~" not in text
    assert "not accounted for: “ويعترف”, “بتأخر”" in text
