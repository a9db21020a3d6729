"""What is left out of a body, and what must never be."""

from __future__ import annotations

import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import checker
from checker.boilerplate import recognise
from checker.clean import clean
from checker.datatypes import Article, LeftOutReason

FURNITURE, TEASER, REPEATED, HEADLINE, BYLINE = (
    LeftOutReason.PAGE_FURNITURE,
    LeftOutReason.TEASER,
    LeftOutReason.REPEATED,
    LeftOutReason.HEADLINE,
    LeftOutReason.BYLINE,
)
LISTS = Path(checker.__file__).parent / "assets" / "boilerplate"
STORY = "The night ferry will stay, the council decided on Tuesday."


def run(body, *, headline="Council keeps the night ferry", language="en", metadata=None):
    """Return the kept texts, and the left out ones with their reasons."""
    kept, left_out = clean(Article(headline, body, metadata=metadata or {}), language=language)
    return [span.slice(body) for span in kept], [(each.span.slice(body), each.reason) for each in left_out]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("loading...", FURNITURE), ("A", FURNITURE), ("***", FURNITURE), ("1 2 3", FURNITURE),
        ("ADVERTISEMENT", FURNITURE), ("SCROLL TO CONTINUE WITH CONTENT", FURNITURE), ("Copy Link", FURNITURE),
        ("Share this article", FURNITURE), ("Facebook | Twitter | WhatsApp", FURNITURE), ("Bagikan", FURNITURE),
        ("[Gambas:Video 20detik]", FURNITURE), ("Photo: Maria Orlov/Harbour Press", FURNITURE),
        ("Foto: Dok. Pelabuhan", FURNITURE), ("https://example.org/ferry", FURNITURE), ("Anzeige", FURNITURE),
        ("Publicité", FURNITURE), ("Reklam", FURNITURE), ("विज्ञापन", FURNITURE), ("广告", FURNITURE),
        ("Baca juga: Jembatan ditutup", TEASER), ("BACA JUGA Jembatan ditutup", TEASER), ("Simak juga:", TEASER),
        ("**Baca Juga:** [Jembatan ditutup](bridge.html)", TEASER), ("Lihat juga video", TEASER),
        ("Baca lagi: Jambatan ditutup", TEASER), ("READ MORE: Will the bridge close?", TEASER),
        ("Read also the bridge closes", TEASER), ("[Related: Bridge closes]", TEASER), (">> Related: Bridge", TEASER),
        ("Lire aussi : Le pont ferme", TEASER), ("A\u0300 lire aussi : Le pont ferme", TEASER),
        ("Lesen Sie auch: Brücke gesperrt", TEASER), ("Lee también: El puente cierra", TEASER),
        ("Leia também: A ponte fecha", TEASER), ("Leggi anche: Il ponte chiude", TEASER),
        ("Lees ook: Brug dicht", TEASER), ("Ayrıca okuyun: Köprü kapandı", TEASER), ("İlgili: Köprü", TEASER),
        ("Читайте также: Мост закрыт", TEASER), ("اقرأ أيضا: الجسر يغلق", TEASER), ("यह भी पढ़ें: पुल बंद", TEASER),
        ("関連記事:橋が閉鎖", TEASER), ("【関連記事】橋が閉鎖", TEASER), ("관련기사 다리 폐쇄", TEASER),
        ("相关阅读:大桥关闭", TEASER), ("Xem thêm: Cầu đóng", TEASER), ("อ่านเพิ่มเติม: สะพานปิด", TEASER),
        ("By Maria Orlov", BYLINE), ("By Maria Orlov and Jan van der Berg", BYLINE), ("BY MARIA ORLOV", BYLINE),
        ("Editor: Siti Rahma", BYLINE), ("Reporter : Budi Wijaya", BYLINE), ("Penulis: Siti Rahma", BYLINE),
        ("Oleh: Siti Rahma", BYLINE), ("记者:王小明", BYLINE), ("(wbs)", BYLINE), ("(abc/def)", BYLINE),
        ("(Reporting by Maria Orlov; Editing by Jan Berg)", BYLINE),
    ],
)  # fmt: skip
def test_lines_that_are_no_story_text_are_left_out_with_their_reason(line, reason):
    assert run(f"{STORY}\n{line}\nIt sails on.") == ([STORY, "It sails on."], [(line, reason)])


