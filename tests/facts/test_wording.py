"""Wordings that look like an error and are none, and errors that look like a wording: one table for all rules."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

import pytest
from claim_contexts import make_context

from checker.facts import FACT_RULES, find_facts
from checker.facts.dates.parse import find_moments
from checker.facts.statements import find_denied, read_statement
from checker.facts.terms import parse_term
from checker.rules import RULES

ON = {code for code in FACT_RULES if RULES[code].is_on}


def fired(language: str, headline: str, body: str, **metadata: str) -> set[str]:
    context = make_context(headline, *re.split(r"(?<=\.) ", body), language=language, **metadata)
    return {finding.rule for finding in find_facts(context, ON)}


@pytest.mark.parametrize(
    ("language", "headline", "body"),
    [
        # A figure behind a preposition counts years, hours or people, and is no clock time.
        (
            "fr",
            "Un homme condamné à 15 ans de prison à Nîmes",
            "La cour d'assises de Nîmes a infligé 15 ans de prison à un homme. Le verdict est tombé à 19 heures.",
        ),
        ("es", "Huelga de 24 horas en el metro de Madrid", "El metro de Madrid para un día. Comenzará a las 6:00."),
        ("es", "Identifican a las 12 víctimas de Lorca", "Las doce víctimas de Lorca tienen nombre desde las 18:00."),
        # What a word also means is no step before the law.
        ("fr", "Michelin arrête la production à Cholet", "Michelin cesse la production à Cholet. Une enquête suivra."),
        (
            "de",
            "Merz verurteilt Anschlag in Magdeburg",
            "Merz nannte den Anschlag in Magdeburg feige. Es wird ermittelt.",
        ),
        ("pt", "Turistas ficam presos em teleférico no Rio", "Turistas ficaram no teleférico do Rio. Há testemunhas."),
        ("id", "RI Tangkap Peluang Ekspor Sawit", "RI memanfaatkan peluang ekspor sawit. Ekspor dilepas menteri."),
        # Who wins and who loses are two parties of one match.
        ("es", "El Madrid gana al Barcelona en el clásico", "El Barcelona perdió ante el Madrid en el clásico."),
        (
            "en",
            "Storm leaves 200 homes in Lunn without power",
            "About 200 homes in Lunn remained without power on Monday.",
        ),
        ("en", "Boy survives Lunn plane crash", "A plane crash in Lunn killed all passengers but a boy."),
        ("en", "Trains back on Lunn line after landslip", "The landslip blocked the Lunn line. Trains run again."),
        (
            "de",
            "Mehr Bäume für die Innenstadt von Lunau",
            "Die Innenstadt von Lunau hat weniger Parkplätze, dafür Bäume.",
        ),
        ("fr", "Le chômage n'augmente plus en Bretagne", "Le chômage recule en Bretagne depuis six mois."),
        ("es", "El paro sube en Lugo por la crisis", "El paro ha subido en Lugo bajo el efecto de la crisis."),
        ("vi", "Hà Nội thua Viettel ở vòng 5", "Hà Nội để Viettel đánh bại ở vòng 5 hồi tháng 3."),
        # Numbers as they are written.
        ("en", "Under 200 attend rally in Oslo", "Under 200 people attended the rally in Oslo."),
        ("de", "12 000 Menschen demonstrieren in Lunau", "12.000 Menschen demonstrierten in Lunau."),
        (
            "id",
            "15-an Rumah Rusak Diterjang Angin di Bogor",
            "Hujan dan angin selama 2 jam merusak 16 rumah di Bogor.",
        ),
        ("en", "Inflation in Norway rises to 6 percent", "Inflation in Norway rose to 5.6 percent in May."),
        ("ja", "森田市、事故でけが人なし", "森田市で事故があった. 森田市によると、けが人はいなかった."),
        # Words that are also names of places.
        ("es", "Salta la polémica por el estadio", "La polémica por el estadio ha estallado en España."),
    ],
)
def test_a_wording_is_no_error(language, headline, body):
    assert fired(language, headline, body) == set()


@pytest.mark.parametrize(
    ("language", "headline", "body", "rule"),
    [
        ("en", "Council tax to rise 10 per cent", "Council tax will rise by 5 per cent.", "HC003"),
        ("en", "5 US soldiers killed in Lunn attack", "Three US soldiers were killed in the Lunn attack.", "HC003"),
        ("fr", "Le Sénat adopte le budget", "Le Sénat a rejeté le budget.", "HC008"),
        ("fr", "Le ferry arrive à 14 heures à Lunn", "Le ferry arrive à 19 heures à Lunn.", "HC004"),
        ("es", "El ferri llega a las 6 de la tarde", "El ferri llega a las 9 de la tarde.", "HC004"),
        ("ja", "大学生、容疑を認める", "大学生は「知らなかった」と容疑を否認している。", "HC008"),
        (
            "ja",
            "森田市、漏えい情報の不正利用を確認",
            "森田市は漏えい情報の不正利用は確認されていないと話した。",
            "HC008",
        ),
        ("fr", "Un suspect arrêté à Cholet", "Le suspect a été entendu à Cholet, puis relâché.", "HC023"),
    ],
)
def test_an_error_is_found_whatever_its_wording(language, headline, body, rule):
    assert rule in fired(language, headline, body)


def test_a_denied_word_is_shown_whole_where_words_are_not_spaced():
    context = make_context("不正利用を確認", "不正利用は確認されていない。", language="ja")
    (finding,) = find_facts(context, {"HC008"})
    assert (finding.expected, finding.found) == ("確認", "確認されていない")


def test_por_la_manana_is_not_tomorrow():
    body = "El incendio se declaró el domingo 5 de mayo en un hotel de Vigo."
    headline = "Un incendio obliga por la mañana a desalojar un hotel en Vigo"
    assert fired("es", headline, body, date="2024-05-06") == set()


@pytest.mark.parametrize("published", ["0001-01-01T00:00:00Z", "9999-12-31"])
def test_a_date_that_stands_for_none_stops_nothing(published):
    assert fired("en", "Mayor resigns today", "The mayor resigned on Monday.", published=published) == set()


def test_a_long_s_is_read_as_an_s():
    assert [moment.span.slice("am Samſtag") for moment in find_moments("am Samſtag", "de")] == ["Samſtag"]


def test_a_french_negation_that_leans_on_its_verb_denies_it():
    statement = read_statement("Le maire n'a rien annoncé et n'exclut pas un vote.", "fr")
    assert {"a", "exclut"} <= {statement.words[i].folded for i in find_denied(statement)}


def _terms(table: dict, *keys: str) -> list[str]:
    """Return every term of a table of words, wherever in it they stand."""
    found: list[str] = []
    for key, value in table.items():
        values = value if isinstance(value, list) else []
        if isinstance(value, dict):
            found += _terms(value)
        elif not keys or key in keys:
            flat = [text for item in values for text in (item if isinstance(item, list) else [item])]
            found += [term.strip() for text in flat if isinstance(text, str) for term in text.split(",")]
    return found


@pytest.mark.parametrize("name", ["outcome", "legal", "certainty"])
def test_every_term_of_a_table_is_one_that_a_text_can_hold(name):
    """A term written otherwise than words are read, as "n'a pas" where the elision is cut off, would never match."""
    tables = tomllib.loads((files("checker") / "assets" / "facts" / f"{name}.toml").read_text(encoding="utf-8"))
    dead = []
    for language, table in tables.items():
        for term in _terms(table):
            plain = term.replace("~", "").replace("*", "")
            read = [word.folded for word in read_statement(plain, language).words]
            if read and read != [word.rstrip("~*") for word in parse_term(term).words]:
                dead.append((language, term))
    assert dead == []
