from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest

from checker.renderers import FORMATS

TESTS = Path(__file__).parent
DOCS = (TESTS.parent / "docs" / "formats.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("json", "report.json"),
        ("json", "report.jsonl"),
        ("text", "terminal/sample-88.txt"),
        ("markdown", "report.md"),
        ("json", "report.sarif"),
        ("xml", "report.xml"),
        ("text", "report.github"),
        ("csv", "report.csv"),
    ],
)
def test_samples_are_the_golden_files(language: str, name: str) -> None:
    sample = (TESTS / "golden" / name).read_text(encoding="utf-8")
    assert f"\n```{language}\n{sample}```\n" in DOCS


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_documented(name: str) -> None:
    assert f"\n| `{name}` |" in DOCS
    assert f"\n## {name}\n" in DOCS


def test_every_key_and_value_of_the_schema_is_documented() -> None:
    schema = json.loads(files("checker").joinpath("assets/report.schema.json").read_text(encoding="utf-8"))
    definitions = [schema, *schema["$defs"].values()]
    properties = [item for definition in definitions for item in definition.get("properties", {}).items()]
    values = [value for _, described in properties for value in described.get("enum", ()) if value]
    missing = [name for name in [key for key, _ in properties] + values if f"`{name}`" not in DOCS]
    assert not missing
