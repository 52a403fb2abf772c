"""A generation as one file: the same bytes each time, whole or not at all; what does not fit its manifest stays outside."""

from __future__ import annotations

import hashlib
import io
import json
import os
import random
import shutil
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from kg.build import build
from kg.cli import main
from kg.errors import KgError, OutputError
from kg.settings import Settings
from kg.store import export, generations
from kg.store.generations import Generation
from kg.store.snapshots import manifest as manifests
from kg.store.snapshots import reading, writing
from kg.store.snapshots.manifest import Manifest, Member
from kg.texts.snapshots import SnapshotError

NOTE = "# Médiation\n\n- [Rive numérique](https://rive.example/) (Belgique, 2019)\n"
OTHER = "# Réseaux\n\n- [Pont ouvert](https://pont.example/) (Suisse, depuis 2020)\n"


def settings_of(vault: Path) -> Settings:
    return Settings(vault=vault, base="https://x.example/kg/", title="Initiatives", publisher="Un réseau")


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    folder = tmp_path / "vault"
    (folder / "été").mkdir(parents=True)
    (folder / "été" / "Médiation.md").write_text(NOTE, encoding="utf-8")
    (folder / "réseaux.md").write_text(OTHER, encoding="utf-8")
    build(settings_of(folder))
    return folder


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A snapshot of a small vault."""
    top = tmp_path_factory.mktemp("one")
    (top / "vault").mkdir()
    (top / "vault" / "note.md").write_text(NOTE, encoding="utf-8")
    build(settings_of(top / "vault"))
    writing.write(settings_of(top / "vault"), top / "one.tar")
    return top / "one.tar"


def unpacked(file: Path, folder: Path) -> Manifest:
    folder.mkdir()
    with reading.opened(file, file.name) as found:
        found.unpack(folder)
        return found.manifest


def dump(store: ox.Store) -> bytes:
    return export.export(store, "nquads", provenance=True)


@pytest.mark.parametrize("ending", writing.ENDINGS)
def test_what_comes_out_is_what_went_in(vault: Path, tmp_path: Path, ending: str) -> None:
    generation = generations.current(vault)
    assert generation is not None
    written = writing.write(settings_of(vault), tmp_path / f"graph{ending}")
    manifest = unpacked(tmp_path / f"graph{ending}", tmp_path / "out")
    assert (written.manifest, written.left_out) == (manifest, 0)
    out = Generation(path=tmp_path / "out", stamp=generation.stamp)
    assert dump(generations.open_store(out)) == dump(generations.open_store(generation))
    assert (out.paths, out.table("gaps.jsonl")) == (generation.paths, generation.table("gaps.jsonl"))
    assert (tmp_path / "out" / "vault" / "été" / "Médiation.md").read_text(encoding="utf-8") == NOTE
    found = manifests.settings_in(tmp_path / "out", Settings(vault=tmp_path))
    assert (found.vault, found.title, found.publisher) == (tmp_path / "out" / "vault", "Initiatives", "Un réseau")
    assert (found.base, found.licence, found.queries) == ("https://x.example/kg/", "", None)


@pytest.mark.parametrize("ending", [".tar.zst", ".tar.gz", ".tar"])
def test_the_same_generation_gives_the_same_bytes_wherever_it_is_read(vault: Path, tmp_path: Path, ending: str) -> None:
    first, second = (tmp_path / f"{n}{ending}" for n in ("a", "b"))
    writing.write(settings_of(vault), first)
    copied = tmp_path / "elsewhere"
    shutil.copytree(vault, copied)
    writing.write(settings_of(copied), second)
    assert first.read_bytes() == second.read_bytes()


def test_what_a_later_build_writes_behind_a_shared_table_is_not_in_it(vault: Path, tmp_path: Path) -> None:
    before = generations.current(vault)
    writing.write(settings_of(vault), tmp_path / "before.tar")
    (vault / "neu.md").write_text("# Neu\n\n- [Steg](https://steg.example/) (Schweiz)\n", encoding="utf-8")
    build(settings_of(vault))
    assert before is not None
    (vault / ".kg" / "CURRENT").write_text(f"{before.path.name}\n", encoding="ascii")
    (vault / "neu.md").unlink()
    writing.write(settings_of(vault), tmp_path / "after.tar")
    assert (tmp_path / "after.tar").read_bytes() == (tmp_path / "before.tar").read_bytes()


def test_a_build_may_clear_the_generation_away_while_it_is_written(
    vault: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack, seen = writing._pack, generations.current(vault)

    def slow(folder: Path, made: Manifest, out: io.BytesIO) -> None:
        for number in range(3):
            (vault / "réseaux.md").write_text(
                f"{OTHER}- [Gué {number}](https://gue{number}.example/)\n", encoding="utf-8"
            )
            build(settings_of(vault))
        assert seen is not None and not seen.path.exists()
        pack(folder, made, out)

    monkeypatch.setattr(writing, "_pack", slow)
    writing.write(settings_of(vault), tmp_path / "graph.tar")
    unpacked(tmp_path / "graph.tar", tmp_path / "out")
    assert "Gué" not in dump(ox.Store.read_only(str(tmp_path / "out" / "store"))).decode()
    assert not list((vault / ".kg").glob("held-*"))


def test_a_note_that_was_edited_since_it_was_read_is_left_out(vault: Path, tmp_path: Path) -> None:
    note = vault / "réseaux.md"
    note.write_text(OTHER + "\nmore\n", encoding="utf-8")
    later = (vault / ".kg" / "CURRENT").stat().st_mtime + 10
    os.utime(note, (later, later))
    assert writing.write(settings_of(vault), tmp_path / "graph.tar").left_out == 1
    unpacked(tmp_path / "graph.tar", tmp_path / "out")
    assert not (tmp_path / "out" / "vault" / "réseaux.md").exists()


def test_a_file_that_was_there_stays_when_another_cannot_be_written(
    vault: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "graph.tar.zst"
    target.write_bytes(b"the old one")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "_pack", full)
    with pytest.raises(OutputError, match="cannot be written"):
        writing.write(settings_of(vault), target)
    assert target.read_bytes() == b"the old one"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["graph.tar.zst", "vault"]
    with pytest.raises(SnapshotError, match="does not say how"):
        writing.write(settings_of(vault), tmp_path / "graph.zip")


# -- what is not whole, or not ours ---------------------------------------------------------------------
def refused(file: Path, folder: Path) -> str:
    """What is said of a snapshot that is not taken; nothing outside of the folder was written."""
    around = sorted(p.name for p in folder.parent.iterdir())
    with pytest.raises(SnapshotError) as error:
        unpacked(file, folder)
    shutil.rmtree(folder, ignore_errors=True)
    assert sorted(p.name for p in folder.parent.iterdir()) == around
    assert error.value.said.fr and error.value.said.de and "\n" not in error.value.message
    return error.value.message


@pytest.mark.parametrize("ending", [".tar", ".tar.gz", ".tar.zst"])
def test_a_file_that_was_cut_anywhere_is_refused(vault: Path, tmp_path: Path, ending: str) -> None:
    written = writing.write(settings_of(vault), tmp_path / f"graph{ending}")
    whole = (tmp_path / f"graph{ending}").read_bytes()
    end = len(whole) if ending != ".tar" else _ends(tmp_path / "graph.tar")
    chance = random.Random(3)
    for length in sorted({0, 1, 3, 4, 512, 700, end - 1, *(chance.randrange(end) for _ in range(25))}):
        (tmp_path / "cut").write_bytes(whole[:length])
        assert "no whole file" in refused(tmp_path / "cut", tmp_path / "out"), length
    assert written.manifest.size > 0


def _ends(file: Path) -> int:
    """Where the last member of an archive ends; only zeros are behind it."""
    with tarfile.open(file) as tar:
        last = tar.getmembers()[-1]
        return last.offset_data + last.size


@pytest.mark.parametrize("ending", [".tar", ".tar.gz", ".tar.zst"])
def test_a_file_of_which_a_byte_is_another_gives_what_was_written_or_is_refused(
    vault: Path, tmp_path: Path, ending: str
) -> None:
    written = writing.write(settings_of(vault), tmp_path / f"graph{ending}")
    whole = (tmp_path / f"graph{ending}").read_bytes()
    chance = random.Random(5)
    for number in range(60):
        data = bytearray(whole)
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        (tmp_path / "bent").write_bytes(data)
        out = tmp_path / f"out{number}"
        try:
            assert unpacked(tmp_path / "bent", out) == written.manifest
        except SnapshotError:
            continue
        found = {p.relative_to(out).as_posix(): p.read_bytes() for p in out.rglob("*") if p.is_file()}
        assert {m.path: m.sha256 for m in written.manifest.files}.items() <= {
            path: hashlib.sha256(data).hexdigest() for path, data in found.items()
        }.items()


Bend = Callable[[list[tuple[tarfile.TarInfo, bytes]]], None]


def bent(snapshot: Path, target: Path, bend: Bend) -> Path:
    """A snapshot whose members somebody changed."""
    with tarfile.open(snapshot) as tar:
        members = [(m, found.read() if (found := tar.extractfile(m)) else b"") for m in tar.getmembers()]
    bend(members)
    with tarfile.open(target, "w", format=tarfile.PAX_FORMAT) as out:
        for info, data in members:
            out.addfile(info, io.BytesIO(data))
    return target


SAID = {**dict.fromkeys(manifests._SAID, ""), "base": "https://museumxtd.ch/kg/"}


def said(*rows: tuple[str, int, str]) -> bytes:
    """A manifest of these files, whose hash is right."""
    made = Manifest(kg="0", engine="", build="", published=0, said=SAID,
                    files=tuple(Member(path=p, size=s, sha256=h) for p, s, h in rows))  # fmt: skip
    return made.text()


def archive(target: Path, manifest: bytes, *members: tuple[tarfile.TarInfo, bytes]) -> Path:
    with tarfile.open(target, "w", format=tarfile.PAX_FORMAT) as out:
        for info, data in ((file("manifest.json", len(manifest)), manifest), *members):
            out.addfile(info, io.BytesIO(data))
    return target


def file(name: str, size: int, kind: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size, info.type, info.linkname = size, kind, link
    return info


X = hashlib.sha256(b"x").hexdigest()


@pytest.mark.parametrize(
    "path",
    ["../x", "/etc/x", "a/../../x", "", "a//b", "./x", "C:x", "a\\..\\b", "a\x00b", "manifest.json", "a/" * 300 + "x"],
)
def test_a_path_that_leads_out_of_the_folder_is_refused(tmp_path: Path, path: str) -> None:
    assert "manifest.json" in refused(archive(tmp_path / "a.tar", said((path, 1, X))), tmp_path / "out")


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE])
def test_links_and_devices_are_refused(tmp_path: Path, kind: bytes) -> None:
    bad = archive(tmp_path / "a.tar", said(("x", 0, X)), (file("x", 0, kind, "/etc/passwd"), b""))
    assert "has no place there" in refused(bad, tmp_path / "out")


def test_what_the_manifest_does_not_name_or_names_otherwise_is_refused(tmp_path: Path) -> None:
    one, two = (file("x", 1), b"x"), (file("y", 1), b"x")
    assert "y, which has no place" in refused(archive(tmp_path / "a", said(("x", 1, X)), one, two), tmp_path / "out")
    assert "x, which has no place" in refused(archive(tmp_path / "b", said(("x", 1, X)), one, one), tmp_path / "out")
    assert "lacks y" in refused(archive(tmp_path / "c", said(("x", 1, X), ("y", 1, X)), one), tmp_path / "out")
    assert "x, which has no" in refused(archive(tmp_path / "d", said(("x", 2, X)), one), tmp_path / "out")
    assert "hash of x" in refused(archive(tmp_path / "e", said(("x", 1, X)), (file("x", 1), b"y")), tmp_path / "out")
    both = archive(tmp_path / "f", said(("x", 1, X), ("x/y", 1, X)), one, (file("x/y", 1), b"x"))
    assert "x/y, which has no place" in refused(both, tmp_path / "out")
    assert "cannot be opened here" in refused(archive(tmp_path / "g", said(("x", 1, X)), one), tmp_path / "out")


@pytest.mark.parametrize(
    "text",
    [b"", b"{}", b"[]", b"null", b'{"format":1}', b"\xff\xfe", b"[" * 100_000, b'{"format": 1, "files": [[1,2,3]]}',
     said(("x", 1, X)).replace(b'"hash": "', b'"hash": "0'), said(("x", 1, "no hash"))],
)  # fmt: skip
def test_a_manifest_that_is_none_is_refused(tmp_path: Path, text: bytes) -> None:
    assert "manifest.json" in refused(archive(tmp_path / "a.tar", text), tmp_path / "out")


def test_a_snapshot_of_another_format_names_the_version_that_wrote_it(tmp_path: Path) -> None:
    text = json.dumps({"format": 2, "kg": "7.1"}).encode()
    assert "written by kg 7.1" in refused(archive(tmp_path / "a.tar", text), tmp_path / "out")


def test_what_is_larger_than_the_disk_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    assert "more than is free" in refused(archive(tmp_path / "a.tar", said(("x", 1 << 60, X))), tmp_path / "out")


def test_a_long_header_is_not_read(tmp_path: Path) -> None:
    """A name of gigabytes costs some bytes where it is packed."""
    text = said(("x", 1, X))
    bad = archive(tmp_path / "a.tar", text)
    data = bad.read_bytes().rstrip(b"\0")
    data += b"\0" * (-len(data) % 512)
    bad.write_bytes(data + file("./PaxHeaders/x", 1 << 33, tarfile.XHDTYPE).tobuf() + b"\0" * 4096)
    assert "cut off or damaged" in refused(bad, tmp_path / "out")


@pytest.mark.parametrize("name", ["gone.tar", "folder"])
def test_what_is_no_file_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    assert "cannot be read" in refused(tmp_path / name, tmp_path / "out")


# -- a generation that came from elsewhere --------------------------------------------------------------
def _kept(vault: Path) -> list[str]:
    return sorted(p.name for p in (vault / ".kg").iterdir() if p.is_dir())


def test_a_generation_is_taken_in_whole_or_not_at_all(snapshot: Path, tmp_path: Path) -> None:
    def broken(folder: Path) -> None:
        (folder / "stamp.json").write_text("{}", encoding="ascii")
        raise KgError(SnapshotError.damaged("x", reading.texts.CUT).said)

    def whole(folder: Path) -> None:
        with reading.opened(snapshot, "one") as found:
            found.unpack(folder)

    with pytest.raises(KgError):
        generations.take_in(tmp_path, "gen-a", broken)
    assert (_kept(tmp_path), generations.current(tmp_path)) == ([], None)
    for name, kept in (("gen-a", ["gen-a"]), ("gen-b", ["gen-a", "gen-b"]), ("gen-a", ["gen-a", "gen-b"]), ("gen-c", ["gen-a", "gen-c"])):  # fmt: skip
        generations.take_in(tmp_path, name, whole)
        assert generations.name_of_current(tmp_path) == name
        assert _kept(tmp_path) == kept


@pytest.fixture(autouse=True)
def _nothing_is_left(tmp_path: Path) -> Iterator[None]:
    yield
    assert not list(tmp_path.rglob("part-*")) and not list(tmp_path.rglob("held-*"))


def test_the_command_says_the_hash_and_nothing_else(vault: Path, tmp_path: Path) -> None:
    target = tmp_path / "graph.tar.zst"
    words = ["snapshot", "--vault", str(vault), "--lang", "en"]
    done = CliRunner().invoke(main, [*words, "-o", str(target)])
    with reading.opened(target, "graph") as found:
        assert (done.exit_code, done.stdout, done.stderr) == (0, f"{found.manifest.hash}\n", "")
    for name, said in (("graph.zip", "Let it end in .tar.zst"), ("no/folder/graph.tar", "make it first")):
        done = CliRunner().invoke(main, [*words, "-o", str(tmp_path / name)])
        assert done.exit_code == 2 and said in done.stderr and done.stdout == ""
    assert CliRunner().invoke(main, words).exit_code == 2


def test_the_command_builds_first_where_there_is_no_graph(tmp_path: Path) -> None:
    (tmp_path / "note.md").write_text(NOTE, encoding="utf-8")
    done = CliRunner().invoke(
        main, ["snapshot", "--vault", str(tmp_path), "-o", str(tmp_path / "g.tar"), "--lang", "en"]
    )
    assert done.exit_code == 0 and "no graph yet" in done.stderr.lower() and (tmp_path / "g.tar").is_file()


def rewritten(snapshot: Path, target: Path, **changed: object) -> Path:
    """A snapshot whose manifest says something else, with the hash that belongs to it."""

    def bend(members: list[tuple[tarfile.TarInfo, bytes]]) -> None:
        info, data = members[0]
        rows = {**json.loads(data), **changed}
        del rows["hash"]
        text = json.dumps({**rows, "hash": hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()})
        info.size = len(text)
        members[0] = (info, text.encode())

    return bent(snapshot, target, bend)


@pytest.mark.parametrize(
    "changed",
    [{"published": 10**30}, {"published": 1 << 62}, {"kg": "\ud800"}, {"said": {**SAID, "title": "\udcff"}},
     {"said": {**SAID, "base": ""}}, {"said": {**SAID, "base": "javascript:alert(1)"}}, {"said": {**SAID, "language": "xx"}}],
)  # fmt: skip
def test_a_manifest_that_no_server_can_use_is_refused(vault: Path, tmp_path: Path, changed: dict[str, object]) -> None:
    writing.write(Settings(vault=vault), tmp_path / "a.tar")
    rewritten(tmp_path / "a.tar", tmp_path / "same.tar", kg="0")
    unpacked(tmp_path / "same.tar", tmp_path / "fine")
    assert "manifest.json" in refused(rewritten(tmp_path / "a.tar", tmp_path / "b.tar", **changed), tmp_path / "out")


@pytest.mark.parametrize("stamp", [None, b"", b"{", b"[]", b'{"build": 5}', b"[" * 100_000])
def test_a_snapshot_without_what_its_build_remembers_is_refused(
    vault: Path, tmp_path: Path, stamp: bytes | None
) -> None:
    writing.write(Settings(vault=vault), tmp_path / "a.tar")
    with tarfile.open(tmp_path / "a.tar") as tar:
        files = {m.name: found.read() for m in tar.getmembers() if (found := tar.extractfile(m)) is not None}
    del files["manifest.json"], files["stamp.json"]
    if stamp is not None:
        files["stamp.json"] = stamp
    rows = [(path, len(data), hashlib.sha256(data).hexdigest()) for path, data in files.items()]
    members = [(file(path, len(data)), data) for path, data in files.items()]
    bad = archive(tmp_path / "b.tar", said(*rows), *members)
    assert "stamp.json cannot be read" in refused(bad, tmp_path / "out")
