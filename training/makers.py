"""Make groups of pairs from rows: as labelled, against windows of an article, and edited by us."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from checker.evidence import Granularity
from training.authored_texts import PASSAGES, RUMOURS, SAGAS, STORIES, TWINS
from training.edits import CONTRADICTING, edit_claim
from training.examples import CONTRADICT, ENTAIL, LABELS, NEUTRAL, NOT_ENTAIL, Group, Pair, Row
from training.sagas import rumours, saga_edits, sagas
from training.twins import saga_twins, story_twins, twins
from training.unsaid import borrowed_names, buried_passages, near_headlines, stories
from training.windows import cut_window, density, features, pick_windows, split_sentences, window_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random


def read_pairs(rows: list[Row], _rng: Random) -> list[Group]:
    """Take premise and hypothesis as they are labelled."""
    return [(_pair(row, row["body"]),) for row in rows if row["headline"].strip() and row["body"].strip()]


def _read_articles(rows: list[Row], rng: Random) -> list[Group]:
    """Hold each claim against a window of its body, and the corrected claim, where there is one, beside it."""
    groups: list[Group] = []
    for row in rows:
        window = _window(row["headline"], row["body"], row["lang"], rng)
        if not window:
            continue
        pair = _pair(row, window)
        corrected = row.get("corrected") or ""
        if row["label"] == "inconsistent" and corrected and corrected != row["headline"]:
            groups.append((replace(pair, hypothesis=corrected, possible=ENTAIL), pair))
        else:
            groups.append((pair,))
    return groups


def _read_fnc(rows: list[Row], rng: Random) -> list[Group]:
    """Take all who disagree (three times), all who agree, over two windows each, and few of the others."""
    by_label: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_label[row["label"]].append(row)
    chosen = by_label["disagree"] * 3 + by_label["agree"]
    chosen += rng.sample(by_label["discuss"], min(800, len(by_label["discuss"])))
    chosen += rng.sample(by_label["unrelated"], min(500, len(by_label["unrelated"])))
    groups: list[Group] = []
    for row in chosen:
        sentences = split_sentences(row["body"])
        candidates = pick_windows(row["headline"], sentences, row["lang"]) if sentences else ()
        pairs = [_pair(row, window_of(candidates, wanted)) for wanted in _FNC_WINDOWS] if candidates else []
        if row["label"] not in {"agree", "disagree"}:
            pairs = [replace(rng.choice(pairs), weight=0.4)] if pairs else []
        groups += [(pair,) for pair in pairs]
    return groups


def _read_summedits(rows: list[Row], rng: Random) -> list[Group]:
    """Pair each edited summary with a consistent one of the same document, over the windows of both."""
    by_body: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_body[row["body"]].append(row)
    groups: list[Group] = []
    for body, members in by_body.items():
        true = [row for row in members if row["label"] == "consistent" and len(row["headline"]) < 420]
        edited = [row for row in members if row["label"] == "inconsistent" and len(row["headline"]) < 420]
        sentences = split_sentences(body)
        for row in edited if sentences and true else []:
            partner = rng.choice(true)
            candidates = pick_windows(partner["headline"], sentences, partner["lang"])
            window = window_of(candidates, Granularity.JOINED)
            groups.append((_pair(partner, window), _pair(row, window)))
    return groups


def _edited_claims(rows: Mapping[str, list[Row]], rng: Random) -> list[Group]:
    """Edit claims that people wrote and judged true."""
    groups: list[Group] = []
    for name, members in rows.items():
        if name in _NOT_EDITED:
            continue
        true = [row for row in members if LABELS[row["label"]] == ENTAIL and len(row["headline"]) > 12]
        for row in rng.sample(true, min(len(true), _EDITED_PER_SET.get(name, 1500))):
            evidence = row["body"]
            if len(evidence) > 700:
                evidence = _window(row["headline"], evidence, row["lang"], rng)
            edit = edit_claim(row["headline"], evidence, row["lang"], rng) if evidence else None
            if edit is None:
                continue
            first = replace(_pair(row, evidence), possible=ENTAIL)
            groups.append((first, _edited(first, edit.text, edit.kind)))
    return groups


def _edited_sentences(rows: Mapping[str, list[Row]], rng: Random) -> list[Group]:
    """Edit a sentence of a text over a window around it: the plainest case of one changed fact."""
    groups: list[Group] = []
    for language, bodies in _bodies(rows).items():
        for body in rng.sample(bodies, min(len(bodies), 1400)):
            sentences = [s for s in split_sentences(body) if len(s) < 400][:30]
            fit = [i for i, s in enumerate(sentences) if 25 <= len(s) * density(language) <= 220]
            if not fit:
                continue
            index = rng.choice(fit)
            window = " ".join(sentences[max(0, index - rng.randint(0, 2)) : index + rng.randint(1, 3)])[:700]
            claim = sentences[index]
            edit = edit_claim(claim, window.replace(claim, ""), language, rng)
            if edit is None or claim not in window:
                continue
            first = Pair(window, claim, ENTAIL, "", language, 0.6)
            groups.append((first, replace(_edited(first, edit.text, edit.kind), weight=1.0)))
    return groups


def _same_topic(rows: Mapping[str, list[Row]], rng: Random) -> list[Group]:
    """Hold a sentence of a body against other sentences of the same body, which rarely say the same."""
    groups: list[Group] = []
    for language, bodies in _bodies(rows).items():
        for body in rng.sample(bodies * 3, min(len(bodies) * 3, 3000)):
            sentences = list(dict.fromkeys(split_sentences(body)[:40]))
            fit = [s for s in sentences[1:] if 25 <= len(s) * density(language) <= 200]
            if len(sentences) < 5 or not fit:
                continue
            claim = rng.choice(fit)
            wanted = features(claim)
            others = [s for s in sentences if len(wanted & features(s)) < 0.5 * len(wanted)]
            if others:
                premise = cut_window(claim, others, language, rng)
                groups.append((Pair(premise, claim, NOT_ENTAIL, "", language),))
    return groups


def _other_premise(rows: Mapping[str, list[Row]], rng: Random) -> list[Group]:
    """Hold claims that are true of one text over another: the claim alone must not decide."""
    groups: list[Group] = []
    for name in ("indonli_id", "farstail_fa", "mnli_en", "klue_nli_ko", "jnli_ja", "fever_en"):
        members = rows.get(name, [])
        true = [row for row in members if LABELS[row["label"]] == ENTAIL]
        for row in rng.sample(true, min(len(true), 700)):
            foreign = rng.choice(members)
            if not features(row["headline"]) & features(foreign["body"]):
                groups.append((replace(_pair(row, foreign["body"]), possible=NEUTRAL),))
    return groups


def _authored(rows: Mapping[str, list[Row]], rng: Random) -> list[Group]:
    """Take the passages written for this project, so mixed that the share of common words decides nothing.

    Their false claims share more words with the passage than their true ones.  Alone that would teach "many shared
    words: false", so each passage also gives a sentence of its own as a true claim, an edit of that sentence or of
    a true claim, and a claim that is true of another passage.
    """
    groups: list[Group] = []
    passages = rows[PASSAGES]
    for row in passages:
        evidence, language = row["evidence"], row["lang"]
        true = [Pair(evidence, claim, ENTAIL, "", language) for claim in row["entailed"]]
        false = [Pair(evidence, claim, CONTRADICT, "", language) for claim in row["contradicted"]]
        own = Pair(evidence, rng.choice(split_sentences(evidence) or [evidence]), ENTAIL, "", language)
        groups.append((true[0], false[0]))
        groups.append((own, false[-1]))
        groups += [(pair,) for pair in true[1:]]
        groups += [(Pair(evidence, claim, NEUTRAL, "", language),) for claim in row["neutral"]]
        for pair in (own, *true):
            if edit := edit_claim(pair.hypothesis, evidence.replace(pair.hypothesis, ""), language, rng):
                groups.append((pair, _edited(pair, edit.text, edit.kind)))
        foreign = rng.choice(passages)
        if foreign["lang"] == language and foreign is not row:
            groups.append((Pair(evidence, rng.choice(foreign["entailed"]), NEUTRAL, "", language),))
    return groups


def _bodies(rows: Mapping[str, list[Row]]) -> dict[str, list[str]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for name in _BODY_SETS:
        for row in rows.get(name, []):
            found[row["lang"]][row["body"]] = None
    return {language: list(bodies) for language, bodies in found.items()}


def _edited(first: Pair, text: str, kind: str) -> Pair:
    possible = CONTRADICT if kind in CONTRADICTING else NOT_ENTAIL
    return replace(first, hypothesis=text, possible=possible)


def _pair(row: Row, premise: str) -> Pair:
    return Pair(premise, row["headline"], LABELS[row["label"]], "", row["lang"])


def _window(claim: str, body: str, language: str, rng: Random) -> str:
    sentences = split_sentences(body)
    return cut_window(claim, sentences, language, rng) if sentences else ""


READERS: dict[str, Callable[[list[Row], Random], list[Group]]] = {
    "fnc1_en": _read_fnc,
    "defacto_en": _read_articles,
    "wice_partial_en": _read_articles,
    "wikinews_real_ja": _read_articles,
    "scifact_en": _read_articles,
    "summedits_other_en": _read_summedits,
}
MAKERS: dict[str, Callable[[Mapping[str, list[Row]], Random], list[Group]]] = {
    "edited_claims": _edited_claims,
    "edited_sentences": _edited_sentences,
    "same_topic": _same_topic,
    "other_premise": _other_premise,
    "authored": _authored,
    "fresh_passages": _authored,
    "buried_passages": buried_passages,
    "near_headlines": near_headlines,
    "borrowed_names": borrowed_names,
    "stories": stories,
    "fresh_stories": stories,
    "twins": twins,
    "fresh_twins": twins,
    "sagas": sagas,
    "saga_edits": saga_edits,
    "rumours": rumours,
    "saga_twins": saga_twins,
    "story_twins": story_twins,
}
# The passages that show whether a report is taken back further down.
_FNC_WINDOWS = (Granularity.LEAD, Granularity.DOUBT)
_BODY_SETS = (
    "fnc1_en", "defacto_en", "wikinews_real_ja", "indonli_id", "farstail_fa", "klue_nli_ko", "ans_ar", "fever_en",
)  # fmt: skip
_NOT_EDITED = {
    "summedits_other_en", "wice_partial_en", "monotonicity_en", "conjunction_edits_en", "falke_en",
    PASSAGES, RUMOURS, SAGAS, STORIES, TWINS,
}  # fmt: skip
_EDITED_PER_SET = {"indonli_id": 3400, "farstail_fa": 1400, "klue_nli_ko": 500, "jnli_ja": 200, "snli_en": 300,
                   "mnli_en": 1500, "fever_en": 2000, "breaking_nli_en": 0, "negation_en": 0}  # fmt: skip
