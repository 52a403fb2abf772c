"""Generations of a vault on this machine, as they are served."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import StoreError
from kg.graph.gaps import GAPS, SEVERAL, of_rows
from kg.report import PROBLEMS, sorted_records
from kg.serve.published import Published
from kg.settings import Settings
from kg.store import generations
from kg.store.generations import Generation
from kg.store.snapshots.manifest import manifest_in, settings_in
from kg.store.workers.line import Maker
from kg.store.workers.pool import Limits, maker

_IN_MEMORY = 1 << 30  # bytes of a store on disk up to which it is held in memory


class OfGeneration:
    """A generation."""

    is_here = True

    def __init__(self, generation: Generation, base: str) -> None:
        """`base` is that of the settings, for a generation that does not know its own."""
        self.generation = generation
        self.name = generation.path.name
        self.base = generation.stamp.get("base", base)

    @cached_property
    def store(self) -> ox.Store:
        """Its store. Raises StoreError."""
        return generations.open_store(self.generation)

    @cached_property
    def hash(self) -> str:
        """The hash of the snapshot that it came as; empty where it was built here."""
        manifest = manifest_in(self.generation.path)
        return manifest.hash if manifest is not None else ""

    def settings(self, own: Settings) -> Settings:
        """Those that came with a snapshot, else the server's own."""
        return settings_in(self.generation.path, own)

    @cached_property
    def paths(self) -> Mapping[str, str]:
        """The paths of the notes, by IRI."""
        return self.generation.paths

    @cached_property
    def sources(self) -> Mapping[str, str]:
        """The paths of notes and of files of links, by IRI."""
        return self.generation.sources

    @property
    def built(self) -> float | None:
        """When its last file was written."""
        with suppress(OSError):
            return (self.generation.path / generations.STAMP).stat().st_mtime
        return None

    def problems(self) -> list[dict[str, Any]] | None:
        """What its build found."""
        try:
            return sorted_records(self.generation.rows(PROBLEMS).values())
        except (OSError, ValueError, TypeError, LookupError):
            return None

    def gaps(self) -> dict[str, Any]:
        """What its entries lack."""
        return of_rows(self.generation.table(GAPS), self.generation.stamp.get(SEVERAL) == "several")

    def makes(self, limits: Limits) -> Maker:
        """Workers, each a process. Raises OSError."""
        store = generations.store_of(self.generation)
        size = sum(file.stat().st_size for file in store.iterdir() if file.is_file())
        return maker(store, limits, held=size <= _IN_MEMORY)

    def folder(self, beside: Path) -> Path:
        """The folder of its store."""
        return generations.store_of(self.generation)

    def broken(self, error: OSError) -> StoreError:
        """It cannot be read."""
        return StoreError.closed(self.generation.path, error)


class Here:
    """The generations of a vault."""

    every = 0.5

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def name(self) -> str:
        """The name of the current one."""
        return generations.name_of_current(self._settings.vault)

    def current(self) -> Published:
        """The current one. Raises StoreError where nothing was ever built."""
        generation = generations.current(self._settings.vault)
        if generation is None:
            raise StoreError.lacks(str(generations.home(self._settings.vault)))
        return OfGeneration(generation, self._settings.base)
