"""Tell which column of a table, or which key of a row, holds the headline and which the body."""

from __future__ import annotations

import difflib
import functools
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

# What newsrooms and data sets call them, without case, accents, blanks and signs; of several, the earliest one here.
_HEADLINE_NAMES: Final = (
    "headline headlines article_headline news_headline headline_text article_title news_title hed title titles heading "
    "judul judul_berita tajuk tajuk_berita titre titre_article título titular titulo_noticia titel überschrift "
    "schlagzeile titolo kop krantenkop tytuł nagłówek rubrik overskrift otsikko başlık tiêu_đề titlu naslov titulek "
    "nadpis cím manchete encabezado τίτλος заголовок назва العنوان عنوان כותרת शीर्षक শিরোনাম தலைப்பு หัวข้อข่าว "
    "พาดหัว 标题 標題 新闻标题 タイトル 見出し 제목 기사제목 kichwa"
)
_BODY_NAMES: Final = (
    "body article_body body_text full_text main_text maintext article_text article_content news_body story_text text "
    "content contents article story isi isi_berita konten teks naskah kandungan texte corps contenu texto cuerpo "
    "contenido corpo conteúdo inhalt artikel artikeltext artikeltekst volltext testo contenuto tekst inhoud treść "
    "brödtext brødtekst innehåll teksti sisältö metin içerik haber_metni nội_dung conținut vsebina obsah szöveg "
    "κείμενο текст содержание النص نص المحتوى محتوى תוכן सामग्री विवरण বিষয়বস্তু உள்ளடக்கம் เนื้อหา 正文 内容 內容 新闻内容 "
    "本文 본문 내용 기사내용 maudhui"
)
_LANGUAGE_NAMES: Final = "language lang bahasa langue idioma sprache"

# By what a column holds.
KNOWN_NAMES: Final = {"headline": _HEADLINE_NAMES, "body": _BODY_NAMES, "language": _LANGUAGE_NAMES}


def find_column(header: Sequence[str], kind: str, *, wanted: str = "") -> int:
    """Return which of these names is the `wanted` one, or without one the best known for its kind; -1 if none is."""
    if wanted in header:
        return header.index(wanted)
    ranks = {_letters(wanted): 0} if wanted else _ranks(kind)
    found = [(ranks[letters], column) for column, name in enumerate(header) if (letters := _letters(name)) in ranks]
    return min(found)[1] if found else -1


def count_known(header: Sequence[str], wanted: Sequence[str]) -> int:
    """Return how many of these names are wanted, or known as those of a headline or a body."""
    known = {*map(_letters, filter(None, wanted)), *_ranks("headline"), *_ranks("body")}
    return sum(_letters(name) in known for name in header)


def suggest_column(header: Sequence[str], kinds: Sequence[str], wanted: Sequence[str]) -> str:
    """Return a hint for columns that were not found: the most similar ones, or how to name them."""
    nearest = [difflib.get_close_matches(name, [*filter(None, header)], n=1) for name in filter(None, wanted)]
    if names := [names[0] for names in nearest if names]:
        return f"did you mean {' and '.join(names)}?"
    return f"say which it is with {' and '.join(f'--{kind}-field' for kind in kinds)}"


@functools.cache
def _ranks(kind: str) -> dict[str, int]:
    names = KNOWN_NAMES[kind].split()
    return {_letters(name): rank for rank, name in reversed([*enumerate(names)])}


@functools.lru_cache(maxsize=1024)
def _letters(name: str) -> str:
    """Return a name without case, accents, blanks and signs."""
    return "".join(char for char in unicodedata.normalize("NFKD", name.casefold()) if char.isalpha())
