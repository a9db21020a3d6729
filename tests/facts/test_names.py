"""Names: what of a headline is a name, which forms of it count, and what the rule proves."""

from __future__ import annotations

import pytest

from checker.datatypes import Article, Claim, Sentence, Severity, Span
from checker.facts.aliases import collect_names, load_gazetteer
from checker.facts.context import ClaimContext
from checker.facts.name_rule import find_missing_names
from checker.facts.names import Proof, find_names, is_sentence_case


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
    ("language", "headline", "names"),
    [
        (
            "en",
            "Ferry leaving Quillby harbour sinks near Lake Marrow",
            [("Quillby", Proof.CAPITALS), ("Marrow", Proof.CAPITALS)],
        ),
        ("en", "Ferry sinks: Owner blames storm", []),
        ("en", "Ferry's crew thanks Bank of Quillby's staff", [("Bank of Quillby", Proof.CAPITALS)]),
        ("en", "Ferry sinks off Peru, says 'Quillby Times' editor", [("Peru", Proof.PLACE)]),
        ("en", "Ferry owner calls 'Peru and Quillby' disaster costly", []),
        ("en", "Ferry sinks after leaving harbour Read more at http://quillby.example/Peru", []),
        ("en", "Ferry Owner Blames Storm", []),
        ("en", "Ferry Sinks Near New Zealand Harbour", [("New Zealand", Proof.PLACE)]),
        ("en", "Ferry Owner QTB Blames Storm", [("QTB", Proof.ACRONYM)]),
        ("en", "FERRY OWNER QTB BLAMES STORM", []),
        ("id", "Kapal Tenggelam di Sungai Marang", [("Marang", Proof.FRAME)]),
        ("id", "Kapal Tenggelam di Pelabuhan", []),
        ("id", "Kapal Tenggelam di Marang", [("Marang", Proof.PREPOSITION)]),
        ("de", "Fähre am Quillsee gesunken", [("Quillsee", Proof.PREPOSITION)]),
        ("de", "Fähre in Sachsen gesunken", [("Sachsen", Proof.PLACE)]),
        ("ja", "渡し船、徳島で沈没", [("徳島", Proof.PLACE)]),
        ("ko", "여객선, 광주서 침몰", [("광주", Proof.PLACE)]),
        ("ar", "غرق عبارة في بغداد والبصرة", [("بغداد", Proof.PLACE), ("والبصرة", Proof.PLACE)]),
        ("de", "Fähre in Quillburg gesunken", [("Quillburg", Proof.FRAME)]),
        ("de", "Fähre in Gefahr", []),
        ("ja", "渡し船、ギリシャで沈没", [("ギリシャ", Proof.PLACE)]),
        ("ar", "غرق عبارة في اليونان", [("اليونان", Proof.PLACE)]),
    ],
)
def test_names_are_what_can_be_proved_to_be_names(language, headline, names):
    found = find_names(headline, language=language)
    assert [(name.span.slice(headline), name.proof) for name in found] == names


def test_sentence_case_is_told_by_the_longer_words():
    assert is_sentence_case("Ferry sinks off the coast of Peru", language="en")
    assert not is_sentence_case("Ferry Sinks Without Warning off Peru", language="en")
    assert not is_sentence_case("Kapal Tenggelam karena Badai", language="id")


@pytest.mark.parametrize(
    ("language", "name", "body"),
    [
        ("en", "Quillby", "The town of Quillby waits."),
        ("en", "Ama Quill", "Mrs Quill waits."),
        ("en", "QTB", "The Quillby Trade Board waits."),
        ("en", "Quillby Trade Board", "The QTB waits."),
        ("en", "QTBX", "The QTB waits."),
        ("en", "ISQI", "The Inner Sea waits."),
        ("en", "Greece", "The Greek ferry waits."),
        ("en", "Greece", "A crew from Athens waits."),
        ("en", "Athens", "The Greeks wait."),
        ("en", "Moldova", "The Moldovan ferry waits."),
        ("en", "Britain", "The United Kingdom waits."),
        ("en", "Washington", "The United States wait."),
        ("id", "Yunani", "Kapal dari Athena menunggu."),
        ("ru", "Афина", "Он живёт в Афинах."),
        ("ar", "اليونان", "العبارة في أثينا"),
        ("ja", "ギリシャ", "船はアテネに着いた。"),
    ],
)
def test_a_genuine_form_of_a_name_counts(language, name, body):
    assert collect_names((body,), language).has(name)


@pytest.mark.parametrize(
    ("name", "body"),
    [("Niger", "Nigeria waits."), ("Austria", "Australia waits."), ("Peru", "Ferries wait."), ("QTB", "Boats wait.")],
)
def test_another_name_is_no_form(name, body):
    assert not collect_names((body,), "en").has(name)


def test_an_unknown_language_has_the_english_gazetteer():
    assert "greece" in load_gazetteer("und").places


