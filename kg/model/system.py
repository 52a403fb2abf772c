"""What the system says of files: whether they are there, and what it has against them in the languages of the interface."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from kg.model.text import Text, same

_REFUSED = Text(fr="l'accès est refusé", en="access is denied", de="der Zugriff ist verweigert")
_FILE = Text(
    fr="un fichier se trouve là où il faut un dossier",
    en="a file stands where a folder is needed",
    de="wo ein Ordner nötig ist, steht eine Datei",
)
_USUAL = {
    errno.EACCES: _REFUSED,
    errno.EPERM: _REFUSED,
    errno.EROFS: Text(
        fr="ce support est en lecture seule",
        en="this medium is read-only",
        de="dieser Datenträger ist schreibgeschützt",
    ),
    errno.ENOSPC: Text(fr="le disque est plein", en="the disk is full", de="der Datenträger ist voll"),
    errno.ENAMETOOLONG: Text(fr="le nom est trop long", en="the name is too long", de="der Name ist zu lang"),
    errno.ENOENT: Text(fr="il n'y a rien à cet endroit", en="nothing is there", de="dort ist nichts"),
    errno.ELOOP: Text(
        fr="c'est un lien qui tourne en rond", en="it is a link in a circle", de="es ist eine Verknüpfung im Kreis"
    ),
    errno.ECONNREFUSED: Text(
        fr="la connexion est refusée", en="the connection is refused", de="die Verbindung wird abgelehnt"
    ),
    errno.EOPNOTSUPP: Text(
        fr="ce n'est pas un fichier ordinaire", en="not a regular file", de="keine gewöhnliche Datei"
    ),
    errno.EISDIR: Text(fr="c'est un dossier", en="it is a folder", de="das ist ein Ordner"),
    errno.ENOTDIR: _FILE,
    errno.EEXIST: _FILE,
}


def system_says(error: OSError) -> Text:
    """What the system says, without a full stop: the usual reasons by their number, others in its own words."""
    usual = _USUAL.get(error.errno) if error.errno is not None else None
    return usual or same(error.strerror or str(error))


def bytes_of(file: Path, most: int = -1) -> bytes:
    """What a file holds, at most `most` bytes of it (-1: all).

    Raises OSError, also for a pipe, a socket or a device: reading those might never end.
    """
    if is_there(file) and not is_file(file) and not is_folder(file):
        raise OSError(errno.EOPNOTSUPP, "not a regular file", str(file))
    with file.open("rb") as opened:
        return opened.read(most)


@contextmanager
def replaced(file: Path) -> Iterator[IO[bytes]]:
    """A file to write to that takes the place of `file` when all was written: who reads sees the old one or the new one.

    Its rights stay, a link to it stays a link; a device or a pipe is written as it is. Raises OSError, and then the file is
    as it was.
    """
    whole = file.resolve() if file.is_symlink() else file
    if whole.exists() and not whole.is_file():
        with whole.open("wb") as out:
            yield out
        return
    part = whole.with_name(f".{whole.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        with suppress(FileNotFoundError):
            shutil.copymode(whole, part)
        part.replace(whole)
    finally:
        part.unlink(missing_ok=True)


def is_file(path: str | Path) -> bool:
    """Whether a file is there. Unlike Path's own, False for what is too long for a name or may not be looked at."""
    return _seen(Path(path).is_file)


def is_folder(path: str | Path) -> bool:
    """Whether a folder is there; False as `is_file`."""
    return _seen(Path(path).is_dir)


def is_there(path: str | Path) -> bool:
    """Whether anything is there; False as `is_file`."""
    return _seen(Path(path).exists)


def _seen(look: Callable[[], bool]) -> bool:
    try:
        return look()
    except OSError:
        return False
