"""Report a name of the headline that the body never mentions, and the name it has in that place."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from checker.datatypes import Finding, Severity, Span
from checker.facts.aliases import collect_names
from checker.facts.alignment import is_form
from checker.facts.bearers import find_other_bearer
from checker.facts.misplaced import find_misplaced
from checker.facts.names import Proof, find_names, find_places, find_runs, load_frames, strip_kinds
from checker.facts.statements import read_statement
from checker.facts.substitution import find_counterpart, find_other_topic, find_same_behind
from checker.facts.unspaced_bearers import find_unspaced_bearer
from checker.words import find_words, fold, is_unspaced, recall_words, word_forms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.facts.aliases import BodyNames
    from checker.facts.context import ClaimContext
    from checker.facts.names import Frames, Name

_N_NEAREST: Final = 3  # sentences in which another name in the same place is looked for
# A name without a rival is missed only where one sentence has this share of the claim's other words.
_MIN_SHARE: Final = 0.5
# Two spellings of a name share most letters: "Marta" and "Marte" .8, "Rina" and "Rita" .75, "Rina" and "Dewi" .25.
_SIMILAR: Final = 0.75
# Languages whose names change their last letter with the case.
_DECLINING: Final = frozenset(
    {"be", "bg", "bs", "cs", "el", "et", "fi", "hr", "hu", "lt", "lv", "mk", "pl", "ru", "sk", "sl", "sr", "uk"}
)
_APOSTROPHE: Final = re.compile("['’]")
_SYLLABLE: Final = 3  # letters that a name made of syllables ("Jakbar") shares with the whole name
_MIN_SIMILAR_LETTERS: Final = 4
_ARTICLES: Final = frozenset(
    {"", "a", "an", "the", "el", "la", "los", "las", "le", "les", "der", "die", "das", "o", "il"}
)


def find_missing_names(context: ClaimContext) -> tuple[Finding, ...]:
    """HC005: the body mentions this name in no form, or only in another part than the headline gives it.

    Capitals within a sentence prove a name by themselves; a place, an acronym or a word that only looks like a name
    is reported when one of the nearest sentences has another name in its place.
    """
    body = collect_names(tuple(sentence.text for sentence in context.sentences), context.language)
    claim = context.claim.span
    findings = []
    for name in find_names(context.article.headline, language=context.language):
        text = name.span.slice(context.article.headline)
        if not claim.start <= name.span.start < claim.end or body.has(text) or _is_day(context, name.span):
            continue
        rival = _find_substitute(context, name) or _find_rival(context, name, body)
        if rival or _is_telling(context, name, body):
            findings.append(_report(context, name.span, rival))
    found = {finding.claim_span for finding in findings}
    misplaced = find_misplaced(context) or find_other_bearer(context) or find_unspaced_bearer(context)
    others = [*_find_namesakes(context, body), *_find_other_topics(context)]
    others += [(misplaced.name, (misplaced.index, misplaced.rival))] if misplaced else []
    return (*findings, *(_report(context, span, rival) for span, rival in others if span not in found))


def _find_other_topics(context: ClaimContext) -> Iterator[tuple[Span, tuple[int, Span]]]:
    """Yield the name a headline without spaces begins with, and the other name a sentence has in its place."""
    if context.claim.span.start or (not is_unspaced(context.text) and context.language != "ko"):
        return
    body = " ".join(sentence.text for sentence in context.sentences)
    for index in context.nearest[:_N_NEAREST]:
        found = find_other_topic(context.article.headline, context.sentences[index].text, body)
        if found:
            yield found[0], (index, found[1])
            return


def _is_day(context: ClaimContext, name: Span) -> bool:
    """Tell whether a name is only a weekday or a month, which the rule about dates compares."""
    words = read_statement(context.article.headline, context.language).words
    return not any(word.is_content for word in words if name.start <= word.span.start < name.end)


def _is_telling(context: ClaimContext, name: Name, body: BodyNames) -> bool:
    """Tell whether a name needs no rival: capitals prove it, and the body does speak of the rest of its claim.

    What is all in capitals has become a word of the language ("TV"), and a country is mentioned in many ways.
    """
    text = name.span.slice(context.article.headline)
    if name.proof is not Proof.CAPITALS or text.isupper() or body.gazetteer.codes_of(fold(text)):
        return False
    words = read_statement(context.text, context.language)
    inside = range(name.span.start - context.claim.span.start, name.span.end - context.claim.span.start)
    rest = frozenset(word.folded for word in words.words if word.is_content and word.span.start not in inside)
    nearest = (word_forms(context.sentences[index].text) for index in context.nearest[:_N_NEAREST])
    return max((recall_words(rest, forms) for forms in nearest), default=0.0) >= _MIN_SHARE


def _report(context: ClaimContext, name: Span, rival: tuple[int, Span] | None) -> Finding:
    text = name.slice(context.article.headline)
    if rival is None:
        return Finding("HC005", Severity.WARNING, f"The body never mentions {text}.", name, expected=text)
    index, span = rival
    found = span.slice(context.sentences[index].text)
    message = f"The headline has {text}, which the body never mentions; sentence {index + 1} has {found}."
    if any(text in sentence.text for sentence in context.sentences):
        message = f"The headline gives {text} the part that sentence {index + 1} gives {found}."
    return Finding(
        rule="HC005",
        severity=Severity.WARNING,
        message=message,
        claim_span=name,
        body_span=context.body_span(index, span.start, span.end),
        expected=text,
        found=found,
    )


def _find_substitute(context: ClaimContext, name: Name) -> tuple[int, Span] | None:
    """Return the name that one of the nearest sentences has between the same words."""
    headline = context.article.headline
    for index in context.nearest[:_N_NEAREST]:
        text = context.sentences[index].text
        found = find_counterpart(headline, name.span, text, language=context.language)
        if found and not _is_short_for(name, headline, found[0].slice(text)):
            return index, found[0] if name.proof is Proof.ACRONYM else found[1]
        span = find_same_behind(headline, name.span, text) if is_unspaced(headline) else None
        if span:
            return index, span
    return None


def _is_short_for(name: Name, headline: str, rival: str) -> bool:
    """Tell whether a name may be made of the syllables of the rival, or be letters for something else."""
    short, long = fold(name.span.slice(headline)), fold(rival)
    if name.proof is Proof.ACRONYM:
        return len(find_words(rival)) == 1 and not rival.isupper()
    return name.proof is Proof.PREPOSITION and short[:_SYLLABLE] == long[:_SYLLABLE]


def _find_rival(context: ClaimContext, name: Name, body: BodyNames) -> tuple[int, Span] | None:
    """Return another name in the same place of one of the nearest sentences."""
    if name.proof is Proof.PREPOSITION:  # there a common noun may stand as well
        return None
    headline = context.article.headline
    known = [fold(word.slice(headline)) for word in find_words(headline)]
    for index in context.nearest[:_N_NEAREST]:
        text = context.sentences[index].text
        is_place = name.proof is Proof.PLACE or bool(body.gazetteer.codes_of(fold(name.span.slice(headline))))
        rivals = (
            find_places(text, body.gazetteer) if is_place else _find_framed(text, name, load_frames(context.language))
        )
        for span in rivals:
            rival = span.slice(text)
            words = [fold(word.slice(rival)) for word in find_words(rival)]
            if is_place and not body.gazetteer.can_replace(fold(name.span.slice(headline)), fold(rival)):
                continue
            if words and not any(is_form(word, other) for word in words for other in known):
                return index, span
    return None


def _find_framed(text: str, name: Name, frames: Frames) -> list[Span]:
    """Return the names behind the word that stands before the headline's name, or behind one of its kind."""
    # A preposition before letters in capitals leaves open whether they name a place at all.
    if name.before in _ARTICLES or (name.proof is Proof.ACRONYM and name.before in frames.prepositions):
        return []
    wanted = frames.prepositions if name.before in frames.prepositions else {name.before}
    rivals = []
    for run in find_runs(text):
        span, before = strip_kinds(text, run, frames)
        outer = strip_kinds(text, Span(run.start, run.start), frames)[1]
        if any(is_form(word, other) for word in (before, outer) if word for other in wanted):
            rivals.append(span)
    return rivals


