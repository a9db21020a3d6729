"""Decide whether one quantity is a fair way to write another: equal, rounded, hedged, or the sum of several."""

from __future__ import annotations

from itertools import combinations
from math import log10
from typing import TYPE_CHECKING, Final

from checker.facts.numbers.quantity import COUNT, COUNTS, ORDINAL, PERCENT, SCORE, Bound, Quantity

if TYPE_CHECKING:
    from collections.abc import Sequence

# How far a plain number may be from what it rounds ("150" for 148), by the custom of headlines: 2.5 %, or 5 % for
# numbers so great that they are given in thousands.
_ROUNDING: Final = 0.025
_ROUNDING_GREAT: Final = 0.05
_GREAT: Final = 2_000
# "About 100" is 90 to 110; "nearly 100" starts at 80; "more than 100" ends at 200.
_ABOUT: Final = 0.1
_NEARLY: Final = 0.2
_SMALL: Final = 10  # below, nearly is nearer
_MORE: Final = 1.0
# Beyond this ratio two numbers are hardly of the same thing, unless they have the same digits.
_SLIP: Final = 6
_SAME_DIGITS: Final = 0.02  # of a power of ten: "10,000" for 98,700
_EQUAL: Final = 1e-6
_FINEST: Final = 0.001  # no headline gives more than three decimals
_MAX_SUMMANDS: Final = 3
_MAX_PARTS: Final = 12  # more numbers than this in a sentence are a table, whose sums prove nothing

_MONEY_SCALE: Final = 1e6  # sums of so much are given without their currency


def is_comparable(claim: Quantity, body: Quantity) -> bool:
    """Tell whether two quantities are of one kind, so that one can contradict the other."""
    if claim.kind == COUNT and body.kind.isupper():  # "5 million" may leave out the currency, "5" may not
        return claim.scale == body.scale >= _MONEY_SCALE
    return claim.kind == body.kind or {claim.kind, body.kind} <= COUNTS


def agrees(claim: Quantity, body: Quantity) -> bool:
    """Tell whether a headline may write `claim` where the body has `body`, in any reading of both."""
    if not is_comparable(claim, body) and ORDINAL in (claim.kind, body.kind):
        return False
    if not is_comparable(claim, body):  # one of them may have left out its unit, but hardly rounded as well
        return COUNT in (claim.kind, body.kind) and bool(set(claim.readings) & set(body.readings))
    return any(_fits(claim, mine, body, its) for mine in claim.readings for its in body.readings)


def agrees_with_sum(claim: Quantity, sentence: Sequence[Quantity]) -> bool:
    """Tell whether a claim is the sum of quantities of its kind in one sentence."""
    summands = [other for other in sentence if is_comparable(claim, other) and not other.is_vague]
    if claim.is_vague or claim.kind in (SCORE, ORDINAL) or len(summands) > _MAX_PARTS:
        return False
    values = [other.readings[0][0] for other in summands]
    return any(
        _is_fair(mine[0], sum(chosen), claim.bound)
        for mine in claim.readings
        for n in range(2, _MAX_SUMMANDS + 1)
        for chosen in combinations(values, n)
    )


def agrees_with_share(claim: Quantity, sentence: Sequence[Quantity]) -> bool:
    """Tell whether a claim is the share that a sentence gives of another of its numbers: "two thirds of 1,800"."""
    shares = [other.readings[0][0] / 100 for other in sentence if other.kind == PERCENT]
    wholes = [other.readings[0][0] for other in sentence if is_comparable(claim, other) and other.kind != PERCENT]
    return any(
        _is_fair(mine[0], share * whole, Bound.ABOUT) for mine in claim.readings for share in shares for whole in wholes
    )


def agrees_with_score(claim: Quantity, sentence: Sequence[Quantity]) -> bool:
    """Tell whether a score stands in a sentence number by number ("England 1, France 2"), or a count is its sum."""
    if claim.kind == SCORE:
        counted = {other.readings[0][0] for other in sentence if other.kind in COUNTS}
        return set(claim.readings[0]) <= counted
    scores = [other.readings[0] for other in sentence if other.kind == SCORE]  # several are the sets of a match
    return claim.kind in COUNTS and len(scores) == 1 and sum(scores[0]) == claim.readings[0][0]


def is_slip(claim: Quantity, body: Quantity) -> bool:
    """Tell whether one number could be written by mistake for the other: near in size, or off by powers of ten."""
    low, high = sorted(abs(quantity.readings[0][0]) for quantity in (claim, body))
    if not low:
        return False
    if high / low <= _SLIP:
        return True
    return abs(log10(high / low) - round(log10(high / low))) < _SAME_DIGITS


def _fits(claim: Quantity, mine: tuple[float, float], body: Quantity, its: tuple[float, float]) -> bool:
    if SCORE in (claim.kind, body.kind):
        return claim.kind == body.kind and sorted(mine) == sorted(its)
    if ORDINAL in (claim.kind, body.kind):
        return mine == its
    if claim.is_vague or body.is_vague:
        return mine[0] * (1 - _ABOUT) <= its[1] and its[0] <= mine[1] * (1 + _ABOUT)
    if claim.unit != body.unit and claim.kind not in COUNTS and claim.kind == body.kind:
        return _is_fair(mine[0], its[0], Bound.ABOUT)  # a month is 30 days
    return _is_fair(mine[0], its[0], claim.bound) or (
        # The headline may be more exact than a sentence, but not much more.
        body.bound != Bound.EXACT and _is_fair(its[0], mine[0], Bound.ABOUT)
    )


def _is_fair(claim: float, body: float, bound: Bound) -> bool:
    """Tell whether a number with this hedge may stand for the other."""
    if abs(claim - body) <= _EQUAL * max(abs(claim), abs(body)):
        return True
    near = _NEARLY if claim >= _SMALL else _ABOUT
    low, high = {
        Bound.EXACT: (claim, claim),
        Bound.ABOUT: (claim * (1 - _ABOUT), claim * (1 + _ABOUT)),
        Bound.NEAR: (claim * (1 - near), claim * (1 + _ROUNDING)),
        Bound.OVER: (claim, claim * (1 + _MORE)),
        Bound.UNDER: (claim / (1 + _MORE), claim),
    }[bound]
    return low <= body <= high or _is_rounded(claim, body)


def _is_rounded(claim: float, body: float) -> bool:
    """Tell whether `claim` is `body` rounded to the last digit that it gives."""
    step = _last_digit(claim)
    if step <= _last_digit(body):
        return False  # the body is no finer, so the claim is no rounding of it
    if step <= 1 and int(body / step + _EQUAL) == int(claim / step + _EQUAL):
        return True  # decimals cut off: 5.6 as 5
    if step <= 1 and abs(claim - body) <= step / 2 + _EQUAL:
        return True  # or rounded: 5.6 as 6
    limit = _ROUNDING_GREAT if claim >= _GREAT else _ROUNDING
    return abs(claim - body) <= min(step, limit * claim)


def _last_digit(value: float) -> float:
    """Return the place of the last digit other than zero: 10 for 150, 0.1 for 2.3."""
    step = _FINEST
    if not value:
        return 1.0
    while abs(value / (step * 10) - round(value / (step * 10))) < _EQUAL:
        step *= 10
    return step
