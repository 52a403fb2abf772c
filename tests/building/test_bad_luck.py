"""What was kept between builds is damaged, another's or older; clocks, files and disks that fail: a build notices, and gives
what a build of everything gives, or leaves the last good generation and says why."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from kg.build import build
from kg.cli import main
from kg.ledger import opening
from kg.ledger.sealing import set_seal
from kg.report import PROBLEMS
from kg.settings import Settings
from kg.store import generations
from tests.building.test_incremental import differences, dump, said
from tests.terminal import open_to_all

TOP = Path(__file__).resolve().parents[2]
LEDGER = "ledger.sqlite"
PAGE = 8192  # bytes, as kg/ledger lays it out
damaged = pytest.mark.filterwarnings("ignore::kg.building.knowing.LetGoWarning")
posix = pytest.mark.skipif(sys.platform == "win32", reason="of POSIX systems")
OURS = "import warnings, kg.building.knowing as k; warnings.simplefilter('error', k.LetGoWarning)"  # as pytest has it
BROKEN = "```turtle\nkg:rive schema:startDate 'abc' .\n```\n"


def note(turn: int, number: int = 0) -> str:
    """A note whose entries others name too; `turn` only changes what it says, not how long it is."""
    items = "".join(
        f"- [Rive {number}-{i}](https://r{number}-{i}.example/) (Suisse, {2010 + turn})\n  financé par la Fondation Aube.\n"
        for i in range(4)
    )
    head = f"---\ntitle: Carnet {number % 3}\n---\n# Projets\n\n"
    return f"{head}{items}- [Phare](https://phare.example/) (Suisse)\n\nVoir [[Carnet 1]].\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A vault that was built twice: two generations and a ledger are there."""
    home = made(tmp_path / "vault")
    write(home, 1)
    build(Settings(vault=home))
    return home


def made(home: Path) -> Path:
    """A vault of six notes, built."""
    home.mkdir()
    for number in range(6):
        write(home, 0, number)
    build(Settings(vault=home))
    return home


def write(folder: Path, turn: int, number: int = 0) -> None:
    (folder / f"{number}.md").write_text(note(turn, number), encoding="utf-8")


def assert_builds_as_anew(folder: Path) -> None:
    """Hold one more build against one that knows nothing."""
    report = build(Settings(vault=folder))
    anew = folder.with_name("anew")
    shutil.rmtree(anew, ignore_errors=True)
    shutil.copytree(folder, anew, ignore=shutil.ignore_patterns(".kg"))
    other = build(Settings(vault=anew))
    found = differences(dump(folder), dump(anew)) + differences(map(said, report.problems), map(said, other.problems))
    assert not found, "\n".join(found[:20])


# -- what was kept is damaged -------------------------------------------------------------------------------
def ledger_cut(home: Path) -> None:
    file = home / LEDGER
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def ledger_of_garbage(home: Path) -> None:
    (home / LEDGER).write_bytes(random.Random(1).randbytes(50_000))


def ledger_of_garbage_behind_its_first_page(home: Path) -> None:
    file = home / LEDGER
    file.write_bytes(file.read_bytes()[:8192] + random.Random(2).randbytes(80_000))


def ledger_empty(home: Path) -> None:
    (home / LEDGER).write_bytes(b"")


def ledger_gone(home: Path) -> None:
    (home / LEDGER).unlink()


def ledger_a_folder(home: Path) -> None:
    (home / LEDGER).unlink()
    (home / LEDGER).mkdir()
    (home / LEDGER / "x").write_text("x", encoding="ascii")


def ledger_read_only(home: Path) -> None:
    (home / LEDGER).chmod(0o444)


def fresh_ledger_a_folder(home: Path) -> None:
    (home / LEDGER).unlink()
    (home / "ledger.new").mkdir()


def ledger_of_another_version(home: Path) -> None:
    _mark(home, "version")


def ledger_of_another_generation(home: Path) -> None:
    _mark(home, "generation")


