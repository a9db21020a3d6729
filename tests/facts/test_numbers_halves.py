"""Halves, round collective words and long ordinals: headline and body that say the same, and others that do not."""

from __future__ import annotations

import pytest

from checker.facts.numbers import find_number_mismatches
from tests.facts.claim_contexts import make_context

SAME = [
    ("en", "4 and a half million doses arrive", "About 4.5 million doses arrived."),
    ("en", "Four and a half million doses arrive", "About 4.5 million doses arrived."),
    ("es", "La presa tiene cuatro millones y medio de litros", "La presa tiene 4,5 millones de litros."),
    ("es", "El incendio deja una veintena de heridos", "El incendio dejó 20 heridos."),
    ("es", "El lago cubre 7.300,50 km ²", "El lago cubre 7.300,50 kilómetros cuadrados."),
    ("pt", "Quatro milhões e meio de doses chegam", "Chegaram 4,5 milhões de doses."),
    ("pt", "Uma dezena de barcos afunda no porto", "Dez barcos afundaram no porto."),
    ("fr", "Une quinzaine de blessés dans l'incendie", "L'incendie a fait 15 blessés."),
    ("fr", "Une vingtaine de bateaux quittent le port", "Vingt-deux bateaux quittent le port."),
    ("fr", "Une dizaine de maisons détruites", "La tempête a détruit 11 maisons."),
    ("fr", "Une centaine d'élèves évacués", "Les pompiers ont évacué 95 élèves."),
    ("it", "Quattro milioni e mezzo di dosi", "Sono arrivate 4,5 milioni di dosi."),
    ("it", "Una quindicina di barche lascia il porto", "Quindici barche hanno lasciato il porto."),
    ("nl", "Vierenhalf miljoen doses geleverd", "Er werden 4,5 miljoen doses geleverd."),
    ("pl", "Cztery i pół miliona dawek", "Dostarczono 4,5 mln dawek."),
    ("tr", "Dört buçuk milyon doz geldi", "Ülkeye 4,5 milyon doz geldi."),
    ("ru", "Привезли четыре с половиной миллиона доз", "Привезли 4,5 млн доз."),
    ("ru", "Пострадали полтора десятка человек", "При пожаре пострадали 15 человек."),
    ("ar", "وصول أربعة ملايين ونصف المليون جرعة", "وصلت 4.5 مليون جرعة."),
    ("fa", "اصل ۱۳۹ قانون درباره اموال دولتی", "اصل یکصد و سی و نهم قانون درباره اموال دولتی است."),
    ("hi", "साढ़े चार लाख टीके पहुंचे", "4.5 लाख टीके पहुंचे।"),
    ("vi", "Bốn triệu rưỡi liều vắc xin đến nơi", "4,5 triệu liều vắc xin đã đến nơi."),
    ("ms", "Empat setengah juta dos tiba", "Sebanyak 4.5 juta dos telah tiba."),
    ("ja", "台風の死者400人に迫る", "台風で388人が死亡した。"),
    ("en", "Priest was dead for 48 minutes", "The 71-years old priest says he was dead."),
    ("es", "Ana Paz dirigió 20 años el puerto", "Ana Paz, de 61 años, dirigió el puerto."),
    ("en", "Hundreds of homes flood", "At least 80 homes flooded."),
]
OTHER = [
    ("en", "4 and a half million doses arrive", "About 5.4 million doses arrived."),
    ("fr", "Une vingtaine de blessés dans l'incendie", "L'incendie a fait 52 blessés."),
    ("fr", "Une trentaine d'élèves évacués", "Les pompiers ont évacué 90 élèves."),
    ("fr", "Une centaine d'élèves évacués", "Près de 40 élèves ont été évacués."),
    ("es", "Cuatro millones y medio de dosis", "Llegaron 5,4 millones de dosis."),
    ("ru", "Привезли четыре с половиной миллиона доз", "Привезли 5,4 млн доз."),
    ("fa", "چهار و نیم میلیون دوز واکسن رسید", "پنج میلیون دوز واکسن رسید."),
]


@pytest.mark.parametrize(("language", "headline", "sentence"), SAME, ids=[row[1] for row in SAME])
def test_one_number_in_two_ways_is_no_mismatch(language, headline, sentence):
    assert find_number_mismatches(make_context(headline, sentence, language=language)) == ()


@pytest.mark.parametrize(("language", "headline", "sentence"), OTHER, ids=[row[1] for row in OTHER])
def test_another_number_is_a_mismatch_however_it_is_written(language, headline, sentence):
    (finding,) = find_number_mismatches(make_context(headline, sentence, language=language))
    assert finding.rule == "HC003"
