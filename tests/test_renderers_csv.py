"""The table has one row a result, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from placed_reports import every_kind, hostile_failure, hostile_report, known_report, sample
from report_builder import make_report
from sample_reports import bridge_report

from checker.renderers import render

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))


def rows(*results: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(render(results, "csv"))))


@pytest.mark.parametrize(("name", "results"), [("report", sample()), ("every-kind", every_kind())])
def test_table_keeps_its_shape(golden, name, results):
    golden(f"{name}.csv", render(results, "csv"))


def test_row_sums_a_report_up():
    (row,) = rows(known_report())
    assert row["source"] == "stories/old bridge.txt"
    assert (row["verdict"], row["probability"], row["language"]) == ("unsupported", "0.0412", "en")
    assert (row["claims"], row["errors"], row["warnings"], row["notes"]) == ("2", "1", "1", "0")
    assert row["rules"] == "HC001 HC090"


def test_failure_keeps_its_place_and_its_code():
    row = rows(*every_kind())[2]
    assert (row["verdict"], row["rules"], row["probability"]) == ("not checked", "E104", "")
    assert row["summary"] == "stories/empty.txt: no body after the headline"


def test_nothing_to_check_is_a_header():
    assert render([], "csv").startswith("source,verdict,probability,headline,")
    assert rows() == []


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "＠x"])
def test_cell_is_never_a_formula(start):
    report = bridge_report()
    (row,) = rows(replace(report, article=replace(report.article, headline=f"{start} reasons")))
    assert row["headline"] == f"'{start} reasons"


def test_hostile_text_stays_in_its_cell():
    text = render([hostile_report(), hostile_failure()], "csv")
    assert len(text.splitlines()) == 3
    assert all(None not in row for row in rows(hostile_report(), hostile_failure()))


@given(headline=ANY_TEXT, source=ANY_TEXT)
def test_any_text_is_one_line(headline, source):
    text = render([make_report(headline=headline, source=source)], "csv")
    assert len(text.encode().decode().splitlines()) == 2
    assert len(list(csv.reader(io.StringIO(text)))) == 2
