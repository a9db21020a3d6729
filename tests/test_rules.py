"""Which rules are applied."""

from __future__ import annotations

import pytest

from checker.errors import ConfigError
from checker.rules import RULES, enabled_rules

DEFAULT = {code for code, rule in RULES.items() if rule.is_on}


@pytest.mark.parametrize(
    ("select", "ignore", "expected"),
    [
        ((), (), DEFAULT),
        (("HC030",), (), DEFAULT | {"HC030"}),
        (("forward-reference",), (), DEFAULT | {"HC031"}),
        ((), ("hc005",), DEFAULT - {"HC005"}),
        (("ALL",), (), set(RULES)),
        ((), ("ALL",), set()),
        (("HC030",), ("HC030",), DEFAULT),
    ],
    ids=["default", "one more", "by name", "one less", "all", "none", "ignored wins"],
)
def test_rules_are_switched_on_and_off(select, ignore, expected):
    assert enabled_rules(select=select, ignore=ignore) == expected


@pytest.mark.parametrize(("name", "hint"), [("HC01", "did you mean HC0"), ("zzz", "checker rules")])
def test_an_unknown_rule_is_named_with_the_nearest(name, hint):
    with pytest.raises(ConfigError, match=name) as caught:
        enabled_rules(ignore=(name,))
    assert hint in caught.value.hint
