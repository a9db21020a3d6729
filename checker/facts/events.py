"""Tell whether a claim and a sentence speak of the same event around one word each: the ground of a comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checker.facts.statements import load_grammar, locate
from checker.words import is_unspaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from checker.facts.statements import Statement

# The sentence has this share of the other words that carry news in the claim or in the clause, and as many of them.
# Swept 0.34, 0.4 and 0.5 on data/edits.jsonl and published pairs: 0.34 adds false findings, 0.5 loses true ones.
_MIN_SHARE: Final = 0.4
_MIN_WORDS: Final = 2
# Or one of them, and together with the sentences before and after it has these.
_MIN_KNOWN_SHARE: Final = 0.7
_MIN_KNOWN: Final = 3
# One of so many words on either side has to stand near the counterpart as well, with no more than so many between.
_BESIDE: Final = 3
_NEAR: Final = 4
_NEAR_UNSPACED: Final = 10  # characters
_VERB_FINAL: Final = 2  # times as far where the verb comes last


def is_same_event(
    claim: Statement, here: range, sentence: Statement, there: range, *, around: Iterable[Statement]
) -> bool:
    """Tell whether the words `here` of a claim and `there` of a sentence, unlike or not, are said of the same event."""
    content = other_words(claim, here)
    places = locate(claim, content, sentence)
    clause = [i for i in content if claim.words[i].clause == claim.words[here.start].clause]
    if not _is_beside(here, sentence, there, places, clause):
        return False
    if 0 < len(clause) < len(content) and all(i in places for i in clause):
        return True
    for wanted in (clause, content):
        found = sum(i in places for i in wanted)
        if found >= _MIN_WORDS and found >= _MIN_SHARE * len(wanted):
            return True
    neighbours = tuple(around)
    known = sum(any(locate(claim, (i,), near) for near in neighbours) for i in content)
    return known >= _MIN_KNOWN and known >= _MIN_KNOWN_SHARE * len(content)


def other_words(claim: Statement, here: range) -> list[int]:
    """Return the words of a claim that carry news, without those `here`."""
    return [i for i, word in enumerate(claim.words) if word.is_content and i not in here]


def _is_beside(
    here: range, sentence: Statement, there: range, places: Mapping[int, Sequence[int]], clause: Sequence[int]
) -> bool:
    before = [i for i in clause if i < here.start][-_BESIDE:]
    after = [i for i in clause if i >= here.stop][:_BESIDE]
    found = (j for i in before + after for j in places.get(i, ()))
    return any(_is_near(sentence, min(j, there.start), max(j, there.stop - 1)) for j in found)


def _is_near(sentence: Statement, first: int, last: int) -> bool:
    between = sum(word.is_content for word in sentence.words[first + 1 : last])
    reach = _NEAR_UNSPACED if is_unspaced(sentence.words[first].folded) else _NEAR
    is_close = between <= reach * (_VERB_FINAL if load_grammar(sentence.language).is_verb_final else 1)
    return is_close and sentence.words[first].clause == sentence.words[last].clause
