"""A graph that is served, wherever it is held: what site, pages and workers need of it, and where the next one comes from."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from kg.errors import KgError
from kg.settings import Settings
from kg.store.reading import Reader
from kg.store.workers.line import Maker
from kg.store.workers.pool import Limits


class Published(Protocol):
    """One published state of a graph."""

    @property
    def name(self) -> str:
        """Its name, such as `gen-000003`: another state has another."""
        ...

    @property
    def hash(self) -> str:
        """The hash of the snapshot that it came as; empty where it came otherwise."""
        ...

    def settings(self, own: Settings) -> Settings:
        """The settings that it is served with: those of the server, or those that came with it."""
        ...

    @property
    def base(self) -> str:
        """The base of its IRIs."""
        ...

    @property
    def paths(self) -> Mapping[str, str]:
        """The path of each note in the vault, by the IRI of the note."""
        ...

    @property
    def sources(self) -> Mapping[str, str]:
        """The path of whatever statements were read from, by its IRI."""
        ...

    @property
    def store(self) -> Reader:
        """The graph, for queries of ours. Raises StoreError, EngineError."""
        ...

    @property
    def built(self) -> float | None:
        """When it was built, in seconds since the epoch; None where only those who build know."""
        ...

    @property
    def is_here(self) -> bool:
        """Whether what the build found is kept with it; else that is with those who build."""
        ...

    def problems(self) -> list[dict[str, Any]] | None:
        """What its build found; None where that was not kept with it."""
        ...

    def gaps(self) -> dict[str, Any]:
        """What its entries lack, and of how many entries each thing was expected."""
        ...

    def makes(self, limits: Limits) -> Maker:
        """Who makes those that answer strangers. Raises OSError."""
        ...

    def folder(self, beside: Path) -> Path:
        """The folder of an embedded store with all of it, made in the folder `beside` where there is none.

        Raises OSError, EngineError.
        """
        ...

    def broken(self, error: OSError) -> KgError:
        """The failure where it cannot be served."""
        ...


class Home(Protocol):
    """Where the graphs that are served come from."""

    every: float  # seconds between two looks

    def name(self) -> str:
        """The name of the one that is to be served; "" where nobody knows yet. Raises StoreError, EngineError."""
        ...

    def current(self) -> Published:
        """The one that is to be served. Raises StoreError where there is none, EngineError."""
        ...
