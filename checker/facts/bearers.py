"""Find a name of the claim that the body has, but not for what the claim says of it: a clause says that of another.

The words of a claim are weighed by how few clauses of the body have them, so that what only one clause says decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from checker.datatypes import Span
from checker.facts.aliases import load_gazetteer
from checker.facts.inflection import MALAY, Forms, are_forms
from checker.facts.misplaced import Misplaced
from checker.facts.names import load_frames
from checker.facts.people import bare, find_people
from checker.facts.statements import load_grammar, load_table, read_statement
from checker.words import fold, is_unspaced

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from checker.facts.context import ClaimContext
    from checker.facts.statements import Statement, Word

_MIN_REST: Final = 2  # content words of a claim besides the name, and of those in the clause about another
_MIN_SHARE: Final = 0.5  # of their weight that the clause has
_MIN_ACT_SHARE: Final = 0.35  # the same where no other clause has the act
_MOST: Final = 0.75  # the same where the word beside the name is not among them
_N_CLAUSES: Final = 2  # that are looked at
_MAX_OWN_SHARE: Final = 0.34  # of their weight that any clause with the name itself may have
_NEAR: Final = 7  # words between the one who acts and the act
_APPOSED: Final = 7  # words between two names of one person, or an office and who speaks for it
_SYLLABLE: Final = 3  # letters with which a short name and the whole one begin
_LONGEST: Final = 4  # words of a name
_MIN_LETTERS, _STEM = 4, 3  # of a name that stands alone; of those its forms share
_TITLE_WORDS: Final = 3  # words before a name that may say what it names
_OF: Final = frozenset({"of", "di", "de", "del", "da", "do", "van", "von"})


@dataclass(frozen=True, slots=True)
class _Clause:
    """A part of a sentence in which one thing is said; commas do not end it."""

    index: int  # of the sentence
    words: tuple[Word, ...]
    text: str  # of the sentence
    forms: frozenset[str]  # its words, folded
    names: frozenset[str]  # those not in lower case

    def has(self, forms: Sequence[str], language: str) -> bool:
        """Tell whether a word of a name stands here, not in lower case."""
        return any(are_forms(form, word, language) for form in forms for word in self.names)


def find_other_bearer(context: ClaimContext) -> Misplaced | None:
    """Return a person or place of a claim whose part in it a clause gives to another."""
    claim = read_statement(context.text, context.language)
    texts = tuple(sentence.text for sentence in context.sentences)
    if claim.is_question or is_unspaced(context.text):
        return None
    names = find_people(texts, context.language)
    clauses = _cut_all(texts, context.language)
    for name in _find_known(claim, names):
        if found := _find_bearer(claim, name, clauses, names):
            clause, (start, end) = found
            span = claim.span_of(*name)
            rival = Span(clause.words[start].span.start, clause.words[end - 1].span.end)
            return Misplaced(context.headline_span(span.start, span.end), clause.index, rival)
    return None


def _find_known(claim: Statement, names: frozenset[tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    """Yield the ranges of words of a claim that are a name of the body, or its last word."""
    gazetteer = load_gazetteer(claim.language)
    for start, end in _locate_names(claim.words, names, claim.language):
        is_capital = end - start > 1 or _is_capital(claim, start)
        if is_capital and not claim.words[start].is_quoted and not gazetteer.codes_of(claim.words[end - 1].folded):
            yield start, end


def _locate_names(
    words: Sequence[Word], names: frozenset[tuple[str, ...]], language: str, *, without: frozenset[str] = frozenset()
) -> Iterator[tuple[int, int]]:
    """Yield the ranges of words that are a name, or its first or last word, the longest where several begin."""
    single = {form for name in names for form in (name[0], name[-1])}
    i = 0
    while i < len(words):
        forms = [bare(word.folded) for word in words[i : i + _LONGEST]]
        ends = (n for n in range(len(forms), 1, -1) if tuple(forms[:n]) in names and without.isdisjoint(forms[:n]))
        n_words = next(ends, 0)
        if not n_words and forms[0] not in without and len(forms[0]) >= _MIN_LETTERS:
            n_words = any(name[:_STEM] == forms[0][:_STEM] and are_forms(name, forms[0], language) for name in single)
        if n_words:
            yield i, i + n_words
        i += n_words or 1


def _is_capital(claim: Statement, i: int) -> bool:
    text = claim.words[i].span.slice(claim.text)
    return not text[0].islower() and not (text.isupper() and text.lower() != text)


def _find_bearer(
    claim: Statement, name: tuple[int, int], clauses: Sequence[_Clause], names: frozenset[tuple[str, ...]]
) -> tuple[_Clause, tuple[int, int]] | None:
    """Return the clause that says most of what the claim says, and the other name it has for it."""
    language = claim.language
    own = [bare(word.folded) for word in claim.words[slice(*name)]]
    rest = [i for i, word in enumerate(claim.words) if word.is_content and i not in range(*name)]
    act = _find_act(claim, name, rest) if len(rest) >= _MIN_REST else None
    own_clauses = _find_own(own, clauses, language) if act is not None else ()
    if act is None or not own_clauses:
        return None
    found = _find_all(claim, rest, clauses)
    weights = {i: 1 / max(1, len(places)) for i, places in found.items()}
    shares = [sum(weights[i] for i in rest if c in found[i]) / sum(weights.values()) for c in clauses]
    own_share = max(s for s, c in zip(shares, clauses, strict=True) if c in own_clauses)
    if own_share > _MAX_OWN_SHARE or any(c in found[act] and c.has(own, language) for c in own_clauses):
        return None
    # A clause with the act comes before one that has more of the other words.
    order = sorted(range(len(clauses)), key=lambda k: (clauses[k] not in found[act], -shares[k]))
    for k in order[:_N_CLAUSES]:
        clause, is_known = clauses[k], clauses[k] in found[act]
        least = (_MIN_ACT_SHARE if len(found[act]) == 1 else _MIN_SHARE) if is_known else _MOST
        is_about = shares[k] >= max(least, 2 * own_share) and sum(clause in found[i] for i in rest) >= _MIN_REST
        if clause in own_clauses or not is_about:
            continue
        rival = _find_rival(claim, clause, names, claim.words[act].folded if is_known else "")
        if rival and _are_two(claim, name, clause, rival, clauses, names) and _is_same_part(claim, name, clause, rival):
            return clause, rival
    return None


def _find_act(claim: Statement, name: tuple[int, int], rest: Sequence[int]) -> int | None:
    """Return the word that says what the bearer of a name does: the next one, or the last where verbs come last.

    None where nothing of the claim's clause follows the name.
    """
    if load_grammar(claim.language).is_verb_final:
        return rest[-1]
    clause = claim.words[name[0]].clause
    return next((i for i in rest if i >= name[1] and claim.words[i].clause == clause), None)


def _find_own(own: Sequence[str], clauses: Sequence[_Clause], language: str) -> list[_Clause]:
    """Return the clauses that speak of a name: they have it, or a pronoun behind a sentence that has it."""
    named = {c.index for c in clauses if c.has(own, language)}
    pronouns = frozenset(map(fold, load_table("titles")["owners"].get(language, ())))
    return [
        clause
        for clause in clauses
        if clause.has(own, language)
        or (clause.index - 1 in named and any(_is_pronoun(w.folded, pronouns, language) for w in clause.words))
    ]


def _is_pronoun(word: str, pronouns: Collection[str], language: str) -> bool:
    return word in pronouns or (language in MALAY and word.endswith("nya") and len(word) > len("hanya"))


def _is_same_part(claim: Statement, name: tuple[int, int], clause: _Clause, rival: tuple[int, int]) -> bool:
    """Tell whether the small word before a name, if there is one, stands before the other too: "for", "by"."""
    before = claim.words[name[0] - 1].folded if name[0] else ""
    if not before or before not in load_grammar(claim.language).small:
        return True
    return any(word.folded == before for word in clause.words[max(0, rival[0] - _TITLE_WORDS) : rival[0]])


def _find_rival(
    claim: Statement, clause: _Clause, names: frozenset[tuple[str, ...]], act: str
) -> tuple[int, int] | None:
    """Return the name in a clause, unknown to the claim, nearest to the act; without an act, the only one."""
    known = frozenset(bare(word.folded) for word in claim.words if not word.span.slice(claim.text)[0].islower())
    places = _locate_names(clause.words, names, claim.language, without=known)
    rivals = [(start, end) for start, end in places if _can_name(clause, start, end)]
    if not act:
        return rivals[0] if len(rivals) == 1 else None
    acts = [k for k, word in enumerate(clause.words) if are_forms(act, word.folded, claim.language)]
    near = [(min(min(abs(k - start), abs(k - end + 1)) for k in acts), (start, end)) for start, end in rivals]
    distance, rival = min(near, default=(_NEAR + 1, None))
    return rival if distance <= _NEAR else None


def _can_name(clause: _Clause, start: int, end: int) -> bool:
    """Tell whether words are neither in lower case nor the name of a day or a month."""
    words = clause.words[start:end]
    return not clause.text[words[0].span.start].islower() and any(word.is_content for word in words)


def _are_two(
    claim: Statement,
    name: tuple[int, int],
    clause: _Clause,
    rival: tuple[int, int],
    clauses: Sequence[_Clause],
    names: frozenset[tuple[str, ...]],
) -> bool:
    """Tell whether two names are of two bearers that exclude each other.

    Names that stand close together may be one person's, or an office and the one who speaks for it; a place may lie in
    another, unless one sentence sets the two against each other.
    """
    language = claim.language
    one = bare(claim.words[name[1] - 1].folded)
    two = bare(clause.words[rival[1] - 1].folded)
    firsts = {claim.words[name[0]].folded[:_SYLLABLE], one[:_SYLLABLE]}
    others = {word.folded[:_SYLLABLE] for word in clause.words[slice(*rival)]}
    if load_gazetteer(language).codes_of(two) or not firsts.isdisjoint(others):
        return False
    before = clause.words[max(0, rival[0] - _TITLE_WORDS) : rival[0]]
    neighbours = load_table("titles")["neighbours"].get(language, ())
    if any(word.folded.startswith(tuple(map(fold, neighbours))) for word in before):
        return True
    if any(c.index == clause.index and c.has([one], language) for c in clauses):
        return True
    if (rival[1] - rival[0] == 1 and language != "ko") or not _is_person(claim, name, clause, rival, names):
        return False
    return not _are_related(one, two, clauses) and not _is_place(claim, name, clause, rival, clauses)


def _is_person(
    claim: Statement, name: tuple[int, int], clause: _Clause, rival: tuple[int, int], names: frozenset[tuple[str, ...]]
) -> bool:
    """Tell whether a name that acts may be a person's: the body has it in two words, and no office is of it.

    "Mayor of Lowton" is the mayor whom a sentence calls "Mayor Ann Lee".
    """
    start, end = name
    # Malay Title Case does not tell an office from who holds it: "Direktur Festival Laguna".
    if start > (0 if claim.language in MALAY else _TITLE_WORDS - 1):
        return False
    full = [
        own
        for own in names
        if (len(own) > 1 or claim.language == "ko") and own[-1] == bare(claim.words[end - 1].folded)
    ]
    title = claim.words[start - 1].folded if start else ""
    is_same_title = bool(title) and rival[0] > 0 and clause.words[rival[0] - 1].folded == title
    return bool(full) and not (is_same_title and end - start == max(map(len, full)))


def _are_related(one: str, two: str, clauses: Sequence[_Clause]) -> bool:
    for clause in clauses:
        here = [k for k, word in enumerate(clause.words) if bare(word.folded) == one]
        there = [k for k, word in enumerate(clause.words) if bare(word.folded) == two]
        if any(abs(a - b) <= _APPOSED for a in here for b in there):
            return True
    return False


def _is_place(
    claim: Statement, name: tuple[int, int], clause: _Clause, rival: tuple[int, int], clauses: Sequence[_Clause]
) -> bool:
    """Tell whether either name follows a preposition of place anywhere."""
    before = load_frames(claim.language).prepositions | _OF
    one = bare(claim.words[name[1] - 1].folded)
    n_words = name[1] - name[0]
    places = [(c.words, k - n_words + 1) for c in clauses for k, w in enumerate(c.words) if bare(w.folded) == one]
    places += [(claim.words, name[0]), (clause.words, rival[0])]
    return any(i > 0 and words[i - 1].folded in before for words, i in places)


def _find_all(claim: Statement, wanted: Sequence[int], clauses: Sequence[_Clause]) -> dict[int, list[_Clause]]:
    """Return the clauses that have each of the claim's words, every word of the body being compared once."""
    forms = _sort_forms(frozenset().union(*(clause.forms for clause in clauses)), claim.language)
    known = {i: forms.find(claim.words[i].folded) for i in wanted}
    return {i: [c for c in clauses if not known[i].isdisjoint(c.forms)] if known[i] else [] for i in wanted}


_sort_forms: Final = lru_cache(maxsize=64)(Forms)


@lru_cache(maxsize=64)
def _cut_all(texts: tuple[str, ...], language: str) -> tuple[_Clause, ...]:
    return tuple(part for index, text in enumerate(texts) for part in _cut(index, read_statement(text, language)))


def _cut(index: int, sentence: Statement) -> tuple[_Clause, ...]:
    """Return a sentence in the parts that words such as "while" set against each other."""
    breaks = load_grammar(sentence.language).breaks
    parts: list[list[Word]] = [[]]
    for word in sentence.words:
        if word.folded in breaks:
            parts.append([])
        parts[-1].append(word)
    return tuple(
        _Clause(
            index,
            tuple(part),
            sentence.text,
            forms=frozenset(word.folded for word in part),
            names=frozenset(word.folded for word in part if not sentence.text[word.span.start].islower()),
        )
        for part in parts
        if part
    )
