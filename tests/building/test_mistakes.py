"""A note that kg itself fails at costs no other note."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.build import Report, build
from kg.building import reading
from kg.model.note import Note
from kg.settings import Settings

NOTES = {
    "a.md": "# Projets\n\n- [Rive](https://rive.example/) (Suisse)\n",
    "b.md": "# Projets\n\n- [Quai](https://quai.example/)\n",
}
pytestmark = pytest.mark.filterwarnings("ignore::kg.building.reading.MistakeWarning")


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> None:
    """kg fails at b.md."""
    whole = reading.read_note

    def read_note(note: Note, *rest: object) -> object:
        if note.path == "b.md":
            raise RecursionError("too deep")
        return whole(note, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "read_note", read_note)


def said(report: Report) -> list[str]:
    return [f"{p.span.path}:{p.span.line} {p.code} {p.severity}" for p in report.problems if p.span.path != "kg.toml"]


@pytest.mark.usefixtures("failing")
def test_a_note_that_kg_fails_at_is_said_and_the_others_are_published(vault: Callable[[dict[str, str]], Path]) -> None:
    report = build(Settings(vault=vault(NOTES)))
    assert said(report) == ["b.md:1 KG136 error"]
    assert report.published
    assert report.counts["Initiative"] == 1


@pytest.mark.usefixtures("failing")
def test_front_matter_that_kg_fails_at_is_said_too(
    vault: Callable[[dict[str, str]], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_sheet(_raw: bytes, _path: str) -> object:
        raise KeyError("x")

    monkeypatch.setattr(reading, "read_sheet", read_sheet)
    assert said(build(Settings(vault=vault(NOTES)))) == ["a.md:1 KG136 error", "b.md:1 KG136 error"]


def test_it_is_read_again_once_the_note_is_otherwise(
    vault: Callable[[dict[str, str]], Path], monkeypatch: pytest.MonkeyPatch, failing: None
) -> None:
    folder = vault(NOTES)
    build(Settings(vault=folder))
    monkeypatch.undo()
    (folder / "b.md").write_text(NOTES["b.md"] + "\n", encoding="utf-8")
    report = build(Settings(vault=folder))
    assert said(report) == []
    assert report.counts["Initiative"] == 2
