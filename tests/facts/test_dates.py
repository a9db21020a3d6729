"""Dates and times: what is found in a text, what can be the same, and what the rule proves."""

from __future__ import annotations

import pytest

from checker.datatypes import Article, Claim, Sentence, Severity, Span
from checker.facts.context import ClaimContext
from checker.facts.dates import find_moments
from checker.facts.dates.moment import Field, Moment, agrees, between, complete
from checker.facts.dates.rule import find_date_mismatches, find_date_rivals
from checker.facts.dates.vocabulary import PERSIAN

TUESDAY = 1
FULL = {Field.YEAR: 2024, Field.MONTH: 3, Field.DAY: 12}


def make_context(headline: str, *body: str, language: str = "en", **metadata: str) -> ClaimContext:
    """Return a context whose body sentences are all near the claim, in the order given."""
    text = " ".join(body)
    sentences, start = [], 0
    for i, sentence in enumerate(body):
        sentences.append(Sentence(i, sentence, Span(start, start + len(sentence))))
        start += len(sentence) + 1
    article = Article(headline, text, language=language, metadata=metadata)
    claim = Claim(0, headline, Span(0, len(headline)))
    return ClaimContext(claim, article, language, tuple(sentences), tuple(range(len(body))))


def values(moment: Moment) -> dict[Field, int | None]:
    return {unit: moment.only(unit) for unit in moment.fields}


@pytest.mark.parametrize(
    ("language", "text", "weekday"),
    [
        ("en", "Talks open on Tuesday, March 12th, 2024 here", TUESDAY),
        ("en", "12 March 2024", None),
        ("en", "Mar. 12, 2024", None),
        ("id", "digelar Selasa (12/3/2024)", TUESDAY),
        ("id", "tanggal 12 Maret 2024", None),
        ("ms", "Selasa 12 Mac 2024", TUESDAY),
        ("es", "el martes 12 de marzo de 2024", TUESDAY),
        ("pt", "na terça-feira, 12 de março de 2024", TUESDAY),
        ("pt", "na terça, 12 de março de 2024", TUESDAY),
        ("fr", "le mardi 12 mars 2024", TUESDAY),
        ("de", "am Dienstag, 12. März 2024", TUESDAY),
        ("it", "martedì 12 marzo 2024", TUESDAY),
        ("nl", "dinsdag 12 maart 2024", TUESDAY),
        ("pl", "we wtorek 12 marca 2024", TUESDAY),
        ("cs", "v úterý 12. března 2024", TUESDAY),
        ("ru", "во вторник, 12 марта 2024", TUESDAY),
        ("uk", "у вівторок, 12 березня 2024", TUESDAY),
        ("tr", "12 Mart 2024 Salı günü", TUESDAY),
        ("ar", "الثلاثاء ١٢ مارس ٢٠٢٤", TUESDAY),
        ("ar", "12 آذار 2024", None),
        ("hi", "मंगलवार 12 मार्च 2024", TUESDAY),
        ("ja", "2024年3月12日（火）", TUESDAY),
        ("ko", "2024년 3월 12일 화요일", TUESDAY),
        ("zh", "2024年3月12日星期二", TUESDAY),
        ("vi", "Thứ Ba, ngày 12 tháng 3 năm 2024", TUESDAY),
        ("th", "วันอังคารที่ 12 มีนาคม 2567", TUESDAY),
        ("sv", "tisdagen den 12 mars 2024", TUESDAY),
        ("ro", "marți, 12 martie 2024", TUESDAY),
        ("fi", "tiistaina 12. maaliskuuta 2024", TUESDAY),
        ("he", "יום שלישי, 12 במרץ 2024", TUESDAY),
        ("el", "την Τρίτη 12 Μαρτίου 2024", TUESDAY),
        ("bn", "মঙ্গলবার, ১২ মার্চ ২০২৪", TUESDAY),
        ("und", "2024-03-12", None),
        ("xx", "12/3/2024", None),
    ],
)
def test_a_full_date_is_read_in_every_language(language: str, text: str, weekday: int | None) -> None:
    found = [moment for moment in find_moments(text, language) if moment.has(Field.DAY)]
    assert len(found) == 1
    assert {unit: found[0].only(unit) for unit in FULL} == FULL
    assert found[0].only(Field.WEEKDAY) == TUESDAY  # given, or computed
    if weekday is not None:
        assert find_moments(text, language) == tuple(found)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("id", "Minggu (17/9) pukul 14.30 WIB", {Field.WEEKDAY: 6, Field.DAY: 17, Field.HOUR: 14, Field.MINUTE: 30}),
        ("id", "hari Jum'at", {Field.WEEKDAY: 4}),
        ("id", "Minggu pekan depan", {Field.WEEKDAY: 6, Field.WEEK_SHIFT: 1}),
        ("en", "at 5 pm", {Field.HOUR: 17}),
        ("en", "at 12 am", {Field.HOUR: 0}),
        ("en", "early on Saturday", {Field.WEEKDAY: 5}),
        ("en", "in 2029", {Field.YEAR: 2029}),
        ("en", "the second quarter of 2027", {Field.QUARTER: 2, Field.YEAR: 2027}),
        ("ar", "الربع الأخير من 2027", {Field.QUARTER: 4, Field.YEAR: 2027}),
        ("ja", "来月1日", {Field.MONTH_SHIFT: 1, Field.DAY: 1}),
        ("ja", "午後2時30分", {Field.HOUR: 14, Field.MINUTE: 30}),
        ("ko", "오후 2시 반", {Field.HOUR: 14, Field.MINUTE: 30}),
        ("fr", "à 14 h 30", {Field.HOUR: 14, Field.MINUTE: 30}),
        ("de", "Montagabend", {Field.WEEKDAY: 0}),
        ("ru", "к вечеру субботы", {Field.WEEKDAY: 5}),
        ("ru", "в январе", {Field.MONTH: 1}),
        ("tr", "mayısta", {Field.MONTH: 5}),
        ("ar", "بفبراير", {Field.MONTH: 2}),
        ("ar", "7 جويلية", {Field.MONTH: 7, Field.DAY: 7}),
        ("fa", "۱۲ فروردین ۱۴۰۳", {Field.YEAR: 1403, Field.MONTH: 1, Field.DAY: 12}),
        ("zh", "下周二", {Field.WEEKDAY: TUESDAY}),
    ],
)
def test_a_partial_date_or_time_gives_its_fields(language: str, text: str, expected: dict[Field, int]) -> None:
    (moment,) = find_moments(text, language)
    found = values(moment)
    assert {unit: found.get(unit) for unit in expected} == expected


