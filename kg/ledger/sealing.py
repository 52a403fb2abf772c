"""The seal: how the files were when the last build let go of them, beside the ledger.

SQLite notices a page that is none, not a byte that is another. Whoever wrote into the ledger or the store since, or was killed
while writing, broke the seal: sizes and times tell, at the cost of a look at each file.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path

_FILE = "ledger.seal"
_WRITTEN_ONCE = "*.sst"  # of a store: the engine may write its other files when it is opened
_Seen = tuple[int, int]


def set_seal(ledger: Path, store: Path) -> None:
    """Say that a ledger and the store of its generation belong together as they are. Where that cannot be written, there is no
    seal: the next build reads everything."""
    with suppress(OSError):
        _reach_the_disk(ledger)
        seen = {"ledger": _seen(ledger), "store": _tables(store)}
        ledger.with_name(_FILE).write_text(json.dumps(seen), encoding="ascii")


def break_seal(ledger: Path) -> None:
    """Say that a ledger is being written. Raises OSError."""
    ledger.with_name(_FILE).unlink(missing_ok=True)


def is_sealed(ledger: Path, store: Path) -> bool:
    """Whether both are as the last build left them. Files that the store no longer has were put together by its engine."""
    try:
        seen = json.loads(ledger.with_name(_FILE).read_text(encoding="ascii"))
        there = _tables(store)
        return seen["ledger"] == list(_seen(ledger)) and all(
            list(there[name]) == was for name, was in seen["store"].items() if name in there
        )
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return False


def _tables(store: Path) -> dict[str, _Seen]:
    found: dict[str, _Seen] = {}
    for file in store.glob(_WRITTEN_ONCE):
        with suppress(FileNotFoundError):  # the engine put it together with others meanwhile
            found[file.name] = _seen(file)
    return found


def _seen(file: Path) -> _Seen:
    found = file.stat()
    return found.st_size, found.st_mtime_ns


def _reach_the_disk(file: Path) -> None:
    """Else a machine that stops may keep the seal and lose pages of the ledger."""
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())
