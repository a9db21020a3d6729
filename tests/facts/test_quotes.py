"""Quotations: which words a headline quotes and from whom, and what the two rules prove about them."""

from __future__ import annotations

import pytest

from checker.datatypes import Article, Claim, Sentence, Severity, Span
from checker.facts.alignment import align, tokenize
from checker.facts.context import ClaimContext
from checker.facts.misattributed import find_misattributed_quotes
from checker.facts.quote_rule import find_missing_quotes
from checker.facts.quotes import find_quotations, load_speech_words
from checker.facts.speakers import are_strangers, find_body_speaker


def make_context(headline: str, *body: str, language: str = "en") -> ClaimContext:
    """Return a context whose body sentences are all near the claim, in the order given."""
    sentences, start = [], 0
    for i, sentence in enumerate(body):
        sentences.append(Sentence(i, sentence, Span(start, start + len(sentence))))
        start += len(sentence) + 1
    article = Article(headline, " ".join(body), language=language)
    claim = Claim(0, headline, Span(0, len(headline)))
    return ClaimContext(claim, article, language, tuple(sentences), tuple(range(len(body))))


@pytest.mark.parametrize(
    ("language", "headline", "words", "speaker"),
    [
        ("en", "Lee: “We will wait”", "We will wait", "Lee"),
        ("en", "'We will wait', says Lee", "We will wait", "Lee"),
        ("en", "Bus fares 'will wait', Ama Lee says", "will wait", "Ama Lee"),
        ("en", "Ama Lee says fares 'will wait'", "will wait", "Ama Lee"),
        ("en", "Fares rise again, Lee: 'We had to wait'", "We had to wait", "Lee"),
        ("en", "Lee 'deeply moved' by song", "deeply moved", "Lee"),
        ("en", "Lee’s 'deep move' pays", "deep move", None),
        ("en", "A song that every child in town knows is 'too loud'", "too loud", None),
        ("en", "Lee: no more waiting", "no more waiting", "Lee"),
        ("id", "Bupati Sari kepada Warga: Kita Tunggu Saja", "Kita Tunggu Saja", "Bupati Sari"),
        ("es", 'Ortuño, sobre el tranvía: "No hay prisa"', "No hay prisa", "Ortuño"),
        ("de", "Kruse: „Wir warten noch“", "Wir warten noch", "Kruse"),
        ("fr", "« On attend », dit Roux", " On attend ", "Roux"),
        ("de", 'Kruse: „Wir warten noch"', "Wir warten noch", "Kruse"),
        ("en", "'We will wait': Ama Lee on fares", "We will wait", "Ama Lee"),
        ("en", "'We will wait' – Ama Lee", "We will wait", "Ama Lee"),
        ("da", "»Vi venter«", "Vi venter", None),
        ("sv", "”Vi väntar”", "Vi väntar", None),
        ("ja", "森田市長「まだ待つ」", "まだ待つ", "森田市長"),
        ("zh", "林校长：“再等等看”", "再等等看", "林校长"),
        ("en", ": 'We will wait'", "We will wait", None),
        ("en", "About the ferry: 'We will wait'", "We will wait", None),
        ("en", "Lee warns and says: 'We will wait'", "We will wait", "Lee"),
        ("en", "Lee in port: 'We will wait'", "We will wait", "Lee"),
    ],
)
def test_a_headline_quotes_these_words_of_this_speaker(language, headline, words, speaker):
    (quote,) = find_quotations(headline, language=language)
    assert quote.span.slice(headline) == words
    assert (quote.speaker.slice(headline) if quote.speaker else None) == speaker


@pytest.mark.parametrize("headline", ["Fares rise again", "The town's clerks' pay rises", "Lee:"])
def test_without_marks_or_a_speaker_nothing_is_quoted(headline):
    assert find_quotations(headline, language="en") == ()


def test_a_language_without_a_table_has_no_speech_words():
    assert not load_speech_words("xx").verbs


