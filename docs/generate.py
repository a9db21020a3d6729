"""Write the pages of docs/ that repeat what the code declares; a test fails while they differ.

python docs/generate.py
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

from checker.cli import build_parser
from checker.config import Config
from checker.errors import ERROR_CODES
from checker.rules import RULES

DOCS = Path(__file__).parent
MEASURED = DOCS.parent / "benchmarks" / "rules.json"
READ = DOCS.parent / "benchmarks" / "readings.json"  # written by hand


def rules_page() -> str:
    """Return docs/rules.md."""
    parts = [
        "# Rules\n\nEvery finding names its rule. Codes never change their meaning;"
        " `checker rules CODE` prints the same text.\n"
    ]
    parts += [
        f"\n## {rule.code} {rule.name}\n\nSeverity: {rule.severity}. {rule.summary}\n\n{rule.explanation}\n"
        for rule in RULES.values()
    ]
    measured, read = (json.loads(path.read_text(encoding="utf-8")) for path in (MEASURED, READ))
    return "".join(parts) + _measured_rules(measured) + _read_findings(read)


def _measured_rules(counts: dict[str, dict[str, dict[str, float]]]) -> str:
    """Return the table of how often each rule about facts fires."""
    languages = {f"{kind}, 20 languages": found for kind, found in counts["edits_languages"].items()}
    columns = {**counts["edits"], **languages, **counts["genuine"]}
    heads = [f"{name} ({found['n']})" for name, found in columns.items()]
    lines = [
        "\n## How often they fire\n\nHeadlines a rule fires on: by kind of one-fact edit"
        " (`data/edits.jsonl`, and in twenty languages `data/edits_languages.jsonl`, on which names and numbers were"
        " improved), on the"
        " true twins of those edits, and on genuine stories, where nearly every firing is a false alarm. Counted by"
        " `python -m benchmarks.rules --data DEV --write`.\n",
        f"| rule | {' | '.join(heads)} |",
        "|---" * (len(heads) + 1) + "|",
    ]
    codes = sorted({code for found in columns.values() for code in found if code in RULES})
    lines += [f"| {c} | {' | '.join(str(found.get(c, 0)) for found in columns.values())} |" for c in codes]
    return "\n".join([*lines, *_measured_on_stories(counts["edits_stories"])]) + "\n"


def _measured_on_stories(counts: dict[str, dict[str, float]]) -> list[str]:
    """Return the table of what is found in whole stories, by kind of edit, and on their true twins."""
    codes = sorted({code for found in counts.values() for code in found if code in RULES})
    lines = [
        "\n### In whole stories\n\nThe same on the half of `data/edits_stories.jsonl` that nothing was tuned on, by the"
        " checker as it is shipped: 18 languages, stories of ten sentences or more, with other numbers, dates and names"
        " in them; half of the wrong facts stand in the story for something else.\n",
        f"| edit | headlines | {' | '.join(codes)} |",
        "|---" * (len(codes) + 2) + "|",
    ]
    return lines + [
        f"| {kind} | {found['n']} | {' | '.join(str(found.get(code, 0)) for code in codes)} |"
        for kind, found in counts.items()
    ]


def _read_findings(readings: dict[str, dict[str, Any]]) -> str:
    """Return what a person made of the findings on genuine stories."""
    lines = [
        "\n## Read by hand\n\nFindings that were read in full, and how many were right: the finding is true, and the"
        " sentence it points to shows it, or what it misses is truly absent. One that is true but points to a sentence"
        " about another thing is wrong. They are from three sources, never to be added up unseen: *published* are"
        " headlines with their own articles, or with articles another desk wrote on the same event (Suara, FNC-1 agree,"
        " discuss and disagree, Japanese Wikinews, true stories written for this project), where few findings can be"
        " right because few headlines are wrong; *whole articles* have false headlines (DeFacto, WiCE, stories);"
        " *pairs* have a false claim about one to three sentences (IndoNLI, FarsTail, KLUE, FEVER, MultiNLI, ConjNLI,"
        " Arabic headlines). No rule is right in nine of ten on published stories alone: what protects them there is"
        " how seldom it fires. `python -m benchmarks.rules --data DEV --on SET:LABEL --half read --show RULE` prints"
        " findings.\n",
        "| rule | read | right | published | whole articles | pairs | what was wrong |",
        "|---|---|---|---|---|---|---|",
    ]
    for code, one in readings.items():
        sources = [one[name] for name in ("published", "articles", "pairs")]
        read, right = (sum(counts) for counts in zip(*sources, strict=True))
        shares = " | ".join(f"{good} of {all_}" if all_ else "none" for all_, good in sources)
        lines.append(f"| {code} | {read} | {right} | {shares} | {one['wrong']} |")
    lines.append(_cost(json.loads(MEASURED.read_text(encoding="utf-8"))["genuine"]))
    return "\n".join(lines) + "\n"


def _cost(genuine: dict[str, dict[str, float]]) -> str:
    """Return what all rules together cost an article of about twenty sentences."""
    costs = ", ".join(
        f"{found['milliseconds']} ms on {name} ({found['timed']:.0f} articles)"
        for name, found in genuine.items()
        if "timed" in found
    )
    return (
        "\n## What they cost\n\nProcessor time of all rules together, those that are off too, for an article of 15 to"
        f" 25 sentences, without the loading of tables on first use, the garbage of the measuring left out: {costs}."
        " `python -m benchmarks.rules --data DEV` prints it."
    )


def reference_page() -> str:
    """Return docs/reference.md: help texts, environment variables and error codes."""
    parts = ["# Reference\n\n## Command line\n"]
    parts += [f"\n```\n$ {name} --help\n{text}```\n" for name, text in help_texts().items()]
    parts.append(
        "\n## Environment variables\n\nFlags win over variables, variables over `checker.toml`, and that over defaults."
        " Lists are written `HC030,HC031`, severities `HC005=error,HC010=note`. `checker init` writes a file that"
        " explains each setting.\n\n"
    )
    parts.append("| variable | default |\n|---|---|\n")
    for setting in fields(Config):
        parts.append(f"| `CHECKER_{setting.name.upper()}` | {_shown(setting.name)} |\n")
    parts.append(
        "\n`NO_COLOR` turns colour off on a terminal.\n\n## Error codes\n\n| code | what is wrong |\n|---|---|\n"
    )
    parts += [f"| {code} | {meaning} |\n" for code, meaning in ERROR_CODES.items()]
    return "".join(parts)


def _shown(setting: str) -> str:
    """Return the default of a setting as one would write it."""
    default = getattr(Config(), setting)
    if setting == "cache_dir":
        return "the user's cache folder"
    if isinstance(default, bool):
        return str(default).lower()
    return str(default) if default or isinstance(default, (int, float)) else "unset"


def help_texts() -> dict[str, str]:
    """Return the help of the program and of each command, at a fixed width."""
    parser = build_parser()
    found = {"checker": _help(parser)}
    for action in parser._actions:  # argparse has no public way to list commands
        if isinstance(action, argparse._SubParsersAction):
            found |= {f"checker {name}": _help(command) for name, command in action.choices.items()}
    return found


def _help(parser: argparse.ArgumentParser) -> str:
    parser.formatter_class = lambda prog: argparse.RawDescriptionHelpFormatter(prog, width=110)
    return parser.format_help()


PAGES = {"rules.md": rules_page, "reference.md": reference_page}


def main() -> None:
    """Write every page."""
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")
        sys.stderr.write(f"wrote {name}\n")


if __name__ == "__main__":
    main()
