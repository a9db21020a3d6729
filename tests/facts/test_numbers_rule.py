"""What the number rule proves, and which ways to write a number it takes as fair."""

from __future__ import annotations

import pytest

from checker.datatypes import Article, Claim, Sentence, Severity, Span
from checker.facts.context import ClaimContext
from checker.facts.numbers import find_number_mismatches, find_number_rivals, find_quantities
from checker.facts.numbers.compare import agrees, is_slip


def make_context(headline: str, *body: str, language: str = "en") -> ClaimContext:
    """Return a context whose body sentences are all near the claim, in the order given."""
    sentences, start = [], 0
    for i, sentence in enumerate(body):
        sentences.append(Sentence(i, sentence, Span(start, start + len(sentence))))
        start += len(sentence) + 1
    claim = Claim(0, headline, Span(0, len(headline)))
    article = Article(headline, " ".join(body), language=language)
    return ClaimContext(claim, article, language, tuple(sentences), tuple(range(len(body))))


@pytest.mark.parametrize(
    ("claim", "body", "language", "fair"),
    [
        ("nearly 10,000 homes", "9,870 homes", "en", True),
        ("about 10,000 homes", "9,870 homes", "en", True),
        ("about 150 homes", "148 homes", "en", True),
        ("150 homes", "148 homes", "en", True),
        ("184 homes", "148 homes", "en", False),
        ("2.3 billion homes", "2.3 million homes", "en", False),
        ("2.3 million homes", "2,312,456 homes", "en", True),
        ("5 degrees", "5.6 degrees", "en", True),
        ("20 homes", "21 homes", "en", False),
        ("more than 100 homes", "148 homes", "en", True),
        ("more than 100 homes", "348 homes", "en", False),
        ("more than 100 homes", "96 homes", "en", False),
        ("less than 100 homes", "96 homes", "en", True),
        ("103 homes", "about 100 homes", "en", True),
        ("ratusan rumah", "148 rumah", "id", True),
        ("puluhan rumah", "148 rumah", "id", False),
        ("a dozen homes", "12 homes", "en", True),
        ("1.500 rumah", "seribu lima ratus rumah", "id", True),
        ("1.5 km", "1,500 metres", "en", True),
        ("two thirds of homes", "67 percent", "en", True),
        ("half of homes", "48 percent", "en", True),
        ("won 2-1", "lost 1-2", "en", True),
        ("won 2-1", "won 3-1", "en", False),
        ("the 5th title", "the fifth title", "en", True),
        ("the 5th title", "5 titles", "en", False),
        ("one month", "30 days", "en", True),
        ("5 people", "5 homes", "en", True),
        ("5 people", "5 percent", "en", False),
        ("5 homes", "5 percent", "en", True),
        ("3-5 homes", "3-5 homes", "en", True),
        ("zero homes", "5 homes", "en", False),
    ],
)
def test_a_fair_way_to_write_a_number_agrees(claim: str, body: str, language: str, fair: bool) -> None:
    (mine,), (its,) = find_quantities(claim, language), find_quantities(body, language)
    assert agrees(mine, its) is fair


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("15 homes", "5 homes", True), ("2 homes", "200 homes", True), ("2 homes", "301 homes", False),
     ("zero homes", "5 homes", False), ("10,000 homes", "98,700 homes", True)],
)  # fmt: skip
def test_a_slip_is_near_in_size_or_has_the_same_digits(one: str, other: str, expected: bool) -> None:
    (mine,), (its,) = find_quantities(one, "en"), find_quantities(other, "en")
    assert is_slip(mine, its) is expected


