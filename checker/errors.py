"""Every error a user can meet: a code, what is wrong and where, and what to do next.

CheckerError
+- InputError   E1xx   an article cannot be read
+- ConfigError  E2xx   a setting is unknown or has a bad value
+- ModelError   E3xx   a model is missing or damaged
"""

from __future__ import annotations

from typing import Final

ERROR_CODES: Final = {
    "E101": "the file cannot be read",
    "E102": "the kind of file is not supported",
    "E103": "there is no headline",
    "E104": "there is no body",
    "E105": "the input is too large",
    "E106": "the text cannot be decoded",
    "E107": "a row is not a JSON object with the fields we need",
    "E108": "nothing to check was found",
    "E109": "the body has no sentence left after cleaning",
    "E110": "a row has no label that can be measured",
    "E111": "there are too few labelled headlines",
    "E112": "no threshold keeps the bounds that were asked for",
    "E201": "an option has a bad value",
    "E202": "the output cannot be written",
    "E203": "the command line is wrong",
    "E301": "the model cannot be loaded",
    "E302": "a bundled file is missing or damaged",
}


class CheckerError(Exception):
    """A problem the user can mend; `code` is a key of `ERROR_CODES`."""

    def __init__(self, message: str, *, code: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.hint = hint


class InputError(CheckerError):
    """An article cannot be read: E1xx."""


class ConfigError(CheckerError):
    """A setting is unknown or has a bad value: E2xx."""


class ModelError(CheckerError):
    """A model is missing or damaged: E3xx."""


def first_line(error: Exception) -> str:
    """Return what a foreign error says in its first line, or its kind when it says nothing."""
    return next(iter(str(error).strip().splitlines()), type(error).__name__)
