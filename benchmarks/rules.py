"""Count how often each rule about facts fires: on one-fact edits, on their true twins, and on genuine stories.

    python -m benchmarks.rules [--data ../shared/data/dev] [--write]
    python -m benchmarks.rules --data ../shared/data/train --on fnc1_pairs_en:agree --half read --show HC003

No model runs but for the edits of whole stories, which the checker judges as it is shipped: there, what no rule proves
the verifier may bear out.  Elsewhere sentences are ranked by the claim's words.  `--write` stores the counts in
benchmarks/rules.json, which `python docs/generate.py` puts into docs/rules.md.  `--on` looks at any labelled set
instead, or at the headlines written for this project (`stories:true`, `stories:contradicted`, `stories:unsaid`,
`edits:edited`, `edits:true`); `--show` prints each firing beside the sentence it points to.  `--checked` gives every
story to the checker, whose verifier may turn an error into a warning and bear out what no rule proves, and counts by
severity.  A rule may be improved on the half `tune` of such a set and is read on the half `read`.
"""

from __future__ import annotations

import argparse
import gc
import json
import time
import zlib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from benchmarks.sets import DATA
from checker import Article, Checker, InputError
from checker.claims import split_claims
from checker.clean import clean
from checker.evidence import match_words, rank_sentences
from checker.facts import FACT_RULES, ClaimContext, find_facts
from checker.labelled import read_labelled
from checker.language import detect_language
from checker.rules import RULES
from checker.segment import segment
from checker.words import word_forms
from training.authored_texts import read_stories

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checker.datatypes import Finding

RESULTS: Final = Path(__file__).with_name("rules.json")
STORIES: Final = "training/authored/stories"
EDITS: Final = ("edits", "edits_languages")
EDITS_OF_STORIES: Final = "edits_stories"
# The rules that are meant to find each kind of edit.
MEANT: Final = {
    "number": {"HC003"},
    "date": {"HC004"},
    "name": {"HC005"},
    "quote": {"HC006", "HC007"},
    "negation": {"HC008"},
}
_OWN_LABELS: Final = {"true": "entailed", "contradicted": "contradicted", "unsaid": "neutral"}
_HALVES: Final = ("tune", "read")
_TIMED_SENTENCES: Final = range(15, 26)
_SHOWN: Final = 160  # characters of the body shown on either side of what a finding points to
# Published headlines with their own articles: nearly every firing here is a false one.
GENUINE: Final = (
    ("suara_real_id", "consistent"),
    ("wikinews_real_ja", "consistent"),
    ("fnc1_pairs_en", "agree"),
    ("defacto_en", "consistent"),
)


def main(argv: Sequence[str] | None = None) -> None:
    """Count, print, and store."""
    options = _parser().parse_args(argv)
    checker = Checker.load() if options.checked else None
    if options.on:
        found = {
            name: count_firings(_choose(name, options.data, half=options.half), show=options.show, checker=checker)
            for name in options.on
        }
        print(json.dumps(found, indent=1))
        return
    document: dict[str, Any] = {name: count_edits(DATA / f"{name}.jsonl") for name in EDITS} | {"genuine": {}}
    document["genuine"][STORIES] = count_firings(_own_stories("true"), show=options.show)
    for name, label in GENUINE if options.data else ():
        document["genuine"][name] = count_firings(_choose(f"{name}:{label}", options.data), show=options.show)
    # Last: with the models in memory everything timed above would take longer.
    document[EDITS_OF_STORIES] = count_edits(DATA / f"{EDITS_OF_STORIES}.jsonl", checker=Checker.load())
    print(json.dumps(document, indent=1))
    if options.write:
        RESULTS.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="a folder of development sets")
    parser.add_argument("--show", metavar="RULE", help="print what this rule, or ALL, finds")
    parser.add_argument(
        "--on", metavar="SET[:LABEL]", action="append", help="look at this set instead; may be repeated"
    )
    parser.add_argument("--half", choices=_HALVES, help="only this half of the bodies of each set given with --on")
    parser.add_argument("--checked", action="store_true", help="with --on: count what the checker makes of a finding")
    parser.add_argument("--write", action="store_true", help="store the counts")
    return parser


def _choose(name: str, data: Path | None, *, half: str | None = None) -> Iterator[Article]:
    """Yield the articles of a set, of one label if one is given, of one half of its bodies if one is given."""
    name, _, label = name.partition(":")
    if name == "stories":
        articles = _own_stories(label or "true")
    elif name in EDITS:
        articles = _edits(name, "headline" if label == "true" else "edited")
    else:
        rows = read_labelled((data or Path()) / f"{name}.jsonl")
        articles = (row.article for row in rows if label in ("", row.label))
    for article in articles:
        if half in (None, _HALVES[zlib.crc32(article.body.encode()) % 2]):
            yield article


