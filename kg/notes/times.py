"""When each file that a build reads was last changed: how a watcher sees that there is something to do."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def times(vault: Path) -> dict[str, float]:
    """The time of the last change (seconds since 1970) by the path of each file."""
    found: dict[str, float] = {}
    for base, folders, files in os.walk(vault):
        folders[:] = [f for f in folders if not f.startswith(".")]
        for file in files:
            if file.casefold().endswith((".md", ".markdown", ".csv", "iris.tsv", ".sssom.tsv")):
                with suppress(OSError):  # a link to nowhere, or a file that was just removed
                    found[str(Path(base, file))] = Path(base, file).stat().st_mtime
    return found
