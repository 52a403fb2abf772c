"""What notes say, as statements."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.saying import said

Vault = Callable[[dict[str, str]], Path]


def test_a_part_of_an_item_that_names_nothing_is_no_part(vault: Vault) -> None:
    text = "---\ntitle: Rivage\nwikidata: Q42\n---\n## Fondation Aube\n\n- **Lanterne**\n  fait partie de Lanterne.\n  - [Phare Sud](https://phare.example/) (Suisse)\n"
    notes, things = said(vault({"n.md": text, "a.md": "---\ntitle: Rivage\n---\n# Carnet\n"}))
    assert "Phare Sud" in {t.label for t in things}
    assert not any(note.described.nowhere for note in notes)