@pytest.mark.parametrize(
    "line",
    [
        "Read more books, the librarians said.", "Related officials declined to comment.", "Share prices fell.",
        "By Monday the water had gone", "By far the best ferry", "Baca juga buku itu, katanya.", "Print is not dead.",
        "Loading took three hours.", "A ferry", "The advertisement said: come and sail.", "G20", "5 dead",
        'Editor: "I would not print it."', "Reporter: Why did the ferry stop?", "Di Jakarta Selatan",
        "Photo: the mayor stands on the deck of the ferry that was saved by the vote of the council.",
        "Read: I never said that I would close the bridge.", "Sources on the council (they asked not to be named)",
        "See also the report of the harbour master, which the council published in full on Tuesday evening, together"
        " with the minutes of the meeting and the letters of all citizens who asked for the night ferry to stay in"
        " service through the winter",
        "彼は関連記事を読んだ。", "The council met at https://example.org on Tuesday.",
    ],
)  # fmt: skip
def test_story_text_is_kept_whatever_it_resembles(line):
    assert run(f"{STORY}\n{line}", language="id")[0] == [STORY, line]


def test_names_open_a_byline_only_in_their_own_language():
    assert run("Di Marco Bruni", language="it") == ([], [("Di Marco Bruni", BYLINE)])
    assert run("Di Jakarta Selatan", language="id")[0] == ["Di Jakarta Selatan"]


def test_language_of_the_article_serves_when_none_is_given():
    kept, _ = clean(Article("Il traghetto resta", "Di Marco Bruni", language="it"))
    assert kept == ()


def test_headlines_below_a_heading_of_teasers_are_left_out_up_to_the_next_sentence():
    body = (
        f"{STORY}\nRead also:\nBridge closes for good\nWill the mayor resign?\nThe ferry sails at nine.\nNot a sentence"
    )
    kept, left_out = run(body)
    assert kept == [STORY, "The ferry sails at nine.", "Not a sentence"]
    assert [reason for _, reason in left_out] == [TEASER] * 3


def test_only_a_handful_of_lines_can_follow_a_heading_of_teasers():
    lines = [f"Story about pier number {word}" for word in ("one", "two", "three", "four", "five", "six", "seven")]
    assert run("Related articles\n" + "\n".join(lines))[0] == lines[5:]


def test_the_first_of_repeated_paragraphs_stands():
    other = "Nine members voted for it."
    kept, left_out = run(f"{STORY}\n{other}\n\n{STORY.upper()}\n«{STORY}»\n{other}")
    assert kept == [STORY, other]
    assert [reason for _, reason in left_out] == [REPEATED] * 3


LONG = (
    "The night ferry of Eastport will go on sailing until the end of the decade after the council voted on Tuesday"
    " evening to keep the old boat in service and to pay for new engines out of the harbour fund which had been set"
    " aside for a bridge that nobody wanted and that the engineers of the province had called a danger to the ships"
    " and to the birds of the bay as well as to the quiet of the old town where most of the passengers live and work"
)


def test_a_paragraph_that_lost_some_words_in_editing_is_repeated():
    shorter = LONG.replace("of the province ", "")
    assert run(f"{LONG}.\n{shorter}.") == ([f"{LONG}."], [(f"{shorter}.", REPEATED)])


@pytest.mark.parametrize(
    ("old", "new"),
    [("Tuesday", "Monday"), ("new engines", "no engines"), ("old boat", "2 old boats"), ("work", "work, he said")],
    ids=["another day", "a negation", "a number", "more words"],
)  # fmt: skip
def test_a_paragraph_with_a_new_word_is_not_repeated(old, new):
    assert len(run(f"{LONG}.\n{LONG.replace(old, new)}.")[0]) == 2