def _mark(home: Path, name: str) -> None:
    with sqlite3.connect(home / LEDGER) as db:
        assert db.execute("UPDATE meta SET value = 'x' WHERE name = ?", (name,)).rowcount == 1
    db.close()


def ledger_without_a_table(home: Path) -> None:
    with sqlite3.connect(home / LEDGER) as db:
        db.execute("DROP TABLE mention")
    db.close()


def ledger_with_other_words(home: Path) -> None:
    """Its pages are well-formed, and say what nobody wrote."""
    file = home / LEDGER
    file.write_bytes(file.read_bytes().replace(b"Fondation", b"Fondatioz"))


def journal_of_a_killed_build(home: Path) -> None:
    file = home / LEDGER
    was = file.read_bytes()
    db = sqlite3.connect(file, isolation_level=None)
    db.execute("PRAGMA cache_size = 2")
    db.execute("BEGIN")
    db.execute("DELETE FROM mention")
    db.execute("INSERT INTO problem SELECT 'x', 1, zeroblob(900) FROM note, note, note")
    journal, half = Path(f"{file}-journal").read_bytes(), file.read_bytes()
    db.close()
    assert half != was
    file.write_bytes(half)
    Path(f"{file}-journal").write_bytes(journal)


def generation_gone(home: Path) -> None:
    shutil.rmtree(home / current(home))


def pointer_gone(home: Path) -> None:
    (home / "CURRENT").unlink()


def older_generation(home: Path) -> None:
    """As after a backup of the folder was put back, but for the ledger."""
    older = min(p.name for p in home.glob("gen-*"))
    assert older != current(home)
    shutil.rmtree(home / current(home))
    (home / "CURRENT").write_text(f"{older}\n", encoding="ascii")


def current(home: Path) -> str:
    return (home / "CURRENT").read_text(encoding="ascii").strip()


def tables(home: Path) -> list[Path]:
    found = sorted((home / current(home) / "store").glob("*.sst"))
    assert found
    return found


def store_with_other_bytes(home: Path) -> None:
    for file in tables(home):
        raw = bytearray(file.read_bytes())
        for at in range(20, len(raw) - 100, 97):
            raw[at] ^= 0x10
        file.unlink()  # the generation before has the same file
        file.write_bytes(raw)


def store_with_a_table_less(home: Path) -> None:
    tables(home)[0].unlink()