CHANGED = [
    ("en", "Lee: 'We will wait for rain'", 'Lee said: "We will wait for snow, as ever."', "We will wait for snow"),
    ("en", "'Slow trains' anger Lee", '"Fast trains" anger many, Lee said.', "Fast trains"),
    ("en", "Lee: 'Buses never came late'", '"Trains never came late," Lee said.', "Trains never came late"),
    ("en", "Lee: 'They never wait for rain'", '"They will wait for rain," Lee said.', "They will wait for rain"),
    ("en", "Lee: 'Snow in town is still there'", '"The snow in town is gone," Lee said.', "snow in town is gone"),
    ("en", "Lee: 'We will be noticed'", '"We will be late," Lee said.', "We will be late"),
    ("id", 'Sari: "Pasar Kita Ramai Sekali"', '"Pasar kita sepi sekali," ujar Sari.', "Pasar kita sepi sekali"),
    ("es", 'Ortuño: "El tren es lento"', '"El tren no es lento", dijo Ortuño.', "El tren no es lento"),
    ("ja", "森田市長「橋は来週に開く」", "森田市長は「橋は明日に開く」と話した。", "橋は明日に開く"),
    ("en", "Lee: We will wait for rain", '"We will wait for snow," Lee said.', "We will wait for snow"),
    ("pl", "Lis: „Czekamy na deszcz”", "– Czekamy na śnieg – podkreśliła Lis.", "Czekamy na śnieg"),
    ("ru", "Серова: «Мы ждали автобуса»", "«Мы ждали трамвая», — сказала Серова.", "Мы ждали трамвая"),
]


@pytest.mark.parametrize(("language", "headline", "sentence", "found"), CHANGED, ids=[row[1] for row in CHANGED])
def test_other_words_in_the_place_of_quoted_ones_are_reported(language, headline, sentence, found):
    (finding,) = find_missing_quotes(make_context(headline, "...", sentence, language=language))
    assert (finding.rule, finding.severity, finding.found) == ("HC006", Severity.ERROR, found)
    assert finding.claim_span.slice(headline) == finding.expected
    assert finding.body_span.slice(f"... {sentence}") == found
    assert "sentence 2" in finding.message


FAIR = [
    ("dropped words", "en", "Lee: 'We will wait'", '"We will, of course, wait," Lee said.'),
    ("inflected", "en", "Lee: 'We wait for trains'", '"We waited for the train," Lee said.'),
    ("misspelt", "en", "Lee: 'No neccessary delay'", '"No necessary delay," Lee said.'),
    ("a figure is for another rule", "en", "Lee: 'We sold 12 boats'", '"We sold 13 boats," Lee said.'),
    ("the same word of negation", "id", "Sari: Kami Tak Perlu Beras", '"Kami tidak perlu beras," ujar Sari.'),
    ("told in other words", "en", "Lee: 'We will wait'", "Lee wants patience."),
    ("not quoted by the body", "en", "Lee: 'We will wait for rain'", "Lee said they will wait for snow."),
    ("without marks", "en", "Lee: town will wait for rain", '"The town will wait for snow," Lee said.'),
    ("his own words, shortened", "en", "Lee: We wait for rain in town", '"We who wait for trains do wait," Lee said.'),
    ("one word", "en", "Lee's 'quiet' town", 'Lee called it a "loud" town.'),
    ("label against a longer quotation", "en", "'Slow trains' anger Lee", '"We want no trains here," Lee said.'),
    ("other side of a full stop", "en", "Lee: 'We will wait longer'", '"We will wait. Nobody minds," Lee said.'),
    ("beginning after a full stop", "en", "Lee: 'People will mind this'", '"Wait! Will mind this," Lee said.'),
    ("characters elsewhere", "ja", "森田「橋は来週開く」", "森田は「橋は来週に開く」と話した。"),
]


@pytest.mark.parametrize(("language", "headline", "sentence"), [row[1:] for row in FAIR], ids=[row[0] for row in FAIR])
def test_a_fair_quotation_is_left_alone(language, headline, sentence):
    assert find_missing_quotes(make_context(headline, sentence, language=language)) == ()


def test_a_quotation_belongs_to_the_claim_it_begins_in():
    context = make_context("Lee: 'We will wait for rain'", '"We will wait for snow," Lee said.')
    claim = Claim(1, "Lee", Span(0, 3))
    other = ClaimContext(claim, context.article, "en", context.sentences, context.nearest)
    assert find_missing_quotes(other) == ()


