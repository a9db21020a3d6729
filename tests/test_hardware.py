"""Which products are used on which processor."""

from __future__ import annotations

import os

import pytest

from checker import hardware
from checker.hardware import Products, best_products, count_cores


@pytest.fixture(autouse=True)
def _forget():
    best_products.cache_clear()
    yield
    best_products.cache_clear()


@pytest.mark.parametrize(
    ("text", "products"),
    [
        ("model name\t: X\nflags\t\t: fpu avx2 avx512_vnni\n", Products.ROWS),
        ("flags\t\t: fpu avx2 amx_int8\n", Products.ROWS),
        ("Features\t: fp asimd asimddp\n", Products.ROWS),
        ("flags\t\t: fpu avx2\n", Products.FLOATS),
        ("", Products.FLOATS),
    ],
    ids=["avx512 vnni", "amx", "arm dot products", "avx2 alone overflows", "nothing known"],
)
def test_bytes_are_multiplied_where_that_is_exact(monkeypatch, tmp_path, text, products):
    (tmp_path / "cpuinfo").write_text(text, encoding="utf-8")
    monkeypatch.setattr(hardware, "_CPU_INFO", tmp_path / "cpuinfo")
    monkeypatch.setattr(hardware.platform, "system", lambda: "Linux")
    assert best_products() is products


@pytest.mark.parametrize(
    ("machine", "products"), [("arm64", Products.ROWS), ("x86_64", Products.FLOATS)], ids=["apple", "intel"]
)
def test_a_mac_is_judged_by_its_kind(monkeypatch, machine, products):
    monkeypatch.setattr(hardware.platform, "system", lambda: "Darwin")
    monkeypatch.setattr(hardware.platform, "machine", lambda: machine)
    assert best_products() is products


def test_a_system_without_that_file_is_left_alone(monkeypatch, tmp_path):
    monkeypatch.setattr(hardware, "_CPU_INFO", tmp_path / "none")
    monkeypatch.setattr(hardware.platform, "system", lambda: "Windows")
    assert best_products() is Products.FLOATS


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="this system binds no process to a core")
def test_only_cores_this_process_may_use_are_counted():
    allowed = os.sched_getaffinity(0)
    try:
        os.sched_setaffinity(0, {min(allowed)})
        assert count_cores() == 1
    finally:
        os.sched_setaffinity(0, allowed)
    assert count_cores() == len(allowed)
