"""Change one fact of a true claim, so that the same evidence no longer supports it."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from random import Random

CONTRADICTING = frozenset({"negation", "denial", "number", "month", "weekday", "opposite", "magnitude"})
_TABLES = Path(__file__).with_name("edits.toml")
_UNSPACED = frozenset({"ja", "ko"})
_NUMBER = re.compile(r"(?<![\w.,:/-])(\d{1,3}(?:[.,]\d{3})+|\d+)([.,]\d+)?(?![\w]*[/-]\d)")
_NAME = re.compile(r"(?<![.!?:\"“'‘] )(?<!^)\b[A-Z][\w'’-]+(?: (?:bin |al-|de |van )?[A-Z][\w'’-]+)*")
_LIST_KINDS = {
    "months": "month", "weekdays": "weekday", "numbers": "number", "magnitudes": "magnitude", "places": "place",
}  # fmt: skip
# Negation fits nearly every claim; unchecked it would teach "a negated claim is false".
_KIND_WEIGHTS = {"negation": 0.25, "number": 1.5, "name": 1.2, "overstatement": 1.3}
_CHANGE_KINDS = {"negations": "negation", "denials": "denial", "overstatements": "overstatement"}
# Between two names these make the exchange say the same thing.
_SYMMETRIC = re.compile(
    r"^\W*$|\b(and|with|vs|or|meets?|met|versus|both|dan|dengan|bersama|atau|bertemu)\b|[,&/]", re.I
)


class Edit(NamedTuple):
    """An edited claim and the kind of fact that was changed."""

    text: str
    kind: str


def edit_claim(claim: str, evidence: str, language: str, rng: Random) -> Edit | None:
    """Return `claim` with one fact changed, or None where no rule applies safely."""
    found: dict[str, list[str]] = {}
    for edit in (
        *_number_edits(claim, evidence, rng),
        *_name_edits(claim, evidence, rng),
        *_table_edits(claim, evidence, language, rng),
    ):
        if edit.text != claim and edit.text.casefold() not in evidence.casefold():
            found.setdefault(edit.kind, []).append(edit.text)
    if not found:
        return None
    kinds = sorted(found)
    kind = rng.choices(kinds, [_KIND_WEIGHTS.get(kind, 1.0) for kind in kinds])[0]
    return Edit(rng.choice(found[kind]), kind)


def names_in(text: str) -> list[str]:
    """Return the capitalised names inside sentences of `text`, in order, without repeats."""
    return list(dict.fromkeys(match.group() for match in _NAME.finditer(text) if len(match.group()) > 3))


def _number_edits(claim: str, evidence: str, rng: Random) -> list[Edit]:
    present = set(re.findall(r"\d+", evidence + " " + claim))
    edits = []
    for match in _NUMBER.finditer(claim):
        digits = match.group(1)
        for _ in range(8):
            changed = _other_number(digits, rng)
            if not set(re.findall(r"\d+", changed)) & present - {"00", "000"}:
                text = claim[: match.start(1)] + changed + claim[match.end(1) :]
                edits.append(Edit(text, "number"))
                break
    return edits


def _other_number(digits: str, rng: Random) -> str:
    """Return another number of about the same size, as round and written the same way."""
    plain = int(re.sub(r"\D", "", digits))
    if re.fullmatch(r"(19|20)\d\d", digits):
        return str(plain + rng.choice([-30, -12, -8, -5, -4, -3, -2, -1, 1, 2, 3, 4, 7, 11]))
    if plain <= 12:
        return str(rng.choice([n for n in range(1, 16) if n != plain]))
    unit = 10 ** (len(str(plain)) - len(str(plain).rstrip("0")))  # 1,500 is round to the hundred
    value = max(unit, round(plain * rng.choice([0.3, 0.5, 0.6, 0.8, 0.9, 1.1, 1.2, 1.5, 2.0, 3.0]) / unit) * unit)
    if value == plain:
        value += unit
    if not re.fullmatch(r"\d{1,3}([.,]\d{3})+", digits):
        return str(value)
    return f"{value:,}".replace(",", "," if "," in digits else ".")


def _name_edits(claim: str, evidence: str, rng: Random) -> list[Edit]:
    edits = []
    matches = [match for match in _NAME.finditer(claim) if len(match.group()) > 3]
    lowered = claim.casefold()
    others = [name for name in names_in(evidence) if not any(word.casefold() in lowered for word in name.split())]
    for match in matches:
        same_size = [n for n in others if abs(len(n.split()) - len(match.group().split())) <= 1]
        if same_size:
            text = claim[: match.start()] + rng.choice(same_size) + claim[match.end() :]
            edits.append(Edit(text, "name"))
    for left, right in pairwise(matches):
        between = claim[left.end() : right.start()]
        if len(between.split()) >= 1 and not _SYMMETRIC.search(between):
            text = claim[: left.start()] + right.group() + between + left.group() + claim[right.end() :]
            edits.append(Edit(text, "roles"))
    return edits


def _table_edits(claim: str, evidence: str, language: str, rng: Random) -> list[Edit]:
    table = _tables().get(language, {})
    edits = []
    for field, kind in _LIST_KINDS.items():
        words = table.get(field, [])
        absent = [word for word in words if not _find(word, evidence + "\n" + claim, language)]
        for word in words:
            if absent:
                edits += _replace(claim, word, rng.choice(absent), kind, language)
    for left, right in table.get("opposites", []):
        for old, new in ((left, right), (right, left)):
            if not _find(new, evidence, language):
                edits += _replace(claim, old, new, "opposite", language)
    for field, kind in _CHANGE_KINDS.items():
        for old, new in table.get(field, []):
            if kind == "negation" and _find(new, claim, language):
                edits += _replace(claim, new, old, kind, language)
            elif not _find(new, evidence, language):
                edits += _replace(claim, old, new, kind, language)
    return edits


def _find(word: str, text: str, language: str) -> re.Match[str] | None:
    # Most words are not there, and to see that takes no pattern.
    return _pattern(word, language).search(text) if word.casefold() in _folded(text) else None


@lru_cache(maxsize=8)
def _folded(text: str) -> str:
    return text.casefold()


def _replace(claim: str, old: str, new: str, kind: str, language: str) -> list[Edit]:
    match = _find(old, claim, language)
    if match is None:
        return []
    if match.group()[:1].isupper() and new[:1].islower():
        new = new[:1].upper() + new[1:]
    return [Edit(claim[: match.start()] + new + claim[match.end() :], kind)]


@cache
def _pattern(word: str, language: str) -> re.Pattern[str]:
    if language in _UNSPACED:
        return re.compile(re.escape(word))
    exact_case = word[:1].isupper()  # "May" the month is not "may"
    return re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])", 0 if exact_case else re.IGNORECASE)


@cache
def _tables() -> dict[str, dict[str, Any]]:
    return tomllib.loads(_TABLES.read_text(encoding="utf-8"))