@pytest.mark.parametrize(
    ("headline", "body", "language", "expected", "found"),
    [
        ("Markas Terima Lima Belas Drone", "Markas itu menerima lima drone pada Senin.", "id", "Lima Belas", "lima"),
        ("Storm damages 184 homes", "The storm damaged 148 homes.", "en", "184", "148"),
        ("Budget rises to 2.3 billion euros", "The budget rises to 2.3 million euros.", "en", "2.3 billion euros",
         "2.3 million euros"),
        ("Prices rise 12 percent", "Prices rose by 21 percent in May.", "en", "12 percent", "21 percent"),
        ("City wins 3-1 in Derby Match", "City won the derby match 2-1.", "en", "3-1", "2-1"),
        ("Sturm beschädigt vierzig Häuser", "Der Sturm beschädigte vierzehn Häuser.", "de", "vierzig", "vierzehn"),
        ("台風で35棟が全壊", "台風で53棟が全壊した。", "ja", "35", "53"),
        ("21 dead and 12 injured in crash", "The crash left 17 dead and 12 injured.", "en", "21", "17"),
        ("Nine die in Lunn mill fire", "A fire at the mill killed three people. Nine were injured in Lunn.", "en",
         "Nine", "three people"),
        ("Feuer in Lunau: Neun Tote", "Bei dem Feuer starben drei Menschen, neun wurden verletzt.", "de", "Neun",
         "drei Menschen"),
        ("Seven stolen lamps found in Lunn barn", "Three of the seven lamps taken in May were found in a barn in Lunn.",
         "en", "Seven", "Three"),
        ("Eighty lamps of Lunn sold at the barn", "Of the eighty lamps of the mill, 18 were sold at the barn.", "en",
         "Eighty", "18"),
        ("Club fined 140 million", "The club was fined 410 million euros.", "en", "140 million", "410 million euros"),
        ("Owner missed lamp for nine weeks", "The owner missed the lamp for nine days.", "en", "nine weeks",
         "nine days"),
    ],
    ids=["Indonesian words", "digits swapped", "scale", "percent", "score", "German compound", "Japanese counter",
         "two numbers", "other fate", "other fate in German", "part and whole", "whole first", "no currency", "unit"],
)  # fmt: skip
def test_another_number_for_the_same_thing_is_a_finding(
    headline: str, body: str, language: str, expected: str, found: str
) -> None:
    context = make_context(headline, *(f"{part.strip(' .')}." for part in body.split(". ")), language=language)
    (finding,) = find_number_mismatches(context)
    assert (finding.rule, finding.severity) == ("HC003", Severity.ERROR)
    assert (finding.expected, finding.found) == (expected, found)
    assert finding.claim_span and finding.claim_span.slice(headline) == expected
    assert finding.body_span and finding.body_span.slice(context.article.body) == found
    assert expected in finding.message
    assert found in finding.message


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        ("Storm damages homes", ["The storm damaged 148 homes."]),
        ("Storm damages 148 homes", ["The storm damaged 148 homes."]),
        ("Storm damages 148 homes", ["The storm damaged many homes."]),
        ("Five people hurt in crash", ["The crash hurt two adults and three children."]),
        ("Club sells 1,200 of its flats", ["The club sells two thirds of its 1,800 flats."]),
        ("Three ministers resign", ["Ministers Ana Berg, Carl Dahl and Eva Falk resign.", "Two ministers stay."]),
        ("Party names 12 mayors, 30 councillors", ["The party names 42 mayors and councillors."]),
        ("Farm sells 5 cows", ["Prices rose by 7 percent."]),
        ("Farm sells 5 cows", ["The farm sells one of its cows."]),
        ("Actor loses 2 dogs", ["The actor once lost 301 games."]),
        ("One dog found", ["Two dogs were found."]),
        ("Loan of 5 million euros", ["Lots cost 7 million euros, 8 million euros and 9 million euros."]),
        ("The trial takes 58 months", ["He was jailed for 20 years."]),
        ("Nine die in mill fire", ["The fire killed nine.", "A fire in May killed three."]),
        ("Nine die in mill fire", ["Nine men were in the mill.", "Three of them died at once."]),
        ("Nine die in mill fire", ["The fire killed 301 sheep."]),
        ("Seven lamps missing in Lunn", ["Three of the seven lamps stolen in May were found in a barn."]),
        ("Seven lamps found in Lunn barn", ["Three of the seven lamps were in a barn in Lunn.", "Seven lamps shine."]),
        ("3 of 88 lamps sold in Lunn", ["A shop in Lunn sold 88 lamps and 5 chairs."]),
        ("3 of 88 lamps sold in Lunn", ["A shop in Lunn sold 5 of its 88 lamps.", "Of the 88 lamps, 3 went to Lunn."]),
        ("Farms lend 500 horses", ["The two farms lend 250 horses each."]),
        ("Six of the lamps work", ["All but one of the seven lamps work."]),
        ("Six lamps work", ["All but three of the seven lamps work.", "Six lamps work."]),
        ("Rovers win 2-1 at home", ["Match ends, Rovers 2, Lunn 1.", "Athletic won 3-1 at home."]),
        ("Fans see five goals", ["Rovers won 3-2 before fans.", "Fans saw two goals."]),
        ("Nine in ten drivers like toll", ["A poll finds 90 percent of drivers like it, 12 drivers did not say."]),
        ("40 bakers and 30 cooks pass", ["Some 140 bakers and 90 cooks sat the test; bakers and cooks pass."]),
        ("Lunn mayor for 10 years", ["The road works will take some 3 years."]),
        ("21 cows stolen from farm", ["Thieves stole cows from the farm.", "A dozen cows stayed on it, 21 went."]),
        ("21 cows stolen from farm", ["Thieves took 12 pigs.", "A neighbour counted 21 dogs."]),
    ],
    ids=["no number", "same", "nothing to compare", "sum", "share of a whole", "list of names", "sum of the claim",
         "other kind", "one", "other size", "doubtful", "list of numbers", "other unit", "another fire",
         "some of those", "another size of toll", "said of the whole",
         "said of both", "part of another whole", "the same part", "each",
         "all but one", "all but three", "score in words", "sum of a score", "share", "two numbers differ", "far apart",
         "may be the same", "nothing of the kind"],
)  # fmt: skip
def test_doubt_is_silence(headline: str, body: list[str]) -> None:
    assert find_number_mismatches(make_context(headline, *body)) == ()


