from __future__ import annotations

import json
from dataclasses import replace
from importlib.resources import files
from typing import Any

import jsonschema
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_builder import make_report
from sample_reports import all_results, bridge_report, failure, supported_report, unsupported_report

from checker.datatypes import Label, LeftOutReason, Report, Severity, Verdict
from checker.renderers import RenderContext, render
from checker.renderers.json import SCHEMA_VERSION, failure_to_dict, report_to_dict

SCHEMA: dict[str, Any] = json.loads(files("checker").joinpath("assets/report.schema.json").read_text(encoding="utf-8"))
ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))


def row_schema(name: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{name}", "$defs": SCHEMA["$defs"]}


def test_schema_is_a_valid_json_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    "results", [all_results(), (), (failure(),), (supported_report(),)], ids=["every kind", "none", "failure", "one"]
)
def test_json_fits_the_schema(results: tuple[Any, ...]) -> None:
    document = json.loads(render(results, "json"))
    jsonschema.validate(document, SCHEMA, cls=jsonschema.Draft202012Validator)
    assert len(document["reports"]) + len(document["failures"]) == len(results)


@pytest.mark.parametrize(
    ("row", "name"),
    [(report_to_dict(unsupported_report()), "report"), (failure_to_dict(failure()), "failure")],
    ids=["report", "failure"],
)
def test_jsonl_rows_fit_the_schema(row: dict[str, Any], name: str) -> None:
    jsonschema.validate(row, row_schema(name), cls=jsonschema.Draft202012Validator)


def test_schema_describes_every_key_and_no_other() -> None:
    def check(value: object, schema: dict[str, Any]) -> None:
        schema = SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
        if isinstance(value, dict):
            assert list(value) == list(schema["properties"]) == schema["required"]
            for key, item in value.items():
                check(item, schema["properties"][key])
        elif isinstance(value, list) and value:
            check(value[0], schema["items"])

    check(json.loads(render(all_results(), "json")), SCHEMA)
    check(report_to_dict(unsupported_report()), SCHEMA["$defs"]["report"])


@pytest.mark.parametrize(
    ("definition", "key", "values"),
    [
        ("report", "verdict", set(Verdict)),
        ("claim", "label", set(Label)),
        ("sentence", "role", {*Label, None}),
        ("finding", "severity", set(Severity)),
        ("left_out", "reason", set(LeftOutReason)),
    ],
    ids=["verdict", "label", "role", "severity", "reason"],
)
def test_schema_lists_every_value_of_an_enum(definition: str, key: str, values: set[str | None]) -> None:
    assert set(SCHEMA["$defs"][definition]["properties"][key]["enum"]) == values


def test_schema_version_of_code_and_schema_agree() -> None:
    assert SCHEMA["$defs"]["schema_version"]["const"] == SCHEMA_VERSION


def test_json_keeps_its_shape(golden: Any) -> None:
    golden("report.json", render([bridge_report(), failure()], "json"))


def test_jsonl_keeps_its_shape(golden: Any) -> None:
    golden("report.jsonl", render([bridge_report(), failure()], "jsonl"))


def test_jsonl_keeps_the_order_of_the_input() -> None:
    rows = [json.loads(line) for line in render(all_results(), "jsonl").splitlines()]
    sources = [result.article.source if isinstance(result, Report) else result.source for result in all_results()]
    assert [row["source"] for row in rows] == sources
    assert [("error" in row) for row in rows] == [False, False, True, False, False]


def test_spans_slice_their_texts() -> None:
    report = unsupported_report()
    row = report_to_dict(report)
    in_body = [*row["sentences"], *(evidence for claim in row["claims"] for evidence in claim["evidence"])]
    assert all(report.article.body[item["start"] : item["end"]] == item["text"] for item in in_body)
    assert all(row["headline"][word["start"] : word["end"]] == word["text"] for word in row["unsupported_words"])


def test_numbers_are_rounded_once_to_six_decimals() -> None:
    row = report_to_dict(replace(supported_report(), probability=0.123456789))
    assert row["probability"] == 0.123457
    assert report_to_dict(unsupported_report())["sentences"][0]["similarity"] == 0.941235


@pytest.mark.parametrize(
    ("number", "written"),
    [(-0.0, "0.0"), (-1e-9, "0.0"), (np.float32(0.5), "0.5"), (1, "1.0")],
    ids=["minus zero", "rounds to minus zero", "numpy", "integer"],
)
def test_numbers_are_written_alike(number: float, written: str) -> None:
    text = render([replace(supported_report(), probability=number)], "json")
    assert f'"probability": {written},\n      "summary"' in text


def test_not_a_number_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        render([replace(supported_report(), probability=float("nan"))], "json")


def test_letters_of_any_script_are_written_as_themselves() -> None:
    assert "図書館" in render(all_results(), "json")


@pytest.mark.parametrize(
    "character",
    ["\ud800", "\udfff", "\x85", "\u2028", "\u2029", "\x1b", "\x9b", "\x7f", "\u202e", "\u2066", "\n"],
    ids=ascii,
)
def test_harmful_characters_are_escaped_and_come_back(character: str) -> None:
    headline = f"Mayor {character} opens"
    text = render([make_report(headline=headline)], "jsonl")
    assert character not in text.removesuffix("\n")
    assert len(text.encode("utf-8").decode("utf-8").splitlines()) == 1
    assert json.loads(text)["headline"] == headline


@given(headline=ANY_TEXT, source=ANY_TEXT)
def test_any_text_survives_the_round_trip(headline: str, source: str) -> None:
    text = render([make_report(headline=headline, source=source)], "jsonl")
    row = json.loads(text.encode("utf-8"))
    # Two lone halves that happen to be neighbours are one character for every JSON reader.
    assert row["headline"].encode("utf-16", "surrogatepass") == headline.encode("utf-16", "surrogatepass")
    assert row["source"].encode("utf-16", "surrogatepass") == source.encode("utf-16", "surrogatepass")
    assert len(text.splitlines()) == 1


def test_an_empty_span_is_not_taken_for_none() -> None:
    report = unsupported_report()
    finding = report.claims[1].findings[0]
    empty = replace(finding, claim_span=replace(report.claims[1].claim.span, end=report.claims[1].claim.span.start))
    claim = replace(report.claims[1], findings=(empty, replace(finding, claim_span=None)))
    row = report_to_dict(replace(report, claims=(claim,)))
    spans = [finding["claim_span"] for finding in row["claims"][0]["findings"]]
    assert spans == [{"start": empty.claim_span.start, "end": empty.claim_span.start}, None]


def test_output_for_machines_ignores_how_a_terminal_looks() -> None:
    wide = RenderContext(width=160, color=True, verbose=True, unicode=False, elapsed_s=3.0)
    for format_name in ("json", "jsonl"):
        assert render(all_results(), format_name, wide) == render(all_results(), format_name)


def test_nothing_in_is_an_empty_document_or_no_line() -> None:
    assert json.loads(render([], "json")) == {"schema_version": SCHEMA_VERSION, "reports": [], "failures": []}
    assert render([], "jsonl") == ""
