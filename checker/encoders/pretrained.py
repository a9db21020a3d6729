"""Any other embedding model, by hub id or folder, through sentence-transformers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from checker.encoders import BUNDLED_NAME, Embedding
from checker.encoders.body import normalise
from checker.encoders.tokenizer import trim
from checker.errors import ModelError, first_line
from checker.hardware import CPU, name_on
from checker.hub import locate_model

if TYPE_CHECKING:
    from collections.abc import Sequence

_GPU_BATCH: Final = 64  # texts; sentence-transformers sorts them by length


class PretrainedEncoder:
    """A SentenceTransformer whose token states and character offsets are read along with its vectors."""

    def __init__(self, model: Any, name: str, device: str = CPU) -> None:  # noqa: ANN401 - torch stays untyped here
        self._model = model if device == CPU else model.half()
        # One by one on the processor, so that padding changes no answer; in half precision it may, by a thousandth.
        self._batch_size = 1 if device == CPU else _GPU_BATCH
        self.name = name_on(device, name)

    @classmethod
    def load(cls, name: str, device: str = CPU) -> PretrainedEncoder:
        """Load `name`, a hub id or a folder.  Raises ModelError E301 when it cannot be, E304 for a bad device."""
        from checker.torch_device import require_device

        require_device(device)
        try:
            from sentence_transformers import SentenceTransformer  # 5 s: only for named models

            return cls(SentenceTransformer(locate_model(name), device=device), name, device)
        except Exception as exc:  # hub, file and format errors share no base class
            raise ModelError(
                f"{name}: the embedding model cannot be loaded ({first_line(exc)})",
                code="E301",
                hint="name a folder that holds a sentence-transformers model, or a hub id while online;"
                " --model bundled needs neither",
            ) from exc

    @classmethod
    def load_bundled(cls, device: str) -> PretrainedEncoder:
        """Load the bundled weights on a device.  Raises ModelError E304 when torch cannot use it."""
        from checker.encoders.torch_model import load_sentence_transformer
        from checker.torch_device import require_device

        require_device(device)
        return cls(load_sentence_transformer(device), BUNDLED_NAME, device)

    def encode(self, texts: Sequence[str]) -> tuple[Embedding, ...]:
        """Return one embedding per text, in order."""
        outputs = self._model.encode(
            list(texts), output_value=None, show_progress_bar=False, batch_size=self._batch_size
        )
        return tuple(self._embedding(text, output) for text, output in zip(texts, outputs, strict=True))

    def _embedding(self, text: str, output: Any) -> Embedding:  # noqa: ANN401
        prompt = self._model.prompts.get(self._model.default_prompt_name or "", "")
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
