"""`kg build --watch`: a real process over a real vault, and what it says of what is saved."""

from __future__ import annotations

import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
import watchfiles

from kg.build import build
from kg.model.problem import Problem
from kg.model.span import Span
from kg.model.text import same
from kg.settings import Settings
from kg.store import generations
from kg.vault_graph import VaultGraph
from kg.watch.changes import Saved, saved
from kg.watch.comparing import came_and_went
from tests.building import vaults
from tests.building.test_incremental import differences
from tests.building.test_touched import edit_as_editors_do

TOP = Path(__file__).resolve().parent.parent
Vault = Callable[[dict[str, str]], Path]
LIST = "# Projets\n\n- [Sentier](https://sentier.example/) (Suisse, 2020)\n"
OTHER = "# Projets\n\n- [Ponton](https://ponton.example/) (France, 2021)\n"
WRONG = "- [Gué](https://gue.example/) (Suise, 2021)\n"
_PATIENCE = 60.0  # seconds until a line must have come, on a machine that does much else


class Watcher:
    """`kg build --watch` of a folder, and the lines that it says."""

    def __init__(self, folder: Path, *words: str, limit: str = "") -> None:
        code = f"{limit}\nfrom kg.cli import main\nmain()"
        command = [sys.executable, "-c", code, "build", "--watch", "--lang", "en", "--vault", str(folder), *words]
        flags: dict[str, Any] = {"creationflags": 0x200} if sys.platform == "win32" else {}
        self.process = subprocess.Popen(
            command, cwd=TOP, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", **flags
        )
        self.lines: list[str] = []
        self._new: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._new.put(line.rstrip("\n"))

    def until(self, part: str) -> str:
        """The next line that holds `part`."""
        while True:
            try:
                self.lines.append(self._new.get(timeout=_PATIENCE))
            except queue.Empty:
                raise AssertionError(f"{part!r} did not come:\n" + "\n".join(self.lines)) from None
            if part in self.lines[-1]:
                return self.lines[-1]

    def end(self) -> int:
        """Interrupt it; gives its exit code."""
        self.process.send_signal(signal.SIGINT)  # not asked of Windows
        return self.process.wait(_PATIENCE)


@pytest.fixture
def watching() -> Iterator[Callable[..., Watcher]]:
    """Start watchers, that are ended with the test."""
    begun: list[Watcher] = []

    def begin(folder: Path, *words: str, limit: str = "") -> Watcher:
        begun.append(Watcher(folder, *words, limit=limit))
        begun[-1].until("Waiting for what you save" if "-q" not in words else "")
        return begun[-1]

    yield begin
    for one in begun:
        one.process.kill()
        one.process.wait()


def names(folder: Path) -> set[str]:
    rows = VaultGraph(Settings(vault=folder)).query("SELECT ?n { ?i a mxtd:Initiative ; rdfs:label ?n }")
    return {row["n"] for row in rows}


def assert_there(folder: Path, wanted: set[str]) -> None:
    """Wait until the published graph has these names."""
    end = time.monotonic() + _PATIENCE
    while names(folder) != wanted:
        assert time.monotonic() < end, names(folder)
        time.sleep(0.05)


def add(file: Path, text: str) -> None:
    with file.open("a", encoding="utf-8") as out:
        out.write(text)


def test_a_saved_note_is_published_and_ctrl_c_ends_it(vault: Vault, watching: Callable[..., Watcher]) -> None:
    folder = vault({"n.md": LIST})
    watcher = watching(folder)
    assert names(folder) == {"Sentier"}
    add(folder / "n.md", "- [Rive](https://rive.example/) (France, 2022)\n")
    line = watcher.until("n.md: ")
    assert "statements, in " in line and line[2] == line[5] == ":"
    assert names(folder) == {"Sentier", "Rive"}
    if sys.platform != "win32":
        assert watcher.end() == 0
        assert watcher.lines[-1] == line
        assert len(list((folder / ".kg").glob("gen-*"))) <= 2, "what it had begun is left"


def test_problems_come_and_go(vault: Vault, watching: Callable[..., Watcher]) -> None:
    folder = vault({"n.md": LIST})
    watcher = watching(folder)
    add(folder / "n.md", WRONG)
    assert watcher.until("+ ").startswith("+ n.md:4:32: KG201")
    assert watcher.until("^").strip() == "^^^^^"
    assert "Suisse" in watcher.until("→")
    (folder / "n.md").write_text((LIST + WRONG).replace("Suise", "Suisse"), encoding="utf-8")
    assert watcher.until("− ").startswith("− n.md:4:32: KG201")


