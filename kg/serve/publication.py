"""Which generation is served, and how a new one takes its place: without a pause, and without a request that fails."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from urllib.parse import urlsplit

from kg.errors import EngineError, KgError
from kg.serve.published import Home, Published
from kg.serve.site import Site
from kg.settings import Settings
from kg.store.workers.pool import Limits, Pool

_log = logging.getLogger("kg.serve")
_LONGEST = 10  # times the pause between two looks, after looks that failed
_AGAIN = 0.1  # seconds before workers that are gone are made again; twice as many each time that it fails
_PATIENCE = 5.0  # seconds that a question waits for workers in the place of those that are gone
_DRAIN = 60.0  # seconds that questions of an old generation are given


class Publication:
    """The generation that is served: its site and its workers, which are exchanged together."""

    def __init__(self, settings: Settings, home: Home, limits: Limits, address: str = "") -> None:
        self.settings, self.home, self.limits, self.address = settings, home, limits, address
        self.changed: list[Callable[[], None]] = []  # called after a new generation was taken up
        self.warm: Callable[[Site], object] = lambda _: None  # makes what the first reader would wait for, in a thread
        self._broken = ""  # the generation that could not be read, of which was told
        self.away: KgError | None = None  # why the engine elsewhere did not answer when it was last looked at
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
        """Serve the current generation. Raises StoreError when there is none or it cannot be read, EngineError."""
        await self._take_up(await asyncio.to_thread(self.home.current))

    async def _take_up(self, published: Published) -> None:
        try:
            pool = Pool(await asyncio.to_thread(published.makes, self.limits), self.limits)
        except OSError as error:
            raise published.broken(error) from error
        old = self._pool
        try:
            site = await asyncio.to_thread(Site, published.settings(self.settings), published, self.address)
            await pool.start()
            if old is not None:
                await asyncio.to_thread(self.warm, site)
        except BaseException as error:
            await pool.close()
            if isinstance(error, OSError):
                raise published.broken(error) from error
            raise
        if old is None:
            self._later = asyncio.create_task(self._warmed(site))  # who comes first is answered at once
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

    async def _warmed(self, site: Site) -> None:
        with suppress(EngineError):  # it is away: whoever comes first is told
            await asyncio.to_thread(self.warm, site)

    async def look(self) -> bool:
        """Take up a new generation, or start the workers anew when they are gone; whether anything was done."""
        name = await asyncio.to_thread(self.home.name)
        self.away = None
        if name in ("", self.site.name) and not self.pool.closed:
            return False
        await self._take_up(await asyncio.to_thread(self.home.current))
        return True

    async def follow(self) -> None:
        """Look again and again. A generation that cannot be read is tried again; the last good one is served."""
        pause = _AGAIN
        while True:
            if self.pool.closed:
                await asyncio.sleep(pause)
            with suppress(TimeoutError):
                await asyncio.wait_for(self.pool.gone.wait(), self.home.every)
            try:
                await self.look()
                pause = _AGAIN
            except (KgError, OSError) as error:
                self.away = error if isinstance(error, EngineError) else None
                pause = min(2 * pause, self.home.every * _LONGEST)
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