@pytest.mark.parametrize(
    ("language", "text", "unit", "expected"),
    [
        ("en", "3, 4 and 6 June", Field.DAY, {3, 4, 6}),
        ("fr", "du 3 au 6 juin", Field.DAY, {3, 4, 5, 6}),
        ("en", "June 3-5", Field.DAY, {3, 4, 5}),
        ("ja", "3、4日", Field.DAY, {3, 4}),
        ("en", "in 2024–2026", Field.YEAR, {2024, 2025, 2026}),
        ("en", "in 2024-25", Field.YEAR, {2024, 2025}),
        ("en", "the 1990s", Field.YEAR, set(range(1990, 2000))),
        ("id", "era 90-an", Field.YEAR, set(range(1990, 2000))),
        ("fr", "au XVIIe siècle", Field.YEAR, set(range(1600, 1700))),
        ("es", "siglo XIX", Field.YEAR, set(range(1800, 1900))),
        ("en", "16th- and 17th-century houses", Field.YEAR, set(range(1500, 1700))),
        ("en", "the second century", Field.YEAR, set(range(100, 200))),
        ("en", "3/12/2024", Field.MONTH, {3, 12}),
        ("en", "3/13/2024", Field.MONTH, {3}),
        ("en", "13/3/2024", Field.MONTH, {3}),
        ("id", "3/12/24", Field.MONTH, {12}),
        ("de", "um 5 Uhr", Field.HOUR, {5, 17}),
    ],
)
def test_a_field_holds_every_value_it_may_have(language: str, text: str, unit: Field, expected: set[int]) -> None:
    assert find_moments(text, language)[0].fields[unit] == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("id", "naik 12,5 persen"),
        ("id", "dua Minggu berlalu"),
        ("en", "Black Friday deals"),
        ("en", "won 14-12"),
        ("en", "45 March"),
        ("en", "1993s"),
        ("en", "version 3-2-24"),
        ("ja", "3日間で40人"),
        ("ja", "40日"),
        ("ko", "3일간"),
        ("pt", "a segunda fase"),
        ("zh", "三周一次"),
        ("de", "Die Bahn"),
        ("en", "13/13/2024"),
        ("xx", "March"),
    ],
)
def test_what_only_looks_like_a_date_is_none(language: str, text: str) -> None:
    assert find_moments(text, language) == ()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "They may march"),
        ("en", "May wins"),
        ("id", "Mei Lestari menang"),
        ("id", "17 Agustus"),
        ("en", "Olympics 2028"),
        ("ru", "окружающая среда"),
        ("id", "Minggu"),
        ("en", "the second quarter"),
        ("id", "(2/10)"),
    ],
)
def test_a_doubtful_reading_is_not_certain(language: str, text: str) -> None:
    moments = find_moments(text, language)
    assert moments
    assert not any(moment.is_certain for moment in moments)


