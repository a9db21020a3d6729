"""Tell whether a name of a headline stands in a body in some form: short, inflected, as initials, or as a people."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

import regex

from checker.facts.alignment import is_form, read_words
from checker.words import fold, is_unspaced

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from babel import Locale

_PEOPLE_LETTERS: Final = 4  # a people is called after its country: this many first letters are the same
_MIN_ACRONYM: Final = 2
_MIN_CLIPPED, _MAX_CLIPPED = 5, 10  # letters of a name made of syllables
# Articles, prepositions and conjunctions that Arabic writes together with a name.
_ARABIC_PREFIXES: Final = ("وال", "بال", "فال", "كال", "لل", "ال", "و", "ب", "ل", "ف", "ك")
_CYRILLIC: Final = range(0x0400, 0x0500)
_MIN_STEM: Final = 2  # letters of a name that stay in every case
_ARABIC: Final = range(0x0600, 0x0700)
# In CLDR "city" stands for a whole zone of these areas; none is the name of a place news speaks of.
_NO_PLACES: Final = frozenset({"Etc", "Antarctica"})
_PHRASE_WORDS: Final = (2, 3, 4)  # words in the name of a country or city, beyond one
_MIN_LETTERS: Final = 2
_ACRONYM: Final = regex.compile(r"\b\p{Lu}{2,}\b")
_CAPITAL_RUN: Final = regex.compile(r"\p{Lu}\p{L}+(?:\s\p{Lu}\p{L}+)+")


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The names of countries and great cities in one language and in English."""

    codes: Mapping[str, frozenset[str]]  # folded name -> ISO 3166 codes of the countries it stands for
    places: frozenset[str]  # folded names of countries and cities, without those of peoples
    regions: Mapping[str, str]  # folded name of a part of a country -> the country
    unspaced: regex.Pattern[str]  # the names in scripts without spaces

    def codes_of(self, name: str) -> frozenset[str]:
        """Return the countries a folded name stands for, with what Arabic attaches to it taken off."""
        if name in self.codes or not name or ord(name[0]) not in _ARABIC:
            return self.codes.get(name, frozenset())
        return next((self.codes[stem] for stem in _strip_arabic(name) if stem in self.codes), frozenset())

    def find_place(self, name: str) -> str:
        """Return the folded place that a folded name is, with what Arabic attaches to it taken off; empty if none."""
        if name in self.places or not name or ord(name[0]) not in _ARABIC:
            return name if name in self.places else ""
        return next((stem for stem in _strip_arabic(name) if stem in self.places), "")

    def can_replace(self, place: str, other: str) -> bool:
        """Tell whether one folded place contradicts another: both are countries or their cities, or of one country."""
        place, other = self.find_place(place), self.find_place(other)
        country = self.regions.get(place)
        return (place in self.codes and other in self.codes) or (
            country is not None and country == self.regions.get(other)
        )


def _strip_arabic(name: str) -> list[str]:
    return [name.removeprefix(prefix) for prefix in _ARABIC_PREFIXES if name.startswith(prefix)]


@lru_cache(maxsize=32)
def load_gazetteer(language: str) -> Gazetteer:
    """Return the gazetteer of a language; English alone when CLDR does not know the language."""
    table = load_table()
    named = [pair for locale in _locales(language) for pair in (*_countries(locale), *_cities(locale))]
    named += [(code, name) for code, names in table["capitals"].items() for name in names]
    peoples = [(code, name) for code, names in table["peoples"].items() for name in names]
    regions = {fold(name): country for country, names in load_regions().get(language, {}).items() for name in names}
    codes: dict[str, set[str]] = {}
    for code, name in (*named, *peoples):
        if len(fold(name)) >= _MIN_LETTERS:
            codes.setdefault(fold(name), set()).add(code)
    return Gazetteer(
        codes={name: frozenset(found) for name, found in codes.items()},
        places=(frozenset(fold(name) for _, name in named) | regions.keys()) - frozenset(table["ambiguous"]["names"]),
        regions=regions,
        unspaced=regex.compile(r"\L<names>", names=[name for name in codes if is_unspaced(name)]),
    )


