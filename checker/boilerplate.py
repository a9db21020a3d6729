"""Recognise the lines of a news page that are no story text: page furniture, teasers of other stories, bylines."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final, NamedTuple

from checker.datatypes import LeftOutReason

if TYPE_CHECKING:
    from collections.abc import Sequence

# A longer line has story text in it, whatever it begins with; chosen on the longest teasers seen, about 180.
_MAX_CHARS: Final = 240

# A label and its colon introduce a credit or a name in a few words; a longer line may be a caption that tells more.
_MAX_LABELLED_WORDS: Final = 14

# "Read more" without a colon opens a teaser's headline; one of more words than this is a sentence without its stop.
_MAX_HEADLINE_WORDS: Final = 20

_REASONS: Final = {
    "furniture": LeftOutReason.PAGE_FURNITURE,
    "teaser": LeftOutReason.TEASER,
    "byline": LeftOutReason.BYLINE,
}
_FULL_STOP: Final = re.compile(r"(?<![.])[.。．｡।॥۔።។၊။]['\"”’»›)\]）」』】*_]*$")
_COLON: Final = r"[\W_]*?[:|>»›\]】][\W_]*"

# "By" and up to this many words, names and the particles between them; a longer line is a sentence.
_MAX_NAME_WORDS: Final = 10


class _Rules(NamedTuple):
    """The word lists of one reason, compiled."""

    reason: LeftOutReason
    whole: re.Pattern[str]  # lines and patterns
    labels: re.Pattern[str]
    openers: re.Pattern[str]
    names: re.Pattern[str]  # of one language
    particles: frozenset[str]


def recognise(line: str, *, language: str = "") -> LeftOutReason | None:
    """Return why a line is no story text, None if it may be.

    The lists of all languages apply to every story, since pages mix them; only `names` need the story's own
    `language`: "Di" opens a byline in Italian and a sentence in Indonesian.
    """
    if len(line) > _MAX_CHARS:
        return None
    line = unicodedata.normalize("NFKC", line)
    if not _has_words(line):
        return LeftOutReason.PAGE_FURNITURE
    return next((rules.reason for rules in _load(language) if _matches(line, rules)), None)


def introduces_teasers(line: str) -> bool:
    """Tell whether a line is only the heading of teasers ("Read also:"), so that the next ones may be such."""
    line = unicodedata.normalize("NFKC", line)
    return any(
        rules.reason is LeftOutReason.TEASER
        and (rules.labels.fullmatch(line) or ((found := rules.openers.match(line)) and found.end() == len(line)))
        for rules in _load("")
    )


def ends_with_full_stop(text: str) -> bool:
    """Tell whether a text ends as a sentence does; three dots, a question and an exclamation do not count."""
    return _FULL_STOP.search(text.rstrip()) is not None


def _has_words(line: str) -> bool:
    n_letters = sum(char.isalpha() for char in line)
    return n_letters > 1 or (n_letters == 1 and any(char.isdigit() for char in line))


def _matches(line: str, rules: _Rules) -> bool:
    if rules.whole.fullmatch(line):
        return True
    if opener := rules.openers.match(line):
        is_headline = len(line.split()) <= _MAX_HEADLINE_WORDS and not ends_with_full_stop(line)
        return opener["colon"] is not None or is_headline
    if rules.labels.match(line):
        is_short = len(line.split()) <= _MAX_LABELLED_WORDS
        return is_short and not line.endswith(("?", "!")) and not ends_with_full_stop(line)
    opening = rules.names.match(line)
    if opening is None or ends_with_full_stop(line):
        return False
    return _are_names(line[opening.end() :].split(), rules.particles)


def _are_names(words: Sequence[str], particles: frozenset[str]) -> bool:
    """Tell whether words are names alone: two or more with a capital, and particles ("van der", "and")."""
    bare = [word.strip(",.;&|()") for word in words]
    names = [word for word in bare if word and word not in particles]
    return 2 <= len(names) <= len(words) <= _MAX_NAME_WORDS and all(word[0].isupper() for word in names)


@cache
def _load(language: str) -> tuple[_Rules, ...]:
    """Compile the lists of all languages, and the names of this one."""
    folder = resources.files("checker") / "assets" / "boilerplate"
    files = {file.name.removesuffix(".toml"): file for file in folder.iterdir() if file.name.endswith(".toml")}
    tables = {code: tomllib.loads(file.read_text(encoding="utf-8")) for code, file in files.items()}

    def collect(section: str, name: str, only: str = "") -> list[str]:
        chosen = [tables[code] for code in sorted(tables) if only in {"", code}]
        return [entry for table in chosen for entry in table.get(section, {}).get(name, ())]

    return tuple(
        _Rules(
            reason,
            whole=_compile(rf"[\W_]*{_any_of(collect(section, 'lines'))}[\W_]*", collect(section, "patterns")),
            labels=_compile(rf"[\W_]*{_any_of(collect(section, 'labels'))}{_COLON}"),
            openers=_compile(rf"[\W_]*{_any_of(collect(section, 'openers'))}(?:(?P<colon>{_COLON}|[\W_]*$)|(?!\w))"),
            names=_compile(rf"{_any_of(collect(section, 'names', language or 'und'))}(?=\s)"),
            particles=frozenset(collect(section, "particles")),
        )
        for section, reason in _REASONS.items()
    )


def _compile(expression: str, alternatives: Sequence[str] = ()) -> re.Pattern[str]:
    return re.compile("|".join((expression, *alternatives)), re.IGNORECASE)


def _any_of(entries: Sequence[str]) -> str:
    """Return an expression for any of the entries, the longest that fits; for none, one that never matches."""
    if not entries:
        return r"(?!)"
    normal = sorted({unicodedata.normalize("NFKC", entry) for entry in entries}, key=lambda entry: (-len(entry), entry))
    return "(?:" + "|".join(r"[\W_]+".join(map(re.escape, entry.split())) for entry in normal) + ")"
