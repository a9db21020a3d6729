"""Prove that the body gives another date or time than the headline."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Final

from checker.datatypes import Finding, Severity
from checker.facts.dates.moment import Field, agrees, contradicts, gives, is_reckonable, may_replace, resolve, with_year
from checker.facts.dates.parse import find_moments
from checker.facts.standing import N_RIVAL_SENTENCES, read_standing
from checker.words import recall_words, word_forms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checker.facts.context import ClaimContext
    from checker.facts.dates.moment import Moment

CODE: Final = "HC004"

# Only sentences that speak of the claim can contradict its date: the nearest ones.  A year alone is too common in the
# background of a story, so there the sentence must also have this share of the claim's other words.
_N_NEAREST: Final = 5
_MIN_RECALL: Final = 0.3
# More dates than this are a story's whole course, in which the next date is of another event (swept on
# data/edits.jsonl, DeFacto and WiCE); a sentence must then have this share of the claim's other words.
_FEW: Final = 3
_MIN_RECALL_OF_MANY: Final = 0.4
# Where an article may carry the day it was published, as YYYY-MM-DD and whatever follows.
_DATE_KEYS: Final = ("date", "published", "date_published", "publish_date", "pubdate", "created", "updated")
_LENGTH_OF_DATE: Final = 10


def find_date_mismatches(context: ClaimContext) -> tuple[Finding, ...]:
    """Return the dates and times of a claim that a sentence on its matter contradicts.

    No sentence may give them, or only one around which far less of the claim stands.
    """
    published = _read_published(context)
    claimed = [moment for moment in _read_claimed(context, published) if moment.is_certain]
    if not claimed:
        return ()
    body = [find_moments(sentence.text, context.language) for sentence in context.sentences]
    readings = _read_all(body, published)
    findings = []
    for moment in claimed:
        if any(agrees(moment, other) for other in readings):
            finding = _find_better_placed(context, moment, body)
        else:
            finding = _find_contradiction(context, moment, body)
        if finding:
            findings.append(finding)
    return tuple(findings)


def _find_better_placed(context: ClaimContext, moment: Moment, body: Sequence[tuple[Moment, ...]]) -> Finding | None:
    """Return the near date around which clearly more of the claim stands than around its own, all over the body."""
    given = [(i, other) for i, moments in enumerate(body) for other in moments if agrees(moment, other)]
    if not given:
        return None  # it agrees only with what a date of the body may mean
    own = [read_standing(context, moment.span, i, other.span) for i, other in given]
    for index in context.nearest[:N_RIVAL_SENTENCES]:
        if any(abs(index - i) <= 1 for i, _ in given):
            continue  # the sentence beside may tell of the same in other words
        for other in body[index]:
            if contradicts(moment, other) and read_standing(context, moment.span, index, other.span).is_beyond(own):
                return _report(context, moment, other, index)
    return None


def find_date_rivals(context: ClaimContext) -> tuple[Finding, ...]:
    """Return other dates of the nearest sentences for each date of a claim that none of these sentences gives.

    None of them is proven to be of the same event: a finding holds only where the body bears the claim with it.
    """
    published = _read_published(context)
    claimed = [moment for moment in _read_claimed(context, published) if _is_date(moment, context.text)]
    near = context.nearest[:N_RIVAL_SENTENCES] if claimed else ()
    body = {index: find_moments(context.sentences[index].text, context.language) for index in near}
    readings = _read_all(list(body.values()), published)
    return tuple(
        _report(context, moment, other, index)
        for moment in claimed
        if not any(gives(moment, reading) for reading in readings)
        for index in near
        for other in body[index]
        if may_replace(moment, other)
    )


def _is_date(moment: Moment, text: str) -> bool:
    """Tell whether a claim's words are a date, which "May" alone may not be."""
    has_digit = any(char.isdigit() for char in text[moment.start : moment.end])
    return moment.is_certain or has_digit or (moment.has(Field.QUARTER) and not moment.has(Field.MONTH))


