"""What the readers make of files, folders, patterns and standard input."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from checker.datatypes import Article, Failure
from checker.errors import ERROR_CODES
from checker.readers import INPUT_FORMATS, read
from checker.readers.formats import MEDIA_TYPES, READERS, SAMPLE_BYTES, SUFFIXES, tell_by_content, tell_format

DATA = Path(__file__).parent / "data"
STORY = "Ferry stays\n\nThe night ferry stays, the council said.\n"


def read_one(source, **options):
    (found,) = read(source, **options)
    return found


def write(folder, name, content):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_first_line_of_a_text_is_the_headline_and_the_rest_the_body():
    article = read_one(DATA / "story.txt")
    assert article.headline == "Harbour council votes to keep the night ferry"
    assert article.body.startswith("\nThe council of Eastport")
    assert article.body.endswith("four against.\n")
    assert article.source == str(DATA / "story.txt")


def test_a_source_may_be_a_string_or_a_path():
    assert read_one(str(DATA / "story.txt")) == read_one(DATA / "story.txt")


@pytest.mark.parametrize(
    ("text", "headline", "body", "body_line"),
    [
        ("Ferry stays\nIt stays.", "Ferry stays", "It stays.", 2),
        ("\n \n  Ferry stays \n\nIt stays.\n", "Ferry stays", "\nIt stays.\n", 4),
        ("Ferry stays\r\nIt stays.\r\nLong.", "Ferry stays", "It stays.\nLong.", 2),
        ("Ferry stays\rIt stays.\r", "Ferry stays", "It stays.\n", 2),
    ],
    ids=["two lines", "blank lines first", "CRLF", "CR"],
)
def test_body_is_the_decoded_text_after_the_headline_line(tmp_path, text, headline, body, body_line):
    article = read_one(write(tmp_path, "story.txt", text))
    assert (article.headline, article.body, article.body_line) == (headline, body, body_line)
    assert article.metadata["format"] == "text"


def test_body_line_names_the_line_of_the_source_where_the_body_starts(tmp_path):
    text = "\n\nFerry stays\n\nIt stays.\n"
    article = read_one(write(tmp_path, "story.txt", text))
    assert "\n".join(text.split("\n")[article.body_line - 1 :]) == article.body


def test_given_headline_takes_the_place_of_the_first_line(tmp_path):
    article = read_one(write(tmp_path, "story.txt", STORY), headline="  Ferry sinks ")
    assert article.headline == "Ferry sinks"
    assert "Ferry stays" not in article.body
    assert "The night ferry stays" in article.body


def test_given_headline_reaches_every_kind_of_source(tmp_path):
    write(tmp_path, "a.txt", STORY)
    write(tmp_path, "b.md", "# Ferry stays\n\nIt stays.\n")
    write(tmp_path, "c.jsonl", '{"headline": "Ferry stays", "body": "It stays."}\n{"body": "It stays."}\n')
    for name in ("story.html", "feed.xml", "g2.xml", "rows.csv"):
        write(tmp_path, f"d/{name}", (DATA / name).read_bytes())
    found = [each for each in read(tmp_path, headline="Ferry sinks") if isinstance(each, Article)]
    assert [article.headline for article in found] == ["Ferry sinks"] * 9


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.txt", "", "E103"),
        ("blank.txt", " \n\n\t\n", "E103"),
        ("mark.txt", b"\xef\xbb\xbf", "E103"),
        ("bodiless.txt", "Ferry stays\n\n  \n", "E104"),
        ("picture.txt", bytes(range(256)) * 8, "E106"),
        ("story.docx", "Ferry stays\n\nIt stays.", "E101"),
        ("story.pdf", "%PDF-1.7\n", "E102"),
        ("story.xml", "<?xml version='1.0'?><config/>", "E102"),
        ("story.json", '{\n  "headline": "Ferry stays"\n}', "E102"),
        ("story.gz", b"\x1f\x8b\x08", "E102"),
        ("plain.md", "Just a paragraph.\n", "E103"),
        ("bodiless.md", "# Ferry stays\n", "E104"),
        ("broken.md", '---\ntitle: "Ferry\nlang: en\n---\n\nIt stays.\n', "E101"),
        ("date.md", "---\ndate: 2024-02-31\n---\n# Ferry stays\n\nIt stays.\n", "E101"),
        ("empty.jsonl", "\n\n", "E108"),
    ],
)
def test_what_cannot_be_read_is_a_failure_with_a_hint(tmp_path, name, content, code):
    path = write(tmp_path, name, content)
    failure = read_one(path)
    assert isinstance(failure, Failure)
    assert (failure.code, failure.source) == (code, str(path))
    assert failure.message
    assert failure.hint
    assert code in ERROR_CODES


def test_the_limit_is_held_to_the_byte(tmp_path):
    path = write(tmp_path, "story.txt", STORY)
    assert isinstance(read_one(path, max_bytes=len(STORY)), Article)
    assert read_one(path, max_bytes=len(STORY) - 1).code == "E105"


def test_hint_for_a_lone_line_tells_that_it_is_the_headline_even_when_one_is_given(tmp_path):
    failure = read_one(write(tmp_path, "story.txt", "Only this line.\n"), headline="Ferry sinks")
    assert failure.code == "E104"
    assert "first line" in failure.hint


def test_missing_file_names_the_nearest_one_beside_it(tmp_path):
    write(tmp_path, "story.txt", STORY)
    failure = read_one(tmp_path / "stroy.txt")
    assert failure.code == "E101"
    assert str(tmp_path / "story.txt") in failure.hint


def test_missing_folder_is_named(tmp_path):
    assert str(tmp_path / "nowhere") in read_one(tmp_path / "nowhere" / "story.txt").hint


def test_missing_file_without_a_similar_one_still_says_what_to_do(tmp_path):
    write(tmp_path, "zebra.md", STORY)
    hint = read_one(tmp_path / "story.txt").hint
    assert "zebra" not in hint
    assert "spelling" in hint


def test_a_name_too_long_for_the_system_is_a_failure():
    assert read_one("x" * 5000 + ".txt").code == "E101"


def test_a_file_the_system_refuses_is_a_failure(tmp_path, monkeypatch):
    path = write(tmp_path, "story.txt", STORY)

    def refuse(*_args, **_options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    failure = read_one(path)
    assert failure.code == "E101"
    assert "Permission denied" in failure.message


def test_folder_is_read_with_its_folders_in_order_and_without_hidden_files(tmp_path):
    for name in ("b.txt", "a/z.TXT", "a/.draft.txt", ".git/c.txt", "notes.pdf"):
        write(tmp_path, name, STORY)
    assert [Path(found.source).name for found in read(tmp_path)] == ["z.TXT", "b.txt"]


def test_one_bad_file_costs_no_other(tmp_path):
    write(tmp_path, "a.txt", "")
    write(tmp_path, "b.txt", STORY)
    bad, good = read(tmp_path)
    assert isinstance(bad, Failure)
    assert isinstance(good, Article)


@pytest.mark.parametrize("place", [".", "*.txt", "sub/**/*.md"], ids=["folder", "pattern", "deep pattern"])
def test_finding_nothing_is_a_failure(tmp_path, monkeypatch, place):
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "notes.pdf", "x")
    failure = read_one(place)
    assert failure.code == "E108"
    assert failure.hint


def test_pattern_finds_files_in_order_and_a_name_with_brackets_is_a_name(tmp_path):
    for name in ("b.txt", "a.txt", "[1].txt", "c.md", "deep/d.txt"):
        write(tmp_path, name, STORY if name != "c.md" else "# Ferry stays\n\nIt stays.\n")
    assert [Path(found.source).name for found in read(str(tmp_path / "?.txt"))] == ["a.txt", "b.txt"]
    assert len(list(read(str(tmp_path / "**" / "*.txt")))) == 4
    assert read_one(str(tmp_path / "[1].txt")).headline == "Ferry stays"


def test_standard_input_is_a_text():
    article = read_one("-", stdin=io.BytesIO(STORY.encode("utf-16")))
    assert (article.headline, article.source) == ("Ferry stays", "<stdin>")


def test_absent_or_empty_standard_input_is_a_failure():
    assert read_one("-").code == "E101"
    assert read_one("-", stdin=io.BytesIO(b"")).code == "E103"


def test_reading_is_lazy(tmp_path):
    write(tmp_path, "a.txt", STORY)
    second = write(tmp_path, "b.txt", STORY)
    found = read(tmp_path)
    assert isinstance(next(found), Article)
    second.unlink()
    assert next(found).code == "E101"


def test_every_suffix_is_spelled_in_lower_case_and_has_a_reader():
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in SUFFIXES)
    assert set(SUFFIXES.values()) == set(READERS) == set(INPUT_FORMATS)
    assert set(MEDIA_TYPES.values()) <= set(READERS)


def test_page_of_the_docs_names_every_format_suffix_and_media_type():
    text = (Path(__file__).parents[1] / "docs" / "inputs.md").read_text(encoding="utf-8")
    for name in (*READERS, *SUFFIXES, *MEDIA_TYPES):
        assert f"`{name}`" in text


@pytest.mark.parametrize(
    ("content", "format_name"),
    [
        ("Ferry stays\n\nIt stays.", "text"),
        ("# Ferry stays\n\nIt stays.", "markdown"),
        ("---\ntitle: Ferry\n---\n\nIt stays.", "markdown"),
        ("--- Ferry ---\n\nIt stays.", "text"),
        ('{"headline": "Ferry", "body": "It stays."}\n{"headline": ', "jsonl"),
        ('{"headline": "Ferry", "body": "It is cut', "jsonl"),
        ("[1,\n2]", ""),
        ("<!DOCTYPE html>\n<html><p>", "html"),
        ("<p>Ferry stays", "html"),
        ("<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x' 'y'><html xmlns='z'>", "html"),
        ("<?xml version='1.0'?>\n<!-- made by us -->\n<rss version='2.0'>", "feed"),
        ("<feed xmlns='http://www.w3.org/2005/Atom'>", "feed"),
        ("<rdf:RDF>", "feed"),
        ("<?xml version='1.0'?><newsMessage>", "newsml"),
        ("<!DOCTYPE nitf [<!ENTITY a 'b'>]><nitf>", "newsml"),
        ("<?xml version='1.0'?><config/>", ""),
        ("PK\x03\x04", "docx"),
        ("%PDF-1.7", ""),
        ("", "text"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_content_tells_the_format_where_the_name_does_not(content, format_name, encoding):
    if content[:2] in {"PK", "%P"}:
        encoding = "latin-1"
    assert tell_format("story", content.encode(encoding)) == format_name
    assert tell_format("story.XML", content.encode(encoding)) == format_name
    assert tell_format("story.MD", content.encode(encoding)) == "markdown"


def test_given_format_wins_over_name_and_content(tmp_path):
    path = write(tmp_path, "story.jsonl", "# Ferry stays\n\nIt stays.")
    assert read_one(path, input_format="markdown").headline == "Ferry stays"
    assert read_one("-", stdin=io.BytesIO(b"# Ferry\n\nIt stays."), input_format="text").headline == "# Ferry"


def test_standard_input_is_told_by_its_content():
    (row,) = read("-", stdin=io.BytesIO(b'{"headline": "Ferry stays", "body": "It stays."}\n'))
    assert row.metadata["format"] == "jsonl"


def test_unknown_format_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="unknown input format 'word'"):
        list(read("x", input_format="word"))


def test_texts_of_rows_go_by_the_names_given(tmp_path):
    path = write(
        tmp_path, "rows.jsonl", '{"seo": "Ferry stays", "headline": "x", "long": "It stays."}\n{"seo": "Ferry"}\n'
    )
    article, failure = read(path, headline_field="seo", body_field="long")
    assert (article.headline, article.body, article.metadata["headline"]) == ("Ferry stays", "It stays.", "x")
    assert failure.code == "E104"
    assert failure.hint == "its keys with a text are: seo; say which it is with --body-field"


@pytest.mark.parametrize(
    "row",
    [
        {"title": "Ferry stays", "content": "It stays."},
        {"Judul": "Ferry stays", "isi_berita": "It stays."},
        {"見出し": "Ferry stays", "本文": "It stays."},
        {"title": "Editor", "headline": "Ferry stays", "text": "x", "articleBody": "It stays."},
        {"headline": "Ferry stays", "content": {"rendered": "x"}, "text": "It stays."},
    ],
)
def test_keys_go_by_many_names_row_by_row(tmp_path, row):
    path = write(tmp_path, "rows.jsonl", '{"headline": "A", "body": "B"}\n' + json.dumps(row))
    first, second = read(path)
    assert (first.headline, first.body) == ("A", "B")
    assert (second.headline, second.body) == ("Ferry stays", "It stays.")
    assert not {second.headline, second.body} & set(second.metadata.values())


def test_rows_keep_their_order_and_bad_ones_cost_no_other():
    path = DATA / "rows.jsonl"
    found = list(read(path))
    codes = [getattr(each, "code", "") for each in found]
    assert [each.source for each in found] == ["ferry", f"{path}:2", "broken", f"{path}:5", "7"]
    assert codes == ["", "", "E104", "E107", ""]


def test_a_row_brings_its_language_and_its_other_values():
    first = next(read(DATA / "rows.jsonl"))
    assert first.language == "en"
    assert first.metadata["desk"] == "local"
    assert first.metadata["words"] == "9"
    assert (first.metadata["format"], first.metadata["line"]) == ("jsonl", "1")


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("[1, 2]", "E107"),
        ('{"headline": "Ferry stays", "body": "It', "E107"),
        ('{"headline": 3, "body": "It stays."}', "E107"),
        ('{"headline": "Ferry stays", "body": ["It stays."]}', "E107"),
        ("[" * 200_000, "E107"),
        ('{"headline": " ", "body": "It stays."}', "E103"),
        ('{"body": "It stays."}', "E103"),
        ('{"headline": "Ferry stays", "body": null}', "E104"),
        ('{"headline": "Ferry stays", "body": "\\n"}', "E104"),
        (b'{"headline": "\x00\x01\x02\x03", "body": "x"}', "E106"),
    ],
    ids=[
        "list", "cut off", "number", "list as body", "bottomless", "blank headline", "no headline", "null body",
        "blank body", "control bytes",
    ],
)  # fmt: skip
def test_a_bad_row_is_a_failure_at_its_line(tmp_path, row, code):
    content = b'{"headline": "Ferry stays", "body": "It stays."}\n' + (row if isinstance(row, bytes) else row.encode())
    path = write(tmp_path, "rows.jsonl", content)
    good, bad = read(path)
    assert isinstance(good, Article)
    assert (bad.code, bad.source) == (code, f"{path}:2")
    assert bad.hint


def test_a_row_over_the_limit_costs_only_itself(tmp_path):
    good = json.dumps({"headline": "Ferry stays", "body": "It stays."})
    long = json.dumps({"headline": "Ferry stays", "body": "It stays. " * 50})
    path = write(tmp_path, "rows.jsonl", f"{good}\n{long}\n{good}\n")
    assert [getattr(each, "code", "") for each in read(path, max_bytes=100)] == ["", "E105", ""]


def test_source_of_a_row_is_its_id_then_its_source_then_its_line(tmp_path):
    rows = [{"id": "a", "source": "b"}, {"source": "b"}, {"id": 0}, {"id": None}, {"id": ""}]
    lines = "".join(json.dumps({"headline": "Ferry stays", "body": "It stays.", **row}) + "\n" for row in rows)
    path = write(tmp_path, "rows.jsonl", lines)
    assert [each.source for each in read(path)] == ["a", "b", "0", f"{path}:4", f"{path}:5"]


def test_half_characters_in_a_row_become_replacement_characters_of_the_same_length(tmp_path):
    path = write(tmp_path, "rows.jsonl", '{"headline": "Ferry \\ud83d", "body": "It \\udc00 stays \\ud83d\\ude00."}')
    article = read_one(path)
    assert article.headline == "Ferry \ufffd"
    assert article.body == "It \ufffd stays \U0001f600."


def test_body_of_a_row_is_exactly_the_text_of_the_row(tmp_path):
    path = write(tmp_path, "rows.jsonl", '{"headline": "Ferry stays", "body": "It\\r\\nstays. "}\r\n')
    assert read_one(path).body == "It\r\nstays. "


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be-mark"])
def test_rows_are_read_in_unicode_encodings(tmp_path, encoding):
    rows = '{"headline": "Le pont fermé", "body": "Fermé à midi. ਊ"}\n' * 2
    data = b"\xfe\xff" + rows.encode("utf-16-be") if encoding == "utf-16-be-mark" else rows.encode(encoding)
    articles = list(read(write(tmp_path, "rows.jsonl", data)))
    assert [article.body for article in articles] == ["Fermé à midi. ਊ"] * 2


@pytest.mark.parametrize("letter", ["х", "م", "ą"])  # their UTF-8 holds the byte 0x85, a line end of Latin-1
def test_one_long_row_is_told_by_its_content(letter):
    row = json.dumps({"headline": "Bridge opens", "body": f"{letter} opens. " * 2000}, ensure_ascii=False)
    assert tell_by_content(row.encode()[:SAMPLE_BYTES]) == "jsonl"


def test_a_text_may_begin_with_a_bracket():
    assert tell_by_content(b"[Video] Mayor resigns\n\nThe mayor resigned.\n") == "text"


def test_the_beginning_of_a_page_is_told_at_once_whatever_its_type_says():
    assert tell_by_content(b"<!DOCTYPE x " + b"[]" * 2000) == "html"
    assert tell_by_content(b'<!DOCTYPE rss [<!ENTITY a "b">]>\n<rss>') == "feed"


def test_what_is_wrong_with_a_row_is_told_by_its_id_and_its_place(tmp_path):
    path = write(tmp_path, "rows.jsonl", '{"id": "a17", "headline": "x", "body": ""}\n')
    (failure,) = read(path)
    assert (failure.source, failure.code, failure.place) == ("a17", "E104", f"{path}:1")
    assert failure.message.startswith(f"{path}:1: a17 has")
    table = write(tmp_path, "rows.csv", "id,headline,body\na18,x,\n")
    assert [failure.place for failure in read(table)] == [f"{table}:2"]


def test_fields_that_only_a_reader_sets_are_not_taken_from_a_source(tmp_path):
    path = write(
        tmp_path, "story.md", "---\nfield: sports\nredirects: 12\ndesk: city\n---\n# Bridge opens\n\nIt did.\n"
    )
    assert {"field", "redirects"}.isdisjoint(read_one(path).metadata)
    assert read_one(path).metadata["desk"] == "city"
    row = write(tmp_path, "rows.csv", "headline,body,field\nBridge opens,It did.,sports\n")
    assert "field" not in read_one(row).metadata


def test_files_to_leave_out_are_no_stories(tmp_path):
    for name in ("one.txt", "two.txt"):
        write(tmp_path, name, "Bridge opens\n\nIt did.\n")
    (only,) = read(tmp_path, leave_out=[tmp_path / "two.txt"])
    assert only.source.endswith("one.txt")
