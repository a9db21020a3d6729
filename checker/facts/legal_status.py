"""Prove that a headline takes somebody further before the law than the body: held, charged, convicted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from checker.datatypes import Finding, Severity
from checker.facts.events import other_words
from checker.facts.statements import find_denied, find_governed, find_unsettled, load_table, locate, read_statement
from checker.facts.terms import Terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.facts.context import ClaimContext
    from checker.facts.statements import Statement

LEGAL_STATUS: Final = "HC023"
STEPS: Final = ("held", "charged", "convicted")  # least first
_SAME_MATTER: Final = 2  # words of the claim in a sentence that is shown for it
_REACH: Final = 2  # words behind one that only wants or fears what they tell


@dataclass(frozen=True, slots=True)
class _Law:
    """What a language says of each step; explained in `assets/facts/legal.toml`."""

    claims: tuple[Terms, ...]  # as STEPS
    last: tuple[Terms, ...]  # as STEPS: believed at the end of a claim
    bears: tuple[Terms, ...]  # as STEPS, with what claims the step
    below: Terms
    wanted: Terms


def find_overstated_status(context: ClaimContext) -> tuple[Finding, ...]:
    """Return a step before the law that the claim states, where no word of the body carries it or a later one.

    A body that tells nothing of an earlier step, or of how the matter ended, is silent about the law: no proof.
    """
    claim = read_statement(context.text, context.language)
    law = _load_law(context.language)
    claimed = None if claim.is_question else _find_step(claim, law)
    if claimed is None:
        return ()
    step, (start, end) = claimed
    body = [read_statement(sentence.text, context.language) for sentence in context.sentences]
    if any(_carries(sentence, law, step) for sentence in body):
        return ()
    lower = {index: place for index in context.nearest if (place := _find_lower(body[index], law, step))}
    if not lower:
        return ()
    wanted = other_words(claim, range(start, end))
    shared = {index: len(locate(claim, wanted, body[index])) for index in lower}
    if not any(shared.values()):
        return ()
    least = min(_SAME_MATTER, len(wanted))
    index = next((index for index in lower if shared[index] >= least), None)
    return (_report(context, claim, (start, end), index, None if index is None else lower[index]),)


def _find_step(claim: Statement, law: _Law) -> tuple[int, tuple[int, int]] | None:
    """Return the furthest step that the claim states, and its place."""
    unstated = find_denied(claim).keys() | find_unsettled(claim) | find_governed(claim, law.wanted, reach=_REACH).keys()
    for step in reversed(range(len(STEPS))):
        at_end = (place for place in law.last[step].find(claim) if place[1] == len(claim.words))
        for start, end in (*law.claims[step].find(claim), *at_end):
            if unstated.isdisjoint(range(start, end)):
                return step, (start, end)
    return None


def _carries(sentence: Statement, law: _Law, step: int) -> bool:
    """Tell whether a sentence has a word for this step or a later one that is not part of what says less."""
    less = {i for start, end in law.below.find(sentence) for i in range(start, end)}
    return any(start not in less for bears in law.bears[step:] for start, _ in bears.find(sentence))


def _find_lower(sentence: Statement, law: _Law, step: int) -> tuple[int, int] | None:
    """Return the place of what says that the matter has come less far; an earlier step says it best."""
    return next((place for terms in (*reversed(law.claims[:step]), law.below) for place in terms.find(sentence)), None)


def _report(
    context: ClaimContext,
    claim: Statement,
    claimed: tuple[int, int],
    index: int | None,
    lower: tuple[int, int] | None,
) -> Finding:
    """Return the finding; with no sentence that is surely on the same matter it points to none."""
    here = claim.span_of(*claimed)
    expected = here.slice(claim.text)
    message, found, place = f"The headline says “{expected}”, the body never goes so far", "", None
    if index is not None and lower is not None:
        sentence = read_statement(context.sentences[index].text, context.language)
        there = sentence.span_of(*lower)
        found, place = there.slice(sentence.text), context.body_span(index, there.start, there.end)
        message += f": sentence {index + 1} says “{found}”"
    span = context.headline_span(here.start, here.end)
    return Finding(LEGAL_STATUS, Severity.ERROR, f"{message}.", span, place, expected=expected, found=found)


@cache
def _load_law(language: str) -> _Law:
    """Return the words of a language, none for one without a table."""
    table = load_table("legal").get(language, {})

    def words(step: str, kind: str) -> Sequence[str]:
        return table.get(step, {}).get(kind, ())  # type: ignore[no-any-return]

    return _Law(
        claims=tuple(Terms(words(step, "claims")) for step in STEPS),
        last=tuple(Terms(words(step, "last")) for step in STEPS),
        bears=tuple(Terms((*words(step, "claims"), *words(step, "bears"))) for step in STEPS),
        below=Terms(table.get("below", ())),
        wanted=Terms(table.get("wanted", ())),
    )
