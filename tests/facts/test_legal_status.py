"""How far a headline takes somebody before the law: no further than the body."""

from __future__ import annotations

import pytest
from claim_contexts import make_context

from checker.datatypes import Severity
from checker.facts import find_facts
from checker.facts.legal_status import LEGAL_STATUS, STEPS, find_overstated_status
from checker.facts.statements import load_table


@pytest.mark.parametrize(
    ("language", "headline", "sentence", "expected", "found"),
    [
        (
            "en",
            "Ferry captain arrested in Lunaria",
            "The ferry captain was questioned in Lunaria.",
            "arrested",
            "questioned",
        ),
        (
            "en",
            "Ferry captain charged with fraud",
            "The ferry captain was arrested on Monday.",
            "charged with",
            "arrested",
        ),
        (
            "en",
            "Ferry captain convicted of fraud",
            "The ferry captain denies fraud; police are investigating.",
            "convicted",
            "investigating",
        ),
        (
            "id",
            "Nakhoda Feri Jadi Tersangka",
            "Nakhoda feri itu masih diperiksa sebagai saksi.",
            "Tersangka",
            "diperiksa",
        ),
        (
            "id",
            "Nakhoda Feri Divonis Lima Tahun",
            "Nakhoda feri terancam hukuman lima tahun.",
            "Divonis",
            "terancam hukuman",
        ),
        ("ms", "Nakhoda feri didakwa di mahkamah", "Nakhoda feri ditahan semalam.", "didakwa di", "ditahan"),
        (
            "es",
            "Detenido el capitán del ferri",
            "El capitán del ferri fue interrogado y es investigado.",
            "Detenido",
            "interrogado",
        ),
        ("pt", "Capitão do ferry condenado", "O capitão do ferry foi detido na segunda-feira.", "condenado", "detido"),
        (
            "fr",
            "Le capitaine du ferry mis en examen",
            "Le capitaine du ferry, en garde à vue, a été relâché sans poursuites.",
            "mis en examen",
            "en garde à vue",
        ),
        (
            "de",
            "Kapitän der Fähre verurteilt",
            "Der Kapitän der Fähre wurde festgenommen.",
            "verurteilt",
            "festgenommen",
        ),
        ("it", "Arrestato il capitano del traghetto", "Il capitano del traghetto è indagato.", "Arrestato", "indagato"),
        ("nl", "Kapitein van veerboot opgepakt", "De kapitein van de veerboot is verhoord.", "opgepakt", "verhoord"),
    ],
)
def test_a_step_that_the_body_never_reaches_is_an_error(language, headline, sentence, expected, found):
    context = make_context(headline, "The sea was calm.", sentence, language=language)
    (finding,) = find_facts(context, {LEGAL_STATUS})
    assert (finding.severity, finding.expected, finding.found) == (Severity.ERROR, expected, found)
    assert finding.claim_span.slice(headline) == expected
    assert finding.body_span.slice(context.article.body) == found
    assert finding.message == f"The headline says “{expected}”, the body never goes so far: sentence 2 says “{found}”."


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        ("Ferry captain arrested", "The ferry captain was taken into custody after police questioned him."),
        ("Ferry captain arrested", "The ferry captain, once questioned, was sentenced to a year."),
        ("Ferry captain charged with fraud", "The arrested ferry captain pleaded not guilty."),
        ("Ferry captain not arrested", "The ferry captain was questioned."),
        ("Was the ferry captain arrested?", "The ferry captain was questioned."),
        ("Widow wants ferry captain arrested", "The ferry captain was questioned, his widow said."),
        ("Ferry captain may be arrested", "The ferry captain was questioned."),
        ("Ferry captain arrested", "The ferry captain met the mayor."),
        ("Cook arrested over theft", "The ferry captain was questioned."),
    ],
    ids=[
        "other words for it", "a later step", "a word that goes with it", "denied", "a question", "wanted", "possible",
        "nothing about the law", "another matter",
    ],
)  # fmt: skip
def test_no_step_is_held_against_a_headline_that_the_body_may_bear(headline, body):
    assert not find_overstated_status(make_context(headline, "The sea was calm.", body))


def test_what_is_said_to_be_lacking_carries_no_step():
    headline = "Ferry captain charged with fraud"
    (finding,) = find_overstated_status(make_context(headline, "The ferry captain was freed without charge."))
    assert finding.found == "freed"


def test_a_sentence_on_another_person_is_not_shown():
    headline = "Ferry captain Marlow arrested in Lunaria"
    body = ("The cook was questioned in Lunaria.", "Captain Marlow steered the ferry.")
    (finding,) = find_overstated_status(make_context(headline, *body))
    assert (finding.body_span, finding.found) == (None, "")
    assert finding.message == "The headline says “arrested”, the body never goes so far."


def test_a_language_without_a_table_is_left_alone():
    assert not find_overstated_status(make_context("Fóstri handtekinn", "Fóstri var yfirheyrður.", language="is"))


def test_every_language_has_all_steps_and_what_lies_below_them():
    for language, table in load_table("legal").items():
        assert table["below"], language
        assert table["wanted"], language
        for step in STEPS:
            assert table[step]["claims"], (language, step)
            assert table[step]["bears"], (language, step)
