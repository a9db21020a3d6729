"""Every error a user can meet: a code, what is wrong and where, and what to do next.

CheckerError
+- InputError   E1xx   an article cannot be read
|  +- FetchError E15x  a page cannot be fetched
+- ConfigError  E2xx   a setting is unknown or has a bad value
+- ModelError   E3xx   a model is missing or damaged
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from checker.datatypes import Failure

if TYPE_CHECKING:
    from collections.abc import Callable

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
    "E113": "the library that reads this kind of file is not installed",
    "E114": "the page shows only the beginning of the story",
    "E115": "kept rows cannot be read, or are of other rows",
    "E150": "the address cannot be reached",
    "E151": "the server answers with an error",
    "E152": "the server is too slow",
    "E153": "the page is too large",
    "E154": "the address leads elsewhere and never to a page",
    "E155": "robots.txt asks programs to stay away",
    "E156": "what the address holds is no story, feed or table",
    "E201": "an option has a bad value",
    "E202": "the output cannot be written",
    "E203": "the command line is wrong",
    "E204": "a configuration file has an unknown setting",
    "E205": "a configuration file cannot be read",
    "E206": "a file is there already, or is read, and is not overwritten",
    "E207": "the baseline cannot be read",
    "E208": "an optional part is not installed",
    "E209": "an interrupted run cannot be resumed",
    "E301": "the model cannot be loaded",
    "E302": "a bundled file is missing or damaged",
    "E303": "a process that checks stories came to a sudden end",
    "E304": "the device cannot be used",
}


class CheckerError(Exception):
    """A problem the user can mend; `code` is a key of `ERROR_CODES`."""

    def __init__(self, message: str, *, code: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.hint = hint

    def as_failure(self, source: str, *, place: str = "") -> Failure:
        """Return the error as a value, so that one bad article costs no other.

        `place` is the PATH:LINE of a row, which the message names too where the row has a source of its own.
        """
        if place in {"", source}:
            return Failure(source, self.code, self.message, self.hint)
        return Failure(source, self.code, f"{place}: {self.message}", self.hint, place)

    def __reduce__(self) -> tuple[Callable[[str], CheckerError], tuple[str]]:
        """Say how another process makes the same error again."""
        return partial(type(self), code=self.code, hint=self.hint), (self.message,)


class InputError(CheckerError):
    """An article cannot be read: E1xx."""


class FetchError(InputError):
    """A page cannot be fetched: E15x."""


class ConfigError(CheckerError):
    """A setting is unknown or has a bad value: E2xx."""


class ModelError(CheckerError):
    """A model is missing or damaged: E3xx."""


def first_line(error: Exception) -> str:
    """Return what a foreign error says in its first line, or its kind when it says nothing."""
    return next(iter(str(error).strip().splitlines()), type(error).__name__)
