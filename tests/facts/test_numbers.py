"""Quantities: how texts of many languages write them, and what is no quantity."""

from __future__ import annotations

import pytest

from checker.facts.numbers import find_quantities
from checker.facts.numbers.digits import read_digits
from checker.facts.numbers.quantity import Bound


def only(text: str, language: str) -> tuple[float, str]:
    """Return the value and the kind of the one quantity in a text."""
    (quantity,) = find_quantities(text, language)
    assert text[quantity.start : quantity.end].strip()
    return quantity.readings[0][0], quantity.kind


@pytest.mark.parametrize(
    ("text", "language", "readings"),
    [
        ("1.500", "id", (1500.0,)),
        ("1.500", "de", (1500.0,)),
        ("1.500", "en", (1.5, 1500.0)),
        ("1,500", "en", (1500.0,)),
        ("1,500", "id", (1.5, 1500.0)),
        ("1,500", "", (1.5, 1500.0)),
        ("12.5", "id", (12.5,)),
        ("1.500.000", "en", (1_500_000.0,)),
        ("1.500,75", "id", (1500.75,)),
        ("1,50,000", "hi", (150_000.0,)),
        ("1'500", "de", (1500.0,)),
        ("٢٫٣", "ar", (2.3,)),
        ("१५", "hi", (15.0,)),
        ("１２", "ja", (12.0,)),
        ("38・2", "ja", (38.2,)),
        ("1.2.3", "en", ()),
        ("0.500", "id", (0.5,)),
    ],
)
def test_digits_are_read_as_the_language_writes_them(text: str, language: str, readings: tuple[float, ...]) -> None:
    decimal = {"en": ".", "hi": ".", "ja": ".", "ar": ".", "id": ",", "de": ","}.get(language, "")
    assert read_digits(text, decimal) == readings


