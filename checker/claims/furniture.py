"""Find what of a headline is content: neither a label such as "LIVE:" nor the name of the site."""

from __future__ import annotations

import re
from typing import Final

from checker.claims.layout import trim
from checker.claims.lexicon import Lexicon, fold
from checker.datatypes import Span

LEADING_LABEL: Final = re.compile(
    r"[\[【(（](?P<bracketed>[^\]】)）]{1,30})[\]】)）]\s*[:|-]?\s*|(?P<plain>[^:：|｜–—-]{1,30}?)\s*(?:[:：|｜]|\s[–—-]\s)\s*"
)
TRAILING_LABEL: Final = re.compile(r"\s*[\[【(（](?P<label>[^\]】)）\[【(（]{1,30})[\]】)）]$")
TAIL: Final = re.compile(r"\s*(?P<mark>[|｜]|\s[–—-]\s)\s*(?P<tail>[^|｜–—]{1,40})$")
DOMAIN: Final = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,4}")

# A longer tail is part of the story; a shorter rest would leave no headline.
MAX_SITE_WORDS: Final = 4
MIN_REST: Final = 12


def content_span(headline: str, *, lexicon: Lexicon) -> Span:
    """Return the span without labels, site name and outer white space; all of it where nothing else would be left."""
    whole = trim(headline, Span(0, len(headline)))
    content = _without_tail(headline, whole, lexicon)
    content = _without_leading_labels(headline, content, lexicon)
    if any(character.isalnum() for character in content.slice(headline)):
        return content
    return whole


def _without_leading_labels(headline: str, content: Span, lexicon: Lexicon) -> Span:
    while match := LEADING_LABEL.match(headline, content.start, content.end):
        label = match["bracketed"] or match["plain"] or ""
        if match.end() >= content.end or not _is_label(label, lexicon):
            break
        content = Span(match.end(), content.end)
    return content


def _without_tail(headline: str, content: Span, lexicon: Lexicon) -> Span:
    while True:
        text = content.slice(headline)
        match = TRAILING_LABEL.search(text)
        if match is not None and _is_label(match["label"], lexicon):
            content = Span(content.start, content.start + match.start())
            continue
        match = TAIL.search(text)
        if match is None or match.start() < MIN_REST or not _is_tail(match["tail"], match["mark"], lexicon):
            return content
        content = Span(content.start, content.start + match.start())


def _is_tail(tail: str, mark: str, lexicon: Lexicon) -> bool:
    words = [fold(word, language=lexicon.language) for word in tail.split()]
    if not words or len(words) > MAX_SITE_WORDS:
        return False
    is_site = words[-1] in lexicon.site_words or words[-1].endswith("news") or DOMAIN.fullmatch(words[-1])
    is_bar = mark.strip() in "|｜" and not any(word in lexicon.verbs for word in words)
    return bool(is_site or is_bar or _is_label(tail, lexicon))


def _is_label(text: str, lexicon: Lexicon) -> bool:
    return fold(" ".join(text.split()), language=lexicon.language).strip(" !.") in lexicon.labels
