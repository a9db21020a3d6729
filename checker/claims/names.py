"""Tell whether words of a headline stand in the body as a name, which is what makes them a subject to lend."""

from __future__ import annotations

import re
from typing import Final

# Small words inside names that keep their lower case.
PARTICLES: Final = frozenset(
    {
        "al",
        "bin",
        "binti",
        "da",
        "de",
        "del",
        "della",
        "den",
        "der",
        "di",
        "dos",
        "du",
        "el",
        "la",
        "le",
        "of",
        "van",
        "von",
    }
)
SENTENCE_END: Final = frozenset(".!?…:\n\"“”«»'‘’")


def stands_as_name(words: str, *, body: str) -> bool:
    """Tell whether the body writes these words as a name.

    In a script with case: capitalised throughout, and either of several words, an acronym, or seen inside a
    sentence. In a script without: verbatim.
    """
    parts = [re.escape(part) for part in words.split()]
    if not parts:
        return False
    pattern = re.compile(r"(?<!\w)" + r"\s+".join(parts) + r"(?!\w)", re.IGNORECASE)
    if words.lower() == words.upper():
        return " ".join(words.split()) in body
    return any(_is_name_at(match, body) for match in pattern.finditer(body))


def _is_name_at(match: re.Match[str], body: str) -> bool:
    parts = match[0].split()
    if not all(part[0].isupper() or part[0].isdigit() or part.lower() in PARTICLES for part in parts):
        return False
    if len(parts) > 1 or (len(match[0]) > 1 and match[0].isupper()):
        return True
    before = body[: match.start()].rstrip(" \t")
    return bool(before) and before[-1] not in SENTENCE_END
