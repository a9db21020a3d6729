"""Split the kept paragraphs of a body into sentences that know where they stand in it.

sentencex finds the boundaries; what it is known to get wrong on news text is put right here, and only that.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from checker.datatypes import Sentence, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

# sentencex never ends a sentence inside quotation marks. Short quotations belong together, but a stray mark, as in
# stories that lost some, swallows what follows: past this many words, or unpaired, the marks are not believed.
_MAX_QUOTED_WORDS: Final = 30

# No verifier reads further than this well; a longer sentence lost its punctuation or is a list.
_MAX_WORDS: Final = 100

# Scripts without spaces: a word of news text in other scripts is shorter than this with its space.
_CHARS_PER_WORD: Final = 8

_BLANK_LINE: Final = re.compile(r"\n[^\S\n]*\n\s*")
_LONE_SURROGATE: Final = re.compile(r"[\ud800-\udfff]")
_QUOTES: Final = '"“”„‟«»‹›「」『』'
_QUOTE_MARK: Final = re.compile(rf"[{_QUOTES}]|(?<!\w)['‘’‚]|['‘’‚](?!\w)")
_DOUBLE_QUOTE: Final = re.compile('["“”„]')
_CLOSING: Final = "\"'”’»›」』)]"
_OPENING: Final = "\"'“‘„«‹「『(["
_INITIALS: Final = re.compile(r"[^\W\d_]\.-[^\W\d_]\.")  # "J.-C."
_LIST_BREAK: Final = re.compile(r"[;；؛]\s*|\n")
_SPACES: Final = re.compile(r"\s+")


def segment(body: str, kept: Sequence[Span], *, language: str) -> tuple[Sentence, ...]:
    """Return the sentences of the kept spans in body order, without the whitespace around them.

    Every sentence lies within one span, and every character of a span that is not whitespace in one sentence. A line
    break inside a span is a space: `clean` makes one span of wrapped lines and several of a list. A blank line ends
    a sentence.
    """
    spans = [
        Span(kept_span.start + start, kept_span.start + end)
        for kept_span in kept
        for start, end in _split_paragraph(kept_span.slice(body), language)
    ]
    return tuple(Sentence(i, span.slice(body), span) for i, span in enumerate(spans))


def _split_paragraph(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence starts and ends."""
    breaks = [found.end() for found in _BLANK_LINE.finditer(text)]
    for first, last in pairwise([0, *breaks, len(text)]):
        part = text[first:last]
        cuts = _find_cuts(part, language)
        for start, end in pairwise([0, *_cut_long(part, cuts), len(part)]):
            piece = part[start:end]
            if piece.strip():
                yield first + start + len(piece) - len(piece.lstrip()), first + start + len(piece.rstrip())


def _find_cuts(text: str, language: str) -> list[int]:
    """Return where the second and each later sentence starts, quotations trusted only while they are short."""
    cuts = _repair(text, _ask_sentencex(text, language), language)
    inner: list[int] = []
    for start, end in pairwise([0, *cuts, len(text)]):
        piece = text[start:end]
        if _QUOTE_MARK.search(piece) and (_n_words(piece) > _MAX_QUOTED_WORDS or not _has_paired_quotes(piece)):
            unquoted = _QUOTE_MARK.sub(" ", piece)
            inner += (start + cut for cut in _ask_sentencex(unquoted, language))
    return _repair(text, sorted({*cuts, *inner}), language) if inner else cuts


def _has_paired_quotes(text: str) -> bool:
    """Tell whether the double quotation marks open and close in turn, as far as the spaces around them show."""
    is_open = False
    padded = f" {text} "
    for mark in _DOUBLE_QUOTE.finditer(padded, 1):
        before, after = padded[mark.start() - 1], padded[mark.end()]
        can_open = before.isspace() or before in "([-–—"
        can_close = after.isspace()
        if (can_open and (can_close or is_open)) or (can_close and not is_open):
            return False
        is_open = not is_open
    return not is_open


