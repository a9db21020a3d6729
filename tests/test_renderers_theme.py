from __future__ import annotations

import re

from rich.color import Color

from checker.datatypes import Label, LeftOutReason, Severity, Verdict
from checker.renderers.theme import EVIDENCE_LEAD, LABEL_WORDS, LEFT_OUT_WORDS, STYLES, VERDICT_ORDER


def test_every_value_has_its_style_and_words() -> None:
    assert set(VERDICT_ORDER) == set(Verdict)
    assert set(LABEL_WORDS) == set(EVIDENCE_LEAD) == set(Label)
    assert set(LEFT_OUT_WORDS) == set(LeftOutReason)
    names = {f"{kind}.{verdict}" for kind in ("verdict", "border") for verdict in Verdict}
    names |= {f"{kind}.{label}" for kind in ("claim", "claim.text") for label in Label}
    names |= {f"finding.{severity}" for severity in Severity}
    assert names <= set(STYLES)


def test_colours_are_readable_on_black_and_on_white() -> None:
    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    for style in STYLES.values():
        for name in re.findall(r"color\(\d+\)", style):
            red, green, blue = Color.parse(name).get_truecolor()
            luminance = 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
            assert min(1.05 / (luminance + 0.05), (luminance + 0.05) / 0.05) >= 3.2, name
