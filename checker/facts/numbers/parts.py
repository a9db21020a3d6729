"""Cut a text into the pieces of numbers, and join those that are one number."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import regex

from checker.datatypes import Span
from checker.facts.numbers.digits import DIGITS, SPACED_DIGITS, read_digits
from checker.facts.numbers.halves import join_halves, join_ordinals
from checker.facts.numbers.lexicon import Atom, Role
from checker.facts.numbers.quantity import ORDINAL, PERCENT
from checker.facts.numbers.units import unit_before
from checker.facts.numbers.words import Part, Sum

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.facts.numbers.lexicon import Lexicon

_COMPOUND: Final = regex.compile(r"-\p{L}{2,}")  # behind a number that says what a thing is like
_TO_SCALE: Final = regex.compile(r"[\s\u00a0\u202f-]?")
_HALF_OF: Final = regex.compile(r"\s?(?:an?|of|de|of an?)?\s?", regex.IGNORECASE)
_PLURAL: Final = regex.compile(r"\s\p{Ll}{3,}s(?!\p{L})")  # "5m users"
_VULGAR: Final = {"½": 0.5, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 0.25, "¾": 0.75}
_VULGAR_PATTERN: Final = regex.compile(f"[{''.join(_VULGAR)}]")
# A vague word stands for what lies between its value and this many times it: "hundreds" are 100 to 1000.
_VAGUE_REACH: Final = 10.0
_VAGUE_REACH_GREAT: Final = 1000.0  # "thousands" are all below a million, "millions" below a billion


@dataclass(frozen=True, slots=True)
class Found:
    """One number of a text, before its unit is known."""

    start: int
    end: int
    values: tuple[float, ...]  # one for each reading
    highs: tuple[float, ...]  # greater only for vague words
    scale: float = 1.0
    is_digits: bool = False  # it begins with digits and has no number word but scales
    kind: str = ""  # PERCENT for a share of a whole, ORDINAL for "third"


def find_sums(text: str, lexicon: Lexicon) -> tuple[Found, ...]:
    """Return the numbers of a text in order, without overlap."""
    vague, parts = list(_find_vague(text, lexicon)), _find_parts(text, lexicon)
    # What a table has as one number with its half ("półtora") is left as it is.
    halves = [
        half
        for half in (Span(*match.span()) for match in lexicon.half.finditer(text))
        if not any(part.start < half.start < part.end for part in parts) and _ends_number(text, parts, half.start)
    ]
    vague = [found for found in vague if not any(_overlap(found, half) for half in halves)]
    parts = [part for part in parts if not any(_overlap(part, half) for half in halves)]
    # "miles" are thousands, but "cinco miles" are five thousand.
    scaled = [
        found
        for found in _add_up(text, parts, lexicon)
        if any(found.start < other.start and other.end <= found.end for other in vague)
    ]
    vague = [found for found in vague if not any(_overlap(found, other) for other in scaled)]
    free = [part for part in parts if not any(_overlap(part, found) for found in vague)]
    found = sorted([*vague, *_add_up(text, free, lexicon)], key=lambda found: found.start)
    return tuple(join_halves(text, join_ordinals(text, found, lexicon.join), halves))


def _ends_number(text: str, parts: list[Part], start: int) -> bool:
    """Tell whether a part of a number ends right before a place."""
    return any(part.end <= start and not text[part.end : start].strip("\u200c -") for part in parts)


def _overlap(one: Found | Part, other: Found | Part | Span) -> bool:
    return one.start < other.end and other.start < one.end


def _find_vague(text: str, lexicon: Lexicon) -> Iterator[Found]:
    """Yield "hundreds", "third", and "half" where no scale makes it a number of its own."""
    for match in lexicon.vague.finditer(text):
        word = match[0].lower()
        if word in lexicon.many:
            low = lexicon.many[word]
            reach = _VAGUE_REACH_GREAT if low in (1e3, 1e6, 1e9) else _VAGUE_REACH
            yield Found(match.start(), match.end(), (low,), (low * reach,))
            continue
        if word not in lexicon.parts:
            if place := lexicon.ordinals.get(word):  # a capital may hide another letter: the Turkish "I"
                yield Found(match.start(), match.end(), (place,), (place,), kind=ORDINAL)
            continue
        share = lexicon.parts[word]
        gap = _HALF_OF.match(text, match.end())
        scale = lexicon.words.match(text, gap.end()) if gap else None
        atom = lexicon.atoms.get(scale["word"].lower()) if scale else None
        if scale and atom and atom.role == Role.TIMES and atom.value >= 12:
            value = share / 100 * atom.value  # "half a million"
            yield Found(match.start(), scale.end(), (value,), (value,), scale=atom.value)
        else:
            yield Found(match.start(), match.end(), (share,), (share,), kind=PERCENT)


def _find_parts(text: str, lexicon: Lexicon) -> list[Part]:
    digits = SPACED_DIGITS if lexicon.groups_by_space or lexicon.decimal == "," else DIGITS  # ISO 80000 parts by spaces
    parts = []
    for match in digits.finditer(text):
        if readings := read_digits(match[0], lexicon.decimal):
            parts.append(Part(match.start(), match.end(), (), readings))
            gap = _TO_SCALE.match(text, match.end())
            scale = lexicon.scale.match(text, gap.end() if gap else match.end())
            if scale and _is_scale(scale, match.span()):
                parts.append(Part(scale.start(), scale.end(), (Atom(Role.TIMES, _scale_value(scale[0], lexicon)),)))
    parts += [Part(match.start(), match.end(), (), (_VULGAR[match[0]],)) for match in _VULGAR_PATTERN.finditer(text)]
    taken = [(part.start, part.end) for part in parts]
    for match in lexicon.words.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        atoms = tuple(
            lexicon.atoms[piece[0].lower()]
            for piece in lexicon.pieces.finditer(match["word"])
            if piece[0].lower() in lexicon.atoms
        )
        if atoms:
            # Arabic writes "and" together with the word behind it.
            parts.append(Part(match.start(), match.end(), atoms, is_joined=match.start() < match.start("word")))
    return sorted(parts, key=lambda part: part.start)


def _is_scale(scale: regex.Match[str], number: tuple[int, int]) -> bool:
    """Tell whether an abbreviation behind digits is one: a lone letter ("5m") may be a unit."""
    symbol, text = scale[0], scale.string
    if len(symbol) > 1 or not symbol.isascii():
        return True
    is_money = bool(unit_before(text, number[0]))
    if scale.start() > number[1]:
        return is_money and symbol.isupper()
    return symbol.isupper() or symbol == "k" or is_money or bool(_PLURAL.match(text, scale.end()))


def _scale_value(symbol: str, lexicon: Lexicon) -> float:
    """Return the value of a scale as CLDR spells it, or spelt in other letters."""
    if symbol in lexicon.scales:
        return lexicon.scales[symbol]
    return next((value for name, value in lexicon.scales.items() if name.lower() == symbol.lower()), 1.0)


def _add_up(text: str, parts: list[Part], lexicon: Lexicon) -> Iterator[Found]:
    """Yield the numbers that neighbouring parts make."""
    i = 0
    while i < len(parts):
        total = Sum(ones_first=lexicon.ones_first, vigesimal=lexicon.vigesimal)
        if not total.take(parts[i]):
            i += 1
            continue
        last = i
        while last + 1 < len(parts) and (following := _follows(text, parts[last], parts[last + 1], lexicon)):
            if not total.take(following):
                break
            last += 1
        start, end = parts[i].start, parts[last].end
        is_digits = bool(parts[i].readings)
        if is_digits or _is_counted(text, parts[i : last + 1], lexicon):
            yield Found(start, end, total.values, total.values, total.scale, is_digits)
        i = last + 1


def _follows(text: str, part: Part, following: Part, lexicon: Lexicon) -> Part | None:
    """Return the following part if the gap allows it to belong to the same number."""
    gap = text[part.end : following.start]
    is_times = bool(following.atoms) and following.atoms[0].role != Role.PLUS
    # "4백50만": digits go on behind tens and hundreds too, where number words are written without spaces.
    least = 1000 if lexicon.counters is None else 10
    scaled = bool(part.atoms) and part.atoms[-1].role == Role.TIMES and part.atoms[-1].value >= least
    if scaled and _COMPOUND.match(text, following.end):
        return None  # "$5 million ten-year plan"
    if following.readings:
        return following if scaled and lexicon.gap.fullmatch(gap) else None
    if part.readings:
        return following if is_times and _TO_SCALE.fullmatch(gap) else None
    if lexicon.gap.fullmatch(gap):
        return following
    if lexicon.join.fullmatch(gap):
        return Part(following.start, following.end, following.atoms, is_joined=True)
    return None


def _is_counted(text: str, parts: list[Part], lexicon: Lexicon) -> bool:
    """Tell whether number words are a number: where no spaces are written, only before a counter."""
    if lexicon.counters is None:
        return True
    starts_bare = parts[0].atoms[0].role == Role.TIMES and parts[0].atoms[0].value != 10
    previous = text[parts[0].start - 1 : parts[0].start]
    is_inside = _is_word_char(previous) and "가" <= text[parts[0].start] <= "힣"  # Korean numbers begin a word
    return not starts_bare and not is_inside and bool(lexicon.counters.match(text, parts[-1].end))


@cache
def _is_word_char(char: str) -> bool:
    return "가" <= char <= "힣"
