"""Where settings come from, and which win."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker import Config, ConfigError
from checker.config import load_config


def test_flags_win_over_the_environment_and_that_over_defaults():
    env = {"CHECKER_MODEL": "./env", "CHECKER_THRESHOLD": "0.6", "CHECKER_CACHE_DIR": "/tmp/cache"}
    config = load_config(env=env, overrides={"model": "./flag", "threshold": None})
    assert config.model == "./flag"
    assert config.threshold == 0.6
    assert config.cache_dir == Path("/tmp/cache")
    assert config.verifier == "bundled"


def test_empty_variable_counts_as_unset():
    assert load_config(env={"CHECKER_THRESHOLD": ""}).threshold is None


@pytest.mark.parametrize(
    ("env", "named"),
    [({"CHECKER_THRESHOLD": "high"}, "CHECKER_THRESHOLD"), ({"CHECKER_FAIL_ON": "always"}, "fail_on")],
    ids=str,
)
def test_bad_value_names_the_setting(env, named):
    with pytest.raises(ConfigError, match=named) as caught:
        load_config(env=env)
    assert caught.value.code == "E201"
    assert caught.value.hint


@pytest.mark.parametrize("threshold", [0, 1, -0.5, 7])
def test_threshold_lies_between_zero_and_one(threshold):
    with pytest.raises(ConfigError):
        Config(threshold=threshold)


def test_rules_in_a_variable_are_a_list():
    assert load_config(env={"CHECKER_IGNORE": "HC005, HC010"}).ignore == ("HC005", "HC010")


@pytest.mark.parametrize(("given", "hint"), [("Indonesian", "did you mean id?"), ("xx", "a code such as")])
def test_a_language_nobody_speaks_is_refused_with_the_nearest(given, hint):
    with pytest.raises(ConfigError, match=given) as caught:
        load_config(overrides={"language": given})
    assert (caught.value.code, hint in caught.value.hint) == ("E201", True)


@pytest.mark.parametrize("given", ["id", "id-ID", "ind", "in", "yue", ""])
def test_every_way_to_write_a_language_is_taken(given):
    assert load_config(overrides={"language": given}).language == given
