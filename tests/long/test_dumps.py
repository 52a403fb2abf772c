"""Dumps of many statements: memory is counted, not seconds."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from benchmarks.export import cost, fill
from kg.store.ordered import FORMATS

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
SMALL, LARGE = 10_000, int(os.environ.get("KG_INITIATIVES", "80000"))  # of 14 statements
MOST = 300  # MB, with the store
GROWN = 90  # MB, most of it the store's own: what pyoxigraph dumps by itself grew by 56 MB, Turtle by 60


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("stores")
    small, large = (fill(folder / str(n), n, n // 10, provenance=False) for n in (SMALL, LARGE))
    return small, large


@pytest.mark.parametrize("name", FORMATS)
def test_a_dump_of_many_statements_takes_no_more_memory(name: str, stores: tuple[Path, Path]) -> None:
    small, large = (cost(name, store) for store in stores)
    assert large.size > LARGE / SMALL * 0.9 * small.size
    assert large.peak < MOST
    assert large.peak - small.peak < GROWN


@pytest.mark.skipif("KG_TEN_MILLION" not in os.environ, reason="takes half an hour and 10 GB: KG_TEN_MILLION=1")
def test_ten_million_statements_are_dumped_within_the_same_bound(tmp_path: Path) -> None:
    store = fill(tmp_path, 830_000, 83_000, provenance=False)  # 10,209,019 statements
    for name in ("nquads", "turtle", "jsonld"):
        assert cost(name, store).peak < MOST, name
