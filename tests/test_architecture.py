"""The shape of the package, kept by looking at its source."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "checker"
MODULES = sorted(PACKAGE.rglob("*.py"))
SHARED = {"datatypes", "errors", "rules", "version"}  # anyone may import these
# What each stage may know besides: pieces of its own trade that hold no stage.
ALLOWED = {
    "clean": {"boilerplate"},
    "attribution": {"words", "encoders"},
    "features": {"evidence"},
    "judgement": {"evidence", "features", "verdict_model"},
    "verdict": {"features", "verdict_model"},
    "verdict_model": {"feature_names"},
    "feature_names": set(),
    "encoders": {"artifacts", "hardware", "hub", "torch_device"},
    "verifiers": {"artifacts", "hardware", "hub", "encoders", "torch_device"},
    "evaluate": {"features", "metrics", "labelled", "pipeline", "stance", "verdict", "words"},
    "stance": {"doubt", "feature_names", "features"},
    "correction": {"evidence", "features"},
    "story": {"claims", "clean", "doubt", "language", "segment"},
    "examiner": {
        "attribution",
        "correction",
        "encoders",
        "evidence",
        "facts",
        "features",
        "story",
        "verifiers",
        "words",
    },
    "comparison": {"evaluate", "metrics"},
    "labelled": {"readers"},
    "calibrate": {"evaluate", "features", "fits", "metrics", "labelled", "pipeline", "verdict_model"},
    "fits": {"features", "verdict_model"},
    "metrics": set(),
    "batch": {"exit_status", "journal", "progress", "renderers"},
    "journal": {"exit_status"},
    "report_cache": set(),
    "signature": {"config", "encoders", "hardware", "verdict_model", "verifiers"},
    "cached_checker": {"config", "encoders", "pipeline", "report_cache", "signature", "verifiers", "workers"},
    "workers": {"pipeline"},
    "exit_status": {"config", "findings"},
    "config": {"config_file", "language"},
    "config_file": set(),
    "findings": set(),
    "ignores": {"findings"},
    "baseline": {"findings"},
    "renderers": {"calibrate", "comparison", "config", "evaluate", "metrics", "stance"},  # their types, to draw them
    "readers": {"ignores"},
    "claims": set(),
    "segment": set(),
    "evidence": {"words"},
    "doubt": {"words"},
    "facts": {"words"},
    "language": set(),
    "words": set(),
    "boilerplate": set(),
    "artifacts": set(),
    "hardware": set(),
    "torch_device": set(),
    "hub": set(),
    "progress": set(),
}
FREE = {"pipeline", "cli", "commands", "__init__", "__main__"}  # these know the order of things


def stage_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_stages(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("checker."):
            found.add(node.module.split(".")[1])
    return found


def ids(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_stages_import_only_what_they_may(path):
    stage = stage_of(path)
    if stage in SHARED:
        assert imported_stages(path) <= SHARED
    elif stage not in FREE:
        assert imported_stages(path) - SHARED - {stage} <= ALLOWED[stage]


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_only_the_command_line_prints(path):
    if stage_of(path) == "commands":
        return
    calls = [n for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.Call)]
    assert not [c for c in calls if isinstance(c.func, ast.Name) and c.func.id == "print"]


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_only_config_and_the_command_line_read_the_environment(path):
    if stage_of(path) not in {"config", "commands"}:
        assert "os.environ" not in path.read_text()
        assert "getenv" not in path.read_text()


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_files_and_functions_stay_small(path):
    source = path.read_text()
    assert len(source.splitlines()) <= 300
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno - node.lineno < 50, node.name


@pytest.mark.parametrize("path", MODULES, ids=ids)
def test_every_module_says_what_it_is_for(path):
    assert ast.get_docstring(ast.parse(path.read_text()))


def test_nothing_is_called_by_a_drawers_name():
    drawers = {"utils", "helpers", "common", "misc", "manager"}
    assert not [path for path in MODULES if path.stem in drawers]


def test_no_pickle_is_ever_loaded():
    for path in MODULES:
        source = path.read_text()
        assert "import pickle" not in source
        assert "allow_pickle=True" not in source