@pytest.mark.parametrize(
    ("headline", "line"),
    [
        ("Council keeps the night ferry", "Council keeps the night ferry"),
        ("Council keeps the night ferry", "COUNCIL KEEPS THE NIGHT FERRY!"),
        ("Council: 'Ferry stays'", "Council — “Ferry stays”"),
        ("Will the council keep the night ferry?", "Will the council keep the night ferry?"),
        ("Council of Eastport keeps the old ferry for good", "Council of Eastport keeps old ferry for good"),
        ("夜間フェリーの存続が市議会で決定", "夜間フェリーの存続、市議会で決定"),
    ],
    ids=["same", "capitals", "other quotes", "question", "one word less", "Japanese"],
)  # fmt: skip
def test_the_headline_as_a_line_of_the_body_does_not_support_itself(headline, line):
    assert run(f"{STORY}\n{line}\nIt sails on.", headline=headline)[1] == [(line, HEADLINE)]


def test_the_headline_as_the_first_line_is_left_out_even_with_a_full_stop():
    assert run(f"Council keeps the night ferry.\n{STORY}")[0] == [STORY]


@pytest.mark.parametrize(
    ("headline", "line"),
    [
        ("Council keeps the night ferry", "The council keeps the night ferry."),
        ("The council keeps the night ferry", "The council keeps the night ferry."),
        ("Crash on the night ferry of Eastport kills 5 people", "Crash on the night ferry of Eastport kills 6 people"),
        ("Ferry stays", "Ferry sinks"),
        ("Council keeps the night ferry", "Council keeps the night ferry, which nobody had expected"),
    ],
    ids=["a sentence", "a sentence in the same words", "another number", "short", "longer"],
)  # fmt: skip
def test_a_sentence_that_says_what_the_headline_says_is_kept(headline, line):
    assert run(f"{STORY}\n{line}", headline=headline)[0] == [STORY, line]


def test_initials_are_cut_from_the_end_of_a_paragraph_only_after_its_last_sentence():
    assert run(f"{STORY} (wbs)") == ([STORY], [("(wbs)", BYLINE)])
    assert run(f"“{STORY}”(abc/def) (AFP)") == ([f"“{STORY}”"], [("(abc/def) (AFP)", BYLINE)])
    kept = "He works for the harbour office (afp)"
    assert run(kept)[0] == [kept]
    kept = "It sails at nine. (Passengers pay half.)"
    assert run(kept)[0] == [kept]


def test_a_dateline_stays_in_its_paragraph():
    body = "EASTPORT, HARBOUR.com - The night ferry will stay."
    assert run(body)[0] == [body]


WRAPPED = [
    "The night ferry of Eastport will go on sailing until the end of the decade, the",
    "council decided. Nine members were in favour, four against. Before the vote Dr.",
    "Orlov of the harbour office had said that it would be kept only if the province",
    "paid.",
]


def test_wrapped_lines_are_one_paragraph():
    body = "\n".join(WRAPPED)
    assert run(body)[0] == [body]


def test_short_lines_and_list_items_are_paragraphs_of_their_own():
    lines = [
        *["Ferry", "Bridge", "Tunnel"],
        "- " + "nine votes for the ferry " * 3,
        "- " + "four votes for the bridge " * 3,
    ]
    lines = [line.strip() for line in lines]
    assert run("\n".join([*lines, "", *WRAPPED]))[0] == [*lines, "\n".join(WRAPPED)]


def test_furniture_below_a_full_wrapped_line_is_still_seen():
    lines = [
        *WRAPPED[:2],
        "They all went home after it, for it was late and there was no ferry that night.",
        "ADVERTISEMENT",
    ]
    kept, left_out = run("\n".join(lines))
    assert kept == ["\n".join(lines[:3])]
    assert left_out == [("ADVERTISEMENT", FURNITURE)]


def test_wide_letters_count_two_columns_when_lines_are_wrapped():
    lines = ["夜間フェリーの運航が二〇三〇年まで続くことを市議会が火曜日の夜に決めたと市長", "が発表した。"]
    assert run("\n".join(lines))[0] == ["\n".join(lines)]


def test_a_body_of_furniture_alone_keeps_nothing():
    assert run("loading...\nA\nShare\n\nBaca juga: Jembatan ditutup\n(wbs)")[0] == []