@pytest.mark.parametrize(
    ("text", "language", "value", "kind"),
    [
        ("lima belas drone", "id", 15, ""),
        ("seratus dua puluh lima ribu rumah", "id", 125_000, ""),
        ("Rp2,3 triliun", "id", 2.3e12, "IDR"),
        ("1,5 juta warga", "id", 1.5e6, ""),
        ("Rp 43 M untuk jalan", "id", 43e9, "IDR"),
        ("setengah juta warga", "id", 500_000, ""),
        ("dua pertiga warga", "id", 66.67, "percent"),
        ("lapan bilion ringgit", "ms", 8e9, "MYR"),
        ("one hundred and five thousand homes", "en", 105_000, ""),
        ("twenty-five dogs", "en", 25, ""),
        ("$2.3tn", "en", 2.3e12, "USD"),
        ("£5m for roofs", "en", 5e6, "GBP"),
        ("5m users", "en", 5e6, ""),
        ("5 m", "en", 5, "length"),
        ("10k runners", "en", 10_000, ""),
        ("a dozen eggs", "en", 12, ""),
        ("half a million birds", "en", 500_000, ""),
        ("½ litre", "en", 0.5, "volume"),
        ("50 per cent", "en", 50, "percent"),
        ("1.5 km", "en", 1500, "length"),
        ("the 5th title", "en", 5, "ordinal"),
        ("the fifth title", "en", 5, "ordinal"),
        ("edisi ke-5", "id", 5, "ordinal"),
        ("treinta y cinco heridos", "es", 35, ""),
        ("mil quinientos euros", "es", 1500, "EUR"),
        ("cinco mil casas", "es", 5000, ""),
        ("medio millar de casas", "es", 500, ""),
        ("dois milhões de reais", "pt", 2e6, "BRL"),
        ("quatre-vingt-dix-sept morts", "fr", 97, ""),
        ("1 500 maisons", "fr", 1500, ""),
        ("soixante-douze maisons", "fr", 72, ""),
        ("fünfundzwanzig Häuser", "de", 25, ""),
        ("zweihundertdreiundvierzig Tote", "de", 243, ""),
        ("zwei Drittel", "de", 66.67, "percent"),
        ("2,5 Mio. Euro", "de", 2.5e6, "EUR"),
        ("ventitré case", "it", 23, ""),
        ("duecentocinquanta case", "it", 250, ""),
        ("vijfentwintig huizen", "nl", 25, ""),
        ("dwadzieścia pięć domów", "pl", 25, ""),
        ("yirmi beş ev", "tr", 25, ""),
        ("yüzde 12", "tr", 12, "percent"),
        ("двадцать пять домов", "ru", 25, ""),
        ("2,3 млрд рублей", "ru", 2.3e9, "RUB"),
        ("خمسة وعشرون منزلا", "ar", 25, ""),
        ("مئة وخمسون منزلا", "ar", 150, ""),
        ("تسعة ملايين دولار", "ar", 9e6, "USD"),
        ("بیست و پنج خانه", "fa", 25, ""),
        ("दो लाख पचास हजार घर", "hi", 250_000, ""),
        ("2.3 करोड़ रुपये", "hi", 2.3e7, "INR"),
        ("三十五人が死亡", "ja", 35, "person"),
        ("1億2000万円を支援", "ja", 1.2e8, "JPY"),
        ("3万5000円", "ja", 35_000, "JPY"),
        ("奖金二十万元", "zh", 200_000, "CNY"),
        ("2.3亿元", "zh", 2.3e8, "CNY"),
        ("스물다섯 명", "ko", 25, "person"),
        ("3만5천 원", "ko", 35_000, "KRW"),
        ("hai mươi lăm ngôi nhà", "vi", 25, ""),
        ("ยี่สิบห้าคน", "th", 25, "person"),
        ("2.3 ล้านบาท", "th", 2.3e6, "THB"),
        ("250 domov", "xx", 250, ""),
        ("anderthalb Stunden", "de", 1.5 * 0.000114, "time"),
        ("400 Kilogramm", "de", 400, "mass"),
        ("полтора километра", "ru", 1500, "length"),
        ("الفوز الثالث", "ar", 3, "ordinal"),
        ("月1980円", "ja", 1980, "JPY"),
    ],
)
def test_numbers_are_read_in_words_digits_and_both(text: str, language: str, value: float, kind: str) -> None:
    assert only(text, language) == (pytest.approx(value), kind)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Minggu (17/9/2023) pukul 10.30", "id"),
        ("in the years 2024–2029", "en"),
        ("the 2023/24 season", "en"),
        ("an F-16 over Bonn", "en"),
        ("Covid-19 and 5G at the G20", "en"),
        ("Pasal 27 dan ayat 3", "id"),
        ("Boeing 737 lands", "en"),
        ("call 0812345678", "en"),
        ("rue 2024-118-9", "fr"),
        ("一部の九州の人", "ja"),
        ("千葉と四国", "ja"),
        ("이 번", "ko"),
        ("nothing here", "en"),
    ],
)
def test_parts_of_dates_and_names_are_no_quantities(text: str, language: str) -> None:
    assert [q for q in find_quantities(text, language) if q.is_telling] == []


@pytest.mark.parametrize(
    ("text", "language", "bound"),
    [
        ("more than 10 cars", "en", Bound.OVER),
        ("at least 10 cars", "en", Bound.OVER),
        ("nearly 10 cars", "en", Bound.NEAR),
        ("fewer than 10 cars", "en", Bound.UNDER),
        ("about 10 cars", "en", Bound.ABOUT),
        ("hampir 100 rumah", "id", Bound.NEAR),
        ("100 rumah lebih", "id", Bound.EXACT),
        ("100 lebih rumah", "id", Bound.OVER),
        ("100'den fazla ev", "tr", Bound.OVER),
        ("100人以上", "ja", Bound.OVER),
        ("超过100辆", "zh", Bound.OVER),
        ("plus de 100 maisons", "fr", Bound.OVER),
        ("hundreds of cars", "en", Bound.EXACT),
    ],
)
def test_hedges_are_read_before_and_behind_a_number(text: str, language: str, bound: Bound) -> None:
    (quantity,) = find_quantities(text, language)
    assert quantity.bound == bound