def _find_namesakes(context: ClaimContext, body: BodyNames) -> Iterator[tuple[Span, tuple[int, Span]]]:
    """Yield the names of two words of which the body has one, but beside another, similar word: one was misspelt.

    Similarity is what proves a name here, so that this holds in Title Case as well.
    """
    headline, claim = context.article.headline, context.claim.span
    words = [word for word in find_words(headline) if claim.start <= word.start < claim.end]
    for one, two in pairwise(words):
        first, last = (fold(word.slice(headline)) for word in (one, two))
        is_name = headline[one.start].isupper() and headline[two.start].isupper()
        is_half_known = (first in body.words) != (last in body.words)
        if not is_name or not is_half_known or headline[one.end : two.start] != " ":
            continue
        for index in context.nearest[:_N_NEAREST]:
            span = _find_namesake((first, last), context.sentences[index].text, context.language)
            if span and not (body.has_word(first) and body.has_word(last)):
                yield Span(one.start, two.end), (index, span)
                break


def _find_namesake(name: tuple[str, str], text: str, language: str) -> Span | None:
    for span, pair in _pairs_in_runs(text):
        is_declined = language in _DECLINING and all(one[:-1] == two[:-1] for one, two in zip(name, pair, strict=True))
        if _are_namesakes(name, pair) and not is_declined:
            return span
    return None


@lru_cache(maxsize=4096)
def _pairs_in_runs(text: str) -> tuple[tuple[Span, tuple[str, str]], ...]:
    """Return each two neighbouring words of the names in a text, folded, with their place."""
    pairs = ((run.start, *pair) for run in find_runs(text) for pair in pairwise(find_words(run.slice(text))))
    places = ((Span(at + one.start, at + one.end), Span(at + two.start, at + two.end)) for at, one, two in pairs)
    return tuple((Span(a.start, b.end), (fold(a.slice(text)), fold(b.slice(text)))) for a, b in places)


def _are_namesakes(name: tuple[str, str], other: tuple[str, str]) -> bool:
    """Tell whether one word is the same and the other nearly: it begins alike and shares most of its letters."""
    for same, changed in ((0, 1), (1, 0)):
        one, two = (_APOSTROPHE.sub("", pair[changed]) for pair in (name, other))
        is_long = min(len(one), len(two)) >= _MIN_SIMILAR_LETTERS and abs(len(one) - len(two)) <= 1
        if name[same] == other[same] and is_long and one != two and one[0] == two[0]:
            return SequenceMatcher(None, one, two).ratio() >= _SIMILAR
    return False
