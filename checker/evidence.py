"""Find, for each claim, the passages of the body that could support it, so that only those are verified."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import numpy as np

from checker.datatypes import Span
from checker.words import match_forms, word_forms

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

    from checker.datatypes import Sentence

_N_SENTENCES: Final = 3  # single sentences held against a claim
_N_NEIGHBOURS: Final = 1  # of those, how many are also read together with their neighbours
N_JOINED: Final = 6  # best sentences read together, in body order
_N_LEAD: Final = 2  # sentences of the lead ...
_N_LEAD_BEST: Final = 3  # ... read together with the best ones
_N_DOUBTING: Final = 3  # sentences that deny or doubt, the nearest ones, read together with the best one
_MAX_CHARACTERS: Final = 900  # of a joined passage: about what the verifier reads of one
# How a word of the claim counts: by this power of how rare it is in the body, and by this share of that once a better
# sentence holds it.  `python -m training.fit_ranking` prints what others find of the evidence that people named.
_RARITY_POWER: Final = 2.0
_FOUND_BEFORE: Final = 0.5
_NO_SPREAD: Final = 1e-9  # a standard deviation below this is none


class Granularity(StrEnum):
    """How much of the body a candidate shows at once."""

    SENTENCE = "sentence"
    NEIGHBOURS = "neighbours"  # two sentences in a row
    LEAD = "lead"  # the first sentences with the best ones
    JOINED = "joined"  # the best sentences, which need not be neighbours
    DOUBT = "doubt"  # the best sentence with those that deny or doubt something; none in many a body


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage kept for verification against one claim."""

    granularities: tuple[Granularity, ...]  # a short body shows the same passage at several
    sentences: tuple[int, ...]  # in body order
    text: str  # what a verifier reads
    similarity: float  # of its best sentence, -1..1

    def span(self, sentences: Sequence[Sentence]) -> Span:
        """Return the body from the first to the last sentence."""
        return Span(sentences[self.sentences[0]].span.start, sentences[self.sentences[-1]].span.end)


def score_sentences(
    claims: Sequence[NDArray[np.float32]], sentences: Sequence[NDArray[np.float32]]
) -> NDArray[np.float32]:
    """Return the cosine of every sentence with every claim, `[n_sentences, n_claims]`, from normalised vectors."""
    return np.asarray(np.stack(sentences) @ np.stack(claims).T, dtype=np.float32)


def find_decisive(
    nearest: Sequence[int],
    similarity: NDArray[np.float32],
    sentences: Sequence[Sentence],
    doubting: Collection[int] = (),
) -> tuple[Candidate, ...]:
    """Return the two passages that decide about a claim: the best sentences joined, and the context of the best.

    The context is what takes a report back, where the body has that; else the lead.  Takes what `find_candidates` does.
    """
    context = Granularity.DOUBT if doubting else Granularity.LEAD
    return find_candidates(nearest, similarity, sentences, doubting, wanted=(Granularity.JOINED, context))


def find_quotable(
    nearest: Sequence[int], similarity: NDArray[np.float32], sentences: Sequence[Sentence], *, is_supported: bool
) -> tuple[Candidate, ...]:
    """Return the passages short enough to be shown for a claim: sentences and, where it is supported, neighbours."""
    wanted = (Granularity.SENTENCE, Granularity.NEIGHBOURS) if is_supported else (Granularity.SENTENCE,)
    return find_candidates(nearest, similarity, sentences, wanted=wanted)


