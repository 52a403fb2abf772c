"""From a file to what it tells: read, recognised, packed. A pure function of its bytes, run in whichever process."""

from __future__ import annotations

import marshal
import warnings
from collections import defaultdict
from collections.abc import Container
from pathlib import Path

from kg import place_names
from kg.heard import ignored_in
from kg.ledger.packing import pack_account, pack_note, pack_problem
from kg.ledger.told import DRAFT, NOTE, UNREAD, Named, Stamp, State, Told, digest_of, hash_of
from kg.model.codes import CODES
from kg.model.fact import Fact, Reading, Ref
from kg.model.folding import fold
from kg.model.note import Note
from kg.model.problem import Problem
from kg.model.record import record
from kg.model.span import Span
from kg.notes.files import read_bytes
from kg.notes.vault import Sheet, is_draft, read_sheet
from kg.recognise.identity import calls, marks
from kg.recognise.outline import first_heading
from kg.recognise.reading import read_note
from kg.source import decode


class MistakeWarning(ResourceWarning):
    """kg failed at reading a note. Who builds is told by a Problem; tests fail for the warning: a mistake of ours must not pass for
    a note that says nothing."""


@record
class Opened:
    """A file whose front matter is read, and whose text waits: whether its title is the site's, other notes tell."""

    path: str
    stamp: Stamp
    digest: bytes
    sheet: Sheet | None
    problems: tuple[Problem, ...]
    silenced: bytes | None = None

    @property
    def title(self) -> str | None:
        """Its folded `title:`; None where it has none, or is no note."""
        sheet = self.sheet
        return None if sheet is None or sheet.title is None or is_draft(sheet.fields) else fold(sheet.title.text)


def open_note(file: Path, path: str, stamp: Stamp) -> Opened:
    """Read the front matter of the note `path` in `file`; a file that cannot be read has problems."""
    raw, problems = read_bytes(file, path)
    if problems:
        return Opened(path=path, stamp=stamp, digest=b"", sheet=None, problems=problems)
    try:
        sheet, found = read_sheet(raw, path)
    except Exception as error:  # whatever a note holds, the others are read
        sheet, found = None, (_failed(path, error),)
    return Opened(path=path, stamp=stamp, digest=digest_of(raw), sheet=sheet, problems=found, silenced=_silenced(raw))


def tell(opened: Opened, shared: Container[str] = (), *, alone: bool = False) -> Told:
    """What a note tells. `shared` holds the folded titles that several notes bear, `alone` says that it is the only note."""
    sheet = opened.sheet
    if sheet is None:
        return _unread(opened, UNREAD)
    if is_draft(sheet.fields):
        return _unread(opened, DRAFT)
    try:
        return _told(opened, sheet, shared, alone)
    except Exception as error:  # as in open_note
        return _unread(opened, UNREAD, _failed(opened.path, error))


def _unread(opened: Opened, state: State, *further: Problem) -> Told:
    """What a file tells that is not read, or is a draft."""
    problems = tuple(map(pack_problem, (*opened.problems, *further)))
    return Told(
        path=opened.path,
        stamp=opened.stamp,
        digest=opened.digest,
        state=state,
        problems=problems,
        silenced=opened.silenced,
    )


def _failed(path: str, error: Exception) -> Problem:
    """That kg could not read a note, and how Python calls what happened."""
    warnings.warn(f"{path}: {error!r}", MistakeWarning, stacklevel=2)
    return CODES["KG136"].at(Span(path=path, line=1, column=1, end=2), what=type(error).__name__)


def _told(opened: Opened, sheet: Sheet, shared: Container[str], alone: bool) -> Told:
    note, title = sheet.note(), opened.title
    is_shared = title in shared or (alone and first_title_is_not_its_heading(note))
    reading, odd = read_note(note, place_names.places(), frozenset((title or "",)) if is_shared else frozenset())
    return Told(
        path=opened.path, stamp=opened.stamp, digest=opened.digest, state=NOTE, title=title, shared=is_shared,
        packed=pack_note(reading.title, reading.turtle), names=tuple(dict.fromkeys(map(fold, reading.names))),
        mentions=_mentions(reading), problems=tuple(map(pack_problem, (*opened.problems, *odd))), silenced=opened.silenced,
    )  # fmt: skip


def first_title_is_not_its_heading(note: Note) -> bool:
    """Whether the heading that is a lone note's title says something else than its `title:`."""
    heading = first_heading(note)
    return note.title is not None and heading is not None and fold(heading.text) != fold(note.title.text)


def _mentions(reading: Reading) -> tuple[Named, ...]:
    mentions = {m.key: m for m in reading.mentions}
    places = {key: index for index, key in enumerate(mentions)}
    facts: dict[str, list[Fact]] = defaultdict(list)
    for fact in reading.facts:
        facts[fact.subject].append(fact)
    return tuple(
        Named(
            packed=pack_account(m, facts[m.key]), entry=m.entry, calls=tuple(sorted(calls(m))),
            marks=tuple((hash_of(mark), active) for mark, active in marks(m).items()),
            refs=tuple(dict.fromkeys(
                (places[f.value.key], f.property) for f in facts[m.key] if isinstance(f.value, Ref) and f.value.key in places
            )),
        )
        for m in mentions.values()
    )  # fmt: skip


def _silenced(raw: bytes) -> bytes | None:
    """What comments of the file ignore, by line (0: the whole note)."""
    if b"kg:" not in raw and b"\x00" not in raw:
        return None
    source = decode(raw)
    found = ignored_in(source.lines) if source is not None else {}
    return marshal.dumps({line: tuple(sorted(codes)) for line, codes in found.items()}) if found else None