MARKDOWN = f"""\
<!-- check the
figures. -->

{STORY}

```python
votes = "nine members were in favour"
```

![The ferry](ferry.png)

It sails at nine, see [the plan][1].

[1]: https://example.org/plan "Plan of the ferry"

<div>Four members were against.</div>

## What comes next
"""


def test_markdown_that_no_reader_sees_is_left_out():
    kept, left_out = run(MARKDOWN, metadata={"format": "markdown"})
    assert kept == [
        STORY,
        "It sails at nine, see [the plan][1].",
        "<div>Four members were against.</div>",
        "## What comes next",
    ]
    assert {reason for _, reason in left_out} == {FURNITURE}


def test_markdown_rules_say_nothing_about_plain_text():
    assert 'votes = "nine members were in favour"' in run(MARKDOWN)[0]


def test_a_code_fence_that_never_closes_swallows_no_story():
    assert STORY in run(f"```\n{STORY}\n\nIt sails on.\n", metadata={"format": "markdown"})[0]


def lines_of(section, key):
    for path in sorted(LISTS.glob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        for entry in table.get(section, {}).get(key, ()):
            yield path.stem, entry


@pytest.mark.parametrize(
    ("section", "key", "shape"),
    [
        (section, key, shape)
        for section in ("furniture", "teaser", "byline")
        for key, shape in (("lines", "{}"), ("labels", "{}: Maria Orlov"), ("openers", "{}: Maria Orlov"))
    ],
)
def test_every_listed_entry_is_recognised_in_capitals_too(section, key, shape):
    for code, entry in lines_of(section, key):
        for text in (entry, entry if code == "tr" or "ß" in entry else entry.upper()):
            assert recognise(shape.format(text), language="xx"), (code, entry)


def test_patterns_of_the_lists_are_valid_and_never_match_a_plain_sentence():
    for section in ("furniture", "teaser", "byline"):
        for code, pattern in lines_of(section, "patterns"):
            assert not re.fullmatch(pattern, STORY, re.IGNORECASE), (code, pattern)


def test_a_long_row_of_signs_takes_no_time():
    body = "* x " * 60 + "\n" + "-" * 200_000 + "\n" + "(ab/" * 50_000
    assert len(run(body)) == 2


PIECES = st.sampled_from(
    [
        "A", "loading...", STORY, STORY.upper(), f"{STORY} (wbs)", "Baca juga:", "Read also: Bridge closes",
        "Bridge closes", "Council keeps the night ferry", "Council keeps the night ferry.", "By Maria Orlov",
        "(abc/def)", *WRAPPED, LONG, "- one", "\n", "\n\n", " ", "\t", "\r\n", "\u2028", "\x85", "夜間フェリー", "เรือ",
        "\u200b", "!", "```", "<!--", "[1]: x", "ß. (ab)",
    ]
)  # fmt: skip
BODIES = st.one_of(
    st.text(max_size=300),
    st.lists(PIECES, max_size=25).map("\n".join),
    st.lists(PIECES, max_size=25).map("".join),
)
FORMATS = st.sampled_from([{}, {"format": "markdown"}])


@given(BODIES, FORMATS)
def test_kept_and_left_out_cover_every_visible_character_once_and_in_order(body, metadata):
    kept, left_out = clean(Article("Council keeps the night ferry", body, metadata=metadata), language="en")
    spans = sorted([*kept, *(each.span for each in left_out)])
    assert "".join("".join(span.slice(body).split()) for span in spans) == "".join(body.split())
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert list(kept) == sorted(kept)
    assert list(left_out) == sorted(left_out, key=lambda each: each.span)
    assert all(span.slice(body).strip() == span.slice(body) != "" for span in spans)


@given(BODIES, st.sampled_from(["en", "id", "it", "ja", ""]))
def test_cleaning_what_was_kept_keeps_all_of_it(body, language):
    kept, _ = clean(Article("Council keeps the night ferry", body), language=language)
    cleaned = "\n\n".join(span.slice(body) for span in kept)
    again, left_out = clean(Article("Council keeps the night ferry", cleaned), language=language)
    assert left_out == ()
    assert "".join(span.slice(cleaned) for span in again).split() == cleaned.split() or "".join(
        "".join(span.slice(cleaned).split()) for span in again
    ) == "".join(cleaned.split())
