"""Files that are replaced as a whole or not at all."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

from kg.errors import LinkError
from kg.model.system import system_says
from kg.model.text import Text

_SAYS = Text(fr="Le système dit : {why}.", en="The system says: {why}.", de="Das System sagt: {why}.")


def replace_file(file: Path, raw: bytes) -> None:
    """Give a file these bytes: a reader sees the old ones or the new ones. Its rights stay; a link to it stays a link.

    Raises LinkError, and then the file is as it was.
    """
    try:
        whole = file.resolve()
        whole.parent.mkdir(parents=True, exist_ok=True)
        beside = whole.with_name(f".{whole.name}.{os.getpid()}.tmp")
        try:
            with beside.open("wb") as out:
                out.write(raw)
                out.flush()
                os.fsync(out.fileno())
            with suppress(FileNotFoundError):
                shutil.copymode(whole, beside)
            beside.replace(whole)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise refused(file, error) from error


def refused(file: Path, error: OSError) -> LinkError:
    """The system refuses to write `file`."""
    said = Text(
        fr=f"{file} ne peut pas être écrit.",
        en=f"{file} cannot be written.",
        de=f"{file} lässt sich nicht schreiben.",
    )
    return LinkError(said, _SAYS.filled(why=system_says(error)))