CONFLICTS = [
    ("en", "Ferry sinks off Peru", "The ferry sank off Chile.", "Peru", "Chile"),
    ("en", "Ferry sinks near Quillby", "The ferry sank near Marrowton.", "Quillby", "Marrowton"),
    ("en", "Ferry sinks on Lake Quill", "It sank on Lake Marrow.", "Quill", "Marrow"),
    ("id", "Kapal Tenggelam di Sungai Marang", "Kapal itu tenggelam di Sungai Belino.", "Marang", "Belino"),
    ("id", "Kapal Rina Hartawi Tenggelam", "Kapal milik Rita Hartawi tenggelam.", "Rina Hartawi", "Rita Hartawi"),
    ("id", "Kapal Sari Marande Tenggelam", "Kapal milik Sari Maranda tenggelam.", None, None),
    ("de", "Fähre in Quillburg gesunken", "Die Fähre sank bei Marrowstadt.", "Quillburg", "Marrowstadt"),
    ("ja", "渡し船、ギリシャで沈没", "渡し船はイタリアで沈没した。", "ギリシャ", "イタリア"),
    ("de", "Fähre in Sachsen gesunken", "Die Fähre sank gestern in Bayern.", "Sachsen", "Bayern"),
    ("de", "Am Quillsee gesunkene Fähre", "Die am Marrowsee gesunkene Fähre ist alt.", "Quillsee", "Marrowsee"),
    ("id", "Kapal Sandar di Marang", "Sebuah kapal sandar di Belino, Rabu.", "Marang", "Belino"),
    ("id", "Nakhoda QTB Minta Maaf", "Nakhoda Maritim Belino minta maaf.", "QTB", "Maritim Belino"),
    ("ar", "العبارة تصل إلى أثينا مساء", "وصلت العبارة تصل إلى لارنكا مساء", "أثينا", "لارنكا"),
    ("ar", "غرق عبارة في سلوان", "قيل إن غرق عبارة في واحة مران وقع أمس", "سلوان", "مران"),
    ("ko", "여객선 운항, 내년 봄 광주서 시작", "운항은 내년 봄 전주에서 시작될 것이다.", "광주", "전주"),
    ("ja", "渡し船、徳島に着く", "渡し船は高知に着いた。", "徳島", "高知"),
    ("ja", "渡し船、沖縄沖の深海で発見", "渡し船は青島沖の海で見つかった。", "沖縄", "青島"),
    ("ja", "マルナ、渡し船12隻を回収", "海運大手のベリノは渡し船12隻を回収した。", "マルナ", "ベリノ"),
    ("zh", "王晓梅：渡船不涨价", "局长李晓梅表示，渡船不涨价。", "王晓梅", "李晓梅"),
    ("en", "Ferry Owner QTB Blames Storm", "The owner Marrow Lines blamed a storm.", "QTB", "Marrow Lines"),
]


@pytest.mark.parametrize(
    ("language", "headline", "sentence", "expected", "found"), CONFLICTS, ids=[r[1] for r in CONFLICTS]
)
def test_another_name_in_the_same_place_is_reported(language, headline, sentence, expected, found):
    findings = find_missing_names(make_context(headline, sentence, language=language))
    assert [(f.expected, f.found) for f in findings] == ([(expected, found)] if expected else [])
    for finding in findings:
        assert (finding.rule, finding.severity) == ("HC005", Severity.WARNING)
        assert finding.claim_span.slice(headline) == expected
        assert finding.body_span.slice(sentence) == found


MISPLACED = [
    (
        "who begins the claim",
        "en",
        "Quill wins the Marrow rowing race",
        ("Kenyan rower Abel Tarn won the Marrow rowing race.", "A Dane, Ama Quill, was second."),
        ("Quill", "Abel Tarn"),
    ),
    (
        "who does the very act",
        "de",
        "Quill übernimmt als Kapitän in Marrow",
        ("Ole Tarn übernimmt die Fähre.", "Die Eignerin Jana Quill sagte nichts."),
        ("Quill", "Ole Tarn"),
    ),
    (
        "a full name",
        "es",
        "Ana Quill gana el Premio Marrow de remo",
        ("La remera Inés Tarn ganó el Premio Marrow de remo.", "El jurado de la danesa Ana Quill la elogió."),
        ("Ana Quill", "Inés Tarn"),
    ),
    (
        "a name within the claim",
        "id",
        "Konser Marang Raya di Belino Batal karena Badai",
        ("Penampilan penyanyi Sari Quillo di Belino batal karena badai.", "Grup lain, Marang Raya, tiba."),
        ("Marang Raya", "Sari Quillo"),
    ),
    (
        "a region",
        "de",
        "Größte Zustimmung in Schwyz",
        ("Die Zustimmung in Thurgau war hoch, am tiefsten in Schwyz.",),
        ("Schwyz", "Thurgau"),
    ),
    (
        "before the same characters",
        "ja",
        "マルナが8隻の渡し船を救う",
        ("船長の山田拓海が8隻を救った。", "客のマルナは眠っていた。"),
        ("マルナ", "山田拓海"),
    ),
]


