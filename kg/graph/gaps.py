"""What entries lack that a reader would look for: where, a page, when, who, for whom, a word, another language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeAlias

import pyoxigraph as ox

from kg.graph.vocabulary import Statement, iri
from kg.model.record import record
from kg.model.span import Span

Lack: TypeAlias = Literal["country", "page", "period", "runner", "size", "description", "translation"]
# What is missed most first, with what it weighs.
WEIGHTS: dict[Lack, int] = {
    "country": 5, "page": 5, "period": 3, "runner": 3, "description": 2, "size": 2, "translation": 1,
}  # fmt: skip
_SAID_BY: dict[Lack, tuple[str, ...]] = {
    "country": ("mxtd:country", "mxtd:region", "mxtd:area"),
    "page": ("schema:url",),
    "period": ("schema:startDate", "schema:endDate", "mxtd:status"),
    "runner": ("mxtd:ledBy", "mxtd:funder"),
    "size": ("mxtd:targetSize",),
    "description": ("dcterms:description",),
}
_OF_KIND: dict[str, tuple[Lack, ...]] = {
    iri("mxtd:Initiative"): tuple(WEIGHTS),
    iri("mxtd:Resource"): ("page", "description", "translation"),
    iri("mxtd:Organisation"): ("country", "page", "translation"),
}
_SAYS: dict[str, Lack] = {iri(p): lack for lack, said in _SAID_BY.items() for p in said}
_TYPE = iri("rdf:type")
_NAMES = frozenset(map(iri, ("rdfs:label", "skos:altLabel")))
_TEXTS = _NAMES | {iri("dcterms:description")}


@record
class Lacking:
    """An entry that lacks something: its name, its IRI, where it stands, its language (or its note's; "" when no word tells),
    whether a note is about it, and what it lacks, most missed first."""

    name: str
    iri: str
    span: Span
    language: str
    own_note: bool
    lacks: tuple[Lack, ...]

    @property
    def order(self) -> tuple[int, str, int, int]:
        """What lacks most comes first, then as the notes stand."""
        return (-sum(WEIGHTS[x] for x in self.lacks), self.span.path, self.span.line, self.span.column)


def wanted(types: Iterable[str]) -> tuple[Lack, ...]:
    """What is looked for in an entry of these classes."""
    known = set(types)
    kind = next((k for k in _OF_KIND if k in known), None)
    return _OF_KIND[kind] if kind is not None else ()


# What is looked for in an entry, what of that is lacking, and the language of its texts.
Look: TypeAlias = tuple[tuple[Lack, ...], tuple[Lack, ...], str]


def lacking(own: Iterable[Statement]) -> Look:
    """What is looked for in an entry of which `own` is said, what of it is lacking, and the language of its texts.

    That it has names in one language only is told whether or not the notes speak several.
    """
    classes: list[str] = []
    has: set[Lack] = set()
    named: set[str] = set()
    spoken: list[str] = []
    for _, predicate, value in own:
        if predicate in _SAYS:
            has.add(_SAYS[predicate])
        if predicate == _TYPE:
            classes.append(value.value)
        elif predicate in _TEXTS and isinstance(value, ox.Literal) and value.language:
            spoken.append(value.language)
            if predicate in _NAMES:
                named.add(value.language)
    if len(named) != 1:
        has.add("translation")
    looked_for = wanted(classes)
    return looked_for, tuple(x for x in looked_for if x not in has), _most(spoken)


def are_several(names: Mapping[str, int]) -> bool:
    """Whether names stand in several languages, of `names` in each: one in ten or more is not in that of most."""
    total = sum(names.values())
    return bool(names) and 10 * (total - max(names.values())) >= total


GAPS = "gaps.jsonl"  # beside a generation: what its entries lack, for the pages
SEVERAL = "languages"  # in its stamp: whether names stand in several ("several", "one")


def row_of(looked_for: str, lacking: tuple[str, int, int, tuple[Lack, ...]] | None) -> list[Any]:
    """What is kept of an entry: what was looked for in it, and, of one that lacks something, its path, line, column and that."""
    return [looked_for] if lacking is None else [looked_for, *lacking]


def of_rows(rows: Mapping[str, list[Any]], several: bool) -> dict[str, Any]:
    """From such rows, by IRI: the `entries` that lack something, what lacks most first, and of how many entries each thing was
    `expected`. Where names stand in one language, no translation is missed."""
    expected: Counter[str] = Counter()
    found: list[tuple[tuple[Any, ...], dict[str, Any]]] = []
    for iri_, (looked_for, *said) in rows.items():
        expected.update(looked_for.split(","))
        lacks = [x for x in said[3] if several or x != "translation"] if said else []
        if lacks:
            order = (-sum(WEIGHTS[x] for x in lacks), *said[:3], iri_)
            found.append((order, {"iri": iri_, "path": said[0], "line": said[1], "lacks": lacks}))
    return {"expected": dict(expected), "entries": [entry for _, entry in sorted(found, key=lambda f: f[0])]}


def language_of(statements: Iterable[Statement]) -> str:
    """The language that texts are in most often."""
    return _most([v.language for _, _, v in statements if isinstance(v, ox.Literal) and v.language])


def _most(languages: list[str]) -> str:
    if not languages:
        return ""
    spoken = Counter(languages)
    return min(spoken, key=lambda x: (-spoken[x], x))
