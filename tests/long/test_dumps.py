"""Dumps of many statements: memory is counted, not seconds."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from benchmarks.bench import KG
from benchmarks.measuring import measure
from benchmarks.store import fill
from kg.store.ordered import FORMATS

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
SMALL, LARGE = 10_000, int(os.environ.get("KG_INITIATIVES", "80000"))  # of 14 statements
MOST = 300  # MB, with the store
GROWN = 90  # MB, most of it the store's own: what pyoxigraph dumps by itself grew by 56 MB, Turtle by 60


def peak_and_size(vault: Path, name: str) -> tuple[float, int]:
    """The most memory that `kg export` held, in MB, and the bytes that it wrote."""
    out = vault / "dump"
    usage = measure([*KG, "export", "--vault", str(vault), "-f", name, "-o", str(out)], limit=3600)
    return usage.peak, out.stat().st_size


@pytest.fixture(scope="module")
def vaults(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("vaults")
    small, large = folder / "small", folder / "large"
    for vault, count in ((small, SMALL), (large, LARGE)):
        fill(vault, count, count // 10, provenance=False)
    return small, large


@pytest.mark.parametrize("name", FORMATS)
def test_a_dump_of_many_statements_takes_no_more_memory(name: str, vaults: tuple[Path, Path]) -> None:
    (least, little), (most, much) = (peak_and_size(vault, name) for vault in vaults)
    assert much > LARGE / SMALL * 0.9 * little
    assert most < MOST
    assert most - least < GROWN


@pytest.mark.skipif("KG_TEN_MILLION" not in os.environ, reason="takes half an hour and 10 GB: KG_TEN_MILLION=1")
def test_ten_million_statements_are_dumped_within_the_same_bound(tmp_path: Path) -> None:
    fill(tmp_path, 830_000, 83_000, provenance=False)  # 10,209,019 statements
    for name in ("nquads", "turtle", "jsonld"):
        assert peak_and_size(tmp_path, name)[0] < MOST, name
