"""What the docs say is what the code does."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path

import pytest
from fakes import make_checker

import checker
from checker.errors import ERROR_CODES
from checker.renderers import FORMATS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def load_generator():
    spec = importlib.util.spec_from_file_location("generate_docs", ROOT / "docs" / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


GENERATOR = load_generator()
# argparse lays out its help a little differently in every Python; the pages are written with this one.
WRITTEN_WITH = (3, 11)


@pytest.mark.skipif(sys.version_info[:2] != WRITTEN_WITH, reason="help texts are laid out by Python 3.11")
@pytest.mark.parametrize("page", GENERATOR.PAGES)
def test_generated_page_is_up_to_date(page):
    """Mend with `python docs/generate.py`."""
    assert (ROOT / "docs" / page).read_text(encoding="utf-8") == GENERATOR.PAGES[page]()


def test_readme_names_every_format_and_exit_code():
    for name in FORMATS:
        assert f"| `{name}` |" in README
    for code in (0, 1, 2):
        assert f"\n| {code} | " in README


def test_readme_commands_parse():
    parser = GENERATOR.build_parser()
    commands = re.findall(r"^(?:.*\| )?checker ((?:check|batch) [^#|\n]*)", README, re.MULTILINE)
    assert len(commands) >= 5
    for command in commands:
        words = [word.strip('"') for word in re.findall(r'"[^"]*"|\S+', command)]
        parser.parse_args(words)


def test_readme_python_runs(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(checker.Checker, "load", staticmethod(lambda config=None: make_checker(tmp_path)))
    monkeypatch.chdir(ROOT)
    snippets = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    assert len(snippets) == 2
    for snippet in snippets:
        exec(compile(snippet, "README.md", "exec"), {})  # noqa: S102 - our own README
    assert capsys.readouterr().out.count("\n") > 10


def test_links_between_pages_lead_somewhere():
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_error_code_in_the_source_is_declared_and_the_other_way_round():
    source = "".join(path.read_text() for path in (ROOT / "checker").rglob("*.py") if path.name != "errors.py")
    assert set(re.findall(r'"(E\d{3})"', source)) == set(ERROR_CODES)


def test_figures_of_the_pages_are_those_of_the_last_measurement():
    """Mend with `python -m benchmarks.readme`."""
    from benchmarks.readme import blocks, filled

    for page, block in blocks().items():
        text = page.read_text(encoding="utf-8")
        assert filled(text, block) == text, page
