"""The stored figures of quality: one set can be measured again without the others, and never mixed."""

from __future__ import annotations

import json

import pytest
from fakes import make_checker

from benchmarks import quality
from benchmarks.sets import SAGAS


@pytest.fixture
def stored(tmp_path, monkeypatch):
    """Put a fake checker and a file of figures, one of them of that checker, in the place of the real ones."""
    checker = make_checker(tmp_path)
    monkeypatch.setattr(quality.Checker, "load", lambda _config: checker)
    path = tmp_path / "results.json"
    monkeypatch.setattr(quality, "RESULTS", path)

    def store(**changed):
        document = {"signature": checker.signature, "limit": 4, "sets": {"wice_en": {"auroc": 0.5}}}
        path.write_text(json.dumps(document | changed), encoding="utf-8")
        return path

    return store


def test_one_set_is_measured_again_and_the_others_stay_as_stored(stored):
    path = stored()
    quality.main(["--only", SAGAS, "--limit", "4", "--write"])
    sets = json.loads(path.read_text(encoding="utf-8"))["sets"]
    assert set(sets) == {"wice_en", SAGAS}
    assert sets["wice_en"] == {"auroc": 0.5}
    assert sets[SAGAS]["n"] == 4


@pytest.mark.parametrize("changed", [{"signature": "another"}, {"limit": 300}])
def test_figures_of_another_checker_or_of_more_rows_are_not_mixed(stored, changed):
    path = stored(**changed)
    before = path.read_text(encoding="utf-8")
    with pytest.raises(SystemExit, match="measure every set"):
        quality.main(["--only", SAGAS, "--limit", "4", "--write"])
    assert path.read_text(encoding="utf-8") == before
