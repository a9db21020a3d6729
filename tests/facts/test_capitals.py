"""Capitals whose lower case is another letter, or two, are read as the letters they stand for."""

from __future__ import annotations

import pytest

from checker.facts.dates import find_moments
from checker.facts.numbers.parse import find_quantities


@pytest.mark.parametrize("text", ["3 NİSAN", "PAZARTESİ", "YARIN", "GEÇEN YIL", "SABAHI", "AKŞAMI"])
def test_turkish_capitals_are_dates(text: str) -> None:
    assert find_moments(text, "tr")


@pytest.mark.parametrize(
    ("text", "value"), [("İKİ BİN KİŞİ", 2000), ("ÜÇÜNCÜ", 3), ("BİNLERCE", 1000), ("5 BİN", 5000)]
)
def test_turkish_capitals_are_numbers(text: str, value: float) -> None:
    assert find_quantities(text, "tr")[0].readings[0][0] == value


def test_an_undotted_capital_that_no_table_has_is_no_number() -> None:
    assert not find_quantities("ALTINCI YARISI", "tr")
