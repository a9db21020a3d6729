"""Fixtures every test may use: no network, no environment, goldens that can be rewritten on purpose."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Callable

GOLDEN = Path(__file__).parent / "golden"
# A busy machine is no defect: no test is about time.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files instead of comparing")


@pytest.fixture(autouse=True)
def _clean_environ(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests see none of the settings of whoever runs them."""
    for name in list(os.environ):
        if name.startswith("CHECKER_") or name in {"NO_COLOR", "FORCE_COLOR", "COLUMNS", "GITHUB_ACTIONS"}:
            monkeypatch.delenv(name)
    monkeypatch.setenv("CHECKER_CACHE", "false")  # no test is answered by what another one left behind


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> None:
        raise AssertionError(f"a test reached for the network: {arguments[-1]}")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture
def golden(update_golden: bool) -> Callable[[str, str], None]:
    """Compare a text with the golden file of this name, or rewrite the file with --update-golden."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if update_golden:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        with path.open(encoding="utf-8", newline="") as file:
            assert file.read() == text

    return compare
