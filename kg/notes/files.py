"""Which files of a folder are notes, and what is said of those that cannot be read."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import pathspec

from kg.model.codes import CODES
from kg.model.problem import Problem
from kg.model.record import record
from kg.model.span import Span
from kg.model.system import system_says
from kg.model.text import Text

IGNORED = (
    ".*/",
    ".*",
    "node_modules/",
    "[Bb]rouillon*/",
    "[Dd]raft*/",
    "[Tt]emplates/",
    "[Tt]emplate/",
    "_templates/",
    "[Mm]odèles/",
    "[Vv]orlagen/",
    "[Ee]ntwürfe/",
    "_site/",
)
_SUFFIXES = (".md", ".markdown", ".csv")
_NO_FILE = Text(fr="ce n'est pas un fichier ordinaire", en="not a regular file", de="keine gewöhnliche Datei")
_NO_RIGHT = Text(
    fr="le droit de lecture manque",
    en="the right to read it is missing",
    de="das Leserecht fehlt",
)
_GONE = Text(
    fr="elle a disparu pendant la lecture",
    en="it vanished while the vault was read",
    de="sie verschwand, während die Notizen gelesen wurden",
)


@record
class Listing:
    """The notes of a folder as (file, path in the vault), by path, and what could not be listed."""

    files: tuple[tuple[Path, str], ...]
    problems: tuple[Problem, ...] = ()
    ignored: int = 0  # notes and folders that globs leave out


def list_files(folder: Path, ignore: Iterable[str] = ()) -> Listing:
    """The notes below `folder`, whose names are given in NFC.

    `ignore` are globs as in `.gitignore`, on top of the usual ones and of the folder's `.gitignore`. Links to
    folders are not followed.
    """
    lines = [*IGNORED, *ignore]
    gitignore = folder / ".gitignore"
    with suppress(OSError):  # there is none, or none to read
        lines.extend(gitignore.read_text(encoding="utf-8", errors="replace").split("\n"))
    spec = pathspec.GitIgnoreSpec.from_lines(lines)
    found: dict[str, Path] = {}
    problems: list[Problem] = []
    ignored = 0

    def refused(error: OSError) -> None:
        path = _readable(os.path.relpath(error.filename or folder, folder))
        problems.append(CODES["KG111"].at(_first(path), why=why_not(error)))

    for base, folders, files in os.walk(folder, onerror=refused):
        here = Path(base)
        relative = here.relative_to(folder).as_posix()
        prefix = "" if relative == "." else f"{_readable(relative)}/"
        kept = sorted(d for d in folders if not spec.match_file(f"{prefix}{_readable(d)}/"))
        ignored += sum(not d.startswith(".") for d in folders) - sum(not d.startswith(".") for d in kept)
        folders[:] = kept
        for file in sorted(files):
            name = prefix + _readable(file)
            if not file.casefold().endswith(_SUFFIXES):
                continue
            if spec.match_file(name):
                ignored += 1
            elif name in found:
                problems.append(CODES["KG112"].at(_first(name)))
            else:
                found[name] = here / file
    return Listing(
        files=tuple((found[name], name) for name in sorted(found)), problems=tuple(problems), ignored=ignored
    )


def read_bytes(file: Path, name: str) -> tuple[bytes, tuple[Problem, ...]]:
    """The bytes of a note, or none and why: a Problem at its first line. A pipe is not read, for that would never end."""
    try:
        if file.exists() and not file.is_file():
            return b"", (unreadable(name, _NO_FILE),)
        return file.read_bytes(), ()
    except OSError as error:
        return b"", (unreadable(name, why_not(error)),)


def unreadable(name: str, why: Text | str) -> Problem:
    """That a note cannot be read, and why."""
    return CODES["KG105"].at(_first(name), why=why)


def why_not(error: OSError) -> Text:
    """What the system says against reading, in the author's language where it is one of the usual reasons."""
    if isinstance(error, PermissionError):
        return _NO_RIGHT
    if isinstance(error, FileNotFoundError):
        return _GONE
    return system_says(error)


def _first(name: str) -> Span:
    return Span(path=name, line=1, column=1, end=2)


def _readable(name: str) -> str:
    """A file's name in NFC, whatever encoding the locale claims for names."""
    return unicodedata.normalize("NFC", os.fsencode(name).decode("utf-8", "replace"))
