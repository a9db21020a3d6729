"""The commands of the program, one file each: `add_parser` declares its options, `run` does it and returns a code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checker.commands import baseline, batch, cache, calibrate, check, completion, evaluate, init, rules, watch

if TYPE_CHECKING:
    import argparse
    from types import ModuleType

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

# In the order of the help.
COMMANDS: Final[tuple[ModuleType, ...]] = (
    check,
    batch,
    watch,
    baseline,
    init,
    rules,
    evaluate,
    calibrate,
    cache,
    completion,
)
