"""Any other embedding model, by hub id or folder, through sentence-transformers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from checker.encoders import Embedding
from checker.encoders.body import normalise
from checker.encoders.tokenizer import trim
from checker.errors import ModelError, first_line
from checker.hub import locate_model

if TYPE_CHECKING:
    from collections.abc import Sequence


class PretrainedEncoder:
    """A SentenceTransformer whose token states and character offsets are read along with its vectors."""

    def __init__(self, model: Any, name: str) -> None:  # noqa: ANN401 - torch stays untyped here
        self._model = model
        self.name = name

    @classmethod
    def load(cls, name: str) -> PretrainedEncoder:
        """Load `name`, a hub id or a folder.  Raises ModelError E301 when it cannot be."""
        try:
            from sentence_transformers import SentenceTransformer  # 5 s: only for named models

            return cls(SentenceTransformer(locate_model(name)), name)
        except Exception as exc:  # hub, file and format errors share no base class
            raise ModelError(
                f"{name}: the embedding model cannot be loaded ({first_line(exc)})",
                code="E301",
                hint="name a folder that holds a sentence-transformers model, or a hub id while online;"
                " --model bundled needs neither",
            ) from exc

    def encode(self, texts: Sequence[str]) -> tuple[Embedding, ...]:
        """Return one embedding per text, in order; one by one, so that padding cannot change an answer."""
        return tuple(self._encode_one(text) for text in texts)

    def _encode_one(self, text: str) -> Embedding:
        prompt = self._model.prompts.get(self._model.default_prompt_name or "", "")
        output = self._model.encode([text], output_value=None, show_progress_bar=False)[0]
        vector = normalise(output["sentence_embedding"].float().cpu().numpy())
        states = output.get("token_embeddings")
        tokenizer = self._model.tokenizer
        if states is None or not getattr(tokenizer, "is_fast", False):
            return Embedding(vector, np.empty((0, len(vector)), np.float32), ())  # words then fall back to spelling
        limit = self._model.max_seq_length
        encoded = tokenizer(prompt + text, return_offsets_mapping=True, truncation=True, max_length=limit)
        offsets = encoded["offset_mapping"][: len(states)]
        kept = [i for i, (start, end) in enumerate(offsets) if start >= len(prompt) and end > start]
        spans = tuple(trim(text, offsets[i][0] - len(prompt), offsets[i][1] - len(prompt)) for i in kept)
        return Embedding(vector, normalise(states.float().cpu().numpy()[kept]), spans)
