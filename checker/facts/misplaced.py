"""Find a name of the claim whose part in it the body gives to another: a sentence has the claim but for the name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import regex

from checker.datatypes import Span
from checker.facts.aliases import load_gazetteer
from checker.facts.alignment import read_words
from checker.facts.inflection import MALAY, are_forms
from checker.facts.names import find_places, find_runs
from checker.facts.statements import read_statement
from checker.facts.substitution import find_candidates, find_counterpart, known_words, read_place
from checker.words import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.facts.context import ClaimContext
    from checker.facts.statements import Statement
    from checker.facts.substitution import Place

_N_NEAREST: Final = 3
_MIN_REST: Final = 2  # content words of a claim besides the name, so that it says something
_MIN_SHARE: Final = 0.5  # of those words that the sentence about another has
_MIN_ACT_SHARE: Final = 0.3  # the same where the very verb stands beside both names
_MOST: Final = 0.7  # of those words, where the sentence has not the claim's verb
_MAX_BEFORE: Final = 3  # words before the one who acts: "The Kenyan runner"
_MIN_NAME_SHARE: Final = 0.6  # of the claim's other words beside a name within it that is no place
_MARKS: Final = "\"'«“„‘「『"
_MIN_LETTERS: Final = 4  # of a last name
_SYLLABLE: Final = 3  # letters with which a short name and the whole one begin
_MAX_OWN_SHARE: Final = 0.34  # of those words that any sentence with the name itself may have


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A person of the claim, and the person who has that part in a sentence."""

    name: Span  # in the headline
    index: int  # of the sentence
    rival: Span  # in the sentence


def find_misplaced(context: ClaimContext) -> Misplaced | None:
    """Return a name of a claim whose part in it a sentence gives to another."""
    return _find_other_actor(context) or _find_moved(context)


def _find_other_actor(context: ClaimContext) -> Misplaced | None:
    """Return the person a claim begins with, if the body names that person, but a sentence has another in that part."""
    claim = read_statement(context.text, context.language)
    texts = tuple(sentence.text for sentence in context.sentences)
    n_words = _count_name_words(claim, _find_people(texts))
    rest = [word.folded for word in claim.words[n_words:] if word.is_content]
    if claim.is_question or not n_words or len(rest) < _MIN_REST:
        return None
    own = [word.folded for word in claim.words[:n_words]]
    body = [read_statement(text, context.language) for text in texts]
    own_share = max((_share(rest, sentence) for sentence in body if _share(own, sentence)), default=0.0)
    if own_share > _MAX_OWN_SHARE:
        return None
    name = claim.span_of(0, n_words)
    for index in context.nearest[:_N_NEAREST]:
        if not _share(own, body[index]) and _share(rest, body[index]) > 2 * own_share:
            rival = _find_actor(claim, name, rest, body[index], context.article.headline)
            if rival:
                return Misplaced(context.headline_span(name.start, name.end), index, rival)
    return None


