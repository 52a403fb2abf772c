"""What one note tells, packed: read by whichever process, written into the ledger by one."""

from __future__ import annotations

import hashlib
from typing import Final, Literal

from kg.model.record import record

State = Literal[0, 1, 2]
NOTE: Final = 0  # the states of a file
DRAFT: Final = 1
UNREAD: Final = 2


@record
class Stamp:
    """How a file was when it was read: the time of its last change (ns since 1970), its size in bytes, and a number made of its own
    and of the time when it, its rights or that time were last changed (Windows: when it was made)."""

    time: int
    size: int
    file: int


@record
class Named:
    """A mention: its packed record and facts, whether it is an entry, its marks as (hash, active), the folded names that it
    calls notes by, and the facts of its note that are about another mention: (the other's place in the note, property)."""

    packed: bytes
    entry: bool
    marks: tuple[tuple[int, bool], ...]
    calls: tuple[str, ...]
    refs: tuple[tuple[int, str], ...]


@record
class Told:
    """What one file tells. `title` is the folded `title:` of its front matter, `shared` whether it was read as one that is
    the site's; `names` what a wikilink may call the note by, folded; `silenced` the problems that comments ignore."""

    path: str
    stamp: Stamp
    digest: bytes
    state: State
    title: str | None = None
    shared: bool = False
    packed: bytes = b""
    names: tuple[str, ...] = ()
    mentions: tuple[Named, ...] = ()
    problems: tuple[bytes, ...] = ()
    silenced: bytes | None = None


def digest_of(raw: bytes) -> bytes:
    """What tells whether a file says the same as before (128 bits)."""
    return hashlib.blake2b(raw, digest_size=16).digest()


def hash_of(mark: str) -> int:
    """A mark as a number that SQLite keeps (64 bits, signed): two marks with one number only ask more than they must."""
    return int.from_bytes(
        hashlib.blake2b(mark.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little", signed=True
    )