@pytest.mark.parametrize(
    ("headline", "body", "language"),
    [
        ("Over a third of lamps at Lunn barn broken", "At the Lunn barn 61 percent of the lamps were broken.", "en"),
        ("Mill to cut 30 percent of its staff", "The mill will run at 55 percent of capacity, its staff said.", "en"),
        ("Gut jeder Fünfte ruft die Fähre", "Jeder dritte Gast ist älter als 65.", "de"),
        ("Brothers end 51-year quarrel over mill", "The lamp stood in a barn for 49 years.", "en"),
        ("Lunn back from 0-2 to reach final", "Lunn beat Marrow 3-2 to reach the final.", "en"),
        ("Mayor closes three mills in Lunn", "The mayor closes a mill and two other mills in Lunn.", "en"),
        ("Ferry to cost two euros more in cash", "Cash ferry: 20 euros; by card the ferry is 18 euros.", "en"),
        ("Lunn owns ten drones", "Six drones came to Lunn.\nLunn will buy four drones in May.", "en"),
        ("Three rounds of voting leave Lunn without mayor", "In a vote at Lunn five members raised a hand.", "en"),
        ("Six people lost at Mount Quill found", "They were lost at Mount Quill for two nights and found.", "en"),
        ("মারনায় ৪.৮ মাত্রার ভূমিকম্প", "মারনায় ৪ দশমিক ৮ মাত্রার ভূমিকম্প হয়েছে।", "bn"),
    ],
    ids=["share in words", "other whole", "one in five", "other span", "score on the way", "others",
         "difference", "sum over sentences", "other noun", "nights are no people", "decimal in words"],
)  # fmt: skip
def test_a_number_of_another_thing_proves_nothing(headline: str, body: str, language: str) -> None:
    assert not find_number_mismatches(make_context(headline, *body.split("\n"), language=language))


