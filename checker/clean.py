"""Choose which paragraphs of a body are evidence; the text itself is never edited, only selected.

Pages repeat themselves, quote their own headline and name other stories: left in, these would support anything.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import defaultdict
from difflib import SequenceMatcher
from functools import cache
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING, Final, NamedTuple

from checker.boilerplate import ends_with_full_stop, introduces_teasers, recognise
from checker.datatypes import LeftOut, LeftOutReason, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.datatypes import Article

# At or above this share of common word 3-grams two paragraphs are one, slightly re-edited.  It only takes effect
# where the later one also brings no new word, so no changed name or figure is ever lost to it.
DUPLICATE_JACCARD: Final = 0.92

# At or above this share of words in common and in order, a line is a version of the headline ("... - The Daily");
# as with one word in ten.  Only lines that do not end as a sentence are held against it.
HEADLINE_RATIO: Final = 0.9
_MIN_HEADLINE_WORDS: Final = 4  # of shorter ones, one changed word is another headline

# Text files wrap between 60 and 120 columns; a longer line is a whole paragraph.
_WRAP_COLUMNS: Final = (60, 120)

# "Read also:" is followed by at most a handful of headlines, each no longer than this.
_MAX_TEASERS: Final = 5
_MAX_TEASER_CHARS: Final = 120

_LIST_ITEM: Final = re.compile(r"([-*•·▪]|\d{1,2}[.)])\s")
_SENTENCE_END: Final = re.compile(r"[.!?…。！？।؟۔][\"'”’»)\]」』]*$")
# Who wrote or edited it: "(wbs)", "(abc/def)", "(AFP, dpa)", alone or after the last sentence of a paragraph.
_INITIALS: Final = re.compile(
    r"(?:^|(?<=[.!?…。\"'”’»)]))\s*\((?:[a-z]{2,5}|[A-Z]{2,6})(?:\s*[/,;.&-]\s*(?:[a-z]{2,5}|[A-Z]{2,6})){0,4}\)$"
)
_MARKUP: Final = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE)


def clean(article: Article, *, language: str = "") -> tuple[tuple[Span, ...], tuple[LeftOut, ...]]:
    """Return the spans of the body that are evidence, and the rest with the reason, each in body order.

    A span is one paragraph without the whitespace around it; spans never overlap, and together the two cover every
    character of the body that is not whitespace. Cleaning what was kept keeps all of it.
    """
    body = article.body
    markup = _find_markup(body) if article.metadata.get("format") == "markdown" else ()
    judge = _Judge(_fold(article.headline), language or article.language)
    kept: list[Span] = []
    left_out: list[LeftOut] = []
    for paragraph in _split_paragraphs(body, markup):
        span, initials = _cut_initials(body, paragraph)
        if span:
            is_markup = _is_inside(span, markup)
            reason = LeftOutReason.PAGE_FURNITURE if is_markup else judge.find_reason(span.slice(body))
            if reason:
                left_out.append(LeftOut(span, reason))
            else:
                kept.append(span)
        if initials:
            left_out.append(LeftOut(initials, LeftOutReason.BYLINE))
    return tuple(kept), tuple(left_out)


class _Judge:
    """Decides on one paragraph after the other, knowing those before."""

    def __init__(self, headline: tuple[str, ...], language: str) -> None:
        self._headline = headline
        self._language = language
        self._kept = _KeptParagraphs()
        self._n_teasers_ahead = 0

    def find_reason(self, text: str) -> LeftOutReason | None:
        """Return why a paragraph is no evidence, None if it is; what is kept is remembered."""
        is_line = len(text.splitlines()) == 1
        if is_line and (reason := recognise(text, language=self._language)):
            if reason is LeftOutReason.TEASER:
                self._n_teasers_ahead = _MAX_TEASERS if introduces_teasers(text) else 0
            return reason
        if self._n_teasers_ahead and is_line and len(text) <= _MAX_TEASER_CHARS and not ends_with_full_stop(text):
            self._n_teasers_ahead -= 1
            return LeftOutReason.TEASER
        self._n_teasers_ahead = 0
        words = _fold(text)
        if self._repeats_headline(text, words):
            return LeftOutReason.HEADLINE
        if self._kept.has(words):
            return LeftOutReason.REPEATED
        self._kept.add(words)
        return None

    def _repeats_headline(self, text: str, words: tuple[str, ...]) -> bool:
        """Tell whether a paragraph is the headline again, and not a sentence of the story that says the same."""
        is_sentence = ends_with_full_stop(text)
        if words == self._headline:
            return not is_sentence or self._kept.is_empty
        if is_sentence or len(self._headline) < _MIN_HEADLINE_WORDS or _numbers(words) != _numbers(self._headline):
            return False
        n_shared = min(len(words), len(self._headline))
        if 2 * n_shared < HEADLINE_RATIO * (len(words) + len(self._headline)):
            return False
        return SequenceMatcher(None, self._headline, words, autojunk=False).ratio() >= HEADLINE_RATIO


class _KeptParagraphs:
    """The paragraphs kept so far, found again by what they share with another.

    Two sets can only reach the Jaccard threshold if they share one of their first elements in a common order
    (prefix filtering: Bayardo, Ma, Srikant 2007), so only those are indexed.
    """

    def __init__(self) -> None:
        self._words: list[tuple[str, ...]] = []
        self._exact: set[tuple[str, ...]] = set()
        self._by_gram: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)

    @property
    def is_empty(self) -> bool:
        return not self._words

    def has(self, words: tuple[str, ...]) -> bool:
        """Tell whether an earlier paragraph is the same, or nearly so and says all that this one does."""
        if words in self._exact:
            return True
        grams = _three_grams(words)
        nearby = sorted({i for gram in _prefix(grams) for i in self._by_gram.get(gram, ())})
        return any(self._says_all(self._words[i], words, grams) for i in nearby)

    def add(self, words: tuple[str, ...]) -> None:
        for gram in _prefix(_three_grams(words)):
            self._by_gram[gram].append(len(self._words))
        self._words.append(words)
        self._exact.add(words)

    @staticmethod
    def _says_all(earlier: tuple[str, ...], words: tuple[str, ...], grams: set[tuple[str, ...]]) -> bool:
        others = _three_grams(earlier)
        jaccard = len(grams & others) / len(grams | others)
        return jaccard >= DUPLICATE_JACCARD and set(words) <= set(earlier)


def _three_grams(words: Sequence[str]) -> set[tuple[str, ...]]:
    return set(zip(words, words[1:], words[2:], strict=False))


def _prefix(grams: set[tuple[str, ...]]) -> list[tuple[str, ...]]:
    n_shared = math.ceil(DUPLICATE_JACCARD * len(grams))
    return sorted(grams)[: len(grams) - n_shared + 1]


def _numbers(words: Sequence[str]) -> list[str]:
    return [word for word in words if any(char.isdigit() for char in word)]


def _fold(text: str) -> tuple[str, ...]:
    """Return the words of a text without case and punctuation, single characters where words have no spaces."""
    return tuple("".join(map(_fold_char, unicodedata.normalize("NFKC", text).casefold())).split())


@cache
def _fold_char(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Cf":  # joiners and direction marks
        return ""
    if category[0] in "PSZC":
        return " "
    is_unspaced = unicodedata.east_asian_width(char) == "W" or "\u0e00" <= char <= "\u0eff"
    return f" {char} " if is_unspaced else char


class _Line(NamedTuple):
    """A line of the body without the whitespace around it."""

    span: Span
    text: str
    n_columns: int
    is_markup: bool


def _split_paragraphs(body: str, markup: Sequence[Span]) -> Iterator[Span]:
    """Yield the paragraphs of a body: its lines, but wrapped lines together, without the whitespace around them."""
    lines = _find_lines(body, markup)
    lowest, highest = _WRAP_COLUMNS
    wrap = max([lowest, *(line.n_columns for line in lines if line.n_columns <= highest)])
    run: list[_Line] = []
    for line, following in zip_longest(lines, lines[1:]):
        if not line.text:
            continue
        run.append(line)
        if following and _is_full(line, following, wrap):
            continue
        if any(_goes_on(first.text, second.text) for first, second in pairwise(run)):
            yield Span(run[0].span.start, line.span.end)
        else:
            yield from (each.span for each in run)
        run = []


def _find_lines(body: str, markup: Sequence[Span]) -> list[_Line]:
    lines = []
    position = 0
    for line in body.splitlines(keepends=True):
        text = line.strip()
        start = position + len(line) - len(line.lstrip()) if text else position
        span = Span(start, start + len(text))
        lines.append(_Line(span, text, _columns(text), _is_inside(span, markup)))
        position += len(line)
    return lines


def _is_full(line: _Line, following: _Line, wrap: int) -> bool:
    """Tell whether the line may have been wrapped here: the next word would not have fitted."""
    if not following.text or line.is_markup or following.is_markup or _LIST_ITEM.match(following.text):
        return False
    if max(line.n_columns, following.n_columns) > _WRAP_COLUMNS[1]:
        return False
    if line.n_columns + 1 + _columns(_first_word(following.text)) <= wrap:
        return False
    return not (_SENTENCE_END.search(line.text) and recognise(following.text))


def _goes_on(text: str, following: str) -> bool:
    """Tell whether a line breaks off in the middle of a sentence; only that shows that lines were wrapped at all."""
    first = following.lstrip("\"'“‘«(")[:1]
    return not _SENTENCE_END.search(text) and bool(first) and not first.isupper()


def _first_word(text: str) -> str:
    word = text.split(maxsplit=1)[0] if text else ""
    return word[:1] if word and _columns(word[0]) == 2 else word  # wide scripts break after any character


def _columns(text: str) -> int:
    if text.isascii() or len(text) > _WRAP_COLUMNS[1]:
        return len(text)
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _cut_initials(body: str, paragraph: Span) -> tuple[Span, Span | None]:
    """Split the initials off the end of a paragraph; the first span is empty if it has nothing else."""
    text = paragraph.slice(body)
    while found := _INITIALS.search(text):
        text = text[: found.start()].rstrip()
    if len(text) == len(paragraph):
        return paragraph, None
    end = paragraph.start + len(text)
    start = end + len(body[end : paragraph.end]) - len(body[end : paragraph.end].lstrip())
    return Span(paragraph.start, end), Span(start, paragraph.end)


def _is_inside(span: Span, regions: Sequence[Span]) -> bool:
    return any(region.start <= span.start and span.end <= region.end for region in regions)


def _find_markup(body: str) -> tuple[Span, ...]:
    """Return the regions of a Markdown body that no reader sees as text: closed code fences, comments, link targets.

    A link target inside a sentence stays: cutting it out would cut the sentence.
    """
    from markdown_it import MarkdownIt  # 85 ms that only Markdown needs

    starts = [0, *(found.end() for found in re.finditer("\n", body)), len(body)]
    env: dict[str, dict[str, dict[str, list[int]]]] = {}
    regions = []
    for token in MarkdownIt().parse(body, env):
        if not token.map:
            continue
        region = Span(starts[token.map[0]], starts[min(token.map[1], len(starts) - 1)])
        last_line = region.slice(body).rstrip().rpartition("\n")[2].strip()
        is_fence = token.type == "fence" and last_line.startswith(token.markup)
        is_silent = token.type == "html_block" and not any(map(str.isalpha, _MARKUP.sub("", token.content)))
        if is_fence or is_silent:
            regions.append(region)
    for reference in env.get("references", {}).values():
        first, last = reference["map"]
        regions.append(Span(starts[first], starts[min(last, len(starts) - 1)]))
    return tuple(regions)
