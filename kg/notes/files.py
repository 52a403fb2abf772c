"""Files of a folder of notes: which may be read, and what is said of those that cannot be."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import pathspec

from kg.errors import VaultError
from kg.model.codes import CODES
from kg.model.problem import Problem
from kg.model.span import Span
from kg.model.system import bytes_of, is_folder, is_there, system_says
from kg.model.text import Text
from kg.notes.strays import awaited
from kg.source import beginning

IGNORED = (
    ".*/",
    ".*",
    "~$*",
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
SUFFIXES = (".md", ".markdown", ".csv")
_NOWHERE = Text(fr="c'est un lien vers rien", en="it is a link to nothing", de="es ist eine Verknüpfung ins Leere")
_NO_RIGHT = Text(
    fr="le droit de lecture manque",
    en="the right to read it is missing",
    de="das Leserecht fehlt",
)
_NO_NOTE = Text(
    fr="Ôtez-la du dossier, ou nommez-la sous `ignore` dans kg.toml",
    en="Take it out of the folder, or name it under `ignore` in kg.toml",
    de="Nehmen Sie sie aus dem Ordner, oder nennen Sie sie unter `ignore` in kg.toml",
)
_ALLOW = Text(
    fr="Donnez-vous le droit de la lire",
    en="Give yourself the right to read it",
    de="Geben Sie sich das Recht, sie zu lesen",
)
_LOOK = Text(fr="Regardez si elle revient", en="See whether it comes back", de="Sehen Sie, ob sie wiederkommt")
_GONE = Text(
    fr="elle a disparu pendant la lecture",
    en="it vanished while the vault was read",
    de="sie verschwand, während die Notizen gelesen wurden",
)


def there_is(folder: Path) -> None:
    """Raises VaultError when there is no such folder."""
    if not is_there(folder):
        raise VaultError.missing(folder)
    if not is_folder(folder):
        raise VaultError.no_folder(folder, folder.parent)


def rules(folder: Path, ignore: Iterable[str] = ()) -> pathspec.GitIgnoreSpec:
    """Which paths below `folder` are left out: the usual ones, those of its `.gitignore`, and those of `ignore`."""
    lines = [*IGNORED, *ignore]
    with suppress(OSError):  # there is none, or none to read
        lines.extend(bytes_of(folder / ".gitignore").decode("utf-8", "replace").split("\n"))
    return pathspec.GitIgnoreSpec.from_lines(lines)


def may_be_read(spec: pathspec.GitIgnoreSpec, path: str, is_folder: bool) -> bool:
    """Whether a change of `path` may change what is read below a folder: a note, decided links, a folder (or what is gone and may
    have been one), a file that stands for a note which is elsewhere; unless `spec` leaves it out."""
    head, _, name = readable(path).rpartition("/")
    asked = f"{head}/{awaited(name) or name}".removeprefix("/")
    if spec.match_file(f"{asked}/" if is_folder else asked) or spec.match_file(asked):
        return False
    return is_folder or asked.casefold().endswith((*SUFFIXES, ".sssom.tsv"))


def read_bytes(file: Path, name: str) -> tuple[bytes, tuple[Problem, ...]]:
    """The bytes of a note, or none and why: a Problem at its first line. A pipe is not read, for that would never end."""
    try:
        return beginning(file), ()
    except FileNotFoundError as error:
        gone = not os.path.lexists(file)
        return b"", (unreadable(name, why_not(error) if gone else _NOWHERE, _LOOK if gone else _NO_NOTE),)
    except OSError as error:
        return b"", (unreadable(name, why_not(error), _ALLOW if isinstance(error, PermissionError) else _NO_NOTE),)


def unreadable(name: str, why: Text, todo: Text) -> Problem:
    """That a note cannot be read, why, and what to do."""
    return CODES["KG105"].at(first(name), why=why, todo=todo)


def why_not(error: OSError) -> Text:
    """What the system says against reading, in the author's language where it is one of the usual reasons."""
    if isinstance(error, PermissionError):
        return _NO_RIGHT
    if isinstance(error, FileNotFoundError):
        return _GONE
    return system_says(error)


def name_in(folder: Path, file: Path) -> str | None:
    """The path of a file in a folder, in NFC; None where it is outside."""
    try:
        return readable(file.relative_to(folder).as_posix())
    except ValueError:
        return None


def first(name: str) -> Span:
    """The first line of a file, for what is wrong with all of it."""
    return Span(path=name, line=1, column=1, end=2)


def readable(name: str) -> str:
    """A file's name in NFC, whatever encoding the locale claims for names."""
    if name.isascii():
        return name
    return unicodedata.normalize("NFC", os.fsencode(name).decode("utf-8", "replace"))
