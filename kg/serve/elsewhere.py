"""The graph that an engine elsewhere holds, as it is served: read through SPARQL, whenever it is published anew."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kg.errors import KgError, StoreError
from kg.model.record import replace
from kg.serve.published import Published
from kg.settings import Settings
from kg.store.remote import catalogue
from kg.store.remote.callers import Callers
from kg.store.remote.engine import Engine
from kg.store.remote.fetching import copied
from kg.store.remote.store import RemoteStore
from kg.store.workers.line import Maker
from kg.store.workers.pool import Limits

_PATIENCE = 5.0  # seconds in which the engine has to say what it holds


class InEngine:
    """What an engine holds."""

    is_here = False
    built: float | None = None
    hash = ""

    def __init__(self, store: RemoteStore) -> None:
        self.store = store
        self.name = store.catalogue.build
        self.base = store.base

    def settings(self, own: Settings) -> Settings:
        """The server's own."""
        return own

    @property
    def paths(self) -> Mapping[str, str]:
        """The paths of the notes, by IRI."""
        home = f"{self.base}note/"
        return {iri: path for iri, path in self.sources.items() if iri.startswith(home)}

    @property
    def sources(self) -> Mapping[str, str]:
        """The paths of what the graphs were read from, by IRI."""
        return self.store.catalogue.paths

    def problems(self) -> list[dict[str, Any]] | None:
        """They are with those who build."""
        return None

    def gaps(self) -> dict[str, Any]:
        """They are with those who build."""
        return {"entries": [], "expected": {}}

    def makes(self, limits: Limits) -> Maker:
        """Those that ask the engine."""
        return Callers(self.store, limits)

    def folder(self, beside: Path) -> Path:
        """A copy of it. Raises OSError; EngineError, also where something else is published meanwhile."""
        copy = beside / "store"
        if not copy.exists():
            part = beside / "store.part"
            store = copied(self.store, part)
            store.flush()
            del store
            part.replace(copy)
        return copy

    def broken(self, error: OSError) -> KgError:
        """What reads questions first cannot be started."""
        return StoreError.closed(Path(self.name), error)


class Elsewhere:
    """What an engine holds of a base, whenever it is published anew."""

    every = 3.0

    def __init__(self, engine: Engine, base: str) -> None:
        """`engine` is asked with its own time-out, and once: whoever waits for a page shall soon hear that it is away."""
        self._engine, self._base = replace(engine, turns=1), base

    def name(self) -> str:
        """The name of what it holds; "" while that is being changed. Raises EngineError."""
        quick = replace(self._engine, timeout=min(_PATIENCE, self._engine.timeout), seconds=_PATIENCE)
        found = catalogue.state(quick, self._base)
        return "" if found.publishing else found.build

    def current(self) -> Published:
        """What it holds. Raises StoreError where it holds nothing of the base, EngineError."""
        return InEngine(RemoteStore(self._engine, self._base))
