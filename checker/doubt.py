"""Tell which sentences of a body take a report back: a story about a hoax repeats the hoax before it denies it."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

import regex

from checker.words import is_unspaced

if TYPE_CHECKING:
    from collections.abc import Iterable

_TABLE: Final = "assets/doubt.toml"


def has_doubt(text: str, *, language: str) -> bool:
    """Tell whether a sentence denies, doubts or corrects something; never, in a language without a table."""
    pattern = _pattern(language)
    return pattern is not None and pattern.search(text) is not None


def compile_words(words: Iterable[str]) -> regex.Pattern[str]:
    """Return a pattern that finds any of the words, written as in the table; without words it finds nothing."""
    return regex.compile("|".join(map(_expression, words)) or "(?!)", regex.IGNORECASE)


@cache
def _pattern(language: str) -> regex.Pattern[str] | None:
    words = _table().get(language)
    return compile_words(words) if words else None


def _expression(word: str) -> str:
    if is_unspaced(word):
        return str(regex.escape(word))
    if word.endswith("*"):
        return rf"\b{regex.escape(word[:-1])}"
    return rf"\b{regex.escape(word)}\b"


@cache
def _table() -> dict[str, list[str]]:
    return tomllib.loads(resources.files("checker").joinpath(_TABLE).read_text(encoding="utf-8"))
