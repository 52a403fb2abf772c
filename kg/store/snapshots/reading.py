"""A snapshot as a folder again. Whoever wrote it is not believed: only files that its manifest names come out of it, as large
as it says, with the hash that it says, and nothing of it is used before all was checked."""

from __future__ import annotations

import hashlib
import os
import shutil
import tarfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from kg.errors import StoreError
from kg.model.record import record
from kg.store.generations import STAMP, Generation, at, open_store
from kg.store.packing import BROKEN, unpacked
from kg.store.snapshots import manifest as manifests
from kg.store.snapshots.manifest import NAME, Manifest, Member
from kg.texts import snapshots as texts
from kg.texts.snapshots import SnapshotError

_PIECE = 1 << 20
_HEADER = 1 << 20  # bytes of what may stand before a file in the archive: its long name
_DAMAGE = (*BROKEN, zlib.error, tarfile.TarError)
Tick = Callable[[], None]


class _Info(tarfile.TarInfo):
    """A header whose length is looked at before it is read: it would be held as a whole."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> _Info:
        """The header in some bytes. Raises tarfile.HeaderError."""
        info = super().frombuf(buf, encoding, errors)
        if info.type not in (tarfile.REGTYPE, tarfile.AREGTYPE) and info.size > _HEADER:
            raise tarfile.ReadError("a long header")
        return info


@record
class Snapshot:
    """An open snapshot of which the manifest was read. `source` is what it is called in messages."""

    source: str
    manifest: Manifest
    tar: tarfile.TarFile
    stream: IO[bytes]  # what the archive is read from

    def unpack(self, folder: Path, tick: Tick = lambda: None) -> None:
        """Write all that it holds into an empty folder; `tick` is called again and again, and may raise.

        Raises SnapshotError for whatever does not fit its manifest, or where there is no room.
        """
        if self.manifest.size > shutil.disk_usage(folder).free:
            raise SnapshotError.too_large(self.source, self.manifest.size, folder)
        with _told(self.source):
            left = {member.path: member for member in self.manifest.files}
            while (info := self.tar.next()) is not None:
                member = left.pop(info.name, None)
                if member is None or not _is_file(info, member.size):
                    raise SnapshotError.damaged(self.source, texts.STRANGE.filled(name=_short(info.name)))
                opened = self.tar.extractfile(info)
                assert opened is not None, "a file"
                self._write(opened, member, folder, tick)
            if len(self.stream.read(_PIECE)) == _PIECE:  # to the end, where its checksum is; archives end in zeros
                raise SnapshotError.damaged(self.source, texts.CUT)
            if left:
                raise SnapshotError.damaged(self.source, texts.LACKS.filled(name=_short(min(left))))
        self._keep(folder)

    def _write(self, opened: IO[bytes], member: Member, folder: Path, tick: Tick) -> None:
        target = folder / member.path
        found = hashlib.sha256()
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            out = target.open("xb")
        except (FileExistsError, NotADirectoryError) as error:
            raise SnapshotError.damaged(self.source, texts.STRANGE.filled(name=_short(member.path))) from error
        except OSError as error:
            raise SnapshotError.unwritten(self.source, folder, error) from error
        with out:
            while piece := opened.read(_PIECE):
                tick()
                found.update(piece)
                try:
                    out.write(piece)
                except OSError as error:
                    raise SnapshotError.unwritten(self.source, folder, error) from error
        if found.hexdigest() != member.sha256:
            raise SnapshotError.damaged(self.source, texts.OTHER_HASH.filled(name=_short(member.path)))
        _date(target, self.manifest)

    def _keep(self, folder: Path) -> None:
        """The last steps: what it says of itself beside the rest, and a look at whether its store can be read."""
        try:
            (folder / NAME).write_bytes(self.manifest.text())
            open_store(Generation(path=folder, stamp={}))
            if at(folder) is None:
                raise SnapshotError.damaged(self.source, texts.UNREADABLE.filled(name=STAMP))
        except OSError as error:
            raise SnapshotError.unwritten(self.source, folder, error) from error
        except StoreError as error:
            raise SnapshotError.closed(self.source, self.manifest.engine) from error


@contextmanager
def opened(file: Path, source: str) -> Iterator[Snapshot]:
    """The snapshot in a file. Raises SnapshotError for one that cannot be read or does not begin as one."""
    with (
        _told(source),
        unpacked(file) as stream,
        tarfile.open(fileobj=stream, mode="r|", tarinfo=_Info, bufsize=1 << 16) as tar,
    ):
        info = tar.next()
        if info is None or info.name != NAME or not _is_file(info) or info.size > manifests.LARGEST:
            raise SnapshotError.damaged(source, texts.NO_MANIFEST)
        head = tar.extractfile(info)
        assert head is not None, "a file"
        yield Snapshot(source=source, manifest=manifests.read(head.read(), source), tar=tar, stream=stream)


@contextmanager
def _told(source: str) -> Iterator[None]:
    """What is wrong with a file, in our words."""
    try:
        yield
    except _DAMAGE as error:
        raise SnapshotError.damaged(source, texts.CUT) from error
    except OSError as error:
        raise SnapshotError.unread(source, error) from error


def _is_file(info: tarfile.TarInfo, size: int = -1) -> bool:
    """Whether it is a plain file, of this size: no link, no device, none with holes."""
    plain = info.type in (tarfile.REGTYPE, tarfile.AREGTYPE) and info.sparse is None
    return plain and (size < 0 or info.size == size)


def _date(file: Path, manifest: Manifest) -> None:
    """When the graph was published: what pages say of that is the same on every machine."""
    os.utime(file, (manifest.published, manifest.published))


def _short(name: str) -> str:
    return name[:80]
