"""Make claims that a body does not bear although they speak of its people and its matter.

Real sets of articles carry nearly only true headlines.  A model that sees no others over long passages learns that a
long passage on the same matter is support enough.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from checker.evidence import Granularity
from training.authored_texts import PASSAGES, STORIES
from training.examples import CONTRADICT, ENTAIL, LABELS, NEUTRAL, NOT_ENTAIL, Group, Pair, Row
from training.windows import DECISIVE, cut_window, density, features, pick_windows, split_sentences, window_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from random import Random


def near_headlines(rows: Mapping[str, list[Row]], rng: Random) -> list[Group]:
    """Hold the headline of one story over the body of another on a like matter."""
    groups: list[Group] = []
    for row in rows.get("wikinews_real_ja", []):
        others = [
            (likeness(row["body"], other["headline"]), other) for other in rng.sample(rows["wikinews_real_ja"], 80)
        ]
        share, nearest = max(((s, o) for s, o in others if o is not row and s < SAME_STORY), key=lambda pair: pair[0])
        if share > _SAME_MATTER:
            groups += _over(row["body"], nearest["headline"], row["lang"], NOT_ENTAIL, rng)
    unrelated = [row for row in rows.get("fnc1_en", []) if row["label"] == "unrelated"]
    unrelated.sort(key=lambda row: likeness(row["body"], row["headline"]), reverse=True)
    for row in unrelated[:_UNRELATED]:
        groups += _over(row["body"], row["headline"], row["lang"], NEUTRAL, rng)
    return groups


def borrowed_names(rows: Mapping[str, list[Row]], rng: Random) -> list[Group]:
    """Tell of a body's own people what another text told of other people."""
    groups: list[Group] = []
    for language, texts in _texts(rows).items():
        named = [(text, find_names(text[0])) for text in texts]
        named = [(text, names) for text, names in named if names]
        for (body, _), names in named:
            for (other, claims), their_names in rng.sample(named, min(_BORROWINGS, len(named))):
                claim = lend_names(rng.choice(claims), their_names, names, rng)
                if other != body and claim and not set(names) & set(their_names):
                    groups += _over(body, claim, language, NOT_ENTAIL, rng)
    return groups


def buried_passages(rows: Mapping[str, list[Row]], rng: Random) -> list[Group]:
    """Hold the claims of an authored passage over that passage amid sentences of others: length decides nothing."""
    groups: list[Group] = []
    for row, strange in with_strangers(rows[PASSAGES], _AROUND, rng):
        for possible, claims in _labelled(row):
            groups += [
                (Pair(bury(row["evidence"], strange, row["lang"], rng), claim, possible, "", row["lang"]),)
                for claim in claims
            ]
    return groups


def stories(rows: Mapping[str, list[Row]], rng: Random) -> list[Group]:
    """Take the articles written for this project: each claim over wide passages, some over a narrow one.

    A true claim may rest on several sentences, so a narrow passage need not bear it.
    """
    groups: list[Group] = []
    for row in rows[STORIES]:
        sentences = split_sentences(row["body"])
        for possible, claims in _labelled(row):
            for claim in claims:
                candidates = pick_windows(claim, sentences, row["lang"])
                wanted = rng.choices(DECISIVE, k=2)
                wanted += [Granularity.NEIGHBOURS] if possible != ENTAIL and rng.random() < 0.5 else []
                texts = dict.fromkeys(window_of(candidates, granularity) for granularity in wanted)
                groups += [(Pair(text, claim, possible, "", row["lang"]),) for text in texts]
    return groups


def find_names(text: str) -> tuple[str, ...]:
    """Return runs of two to four capitalised words that stand within a sentence."""
    return tuple(dict.fromkeys(_NAME.findall(text)))


def lend_names(claim: str, names: Sequence[str], others: Sequence[str], rng: Random) -> str:
    """Return `claim` with `names`, or their last words, replaced by some of `others`; "" if none is there."""
    lent = claim
    for name in names:
        for form in (name, name.split()[-1]):
            if re.search(rf"\b{re.escape(form)}\b", lent):
                lent = re.sub(rf"\b{re.escape(form)}\b", rng.choice(others).replace("\\", ""), lent)
                break
    return "" if lent == claim else lent


def likeness(body: str, claim: str) -> float:
    """Return the share of the claim's features the body holds."""
    wanted = features(claim)
    return len(wanted & features(body)) / max(len(wanted), 1)


def _labelled(row: Row) -> tuple[tuple[tuple[bool, bool, bool], list[str]], ...]:
    return (ENTAIL, row["entailed"]), (CONTRADICT, row["contradicted"]), (NEUTRAL, row["neutral"])


def _over(body: str, claim: str, language: str, possible: tuple[bool, bool, bool], rng: Random) -> list[Group]:
    sentences = split_sentences(body)
    return [(Pair(cut_window(claim, sentences, language, rng), claim, possible, "", language),)] if sentences else []


def _texts(rows: Mapping[str, list[Row]]) -> dict[str, list[tuple[str, list[str]]]]:
    """Return bodies with the claims known to be true of them, by language."""
    claims: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name in ("fnc1_en", "defacto_en"):
        for row in rows.get(name, []):
            if LABELS[row["label"]] == ENTAIL:
                claims[row["lang"], row["body"]].append(row["headline"])
    for row in rows.get(PASSAGES, []):
        if row["lang"] in _CAPITALS_MARK_NAMES:
            claims[row["lang"], row["evidence"]] += row["entailed"]
    texts: dict[str, list[tuple[str, list[str]]]] = defaultdict(list)
    for (language, body), true in claims.items():
        texts[language].append((body, true))
    return texts


def with_strangers(rows: Sequence[Row], n: int, rng: Random) -> Iterator[tuple[Row, list[str]]]:
    """Yield each row with the sentences of up to `n` others of its language."""
    by_language: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_language[row["lang"]].append(row)
    for row in rows:
        around = rng.sample(by_language[row["lang"]], min(n, len(by_language[row["lang"]])))
        yield row, [s for other in around if other is not row for s in split_sentences(other["evidence"])]


def bury(evidence: str, strange: Sequence[str], language: str, rng: Random) -> str:
    """Put sentences of other stories before and behind, as far as the model still reads it all."""
    room = max(0, _READ_CHARACTERS / density(language) - len(evidence))
    before, behind = [], []
    for sentence in rng.sample(strange, len(strange)):
        if len(sentence) < room:
            (before if rng.random() < 0.5 else behind).append(sentence)
            room -= len(sentence) + 1
    return " ".join((*before, evidence, *behind))


_NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w'-]+(?: [A-Z][\w'-]+){1,3}")
_CAPITALS_MARK_NAMES = frozenset({"id", "ms", "en", "es", "fr", "it", "pt", "nl", "pl", "tr", "vi", "sw"})
_SAME_MATTER, SAME_STORY = 0.3, 0.8  # share of a headline's features that a body holds
_UNRELATED = 2500  # of 30,000: those that share most with the body
_BORROWINGS = 4  # claims of other texts lent to one body
_AROUND = 4  # other passages whose sentences stand around one
_READ_CHARACTERS = 850  # about 220 tokens of Latin text