def test_without_sentences_nothing_is_proved():
    context = make_context("Lee: 'We will wait'")
    assert find_missing_quotes(context) == find_misattributed_quotes(context) == ()


MISATTRIBUTED = [
    ("en", "Ama Lee: 'We will wait'", ("Ama Lee left.", '"We will wait," said Kofi Boateng.'), "Kofi Boateng"),
    ("en", "Lee: 'We will wait'", ("Lee met Boateng.", 'Boateng said: "We will wait."'), "Boateng"),
    ("en", "Union: 'too slow'", ("The union left.", '"It is too slow," said the head of Arka, Jobi Ray.'), "Jobi Ray"),
    (
        "id",
        "Sari Wulan: Kita Tunggu Saja",
        ("Sari Wulan datang.", '"Kita tunggu saja," kata Budi Hartanta.'),
        "Budi Hartanta",
    ),
    (
        "id",
        "Ketua Sari: Kita Tunggu",
        ("Ketua RT Sari datang.", '"Kita tunggu," kenang Budi Hartanta.'),
        "Budi Hartanta",
    ),
    ("en", "Osei: 'We will wait'", ("Osei left.", '"We will wait," said the Ghana coach, Ama Lee.'), "Ama Lee"),
    ("en", "'We will wait': Ama Lee", ("Ama Lee left.", '"We will wait," Kofi Boateng said.'), "Kofi Boateng"),
    ("en", "Lee: We will wait for rain", ("Lee left.", '"We will wait for rain," said Kofi Osei.'), "Kofi Osei"),
    ("en", "Arka man Leeson: 'We wait'", ("Arka man Leeson left.", '"We wait," said Jobi Ray of Arka.'), "Jobi Ray"),
    ("en", "Ray: 'We will wait'", ("Ray/Lee won.", '"We will wait," said Lee.'), "Lee"),
    ("fr", "Roux : « On attend ici »", ("Roux part.", "« On attend ici », Ada Lys a expliqué."), "Ada Lys"),
    ("fr", "Roux : « On attend ici »", ("Roux part.", "« On attend ici », résume la maire, Ada Lys."), "Ada Lys"),
    ("pl", "Lis: „Czekamy na deszcz”", ("Lis wyszła.", "– Czekamy na deszcz – podkreśliła Żuk."), "Żuk"),
    ("hi", "सुरेश: 'हम इंतजार करेंगे'", ("सुरेश आए।", 'मीना राव ने कहा, "हम इंतजार करेंगे।"'), "मीना राव"),
    ("zh", "林月：“我们再等等看”", ("林月来了。", "“我们再等等看。”", "罗建国说。"), "罗建国"),
    ("ja", "森田「まだ待つつもりだ」", ("森田が来た。", "川辺は「まだ待つつもりだ」と話した。"), "川辺"),
]


@pytest.mark.parametrize(("language", "headline", "body", "found"), MISATTRIBUTED, ids=[r[1] for r in MISATTRIBUTED])
def test_words_of_another_speaker_are_reported(language, headline, body, found):
    (finding,) = find_misattributed_quotes(make_context(headline, *body, language=language))
    assert (finding.rule, finding.severity, finding.found) == ("HC007", Severity.ERROR, found)
    assert finding.claim_span.slice(headline) == finding.expected
    assert finding.body_span.slice(" ".join(body)) == found


