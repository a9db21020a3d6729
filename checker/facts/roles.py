"""Prove that a claim exchanges the two parties of an action: "A sues B" where the body has "B sued A"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import regex

from checker.datatypes import Finding, Severity
from checker.facts.inflection import MALAY, are_forms
from checker.facts.statements import find_denied, find_unsettled, load_table, read_statement
from checker.facts.terms import Terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.facts.context import ClaimContext
    from checker.facts.statements import Statement

CODE: Final = "HC009"

_PARTY_WORDS: Final = 2  # of a claim that name a party, right beside the verb
# In a sentence a party may carry a name, a title and an age; the one who acts more than the one acted upon.
_BEFORE: Final = 10
_AFTER: Final = 6
_PASSIVE_REACH: Final = 2  # words between "was" and its participle, or the participle and "by"
_MALAY_PASSIVE: Final = regex.compile("^(?:di|ter)[a-z]{3}")
_MALAY_NOUN: Final = regex.compile("^(?!me|di).{4,}[^k]an$|^pe[lmn].{3,}")


@dataclass(frozen=True, slots=True)
class _Actions:
    """What one party does to another, in one language; explained in `assets/facts/roles.toml`."""

    groups: tuple[Terms, ...]
    agents: frozenset[str]
    passives: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Action:
    """One action of a statement: its words and those of the two parties."""

    start: int
    end: int
    doer: tuple[int, ...]
    sufferer: tuple[int, ...]


def find_swapped_roles(context: ClaimContext) -> tuple[Finding, ...]:
    """Return an action of the claim that a sentence gives the other way round, and no sentence as the claim does."""
    claim = read_statement(context.text, context.language)
    if claim.is_question:
        return ()
    body = [read_statement(sentence.text, context.language) for sentence in context.sentences]
    for group in _load_actions(context.language).groups:
        for action in _find_actions(claim, group, before=_PARTY_WORDS, after=_PARTY_WORDS):
            if finding := _find_swap(context, claim, action, group, body):
                return (finding,)
    return ()


def _find_actions(statement: Statement, group: Terms, *, before: int, after: int) -> list[_Action]:
    """Return the actions whose voice is certain, with up to so many words of each party."""
    places = group.find(statement)
    if not places:
        return []
    unsettled = find_unsettled(statement) | find_denied(statement).keys()
    actions = []
    for start, end in places:
        clause = {i for i, word in enumerate(statement.words) if word.clause == statement.words[start].clause}
        # In a claim a party stands in the clause of the verb; in a sentence commas set off a title or a name.
        left = [i for i in range(start) if statement.words[i].is_content and (i in clause or before > _PARTY_WORDS)]
        right = [i for i in range(end, len(statement.words)) if statement.words[i].is_content and i in clause]
        voice = _is_passive(statement, start, end)
        if start in unsettled or not left or not right or voice is None:
            continue
        parties = (tuple(left[-before:]), tuple(right[:after]))
        actions.append(_Action(start, end, *(parties[::-1] if voice else parties)))
    return actions


def _is_passive(statement: Statement, start: int, end: int) -> bool | None:
    """Tell the voice of a verb; None when its marks disagree."""
    words = statement.words
    actions = _load_actions(statement.language)
    has_agent = any(word.folded in actions.agents for word in words[end : end + _PASSIVE_REACH])
    if statement.language in MALAY:
        if _MALAY_NOUN.match(words[start].folded):
            return None
        # Without "oleh" what follows a passive may be its doer, its cause or its punishment.
        is_passive = bool(_MALAY_PASSIVE.match(words[start].folded))
        return is_passive if is_passive == has_agent else None
    has_passive = any(word.folded in actions.passives for word in words[max(0, start - _PASSIVE_REACH) : start])
    if has_agent:
        # Apart from its verb "por" may give a cause: only "was" tells.
        return True if has_passive or words[end].folded in actions.agents else None
    return None if has_passive else False


def _find_swap(
    context: ClaimContext, claim: Statement, action: _Action, group: Terms, body: Sequence[Statement]
) -> Finding | None:
    swapped: tuple[int, _Action] | None = None
    for index in context.nearest:
        for other in _find_actions(body[index], group, before=_BEFORE, after=_AFTER):
            doers = _count_shared(claim, action.doer, body[index], other.doer)
            sufferers = _count_shared(claim, action.sufferer, body[index], other.sufferer)
            if doers or sufferers:
                return None
            crossed = _count_shared(claim, action.doer, body[index], other.sufferer)
            if crossed and _count_shared(claim, action.sufferer, body[index], other.doer) and swapped is None:
                swapped = (index, other)
    return _report(context, claim, action, body[swapped[0]], *swapped) if swapped else None


def _count_shared(claim: Statement, wanted: Sequence[int], sentence: Statement, found: Sequence[int]) -> int:
    return sum(
        any(are_forms(claim.words[i].folded, sentence.words[j].folded, claim.language) for j in found) for i in wanted
    )


def _report(
    context: ClaimContext, claim: Statement, action: _Action, sentence: Statement, index: int, other: _Action
) -> Finding:
    here = claim.span_of(min(action.doer + action.sufferer), max(action.doer + action.sufferer) + 1)
    there = sentence.span_of(min(other.doer + other.sufferer), max(other.doer + other.sufferer) + 1)
    expected, found = here.slice(claim.text), there.slice(sentence.text)
    return Finding(
        rule=CODE,
        severity=Severity.ERROR,
        message=f"The headline says “{expected}”, sentence {index + 1} has it the other way round: “{found}”.",
        claim_span=context.headline_span(here.start, here.end),
        body_span=context.body_span(index, there.start, there.end),
        expected=expected,
        found=found,
    )


@cache
def _load_actions(language: str) -> _Actions:
    table = load_table("roles").get(language, {})
    return _Actions(
        groups=tuple(Terms(term.strip() for term in group.split(",")) for group in table.get("actions", ())),
        agents=frozenset(table.get("agents", ())),
        passives=frozenset(table.get("passives", ())),
    )
