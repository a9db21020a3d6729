"""Remember the findings of today, so that later runs fail on new ones only.

    {"format_version": 1, "findings": [{"fingerprint": "5b1c...", "rule": "HC001", "source": "a.md", "claim": "..."}]}

A finding is known by its rule, the text of its claim and the path of its story as seen from the baseline's folder: a
line that moves or a score that changes leaves it known.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final

from checker.datatypes import Report
from checker.errors import ConfigError
from checker.findings import change_findings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from checker.datatypes import Article, Claim, Failure, Finding

_FORMAT_VERSION: Final = 1
_DIGITS: Final = 32  # half of a SHA-256: no two findings of a newsroom ever share it
_HINT: Final = "write it anew: checker baseline"


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One known finding; in the order in which a person looks for it."""

    source: str  # POSIX path from the baseline's folder, or what else names the article
    rule: str
    claim: str  # its text; of a finding about the article, the message
    fingerprint: str


@dataclass(frozen=True)
class Baseline:
    """The known findings, and the folder their paths start from."""

    folder: Path
    entries: tuple[Entry, ...]  # sorted, each once

    @classmethod
    def record(cls, results: Iterable[Report | Failure], *, folder: Path) -> Baseline:
        """Return a baseline of all findings of these results."""
        found = {entry for result in results if isinstance(result, Report) for entry in _entries(result, folder)}
        return cls(folder, tuple(sorted(found)))

    @classmethod
    def load(cls, path: Path | None) -> Baseline:
        """Return the baseline of a file; without one, nothing is known.  Raises ConfigError E207 for a bad file."""
        if path is None:
            return cls(Path(), ())
        try:
            document = json.loads(path.read_text(encoding="utf-8"))
            if document["format_version"] != _FORMAT_VERSION:
                raise ConfigError(f"{path}: written by another version of the checker", code="E207", hint=_HINT)
            return cls(path.parent, tuple(Entry(**entry) for entry in document["findings"]))
        except OSError as exc:
            raise ConfigError(f"{path}: cannot be read ({exc.strerror})", code="E207", hint=_HINT) from exc
        except (ValueError, TypeError, KeyError, RecursionError) as exc:
            raise ConfigError(f"{path}: not a baseline", code="E207", hint=_HINT) from exc

    def dump(self) -> str:
        """Return the text of the file, one finding after the other, so that a change of it reads well."""
        document = {"format_version": _FORMAT_VERSION, "findings": [asdict(entry) for entry in self.entries]}
        return json.dumps(document, ensure_ascii=False, indent=1) + "\n"

    def mark(self, result: Report | Failure) -> Report | Failure:
        """Return the result with the findings that are known marked so; none is dropped."""
        if not isinstance(result, Report) or not self.entries:
            return result

        def mark(finding: Finding, claim: Claim | None) -> Finding:
            entry = _entry(finding, claim, result.article, self.folder)
            return replace(finding, is_known=entry.fingerprint in self._known)

        return change_findings(result, mark)

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(entry.fingerprint for entry in self.entries)

    def find_stale(self, results: Iterable[Report | Failure]) -> tuple[Entry, ...]:
        """Return the entries that match no finding of these results, though their story was checked or is gone.

        What was not checked in this run says nothing about its entries.
        """
        search = StaleSearch(self)
        for result in results:
            search.look_at(result)
        return search.entries


class StaleSearch:
    """Finds the entries of a baseline that match nothing any more; keeps no result, so that a batch may be endless."""

    def __init__(self, baseline: Baseline) -> None:
        self._baseline = baseline
        self._sources = {entry.source for entry in baseline.entries}
        self._checked: set[str] = set()
        self._found: set[str] = set()

    def look_at(self, result: Report | Failure) -> None:
        """Take one result of the run into account."""
        if not self._sources or not isinstance(result, Report):
            return
        source = _place(result.article, self._baseline.folder)
        if source in self._sources:
            self._checked.add(source)
            self._found.update(entry.fingerprint for entry in _entries(result, self._baseline.folder))

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries whose story was checked without that finding, or is there no more."""
        known = self._baseline.entries
        gone = {source for source in self._sources - self._checked if _is_gone(source, self._baseline.folder)}
        stale = gone | self._checked
        return tuple(entry for entry in known if entry.source in stale and entry.fingerprint not in self._found)


def fingerprint(rule: str, claim: str, source: str) -> str:
    """Return what a finding is known by: neither line nor score is part of it."""
    return hashlib.sha256("\0".join((rule, claim, source)).encode()).hexdigest()[:_DIGITS]


def _entries(report: Report, folder: Path) -> list[Entry]:
    pairs: list[tuple[Finding, Claim | None]] = [
        (finding, result.claim) for result in report.claims for finding in result.findings
    ]
    pairs += [(finding, None) for finding in report.article_findings]
    return [_entry(finding, claim, report.article, folder) for finding, claim in pairs]


def _entry(finding: Finding, claim: Claim | None, article: Article, folder: Path) -> Entry:
    source = _place(article, folder)
    text = _writable(claim.text if claim else finding.message)
    return Entry(source, finding.rule, text, fingerprint(finding.rule, text, source))


def _place(article: Article, folder: Path) -> str:
    """Return what names an article on every machine, whatever folder the run starts in."""
    path = article.metadata.get("path") or article.source
    within = article.source.removeprefix(path) if article.source.startswith(path) else f"#{article.source}"
    if within == f":{article.metadata.get('line')}":
        within = ""  # the line of a row changes with every row before it; its claim is enough
    return _writable(_portable(path, folder) + within)


def _portable(source: str, folder: Path) -> str:
    if not source or "://" in source or source.startswith("<"):  # a URL, or standard input
        return source
    try:
        return PurePath(os.path.relpath(source, folder)).as_posix()
    except ValueError:  # on another drive of Windows
        return PurePath(source).as_posix()


def _is_gone(source: str, folder: Path) -> bool:
    """Tell whether the file of an entry is there no more; what never was a file is not gone."""
    path = source.partition("#")[0]
    if not PurePath(path).suffix or "://" in source or source.startswith("<"):
        return False
    return not any((folder / name).exists() for name in (source, path))


def _writable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()  # half a character, as odd file names have it, fits in no file
