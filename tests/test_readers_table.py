"""What is read from CSV and TSV."""

from __future__ import annotations

import csv
import io
import itertools
from pathlib import Path

import pytest

from checker.datatypes import Article
from checker.readers import read
from checker.readers.table import read_table

DATA = Path(__file__).parent / "data"


def read_rows(text, **options):
    data = text if isinstance(text, bytes) else text.encode()
    return list(read("-", stdin=io.BytesIO(data), input_format="csv", **options))


def texts(articles):
    return [(article.headline, article.body) for article in articles]


def test_quoted_fields_hold_paragraphs_and_bad_rows_cost_no_other():
    path = DATA / "rows.csv"
    first, bodiless, last = read(path)
    assert first == Article(
        headline="Feri tetap; jadwal baru",
        body='Dewan kota memilih "tetap".\n\nSembilan orang setuju.',
        source="feri",
        language="id",
        metadata={"Nr": "1", "Desk": "kota", "format": "csv", "path": str(path), "line": "2"},
    )
    assert first.metadata == {"Nr": "1", "Desk": "kota", "format": "csv", "path": str(path), "line": "2"}
    assert (bodiless.code, bodiless.source) == ("E104", f"{path}:5")
    assert (last.source, last.metadata["line"]) == (f"{path}:7", "7")


@pytest.mark.parametrize(
    "text",
    [
        "headline,body\nFerry stays,It stays.\n",
        "headline;body\nFerry stays;It stays.\n",
        "headline\tbody\nFerry stays\tIt stays.\n",
        "headline|body\r\nFerry stays|It stays.\r\n",
        "headline,body\rFerry stays,It stays.\r",
        "sep=;\r\nheadline;body\r\nFerry stays;It stays.\r\n",
        "sep=^\nheadline^body\nFerry stays^It stays.\n",
        '"headline","body"\n"Ferry stays","It stays."',
        "a, b, c;headline;body\n1, 2, 3;Ferry stays;It stays.\n",
        b"\xef\xbb\xbfheadline,body\nFerry stays,It stays.\n",
        "headline,body\nFerry stays,It stays.\n".encode("utf-16"),
        "headline,body\nFerry stays,It stays.\n".encode("utf-16-le"),
    ],
    ids=[
        "comma", "semicolon", "tab", "bar", "CR", "Excel", "any sign", "quoted", "commas in a name", "mark", "UTF-16",
        "UTF-16 without mark",
    ],
)  # fmt: skip
def test_delimiter_and_encoding_are_told(text):
    assert texts(read_rows(text)) == [("Ferry stays", "It stays.")]


@pytest.mark.parametrize(
    ("headline", "body"),
    [
        ("Title", "Text"), ("JUDUL", "isi berita"), ("Título", "Contenido"), ("Überschrift", "Inhalt"),
        ("Tytuł", "Treść"), ("заголовок", "текст"), ("标题", "正文"), ("제목", "본문"), ("शीर्षक", "सामग्री"),
        ("article_title", "articleBody"),
    ],
)  # fmt: skip
def test_columns_go_by_many_names(headline, body):
    assert texts(read_rows(f"id,{headline},{body}\n1,Ferry stays,It stays.\n")) == [("Ferry stays", "It stays.")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("title,headline,body\nA,B,C\n", ("B", "C")),
        ("content,title,full_text\nA,B,C\n", ("B", "C")),
        ("judul,title,isi\nA,B,C\n", ("B", "C")),
        ("text,Kop,Tekst\nA,B,C\n", ("B", "A")),
    ],
)
def test_of_several_known_columns_the_most_telling_is_taken(text, found):
    assert texts(read_rows(text)) == [found]


@pytest.mark.parametrize("wanted", ["hl_main", "HL Main", "hlmain"])
def test_wanted_column_is_found_however_it_is_spelt(wanted):
    assert texts(read_rows("hl_main,body\nA,B\n", headline_field=wanted)) == [("A", "B")]


def test_wanted_column_that_is_not_there_gets_the_nearest():
    (failure,) = read_rows("hl_main,body\nA,B\n", headline_field="hl_mian")
    assert "no column holds hl_mian among: hl_main, body" in failure.message
    assert failure.hint.endswith("did you mean hl_main?")


@pytest.mark.parametrize(
    ("text", "place", "n_lines"),
    [
        ('title,body\nA,B\nC,"It stays.\nD,E\nF,G\n', "<stdin>:3", 3),
        ('title,body\nA,B\nC,"It ""stays"".\nD,E\n', "<stdin>:3", 2),
        ('title,body\nA,A 12" pipe.\nC,"It stays.\nD,E\n', "<stdin>:3", 2),
        ('sep=,\ntitle,body\nA,B\nC,"It stays.\nD,E', "<stdin>:4", 2),
    ],
    ids=["at the end", "with a quotation within", "after an inch", "Excel"],
)
def test_quotation_mark_without_its_partner_swallows_no_row_in_silence(text, place, n_lines):
    good, failure = read_rows(text)
    assert (good.headline, failure.code, failure.source) == ("A", "E107", place)
    assert f"the {n_lines} lines to the end" in failure.message