def store_with_a_table_cut(home: Path) -> None:
    file = tables(home)[-1]
    raw = file.read_bytes()
    file.unlink()
    file.write_bytes(raw[: len(raw) // 2])


def store_without_its_list(home: Path) -> None:
    for file in (home / current(home) / "store").glob("MANIFEST*"):
        file.unlink()


def kept_problems_cut(home: Path) -> None:
    file = home / current(home) / "problems.jsonl"
    raw = file.read_bytes()
    file.unlink()  # the generation before may have the same file
    file.write_bytes(raw[: len(raw) // 2])


def kept_paths_gone(home: Path) -> None:
    (home / current(home) / "paths.jsonl").unlink()


def stamp_of_no_build(home: Path) -> None:
    (home / current(home) / "stamp.json").write_text('{"build": ""}', encoding="ascii")


def kept(folder: Path) -> bool:
    """Whether the tables of the current generation can be read."""
    generation = generations.current(folder)
    assert generation is not None
    return all(generation.table(name) for name in (PROBLEMS, generations.PATHS, generations.WRITTEN))


DAMAGES: tuple[Callable[[Path], None], ...] = (
    ledger_cut, ledger_of_garbage, ledger_of_garbage_behind_its_first_page, ledger_empty, ledger_gone, ledger_a_folder,
    ledger_read_only, fresh_ledger_a_folder, ledger_of_another_version, ledger_of_another_generation, ledger_without_a_table,
    ledger_with_other_words, journal_of_a_killed_build, generation_gone, pointer_gone, older_generation,
    store_with_other_bytes, store_with_a_table_less, store_with_a_table_cut, store_without_its_list, stamp_of_no_build,
    kept_problems_cut, kept_paths_gone,
)  # fmt: skip


@damaged
@pytest.mark.parametrize("edited", [True, False], ids=["edited", "not edited"])
@pytest.mark.parametrize("damage", DAMAGES, ids=lambda d: d.__name__.replace("_", " "))
def test_what_is_damaged_is_noticed_and_made_anew(folder: Path, damage: Callable[[Path], None], edited: bool) -> None:
    damage(generations.home(folder))
    if edited:
        write(folder, 2)
    assert_builds_as_anew(folder)
    assert kept(folder), "and what is kept beside it is whole"
    write(folder, 3, 1)
    assert_builds_as_anew(folder)
    assert kept(folder)


@pytest.mark.parametrize("page", [1, 5, 9, 14])  # tests/long goes through all of them
def test_other_bytes_in_a_page_are_noticed(folder: Path, page: int) -> None:
    spoil_page(generations.home(folder) / LEDGER, page)
    write(folder, 2)
    assert_builds_as_anew(folder)


def spoil_page(file: Path, page: int) -> None:
    """Other bytes here and there in one page of a ledger."""
    raw = bytearray(file.read_bytes())
    for at in range(page * PAGE + 200, min((page + 1) * PAGE, len(raw)), 1999):
        raw[at] ^= 0xFF
    file.write_bytes(raw)


CUT = (
    ("note", "told"), ("note", "silenced"), ("mention", "packed"), ("thing", "packed"), ("problem", "packed"), ("alike", "packed"),
    ("result", "packed"), ("result", "problem"), ("left_out", "value"), ("gap", "packed"),
)  # fmt: skip


@damaged
@pytest.mark.parametrize(("table", "column"), CUT, ids=lambda part: part)
def test_a_record_that_is_cut_off_is_noticed_though_the_file_looks_as_it_did(
    folder: Path, table: str, column: str
) -> None:
    text = note(2) + BROKEN + "- [Phares](https://phares.example/) (Suise) <!-- kg: ignore KG401 -->\n"
    (folder / "0.md").write_text(text, encoding="utf-8")
    build(Settings(vault=folder))
    file, generation = generations.home(folder) / LEDGER, generations.current(folder)
    assert generation is not None
    with sqlite3.connect(file) as db:
        assert db.execute(
            f"UPDATE {table} SET {column} = substr({column}, 1, length({column}) - 1) WHERE length({column}) > 0"
        ).rowcount
    db.close()
    set_seal(file, generations.store_of(generation))
    write(folder, 3, 1)
    assert_builds_as_anew(folder)


# -- another vault, another place ---------------------------------------------------------------------------
def test_what_was_kept_of_another_vault_is_not_this_one_s(folder: Path) -> None:
    other = folder.with_name("other")
    other.mkdir()
    for number in range(6):
        (other / f"{number}.md").write_text(note(4, number).replace("Rive", "Quai"), encoding="utf-8")
        seen = (folder / f"{number}.md").stat()
        os.utime(other / f"{number}.md", ns=(seen.st_atime_ns, seen.st_mtime_ns))
    shutil.copytree(folder / ".kg", other / ".kg")
    build(Settings(vault=other))
    names = {word for quad in dump(other) for word in ("Rive", "Quai") if word in quad}
    assert names == {"Quai"}


def test_a_vault_that_moved_or_was_copied_with_what_was_kept_is_built_as_it_is(folder: Path) -> None:
    there = folder.with_name("there")
    shutil.copytree(folder, there)
    write(there, 2)
    assert_builds_as_anew(there)
    shutil.rmtree(folder)
    there.rename(folder)
    write(folder, 3)
    assert_builds_as_anew(folder)


# -- clocks and files ---------------------------------------------------------------------------------------
def test_another_text_of_one_size_with_a_time_of_long_ago_is_read(folder: Path) -> None:
    write(folder, 2)
    os.utime(folder / "0.md", (1_000_000, 1_000_000))
    assert_builds_as_anew(folder)
    write(folder, 3)
    os.utime(folder / "0.md", (1_000_000, 1_000_000))  # a time that it had before
    assert_builds_as_anew(folder)


@posix
def test_another_text_of_one_size_with_the_time_that_it_had_is_read(folder: Path) -> None:
    long_ago = time.time() - 3600
    os.utime(folder / "0.md", (long_ago, long_ago))
    build(Settings(vault=folder))
    with (folder / "0.md").open("r+", encoding="utf-8", newline="") as file:  # the file keeps its number too
        file.write(note(2))
    os.utime(folder / "0.md", (long_ago, long_ago))
    assert_builds_as_anew(folder)


@posix
def test_a_file_that_may_be_read_again_is_read(folder: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root reads everything")
    (folder / "0.md").chmod(0)
    assert any(p.code == "KG105" for p in build(Settings(vault=folder)).problems)
    (folder / "0.md").chmod(0o644)
    assert_builds_as_anew(folder)


def test_files_that_change_come_and_go_while_they_are_read_are_read_by_the_next_build(folder: Path) -> None:
    stop = threading.Event()

    def rewrite() -> None:
        turn = 0
        while not stop.is_set():
            turn += 1
            for number in range(6):
                write(folder, turn % 10, number)
            (folder / "7.md").write_text(note(turn % 10, 7), encoding="utf-8")
            (folder / "new.md").write_text(note(turn % 10, 8), encoding="utf-8")
            (folder / "new.md").replace(folder / "0.md")
            (folder / "7.md").unlink()

    writer = threading.Thread(target=rewrite)
    writer.start()
    try:
        for _ in range(6):
            build(Settings(vault=folder))
    finally:
        stop.set()
        writer.join()
    assert build(Settings(vault=folder)).notes == 6
    assert_builds_as_anew(folder)


# -- builds that meet, that fail, that publish nothing ------------------------------------------------------
def start(folder: Path, *words: str, before: str = "") -> subprocess.Popen[str]:
    """kg as a process; `before` is Python that runs first."""
    code = f"{before}\nfrom kg.cli import main\nmain()"
    command = [sys.executable, "-c", code, *words, "--vault", str(folder), "--lang", "en"]
    return subprocess.Popen(command, cwd=TOP, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_a_check_in_which_others_publish_twice_is_one_of_what_is_there_then(folder: Path) -> None:
    write(folder, 2)
    told: list[str] = []

    def others(stage: str, _done: int, _of: int) -> None:
        if stage == "check" and "check" not in told:  # what the check began with is cleared away
            for turn in (3, 4):
                write(folder, turn, 1)
                build(Settings(vault=folder))
        told.append(stage)

    report = build(Settings(vault=folder), publish=False, tell=others)
    assert [p.span for p in report.problems] == [p.span for p in build(Settings(vault=folder)).problems]


def test_builds_and_checks_at_once_in_processes_and_threads_all_end_well(folder: Path) -> None:
    write(folder, 2)

    def again() -> None:
        for turn in range(2):
            write(folder, turn, 1)
            build(Settings(vault=folder), publish=turn % 2 == 0)

    running = [start(folder, word, before=OURS) for word in ("build", "check", "build")]
    with ThreadPoolExecutor(2) as pool:
        builds = [pool.submit(again) for _ in range(2)]
        told = [process.communicate(timeout=120) for process in running]
    for done in builds:
        done.result()  # raises what failed in it
    assert [process.returncode for process in running] == [0] * 3, told
    assert_builds_as_anew(folder)


@posix
@pytest.mark.parametrize("most", [1_000, 60_000, 400_000])
def test_a_disk_that_fills_up_is_one_message_or_a_graph_and_the_next_build_is_good(folder: Path, most: int) -> None:
    write(folder, 2)
    (folder / "8.md").write_text("\n".join(note(3, n).split("---\n")[2] for n in range(9, 40)), encoding="utf-8")
    was = dump(folder)
    limit = "import resource, signal\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
    limit += f"resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most}))"
    process = start(folder, "build", before=limit)
    _, told = process.communicate(timeout=120)
    assert "Traceback" not in told
    if process.returncode == 0:
        assert dump(folder) != was
    else:
        assert process.returncode == 2 and told.startswith("kg: "), told
        assert dump(folder) == was
    assert_builds_as_anew(folder)


@posix
def test_a_folder_that_may_not_be_written_keeps_its_generation_and_says_why(folder: Path) -> None:
    write(folder, 2)
    was = dump(folder)
    open_to_all(folder)
    home = generations.home(folder)
    for path in (home, *home.iterdir()):
        path.chmod(0o555 if path.is_dir() else 0o444)
    nobody = "import os, kg.build, kg.report, kg.summary, kg.vault_graph, filelock, pyshacl\n"
    nobody += "if os.geteuid() == 0: os.setuid(65534)"
    process = start(folder, "build", before=nobody)
    _, told = process.communicate(timeout=120)
    for path in (home, *home.iterdir()):
        path.chmod(0o755 if path.is_dir() else 0o644)
    if "site-packages" in told:
        pytest.skip("another user cannot read the interpreter here")
    assert process.returncode == 2 and told.startswith("kg: "), told
    assert dump(folder) == was
    assert_builds_as_anew(folder)


@posix
def test_a_build_that_is_killed_while_it_changes_the_ledger_costs_nothing_but_time(folder: Path) -> None:
    assert_killed_builds_cost_nothing(folder, moments=4, edits=1)


def assert_killed_builds_cost_nothing(folder: Path, moments: int, edits: int) -> None:
    """Kill builds of some edited notes in their second half, and hold the next one against one of everything. More: tests/long."""
    chance = random.Random(7)
    begun = time.monotonic()
    write(folder, 9)
    start(folder, "build").communicate()
    takes = time.monotonic() - begun
    for turn in range(moments):
        for number in chance.sample(range(6), edits):
            write(folder, turn % 10, number)
        with start(folder, "build", before=OURS) as process:
            time.sleep(takes * chance.uniform(0.5, 1.0))
            process.kill()
        assert_builds_as_anew(folder)


def test_a_strict_build_that_publishes_nothing_leaves_what_is_known_as_it_was(folder: Path) -> None:
    was, home = dump(folder), generations.home(folder)
    kept = (home / LEDGER).read_bytes()
    (folder / "0.md").write_text(note(2) + BROKEN, encoding="utf-8")
    assert not build(Settings(vault=folder), strict=True).published
    assert (dump(folder), (home / LEDGER).read_bytes()) == (was, kept)
    write(folder, 3)
    assert_builds_as_anew(folder)


def test_a_check_between_builds_changes_nothing(folder: Path) -> None:
    home = generations.home(folder)
    write(folder, 2)

    def state() -> dict[str, tuple[int, int]]:
        files = (p for p in home.rglob("*") if p.is_file() and p.name != "LOG")
        return {p.relative_to(home).as_posix(): (p.stat().st_size, p.stat().st_mtime_ns) for p in files}

    was = state()
    assert CliRunner().invoke(main, ["check", str(folder)]).exit_code == 0
    assert state() == was
    assert_builds_as_anew(folder)


def test_the_seal_is_set_when_nobody_writes_into_the_store(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine puts tables together behind whoever has a store open: one that it was still writing when the seal was set broke it."""
    sealed: list[Path] = []

    def set_seal(_ledger: Path, store: Path) -> None:
        ox.Store(str(store))  # fails while another has it open
        sealed.append(store)

    monkeypatch.setattr(opening, "set_seal", set_seal)
    (folder / "1.md").write_text(note(2, 1) + BROKEN, encoding="utf-8")
    build(Settings(vault=folder))
    (folder / ".kg" / LEDGER).unlink()
    build(Settings(vault=folder))
    assert len(set(sealed)) == 2
