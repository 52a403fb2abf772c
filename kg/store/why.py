"""Why a statement is in the graph: the line of the note, and the rule that read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox

from kg.errors import EntityError
from kg.model.text import Text
from kg.source import lines_of
from kg.store.export import find_entity
from kg.store.prefixes import PREFIXES, shorten
from kg.store.reading import Reader

_QUERY = """SELECT ?p ?o ?note ?line ?column ?rule WHERE {{
  {entity} ?p ?o .
  GRAPH ?g {{ ?r rdf:reifies <<( {entity} ?p ?o )>> ; mxtd:line ?line ; mxtd:column ?column ; mxtd:recogniser ?rule ; prov:wasDerivedFrom ?note }}
}}"""
_PLACES = {"turtle": "kg/graph/turtle.py", "vault": "kg/notes/vault.py", "decision": "kg/links/decisions.py"}
_RULES = {"country", "period", "organisation", "museum_size", "initiative", "identity"}


def why(store: Reader, asked: str, property_: str, vault: Path, paths: Mapping[str, str]) -> Iterator[str]:
    """Lines of text: each statement, then its place, its rule and the line itself.

    `paths` gives a note's path by the IRI of the note, and so that of a file of decided links.

    Raises EntityError when there is no such entity, or it has no such property.
    """
    entity = find_entity(store, asked)
    solutions = store.query(_QUERY.format(entity=str(entity)), prefixes=PREFIXES)
    assert isinstance(solutions, ox.QuerySolutions)
    rows = [
        (
            shorten(row["p"].value),
            row["o"],
            row["note"].value,
            int(row["line"].value),
            int(row["column"].value),
            row["rule"].value,
        )
        for row in solutions
    ]
    wanted = [r for r in rows if not property_ or property_ in (r[0], r[0].split(":")[-1])]
    if not wanted:
        raise _lacking(entity.value, property_, ", ".join(sorted({r[0] for r in rows})))
    yield entity.value
    for name, value, note, line, column, rule in sorted(wanted, key=lambda r: (r[0], str(r[1]), r[2], r[3])):
        path = paths.get(note, note)
        shown = shorten(value.value) if isinstance(value, ox.NamedNode) else value.value
        where = _PLACES.get(rule) or (f"kg/recognise/{rule}.py" if rule in _RULES else "kg/recognise/statements.py")
        yield f"  {name}  {shown}"
        yield f"      {path}:{line}:{column}  {rule} ({where})"
        source = _source(vault / path, line)
        if source:
            yield f"      | {source[:140]}"


def _lacking(entity: str, name: str, known: str) -> EntityError:
    return EntityError(
        Text(fr=f"{entity} n'a pas de « {name} ».", en=f"{entity} has no {name!r}.", de=f"{entity} hat kein „{name}“."),
        Text(fr=f"Elle a : {known}.", en=f"It has: {known}.", de=f"Es hat: {known}."),
    )


def _source(file: Path, line: int) -> str:
    lines = lines_of(file)
    return lines[line - 1].strip() if 0 < line <= len(lines) else ""
