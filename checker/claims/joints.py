"""Decide where a headline comes apart: which neighbouring parts are claims of their own, and who lends a subject."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checker.claims.clauses import Clause, Kind, Word, find_predicate, find_words, is_verb, judge
from checker.claims.layout import Mark, Separator, find_separators, trim
from checker.claims.lexicon import Lexicon, Order
from checker.claims.names import stands_as_name
from checker.claims.unspaced import judge_unspaced
from checker.datatypes import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

# Without a word list, both sides of a full stop or a semicolon are statements when they have this many words.
MIN_STATEMENT_WORDS: Final = 3
# A predicate before its subject ("Muere Pelé") is a statement when it has this many words.
MIN_INVERTED_WORDS: Final = 3
# A longer subject is too often a misreading to be lent to a coordinated predicate.
MAX_SHARED_SUBJECT_WORDS: Final = 4


@dataclass(frozen=True, slots=True)
class Judge:
    """One headline with all that its parts are judged by."""

    headline: str
    body: str
    lexicon: Lexicon
    protected: tuple[Span, ...]  # quotations and brackets

    def judge(self, span: Span) -> Clause:
        """Return what a part of the headline can be alone."""
        span = trim(self.headline, span)
        if not self.lexicon.has_spaces:
            return judge_unspaced(self.headline, span=span, lexicon=self.lexicon)
        words = find_words(self.headline, span=span, protected=self.protected, lexicon=self.lexicon)
        return judge(self.headline, words, span=span, lexicon=self.lexicon)

    def merge(self, content: Span, separators: Sequence[Separator]) -> tuple[Clause, ...]:
        """Judge the parts between separators from left to right, and join those that are no claim of their own."""
        starts = [content.start, *(separator.span.end for separator in separators)]
        ends = [*(separator.span.start for separator in separators), content.end]
        parts = [self.judge(Span(start, end)) for start, end in zip(starts, ends, strict=True)]
        if len(parts) > 1 and any(part.is_attribution for part in parts):
            return (self.judge(content),)  # "A happens, B happens, police say": who said it belongs to all of it
        if len(parts) > 1:
            parts[0] = self._without_after(parts[0], parts[1], separators[0])
        clauses: tuple[Clause, ...] = (parts[0],)
        for part, separator in zip(parts[1:], separators, strict=True):
            clauses = self.append(clauses, part, separator)
        return clauses

    def _without_after(self, first: Clause, second: Clause, separator: Separator) -> Clause:
        """Take "after" from a leading clause that states what happened first and borrows the subject behind it."""
        if first.kind is not Kind.LEANING or not self.lexicon.after_words:
            return first
        words = find_words(self.headline, span=first.span, protected=self.protected, lexicon=self.lexicon)
        if len(words) <= MIN_INVERTED_WORDS or words[0].text not in self.lexicon.after_words:
            return first
        inner = self.judge(Span(words[1].span.start, first.span.end))
        is_statement = inner.kind is Kind.SUBJECTLESS and second.kind is Kind.COMPLETE
        return inner if is_statement and self._is_cut(inner, second, separator) else first

    def append(self, clauses: tuple[Clause, ...], part: Clause, separator: Separator) -> tuple[Clause, ...]:
        """Add a part as a clause of its own, or join it to the last clause."""
        if not clauses or self._is_cut(clauses[-1], part, separator):
            return (*clauses, part)
        joined = self.judge(Span(clauses[-1].span.start, part.span.end))
        return (*clauses[:-1], joined)

    def coordinate(self, clause: Clause) -> tuple[Clause, ...]:
        """Split "Mayor resigns and moves to Spain": one plain predicate on either side of the one conjunction."""
        if not self.lexicon.has_spaces or clause.kind is not Kind.COMPLETE:
            return (clause,)
        words = find_words(self.headline, span=clause.span, protected=self.protected, lexicon=self.lexicon)
        joint = self._find_joint(words)
        if joint is None or find_separators(self.headline, content=clause.span, protected=self.protected):
            return (clause,)
        head = self.judge(Span(clause.span.start, words[joint - 1].span.end))
        verb = words[joint + 1]
        tail = Clause(Span(verb.span.start, clause.span.end), Kind.SUBJECTLESS, predicate=verb.text)
        return (head, tail) if self._is_lendable(head) and self._agree(head, tail) else (clause,)

    def lender(self, clauses: Sequence[Clause], i: int) -> Span | None:
        """Return the subject that clause `i` lacks: that of the clause before it, else a name after it."""
        if clauses[i].kind not in (Kind.SUBJECTLESS, Kind.INVERTED):
            return None
        for neighbour in reversed(clauses[:i]):
            if neighbour.kind is Kind.COMPLETE:
                is_shared = self._is_lendable(neighbour) and self._agree(neighbour, clauses[i])
                return neighbour.subject if is_shared else None
        for neighbour in clauses[i + 1 :]:
            if neighbour.kind is Kind.COMPLETE and clauses[i].kind is Kind.SUBJECTLESS:
                return neighbour.subject if self.is_named(neighbour.subject) else None
        return None

    def is_speaker(self, clause: Clause) -> bool:
        """Tell whether a part before or after a colon names who speaks."""
        if clause.kind is not Kind.FRAGMENT:
            return False
        text = clause.span.slice(self.headline)
        is_acronym = text.isupper() and text.isalpha() and not self.headline.isupper()
        return is_acronym or self.is_named(clause.span) or self._has_role(clause.span)

    def is_named(self, subject: Span | None) -> bool:
        """Tell whether a subject is a role, a name the body shows, or several of them joined."""
        if subject is None:
            return False
        if not self.lexicon.has_spaces:
            name = subject.slice(self.headline)
            if self.lexicon.order is Order.JAPANESE:
                name = name.removesuffix("が").removesuffix("は")
            return name in self.body or name.endswith(tuple(self.lexicon.roles))
        words = find_words(self.headline, span=subject, protected=(), lexicon=self.lexicon)
        joints = [i for i, word in enumerate(words) if word.text in self.lexicon.conjunctions]
        starts, ends = [0, *(i + 1 for i in joints)], [*joints, len(words)]
        return all(
            self._is_name(words[a].span.start, words[b - 1].span.end)
            for a, b in zip(starts, ends, strict=True)
            if a < b
        )

    def _is_name(self, start: int, end: int) -> bool:
        span = Span(start, end)
        if stands_as_name(span.slice(self.headline), body=self.body):
            return True
        words = find_words(self.headline, span=span, protected=(), lexicon=self.lexicon)
        n_roles = next((i for i, word in enumerate(words) if word.text not in self.lexicon.roles), len(words))
        if n_roles == len(words):
            return True
        return n_roles > 0 and stands_as_name(self.headline[words[n_roles].span.start : end], body=self.body)

    def _has_role(self, span: Span) -> bool:
        if not self.lexicon.has_spaces:
            return span.slice(self.headline).endswith(tuple(self.lexicon.roles))
        words = find_words(self.headline, span=span, protected=(), lexicon=self.lexicon)
        return any(word.text in self.lexicon.roles for word in words)

    def _find_joint(self, words: Sequence[Word]) -> int | None:
        """Return the index of a conjunction that joins two predicates and not two nouns."""
        joints = [i for i, word in enumerate(words) if word.text in self.lexicon.conjunctions and not word.is_quoted]
        first = find_predicate(words, lexicon=self.lexicon)
        if len(joints) != 1 or first is None or not 0 < first <= MAX_SHARED_SUBJECT_WORDS:
            return None
        left, right = words[first : joints[0]], words[joints[0] + 1 :]
        if not left or not right or right[0].is_quoted or not self._is_plain([word.text for word in left]):
            return None
        opening = right[1:2] if right[0].text in self.lexicon.auxiliaries else right[:1]
        is_verbal = any(is_verb(word.text, lexicon=self.lexicon) for word in opening)
        # After a bare verb ("resigns and moves") no noun can follow the conjunction.
        is_after_bare_verb = len(left) == 1 and right[0].text in self.lexicon.noun_like
        return joints[0] if is_verbal or is_after_bare_verb else None

    def _is_cut(self, left: Clause, right: Clause, separator: Separator) -> bool:
        """Decide whether two neighbours are claims of their own."""
        kinds = {left.kind, right.kind}
        if separator.is_beside_quote or Kind.LEANING in kinds:
            return False
        if self.lexicon.order is Order.UNKNOWN:
            return separator.mark is Mark.STRONG and min(left.n_words, right.n_words) >= MIN_STATEMENT_WORDS
        if Kind.FRAGMENT in kinds or self._may_be_said(left, right):
            return False
        return self._are_both_clear(left, right)

    def _are_both_clear(self, left: Clause, right: Clause) -> bool:
        """Tell whether each of two clauses has a subject, or can borrow it from the other."""
        if right.kind is Kind.COMPLETE:
            if left.kind is Kind.SUBJECTLESS:
                return self.is_named(right.subject)
            return left.kind is Kind.COMPLETE or left.n_words >= MIN_INVERTED_WORDS
        if left.kind is Kind.COMPLETE:
            return self._is_lendable(left) and self._agree(left, right)
        # "Kills 3, injures 12": neither names its subject, but both say what happened.
        return left.kind is right.kind is Kind.SUBJECTLESS and self.lexicon.has_spaces

    def _may_be_said(self, left: Clause, right: Clause) -> bool:
        """Tell whether the right clause may be part of what the left one reports ("Aide says A is ill, B is well")."""
        if left.kind is Kind.SUBJECTLESS and right.kind is Kind.COMPLETE:
            return False
        return (
            left.predicate in self.lexicon.speech
            and bool(right.predicate)
            and right.predicate not in self.lexicon.speech
        )

    def _is_lendable(self, clause: Clause) -> bool:
        """Tell whether the subject of a clause is sure enough to be put before another predicate."""
        if clause.subject is None:
            return False
        if not self.lexicon.has_spaces:
            return self.is_named(clause.subject)
        return clause.predicate in self.lexicon.auxiliaries or is_verb(clause.predicate, lexicon=self.lexicon)

    def _agree(self, left: Clause, right: Clause) -> bool:
        """Tell whether two predicates can share a subject by their endings; helping verbs are not asked."""
        pattern, helpers = self.lexicon.agreement, self.lexicon.auxiliaries
        if pattern is None or left.predicate in helpers or right.predicate in helpers:
            return True
        marks = [match[1] if (match := pattern.search(clause.predicate)) else "" for clause in (left, right)]
        return marks[0] == marks[1]

    def _is_plain(self, words: Sequence[str]) -> bool:
        """Tell whether a predicate has one verb that says nothing about what others say or do."""
        if words[0] in self.lexicon.speech or words[0] in self.lexicon.auxiliaries:
            return False
        rest = words[1:]
        return not any(word in self.lexicon.openers or is_verb(word, lexicon=self.lexicon) for word in rest)
