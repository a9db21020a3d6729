"""Pick the sentences of a body a claim is held against, as the checker does: best, neighbours, joined, lead."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass

_SENTENCE_END = re.compile(r"(?<=[.!?。！？؟])(?:[\"'”’»)\]]*)\s+|(?<=[。！？])|\n+")
_WORD = re.compile(r"[^\W_]+")
_WIDE = re.compile(r"[぀-ヿ㐀-鿿가-힣]")
_STEM_LENGTH = 6  # letters of a word that must agree: crude, but the same for every language


@dataclass(frozen=True, slots=True)
class Windows:
    """The evidence windows of one claim, best guess first within each field."""

    best: str  # the sentence nearest to the claim
    neighbours: str  # the best two consecutive sentences
    joined: str  # the best four sentences in body order
    lead: str  # the first sentences


def split_sentences(text: str) -> list[str]:
    """Split at sentence ends and line breaks; pieces of fewer than three characters are dropped."""
    return [piece for part in _SENTENCE_END.split(text) if len(piece := part.strip()) > 2]


def features(text: str) -> set[str]:
    """Return what two texts are compared by: word beginnings, and pairs of characters in wide scripts."""
    found = set()
    for word in _WORD.findall(text.casefold()):
        if _WIDE.search(word):
            found.update(word[i : i + 2] for i in range(len(word) - 1))
        else:
            found.add(word[:_STEM_LENGTH])
    return found


def rank(claim: str, sentences: list[str]) -> list[float]:
    """Score each sentence by the rarity-weighted share of the claim's features it holds."""
    bags = [features(sentence) for sentence in sentences]
    counts = Counter(feature for bag in bags for feature in bag)
    wanted = features(claim)
    rarity = {f: math.log(1 + len(sentences) / (0.5 + counts[f])) for f in wanted}
    return [math.fsum(rarity[f] for f in wanted & bag) / math.sqrt(8 + len(bag)) for bag in bags]


def pick_windows(claim: str, sentences: list[str], *, max_chars: int = 700, n_joined: int = 4) -> Windows:
    """Return the windows of `claim`; no window is much longer than `max_chars`."""
    scores = rank(claim, sentences)
    order = sorted(range(len(sentences)), key=lambda i: -scores[i])
    best = order[0]
    pairs = [scores[i] + scores[i + 1] for i in range(len(sentences) - 1)] or [0.0]
    start = max(range(len(pairs)), key=pairs.__getitem__)
    chosen, size = [], 0
    for index in order[:n_joined]:
        if chosen and size + len(sentences[index]) > max_chars:
            continue
        chosen.append(index)
        size += len(sentences[index])
    return Windows(
        best=sentences[best][:max_chars],
        neighbours=" ".join(sentences[start : start + 2])[:max_chars],
        joined=" ".join(sentences[i] for i in sorted(chosen))[:max_chars],
        lead=" ".join(sentences[:3])[:max_chars],
    )
