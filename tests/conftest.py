"""What tests share: the repository's top on the path, and small vaults."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.build import build
from kg.settings import Settings
from kg.vault_graph import VaultGraph

Maker = Callable[..., VaultGraph]

# Programs that tests start load what is compiled, as those of users do, whatever the environment says.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One process more than there are processors: a quarter of the time is spent waiting for servers and browsers."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture
def vault(tmp_path: Path) -> Callable[[dict[str, str]], Path]:
    """Write notes (path → text) into a vault and give its folder."""

    def make(notes: dict[str, str]) -> Path:
        for name, text in notes.items():
            file = tmp_path / "vault" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        (tmp_path / "vault").mkdir(exist_ok=True)
        return tmp_path / "vault"

    return make


@pytest.fixture
def graph(vault: Callable[[dict[str, str]], Path]) -> Maker:
    """Build notes and open the graph."""

    def make(notes: dict[str, str]) -> VaultGraph:
        settings = Settings(vault=vault(notes))
        build(settings)
        return VaultGraph(settings)

    return make
