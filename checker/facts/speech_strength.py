"""Prove that a headline's verb of speech says too much: the body has a weaker one, or lets the speaker say nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checker.datatypes import Finding, Severity
from checker.facts.certainty import GRADES, load_sureness
from checker.facts.people import bare, find_people
from checker.facts.quotes import find_speech_verbs, load_speech_words
from checker.facts.speakers import find_body_speaker
from checker.facts.statements import locate, read_statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.facts.context import ClaimContext
    from checker.facts.statements import Statement

OVERSTATED: Final = "HC021"
SILENT: Final = "HC022"

_STRONG: Final = GRADES.index("admit")  # from here on a headline says more than "says"
_MIN_RECALL: Final = 0.4  # of what is said, in the sentence with the weaker verb
_MIN_WORDS: Final = 2
_SPEAKER_WORDS: Final = 4  # right before a verb of speech in a headline
_MIN_NAMED: Final = 2  # sentences with a speaker who never speaks
_MIN_QUOTED: Final = 6  # words in quotation marks that are more than a label
_MIN_QUOTED_BESIDE_NAME: Final = 4
_ACCORDING: Final = frozenset({"according", "menurut", "segun", "segundo", "secondo", "selon", "laut", "volgens"})
_REACH_OF_SPEAKER: Final = 6  # between the verb and its speaker in a sentence

Verb = tuple[int, int, int]  # grade, first word, end


@dataclass(frozen=True, slots=True)
class _StrongSpeech:
    """A headline's verb of speech that is stronger than any of the body, and the body it is held against."""

    claim: Statement
    place: tuple[int, int]  # of the verb
    body: Sequence[Statement]
    verbs: Sequence[Sequence[Verb]]  # of each sentence

    @property
    def speaker(self) -> list[int]:
        """The words of the claim that name who speaks."""
        start, _ = self.place
        return [i for i in range(max(0, start - _SPEAKER_WORDS), start) if self.claim.words[i].is_content]


def find_overstated_attribution(context: ClaimContext) -> tuple[Finding, ...]:
    """Return a verb of speech that commits its speaker to more than any verb the body gives the speaker."""
    speech = _read_strong_speech(context)
    weaker = _find_weaker(speech, context.nearest) if speech else None
    return (_report_verb(context, speech, *weaker),) if speech and weaker else ()


def find_silent_speakers(context: ClaimContext) -> tuple[Finding, ...]:
    """Return the strong verb of a person whom a body names often, but never lets say anything, quoted or not.

    Firms and countries speak through others, so that only a person whose whole name the body has is held silent; and
    only where each quotation and each verb of speech of the body is another's by name.
    """
    speech = _read_strong_speech(context)
    if speech is None or not speech.speaker or _find_weaker(speech, context.nearest):
        return ()
    claim, (start, end), speaker = speech.claim, speech.place, speech.speaker
    if not _is_person(speech):
        return ()
    named = [k for k, sentence in enumerate(speech.body) if _has_name(claim, speaker, sentence)]
    if len(named) < _MIN_NAMED or any(_may_speak(speech, k) for k in range(len(speech.body))):
        return ()
    here = claim.span_of(start, end)
    expected = here.slice(claim.text)
    message = f"The headline says “{expected}”, but the body lets nobody of that name say anything."
    span = context.headline_span(here.start, here.end)
    return (Finding(SILENT, Severity.WARNING, message, span, expected=expected),)


def _read_strong_speech(context: ClaimContext) -> _StrongSpeech | None:
    """Return the claim's strong verb of speech; None where it has none, or the body has one of that strength."""
    claim = read_statement(context.text, context.language)
    strong = [verb for verb in _find_verbs(claim) if verb[0] >= _STRONG]
    if claim.is_question or not strong:
        return None
    body = [read_statement(sentence.text, context.language) for sentence in context.sentences]
    _, start, end = strong[0]
    verbs = [_find_verbs(sentence) for sentence in body]
    firm = load_sureness(context.language).firm
    if any(other >= _STRONG for found in verbs for other, _, _ in found) or any(map(firm.find, body)):
        return None
    if any(locate(claim, range(start, end), sentence) for sentence in body):
        return None
    return _StrongSpeech(claim, (start, end), body, verbs)


