"""Which generation is served, and how a new one takes its place: without a pause, and without a request that fails."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from kg.errors import KgError, StoreError
from kg.serve.site import Site
from kg.settings import Settings
from kg.store import generations
from kg.store.generations import Generation
from kg.store.snapshots.manifest import settings_in
from kg.store.workers.pool import Limits, Pool

_log = logging.getLogger("kg.serve")
_LOOK = 0.5  # seconds between two looks at which generation is current
_AGAIN = 0.1  # seconds before workers that are gone are made again; twice as many each time that it fails
_PATIENCE = 5.0  # seconds that a question waits for workers in the place of those that are gone
_DRAIN = 60.0  # seconds that questions of an old generation are given
_IN_MEMORY = 1 << 30  # bytes of a store on disk up to which it is held in memory


class Publication:
    """The generation that is served: its site and its workers, which are exchanged together."""

    def __init__(self, settings: Settings, limits: Limits, address: str = "") -> None:
        self.settings, self.limits, self.address = settings, limits, address
        self.changed: list[Callable[[], None]] = []  # called after a new generation was taken up
        self.warm: Callable[[Site], object] = lambda _: None  # makes what the first reader would wait for, in a thread
        self._broken = ""  # the generation that could not be read, of which was told
        self.taken_up = 0
        self._site: Site | None = None
        self._pool: Pool | None = None
        self._old: set[asyncio.Task[None]] = set()
        self._exchanged = asyncio.Event()  # set, and made anew, when workers take the place of others

    @property
    def prefix(self) -> str:
        """The path of the site's address."""
        return urlsplit(self.address).path.rstrip("/")

    @property
    def site(self) -> Site:
        """The site of the generation that is served."""
        assert self._site is not None, "started"
        return self._site

    @property
    def pool(self) -> Pool:
        """The workers of the generation that is served."""
        assert self._pool is not None, "started"
        return self._pool

    async def start(self) -> None:
        """Serve the current generation. Raises StoreError when there is none or it cannot be read."""
        generation = generations.current(self.settings.vault)
        if generation is None:
            raise StoreError.lacks(str(generations.home(self.settings.vault)))
        await self._take_up(generation)

    async def _take_up(self, generation: Generation) -> None:
        store = generation.path / "store"
        try:
            size = await asyncio.to_thread(_size, store)
        except OSError as error:
            raise StoreError.closed(generation.path, error) from error
        pool = Pool(store, self.limits, held=size <= _IN_MEMORY)
        try:
            site = await asyncio.to_thread(Site, settings_in(generation.path, self.settings), generation, self.address)
            await pool.start()
        except OSError as error:
            await pool.close()
            raise StoreError.closed(generation.path, error) from error
        old = self._pool
        if old is None:
            self._later = asyncio.create_task(asyncio.to_thread(self.warm, site))  # who comes first is answered at once
        else:
            await asyncio.to_thread(self.warm, site)
        self._site, self._pool = site, pool
        self.taken_up += 1
        self._exchanged.set()
        self._exchanged = asyncio.Event()
        for call in self.changed:
            call()
        if old is not None:
            task = asyncio.create_task(old.close(_DRAIN))
            self._old.add(task)
            task.add_done_callback(self._old.discard)

    async def look(self) -> bool:
        """Take up a new generation, or start the workers anew when they are gone; whether anything was done."""
        generation = await asyncio.to_thread(generations.current, self.settings.vault)
        if generation is None or (generation.path == self.site.generation.path and not self.pool.closed):
            return False
        await self._take_up(generation)
        return True

    async def follow(self) -> None:
        """Look again and again. A generation that cannot be read is tried again; the last good one is served."""
        pause = _AGAIN
        while True:
            if self.pool.closed:
                await asyncio.sleep(pause)
            with suppress(TimeoutError):
                await asyncio.wait_for(self.pool.gone.wait(), _LOOK)
            try:
                await self.look()
                pause = _AGAIN
            except (KgError, OSError) as error:
                pause = min(2 * pause, _LOOK * 10)
                if str(error) != self._broken:  # each once
                    self._broken = str(error)
                    _log.warning("%s; %s is served on", error, self.site.name)

    async def standing(self) -> Pool:
        """The workers, waited for when they are gone and others are being made."""
        if self.pool.closed:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._exchanged.wait(), _PATIENCE)
        return self.pool

    async def close(self) -> None:
        """End the workers, when the questions that they have are answered."""
        if self._pool is not None:
            await self._pool.close(self.limits.timeout)
        for task in self._old:
            task.cancel()


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.iterdir() if file.is_file())
