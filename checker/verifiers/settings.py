"""Read what a packaged verifier says of itself, and name it, without touching its weights; no numpy is needed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from checker.errors import ModelError

FORMAT: Final = 1
SETTINGS_FILE: Final = "verifier.json"
BUNDLED_FOLDER: Final = Path(__file__).parents[1] / "assets" / "verifier"


def read_settings(folder: Path) -> dict[str, Any]:
    """Return the settings of the verifier in `folder`.  Raises OSError, or ValueError when they are no JSON."""
    settings: dict[str, Any] = json.loads((folder / SETTINGS_FILE).read_text(encoding="utf-8"))
    return settings


def read_name(folder: Path = BUNDLED_FOLDER) -> str:
    """Return the name of the verifier in `folder` without reading its weights.  Raises ModelError E302."""
    try:
        return name_of(read_settings(folder)["sha256"])
    except (OSError, ValueError, KeyError, TypeError) as exc:
        raise damaged(folder, exc) from exc


def name_of(sha256: str) -> str:
    """Return what a signature calls the weights with this checksum."""
    return f"nli-{sha256[:6]}"


def damaged(folder: Path, reason: Exception) -> ModelError:
    """Return the error E302 for a verifier that cannot be read."""
    return ModelError(
        f"{folder}: the verifier is missing or damaged ({reason})",
        code="E302",
        hint="install the package again, or go without: --verifier none",
    )