def find_candidates(
    nearest: Sequence[int],
    similarity: NDArray[np.float32],
    sentences: Sequence[Sentence],
    doubting: Collection[int] = (),
    *,
    wanted: Collection[Granularity] = tuple(Granularity),
) -> tuple[Candidate, ...]:
    """Return the passages one claim is held against, of the granularities that are `wanted`; one of them at least.

    `nearest` are the indices of all sentences as `rank_sentences` orders them, `similarity` is their cosine with the
    claim, `[n_sentences]`; `doubting` are the indices of sentences that deny or doubt something.
    """
    best = nearest[:_N_SENTENCES]
    picks: list[tuple[Granularity, tuple[int, ...]]] = [(Granularity.SENTENCE, (i,)) for i in best]
    picks += [(Granularity.NEIGHBOURS, pair) for i in best[:_N_NEIGHBOURS] for pair in _pairs(i, len(sentences))]
    picks.append((Granularity.JOINED, _fit(nearest[:N_JOINED], sentences)))
    lead = range(min(_N_LEAD, len(sentences)))
    picks.append((Granularity.LEAD, _fit([*lead[:1], best[0], *lead[1:], *best[1:_N_LEAD_BEST]], sentences)))
    doubts = [i for i in nearest if i in doubting][:_N_DOUBTING]
    if doubts:
        picks.append((Granularity.DOUBT, _fit([best[0], *doubts, *lead[:1]], sentences)))
    unique: dict[tuple[int, ...], list[Granularity]] = {}
    for granularity, indices in picks:
        if granularity not in wanted:
            continue
        found = unique.setdefault(indices, [])
        if granularity not in found:
            found.append(granularity)
    return tuple(
        Candidate(tuple(granularities), indices, _read(indices, sentences), float(similarity[list(indices)].max()))
        for indices, granularities in unique.items()
    )


def match_words(claim: str, sentences: Sequence[frozenset[str]]) -> NDArray[np.bool_]:
    """Tell which word of the claim stands in which sentence, `[n_sentences, n_forms]`; sentences by `word_forms`."""
    wanted = sorted(word_forms(claim))
    held = [match_forms(wanted, forms) for forms in sentences]
    return np.array(held, dtype=np.bool_).reshape(len(sentences), len(wanted))


def rank_sentences(
    similarity: NDArray[np.float32],
    words: NDArray[np.bool_],
    *,
    power: float = _RARITY_POWER,
    found_before: float = _FOUND_BEFORE,
) -> tuple[int, ...]:
    """Order the sentences of a body, of which there is one at least, by what they hold of a claim; ties by body order.

    `similarity` is `[n_sentences]`, `words` as `match_words` returns it.  Each counts on the scale of this body: the
    cosine finds the topic, shared words find the fact.  A word counts by how rare it is in the body, and for the
    sentences that are read together less once a better one holds it: two that tell the same tell less than two that
    share the claim between them.
    """
    n_sentences = len(similarity)
    counts = words.sum(axis=0)  # [n_forms]
    rarity = np.log1p(n_sentences / (0.5 + counts)) ** power * (counts > 0)
    shared = words @ rarity  # [n_sentences]
    spread = shared.std() if shared.std() > _NO_SPREAD else 1.0
    topic, left = _standardise(similarity), rarity.copy()
    order: list[int] = []
    for _ in range(min(N_JOINED, n_sentences)):
        worth = topic + ((words @ left - shared.mean()) / spread).round(6)
        worth[order] = -np.inf
        order.append(int(worth.argmax()))
        left[words[order[-1]]] *= found_before
    rest = np.argsort(-(topic + _standardise(shared)), kind="stable")
    return (*order, *(int(i) for i in rest if i not in order))


def _standardise(values: NDArray[np.floating]) -> NDArray[np.float64]:
    wide = values.astype(np.float64).round(6)  # a last-bit difference must not change an order
    spread = wide.std()
    return (wide - wide.mean()) / spread if spread > _NO_SPREAD else np.zeros_like(wide)


def _pairs(index: int, n_sentences: int) -> list[tuple[int, int]]:
    return [(i, i + 1) for i in (index - 1, index) if i >= 0 and i + 1 < n_sentences]


def _fit(indices: Sequence[int], sentences: Sequence[Sentence]) -> tuple[int, ...]:
    """Keep the sentences that fit together, those named first before the others, in body order."""
    kept: list[int] = []
    size = 0
    for i in dict.fromkeys(indices):
        if kept and size + len(sentences[i].text) > _MAX_CHARACTERS:
            continue
        kept.append(i)
        size += len(sentences[i].text)
    return tuple(sorted(kept))


def sentence_text(sentence: Sentence) -> str:
    """Return what a model reads of a sentence: its text on one line."""
    return " ".join(sentence.text.split())


def read_around(index: int, sentences: Sequence[Sentence]) -> str:
    """Return what a verifier reads of a sentence with its neighbours."""
    return _read(_fit([i for i in (index, index - 1, index + 1) if 0 <= i < len(sentences)], sentences), sentences)


def _read(indices: Sequence[int], sentences: Sequence[Sentence]) -> str:
    return " ".join(sentence_text(sentences[i]) for i in indices)
