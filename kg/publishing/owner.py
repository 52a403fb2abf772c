"""Which vault publishes: what it left behind when it was killed is its own to pass over, and it publishes once at a time."""

from __future__ import annotations

import hashlib
import secrets
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

_FILE = "publisher"
_SIZE = 16
_LOCKS = sys.platform != "win32"


@contextmanager
def owned(home: Path) -> Iterator[str | None]:
    """What the vault of a folder `.kg` on this machine is called; None where another process publishes it.

    A folder that cannot be written, or a system without such locks, has another name each time: nobody is mistaken for it.
    """
    try:
        file = (home / _FILE).open("a+", encoding="ascii")
    except OSError:
        yield secrets.token_hex(_SIZE)
        return
    with file:
        yield _name(file, home) if _locked(file) else None


def _name(file: IO[str], home: Path) -> str:
    file.seek(0)
    kept = file.read(100).strip() if _LOCKS else ""
    if not kept:
        kept = secrets.token_hex(_SIZE)
        file.write(kept)
        file.flush()
    said = f"{kept} {socket.gethostname()} {home.resolve()}"  # a folder that was copied is another
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[: 2 * _SIZE]


def _locked(file: IO[str]) -> bool:
    """Whether nobody else holds it; the lock ends with the process."""
    if sys.platform != "win32":
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # a file system without locks
            return True
    return True
