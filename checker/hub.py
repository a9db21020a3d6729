"""Find a model by name: a folder, the hub's cache on this machine, or the hub itself."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_TIMEOUT_S: Final = 5.0


def locate_model(name: str) -> str:
    """Return the folder of `name`, or `name` itself when the hub is there to fetch it from.

    The hub is asked once before a loader is: offline, a loader retries every file of a model for a minute.  Raises
    OSError or ValueError, or what the hub client raises, when the model is nowhere to be found.
    """
    if Path(name).is_dir():
        return name
    from huggingface_hub import HfApi, snapshot_download
    from huggingface_hub.errors import LocalEntryNotFoundError

    try:
        return str(snapshot_download(name, local_files_only=True))
    except LocalEntryNotFoundError:
        HfApi().model_info(name, timeout=_TIMEOUT_S)
        return name
