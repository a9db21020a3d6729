from __future__ import annotations

import pytest

from checker.renderers.lines import language_text, probability_text


@pytest.mark.parametrize(
    ("probability", "expected"),
    [(0.0, "0.00"), (0.001, "<0.01"), (0.05, "0.05"), (0.994, "0.99"), (0.999, ">0.99"), (1.0, "1.00")],
)
def test_a_probability_never_pretends_to_certainty(probability: float, expected: str) -> None:
    assert probability_text(probability) == expected


@pytest.mark.parametrize(
    ("code", "name"),
    [("id", "Indonesian"), ("zh-Hant", "Traditional Chinese"), ("und", "Unknown language"), ("qq", "qq")],
)
def test_languages_have_english_names(code: str, name: str) -> None:
    assert language_text(code) == name
