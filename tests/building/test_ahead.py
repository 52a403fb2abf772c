"""The next generation may be begun before it is needed; a build that finds it takes it, unless somebody published since."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from kg.build import build
from kg.settings import Settings
from kg.store import generations
from kg.store.ahead import Ahead
from tests.building.test_incremental import dump

LIST = "# Projets\n\n- [Sentier](https://sentier.example/) (Suisse, 2020)\n"
MORE = LIST + "- [Ponton](https://ponton.example/) (France, 2021)\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A vault that was built."""
    (tmp_path / "n.md").write_text(LIST, encoding="utf-8")
    build(Settings(vault=tmp_path))
    return tmp_path


def begun(folder: Path) -> list[str]:
    return sorted(p.name for p in (folder / ".kg").glob("gen-*"))


def edited(folder: Path, text: str, ahead: Ahead | None = None) -> list[str]:
    """What is published after an edit."""
    (folder / "n.md").write_text(text, encoding="utf-8")
    assert build(Settings(vault=folder), touched=[folder / "n.md"], ahead=ahead).published
    return dump(folder)


def built_anew(folder: Path) -> list[str]:
    shutil.rmtree(folder / ".kg")
    build(Settings(vault=folder))
    return dump(folder)


def test_what_was_begun_is_published(folder: Path) -> None:
    ahead = Ahead(folder)
    ahead.prepare()
    assert begun(folder) == ["gen-000001", "gen-000002"] and generations.name_of_current(folder) == "gen-000001"
    found = edited(folder, MORE, ahead)
    assert generations.name_of_current(folder) == "gen-000002"
    assert found == built_anew(folder)


def test_it_is_begun_once_for_each_generation(folder: Path) -> None:
    ahead = Ahead(folder)
    for _ in range(3):
        ahead.prepare()
    assert begun(folder) == ["gen-000001", "gen-000002"]
    edited(folder, MORE, ahead)
    ahead.prepare()
    assert begun(folder) == ["gen-000001", "gen-000002", "gen-000003"]


def test_a_build_that_changes_nothing_leaves_it_for_the_next(folder: Path) -> None:
    ahead = Ahead(folder)
    ahead.prepare()
    build(Settings(vault=folder), ahead=ahead)
    assert begun(folder) == ["gen-000001", "gen-000002"]
    edited(folder, MORE, ahead)
    assert generations.name_of_current(folder) == "gen-000002"


def test_what_somebody_else_published_since_is_not_lost(folder: Path) -> None:
    ahead = Ahead(folder)
    ahead.prepare()
    edited(folder, MORE)  # by another process, which knows nothing of it
    found = edited(folder, MORE + "- [Digue](https://digue.example/) (Italie, 2019)\n", ahead)
    assert any("digue" in line for line in found) and any("ponton" in line for line in found)
    assert found == built_anew(folder)


def test_where_it_was_cleared_away_a_build_begins_its_own(folder: Path) -> None:
    ahead = Ahead(folder)
    ahead.prepare()
    shutil.rmtree(folder / ".kg" / "gen-000002")
    assert edited(folder, MORE, ahead) == built_anew(folder)


def test_what_others_published_under_its_number_is_not_removed(folder: Path) -> None:
    ahead = Ahead(folder)
    ahead.prepare()
    (folder / ".kg" / "theirs").mkdir()  # before the other is gone, whose number in the file system it might get
    shutil.rmtree(folder / ".kg" / "gen-000002")
    (folder / ".kg" / "theirs").rename(folder / ".kg" / "gen-000002")
    ahead.drop()
    assert begun(folder) == ["gen-000001", "gen-000002"]


def test_nothing_is_begun_while_somebody_builds(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generations, "_PATIENCE", 0.05)
    ahead = Ahead(folder)
    with FileLock(folder / ".kg" / "lock"):
        ahead.prepare()
    assert begun(folder) == ["gen-000001"]
    assert ahead.take(generations.current(folder)) is None


def test_nothing_is_begun_where_nothing_was_published(tmp_path: Path) -> None:
    Ahead(tmp_path).prepare()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="of POSIX systems")
def test_where_it_cannot_be_begun_nothing_is_left_of_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(generations, "_begin", full)
    ahead = Ahead(folder)
    ahead.prepare()
    assert begun(folder) == ["gen-000001"]
    monkeypatch.undo()
    assert edited(folder, MORE, ahead) == built_anew(folder)


def test_nothing_is_left_of_what_is_dropped(folder: Path) -> None:
    ahead = Ahead(folder)
    ahead.prepare()
    ahead.drop()
    ahead.drop()
    assert begun(folder) == ["gen-000001"]


def test_what_was_begun_and_is_not_published_is_removed(folder: Path) -> None:
    ahead = Ahead(folder)
    ahead.prepare()
    broken = "```turtle\nkg:rive schema:startDate 'abc' .\n```\n"
    (folder / "n.md").write_text(MORE + broken, encoding="utf-8")
    report = build(Settings(vault=folder), strict=True, touched=[folder / "n.md"], ahead=ahead)
    assert not report.published and begun(folder) == ["gen-000001"]


def test_what_a_killed_watch_had_begun_is_cleared_away_by_the_next_build(folder: Path) -> None:
    Ahead(folder).prepare()
    edited(folder, MORE)
    assert begun(folder) == ["gen-000001", "gen-000003"]