@lru_cache(maxsize=1)
def load_table() -> Mapping[str, Any]:
    """Return what CLDR does not say about names."""
    return tomllib.loads((files("checker") / "assets" / "facts" / "names.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def load_regions() -> Mapping[str, Any]:
    """Return the parts of countries by language."""
    return tomllib.loads((files("checker") / "assets" / "facts" / "regions.toml").read_text(encoding="utf-8"))


def _locales(language: str) -> list[Locale]:
    from babel import Locale, UnknownLocaleError  # reads its data files on first use

    try:
        return [Locale("en"), Locale(language)]
    except (UnknownLocaleError, ValueError):
        return [Locale("en")]


def _countries(locale: Locale) -> list[tuple[str, str]]:
    return [(code, name) for code, name in locale.territories.items() if len(code) == 2 and code.isalpha()]


def _cities(locale: Locale) -> list[tuple[str, str]]:
    """Return the city of each time zone with its country; where a language writes it as in English, that."""
    from babel.core import get_global

    cities = []
    for zone, code in get_global("zone_territories").items():
        area, _, city = zone.rpartition("/")
        if area and area.split("/")[0] not in _NO_PLACES:
            cities.append((code, dict(locale.time_zones.get(zone, {})).get("city") or city.replace("_", " ")))
    return cities


_SAME_NAMES: Final = tuple(map(frozenset, load_table()["same"]["names"]))


@dataclass(frozen=True, slots=True)
class BodyNames:
    """What a body calls things by, folded once for every name that is looked up in it."""

    words: frozenset[str]
    text: str  # folded whole, for scripts without spaces
    initials: str  # of all words in order, a space between sentences
    capitals: str  # the initials of the capitalised runs, a space between runs
    acronyms: frozenset[str]  # what it writes in capitals
    codes: frozenset[str]  # of the countries it speaks of
    gazetteer: Gazetteer

    def has(self, name: str) -> bool:
        """Tell whether a name stands in the body: itself, a form, an acronym of it or for it, its country."""
        folded = fold(name)
        if is_unspaced(folded):
            return folded in self.text or bool(self.gazetteer.codes_of(folded) & self.codes)
        codes = self.gazetteer.codes_of(folded)
        if codes & self.codes or f" {folded} " in self.text:
            return True
        if codes:
            return self._has_people(folded)
        words = [fold(word.slice(name)) for word in read_words(name)]
        if any(folded in group and any(f" {other} " in self.text for other in group) for group in _SAME_NAMES):
            return True
        if any(self.has_word(word) for word in words) or self._has_acronym(name, words) or self._has_people(folded):
            return True
        return len(words) == 1 and _is_clipped(words[0], self.text.split())

    def has_word(self, word: str) -> bool:
        """Tell whether a folded word stands in the body in any form; two countries are never forms of one name."""
        if word in self.words:
            return True
        codes = self.gazetteer.codes_of(word)
        return any(
            (is_form(word, other) or _is_declined(word, other)) and not (codes and self.gazetteer.codes_of(other))
            for other in self.words
            if other[:3] == word[:3] or word in other or other in word
        )

    def _has_people(self, country: str) -> bool:
        start = country[:_PEOPLE_LETTERS]
        return len(start) == _PEOPLE_LETTERS and any(
            word.startswith(start) and not self.gazetteer.codes_of(word) for word in self.words
        )

    def _has_acronym(self, name: str, words: Sequence[str]) -> bool:
        letters = "".join(char for char in fold(name) if char.isalpha())
        if name.isupper() and len(letters) >= _MIN_ACRONYM:
            # Initials may leave out words ("ISIS" for "Islamic State") or add the country ("BIN" for "BI").
            starts = (letters[:n] for n in range(len(letters), _MIN_ACRONYM, -1))
            if letters in self.initials or any(start in self.initials for start in starts):
                return True
            return letters[:_MIN_ACRONYM] in self.capitals or any(name.startswith(own) for own in self.acronyms)
        return len(words) > 1 and "".join(word[0] for word in words) in self.words


def _is_declined(word: str, other: str) -> bool:
    """Tell whether two short Cyrillic words may be cases of one name."""
    stem = min(len(word), len(other)) - 1
    return (
        stem >= _MIN_STEM
        and ord(word[0]) in _CYRILLIC
        and word[:stem] == other[:stem]
        and abs(len(word) - len(other)) <= 1
    )


def _is_clipped(name: str, body: Sequence[str]) -> bool:
    """Tell whether a name is made of the beginnings of words that stand in a row: "Benelux"."""
    if not _MIN_CLIPPED <= len(name) <= _MAX_CLIPPED:
        return False
    return any(_covers(name, body[i : i + len(name)]) for i, word in enumerate(body) if word[0] == name[0])


def _covers(name: str, words: Sequence[str], n_used: int = 0) -> bool:
    if not name or not words:
        return not name and n_used > 1
    same = next((i for i, pair in enumerate(zip(name, words[0], strict=False)) if pair[0] != pair[1]), None)
    longest = min(len(name), len(words[0])) if same is None else same
    return any(_covers(name[n:], words[1:], n_used + 1) for n in range(longest, 0, -1))


@lru_cache(maxsize=256)
def collect_names(sentences: tuple[str, ...], language: str) -> BodyNames:
    """Return what the sentences of a body call things by."""
    gazetteer = load_gazetteer(language)
    folded = [[fold(word.slice(text)) for word in read_words(text)] for text in sentences]
    text = " " + " ".join(" ".join(words) for words in folded) + " "
    words = frozenset(word for found in folded for word in found)
    phrases = {" ".join(found[i : i + n]) for found in folded for n in _PHRASE_WORDS for i in range(len(found) - n + 1)}
    names = [*words, *(phrases & gazetteer.codes.keys())]
    if is_unspaced(text):
        names += gazetteer.unspaced.findall(text)
    codes = {code for name in names for code in gazetteer.codes_of(name)}
    initials = " ".join("".join(word[0] for word in found) for found in folded)
    runs = (run for sentence in sentences for run in _CAPITAL_RUN.findall(sentence))
    capitals = " ".join("".join(fold(part)[0] for part in run.split()) for run in runs)
    acronyms = frozenset(word for sentence in sentences for word in _ACRONYM.findall(sentence))
    return BodyNames(words, text, initials, capitals, acronyms, frozenset(codes), gazetteer)