@pytest.mark.parametrize(
    ("language", "headline", "body", "names"), [r[1:] for r in MISPLACED], ids=[r[0] for r in MISPLACED]
)
def test_a_name_in_the_part_of_another_is_reported(language, headline, body, names):
    context = make_context(headline, *body, language=language)
    (finding,) = find_missing_names(context)
    assert (finding.expected, finding.found) == names
    assert finding.claim_span.slice(headline) == names[0]
    assert finding.body_span.slice(context.article.body) == names[1]
    assert finding.message == f"The headline gives {names[0]} the part that sentence 1 gives {names[1]}."


WELL_PLACED = [
    (
        "a question",
        "en",
        "Quill wins the rowing race?",
        ("Abel Tarn won the rowing race.", "A Dane, Ama Quill, slept."),
    ),
    ("its own act", "en", "Quill wins the race", ("Abel Tarn saw the race.", "A Dane, Ama Quill, won the race.")),
    ("a common word", "en", "Man wins the race", ("Abel Tarn won the race.", "See Spider Man, a man.")),
    (
        "a place acts",
        "en",
        "Quill wins the rowing race",
        ("South Korea won the rowing race.", "A Dane, Ama Quill, slept."),
    ),
    (
        "the same name",
        "en",
        "Quill wins the rowing race",
        ("Quillan Tarn won the rowing race.", "A Dane, Ama Quill, slept."),
    ),
    ("more of a name", "en", "Quill-Tarn wins the race", ("Abel Dorn won the race.", "A Dane, Ama Quill, slept.")),
    ("the place it lies in", "en", "Ferry sinks in Athens", ("The ferry sank in Greece.", "Athens mourns.")),
    ("an expansion", "id", "Nakhoda di QTB Batal", ("Nakhoda di Balai Marang batal.", "Kapal QTB tiba.")),
    (
        "other parts",
        "en",
        "Ferry of Ama Quill sinks",
        ("The ferry of Abel Tarn sinks.", "The ferry of Ama Quill sinks."),
    ),
    ("a day", "en", "Ferry sinks on Tuesday near pier", ("A ferry sank near the pier on Sunday.",)),
    ("letters for one word", "id", "Nakhoda QTB Minta Maaf", ("Nakhoda Belino minta maaf.",)),
    ("made of syllables", "id", "Kapal Sandar di Marbel", ("Kapal sandar di Marang Belino.",)),
    ("no such words", "ja", "マルナ、渡し船12隻を回収", ("ベリノは客船を売った。",)),
    ("the topic itself", "ja", "マルナ、渡し船12隻を回収", ("マルナは渡し船12隻を回収した。",)),
    ("alike in no part", "zh", "王晓梅：渡船不涨价", ("局长李大力表示，渡船不涨价。",)),
]


@pytest.mark.parametrize(
    ("language", "headline", "body"), [r[1:] for r in WELL_PLACED], ids=[r[0] for r in WELL_PLACED]
)
def test_a_name_that_may_have_its_part_is_left_alone(language, headline, body):
    assert find_missing_names(make_context(headline, *body, language=language)) == ()


def test_a_capitalised_name_the_body_lacks_is_reported_by_itself():
    (finding,) = find_missing_names(make_context("Ferry sinks after Quillby warning", "A ferry sank after a warning."))
    assert finding.message == "The body never mentions Quillby."
    assert finding.body_span is None


SILENT = [
    ("place without a rival", "en", "Ferry sinks off Peru", "The ferry sank."),
    ("rival is in the headline", "en", "Ferry from Chile sinks off Peru", "The Chile ferry sank."),
    ("Title Case without a rival", "id", "Kapal Tenggelam di Sungai Marang", "Kapal itu tenggelam."),
    ("acronym behind an article", "en", "Ferry Hits The QTB", "The ferry hit the Marrow pier."),
    ("acronym behind a preposition", "en", "Ferry Lands in QTB", "The ferry landed in Marrowton."),
    ("apostrophes differ", "id", "Kapal Sa'ri Maranda Tiba", "Kapal milik Sari Maranda tiba."),
    ("not alike", "id", "Kapal Dewi Maranda Tiba", "Kapal milik Sari Maranda tiba."),
]


@pytest.mark.parametrize(("language", "headline", "sentence"), [r[1:] for r in SILENT], ids=[r[0] for r in SILENT])
def test_a_doubtful_case_is_silence(language, headline, sentence):
    assert find_missing_names(make_context(headline, sentence, language=language)) == ()


def test_a_name_is_reported_with_the_claim_it_stands_in():
    context = make_context("Ferry sinks after Quillby warning", "A ferry sank.")
    claim = ClaimContext(Claim(0, "Ferry sinks", Span(0, 11)), context.article, "en", context.sentences, (0,))
    assert find_missing_names(claim) == ()
