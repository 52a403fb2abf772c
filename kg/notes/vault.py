"""The vault: which files are notes, and what each holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from kg.model.note import Field, Line, Note
from kg.model.problem import Problem
from kg.model.record import record
from kg.notes import front_matter
from kg.notes.decoding import decode
from kg.notes.files import read_bytes, there_is
from kg.notes.listing import list_files
from kg.notes.markdown import parse
from kg.notes.oddities import oddities
from kg.notes.tables import read_csv

_TRUE = {"true", "yes", "oui", "ja", "si", "sí", "1", "vrai"}


@record
class Sheet:
    """A note whose front matter is read, and whose text waits: a vault parsed as a whole would fill the memory."""

    path: str
    title: Line | None
    fields: tuple[Field, ...]
    body: str
    first_line: int
    parsed: Note | None = None  # what is read at once: a CSV file, and a note that is alone

    def note(self) -> Note:
        """The note, its text parsed."""
        if self.parsed is not None:
            return self.parsed
        parsed = parse(self.body, self.path, self.first_line)
        return Note(path=self.path, title=self.title, fields=self.fields, root=parsed.root, turtle=parsed.turtle,
                    targets=parsed.targets, long=parsed.long, odd_links=parsed.odd_links, wide_rows=parsed.wide_rows,
                    unread=parsed.unread)  # fmt: skip


@record
class Vault:
    """All notes of a folder, by path, and what could not be read."""

    sheets: tuple[Sheet, ...]
    problems: tuple[Problem, ...]
    skipped: int = 0  # drafts
    ignored: int = 0  # notes and folders that globs leave out


def read_vault(folder: Path, ignore: Iterable[str] = (), tick: Callable[[], None] | None = None) -> Vault:
    """Read every note below `folder`. Raises VaultError when there is no such folder.

    `ignore` are globs as in `.gitignore`, on top of the usual ones and of the vault's `.gitignore`.
    """
    there_is(folder)
    sheets: list[Sheet] = []
    problems: list[Problem] = []
    drafts = 0
    listing = list_files(folder, ignore)
    problems.extend(listing.problems)
    for file, name in listing.files:
        sheet, found = read_file(Path(file), name)
        problems.extend(found)
        if sheet is not None and is_draft(sheet.fields):
            drafts += 1
        elif sheet is not None:
            sheets.append(sheet)
        if tick is not None:
            tick()
    return Vault(sheets=tuple(sheets), problems=tuple(problems), skipped=drafts, ignored=listing.ignored)


def read_file(file: Path, name: str) -> tuple[Sheet | None, tuple[Problem, ...]]:
    """Read one file; whatever is wrong with it is a Problem."""
    raw, problems = read_bytes(file, name)
    return (None, problems) if problems else read_sheet(raw, name)


def read_sheet(raw: bytes, name: str) -> tuple[Sheet | None, tuple[Problem, ...]]:
    """Read one note's front matter from its bytes in whatever encoding."""
    text, problems = decode(raw, name)
    if text is None:
        return None, problems
    if name.casefold().endswith(".csv"):
        note, found = read_csv(text, name)
        odd = tuple(oddities(text, name, 1))
        return Sheet(path=name, title=None, fields=(), body="", first_line=1, parsed=note), problems + odd + found
    matter, taken = front_matter.split(text)
    problems += tuple(oddities(text, name, taken))
    fields, found = front_matter.read(matter, name) if matter.strip() else ((), ())
    body = text.split("\n", taken)[taken] if taken and text.count("\n") >= taken else ("" if taken else text)
    title = next((v for f in fields if f.key in ("title", "titre", "titel", "titulo") for v in f.values), None)
    return Sheet(path=name, title=title, fields=fields, body=body, first_line=taken + 1), problems + found


def is_draft(fields: Iterable[Field]) -> bool:
    """Whether the front matter says that the note is a draft."""
    keys = ("draft", "brouillon", "entwurf", "borrador", "concept")
    return any(v.text.casefold() in _TRUE for f in fields if f.key in keys for v in f.values)
