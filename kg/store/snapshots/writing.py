"""`kg snapshot`: the published generation as one file, the same bytes each time.

What is written is held first, in a folder of its own: links to the store's files, and copies of the rest. A build may publish and
clear away meanwhile. A table is copied as far as it is this generation's, for later ones write behind it.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import tarfile
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import version
from itertools import count
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from kg.errors import OutputError, StoreError
from kg.model.record import record
from kg.model.system import replaced
from kg.settings import Settings
from kg.store import generations, tables
from kg.store.generations import STAMP, Generation
from kg.store.packing import packed
from kg.store.snapshots import manifest as manifests
from kg.store.snapshots.manifest import NAME, QUERIES, SHAPES, VAULT, Manifest, Member
from kg.texts.snapshots import SnapshotError

ENDINGS = (".tar.zst", ".tzst", ".tar.gz", ".tgz", ".tar")
_TRIES = 5
_OLD = 86_400  # seconds after which what a killed snapshot has left is removed


@record
class Written:
    """What was written, and how many notes are left out of it, for they were edited or lost since they were read."""

    manifest: Manifest
    left_out: int


def write(settings: Settings, target: Path) -> Written:
    """Write the published generation to a file, whole or not at all.

    Raises SnapshotError for a name that does not say how it is packed, StoreError where there is no generation or it cannot be read,
    OutputError where the file cannot be written.
    """
    if not target.name.endswith(ENDINGS):
        raise SnapshotError.no_ending(target, ENDINGS)
    with _held(settings) as (folder, generation, left_out):
        made = _manifest(settings, generation, folder)
        try:
            with replaced(target) as out, packed(out, target.name) as stream:
                _pack(folder, made, stream)
        except OSError as error:
            raise OutputError.refused(target, error) from error
        return Written(manifest=made, left_out=left_out)


# -- what is held ---------------------------------------------------------------------------------------
@contextmanager
def _held(settings: Settings) -> Iterator[tuple[Path, Generation, int]]:
    """A folder with all that the snapshot of the current generation holds."""
    try:
        with _folder(settings.vault) as top:
            yield _gathered(settings, top)
    except OSError as error:
        raise StoreError.refused(settings.vault, error) from error


def _gathered(settings: Settings, top: Path) -> tuple[Path, Generation, int]:
    for turn in count():
        generation = generations.current(settings.vault)
        if generation is None:
            raise StoreError.lacks(str(generations.home(settings.vault)))
        folder = top / str(turn)
        try:
            return folder, generation, _gather(settings, generation, folder)
        except (OSError, StoreError):  # builds may have cleared it away
            if turn == _TRIES or generations.name_of_current(settings.vault) == generation.path.name:
                raise
    raise AssertionError("unreachable")


@contextmanager
def _folder(vault: Path) -> Iterator[Path]:
    """A folder beside the generations, where links to their files can be had; elsewhere where nobody may write there."""
    home = generations.home(vault)
    for left in home.glob("held-*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _OLD:
                shutil.rmtree(left, ignore_errors=True)
    beside = home if os.access(home, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="held-", dir=beside, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def _gather(settings: Settings, generation: Generation, folder: Path) -> int:
    folder.mkdir()
    generations.open_store(generation).backup(str(folder / "store"))
    for file in generation.path.iterdir():
        if file.is_file() and file.name != NAME:
            length = tables.length_of(generation.stamp, file.name)
            _copy(file, folder / file.name, length)
    shutil.copystat(generation.path / STAMP, folder / STAMP)
    for name, extra, ending in ((QUERIES, settings.queries, "*.rq"), (SHAPES, settings.shapes, "*.ttl")):
        for file in extra.glob(ending) if extra is not None else ():
            _copy(file, folder / name / file.name)
    sources = set(generation.sources.values())
    kept = [path for path in sources if _is_as_read(settings.vault / path, generation) and _is_plain(path)]
    for path in kept:
        _copy(settings.vault / path, folder / VAULT / path)
    return len(sources) - len(kept)


def _is_as_read(note: Path, generation: Generation) -> bool:
    """Whether a note is what it was when it was read; to show others beside statements would be wrong."""
    try:
        return note.is_file() and note.stat().st_mtime <= (generation.path / STAMP).stat().st_mtime
    except OSError:
        return False


def _is_plain(path: str) -> bool:
    """Whether any system can have a file of that name."""
    try:
        path.encode()
        manifests.checked(path)
    except ValueError:
        return False
    return True


def _copy(file: Path, target: Path, length: int = -1) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with file.open("rb") as source, target.open("wb") as out:
        if length < 0:
            shutil.copyfileobj(source, out)
        else:
            out.write(source.read(length))


# -- what is written ------------------------------------------------------------------------------------
def _manifest(settings: Settings, generation: Generation, folder: Path) -> Manifest:
    return Manifest(
        kg=version("kg"), engine=f"pyoxigraph {ox.__version__}", build=generation.stamp.get("build", ""),
        published=int((folder / STAMP).stat().st_mtime),
        said={**manifests.said(settings), "base": generation.stamp.get("base", settings.base)},
        files=tuple(_members(folder)),
    )  # fmt: skip


def _members(folder: Path) -> Iterable[Member]:
    files = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.is_file()}
    for path, file in sorted(files.items()):
        with file.open("rb") as opened:
            sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
        yield Member(path=path, size=file.stat().st_size, sha256=sha256)


def _pack(folder: Path, made: Manifest, out: IO[bytes]) -> None:
    with tarfile.open(fileobj=out, mode="w|", format=tarfile.PAX_FORMAT) as tar:
        text = made.text()
        tar.addfile(_info(NAME, len(text), made), io.BytesIO(text))
        for member in made.files:
            with (folder / member.path).open("rb") as file:
                tar.addfile(_info(member.path, member.size, made), file)


def _info(path: str, size: int, made: Manifest) -> tarfile.TarInfo:
    info = tarfile.TarInfo(path)  # of nobody, whom all may read
    info.size, info.mtime = size, made.published
    return info
