"""Say which optional part of the program a missing library belongs to, and how to install it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from checker.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def needs(extra: str, *, source: str) -> Iterator[None]:
    """Import the libraries of an extra inside this block; a missing one is raised as InputError E113."""
    try:
        yield
    except ModuleNotFoundError as exc:
        raise InputError(
            f"{source}: reading this needs the package {exc.name}, which is not installed",
            code="E113",
            hint=f"pip install 'headline-checker[{extra}]'",
        ) from exc
