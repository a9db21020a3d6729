"""Notes on the craft of a headline: questions left open, teasers that hold back, and superlatives without support."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

import regex

from checker.datatypes import Finding, Severity
from checker.facts.dates import find_moments
from checker.words import fold, has_digit, recall_words, word_forms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from checker.facts.context import ClaimContext

UNANSWERED: Final = "HC030"
FORWARD: Final = "HC031"
SUPERLATIVE: Final = "HC032"

_ALIASES: Final = {"ms": "id"}
# A sentence with at least this share of a question's words speaks of what it asks; below it nothing can answer.
_MIN_RECALL: Final = 0.3
_MIN_WORDS: Final = 3  # of a question; a shorter one ("So what?") asks about what stands before it
_QUESTION_MARK: Final = regex.compile(r"[?？؟]")
_CLAUSE_END: Final = regex.compile(r"[.!?:,;–—]\s+|[\"“„«]")
_SPEECH: Final = regex.compile(r":\s[^:]*$|[“„«‘][^”»’]*$|(?<!\w)'[^']*$")
_COLON: Final = regex.compile(r":\s+\w")
_MISSING: Final = {
    "reason": "gives a reason",
    "moment": "gives a date or time",
    "quantity": "gives a number",
    "topic": "speaks of it",
}


@dataclass(frozen=True, slots=True)
class _Craft:
    """What one language asks, teases and exaggerates with; words are folded."""

    questions: Mapping[str, regex.Pattern[str]]  # by what answers them, at the start of a question
    reasons: regex.Pattern[str]
    quantities: regex.Pattern[str]
    teasers: regex.Pattern[str]
    superlatives: regex.Pattern[str]
    carriers: Mapping[str, regex.Pattern[str]]  # by superlative: it, and what says as much


def find_unanswered_questions(context: ClaimContext) -> tuple[Finding, ...]:
    """Return the question a headline asks itself when the body holds nothing that could answer it.

    A why needs a reason, a when a date, a how many a number; anything else a sentence that speaks of it.
    A question that the headline quotes is its speaker's, and left alone.
    """
    craft = _load_craft(context.language)
    question = _find_question(context)
    if craft is None or question is None:
        return ()
    start, end = question
    text = context.text[start:end]
    kind = _find_kind(text, craft)
    if kind is None or _is_answered(context, text, kind=kind, craft=craft):
        return ()
    message = f"The headline asks “{text}?”, but no sentence of the body {_MISSING[kind]}."
    return (_note(context, UNANSWERED, message, start, end),)


def find_forward_references(context: ClaimContext) -> tuple[Finding, ...]:
    """Return what a headline points at without saying it: "This is why", "Ini Alasannya"."""
    craft = _load_craft(context.language)
    if craft is None:
        return ()
    for match in craft.teasers.finditer(context.text):
        if _COLON.search(context.article.headline, context.claim.span.start + match.end()):
            continue  # what follows is the thing pointed at
        message = f"“{match[0]}” points at something the headline does not say."
        return (_note(context, FORWARD, message, match.start(), match.end()),)
    return ()


def find_unsupported_superlatives(context: ClaimContext) -> tuple[Finding, ...]:
    """Return the superlatives and absolutes of a claim that no sentence carries, in these or other words."""
    craft = _load_craft(context.language)
    if craft is None:
        return ()
    notes = []
    for match in craft.superlatives.finditer(context.text):
        carriers = craft.carriers[fold(match[0])]
        if _is_quoted(context, match.start()):
            continue
        if not any(carriers.search(sentence.text) for sentence in context.sentences):
            message = f"No sentence of the body says “{match[0]}”, or as much in other words."
            notes.append(_note(context, SUPERLATIVE, message, *match.span()))
    return tuple(notes)


@cache
def _load_craft(language: str) -> _Craft | None:
    tables = _read_tables()
    own = tables.get(_ALIASES.get(language, language))
    if own is None:
        return None
    support: dict[str, set[str]] = {}
    for group in own["superlatives"]:
        for word in group["claims"]:
            support.setdefault(fold(word), set()).update(group["claims"], group["carriers"])
    nouns = f"(?:{'|'.join(own['nouns'])})"
    teasers = "|".join(teaser.replace("{noun}", nouns) for teaser in own["teasers"])
    return _Craft(
        questions={kind: _any_word(words, r"^\W*") for kind, words in own["questions"].items()},
        reasons=_any_word(own["reasons"]),
        quantities=_any_word(own["quantities"]),
        teasers=regex.compile(rf"\b(?:{teasers})(?!\w)", regex.IGNORECASE),
        superlatives=_any_word(word for group in own["superlatives"] for word in group["claims"]),
        carriers={word: _any_word(carriers) for word, carriers in support.items()},
    )


@cache
def _read_tables() -> dict[str, dict[str, Any]]:
    return tomllib.loads((files("checker") / "assets" / "facts" / "craft.toml").read_text(encoding="utf-8"))


def _any_word(words: Iterable[str], before: str = "") -> regex.Pattern[str]:
    ordered = "|".join(map(regex.escape, sorted(words, key=len, reverse=True)))
    return regex.compile(rf"{before}(?<![\w-])(?:{ordered})(?!\w)", regex.IGNORECASE)


def _find_question(context: ClaimContext) -> tuple[int, int] | None:
    """Return where in the claim its question stands, unless someone is quoted as asking it."""
    headline, claim = context.article.headline, context.claim.span
    mark = _QUESTION_MARK.search(headline, claim.start, claim.end + 1)  # the claim may end before its mark
    if mark is None:
        return None
    start = max([claim.start, *(end.end() for end in _CLAUSE_END.finditer(headline, claim.start, mark.start()))])
    if _is_quoted(context, start - claim.start):
        return None
    return start - claim.start, min(mark.start(), claim.end) - claim.start


def _is_quoted(context: ClaimContext, start: int) -> bool:
    """Tell whether the headline gives what starts here as someone's words: behind a colon or in quotation marks."""
    before = context.article.headline[: context.claim.span.start + start]
    return bool(_SPEECH.search(before)) or before.count('"') % 2 == 1


def _find_kind(question: str, craft: _Craft) -> str | None:
    """Return what would answer a question; None for one without a question word, which may be rhetorical."""
    return next((kind for kind, pattern in craft.questions.items() if pattern.search(question)), None)


def _is_answered(context: ClaimContext, question: str, *, kind: str, craft: _Craft) -> bool:
    statements = [sentence.text for sentence in context.sentences if not _QUESTION_MARK.search(sentence.text[-2:])]
    if kind == "reason":
        return any(craft.reasons.search(text) for text in statements)
    if kind == "moment":
        return any(find_moments(text, context.language) for text in statements)
    if kind == "quantity":
        return any(has_digit(text) or craft.quantities.search(text) for text in statements)
    asked = word_forms(craft.questions[kind].sub("", question))
    return len(asked) < _MIN_WORDS or any(recall_words(asked, word_forms(text)) >= _MIN_RECALL for text in statements)


def _note(context: ClaimContext, rule: str, message: str, start: int, end: int) -> Finding:
    return Finding(
        rule=rule,
        severity=Severity.NOTE,
        message=message,
        claim_span=context.headline_span(start, end),
        expected=context.text[start:end],
    )