@pytest.mark.parametrize(
    ("text", "language", "reading", "kind"),
    [
        ("3-5 people", "en", (3, 5), "person"),
        ("3-5 million euros", "en", (3e6, 5e6), "EUR"),
        ("between three and five dogs", "en", (3, 5), ""),
        ("won 2-1 at home", "en", (2, 1), "score"),
        ("ratusan warga", "id", (100, 1000), ""),
        ("thousands of birds", "en", (1000, 1e6), ""),
        ("Milliarden Bienen", "de", (1e9, 1e12), ""),
    ],
)
def test_ranges_scores_and_vague_words_hold_two_ends(
    text: str, language: str, reading: tuple[float, float], kind: str
) -> None:
    (quantity,) = find_quantities(text, language)
    assert (quantity.readings, quantity.kind) == ((reading,), kind)


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("two three", "en", [2, 3]),
        ("three and five", "en", [3, 5]),
        ("two hundred hundred", "en", [200, 100]),
        ("fifty thousand and 5", "en", [50_000, 5]),
        ("belas dua", "id", [2]),
        ("200-100 million euros", "en", []),
        ("rise from 3 to 5 cars", "en", [3, 5]),
        ("ref 12-1", "en", [12]),
        ("nine in ten drivers", "en", [9, 90, 10]),
        ("nueve de cada diez gatos", "es", [9, 90, 10]),
        ("three of the seven boats", "en", [3, 7]),
    ],
)
def test_what_is_not_one_number_is_read_as_several(text: str, language: str, values: list[float]) -> None:
    assert [q.readings[0][0] for q in find_quantities(text, language)] == values


@pytest.mark.parametrize(
    ("text", "language"),
    [("one car", "en"), ("2024 houses", "en"), ("they flew Falcon 9 there", "en"), ("half here", "en")],
)
def test_a_number_that_may_be_something_else_proves_nothing(text: str, language: str) -> None:
    assert [q.is_telling for q in find_quantities(text, language)] == [False]


def test_capitals_of_a_title_do_not_make_a_name() -> None:
    (quantity,) = find_quantities("New Market Houses 1,510 Sellers", "en")
    assert quantity.is_telling


@pytest.mark.parametrize(
    ("language", "text", "value", "kind"),
    [
        ("tr", "%50 arttı", 50.0, "percent"),
        ("th", "งบประมาณอยู่ที่ 35 ล้านบาท", 35e6, "THB"),
        ("pl", "dwa i pół tysiąca osób", 2500.0, "person"),
        ("ru", "два с половиной миллиона рублей", 2.5e6, "RUB"),
        ("it", "2,5 milioni", 2.5e6, ""),
        ("pt", "dois e meio milhões de euros", 2.5e6, "EUR"),
        ("nl", "anderhalf miljoen euro", 1.5e6, "EUR"),
        ("hi", "डेढ़ लाख लोग", 150_000.0, "person"),
        ("vi", "3,5 triệu đồng", 3.5e6, "VND"),
        ("ko", "3만8천 명", 38_000.0, "person"),
        ("ko", "4백50만 명", 4_500_000.0, "person"),
        ("ja", "4億5000万円", 4.5e8, "JPY"),
        ("zh", "2.6亿元", 2.6e8, "CNY"),
        ("de", "zwei Drittel", 66.67, "percent"),
        ("id", "Rp2,3 triliun", 2.3e12, "IDR"),
    ],
)
def test_newsrooms_of_many_languages_are_read(language, text, value, kind):
    assert only(text, language) == (value, kind)
