"""What is read from Word documents."""

from __future__ import annotations

import builtins
import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml

from checker.readers import read
from checker.readers.docx import read_docx

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def document(*paragraphs, xml=""):
    """A document of (style, text) pairs or plain texts, and then of raw XML."""
    made = docx.Document()
    for paragraph in paragraphs:
        style, text = paragraph if isinstance(paragraph, tuple) else ("Normal", paragraph)
        made.add_paragraph(text, style=style)
    if xml:
        made.element.body.append(parse_xml(xml.replace(">", f" {W}>", 1)))
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def read_document(data, **options):
    (found,) = read("-", stdin=io.BytesIO(data), **options)
    return found


@pytest.mark.parametrize(
    ("paragraphs", "headline", "body"),
    [
        (("Ferry stays", "It stays.", "", "For long."), "Ferry stays", "It stays.\n\nFor long."),
        (("By Ida Holm", ("Title", "Ferry stays"), "It stays."), "Ferry stays", "It stays."),
        (("Slug 1", ("Heading 2", "Ferry stays"), "It stays.", ("Title", "")), "Ferry stays", "It stays."),
        ((("Heading 1", "Local"), ("Title", "Ferry stays"), "It stays."), "Ferry stays", "It stays."),
        (("Ferry\nstays", "It stays.\nFor long.\tYes."), "Ferry stays", "It stays.\n\nFor long. Yes."),
    ],
    ids=["first paragraph", "title", "heading", "title after heading", "line breaks"],
)
def test_title_or_heading_or_first_paragraph_is_the_headline(paragraphs, headline, body):
    article = read_document(document(*paragraphs))
    assert (article.headline, article.body) == (headline, body)
    assert article.metadata["format"] == "docx"


def test_subtitle_is_checked_too_and_proves_nothing():
    data = document(("Title", "Ferry stays"), ("Subtitle", "Nine voted for it"), "It stays.", ("Subtitle", "Later"))
    title, subtitle = read("-", stdin=io.BytesIO(data))
    assert (title.headline, title.source) == ("Ferry stays", "<stdin>")
    assert (subtitle.headline, subtitle.source) == ("Nine voted for it", "<stdin>#subtitle")
    assert subtitle.metadata == {"format": "docx", "path": "<stdin>", "field": "subtitle"}
    assert title.body == subtitle.body == "It stays.\n\nLater"
    assert read_document(data, headline="Ferry sinks").body == title.body


def test_a_file_is_told_by_its_suffix(tmp_path):
    path = tmp_path / "story.docx"
    path.write_bytes(document("Ferry stays", "It stays."))
    (article,) = read(path)
    assert article.source == str(path)


def test_given_headline_stands_in_for_the_title():
    article = read_document(document("Ferry stays", "It stays."), headline=" Ferry sinks ")
    assert (article.headline, article.body) == ("Ferry sinks", "It stays.")


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        (
            "<w:p><w:ins><w:r><w:t>New.</w:t></w:r></w:ins><w:del><w:r><w:delText>Old.</w:delText></w:r></w:del></w:p>",
            "New.",
        ),
        ("<w:p><w:moveFrom><w:r><w:t>Gone.</w:t></w:r></w:moveFrom><w:r><w:t>Here.</w:t></w:r></w:p>", "Here."),
        ("<w:p><w:hyperlink><w:r><w:t>Linked.</w:t></w:r></w:hyperlink></w:p>", "Linked."),
        ("<w:sdt><w:sdtContent><w:p><w:r><w:t>In a form.</w:t></w:r></w:p></w:sdtContent></w:sdt>", "In a form."),
        ("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>In a cell.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>", "In a cell."),
        (
            "<w:p><w:r><w:t>Text.</w:t><w:pict><w:txbxContent><w:p><w:r><w:t>Box.</w:t></w:r></w:p></w:txbxContent>"
            "</w:pict></w:r></w:p>",
            "Text.",
        ),
    ],
    ids=["tracked changes", "moved", "link", "content control", "table", "text box"],
)  # fmt: skip
def test_text_is_what_it_reads_with_all_changes_accepted(xml, text):
    assert read_document(document("Ferry stays", xml=xml)).body == text


def cut_part(name):
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document("a", "b"))) as old, zipfile.ZipFile(stream, "w") as new:
        for part in old.namelist():
            new.writestr(part, b"<broken" if part == name else old.read(part))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"Ferry stays\n\nIt stays.", "E101"),
        (b"", "E101"),
        (b"PK\x03\x04 cut off", "E101"),
        (document("a", "b")[:-900], "E101"),
        (cut_part("word/document.xml"), "E101"),
        (cut_part("[Content_Types].xml"), "E101"),
        (b"PK\x05\x06" + bytes(18), "E101"),
        (document(), "E103"),
        (document("Ferry stays"), "E104"),
    ],
    ids=["a text", "empty", "no archive", "cut off", "broken text", "broken types", "no part", "no text", "no body"],
)
def test_what_cannot_be_read_is_a_failure_with_a_hint(data, code):
    failure = read_document(data, input_format="docx")
    assert failure.code == code
    assert failure.hint


def test_archive_that_would_fill_the_memory_is_not_unpacked():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 1_000_000)
    assert read_document(stream.getvalue(), max_bytes=10_000).code == "E105"


def test_missing_library_names_the_command_that_installs_it(monkeypatch):
    real_import = builtins.__import__

    def fail(name, *arguments, **options):
        if name == "docx":
            raise ModuleNotFoundError("No module named 'docx'", name=name)
        return real_import(name, *arguments, **options)

    data = document("Ferry stays", "It stays.")
    monkeypatch.setattr(builtins, "__import__", fail)
    failure = read_document(data)
    assert (failure.code, failure.hint) == ("E113", "pip install 'headline-checker[docx]'")


def test_a_stream_is_enough():
    (article,) = read_docx(io.BytesIO(document("Ferry stays", "It stays.")), source="x")
    assert article.source == "x"
