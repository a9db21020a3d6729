"""The words of one language that tell where a headline may be split; read once from `assets/claims/LANGUAGE.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

ALIASES: Final[Mapping[str, str]] = {"ms": "id", "in": "id", "yue": "zh", "cmn": "zh"}
"""Languages close enough in grammar and words to read with another's list."""

UNKNOWN: Final = "und"
ANY: Final = "any"  # the list of words that every language shares
TURKIC: Final = frozenset({"tr", "az"})  # I without a dot is a letter of its own
KANA: Final = re.compile(r"[\u3041-\u30fa]")
HAN: Final = re.compile(r"[\u4e00-\u9fff]")


class Order(StrEnum):
    """Where a clause of the language has its predicate, which decides how a clause is recognised."""

    SUBJECT_FIRST = "subject_first"  # a clause that starts with its predicate lacks its subject
    FREE = "free"  # the subject may follow the predicate
    VERB_LAST = "verb_last"
    JAPANESE = "japanese"  # no spaces; particles mark the subject
    CHINESE = "chinese"  # no spaces; the subject stands before the verb
    UNKNOWN = "unknown"  # no word list: only a full stop or a semicolon can split


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The word lists of one language, folded; each is explained in the asset that fills it most, `en.toml`."""

    language: str
    order: Order = Order.UNKNOWN
    verb_pattern: re.Pattern[str] | None = None  # affixes or endings of finite verbs
    subject_end: re.Pattern[str] | None = None  # verb_last: how a first word ends that cannot be a subject
    agreement: re.Pattern[str] | None = None  # group 1: the mark that verbs of one subject share
    not_verbs: frozenset[str] = frozenset()
    verbs: frozenset[str] = frozenset()
    noun_like: frozenset[str] = frozenset()
    auxiliaries: frozenset[str] = frozenset()
    participles: frozenset[str] = frozenset()
    after_participle: frozenset[str] = frozenset()
    determiners: frozenset[str] = frozenset()
    dangling: re.Pattern[str] | None = None  # first predicates whose subject is often not that of the next clause
    never_dangling: frozenset[str] = frozenset()
    existential: frozenset[str] = frozenset()
    speech: frozenset[str] = frozenset()
    attributions: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()
    site_words: frozenset[str] = frozenset()
    conjunctions: frozenset[str] = frozenset()
    attached_conjunction: str = ""  # written together with the word it joins, as in Arabic
    openers: frozenset[str] = frozenset()
    teasers: frozenset[str] = frozenset()
    leaning: frozenset[str] = frozenset()
    after_words: frozenset[str] = frozenset()  # "after": a leading clause behind one states what happened first
    relatives: frozenset[str] = frozenset()  # articles that are relative pronouns where the verb stands last

    @property
    def has_spaces(self) -> bool:
        """Tell whether the language puts spaces between words."""
        return self.order not in (Order.JAPANESE, Order.CHINESE)


def load_lexicon(headline: str, *, language: str) -> Lexicon:
    """Return the word lists for a headline; a language without lists gets those every language shares."""
    name = language.lower().replace("_", "-").split("-")[0]
    name = ALIASES.get(name, name)
    if name in ("", UNKNOWN):
        name = _language_of_script(headline)
    return _read_lexicon(name)


def fold(word: str, *, language: str) -> str:
    """Return a word without its case; Turkish dotted and dotless i stay apart."""
    if language in TURKIC:
        word = word.replace("İ", "i").replace("I", "ı")
    return word.lower().replace("’", "'")


def _language_of_script(headline: str) -> str:
    if KANA.search(headline):
        return "ja"
    return "zh" if HAN.search(headline) else UNKNOWN


@lru_cache(maxsize=64)
def _read_lexicon(name: str) -> Lexicon:
    shared, own = _read_asset(ANY), _read_asset(name)
    lists: dict[str, Any] = {}
    for key, value in own.items():
        lists[key] = frozenset(value) if isinstance(value, list) else value
    for key, value in shared.items():
        lists[key] = frozenset(value) | lists.get(key, frozenset())
    for key in ("verb_pattern", "subject_end", "agreement", "dangling"):
        if key in lists:
            lists[key] = re.compile(lists[key], re.VERBOSE)
    order = Order(lists.pop("order", Order.UNKNOWN))
    return Lexicon(language=name, order=order, **lists)


def _read_asset(name: str) -> dict[str, Any]:
    asset = files("checker") / "assets" / "claims" / f"{name}.toml"
    if not (name.isalpha() and asset.is_file()):
        return {}
    return tomllib.loads(asset.read_text(encoding="utf-8"))
