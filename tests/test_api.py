"""The public surface: what is exported, and that importing it costs nothing."""

from __future__ import annotations

import subprocess
import sys

import pytest

import checker
from checker.errors import ERROR_CODES
from checker.rules import RULES

HEAVY = ("torch", "transformers", "sklearn", "sentence_transformers", "onnxruntime", "onnx", "rich", "numpy", "babel")


def test_all_is_sorted_and_importable():
    assert checker.__all__ == sorted(checker.__all__)
    for name in checker.__all__:
        assert getattr(checker, name) is not None


def test_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'Chekcer'"):
        _ = checker.Chekcer


def test_every_exported_thing_has_a_docstring():
    undocumented = [n for n in checker.__all__ if n != "__version__" and not getattr(checker, n).__doc__]
    assert undocumented == []


@pytest.mark.parametrize(
    "statement",
    [
        "import checker",
        "from checker.cli import main; main(['check', '--help'])",
        "from checker.cached_checker import CachedChecker, signature_of; signature_of(__import__('checker').Config())",
    ],
    ids=["import", "help", "what a kept report depends on"],
)
def test_import_help_and_signature_load_nothing_heavy(statement):
    program = f"{statement}\nimport sys\nprint([m for m in {HEAVY!r} if m in sys.modules])"
    output = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert output.splitlines()[-1] == "[]"


def test_codes_are_of_one_form():
    assert all(code[0] == "E" and code[1:].isdigit() and len(code) == 4 for code in ERROR_CODES)
    assert all(code.startswith("HC") and len(code) == 5 for code in RULES)
    assert len({rule.name for rule in RULES.values()}) == len(RULES)
