"""What is said of a thing, each statement with the places where it was read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import pyoxigraph as ox

from kg.model.record import record
from kg.model.text import LANGUAGES
from kg.store.about import REIFIES
from kg.store.prefixes import PREFIXES
from kg.store.reading import Reader, around

_DEFAULT = ox.DefaultGraph()
_LABEL = ox.NamedNode(PREFIXES["rdfs"] + "label")
_NOTE, _LINE, _COLUMN, _RULE = (
    ox.NamedNode(PREFIXES[p] + x)
    for p, x in (("prov", "wasDerivedFrom"), ("mxtd", "line"), ("mxtd", "column"), ("mxtd", "recogniser"))
)


@record
class Reading:
    """Where a statement was read: the IRI of the note, line and column (from 1), and the rule."""

    note: str
    line: int
    column: int
    rule: str

    @property
    def order(self) -> tuple[str, int, int, str]:
        """What readings are sorted by."""
        return (self.note, self.line, self.column, self.rule)


@record
class Said:
    """One statement: the IRI of its property, its value, and where it was read."""

    property: str
    value: ox.NamedNode | ox.Literal
    readings: tuple[Reading, ...]


def facts(store: Reader, thing: ox.NamedNode) -> list[Said]:
    """What the default graph says of a thing, by property and value."""
    around(store, thing)
    found: list[Said] = []
    for quad in store.quads_for_pattern(thing, None, None, _DEFAULT):
        if isinstance(quad.object, ox.NamedNode | ox.Literal):
            found.append(Said(property=quad.predicate.value, value=quad.object, readings=_readings(store, quad.triple)))
    return sorted(found, key=lambda s: (s.property, str(s.value)))


def _readings(store: Reader, triple: ox.Triple) -> tuple[Reading, ...]:
    """The reifiers of a statement, read."""
    found: list[Reading] = []
    for quad in store.quads_for_pattern(None, REIFIES, triple, None):
        if isinstance(quad.subject, ox.NamedNode):
            said = {q.predicate: q.object for q in store.quads_for_pattern(quad.subject, None, None, quad.graph_name)}
            note, line, column, rule = (said.get(p) for p in (_NOTE, _LINE, _COLUMN, _RULE))
            if isinstance(note, ox.NamedNode) and isinstance(line, ox.Literal) and isinstance(column, ox.Literal):
                found.append(Reading(note=note.value, line=int(line.value), column=int(column.value),
                                     rule=rule.value if isinstance(rule, ox.Literal) else ""))  # fmt: skip
    return tuple(sorted(found, key=lambda r: r.order))


def read_in(store: Reader, provenance: ox.NamedNode) -> dict[int, list[ox.Triple]]:
    """The statements that were read in a note, by line, from the graph of its provenance."""
    lines: dict[object, int] = {}
    for quad in store.quads_for_pattern(None, _LINE, None, provenance):
        if isinstance(quad.object, ox.Literal):
            lines[quad.subject] = int(quad.object.value)
    found: dict[int, list[ox.Triple]] = defaultdict(list)
    for quad in store.quads_for_pattern(None, REIFIES, None, provenance):
        if isinstance(quad.object, ox.Triple) and quad.subject in lines:
            found[lines[quad.subject]].append(quad.object)
    return dict(found)


def best_of(texts: Mapping[str, str], language: str) -> str:
    """The language of the text that a reader gets, of texts by language ("" where it is not known): the reader's, else
    none, else any. Empty where there is none."""
    return next((code for code in (language, "", *LANGUAGES) if code in texts), min(texts, default=""))


def label(store: Reader, thing: ox.NamedNode, language: str) -> str:
    """The name of a thing for a reader of a language; of several in one the first, by its letters; empty where it has none."""
    names: dict[str, str] = {}
    for quad in store.quads_for_pattern(thing, _LABEL, None, None):
        if isinstance(quad.object, ox.Literal):
            code, name = quad.object.language or "", quad.object.value
            names[code] = min(names.get(code, name), name)
    return names.get(best_of(names, language), "")