@pytest.mark.parametrize(
    "body", ['"It stays,\n\nhe said."', '"He said: ""It stays.""\n"', 'A 12" pipe.', '"A 12"" pipe.\n"'],
)  # fmt: skip
def test_last_row_may_hold_any_quotation(body):
    assert [article.headline for article in read_rows(f"title,body\nA,B\nC,{body}")] == ["A", "C"]


def test_odd_marks_before_do_not_make_the_last_row_suspect():
    rows = read_rows('title,body\nA,A 12" pipe.\nC,"It stays,\nhe said."\n')
    assert texts(rows)[1] == ("C", "It stays,\nhe said.")


def test_named_columns_win_over_known_ones():
    rows = read_rows("title;SEO;body;long\nA;B;C;D\n", headline_field="SEO", body_field="long")
    assert texts(rows) == [("B", "D")]
    assert rows[0].metadata["title"] == "A"


def test_given_headline_needs_no_column():
    assert texts(read_rows("text\nIt stays.\n", headline="Ferry sinks")) == [("Ferry sinks", "It stays.")]


@pytest.mark.parametrize(
    ("text", "options", "code", "words"),
    [
        ("a,b\n1,2\n", {}, "E107", "--headline-field and --body-field"),
        ("title,b\n1,2\n", {}, "E107", "--body-field"),
        ("title,body\n1,2\n", {"headline_field": "Nope"}, "E107", "--headline-field"),
        ("", {}, "E107", "--headline-field"),
        ("title,body\n\n,\n", {}, "E108", "row"),
        ("title,body\n,It stays.\n", {}, "E103", "empty"),
        ("title,body\nFerry\n", {}, "E104", "empty"),
        ("title,body\nFerry,It stays, he said.\n", {}, "E107", "quotation marks"),
        (bytes(range(256)) * 4, {}, "E106", "UTF-8"),
    ],
    ids=[
        "no known column", "no body", "no such column", "empty", "no row", "no headline", "short row", "long row",
        "no text",
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_a_failure_with_a_hint(text, options, code, words):
    (failure,) = read_rows(text, **options)
    assert failure.code == code
    assert words in failure.hint


@pytest.fixture
def low_limit(monkeypatch):
    """No field may have more than 50 characters."""
    set_limit = csv.field_size_limit
    before = set_limit(50)
    monkeypatch.setattr(csv, "field_size_limit", lambda *_limit: 50)
    yield
    set_limit(before)


@pytest.mark.parametrize(
    ("body", "code"), [("x" * 99, "E105"), ('"' + "x\n" * 99, "E107")], ids=["long line", "quote without end"]
)
@pytest.mark.usefixtures("low_limit")
def test_text_over_the_limit_ends_the_table_with_a_failure(body, code):
    good, failure = read_rows(f"title,body\nA,B\nFerry,{body}\n", max_bytes=60)
    assert good.headline == "A"
    assert failure.code == code


def test_legacy_encodings_are_told_from_the_beginning():
    (article,) = read_rows("titre;texte\nLe pont fermé;Fermé à midi, après l’été.\n".encode("cp1252"))
    assert texts([article]) == [("Le pont fermé", "Fermé à midi, après l’été.")]


def test_character_cut_at_the_end_of_the_sample_does_no_harm(monkeypatch):
    monkeypatch.setattr("checker.readers.table._SAMPLE_BYTES", 40)
    rows = read_rows("title,body\n" + "Fähre bleibt,Sie bleibt für immer und länger.\n" * 5)
    assert texts(rows) == [("Fähre bleibt", "Sie bleibt für immer und länger.")] * 5


def test_a_million_rows_would_take_no_more_memory_than_one():
    class Endless(io.RawIOBase):
        lines = itertools.chain([b"title,body\n"], itertools.repeat(b"Ferry stays,It stays.\n"))

        def readable(self):
            return True

        def readinto(self, buffer):
            line = next(self.lines)
            buffer[: len(line)] = line
            return len(line)

    rows = read_table(Endless(), source="x.csv")
    assert sum(isinstance(row, Article) for row in itertools.islice(rows, 2000)) == 2000


def test_stream_stays_open_for_its_owner():
    stream = io.BytesIO(b"title,body\nFerry stays,It stays.\n")
    list(read_table(stream, source="x.csv"))
    assert not stream.closed
