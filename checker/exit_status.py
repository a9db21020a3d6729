"""The one place that turns results into an exit status, whatever the format."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checker.config import NEVER
from checker.datatypes import Failure, Severity
from checker.findings import is_at_least

if TYPE_CHECKING:
    from checker.datatypes import Report

CLEAN: Final = 0
FINDINGS: Final = 1  # a finding at or above --fail-on
ERROR: Final = 2  # usage, unreadable input, or a model problem


def exit_status(result: Report | Failure, *, fail_on: str) -> int:
    """Return the status one result asks for; the status of a run is the highest of its results'.

    A finding that the baseline knows is no reason to fail.
    """
    if isinstance(result, Failure):
        return ERROR
    if fail_on == NEVER:
        return CLEAN
    least = Severity(fail_on)
    return FINDINGS if any(is_at_least(found, least) and not found.is_known for found in result.findings) else CLEAN
