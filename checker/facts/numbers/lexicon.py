"""The number words, scale words and separators of one language, compiled from CLDR and `assets/facts/numbers.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

ANY: Final = "any"
_LETTER: Final = r"[\p{L}\p{M}]"


class Role(StrEnum):
    """What a word does within a number."""

    PLUS = "plus"
    TIMES = "times"
    TEEN = "teen"


@dataclass(frozen=True, slots=True)
class Atom:
    """The smallest word with a value."""

    role: Role
    value: float


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything by which the numbers of one language are read."""

    decimal: str  # separator, "." or ","
    atoms: Mapping[str, Atom]  # lower case
    many: Mapping[str, float]  # "hundreds": 100
    parts: Mapping[str, float]  # "half": 50
    ordinals: Mapping[str, float]  # "third": 3
    scales: Mapping[str, float]  # abbreviations that follow digits only: "jt"
    words: regex.Pattern[str]  # a number word; where words are compounds, the whole compound
    pieces: regex.Pattern[str]  # one atom
    vague: regex.Pattern[str]  # a word of `many`, `parts` or `ordinals`
    scale: regex.Pattern[str]  # a word of `scales`
    gap: regex.Pattern[str]  # what may stand between the parts of a number
    join: regex.Pattern[str]  # a gap with a word such as "and"
    hedges: tuple[
        tuple[str, regex.Pattern[str], regex.Pattern[str]], ...
    ]  # bound, pattern before a number, pattern after it
    between: tuple[regex.Pattern[str], regex.Pattern[str]] | None  # before a range, within it
    names: regex.Pattern[str]  # words before a number that make it a name
    counters: regex.Pattern[str] | None  # what must follow a number word where no spaces are written
    of: tuple[regex.Pattern[str], regex.Pattern[str]]  # what stands right before a whole, and right behind it
    share: regex.Pattern[str]  # between the two numbers of a share
    each: regex.Pattern[str]  # a word that makes a number hold of every one
    but: regex.Pattern[str]  # before what is left out of a whole
    half: regex.Pattern[str]  # "and a half" behind a number
    rough: regex.Pattern[str]  # a word that makes a number about so much: the French "vingtaine"
    doubtful: frozenset[str]
    skip: frozenset[str]
    vigesimal: frozenset[int]
    ones_first: bool
    groups_by_space: bool

    def is_vague_word(self, word: str) -> bool:
        """Tell whether a word stands for many values, as "hundreds" does."""
        return word.lower() in self.many


@lru_cache(maxsize=64)
def load_lexicon(language: str) -> Lexicon:
    """Return how `language` writes numbers; one without a table has digits and CLDR's scale words."""
    shared, own = _read_asset()[ANY], _read_table(language)
    decimal, group, scales = _read_cldr(language)
    atoms = dict(_read_atoms(own))
    many, parts = dict(_spread(own.get("many", {}))), dict(_spread(own.get("parts", {})))
    ordinals = {
        form: float(i) for i, forms in enumerate(own.get("ordinals", "").split(), start=1) for form in forms.split("|")
    }
    scales = {name: value for name, value in scales.items() if name.lower() not in atoms}
    unspaced, compound = own.get("unspaced", False), own.get("compound", False)
    joins = own.get("joins", [])
    start, end = ("", "") if unspaced else (rf"(?<!{_LETTER})", rf"(?!{_LETTER})")
    piece = _any_of(atoms)
    word = rf"(?:{piece}|{_any_of(joins)})+" if compound else piece
    join = rf"\s*[-\u00ad]?\s*(?:{_any_of(joins)})\s*"
    lists = {name: [*shared.get(name, []), *own.get(name, [])] for name in ("about", "over", "under", "near", "not")}
    between = own.get("between")
    return Lexicon(
        decimal=decimal,
        atoms=atoms,
        many=many,
        parts=parts,
        ordinals=ordinals,
        scales=scales,
        words=_compile(rf"{start}{own.get('prefix', '')}(?P<word>{word}){end}"),
        pieces=_compile(piece),
        vague=_compile(rf"{start}(?:{_any_of([*many, *parts, *ordinals])}){end}"),
        scale=_compile(rf"(?:{_any_of(scales)})(?!{_LETTER})"),
        gap=_compile(r"" if unspaced else r"[ \u00a0\u202f\u200c]?-?" if compound else r"[ \u00a0\u202f\u200c-]{1,2}"),
        join=_compile(join if joins else r"(?!)"),
        hedges=tuple((name, *_compile_hedge(lists[name], start)) for name in ("near", "over", "under", "about")),
        between=(_compile_before([between[0]], start), _compile(rf"\s*(?:{between[1]})\s*")) if between else None,
        names=_compile_before(lists["not"], start),
        counters=_compile(rf"\s?(?:{own['counters']})") if unspaced else None,
        of=_compile_of(own.get("of", ["", ""]), start),
        share=_compile(rf"\s?(?:{own['share']})\s?" if "share" in own else r"(?!)"),
        each=_compile(rf"{start}(?:{_any_of(own.get('each', []))}){end}"),
        but=_compile_before(own.get("but", []), start),
        half=_compile(rf"{start}(?:{_any_of(own['half'])}){end}" if "half" in own else r"(?!)"),
        rough=_compile(rf"(?:{_any_of(own['rough'])}){end}" if "rough" in own else r"(?!)"),
        doubtful=frozenset(own.get("doubtful", [])),
        skip=frozenset([*own.get("skip", []), *_words_of(lists)]),
        vigesimal=frozenset(own.get("vigesimal", [])),
        ones_first=own.get("ones_first", False),
        groups_by_space=group.isspace(),
    )


