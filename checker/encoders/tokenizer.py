"""Text to token ids of the bundled model, with the characters each token covers.

The vocabulary is written once as a SentencePiece model: it loads in half a second and 60 MB, where the same
vocabulary as a `tokenizers` JSON file takes twice the time and six times the memory.  A few stories need not even that:
`GrowingTokenizer` loads the pieces they can use, in hundredths of a second.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from checker.datatypes import Span
from checker.encoders.piece_index import WORD_START

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from checker.encoders.packed import Vocabulary
    from checker.encoders.piece_index import PieceIndex

# The normalisation XLM-RoBERTa's vocabulary was trained with; SentencePiece carries its character map.
_NORMALISATION: Final = "nmt_nfkc"
# From here on, to load the whole vocabulary costs less than to go on adding to a part of it.
_MANY_WORDS: Final = 5_000


@dataclass(frozen=True, slots=True)
class Tokens:
    """One text as token ids, without begin and end marks."""

    ids: NDArray[np.int64]  # [n_tokens]
    spans: tuple[Span, ...]  # the characters of the text each token covers; empty for a lone space


class Tokenizer(Protocol):
    """What an encoder needs of a tokenizer."""

    bos: int
    eos: int
    pad: int

    def ids(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the token ids of each text, without begin and end marks."""
        ...

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        """Return the token ids of each text with the characters they cover."""
        ...


class SentencePieceTokenizer:
    """A vocabulary run by SentencePiece.  Thread-safe: it is only read."""

    def __init__(self, model: bytes, ids: NDArray[np.int64] | None = None) -> None:
        """Load a serialised SentencePiece model; `ids` are the numbers of its pieces, when they are not its own."""
        from sentencepiece import SentencePieceProcessor  # native library, only where a model runs

        self._processor = SentencePieceProcessor(model_proto=model)
        self._ids = np.arange(self._processor.get_piece_size()) if ids is None else ids
        own_marks = (self._processor.bos_id(), self._processor.eos_id(), self._processor.pad_id())
        self.bos, self.eos, self.pad = (int(self._ids[own]) for own in own_marks)

    def ids(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the token ids of each text, without begin and end marks."""
        # One by one: no thread pool, no order to lose.
        return [self._ids[self._processor.encode(encodable(text))].tolist() for text in texts]

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        """Return the token ids of each text with the characters they cover."""
        mappings = [self._processor.encode(encodable(text), return_type="offset_mapping") for text in texts]
        return [
            Tokens(self._ids[mapping["ids"]], tuple(trim(text, start, end) for start, end in mapping["offsets"]))
            for text, mapping in zip(texts, mappings, strict=True)
        ]

    def words(self, text: str) -> list[str]:
        """Return the words of a text as the vocabulary writes them, normalised."""
        normalised: str = self._processor.normalize(encodable(text))
        return normalised.split(WORD_START)


class GrowingTokenizer:
    """The same ids from no more of the vocabulary than the texts so far can use; from all of it when they are many."""

    def __init__(self, index: PieceIndex, read_whole: Callable[[], bytes]) -> None:
        self._index = index
        self._read_whole = read_whole  # the whole vocabulary as a serialised SentencePiece model
        self._lock = Lock()
        self._words: set[str] | None = set()  # that the tokenizer at hand can cut; None: all there are
        self._pieces = index.find([])
        self._tokenizer = self._load_part()
        self.bos, self.eos, self.pad = self._tokenizer.bos, self._tokenizer.eos, self._tokenizer.pad

    def ids(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the token ids of each text, without begin and end marks."""
        return self._grow(texts).ids(texts)

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        """Return the token ids of each text with the characters they cover."""
        return self._grow(texts).tokens(texts)

    def _grow(self, texts: Sequence[str]) -> SentencePieceTokenizer:
        """Return a tokenizer that knows every piece of these texts."""
        with self._lock:
            if self._words is None:
                return self._tokenizer
            new = {word for text in texts for word in self._tokenizer.words(text)} - self._words
            if len(self._words) + len(new) > _MANY_WORDS:
                self._words = None
                self._tokenizer = SentencePieceTokenizer(self._read_whole())
            elif new:
                self._words |= new
                self._pieces |= self._index.find(sorted(new))
                self._tokenizer = self._load_part()
            return self._tokenizer

    def _load_part(self) -> SentencePieceTokenizer:
        ids = np.array(sorted(self._pieces), dtype=np.int64)
        return SentencePieceTokenizer(self._index.model(ids), ids)


def build_sentencepiece_model(vocabulary: Vocabulary) -> bytes:
    """Write `vocabulary` as a serialised SentencePiece Unigram model whose ids are the vocabulary's own."""
    from sentencepiece import sentencepiece_model_pb2 as model_pb2

    model = model_pb2.ModelProto()
    trainer = model.trainer_spec
    trainer.model_type = model_pb2.TrainerSpec.UNIGRAM
    trainer.vocab_size = len(vocabulary.pieces)
    for role in ("bos", "eos", "pad", "unk"):
        setattr(trainer, f"{role}_id", getattr(vocabulary, role))
        setattr(trainer, f"{role}_piece", vocabulary.pieces[getattr(vocabulary, role)])
    normalizer = model.normalizer_spec
    normalizer.name = _NORMALISATION
    normalizer.precompiled_charsmap = character_map()
    normalizer.add_dummy_prefix = True
    normalizer.remove_extra_whitespaces = True
    normalizer.escape_whitespaces = True
    kinds = {vocabulary.bos, vocabulary.eos, vocabulary.pad}
    piece_type = model_pb2.ModelProto.SentencePiece
    for index, (piece, score) in enumerate(zip(vocabulary.pieces, vocabulary.scores.tolist(), strict=True)):
        kind = piece_type.CONTROL if index in kinds else piece_type.NORMAL
        if index == vocabulary.unk:
            kind = piece_type.UNKNOWN
        model.pieces.add(piece=piece, score=score, type=kind)
    return bytes(model.SerializeToString())


def character_map() -> bytes:
    """Return SentencePiece's compiled normalisation, which it only hands out inside a trained model."""
    from sentencepiece import SentencePieceTrainer
    from sentencepiece import sentencepiece_model_pb2 as model_pb2

    buffer = io.BytesIO()
    SentencePieceTrainer.train(
        sentence_iterator=iter(["a b c d"] * 10),
        model_writer=buffer,
        vocab_size=16,
        hard_vocab_limit=False,
        normalization_rule_name=_NORMALISATION,
        minloglevel=2,
    )
    return bytes(model_pb2.ModelProto.FromString(buffer.getvalue()).normalizer_spec.precompiled_charsmap)


def encodable(text: str) -> str:
    """Replace lone surrogates, which UTF-8 cannot carry, one for one."""
    return text.encode("utf-8", "replace").decode() if not text.isascii() else text


def trim(text: str, start: int, end: int) -> Span:
    """Return the span without the white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