def _find_weaker(speech: _StrongSpeech, nearest: Sequence[int]) -> tuple[int, tuple[int, int]] | None:
    """Return the first sentence in which the same speaker says the same, and the place of its verb."""
    claim, (_, end) = speech.claim, speech.place
    said = [i for i in range(end, len(claim.words)) if claim.words[i].is_content]
    for index in nearest:
        sentence = speech.body[index]
        speakers = [j for places in locate(claim, speech.speaker, sentence).values() for j in places]
        if not speakers or len(locate(claim, said, sentence)) < max(_MIN_WORDS, _MIN_RECALL * len(said)):
            continue
        for _, first, stop in sorted(speech.verbs[index]):
            if any(abs(j - first) <= _REACH_OF_SPEAKER for j in speakers):
                return index, (first, stop)
    return None


def _report_verb(context: ClaimContext, speech: _StrongSpeech, index: int, verb: tuple[int, int]) -> Finding:
    claim, sentence = speech.claim, speech.body[index]
    here, there = claim.span_of(*speech.place), sentence.span_of(*verb)
    expected, found = here.slice(claim.text), there.slice(sentence.text)
    return Finding(
        rule=OVERSTATED,
        severity=Severity.WARNING,
        message=f"The headline says “{expected}”, but sentence {index + 1} only “{found}”.",
        claim_span=context.headline_span(here.start, here.end),
        body_span=context.body_span(index, there.start, there.end),
        expected=expected,
        found=found,
    )


def _has_name(claim: Statement, speaker: Sequence[int], sentence: Statement) -> bool:
    """Tell whether a sentence has a word of the speaker as a name, with a capital."""
    places = (j for found in locate(claim, speaker, sentence).values() for j in found)
    return any(sentence.text[sentence.words[j].span.start].isupper() for j in places)


def _is_person(speech: _StrongSpeech) -> bool:
    """Tell whether the claim begins with its speaker, right before the verb, and the body has the whole name."""
    claim, (start, _) = speech.claim, speech.place
    if start - 1 not in speech.speaker or claim.words[speech.speaker[0]].span.start > 0:
        return False
    if claim.words[speech.speaker[0]].clause != claim.words[start].clause:
        return False
    whole = claim.span_of(speech.speaker[0], start).slice(claim.text)
    if len(speech.speaker) > 1 and any(whole in sentence.text for sentence in speech.body):
        return True
    last = bare(claim.words[start - 1].folded)
    people = find_people(tuple(sentence.text for sentence in speech.body), claim.language)
    return any(len(name) > 1 and name[-1] == last for name in people)


def _may_speak(speech: _StrongSpeech, index: int) -> bool:
    """Tell whether a sentence has words or a verb of speech that are not another's by name."""
    sentence = speech.body[index]
    verbs = find_speech_verbs(sentence.text, load_speech_words(sentence.language))
    own = {j for places in locate(speech.claim, speech.speaker, sentence).values() for j in places}
    n_quoted = sum(word.is_quoted for word in sentence.words)
    is_quoting = n_quoted >= (_MIN_QUOTED_BESIDE_NAME if own else _MIN_QUOTED)
    sources = [i for i, word in enumerate(sentence.words) if word.folded in _ACCORDING]
    if sources and not is_quoting:  # "according to" somebody else
        return any(sentence.words[j].clause == sentence.words[i].clause for i in sources for j in own)
    if not verbs and not speech.verbs[index] and not is_quoting:
        return False
    other = find_body_speaker(sentence.text, language=sentence.language)
    return other is None or any(other.start <= sentence.words[j].span.start < other.end for j in own)


def _find_verbs(statement: Statement) -> list[Verb]:
    """Return the verbs of speech outside quotations."""
    grades = load_sureness(statement.language).grades
    return [
        (grade, start, end)
        for grade, terms in enumerate(grades)
        for start, end in terms.find(statement)
        if not statement.words[start].is_quoted
    ]