def test_a_number_that_the_body_gives_for_something_far_from_the_claim_is_wrong() -> None:
    body = ("Doctors have vaccinated 61,000 people in Kasese.", "It rained.", "The whole district has 95,000 people.")
    (finding,) = find_number_mismatches(make_context("95,000 people vaccinated in Kasese", *body))
    assert (finding.expected, finding.found) == ("95,000 people", "61,000 people")
    near = (body[0], "It rained.", "By now 95,000 people are vaccinated in Kasese.")
    assert find_number_mismatches(make_context("95,000 people vaccinated in Kasese", *near)) == ()


def test_the_sentence_beside_may_tell_of_the_same_in_other_words() -> None:
    body = ("Farmers ask for a compensation of 90,000 a ton in Lunn.", "The minister agreed to 75,000.")
    assert find_number_mismatches(make_context("Farmers get 75,000 compensation a ton in Lunn", *body)) == ()


class TestNumberRivals:
    def rivals_of(self, headline: str, *body: str) -> list[str]:
        return [finding.found for finding in find_number_rivals(make_context(headline, *body))]

    def test_every_number_that_the_claim_s_may_stand_for_is_tried(self) -> None:
        body = ("The council approved 11 bus lines and 5 tram lines.", "It met for two hours.")
        assert self.rivals_of("Council approves 14 new bus lines in Leeds", *body) == ["11", "5"]

    def test_a_number_the_body_gives_in_the_same_place_has_no_rival(self) -> None:
        assert self.rivals_of("Council approves 14 bus lines", "The council approved 14 bus lines and 11 trams.") == []

    def test_a_number_the_body_gives_for_something_else_has_one(self) -> None:
        body = ("Doctors have vaccinated 61,000 people in Kasese.", "The district has 95,000 people.")
        assert self.rivals_of("95,000 people vaccinated in Kasese", *body) == ["61,000 people"]

    def test_a_share_of_the_number_in_the_sentence_before_is_fair(self) -> None:
        body = ("28 girls went on the trip.", "A quarter of them returned pregnant.")
        assert self.rivals_of("Seven girls pregnant after trip", *body) == []

    def test_an_age_is_no_rival_of_a_term_or_a_count(self) -> None:
        assert self.rivals_of("Rider jailed for 18 years", "A rider aged 67 years has been jailed.") == []
        body = "Philip Moreton, 31, and Cheyrell Davie, 36, appeared in court over drugs."
        assert self.rivals_of("Two men appear in court over drugs", body) == []

    def test_a_number_beside_the_same_word_in_the_body_is_its_own(self) -> None:
        body = "The maker made 1,842 million in sales and 213 million in profit this quarter."
        assert self.rivals_of("Maker's quarter ends with 213 million in profit", body) == []

    def test_far_sentences_are_not_tried(self) -> None:
        body = (*["The bus lines were discussed."] * 3, "The council approved 11 bus lines.")
        assert self.rivals_of("Council approves 14 bus lines", *body) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a ₦4.7bn nine-month profit", [("₦4.7bn", "NGN"), ("nine-month", "time")]),
        ("a £3m six-year deal", [("£3m", "GBP"), ("six-year", "time")]),
        ("a $5 million 10-year plan", [("$5 million", "USD"), ("10-year", "time")]),
        ("two million three hundred thousand homes", [("two million three hundred thousand", "")]),
        ("a KSh3m fine", [("KSh3m", "KES")]),
    ],
)
def test_what_describes_a_thing_is_no_part_of_the_sum_before_it(text: str, found: list[tuple[str, str]]) -> None:
    assert [(text[q.start : q.end], q.kind) for q in find_quantities(text, "en")] == found
