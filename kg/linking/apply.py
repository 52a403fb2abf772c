"""Accepted links into the front matter of the notes that entries have of their own (`kg link apply --write-notes`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox

from kg.links.records import Decision
from kg.links.rows import SAME
from kg.links.write_back import GONE, Front, Held, Read, Spliced, field_of, write_back
from kg.model.record import record
from kg.model.system import is_there
from kg.notes.vault import read_sheet
from kg.recognise.field_names import term_of
from kg.store.prefixes import PREFIXES
from kg.store.reading import Reader

_OWN = """SELECT ?entity ?note WHERE {
  ?entity dcterms:references ?note .
  GRAPH ?g { ?r rdf:reifies <<( ?entity dcterms:references ?note )>> ; mxtd:recogniser "identity" }
}"""


@record
class Applied:
    """What was done about one decision: the note of the entry ("" where it has none of its own) and what became of it."""

    decision: Decision
    path: str
    outcome: Spliced | Held | None = None


def apply(
    vault: Path,
    store: Reader,
    paths: Mapping[str, str],
    decisions: Iterable[Decision],
    *,
    begin: bool = False,
    dry_run: bool = False,
) -> Iterator[Applied]:
    """Write what was accepted into the notes, one after the other. `paths` are those of the notes by their IRIs; `begin`:
    a note without front matter gets one.

    An entry that is only an item of a list keeps its links in the file of decisions. Raises LinkError for a note that
    cannot be read or written.
    """
    own = own_notes(store, paths)
    for d in decisions:
        if d.said != "accepted" or d.predicate not in SAME or field_of(d.object) is None:
            continue
        path = own.get(d.subject, "")
        if path and not is_there(vault / path):
            yield Applied(decision=d, path=path, outcome=Held(why=GONE))
            continue
        outcome = write_back(vault / path, d.object, reader(path), begin=begin, dry_run=dry_run) if path else None
        yield Applied(decision=d, path=path, outcome=outcome)


def own_notes(store: Reader, paths: Mapping[str, str]) -> dict[str, str]:
    """The path of the note that is about an entry as a whole, by the entry's IRI; a CSV file is about none."""
    solutions = store.query(_OWN, prefixes=PREFIXES)
    assert isinstance(solutions, ox.QuerySolutions)
    found: dict[str, str] = {}
    for row in solutions:
        path = paths.get(row["note"].value, "")
        if path and not path.casefold().endswith(".csv"):
            found[row["entity"].value] = min(path, found.get(row["entity"].value, path))
    return found


def reader(path: str) -> Read:
    """How kg reads the front matter of the note at `path`, its keys by the terms that they stand for."""

    def read(raw: bytes) -> Front | None:
        sheet, _problems = read_sheet(raw, path)
        if sheet is None or sheet.first_line == 1:
            return None
        fields = tuple((term_of(f), tuple(v.text for v in f.values)) for f in sheet.fields)
        return Front(fields=fields, body=sheet.body)

    return read