@pytest.mark.parametrize(
    ("language", "headline", "body", "expected", "found"),
    [
        ("en", "Ferry back on Tuesday", "The ferry will sail again on Sunday.", "Tuesday", "Sunday"),
        ("en", "Trial set for May 15", "The trial is set for March 15.", "May 15", "March 15"),
        ("en", "Farm to open in 2029", "The farm will open in 2031.", "2029", "2031"),
        ("en", "Doors open at 5 pm", "Doors open at 7.30 pm.", "at 5 pm", "at 7.30 pm"),
        (
            "en",
            "Shop shut Tuesday morning",
            "The shop was shut on Tuesday evening.",
            "Tuesday morning",
            "Tuesday evening",
        ),
        (
            "en",
            "Wall is from sixth century",
            "The wall was built in the ninth century.",
            "sixth century",
            "ninth century",
        ),
        ("id", "Pasar Terbakar Kamis Malam", "Pasar terbakar Selasa (12/3/2024).", "Kamis Malam", "Selasa (12/3/2024)"),
        ("id", "Jembatan Dibuka Rabu", "Jembatan dibuka 12 Maret 2024.", "Rabu", "12 Maret 2024"),
        ("ja", "受付は来月10日に開始", "受付は来月2日に始まる。", "来月10日", "来月2日"),
        ("ar", "افتتاح الجسر يوم 8 ديسمبر", "يفتتح الجسر في ٨ أكتوبر.", "8 ديسمبر", "٨ أكتوبر"),
        ("ru", "Матч пройдёт в среду", "Матч состоится в четверг.", "среду", "четверг"),
        ("ko", "7월부터 금지", "시는 9월부터 금지한다고 밝혔다.", "7월", "9월"),
    ],
)
def test_another_date_in_the_body_is_named_with_both_places(
    language: str, headline: str, body: str, expected: str, found: str
) -> None:
    context = make_context(headline, body, language=language)
    (finding,) = find_date_mismatches(context)
    assert (finding.rule, finding.severity) == ("HC004", Severity.ERROR)
    assert (finding.expected, finding.found) == (expected.removeprefix("at "), found.removeprefix("at "))
    assert finding.claim_span is not None
    assert finding.body_span is not None
    assert finding.claim_span.slice(headline) == finding.expected
    assert finding.body_span.slice(body) == finding.found
    assert finding.message == f"The headline says {finding.expected}, sentence 1 says {finding.found}."


@pytest.mark.parametrize(
    ("language", "headline", "body"),
    [
        ("en", "Shop shut on Tuesday", "The shop was shut on 12 March 2024."),
        ("id", "Pasar Tutup Selasa", "Pasar ditutup (12/3). Data per 12 Maret 2024."),
        ("id", "Pasar Tutup Selasa", "Pasar ditutup 12 Maret. Data per Senin 11 Maret 2024."),
        ("en", "Doors open at 5 pm", "Doors open at 17:00."),
        ("en", "Fair runs in September", "The fair, from 5 August to 13 October, is free."),
        ("en", "Fair on Wednesday", "The fair runs Monday to Friday."),
        ("en", "Fair in January", "The fair runs from November to February."),
        ("en", "Staff left at 9:23", "Staff left between 9:15 and 9:30."),
        ("en", "Band of the 1990s", "The band began in 1994."),
        ("en", "Shop shut on Tuesday", "The shop is shut."),
        ("en", "Shop shut", "The shop was shut on Tuesday."),
        ("en", "Shop shut on Tuesday", "It shut in March."),
        ("en", "Shop shut on Tuesday", "The shop shuts tomorrow, the owner said on Monday."),
        ("en", "Talks open on 5 December", "Talks open the day after guests arrive on 4 December."),
        ("en", "Talks by 2030", "The talks opened on 3 May 2024."),
        ("en", "Shop shut in the morning", "The shop shut in the evening."),
        ("en", "National museum opens annex in 2024", "Its rival across the river was born in 1890 to much applause."),
        ("fa", "در مهر ماه", "در مارس ۲۰۲۴ بود."),
        ("en", "Ban next year", "The ban starts this year."),
        ("en", "Shop opens 30 February", "The shop opens 30 February 2024."),
    ],
    ids=lambda value: value[:40],
)
def test_a_date_that_the_body_can_mean_is_left_alone(language: str, headline: str, body: str) -> None:
    assert find_date_mismatches(make_context(headline, body, language=language)) == ()


