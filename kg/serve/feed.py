"""Where a server without a vault has its generations from: a snapshot, looked at again and again.

What comes is checked and unpacked into a folder of this process, then switched to as a build does it: the same `Publication` takes
it up, so that no request fails. What cannot be had or is not whole changes nothing.
"""

from __future__ import annotations

import asyncio
import logging
import tempfile
import threading
from pathlib import Path
from urllib.parse import urlsplit

from kg.errors import KgError
from kg.model.addresses import without_secrets
from kg.serve.fetching import Seen, fetch, is_address
from kg.store import generations
from kg.store.snapshots.reading import opened
from kg.texts import snapshots as texts
from kg.texts.snapshots import SnapshotError

_log = logging.getLogger("kg.serve")


class Feed:
    """A snapshot that is followed: a file or an address. `every` are seconds between two looks (0: it is looked at once)."""

    def __init__(self, source: str, every: float) -> None:
        """Raises SnapshotError for an address without a host, or where there is no place to unpack."""
        self.source, self.every = source, every
        self.is_address = is_address(source)
        if self.is_address and not urlsplit(source).hostname:
            raise SnapshotError.unfetched(without_secrets(source), texts.NO_ADDRESS)
        try:
            self._folder = tempfile.TemporaryDirectory(prefix="kg-snapshot-", ignore_cleanup_errors=True)
        except OSError as error:
            raise SnapshotError.unwritten(self.name, Path(tempfile.gettempdir()), error) from error
        self._seen = Seen()
        self._file: tuple[int, int, int] | None = None
        self._told = ""  # the last failure, of which was told
        self._ended = threading.Event()

    @property
    def name(self) -> str:
        """What it is called in messages."""
        return without_secrets(self.source) if self.is_address else self.source

    @property
    def vault(self) -> Path:
        """The folder in whose `.kg` the generations lie."""
        return Path(self._folder.name)

    async def look(self) -> bool:
        """Take in the snapshot where it is another than the last one; whether it was. Raises SnapshotError."""
        if self.is_address:
            return await self._look_at_address()
        return await asyncio.to_thread(self._look_at_file)

    async def _look_at_address(self) -> bool:
        target = self.vault / "fetched"
        try:
            seen = await fetch(self.source, target, self._seen)
            if seen is None:
                return False
            taken = await asyncio.to_thread(self._take_in, target)
        finally:
            target.unlink(missing_ok=True)
        self._seen = seen
        return taken

    def _look_at_file(self) -> bool:
        file = Path(self.source)
        try:
            found = file.stat()
        except OSError as error:
            raise SnapshotError.unread(self.name, error) from error
        stamp = (found.st_mtime_ns, found.st_size, found.st_ino)
        if stamp == self._file:
            return False
        taken = self._take_in(file)
        self._file = stamp
        return taken

    def _take_in(self, file: Path) -> bool:
        with opened(file, self.name) as snapshot:
            name = snapshot.manifest.name
            if name == generations.name_of_current(self.vault):
                return False
            try:
                generations.take_in(self.vault, name, lambda folder: snapshot.unpack(folder, self._goes_on))
            except OSError as error:
                raise SnapshotError.unwritten(self.name, self.vault, error) from error
            return True

    def _goes_on(self) -> None:
        if self._ended.is_set():
            raise SnapshotError.damaged(self.name, texts.CUT)  # nobody waits for it any more

    async def follow(self) -> None:
        """Look again and again, until it is cancelled; each failure is told once."""
        try:
            while self.every:
                await asyncio.sleep(self.every)
                try:
                    await self.look()
                    self._told = ""
                except (KgError, OSError) as error:
                    if str(error) != self._told:
                        self._told = str(error)
                        _log.warning("%s", texts.SERVED_ON.filled(said=str(error), name=generations.name_of_current(self.vault)).en)  # fmt: skip
        finally:
            self._ended.set()

    def close(self) -> None:
        """Remove what was unpacked."""
        self._folder.cleanup()