def _ask_sentencex(text: str, language: str) -> list[int]:
    from sentencex import get_sentence_boundaries  # compiled, 12 ms

    # It takes UTF-8, which has no lone surrogates; its offsets are code points.
    text = _LONE_SURROGATE.sub("\ufffd", text)
    return [boundary["start_index"] for boundary in get_sentence_boundaries(language, text)][1:]


def _repair(text: str, cuts: Iterable[int], language: str) -> list[int]:
    """Move the cuts that stand behind an opening quotation mark, and leave out those inside a sentence."""
    moved = [_before_opening_quote(text, cut) for cut in cuts]
    n_lower = sum(_first_letter(text, cut).islower() for cut in moved)
    # Chats and captions may begin every sentence in lower case; then it says nothing.
    is_lower_telling = n_lower <= 2 or n_lower * 2 <= len(moved)
    repaired: list[int] = []
    for cut in moved:
        previous = repaired[-1] if repaired else 0
        if not any(map(str.isalnum, text[previous:cut])) or not any(map(str.isalnum, text[cut:])):
            continue  # dots or quotation marks alone are no sentence
        if is_lower_telling and _first_letter(text, cut).islower():
            continue
        if not _is_joined(text, cut, _load_rules().get(language, {})):
            repaired.append(cut)
    return repaired


def _before_opening_quote(text: str, cut: int) -> int:
    is_opening = (
        cut >= 2 and text[cut - 1] in _OPENING and text[cut - 2].isspace() and not text[cut : cut + 1].isspace()
    )
    return cut - 1 if is_opening else cut


def _first_letter(text: str, cut: int) -> str:
    rest = text[cut : cut + 20].lstrip().lstrip(_QUOTES + "'‘’( ")
    return rest[:1]


def _is_joined(text: str, cut: int, rules: Mapping[str, Any]) -> bool:
    """Tell whether the text before and after a cut is one sentence after all."""
    following = text[cut : cut + 100].lstrip()
    word = text[max(0, cut - 40) : cut].rsplit(maxsplit=1)[-1].lstrip(_OPENING)
    if word in rules.get("joins", ()) or _INITIALS.fullmatch(word):
        return True
    if not text[cut - 1].isspace():
        if following[:1] in "-,;:)]":
            return True  # "J." and "-C."
        particle = rules.get("after_quote")
        return bool(particle and text[cut - 1] in _CLOSING and re.match(particle, following))
    if (across := rules.get("across")) and re.match(across, f"{word} {following}"):
        return True
    if following.lstrip(_OPENING)[:1].isdigit():
        return word in rules.get("joins_number", ())
    return following[:1] in "([（" and word in rules.get("joins_bracket", ())


@cache
def _load_rules() -> Mapping[str, Any]:
    path = resources.files("checker") / "assets" / "abbreviations.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _cut_long(text: str, cuts: Sequence[int]) -> list[int]:
    """Add cuts to sentences no verifier can read: at semicolons and line breaks, or where only spaces are left."""
    result: list[int] = []
    for start, end in pairwise([0, *cuts, len(text)]):
        result += [start] if start else []
        piece = text[start:end]
        if _is_unspaced(piece) and _n_words(piece) > _MAX_QUOTED_WORDS:
            result += [start + cut for cut in _cut_at_spaces(piece)]
        elif _n_words(piece) > _MAX_WORDS:
            result += [start + found.end() for found in _LIST_BREAK.finditer(piece) if found.end() < len(piece)]
    return result


def _cut_at_spaces(text: str) -> Iterator[int]:
    """Yield cuts at spaces so that no two neighbours fit together: Thai and Lao mark clauses by nothing else."""
    start = 0
    spaces = [found.end() for found in _SPACES.finditer(text)]
    for space, following in pairwise([*spaces, len(text)]):
        if following - start > _MAX_QUOTED_WORDS * _CHARS_PER_WORD / 2:
            yield space
            start = space


def _n_words(text: str) -> int:
    return max(len(text.split()), len(text) // _CHARS_PER_WORD)


def _is_unspaced(text: str) -> bool:
    return len(text.split()) < len(text) // _CHARS_PER_WORD