def _read_claimed(context: ClaimContext, published: date | None) -> list[Moment]:
    claimed = find_moments(context.text, context.language)
    return [resolve(moment, published) for moment in claimed] if published else list(claimed)


def _read_published(context: ClaimContext) -> date | None:
    for key in _DATE_KEYS:
        text = context.article.metadata.get(key, "")
        try:
            day = date.fromisoformat(text[:_LENGTH_OF_DATE])
        except ValueError:
            continue
        if is_reckonable(day.year):
            return day
    return None


def _read_all(body: Sequence[tuple[Moment, ...]], published: date | None) -> list[Moment]:
    """Return every reading of every moment of the body that a claim may agree with.

    Without the day of publication, the day the body names most often stands in for it: too unsure to prove anything,
    but enough to see that a Tuesday can be the one of 12 March.
    """
    moments = [moment for sentence in body for moment in sentence]
    days = Counter(moment.date for moment in moments if moment.date)
    anchor = published or (days.most_common(1)[0][0] if days else None)
    if anchor is None:
        return moments
    readings = [*moments, *(resolve(moment, anchor) for moment in moments)]
    dated = [moment for moment in moments if moment.has(Field.DAY, Field.MONTH) and not moment.has(Field.YEAR)]
    years = (anchor.year - 1, anchor.year, anchor.year + 1)
    return [*readings, *(with_year(moment, year) for moment in dated for year in years if _fits(moment, year))]


def _fits(moment: Moment, year: int) -> bool:
    """Tell whether a date falls on the weekday it is given with in that year."""
    day = with_year(moment, year).date
    weekday = moment.only(Field.WEEKDAY)
    return day is not None and (weekday is None or weekday == day.weekday())


def _find_contradiction(context: ClaimContext, moment: Moment, body: Sequence[tuple[Moment, ...]]) -> Finding | None:
    near = _sentences_about(context, moment, n_moments=sum(map(len, body)))
    is_undated = moment.has(Field.DAY, Field.WEEKDAY) and not moment.has(Field.MONTH)
    if is_undated and any(_is_open(other) for index in near for other in body[index]):
        return None  # "tomorrow" may be the day the headline names
    for index in near:
        if moment.has(Field.DAY) and any(other.has(Field.OTHER_DAY) for other in body[index]):
            continue
        others = [other for other in body[index] if contradicts(moment, other)]
        if others:
            return _report(context, moment, max(others, key=lambda other: len(moment.shared_units(other))), index)
    return None


def _sentences_about(context: ClaimContext, moment: Moment, *, n_moments: int) -> list[int]:
    """Return the nearest sentences; in a body of many dates, and for a year, those that speak of the claim."""
    nearest = context.nearest[:_N_NEAREST]
    is_year = moment.fields.keys() == {Field.YEAR} and moment.only(Field.YEAR) is not None
    if not is_year and n_moments <= _FEW:
        return list(nearest)
    wanted = word_forms(context.text[: moment.start] + context.text[moment.end :])
    forms = {index: word_forms(context.sentences[index].text) for index in nearest}
    least = _MIN_RECALL if n_moments <= _FEW else _MIN_RECALL_OF_MANY
    return [index for index in nearest if recall_words(wanted, forms[index]) >= least]


def _is_open(moment: Moment) -> bool:
    return moment.has(Field.OTHER_DAY) or (moment.has(Field.DAY_SHIFT) and not moment.has(Field.DAY, Field.WEEKDAY))


def _report(context: ClaimContext, moment: Moment, other: Moment, index: int) -> Finding:
    expected = context.text[moment.start : moment.end]
    found = context.sentences[index].text[other.start : other.end]
    return Finding(
        rule=CODE,
        severity=Severity.ERROR,
        message=f"The headline says {expected}, sentence {index + 1} says {found}.",
        claim_span=context.headline_span(moment.start, moment.end),
        body_span=context.body_span(index, other.start, other.end),
        expected=expected,
        found=found,
    )
