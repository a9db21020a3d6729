"""Split a headline into claims.

Precision first: an unsplit headline is still checked, a wrong split makes nonsense an editor sees. So a part becomes
a claim only where the word lists vouch for its predicate, and a subject is lent only where it is evident.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from checker.claims.clauses import Clause, Kind
from checker.claims.furniture import content_span
from checker.claims.joints import Judge
from checker.claims.layout import Mark, Separator, find_separators, protected_spans, trim
from checker.claims.lexicon import load_lexicon
from checker.datatypes import Claim, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

# "Police chief: ..." names a speaker or a topic; a longer run before a colon is a statement.
MAX_PREFIX_WORDS: Final = 5
MAX_PREFIX_CHARACTERS: Final = 12  # the same where no spaces show the words
# A longer text is a paragraph, not a headline; the cost of judging its parts grows with their square.
MAX_CHARACTERS: Final = 500


@dataclass(frozen=True, slots=True)
class _Draft:
    span: Span
    lead: str = ""  # completes the text: put before the words of the span


def split_claims(headline: str, *, body: str = "", language: str = "und") -> tuple[Claim, ...]:
    """Return the claims of a headline in its order; a headline that cannot be split safely is one claim.

    Spans do not overlap and cover every word but labels ("LIVE:"), site names and the conjunctions between claims.
    The text of a claim is its span, completed with its subject ("Mayor resigns and moves" makes "Mayor moves")
    or its speaker ("Mayor: ...") where that stands outside the span.  Empty for a headline without a word.
    """
    lexicon = load_lexicon(headline, language=language)
    whole = trim(headline, Span(0, len(headline)))
    content = content_span(headline, lexicon=lexicon) if len(whole) <= MAX_CHARACTERS else whole
    if not any(character.isalnum() for character in content.slice(headline)):
        return ()
    if len(content) > MAX_CHARACTERS:
        return (Claim(index=0, text=content.slice(headline), span=content),)
    drafts = _split(Judge(headline, body, lexicon, protected_spans(headline)), content)
    return tuple(
        Claim(index=i, text=draft.lead + draft.span.slice(headline), span=draft.span) for i, draft in enumerate(drafts)
    )


def _split(judge: Judge, content: Span) -> tuple[_Draft, ...]:
    separators = find_separators(judge.headline, content=content, protected=judge.protected)
    colon = next((i for i, separator in enumerate(separators) if separator.mark is Mark.COLON), None)
    if colon is None:
        return _complete(judge, _coordinate(judge, judge.merge(content, separators)))
    head, mark, tail = separators[:colon], separators[colon], separators[colon + 1 :]
    start = head[-1].span.end if head else content.start
    prefix = judge.judge(Span(start, mark.span.start))
    statement = trim(judge.headline, Span(mark.span.end, content.end))
    if prefix.kind is Kind.FRAGMENT and prefix.n_words <= _max_prefix(judge):
        if not head:
            return _say(judge, prefix, statement, tail)
        return _split_before_speaker(judge, content, head, prefix, (statement, tail))
    if judge.is_speaker(judge.judge(statement)):
        return (_Draft(content),)  # "A happens, B happens: police"
    whole = replace(prefix, span=Span(prefix.span.start, content.end))
    return _complete(judge, judge.append(_clauses_before(judge, content, head), whole, head[-1] if head else mark))


def _clauses_before(judge: Judge, content: Span, head: Sequence[Separator]) -> tuple[Clause, ...]:
    return judge.merge(Span(content.start, head[-1].span.start), head[:-1]) if head else ()


def _split_before_speaker(
    judge: Judge, content: Span, head: Sequence[Separator], speaker: Clause, said: tuple[Span, Sequence[Separator]]
) -> tuple[_Draft, ...]:
    """Split "A happens, speaker: Y"; whole where no speaker is evident ("Biden, Xi: Y")."""
    if not judge.is_speaker(speaker):
        return (_Draft(content),)
    span = Span(speaker.span.start, content.end)
    statement = replace(speaker, span=span, kind=Kind.COMPLETE, subject=speaker.span)
    drafts = _complete(judge, judge.append(_clauses_before(judge, content, head), statement, head[-1]))
    if drafts[-1].span != span:
        return drafts
    return drafts[:-1] + _say(judge, speaker, *said)


def _say(judge: Judge, speaker: Clause, statement: Span, separators: Sequence[Separator]) -> tuple[_Draft, ...]:
    """Put the speaker or topic before each statement; the span of the first includes it."""
    whole = Span(speaker.span.start, statement.end)
    if not judge.is_speaker(speaker):
        return (_Draft(whole),)  # a topic: what it says of the first statement need not hold for the next
    drafts = _complete(judge, _coordinate(judge, judge.merge(statement, separators)))
    if not drafts or drafts[0].lead:  # a subject lent to the first statement would have to stand inside its span
        return (_Draft(whole),)
    lead = judge.headline[speaker.span.start : statement.start]
    first = _Draft(Span(speaker.span.start, drafts[0].span.end))
    return (first, *(_Draft(draft.span, lead=lead + draft.lead) for draft in drafts[1:]))


def _coordinate(judge: Judge, clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    return tuple(part for clause in clauses for part in judge.coordinate(clause))


def _complete(judge: Judge, clauses: Sequence[Clause]) -> tuple[_Draft, ...]:
    """Lend each clause the subject it lacks."""
    space = " " if judge.lexicon.has_spaces else ""
    drafts = []
    for i, clause in enumerate(clauses):
        subject = judge.lender(clauses, i)
        lead = subject.slice(judge.headline) + space if subject is not None else ""
        drafts.append(_Draft(clause.span, lead))
    return tuple(drafts)


def _max_prefix(judge: Judge) -> int:
    return MAX_PREFIX_WORDS if judge.lexicon.has_spaces else MAX_PREFIX_CHARACTERS
