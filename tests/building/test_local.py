"""What one saved note makes a build do does not depend on how many others there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from kg.build import build
from kg.building.describing import Describer
from kg.ledger import notes
from kg.recognise.look_alikes import look
from kg.settings import Settings


def note(name: str, year: int, *, broken: bool) -> str:
    """A note as many are: with the site's title, a tag that all bear, a name of one word; some with a statement that is left out."""
    block = f"```turtle\n<https://example.org/{name}> a mxtd:Initiative ; rdfs:label '{name}' ; schema:startDate 'abc' .\n```\n"
    return (
        f"---\ntitle: Carnet\ntags: projet\n---\n# Projets\n\n- [{name}](https://{name.lower()}.example/) (Suisse, {year})\n"
        f"  financé par la Fondation Aube.\n\n{block if broken else ''}"
    )


def counted(folder: Path, size: int, monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often a build of one changed note describes a note, looks at a thing, and reads what is known of a file."""
    chance = Random(size)
    folder.mkdir()
    for number in range(size):
        name = "".join(chance.choices("bcdfglmnprst", k=9)).capitalize()
        (folder / f"{number}.md").write_text(note(name, 2010, broken=number % 5 == 3), encoding="utf-8")
    settings = Settings(vault=folder)
    build(settings)
    (folder / "0.md").write_text(note("Rivage", 2011, broken=False), encoding="utf-8")
    found: Counter[str] = Counter()

    def counting(name: str, run: Callable[..., Any]) -> Callable[..., Any]:
        def counts(*given: Any) -> Any:
            found[name] += 1
            return run(*given)

        return counts

    with monkeypatch.context() as patch:
        patch.setattr(Describer, "say", counting("described", Describer.say))
        patch.setattr("kg.building.comparing.look", counting("looked at", look))
        patch.setattr(notes, "_row", counting("files", notes._row))
        report = build(settings, touched=[folder / "0.md"])
    assert sum(p.code == "KG317" for p in report.problems) == size // 5
    return found


def test_one_note_is_as_much_work_in_a_large_vault_as_in_a_small_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = counted(tmp_path / "small", 20, monkeypatch)
    assert small == counted(tmp_path / "large", 80, monkeypatch)
    assert small["described"] and small["looked at"] and small["files"]
