"""Which files of a folder are notes."""

from __future__ import annotations

import os
from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pathspec

from kg.model.codes import CODES
from kg.model.problem import Problem
from kg.model.record import record
from kg.notes.files import SUFFIXES, first, readable, rules, why_not
from kg.notes.strays import awaited, copies, leads_out

_Entry = os.DirEntry[str]


@record
class Listing:
    """The notes of a folder as (file, path in the vault), by path, and what could not be listed. Files are plain strings: a vault
    has many, and most are only asked for their time."""

    files: tuple[tuple[str, str], ...]
    problems: tuple[Problem, ...] = ()
    ignored: int = 0  # notes and folders that globs leave out


def list_files(folder: Path, ignore: Iterable[str] = (), accepted: Container[str] = ()) -> Listing:
    """The notes below `folder`, whose names are given in NFC.

    `ignore` are globs as in `.gitignore`, on top of the usual ones and of the folder's `.gitignore`; of the paths in `accepted`
    it is known that they let them through. Links to folders are not followed, nor are those that lead out of `folder`: whoever
    wrote the notes could publish with them whatever the one who builds may read.
    """
    look = _Look(folder=folder, root=folder.resolve(), spec=rules(folder, ignore), accepted=accepted)
    waiting = [(os.fspath(folder), "")]
    while waiting:
        base, prefix = waiting.pop()
        folders, files = look.entries(base)
        waiting.extend((entry.path, name) for entry in folders if (name := look.enter(entry, prefix)))
        for entry in files:
            look.take(entry, prefix + readable(entry.name), prefix)
    look.problems.extend(copies(look.found, iter(look.found)))
    return Listing(
        files=tuple((look.found[name], name) for name in sorted(look.found)),
        problems=tuple(look.problems), ignored=look.ignored,
    )  # fmt: skip


@dataclass(slots=True, kw_only=True)
class _Look:
    """What was found so far; `root` is the folder without links."""

    folder: Path
    root: Path
    spec: pathspec.GitIgnoreSpec
    accepted: Container[str]
    found: dict[str, str] = field(default_factory=dict)  # files by path
    problems: list[Problem] = field(default_factory=list)
    ignored: int = 0

    def entries(self, base: str) -> tuple[list[_Entry], list[_Entry]]:
        """The folders and the files in a folder, by name; none where it cannot be read, which is said."""
        try:
            with os.scandir(base) as here:
                entries = sorted(here, key=lambda e: e.name)
        except OSError as error:
            path = readable(os.path.relpath(error.filename or base, self.folder))
            self.problems.append(CODES["KG111"].at(first(path), why=why_not(error)))
            return [], []
        folders: list[_Entry] = []
        files: list[_Entry] = []
        for entry in entries:
            (folders if _is_folder(entry) else files).append(entry)
        return folders, files

    def enter(self, entry: _Entry, prefix: str) -> str:
        """What the paths below a folder begin with; "" where it is not entered."""
        name = f"{prefix}{readable(entry.name)}/"
        if self.spec.match_file(name):
            self.ignored += not entry.name.startswith(".")
        elif not entry.is_symlink():
            return name
        elif leads_out(entry.path, self.root):
            self.problems.append(CODES["KG120"].at(first(name.removesuffix("/"))))
        return ""

    def take(self, entry: _Entry, name: str, prefix: str) -> None:
        """Note a file that is a note, or what is wrong with it."""
        if not entry.name.casefold().endswith(SUFFIXES):
            note = awaited(readable(entry.name))
            if note and not self.spec.match_file(prefix + note):
                self.problems.append(CODES["KG121"].at(first(name), note=prefix + note))
        elif name not in self.accepted and self.spec.match_file(name):
            self.ignored += 1
        elif name in self.found:
            self.problems.append(CODES["KG112"].at(first(name)))
        elif entry.is_symlink() and leads_out(entry.path, self.root):
            self.problems.append(CODES["KG120"].at(first(name)))
        else:
            self.found[name] = entry.path


def _is_folder(entry: _Entry) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
