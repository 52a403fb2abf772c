"""A build lets go of the store that it wrote: a handle that lives on would write into what comes to lie at its path."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.build import build
from kg.settings import Settings

BROKEN = "# Projets\n\n- [Rive](https://rive.example/) (Suisse, 2022-2019)\n\n```turtle\nkg:rive schema:startDate 'abc' .\n```\n"


def held() -> list[str]:
    """The files of stores that this process holds open."""
    links = Path("/proc/self/fd")
    names = (str(link.readlink()) for link in links.iterdir() if os.path.lexists(link))
    return [name for name in names if "/store" in name]


@pytest.mark.skipif(sys.platform != "linux", reason="/proc tells")
def test_no_file_of_a_store_stays_open(vault: Callable[[dict[str, str]], Path]) -> None:
    folder = vault({"n.md": BROKEN, "a.md": "# Carnet\n"})
    gc.disable()
    try:
        before = held()
        build(Settings(vault=folder))
        (folder / "n.md").write_text(BROKEN + "Un mot.\n", encoding="utf-8")
        assert any(p.severity == "violation" for p in build(Settings(vault=folder)).problems)
        build(Settings(vault=folder), publish=False)
        assert held() == before
    finally:
        gc.enable()