def test_a_problem_that_only_moved_is_not_said_again(vault: Vault, watching: Callable[..., Watcher]) -> None:
    folder = vault({"n.md": LIST + WRONG})
    watcher = watching(folder)
    (folder / "n.md").write_text(LIST + "- [Rive](https://rive.example/) (France)\n" + WRONG, encoding="utf-8")
    watcher.until("n.md: ")
    (folder / "o.md").write_text(OTHER, encoding="utf-8")
    watcher.until("o.md: ")
    assert not [line for line in watcher.lines if line.startswith(("+ ", "− "))]


def test_a_note_that_is_renamed_and_one_that_is_deleted(vault: Vault, watching: Callable[..., Watcher]) -> None:
    folder = vault({"n.md": LIST, "o.md": OTHER})
    watcher = watching(folder)
    (folder / "n.md").rename(folder / "m.md")
    watcher.until("m.md, n.md: ")
    assert names(folder) == {"Sentier", "Ponton"}
    (folder / "o.md").unlink()
    watcher.until("o.md: ")
    assert "Ponton" in watcher.until("KG403")
    assert names(folder) == {"Sentier"}


def test_a_folder_that_is_new_and_one_that_is_moved_away(vault: Vault, watching: Callable[..., Watcher]) -> None:
    folder = vault({"n.md": LIST})
    watcher = watching(folder)
    aside = folder.parent / "aside"
    aside.mkdir()
    (aside / "a.md").write_text(OTHER, encoding="utf-8")
    aside.rename(folder / "sub")
    watcher.until(" sub: ")
    assert names(folder) == {"Sentier", "Ponton"}
    (folder / "sub").rename(aside)
    watcher.until(" sub: ")
    assert names(folder) == {"Sentier"}


def test_settings_are_read_again_also_when_they_are_broken(vault: Vault, watching: Callable[..., Watcher]) -> None:
    folder = vault({"n.md": LIST, "o.md": OTHER})
    settings = folder / "kg.toml"
    watcher = watching(folder)
    settings.write_text("base = 3\n", encoding="utf-8")
    assert "`base` must be" in watcher.until("kg: ")
    add(folder / "n.md", "- [Rive](https://rive.example/) (France, 2022)\n")
    assert_there(folder, {"Sentier", "Rive", "Ponton"})  # what kg.toml said before goes on to hold
    settings.write_text('ignore = ["o.md"]\n', encoding="utf-8")
    watcher.until("kg.toml: ")
    assert names(folder) == {"Sentier", "Rive"}
    settings.unlink()
    watcher.until("kg.toml: ")
    assert names(folder) == {"Sentier", "Rive", "Ponton"}


def test_what_else_a_build_reads_is_watched(vault: Vault, watching: Callable[..., Watcher]) -> None:
    folder = vault({"n.md": LIST, "o.md": OTHER})
    watcher = watching(folder)
    (folder / "iris.tsv").write_text("name\tiri\nSentier\thttps://museumxtd.ch/kg/id/chemin\n", encoding="utf-8")
    assert "statements" in watcher.until("iris.tsv: ")
    (folder / ".gitignore").write_text("o.md\n", encoding="utf-8")
    assert "statements" in watcher.until(".gitignore: ")
    (folder / "new.csv").write_text("name;country\nRive;France\n", encoding="utf-8")
    assert "statements" in watcher.until("new.csv: ")


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are POSIX")
def test_a_full_disk_is_said_and_the_watch_goes_on(vault: Vault, watching: Callable[..., Watcher]) -> None:
    folder = vault({"n.md": LIST})
    room = "import resource, signal\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
    room += (
        "def full(*_): resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, -1))\nsignal.signal(signal.SIGUSR1, full)\n"
    )
    room += "def free(*_): resource.setrlimit(resource.RLIMIT_FSIZE, (-1, -1))\nsignal.signal(signal.SIGUSR2, free)"
    watcher = watching(folder, limit=room)
    os.kill(watcher.process.pid, signal.SIGUSR1)
    many = "".join(f"- [Projet {i}](https://p{i}.example/) (Suisse, 2020)\n" for i in range(300))
    (folder / "b.md").write_text(f"# Projets\n\n{many}", encoding="utf-8")
    watcher.until("kg: ")
    assert names(folder) == {"Sentier"}
    os.kill(watcher.process.pid, signal.SIGUSR2)
    watcher.until("statements, in ")  # it is tried again though nothing is saved
    assert len(names(folder)) == 301


def test_two_watchers_both_tell_of_a_note(vault: Vault, watching: Callable[..., Watcher]) -> None:
    folder = vault({"n.md": LIST})
    both = [watching(folder), watching(folder)]
    add(folder / "n.md", WRONG)
    for watcher in both:
        watcher.until("n.md: ")
        watcher.until("+ n.md:4:32: KG201")
    assert names(folder) == {"Sentier", "Gué"}


