"""Read digits of any script with the separators of a language; where that is unclear, both readings are kept."""

from __future__ import annotations

from typing import Final

import regex

SPACES: Final = " \u00a0\u202f\u2009"
# "1.500.000", "12,5", "1,50,000", "1 500 000", "1'500": separators stand only between digits.
DIGITS: Final = regex.compile(r"\p{Nd}+(?:[.,٫٬，．・'’\u00a0\u202f\u2009]\p{Nd}+)*")
SPACED_DIGITS: Final = regex.compile(
    r"\p{Nd}{1,3}(?:[ \u00a0\u202f]\p{Nd}{3})+(?!\p{Nd})(?:[.,]\p{Nd}+)?|" + DIGITS.pattern
)
_PLAIN: Final = str.maketrans(
    {"٫": ".", "٬": "’", "，": ",", "．": ".", "・": ".", "'": "’", **dict.fromkeys(SPACES, "’")}
)
_GROUPS: Final = regex.compile(r"[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d?(?:,\d{2})+,\d{3}")


def read_digits(text: str, decimal: str) -> tuple[float, ...]:
    """Return the values a number in digits may have, the likelier first; `decimal` is the language's, or empty.

    A single separator before three digits is read as the language writes it, and the other way too where the
    language would hardly write it so: "1.500" is 1500 in Indonesian, 1.5 or 1500 in English.
    """
    arabic = "٫" in text
    plain = "".join(str(int(char)) if char.isdecimal() else char for char in text).translate(_PLAIN).replace("’", "")
    marks = [char for char in plain if char in ".,"]
    if not marks:
        return (float(plain),)
    last = marks[-1]
    whole, _, fraction = plain.rpartition(last)
    if arabic or len(set(marks)) > 1:
        return (_join(whole, fraction),) if marks.count(last) == 1 else ()
    grouped = _GROUPS.fullmatch(plain.replace(last, ","))
    if len(marks) > 1:
        return (float(plain.replace(last, "")),) if grouped else ()
    if not grouped:
        return (_join(whole, fraction),)
    as_group, as_decimal = float(plain.replace(last, "")), _join(whole, fraction)
    return (as_group,) if decimal and last != decimal else (as_decimal, as_group)


def _join(whole: str, fraction: str) -> float:
    return float(f"{whole.replace('.', '').replace(',', '')}.{fraction}")
