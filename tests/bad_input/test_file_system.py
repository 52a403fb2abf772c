"""Files that are no notes, vanish or lead elsewhere; a disk that is full or damaged; builds that meet."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.build import build
from kg.cli import main
from kg.settings import Settings
from kg.store import generations
from kg.vault_graph import VaultGraph
from tests.terminal import open_to_all

TOP = Path(__file__).resolve().parents[2]
LIST = "# Projets\n\n- [Sentier](https://sentier.example/) (Suisse)\n"
posix = pytest.mark.skipif(sys.platform == "win32", reason="of POSIX systems")


def names(folder: Path) -> set[str]:
    return {
        row["n"]
        for row in VaultGraph(Settings(vault=folder)).query("SELECT ?n { ?e a mxtd:Initiative ; rdfs:label ?n }")
    }


def codes(folder: Path) -> set[tuple[str, str]]:
    return {(p.code, p.span.path) for p in build(Settings(vault=folder)).problems if p.code.startswith("KG1")}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "a.md").write_text(LIST, encoding="utf-8")
    return vault


@posix
def test_a_pipe_a_socket_and_a_device_are_said_and_never_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "pipe.md")
    (folder / "zero.md").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as listening:
        here = Path.cwd()
        os.chdir(folder)  # the name of a socket may have a hundred characters
        try:
            listening.bind("socket.md")
        finally:
            os.chdir(here)
        assert codes(folder) == {("KG105", "pipe.md"), ("KG105", "socket.md"), ("KG120", "zero.md")}
    assert names(folder) == {"Sentier"}
    done = CliRunner().invoke(main, ["check", str(folder)])
    assert "pipe.md:1:1: KG105" in done.stdout


@posix
def test_links_in_circles_to_nothing_and_out_of_the_vault_end(folder: Path) -> None:
    (folder.parent / "outside.md").write_text(LIST.replace("Sentier", "Dehors"), encoding="utf-8")
    (folder / "self.md").symlink_to("self.md")
    (folder / "gone.md").symlink_to("gone-for-good.md")
    (folder / "out.md").symlink_to(folder.parent / "outside.md")
    (folder / "up").symlink_to(folder, target_is_directory=True)
    (folder.parent / "elsewhere").mkdir()
    (folder / "far").symlink_to(folder.parent / "elsewhere", target_is_directory=True)
    assert codes(folder) == {
        ("KG105", "self.md"),
        ("KG105", "gone.md"),
        ("KG120", "out.md"),
        ("KG120", "far"),
    }
    assert names(folder) == {"Sentier"}


@posix
def test_a_link_within_the_vault_and_a_vault_that_is_a_link_are_followed(folder: Path) -> None:
    (folder / "b.md").symlink_to("a.md")
    (folder.parent / "link").symlink_to(folder, target_is_directory=True)
    assert codes(folder.parent / "link") == set()
    assert names(folder.parent / "link") == {"Sentier"}


def test_a_note_that_is_written_while_it_is_read_stops_nothing(folder: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        turn = 0
        while not stop.is_set():
            turn += 1
            (folder / "b.md").write_text(LIST * (turn % 50), encoding="utf-8")
            (folder / "c.md").write_text(LIST, encoding="utf-8")
            (folder / "c.md").unlink()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(5):
            build(Settings(vault=folder))
            assert "Sentier" in names(folder)
    finally:
        stop.set()
        writer.join()


@posix
def test_a_note_without_the_right_to_read_is_said_and_costs_no_other(folder: Path) -> None:
    (folder / "b.md").write_text(LIST, encoding="utf-8")
    (folder / "b.md").chmod(0)
    done = as_nobody(folder, "check")
    assert done.returncode == 1
    assert "b.md:1:1: KG105" in done.stdout and "right to read it" in done.stdout
    assert "a.md" not in done.stdout


# -- the disk -----------------------------------------------------------------------------------------------
def run(folder: Path, *words: str, limit: str = "") -> subprocess.CompletedProcess[str]:
    """kg as a process; `limit` is Python that runs before it."""
    code = f"{limit}\nfrom kg.cli import main\nmain()"
    command = [sys.executable, "-c", code, *words, "--vault", str(folder), "--lang", "en"]
    return subprocess.run(command, cwd=TOP, capture_output=True, text=True, check=False)


def as_nobody(folder: Path, command: str) -> subprocess.CompletedProcess[str]:
    """kg as a user without rights in the folder; what is imported late is there before the rights go."""
    open_to_all(folder)
    nobody = (
        "import os, kg.build, kg.report, kg.summary, kg.vault_graph, filelock, pyshacl\nfrom kg.build import build\n"
    )
    nobody += f"from kg.settings import Settings\nfrom pathlib import Path\nbuild(Settings(vault=Path({str(folder)!r})), publish=False)\n"
    done = run(folder, command, limit=f"{nobody}if os.geteuid() == 0: os.setuid(65534)")
    if "Traceback" in done.stderr and "PermissionError" in done.stderr and "site-packages" in done.stderr:
        pytest.skip("another user cannot read the interpreter here")
    return done


@posix
def test_a_full_disk_is_one_message_and_the_last_generation_still_answers(folder: Path) -> None:
    build(Settings(vault=folder))
    (folder / "b.md").write_text(
        "".join(LIST.replace("Sentier", f"Projet {i}").replace("sentier", f"p{i}") for i in range(300)),
        encoding="utf-8",
    )
    full = "import resource, signal\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\nresource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))"
    done = run(folder, "build", limit=full)
    assert done.returncode == 2
    assert done.stderr.startswith("kg: ") and "Traceback" not in done.stderr
    assert names(folder) == {"Sentier"}
    assert run(folder, "build").returncode == 0
    assert len(names(folder)) == 301


@posix
def test_a_folder_without_the_right_to_write_is_one_message_and_its_graph_still_answers(folder: Path) -> None:
    build(Settings(vault=folder))
    (folder / "b.md").write_text(LIST.replace("Sentier", "Vitrine").replace("sentier", "vitrine"), encoding="utf-8")
    done = as_nobody(folder, "build")
    assert done.returncode == 2
    assert done.stderr.startswith("kg: ") and "access is denied" in done.stderr
    assert names(folder) == {"Sentier"}


def test_four_builds_at_once_all_end_well(folder: Path) -> None:
    command = [sys.executable, "-m", "kg.cli", "build", "--vault", str(folder), "-q"]
    running = [
        subprocess.Popen(command, cwd=TOP, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for _ in range(4)
    ]
    said = [process.communicate(timeout=60)[0] for process in running]
    assert [process.returncode for process in running] == [0] * 4, said
    assert names(folder) == {"Sentier"}


def cut_pointer(home: Path) -> None:
    (home / "CURRENT").write_text("", encoding="ascii")


def wrong_pointer(home: Path) -> None:
    (home / "CURRENT").write_text("gen-999999\n", encoding="ascii")


def pointer_upwards(home: Path) -> None:
    (home / "CURRENT").write_text("../..\n", encoding="ascii")


def bytes_for_a_pointer(home: Path) -> None:
    (home / "CURRENT").write_bytes(b"\xff\xfe\x00")


def no_stamp(home: Path) -> None:
    next(home.glob("gen-*/stamp.json")).unlink()


def cut_stamp(home: Path) -> None:
    next(home.glob("gen-*/stamp.json")).write_text('{"notes": "1', encoding="utf-8")


def another_stamp(home: Path) -> None:
    next(home.glob("gen-*/stamp.json")).write_text("[]", encoding="utf-8")


def no_store(home: Path) -> None:
    shutil.rmtree(next(home.glob("gen-*/store")))


def empty_store(home: Path) -> None:
    for file in next(home.glob("gen-*/store")).iterdir():
        file.unlink()


def cut_store(home: Path) -> None:
    for file in next(home.glob("gen-*/store")).iterdir():
        file.write_bytes(file.read_bytes()[:20])


def file_for_a_store(home: Path) -> None:
    store = next(home.glob("gen-*/store"))
    shutil.rmtree(store)
    store.write_text("x", encoding="utf-8")


DAMAGES: tuple[Callable[[Path], None], ...] = (
    cut_pointer, wrong_pointer, pointer_upwards, bytes_for_a_pointer, no_stamp, cut_stamp, another_stamp, no_store, empty_store,
    cut_store, file_for_a_store,
)  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda d: d.__name__.replace("_", " "))
def test_a_damaged_graph_is_one_message_or_built_anew_and_the_next_build_heals_it(
    folder: Path, damage: Callable[[Path], None]
) -> None:
    build(Settings(vault=folder))
    damage(generations.home(folder))
    done = CliRunner().invoke(main, ["query", "initiatives", "--vault", str(folder), "--lang", "en"])
    assert done.exit_code in (0, 2) and "Traceback" not in done.output
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    if done.exit_code == 2:
        assert "kg build" in done.output
    assert CliRunner().invoke(main, ["build", str(folder), "-q"]).exit_code == 0
    assert names(folder) == {"Sentier"}
