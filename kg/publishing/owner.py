"""Which vault publishes: what it left behind when it was killed is its own to pass over, and it publishes once at a time."""

from __future__ import annotations

import hashlib
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_NAME, _LOCK = "publisher", "publisher.lock"
_SIZE = 16  # bytes of a name


@contextmanager
def owned(home: Path) -> Iterator[str | None]:
    """What the vault of a folder `.kg` on this machine is called; None where another process publishes it.

    A folder that cannot be written, or a system without locks, has another name each time: nobody is mistaken for it.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(home / _LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        yield None
        return
    except (OSError, NotImplementedError):
        yield secrets.token_hex(_SIZE)
        return
    try:
        yield _name(home)
    finally:
        lock.release()


def _name(home: Path) -> str:
    kept = ""
    with suppress(OSError, ValueError):
        kept = (home / _NAME).read_text(encoding="ascii").strip()
    if not kept:
        kept = secrets.token_hex(_SIZE)
        with suppress(OSError):
            (home / _NAME).write_text(kept, encoding="ascii")
    said = f"{kept} {socket.gethostname()} {home.resolve()}"  # a folder that was copied is another
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[: 2 * _SIZE]
