"""Turn a premise and a hypothesis into token ids and marks that say which tokens the two texts share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from checker.encoders.piece_index import WORD_START

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from checker.encoders.tokenizer import Tokenizer

# A hypothesis is a claim of a headline; a longer one would leave no room for its evidence.
MAX_HYPOTHESIS_TOKENS: Final = 96
# Marks, rows of the model's mark table.
_HYPOTHESIS, _PREMISE, _SHARED = 0, 2, 1  # a shared token of the hypothesis is 1, of the premise 3


@dataclass(frozen=True, slots=True)
class EncodedPair:
    """One pair as the model reads it: `<s> hypothesis </s></s> premise </s>`."""

    ids: NDArray[np.int64]  # [n_tokens]
    marks: NDArray[np.int64]  # [n_tokens], 0..3


class PairEncoder:
    """Encodes pairs for one tokenizer.  `letters` maps a token id to one number per spelling, whatever its case."""

    def __init__(self, tokenizer: Tokenizer, letters: NDArray[np.int32], *, max_tokens: int) -> None:
        self._tokenizer = tokenizer
        self._letters = letters
        self._max_tokens = max_tokens

    def encode(self, pairs: Sequence[tuple[str, str]]) -> list[EncodedPair]:
        """Encode (premise, hypothesis) pairs; a premise too long for the model is cut at its end."""
        premises = self._ids_by_text([premise for premise, _ in pairs])
        hypotheses = self._ids_by_text([hypothesis for _, hypothesis in pairs])
        return [self._join(premises[premise], hypotheses[hypothesis]) for premise, hypothesis in pairs]

    def _ids_by_text(self, texts: Sequence[str]) -> dict[str, list[int]]:
        distinct = list(dict.fromkeys(texts))
        return dict(zip(distinct, self._tokenizer.ids(distinct), strict=True))

    def _join(self, premise: list[int], hypothesis: list[int]) -> EncodedPair:
        bos, eos = self._tokenizer.bos, self._tokenizer.eos
        hypothesis = hypothesis[:MAX_HYPOTHESIS_TOKENS]
        premise = premise[: self._max_tokens - len(hypothesis) - 4]
        ids = np.array([bos, *hypothesis, eos, eos, *premise, eos], dtype=np.int64)
        start = len(hypothesis) + 2  # the second end mark opens the premise
        letters = self._letters[ids]
        marks = np.full(len(ids), _HYPOTHESIS, dtype=np.int64)
        marks[start:] = _PREMISE
        sides = letters[1 : start - 1].tolist(), letters[start + 1 : -1].tolist()
        shared = set(sides[0]).intersection(sides[1])
        marks[1 : start - 1] += np.array([_SHARED * (letter in shared) for letter in sides[0]], dtype=np.int64)
        marks[start + 1 : -1] += np.array([_SHARED * (letter in shared) for letter in sides[1]], dtype=np.int64)
        return EncodedPair(ids, marks)


def spelling_numbers(pieces: Sequence[str]) -> NDArray[np.int32]:
    """Give each piece of a vocabulary a number, so that `▁Five`, `five` and `FIVE` share one."""
    numbers: dict[str, int] = {}
    spelled = (piece.lstrip(WORD_START).casefold() for piece in pieces)
    return np.array([numbers.setdefault(letters, len(numbers)) for letters in spelled], dtype=np.int32)
