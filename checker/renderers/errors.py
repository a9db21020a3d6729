"""Render an error as one line with a hint, `error[E104]: ...`, or as the JSON object machines read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.datatypes import Failure
    from checker.errors import CheckerError


def render_error(error: CheckerError | Failure, *, as_json: bool) -> str:
    """Return `error` as text that ends with a line break; control characters from file names are made visible."""
    if as_json:
        return json.dumps({"error": {"code": error.code, "message": error.message, "hint": error.hint}}) + "\n"
    from checker.renderers.cells import visible  # rich, only when there is an error to show

    hint = f"hint: {visible(error.hint, unicode=True)}\n" if error.hint else ""
    return f"error[{error.code}]: {visible(error.message, unicode=True)}\n{hint}"
