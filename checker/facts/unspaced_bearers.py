"""Find a name of a headline without spaces whose part in it a clause of the body gives to another.

The same proof as in `bearers`, upon pairs of characters: a person is known by a title, a place by what it is called.
"""

from __future__ import annotations

from collections import Counter
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

import regex

from checker.datatypes import Span
from checker.facts.context import is_citation
from checker.facts.misplaced import Misplaced
from checker.facts.statements import load_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from checker.facts.context import ClaimContext

_MIN_SHARE: Final = 0.4  # of the weight of the headline's other pairs of characters that the clause has
_MAX_OWN_SHARE: Final = 0.25  # of it that any clause with the name itself may have
_MIN_PAIRS: Final = 4
_MIN_NAME: Final = 2
_CLAUSE: Final = regex.compile(r"[^，；;。！？\n]+")
# A title that is no part of another word: "นายก" is the head of a government.
_THAI_TITLE: Final = r"(?:(?<=^|\s)|(?<=\P{L}))(?:นาย(?!ก)|นางสาว|นาง|ดร\.)"
_THAI_PERSON: Final = regex.compile(rf"{_THAI_TITLE}\s?(\p{{Thai}}{{3,}}\s\p{{Thai}}{{3,}})(?=\s|$)")
_THAI_CLAUSE: Final = regex.compile(rf"(?:(?!\s{_THAI_TITLE})[^\n])+")
_PLACE: Final = regex.compile(
    r"(?V1)(?<=^|[，、。的の东西南北东岸]|\p{N})([\p{Han}--[的和与在将是]]{2,3})([镇县区村乡町駅港])"
)

_PAIR: Final = regex.compile(r"[\p{L}\p{M}\p{N}]{2}")
_MIN_BEHIND: Final = 5  # characters behind two names that prove them to be in one place
_RUN: Final = r"[\p{Katakana}ー]{2,}|\p{Han}{1,3}"
_SLOT: Final = regex.compile(
    rf"(?:^|(?<=[、，：「\s]))({_RUN})((?:の|プ)?[\p{{Han}}\p{{Katakana}}ー][\p{{L}}ー]{{{_MIN_BEHIND - 1},}})"
)


def find_unspaced_bearer(context: ClaimContext) -> Misplaced | None:
    """Return a person or place of a headline in Japanese, Chinese or Thai whose part a clause gives to another."""
    if context.language not in {"ja", "zh", "th"}:
        return None
    texts = tuple("" if is_citation(sentence.text) else sentence.text for sentence in context.sentences)
    names = _find_names(texts, context.language)
    claim = context.text
    pattern = _THAI_CLAUSE if context.language == "th" else _CLAUSE
    clauses = [(i, Span(*m.span())) for i, text in enumerate(texts) for m in pattern.finditer(text)]
    for name, kind in sorted(names, key=lambda known: (-len(known[0]), known)):
        at = claim.find(_short(name, context.language))
        if at >= 0:
            end = at + len(_short(name, context.language))
            if found := _find_bearer(claim, Span(at, end), kind, clauses, texts, names):
                return Misplaced(context.headline_span(at, end), *found)
    return _find_same_slot(context, texts)


def _find_same_slot(context: ClaimContext, texts: Sequence[str]) -> Misplaced | None:
    """Return what begins a part of the headline, and what a sentence has before the very characters that follow it."""
    claim, body = context.text, "\n".join(texts)
    for match in _SLOT.finditer(claim):
        own, behind = match[1], match[2]
        if own + behind[:_MIN_BEHIND] in body or (own in body and len(own) < _MIN_NAME):
            continue
        found = regex.search(rf"({_RUN}){regex.escape(behind[:_MIN_BEHIND])}", body)
        is_rival = found and found[1] not in claim and own not in found[1] and not set(own) & set(found[1])
        if not is_rival or (own in body and len(found[1]) != len(own)):
            continue
        index = body.count("\n", 0, found.start())
        start = found.start(1) - (body.rfind("\n", 0, found.start()) + 1)
        return Misplaced(context.headline_span(*match.span(1)), index, Span(start, start + len(found[1])))
    return None


def _find_bearer(
    claim: str,
    name: Span,
    kind: str,
    clauses: Sequence[tuple[int, Span]],
    texts: Sequence[str],
    names: Iterable[tuple[str, str]],
) -> tuple[int, Span] | None:
    own = name.slice(claim)
    rest = _pairs(claim[: name.start]) | _pairs(claim[name.end :])
    units = [span.slice(texts[i]) for i, span in clauses]
    counts = Counter(pair for unit in units for pair in _pairs(unit) & rest)
    weights = {pair: 1 / max(1, counts[pair]) for pair in rest}
    shares = [sum(weights[pair] for pair in _pairs(unit) & rest) / (sum(weights.values()) or 1.0) for unit in units]
    own_share = max((share for share, unit in zip(shares, units, strict=True) if own in unit), default=1.0)
    share, best = max(((share, k) for k, share in enumerate(shares)), default=(0.0, 0))
    is_about = share >= _MIN_SHARE and own_share <= min(_MAX_OWN_SHARE, share / 2)
    if len(rest) < _MIN_PAIRS or not is_about or own in units[best]:
        return None
    index, clause = clauses[best]
    rivals = {other for other, its in names if its == kind and other in units[best] and other[:_MIN_NAME] not in claim}
    longest = max(rivals, key=len, default="")
    shared = set(longest.split()) & set(own.split()) or (not _is_thai(own) and (set(longest) & set(own)) - {kind})
    if not longest or any(other not in longest for other in rivals) or shared:
        return None
    at = texts[index].index(longest, clause.start)
    return index, Span(at, at + len(longest))


def _is_thai(text: str) -> bool:
    return bool(regex.match(r"\p{Thai}", text))


def _short(name: str, language: str) -> str:
    """Return what a headline calls a person by: in Japanese the first two characters."""
    return name[:_MIN_NAME] if language == "ja" else name


def _pairs(text: str) -> frozenset[str]:
    return frozenset(_PAIR.findall(text, overlapped=True))


@lru_cache(maxsize=256)
def _find_names(texts: tuple[str, ...], language: str) -> frozenset[tuple[str, str]]:
    """Return the names of a body with their kind: a person, or what a place is."""
    whole = "\n".join(texts)
    people = {name for name in _person(language).findall(whole) if len(name) >= _MIN_NAME}
    places = {("".join(found), found[1]) for found in _PLACE.findall(whole)} if language != "th" else set()
    return frozenset({(name, "person") for name in people} | places)


@cache
def _person(language: str) -> regex.Pattern[str]:
    if language == "th":
        return _THAI_PERSON
    titles = "|".join(load_table("titles")[language]["titles"])
    if language == "zh":
        return regex.compile(rf"(?:{titles})(\p{{Han}}{{3}})")
    return regex.compile(rf"(?<=^|[のは、。「」\s])(\p{{Han}}{{2,4}})(?:{titles}|さん|氏)", regex.MULTILINE)