@pytest.mark.parametrize(
    ("headline", "body", "published", "n_findings"),
    [
        ("Vote is tomorrow", "The vote is on 13 March.", "2024-03-12", 0),
        ("Vote is tomorrow", "The vote is on Wednesday.", "2024-03-12T08:00:00Z", 0),
        ("Vote is tomorrow", "The vote is on 20 March.", "2024-03-12", 1),
        ("Vote is tomorrow", "The vote is on Saturday.", "2024-03-12", 0),
        ("Vote in March 2024", "The vote is this month.", "2024-03-12", 0),
        ("Vote in 2025", "The vote is next year.", "2024-03-12", 0),
        ("Vote in January 2025", "The vote is next month.", "2024-12-01", 0),
        ("Vote on Tuesday", "The vote is tomorrow, four days after Saturday.", "2024-03-11", 0),
        ("Vote is tomorrow", "The vote is on 20 March.", "12th of March", 0),
    ],
)
def test_relative_words_are_resolved_against_the_day_of_publication(
    headline: str, body: str, published: str, n_findings: int
) -> None:
    assert len(find_date_mismatches(make_context(headline, body, date=published))) == n_findings


def test_only_the_nearest_sentences_can_contradict() -> None:
    far = make_context("Shop shut on Tuesday", *["The shop is shut."] * 5, "A fair was held on Friday.")
    assert find_date_mismatches(far) == ()


def test_the_moment_with_most_in_common_is_shown() -> None:
    body = "In April the council said the trial is set for 15 March 2024."
    (finding,) = find_date_mismatches(make_context("Trial set for 15 May 2024", body))
    assert finding.found == "15 March 2024"


def test_moments_of_two_calendars_are_never_compared() -> None:
    persian = Moment(0, 1, {Field.MONTH: frozenset({1})}, calendar=PERSIAN)
    assert not agrees(persian, Moment(0, 1, {Field.MONTH: frozenset({1})}))


def test_a_range_over_the_end_of_the_week_wraps_around() -> None:
    friday, monday = (Moment(0, 1, {Field.WEEKDAY: frozenset({day})}) for day in (4, 0))
    assert between(friday, monday).fields[Field.WEEKDAY] >= {4, 5, 6, 0}
    assert 2 not in between(friday, monday).fields[Field.WEEKDAY]


def test_a_day_that_no_month_has_is_no_date() -> None:
    fields = {unit: frozenset({n}) for unit, n in {**FULL, Field.DAY: 31, Field.MONTH: 2}.items()}
    assert complete(Moment(0, 1, fields)).date is None


def test_vietnamese_writes_day_and_month_behind_a_word_for_from():
    (moment,) = find_moments("Cấm xe tải từ 15/9", "vi")
    assert (moment.only(Field.DAY), moment.only(Field.MONTH), moment.is_certain) == (15, 9, True)
    assert find_moments("Đội nhà thắng 15/9", "vi") == ()


@pytest.mark.parametrize(
    ("headline", "body", "rivals"),
    [
        ("Trial opens 2 November", "It opens on 2 October. The plant closed in November 2022.", ["2 October"]),
        ("Plant to open by end of 2026", "The firm will open a plant in 2027.", ["2027"]),
        ("Deal to close in second quarter", "The deal closes in the fourth quarter.", ["fourth quarter"]),
        ("Trial opens in October", "It opens on 2 October.", []),
        ("Trial opens on Monday", "It opens in June.", []),
        ("What the mayor fears May be done", "The mayor opens the fair on 3 June.", []),
    ],
    ids=["another month", "a year", "a quarter", "less exact", "nothing to compare", "no date"],
)
def test_every_other_date_near_a_claim_is_tried_in_it(headline: str, body: str, rivals: list[str]) -> None:
    context = make_context(headline, *(f"{part.rstrip('.')}." for part in body.split(". ")))
    assert [finding.found for finding in find_date_rivals(context)] == rivals


def test_a_date_far_from_the_claim_does_not_give_it() -> None:
    body = ("Julia sells the solar tender.", "The tender opens in August.", "Panels are cheap.", "It rained in July.")
    context = make_context("Solar tender to open in July", *body)
    assert [finding.found for finding in find_date_rivals(context)] == ["August"]


def test_a_date_that_the_body_gives_for_something_far_from_the_claim_is_wrong() -> None:
    body = ("The solar tender opens in August.", "It is late.", "The town has a summer fair in July.")
    (finding,) = find_date_mismatches(make_context("Solar tender to open in July", *body))
    assert (finding.expected, finding.found) == ("July", "August")
    near = ("The solar tender opens in August.", "It is late.", "The solar tender may open in July.")
    assert find_date_mismatches(make_context("Solar tender to open in July", *near)) == ()
