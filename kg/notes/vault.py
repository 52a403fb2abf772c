"""The vault: which files are notes, and what each holds."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path

import pathspec

from kg.errors import VaultError
from kg.model.codes import CODES
from kg.model.note import Field, Line, Note
from kg.model.problem import Problem
from kg.model.record import record
from kg.model.span import Span
from kg.model.text import Text
from kg.notes import front_matter
from kg.notes.markdown import parse
from kg.notes.tables import read_csv

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
_TRUE = {"true", "yes", "oui", "ja", "si", "sí", "1", "vrai"}


@record
class Sheet:
    """A note whose front matter is read, and whose text waits: a vault parsed as a whole would fill the memory."""

    path: str
    title: Line | None
    fields: tuple[Field, ...]
    body: str
    first_line: int
    table: Note | None = None  # a CSV file is read at once

    def note(self) -> Note:
        """The note, its text parsed."""
        if self.table is not None:
            return self.table
        parsed = parse(self.body, self.path, self.first_line)
        return Note(path=self.path, title=self.title, fields=self.fields, root=parsed.root, turtle=parsed.turtle,
                    targets=parsed.targets)  # fmt: skip


@record
class Vault:
    """All notes of a folder, by path, and what could not be read."""

    sheets: tuple[Sheet, ...]
    problems: tuple[Problem, ...]
    skipped: int = 0


def read_vault(folder: Path, ignore: Iterable[str] = (), tick: Callable[[], None] | None = None) -> Vault:
    """Read every note below `folder`. Raises VaultError when there is no such folder.

    `ignore` are globs as in `.gitignore`, on top of the usual ones and of the vault's `.gitignore`.
    """
    if not folder.exists():
        raise VaultError.missing(folder)
    if not folder.is_dir():
        raise VaultError.no_folder(folder, folder.parent)
    sheets: list[Sheet] = []
    problems: list[Problem] = []
    drafts = 0
    for path, name in list_files(folder, ignore):
        sheet, found = read_file(path, name)
        problems.extend(found)
        if sheet is not None and is_draft(sheet.fields):
            drafts += 1
        elif sheet is not None:
            sheets.append(sheet)
        if tick is not None:
            tick()
    return Vault(sheets=tuple(sheets), problems=tuple(problems), skipped=drafts)


def list_files(folder: Path, ignore: Iterable[str] = ()) -> list[tuple[Path, str]]:
    """The notes below `folder` as (file, path in the vault), sorted by path."""
    lines = [*IGNORED, *ignore]
    gitignore = folder / ".gitignore"
    if gitignore.is_file():
        lines.extend(gitignore.read_text(encoding="utf-8", errors="replace").splitlines())
    spec = pathspec.GitIgnoreSpec.from_lines(lines)
    found: dict[str, Path] = {}
    for base, folders, files in os.walk(folder):
        here = Path(base)
        relative = here.relative_to(folder).as_posix()
        prefix = "" if relative == "." else f"{_readable(relative)}/"
        folders[:] = sorted(d for d in folders if not spec.match_file(f"{prefix}{_readable(d)}/"))
        for file in sorted(files):
            name = prefix + _readable(file)
            if file.casefold().endswith((".md", ".markdown", ".csv")) and not spec.match_file(name):
                found.setdefault(name, here / file)
    return [(found[name], name) for name in sorted(found)]


def _readable(name: str) -> str:
    """A file's name in NFC, whatever encoding the locale claims for names."""
    return unicodedata.normalize("NFC", os.fsencode(name).decode("utf-8", "replace"))


def read_file(file: Path, name: str) -> tuple[Sheet | None, tuple[Problem, ...]]:
    """Read one file; whatever is wrong with it is a Problem."""
    try:
        if file.exists() and not file.is_file():
            return None, (_unreadable(name, "not a regular file"),)  # to read a pipe would never end
        raw = file.read_bytes()
    except OSError as error:
        return None, (_unreadable(name, error.strerror or str(error)),)
    return read_sheet(raw, name)


def read_sheet(raw: bytes, name: str) -> tuple[Sheet | None, tuple[Problem, ...]]:
    """Read one note's front matter from its bytes (UTF-8, with or without a byte order mark)."""
    problems: tuple[Problem, ...] = ()
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = raw.decode("utf-16", errors="replace")
    else:
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            if b"\x00" in raw[:8000]:
                return None, (_unreadable(name, _BINARY),)
            text = raw.decode("cp1252", errors="replace")
            problems = (CODES["KG106"].at(Span(path=name, line=line, column=1, end=2)),)
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd"))
    if name.casefold().endswith(".csv"):
        note, found = read_csv(text, name)
        return Sheet(path=name, title=None, fields=(), body="", first_line=1, table=note), problems + found
    matter, taken = front_matter.split(text)
    fields, found = front_matter.read(matter, name) if matter.strip() else ((), ())
    body = text.split("\n", taken)[taken] if taken and text.count("\n") >= taken else ("" if taken else text)
    title = next((v for f in fields if f.key in ("title", "titre", "titel", "titulo") for v in f.values), None)
    return Sheet(path=name, title=title, fields=fields, body=body, first_line=taken + 1), problems + found


def is_draft(fields: Iterable[Field]) -> bool:
    """Whether the front matter says that the note is a draft."""
    keys = ("draft", "brouillon", "entwurf", "borrador", "concept")
    return any(v.text.casefold() in _TRUE for f in fields if f.key in keys for v in f.values)


_BINARY = Text(fr="des données binaires", en="binary data", de="binäre Daten")


def _unreadable(name: str, why: Text | str) -> Problem:
    return CODES["KG105"].at(Span(path=name, line=1, column=1, end=2), why=why)