def _read_table(language: str) -> Mapping[str, Any]:
    own = _read_asset().get(language, {}) if language != "unit" else {}
    return {**_read_table(own["same_as"]), **own} if "same_as" in own else own


@cache
def _read_asset() -> Mapping[str, Any]:
    asset = resources.files("checker") / "assets" / "facts" / "numbers.toml"
    return tomllib.loads(asset.read_text(encoding="utf-8"))


def _read_cldr(language: str) -> tuple[str, str, dict[str, float]]:
    """Return the decimal separator, the group separator and the scale words of compact numbers ("0 jt")."""
    from babel import Locale, UnknownLocaleError  # reads CLDR data

    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return "", "", {}
    symbols = locale.number_symbols["latn"]
    scales: dict[str, float] = {"k": 1e3}
    for forms in locale.compact_decimal_formats.values():
        for patterns in forms.values():
            for size, pattern in patterns.items():
                text = str(pattern.pattern).replace("'", "")
                name = text.replace("0", "").strip(" \u00a0\u200f")
                if name:
                    scales[name] = float(10 ** (len(size) - text.count("0")))
    return symbols["decimal"], symbols["group"], scales


def _read_atoms(own: Mapping[str, Any]) -> Iterator[tuple[str, Atom]]:
    for value, forms in enumerate(own.get("ones", "").split()):
        yield from ((form, Atom(Role.PLUS, value)) for form in forms.split("|"))
    for ten, forms in enumerate(own.get("tens", "").split(), start=1):
        yield from ((form, Atom(Role.PLUS, 10 * ten)) for form in forms.split("|"))
    yield from ((form, Atom(Role.PLUS, value)) for form, value in _spread(own.get("plus", {})))
    yield from ((form.replace("\\", "").removesuffix("?"), Atom(Role.TIMES, value)) for form, value in _scales(own))
    yield from ((form, Atom(Role.TEEN, 10)) for form in own.get("teens", []))


def _scales(own: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    """Yield the words that multiply; an optional full stop gives two forms."""
    for form, value in _spread(own.get("times", {})):
        yield form.removesuffix("\\.?").removesuffix("s?"), value
        if form.endswith("\\.?"):
            yield f"{form.removesuffix('?')}", value


def _spread(table: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    for forms, value in table.items():
        yield from ((form, float(value)) for form in forms.split("|"))


def _any_of(words: Iterable[str]) -> str:
    """Return a pattern for the literal words, longest first; one that never matches for none."""
    return "|".join(regex.escape(word) for word in sorted(words, key=len, reverse=True)) or r"(?!)"


def _words_of(lists: Mapping[str, list[str]]) -> Iterator[str]:
    """Yield the words of the hedges, which are never what is counted."""
    for name in ("about", "over", "under", "near"):
        yield from (word for hedge in lists[name] for word in regex.findall(r"[\p{L}\p{M}]+", hedge))


def _compile(pattern: str) -> regex.Pattern[str]:
    compiled: regex.Pattern[str] = regex.compile(pattern, regex.IGNORECASE)
    return compiled


def _compile_before(patterns: Iterable[str], start: str) -> regex.Pattern[str]:
    """Compile what must end where a number starts."""
    listed = "|".join(pattern for pattern in patterns if pattern)
    return _compile(rf"{start}(?:{listed})[\s:.-]*$" if listed else r"(?!)")


def _compile_hedge(patterns: list[str], start: str) -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    listed = "|".join(sorted(patterns, key=len, reverse=True)) or r"(?!)"
    end = rf"(?!{_LETTER})" if start else ""
    return _compile(rf"{start}(?:{listed})\s*$"), _compile(rf"[\s'’-]*(?:{listed}){end}")


def _compile_of(patterns: list[str], start: str) -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    before, after = patterns
    return _compile(rf"{start}(?:{before})$" if before else r"(?!)"), _compile(after or r"(?!)")


@cache
def words_between_digits() -> regex.Pattern[str]:
    """Return a pattern for a decimal mark in words, in any language."""
    return _compile(rf"\s(?:{_any_of(_read_asset()[ANY]['point'])})\s")


@cache
def words_of_return() -> regex.Pattern[str]:
    """Return a pattern for a word before a score from which a side came back, at the end of a text."""
    return _compile(rf"(?<!{_LETTER})(?:{_any_of(_read_asset()[ANY]['from'])})\s$")


@cache
def words_for_others() -> regex.Pattern[str]:
    """Return a pattern for "others" within two words behind a number."""
    return _compile(rf"\s(?:[\p{{L}}\p{{M}}]+\s){{0,2}}(?:{_any_of(_read_asset()[ANY]['others'])})(?!{_LETTER})")


def units() -> tuple[Mapping[str, Any], ...]:
    """Return the table of units, as the asset writes it."""
    return tuple(_read_asset()["unit"])
