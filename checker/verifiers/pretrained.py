"""Any other entailment model, by hub id or folder, through sentence-transformers' CrossEncoder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from checker.errors import ModelError, first_line
from checker.hardware import CPU, name_on
from checker.hub import locate_model

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

_HINT: Final = (
    "name a folder that holds a sentence-transformers CrossEncoder, or a hub id while online;"
    " --verifier bundled and --verifier none need neither"
)
# How model cards write the three classes, by column of `score`; matched from the start of a label.
_ENTAILMENT: Final = ("entail", "consistent", "support", "faithful")
_NEUTRAL: Final = ("neutral", "not enough", "not_enough", "nei")
_CONTRADICTION: Final = ("contradict", "refute")
_GPU_BATCH: Final = 64  # pairs
_NOT_ENTAILED: Final = ("not_entail", "not entail", "non_entail", "non-entail", "inconsistent", "hallucinat")


class PretrainedVerifier:
    """A CrossEncoder whose labels are sorted into entailment, neutral and contradiction."""

    def __init__(
        self,
        model: Any,  # noqa: ANN401 - torch stays untyped
        name: str,
        columns: tuple[int, ...],
        device: str = CPU,
    ) -> None:
        self._model = model if device == CPU else model.half()
        # One by one on the processor: padding changes no answer there.
        self._batch_size = 1 if device == CPU else _GPU_BATCH
        self.name = name_on(device, name)
        self._columns = columns  # for each output of the model, the column of `score` it belongs to

    @classmethod
    def load(cls, name: str, device: str = CPU) -> PretrainedVerifier:
        """Load `name`.  Raises ModelError E301 when it cannot be, or when its labels say nothing of entailment.

        E304 is for a device torch cannot use.
        """
        from checker.torch_device import require_device

        require_device(device)
        try:
            from sentence_transformers import CrossEncoder  # 5 s: only for named models

            model = CrossEncoder(locate_model(name), device=device)
            labels = dict(model.model.config.id2label)
        except Exception as exc:  # hub, file and format errors share no base class
            raise ModelError(
                f"{name}: the verifier cannot be loaded ({first_line(exc)})", code="E301", hint=_HINT
            ) from exc
        columns = label_columns(labels)
        if columns is None:
            message = f"{name}: its labels are not those of entailment ({', '.join(map(str, labels.values()))})"
            raise ModelError(
                message, code="E301", hint="a verifier needs entailment, neutral, contradiction in id2label"
            )
        return cls(model, name, columns, device)

    def score(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """Return P(entailment), P(neutral), P(contradiction), `[n_pairs, 3]`."""
        scores = np.zeros((len(pairs), 3), dtype=np.float32)
        if not pairs:
            return scores
        raw = self._model.predict(
            list(pairs), batch_size=self._batch_size, apply_softmax=len(self._columns) > 1, show_progress_bar=False
        )
        outputs = np.asarray(raw, dtype=np.float32).reshape(len(pairs), -1)
        if len(self._columns) == 1:  # one output, already between 0 and 1: P(entailment)
            return np.hstack([outputs, 1 - outputs, np.zeros_like(outputs)])
        for output, column in enumerate(self._columns):
            scores[:, column] += outputs[:, output]
        return scores


def label_columns(labels: Mapping[int, str]) -> tuple[int, ...] | None:
    """Return the column of each output of a model with these labels; None when they are not those of entailment.

    A model with one output is taken to give P(entailment).  "Not entailed" counts as neutral: it is no contradiction.
    """
    if len(labels) == 1:
        return (0,)
    columns = []
    for index in sorted(labels):
        label = labels[index].lower()
        matches = [column for column, words in enumerate(_WORDS) if label.startswith(words)]
        if not matches:
            return None
        columns.append(matches[0])
    return tuple(columns) if 0 in columns and len(set(columns)) > 1 else None


_WORDS: Final = (_ENTAILMENT, (*_NEUTRAL, *_NOT_ENTAILED), _CONTRADICTION)
