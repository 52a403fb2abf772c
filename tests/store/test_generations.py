"""Generations: one build at a time, on any system; readers never wait and never lose what they read."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from kg.errors import StoreError
from kg.store import generations

TOP = Path(__file__).resolve().parent.parent.parent


def quads(text: str) -> list[str]:
    return [f'<https://x.example/a> <https://x.example/b> "{text}" .\n']


def names(vault: Path) -> list[str]:
    return sorted(p.name for p in (vault / ".kg").iterdir() if p.is_dir())


def test_a_build_that_waits_for_another_says_so_once_and_then_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generations, "_PATIENCE", 0.1)
    generations.publish(tmp_path, quads("first"), {})
    said: list[str] = []
    other = FileLock(tmp_path / ".kg" / "lock")
    with other:
        build = threading.Thread(
            target=generations.publish, args=(tmp_path, quads("second"), {}, lambda: said.append("waits"))
        )
        build.start()
        time.sleep(0.5)
        assert said == ["waits"] and names(tmp_path) == ["gen-000001"]
    build.join(10)
    assert said == ["waits"] and names(tmp_path) == ["gen-000001", "gen-000002"]


def test_a_build_that_waits_for_nobody_says_nothing(tmp_path: Path) -> None:
    said: list[str] = []
    generations.publish(tmp_path, quads("first"), {}, lambda: said.append("waits"))
    assert said == []


def test_the_pointer_is_switched_when_a_reader_lets_go_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generations, "_PAUSE", 0)
    refused = iter([True] * 5)
    replace = Path.replace

    def busy(self: Path, target: Any) -> Path:
        if next(refused, False):
            raise PermissionError("in use")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", busy)
    generations.publish(tmp_path, quads("first"), {})
    current = generations.current(tmp_path)
    assert current is not None and current.path.name == "gen-000001"


def test_a_pointer_that_can_never_be_switched_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generations, "_PAUSE", 0)

    def busy(self: Path, target: Any) -> Path:
        raise PermissionError("in use")

    monkeypatch.setattr(Path, "replace", busy)
    with pytest.raises(StoreError):
        generations.publish(tmp_path, quads("first"), {})
    assert generations.current(tmp_path) is None


def test_a_generation_that_someone_reads_is_left_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def in_use(self: Path, target: Any) -> Path:
        raise PermissionError("in use")

    for text in ("first", "second"):
        generations.publish(tmp_path, quads(text), {})
    with monkeypatch.context() as windows:
        windows.setattr(Path, "rename", in_use)
        generations.publish(tmp_path, quads("third"), {})
    assert names(tmp_path) == ["gen-000001", "gen-000002", "gen-000003"]
    generations.publish(tmp_path, quads("fourth"), {})
    assert names(tmp_path) == ["gen-000003", "gen-000004"]


def test_an_open_generation_answers_while_two_more_are_published(tmp_path: Path) -> None:
    generations.publish(tmp_path, quads("first"), {})
    first = generations.current(tmp_path)
    assert first is not None
    store = generations.open_store(first)
    for text in ("second", "third"):
        generations.publish(tmp_path, quads(text), {})
    assert [q.object.value for q in store] == ["first"]


def test_kg_builds_where_there_is_no_posix(tmp_path: Path) -> None:
    (tmp_path / "n.md").write_text("# Projets\n\n- [Sentier](https://sentier.example/)\n", encoding="utf-8")
    absent = "fcntl pwd grp resource".split()
    code = f"import sys; sys.modules.update(dict.fromkeys({absent})); from kg.cli import main; main(['build', {str(tmp_path)!r}])"
    done = subprocess.run([sys.executable, "-c", code], cwd=TOP, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert generations.current(tmp_path) is not None
