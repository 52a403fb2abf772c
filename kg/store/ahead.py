"""The next generation, begun before it is needed: while a watch waits, the current one is copied and the copy opened.

A build that finds it begun is quicker by that time (28 of 110 ms, whatever the size). Until it is published it is worth nothing, as any
that was begun: who else publishes clears it away, and a build that cannot have it begins its own.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

from kg.errors import StoreError
from kg.store import generations
from kg.store.generations import Draft, Generation


class Ahead:
    """A copy of the current generation of a vault for the next build, and that generation itself, opened."""

    def __init__(self, vault: Path) -> None:
        self._vault = vault
        self._before: Generation | None = None
        self._draft: Draft | None = None
        self._seen = (0, 0)

    def prepare(self) -> None:
        """Begin, unless that is done, or another process builds, or it cannot be done: then the build does it, and says why."""
        found = generations.current(self._vault)
        if found is None or (self._draft is not None and found == self._before):
            return
        self.drop()
        with suppress(OSError, RuntimeError, StoreError):
            self._before, self._draft = generations.begun_ahead(self._vault, found)
            self._seen = _seen(self._draft.path)

    def held(self, found: Generation | None) -> Generation | None:
        """The same generation, its store open where it is the one that was copied."""
        return self._before if found is not None and found == self._before else found

    def take(self, before: Generation | None) -> Draft | None:
        """The copy, which then is the caller's; None where there is none of this generation any more."""
        draft = self._draft
        if draft is None or before is None or before != self._before or _seen(draft.path) != self._seen:
            self.drop()  # whose number may be another's by now
            return None
        self._before = self._draft = None
        return draft

    def drop(self) -> None:
        """Remove the copy."""
        draft, self._before, self._draft = self._draft, None, None
        if draft is None:
            return
        path = draft.path
        del draft  # closes its store: Windows removes nothing that is open
        if _seen(path) == self._seen and path.name != generations.name_of_current(self._vault):
            shutil.rmtree(path, ignore_errors=True)


def _seen(path: Path) -> tuple[int, int]:
    """What tells a folder from another of its name."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_dev, found.st_ino
