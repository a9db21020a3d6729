"""Cut the evidence of a claim out of a body as the checker does, ranked by shared words alone: no encoder needed."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from checker.datatypes import Sentence, Span
from checker.doubt import has_doubt
from checker.evidence import Granularity, find_candidates, rank_sentences

if TYPE_CHECKING:
    from random import Random

    from numpy.typing import NDArray

    from checker.evidence import Candidate

_SENTENCE_END = re.compile(r"(?<=[.!?。！？؟])(?:[\"'”’»)\]]*)\s+|(?<=[。！？])|\n+")
_WORD = re.compile(r"[^\W_]+")
_WIDE = re.compile(r"[぀-ヿ㐀-鿿가-힣]")
_WINDOW_SHARES = {Granularity.JOINED: 4, Granularity.NEIGHBOURS: 2, Granularity.LEAD: 3, Granularity.DOUBT: 1}
# The passages a verdict rests on, as often as it rests on them; each holds the sentences nearest to the claim.
DECISIVE = (Granularity.JOINED, Granularity.JOINED, Granularity.LEAD, Granularity.DOUBT)
_STEM_LENGTH = 6  # letters of a word that must agree: crude, but the same for every language


def split_sentences(text: str) -> list[str]:
    """Split at sentence ends and line breaks; pieces of fewer than three characters are dropped."""
    return [piece for part in _SENTENCE_END.split(text) if len(piece := part.strip()) > 2]


def pick_windows(claim: str, sentences: list[str], language: str) -> tuple[Candidate, ...]:
    """Return the passages `claim` is held against; at most 60 sentences are looked at."""
    looked_at = sentences[:60]
    alike = np.zeros(len(looked_at), dtype=np.float32)
    return find_candidates(
        rank_sentences(alike, _match(claim, looked_at)),
        alike,
        [Sentence(i, text, Span(0, len(text))) for i, text in enumerate(looked_at)],
        {i for i, text in enumerate(looked_at) if has_doubt(text, language=language)},
    )


def window_of(candidates: tuple[Candidate, ...], granularity: Granularity) -> str:
    """Return the best passage of this granularity; where the body has none, the best ones joined."""
    for wanted in (granularity, Granularity.JOINED):
        for candidate in candidates:
            if wanted in candidate.granularities:
                return candidate.text
    raise ValueError("a body has at least one sentence")


def cut_window(claim: str, sentences: list[str], language: str, rng: Random) -> str:
    """Choose the kind of window without regard to the label, so that its length says nothing."""
    candidates = pick_windows(claim, sentences, language)
    return window_of(candidates, rng.choices(list(_WINDOW_SHARES), list(_WINDOW_SHARES.values()))[0])


def density(language: str) -> float:
    """Return how many characters of a Latin text say as much as one of this language."""
    return 2.2 if language in {"ja", "ko", "zh"} else 1.0


@lru_cache(maxsize=4096)  # the sentences of a body are compared with each of its claims
def features(text: str) -> frozenset[str]:
    """Return what two texts are compared by: word beginnings, and pairs of characters in wide scripts."""
    found = set()
    for word in _WORD.findall(text.casefold()):
        if _WIDE.search(word):
            found.update(word[i : i + 2] for i in range(len(word) - 1))
        else:
            found.add(word[:_STEM_LENGTH])
    return frozenset(found)


def _match(claim: str, sentences: list[str]) -> NDArray[np.bool_]:
    """Tell which feature of the claim each sentence has, `[n_sentences, n_features]`."""
    wanted = sorted(features(claim))
    bags = [features(sentence) for sentence in sentences]
    held = [[feature in bag for feature in wanted] for bag in bags]
    return np.array(held, dtype=np.bool_).reshape(len(bags), len(wanted))