@lru_cache(maxsize=256)
def _find_people(sentences: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    """Return the folded names of two words in a body, and the last word of each by itself unless it is also no name."""
    people: set[tuple[str, ...]] = set()
    lower = {word for text in sentences for word in _find_lower(text)}
    for text in sentences:
        for run in find_runs(text):
            # What opens a sentence has a capital in any case: an article is no part of a name.
            words = [fold(word.slice(run.slice(text))) for word in read_words(run.slice(text))][run.start == 0 :]
            if len(words) > 1 and words[-1] not in lower and len(words[-1]) >= _MIN_LETTERS:
                people |= {(words[-1],), (words[-2], words[-1])}
    return frozenset(people)


def _find_lower(text: str) -> list[str]:
    words = (word.slice(text) for word in read_words(text))
    return [fold(word) for word in words if word[0].islower()]


def _count_name_words(claim: Statement, people: frozenset[tuple[str, ...]]) -> int:
    """Return how many words of the name of a person a claim begins with; 0 if it does not or if more may belong to it.

    Malay Title Case does not tell where a name ends, so that there only a last name counts.
    """
    for n_words in (1,) if claim.language in MALAY else (2, 1):
        words = claim.words[: n_words + 1]
        names = [word.span.slice(claim.text) for word in words[:n_words]]
        gaps = {claim.text[one.span.end : two.span.start] for one, two in pairwise(words)}
        if len(words) <= n_words or gaps != {" "} or words[0].span.start or words[0].is_quoted:
            continue
        if all(name[0].isupper() and not name.isupper() for name in names) and tuple(map(fold, names)) in people:
            return n_words
    return 0


def _share(forms: Sequence[str], sentence: Statement) -> float:
    found = (any(are_forms(form, word.folded, sentence.language) for word in sentence.words) for form in forms)
    return sum(found) / len(forms)


def _find_actor(claim: Statement, name: Span, rest: Sequence[str], sentence: Statement, headline: str) -> Span | None:
    """Return the name that the sentence begins with, before any word of the claim, or that has the claim's verb."""
    place, share = read_place(claim, name), _share(rest, sentence)
    first = fold(name.slice(claim.text))[:_SYLLABLE]
    for outer, rival in find_candidates(sentence, known_words(headline)):
        before = [word for word in sentence.words if word.span.end <= outer.start]
        is_known = any(are_forms(form, word.folded, claim.language) for form in rest for word in before)
        # Who begins the sentence has the claim's part only in the claim's own act, or in nearly all that the claim says
        # where that is one clause: somebody else may say what the claim's "admits that ..." is about.
        has_act = any(are_forms(rest[0], word.folded, claim.language) for word in sentence.words)
        is_all = share >= _MOST and "," not in claim.text and not rival.slice(sentence.text).isupper()
        is_first = (
            (has_act or is_all) and not is_known and len(before) <= (0 if claim.language in MALAY else _MAX_BEFORE)
        )
        words = [
            fold(word.slice(sentence.text[outer.start : outer.end])) for word in read_words(outer.slice(sentence.text))
        ]
        is_place = bool(load_gazetteer(claim.language).codes_of(words[-1]))
        is_person = len(words) > 1 and not is_place and not any(word.startswith(first) for word in words)
        has_verb = place.has_same_behind(read_place(sentence, outer), claim.language)
        if is_person and ((has_verb and share >= _MIN_ACT_SHARE) or (is_first and share >= _MIN_SHARE)):
            return rival
    return None


def _find_moved(context: ClaimContext) -> Misplaced | None:
    """Return a name within a claim that the body has only among other words, and the name it has among the claim's."""
    claim = read_statement(context.text, context.language)
    texts = tuple(sentence.text for sentence in context.sentences)
    for name in () if claim.is_question else _find_inner_names(context, texts):
        place, text = read_place(claim, name), name.slice(context.text)
        own = (own for other in texts if text in other for own in _read_places(text, other, context.language))
        if any(place.count_matches(other, context.language) > 1 for other in own):
            continue
        rest = [word.folded for word in claim.words if word.is_content and not name.start <= word.span.start < name.end]
        for index in context.nearest[:_N_NEAREST]:
            found = find_counterpart(context.text, name, texts[index], language=context.language)
            if found and _are_listed(text, found[0], texts[index], context.language):
                continue
            share = _share(rest, read_statement(texts[index], context.language)) if found else 0.0
            least = _MIN_ACT_SHARE if load_gazetteer(context.language).find_place(fold(text)) else _MIN_NAME_SHARE
            if found and share >= least and _are_rivals(text, found[1].slice(texts[index]), context.language):
                return Misplaced(context.headline_span(name.start, name.end), index, found[1])
    return None


def _are_listed(name: str, rival: Span, text: str, language: str) -> bool:
    """Tell whether a sentence has both names with nothing said between them: in a list, or one place in another."""
    at = text.find(name)
    if at < 0:
        return False
    between = Span(min(at + len(name), rival.end), max(at, rival.start))
    words = (word for word in read_statement(text, language).words if between.start <= word.span.start < between.end)
    return not any(word.is_content and text[word.span.start].islower() for word in words)


def _find_inner_names(context: ClaimContext, texts: tuple[str, ...]) -> list[Span]:
    """Return the names of a claim, but for what it begins with, that the body has word for word."""
    names = {run.slice(text) for text in texts for run in find_runs(text) if len(read_words(run.slice(text))) > 1}
    names |= {place.slice(context.text) for place in find_places(context.text, load_gazetteer(context.language))}
    found = ((name, context.text.find(name)) for name in sorted(names) if any(name in text for text in texts))
    # A name in quotation marks belongs to what it names: "the head of «Carpat»" is no "Carpat" in a role.
    return [Span(at, at + len(name)) for name, at in found if at > 0 and context.text[at - 1] not in _MARKS]


def _read_places(name: str, text: str, language: str) -> list[Place]:
    sentence = read_statement(text, language)
    starts = [match.start() for match in regex.finditer(regex.escape(name), text)]
    return [read_place(sentence, Span(start, start + len(name))) for start in starts]


def _are_rivals(name: str, other: str, language: str) -> bool:
    """Tell whether one name excludes the other: two places of one level, or two names of several words."""
    gazetteer = load_gazetteer(language)
    one, two = fold(name), fold(other)
    if gazetteer.find_place(one):
        return gazetteer.can_replace(one, two) and gazetteer.codes_of(one).isdisjoint(gazetteer.codes_of(two))
    is_name = min(len(read_words(name)), len(read_words(other))) > 1
    has_acronym = any(part.isupper() for part in (*name.split(), *other.split()))
    return is_name and not has_acronym and not gazetteer.find_place(two)