def count_edits(path: Path, *, checker: Checker | None = None) -> dict[str, Any]:
    """Return, by kind of edit, the number of rows and how many each rule fires on; and its firings on true twins.

    "meant" counts the rows on which a rule meant for the kind fires, "any" those on which one of any kind does.  Where
    a file has halves, only the one that is read counts.
    """
    n: Counter[str] = Counter()
    fired: dict[str, Counter[str]] = {}
    twins: Counter[str] = Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row.get("half") == _HALVES[0]:
            continue
        edited, true = (
            _rules_firing(Article(row[field], row["body"], language=row["language"]), checker)
            for field in ("edited", "headline")
        )
        n[row["kind"]] += 1
        found = {"meant": edited & MEANT.get(row["kind"], set()), "any": {code for code in edited if RULES[code].is_on}}
        fired.setdefault(row["kind"], Counter()).update([*edited, *(name for name, rules in found.items() if rules)])
        twins.update(true)
    return {kind: {"n": n[kind], **dict(sorted(fired[kind].items()))} for kind in sorted(n)} | {
        "true twins": {"n": n.total(), **dict(sorted(twins.items()))}
    }


def count_firings(articles: Iterable[Article], *, show: str | None, checker: Checker | None = None) -> dict[str, Any]:
    """Return the number of articles, how many each rule fires on, and the processor time of all rules together.

    Time is of articles of 15 to 25 sentences whose body was not met before.  First use, which loads tables, is left
    out: the true twins of the one-fact edits go through the rules before, and the first of each further language.
    """
    fired: Counter[str] = Counter()
    n, costs = 0, []
    met = set(_loaded_languages())
    for article in articles:
        try:
            contexts = list(_contexts(article))
        except InputError:
            continue
        gc.disable()  # what it would collect here is this benchmark's, not the rules'
        started = time.process_time()
        findings = [finding for context in contexts for finding in find_facts(context, FACT_RULES)]
        elapsed = time.process_time() - started
        gc.enable()
        language = contexts[0].language if contexts else ""
        if article.body not in met and language in met and len(contexts[0].sentences) in _TIMED_SENTENCES:
            costs.append(1000 * elapsed)
        met |= {article.body, language}
        n += 1
        if checker:
            findings = [finding for finding in checker.check(article).findings if finding.rule in FACT_RULES]
            fired.update({f"{finding.rule} {finding.severity}" for finding in findings})
        else:
            fired.update({finding.rule for finding in findings})
        for finding in findings:
            if show in {finding.rule, "ALL"}:
                print(_describe(article, finding))
    cost = {"timed": len(costs), "milliseconds": round(sum(costs) / len(costs), 1)} if costs else {}
    return {"n": n, **cost, **dict(sorted(fired.items()))}


@cache
def _loaded_languages() -> frozenset[str]:
    """Put the true headlines of the one-fact edits through all rules once, so that what is timed loads nothing."""
    rows = [json.loads(line) for line in (DATA / "edits.jsonl").read_text(encoding="utf-8").splitlines()]
    contexts = [c for row in rows for c in _contexts(Article(row["headline"], row["body"], language=row["language"]))]
    for context in contexts:
        find_facts(context, FACT_RULES)
    return frozenset(context.language for context in contexts)


def _describe(article: Article, finding: Finding) -> str:
    """Return a finding with the line of the body it points to."""
    text = f"{finding.rule} {finding.severity} | {article.headline} | {finding.message}"
    if finding.correction:
        text += f" | corrected: {finding.correction}"
    if finding.body_span is None:
        return text
    start = article.body.rfind("\n", 0, finding.body_span.start) + 1
    line = article.body[max(start, finding.body_span.start - _SHOWN) : finding.body_span.end + _SHOWN]
    return f"{text} | {line.split(chr(10))[0].strip()}"


def _edits(name: str, field: str) -> Iterator[Article]:
    """Yield the edited headlines of a file of one-fact edits, or their true twins."""
    for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield Article(row[field], row["body"], language=row["language"])


def _own_stories(label: str) -> Iterator[Article]:
    """Yield headlines of one kind of the articles written for this project, in 25 languages."""
    for held_out in (False, True):
        for row in read_stories(held_out=held_out):
            yield from (Article(headline, row["body"], language=row["lang"]) for headline in row[_OWN_LABELS[label]])


def _rules_firing(article: Article, checker: Checker | None = None) -> set[str]:
    if checker:
        return {finding.rule for finding in checker.check(article).findings if finding.rule in FACT_RULES}
    return {finding.rule for context in _contexts(article) for finding in find_facts(context, FACT_RULES)}


def _contexts(article: Article) -> Iterator[ClaimContext]:
    """Yield the claims of an article as the checker sees them, the body ranked by shared words."""
    language = detect_language(article.headline, article.body, given=article.language)
    kept, _ = clean(article, language=language)
    sentences = segment(article.body, kept, language=language)
    if not sentences:  # a body of page furniture alone: the checker refuses it
        return
    forms = [word_forms(sentence.text) for sentence in sentences]
    for claim in split_claims(article.headline, body=article.body, language=language):
        nearest = rank_sentences(np.zeros(len(sentences), np.float32), match_words(claim.text, forms))
        yield ClaimContext(claim, article, language, sentences, nearest)


if __name__ == "__main__":
    main()
