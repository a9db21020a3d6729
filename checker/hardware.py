"""How the matrices of the bundled models are multiplied on this processor."""

from __future__ import annotations

import os
import platform
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Final

CPU: Final = "cpu"  # the device on which the bundled models run without torch
_CPU_INFO: Final = Path("/proc/cpuinfo")
# Linux's names of instructions that multiply bytes and add up in 32 bits.  Older ones add up in 16 and overflow.
_BYTE_PRODUCTS: Final = frozenset({"avx512_vnni", "avx_vnni", "amx_int8", "asimddp"})
_ARM: Final = frozenset({"arm64", "aarch64"})


class Products(StrEnum):
    """Ways to multiply by the stored weights; in each of them one text never changes another's answer."""

    ROWS = "rows"  # 8-bit integers, one scale for each token and each weight row: fastest where bytes are multiplied
    FLOATS = "floats"  # the stored weights as float32, nothing rounded


def name_on(device: str, name: str) -> str:
    """Return a model's name with the precision it runs in: half of it anywhere but on the processor."""
    return name if device == CPU else f"{name}-float16"


def count_cores() -> int:
    """Return how many cores this process may use, which in a container are fewer than there are."""
    if hasattr(os, "sched_getaffinity"):  # not on every system
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@lru_cache(maxsize=1)
def best_products() -> Products:
    """Return the fastest products that are exact on this processor."""
    return Products.ROWS if _multiplies_bytes() else Products.FLOATS


def _multiplies_bytes() -> bool:
    if platform.system() == "Darwin":
        return platform.machine() in _ARM  # every Apple processor of that kind does
    try:
        lines = _CPU_INFO.read_text(encoding="utf-8").splitlines()
    except OSError:
        return False  # not known, so not used
    flags = (line.partition(":")[2].split() for line in lines if line.startswith(("flags", "Features")))
    return not _BYTE_PRODUCTS.isdisjoint(next(flags, []))