SAME_SPEAKER = [
    ("same name", "Lee: 'We will wait'", ('"We will wait," said Ama Lee.',)),
    ("name and title", "Mayor: 'We will wait'", ("The mayor, Ama Lee, spoke.", '"We will wait," said Lee.')),
    ("two names side by side", "Minister Lee: 'We will wait'", ("Minister Ama came.", '"We will wait," said Ama.')),
    ("single word without marks", "Analyst: We will wait", ("An Analyst came.", '"We will wait," said Ama Lee.')),
    (
        "clause before the colon",
        "Lunn rowers hand back cup: We cheated badly",
        ("The Lunn rowers met.", '"We cheated badly," said Ada Quist.'),
    ),
    ("role in one sentence", "Port head: 'We will wait'", ("The head is Ama Lee.", '"We will wait," said Lee.')),
    ("role of a place", "Head of Lunn: 'We will wait'", ("Lunn waits.", 'The head, Ama Lee, said: "We will wait."')),
    (
        "role and its field",
        "Water Head: 'We will wait'",
        ("Water Week came.", '"We will wait," said the head, Ada Quist.'),
    ),
    ("pronoun in the headline", "They: 'We will wait'", ("They came.", '"We will wait," said Ama Lee.')),
    ("pronoun", "Kofi: 'We will wait'", ("Kofi came.", '"We will wait," she said.')),
    ("pronoun that opens", "Kofi: 'We will wait'", ("Kofi came.", 'She said: "We will wait."')),
    ("description", "Kofi: 'We will wait'", ("Kofi came.", '"We will wait," the Dane said.')),
    ("behind a colon, no name", "'We will wait': Kofi to sue", ("Kofi came.", '"We will wait," said Ama Lee.')),
    ("unknown to the body", "Kofi: 'We will wait'", ('"We will wait," said Ama Lee.',)),
    ("named beside the words", "Kofi: 'We will wait'", ('"We will wait," said Ama Lee for Kofi.',)),
    ("no speaker", "A song every child in our town knows 'will wait'", ('"We will wait," said Ama Lee.',)),
    ("nobody says them", "Kofi: 'We will wait'", ('Kofi saw a sign: "We will wait".',)),
    ("other words", "Kofi: 'We will wait'", ("Kofi came.", '"Nobody minds," said Ama Lee.')),
    ("not quoted", "Kofi: 'We will wait'", ("Kofi came.", "We will wait, said Ama Lee.")),
    ("speaker of grammar words", "We: 'We will wait'", ("We came.", '"We will wait," said Ama Lee.')),
]


@pytest.mark.parametrize(("headline", "body"), [row[1:] for row in SAME_SPEAKER], ids=[row[0] for row in SAME_SPEAKER])
def test_a_speaker_who_may_be_the_same_is_left_alone(headline, body):
    assert find_misattributed_quotes(make_context(headline, *body)) == ()


@pytest.mark.parametrize(
    ("language", "sentence", "speaker"),
    [
        ("en", '"I wait," said Ama Lee, smiling.', "Ama Lee"),
        ("en", '"He said so in 2020," the coach of Ghana, Ama Lee, said on Monday.', "Ama Lee"),
        ("en", 'Ama Lee said: "I wait."', "Ama Lee"),
        ("en", '"I wait," said 12 people in Accra.', None),
        ("id", '"Saya tunggu," katanya kepada Tempat.', None),
        ("id", '"Saya tunggu," ujarnya, Kamis (7/11).', None),
        ("id", '"Saya tunggu," ujar pelatih asal Cile itu.', None),
        ("en", 'The song, released in July as "I wait", said that he had left.', None),
        ("it", "«Aspetto», ha spiegato Ada Lys.", "Ada Lys"),
        ("ar", 'وقال كمال: "ننتظر"', "كمال"),
        ("zh", "林月说：“再等等。”", "林月"),
        ("zh", "“再等等。”林月表示", "林月"),
        ("zh", "“再等等。”他还表示", None),
    ],
)
def test_the_speaker_of_a_sentence_stands_beside_its_verb_of_speech(language, sentence, speaker):
    span = find_body_speaker(sentence, language=language)
    assert (span.slice(sentence) if span else None) == speaker


@pytest.mark.parametrize(
    ("named", "speaker", "sentences"),
    [
        ("森田", "森川", ("森田が来た。", "森川は話した。")),
        ("森田", "監督", ("監督の森田が来た。", "監督は話した。")),
        ("森田", "川辺", ("川辺は森田に話した。",)),
        ("森", "川辺", ("森が来た。", "川辺は話した。")),
    ],
    ids=["share a character", "stand side by side", "in the sentence", "too short"],
)
def test_unspaced_names_that_may_be_one_person_are_no_strangers(named, speaker, sentences):
    assert not are_strangers(named, speaker, sentences, len(sentences) - 1, language="ja")


def test_alignment_finds_words_close_together():
    words, sentence = tokenize("red boats"), tokenize("red cars, red boats")
    assert align(words, sentence).pairs == ((0, 2), (1, 3))
    assert align((), sentence).share == 0
