"""What every error a user can meet tells: a code that is documented, and what to do next."""

from __future__ import annotations

import ast
from pathlib import Path

import checker
from checker.errors import ERROR_CODES

PACKAGE = Path(checker.__file__).parent
ERRORS = {"InputError", "FetchError", "ConfigError", "ModelError"}
N_PLACES = 80  # far fewer would mean that this test looks in vain


def raised():
    """Every place that makes an error: where it is, and its keywords."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ERRORS:
                yield f"{path.name}:{node.lineno}", {keyword.arg: keyword.value for keyword in node.keywords}


def test_every_error_has_a_code_and_says_what_to_do_next():
    places = dict(raised())
    assert len(places) > N_PLACES
    assert [place for place, words in places.items() if not {"code", "hint"} <= set(words)] == []


def test_every_code_is_one_of_the_list_and_each_of_the_list_is_used():
    codes = {words["code"].value for _, words in raised() if isinstance(words["code"], ast.Constant)}
    assert codes <= set(ERROR_CODES)
    text = "".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py") if path.name != "errors.py")
    assert [code for code in ERROR_CODES if f'"{code}"' not in text] == []