def test_with_strict_nothing_is_published_and_the_watch_says_so(vault: Vault, watching: Callable[..., Watcher]) -> None:
    folder = vault({"n.md": LIST})
    watcher = watching(folder, "--strict")
    before = generations.name_of_current(folder)
    (folder / "b.md").write_bytes(b"\0" * 600)
    watcher.until("Nothing was published")
    add(folder / "n.md", "- [Rive](https://rive.example/) (France, 2022)\n")
    watcher.until("Nothing was published")
    assert generations.name_of_current(folder) == before
    (folder / "b.md").write_text(OTHER, encoding="utf-8")
    assert_there(folder, {"Sentier", "Rive", "Ponton"})  # what was saved in between as well


def test_after_any_edits_all_is_published(tmp_path: Path, watching: Callable[..., Watcher]) -> None:
    chance, folder = Random(0), tmp_path / "vault"
    folder.mkdir()
    vaults.make(folder, chance)
    watching(folder)
    for _ in range(25):
        vaults.edit(folder, chance)
        if chance.random() < 0.5:
            edit_as_editors_do(folder, chance)
        time.sleep(chance.choice([0, 0, 0.02, 0.1, 0.4]))  # also while a build runs
    shutil.copytree(folder, tmp_path / "anew", ignore=shutil.ignore_patterns(".kg"))
    build(Settings(vault=tmp_path / "anew"))
    end = time.monotonic() + _PATIENCE
    while plain(folder) != plain(tmp_path / "anew") and time.monotonic() < end:
        time.sleep(0.2)
    assert differences(plain(folder), plain(tmp_path / "anew")) == []


def plain(folder: Path) -> list[str]:
    return sorted(map(str, VaultGraph(Settings(vault=folder)).store))


def test_many_files_at_once(vault: Vault, watching: Callable[..., Watcher]) -> None:
    folder = vault({"n.md": LIST})
    watching(folder)
    for number in range(300):
        (folder / f"{number}.md").write_text(f"# Projets\n\n- [Phare {number}](https://p{number}.example/) (Suisse)\n", encoding="utf-8")  # fmt: skip
    assert_there(folder, {"Sentier", *(f"Phare {number}" for number in range(300))})


# -- where the system cannot tell -------------------------------------------------------------------------------
def test_files_are_looked_at_where_the_system_cannot_watch(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, heard = vault({"n.md": LIST}), watchfiles.watch

    def limited(*paths: Path, force_polling: bool | None, **how: Any) -> Any:
        if not force_polling:
            raise OSError("OS file watch limit reached.")
        return heard(*paths, force_polling=True, **how)

    os.utime(folder / "n.md", (1, 1))  # who looks tells times apart by the second
    monkeypatch.setattr(watchfiles, "watch", limited)
    said: list[bool] = []
    changes = saved(Settings(vault=folder), folder, lambda: said.append(True))
    assert next(changes) == Saved() and said == [True]
    add(folder / "n.md", WRONG)
    (folder / ".obsidian").mkdir()
    (folder / ".obsidian" / "x.md").write_text("x", encoding="utf-8")
    assert next(c for c in changes if c.paths) == Saved(paths=("n.md",))


def test_a_folder_that_went_is_awaited(vault: Vault) -> None:
    folder = vault({"n.md": LIST})
    changes = saved(Settings(vault=folder), folder, lambda: None)
    next(changes)
    folder.rename(folder.parent / "elsewhere")
    assert [c for c in changes if c.elsewhere] == [Saved(elsewhere=True)]
    changes = saved(Settings(vault=folder), folder, lambda: None)
    assert next(changes) == Saved()
    (folder.parent / "elsewhere").rename(folder)
    assert [c for c in changes if c.elsewhere] == [Saved(elsewhere=True)]


# -- what came and went ---------------------------------------------------------------------------------------
def problem(line: int, message: str = "m", path: str = "a.md") -> Problem:
    span = Span(path=path, line=line, column=1, end=2)
    return Problem(code="KG201", severity="information", message=same(message), span=span)


def test_of_two_alike_where_one_is_mended_one_went() -> None:
    before, after = [problem(3), problem(5)], [problem(4)]
    came, went = came_and_went(before, after)
    assert came == [] and len(went) == 1


def test_one_that_came_to_another_note_came() -> None:
    assert came_and_went([problem(3)], [problem(3, path="b.md")]) == ([problem(3, path="b.md")], [problem(3)])
