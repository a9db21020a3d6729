"""Tell whether the body of a news story supports its headline, claim by claim, offline.

    report = check(headline="Mayor resigns", body="The mayor said on Monday that she will stay.")
    report.verdict, report.probability

Importing this package loads no model and no heavy library; the first check does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.config import Config
from checker.datatypes import (
    Article,
    BodySupport,
    Claim,
    ClaimResult,
    Evidence,
    Failure,
    Finding,
    Label,
    LeftOut,
    LeftOutReason,
    Report,
    ScoredSentence,
    Sentence,
    Severity,
    Span,
    UnsupportedWord,
    Verdict,
)
from checker.errors import CheckerError, ConfigError, FetchError, InputError, ModelError
from checker.readers import read
from checker.version import __version__

if TYPE_CHECKING:
    from checker.pipeline import Checker

__all__ = [
    "Article",
    "BodySupport",
    "Checker",
    "CheckerError",
    "Claim",
    "ClaimResult",
    "Config",
    "ConfigError",
    "Evidence",
    "Failure",
    "FetchError",
    "Finding",
    "InputError",
    "Label",
    "LeftOut",
    "LeftOutReason",
    "ModelError",
    "Report",
    "ScoredSentence",
    "Sentence",
    "Severity",
    "Span",
    "UnsupportedWord",
    "Verdict",
    "__version__",
    "check",
    "read",
]


def check(*, headline: str, body: str, config: Config | None = None) -> Report:
    """Check one story.  Loads the models each time: for more than one, use `Checker.load()` once.

    Raises InputError when there is no headline or no body, ModelError when a model cannot be loaded.
    """
    from checker.pipeline import Checker

    return Checker.load(config).check(Article(headline, body))


def __getattr__(name: str) -> object:
    if name == "Checker":  # numpy and the stages, only for those who check
        from checker.pipeline import Checker

        return Checker
    raise AttributeError(f"module 'checker' has no attribute {name!r}")
