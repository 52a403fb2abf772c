"""What entries lack that a reader would look for: where, a page, when, who, for whom, a word, another language."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

import pyoxigraph as ox

from kg.graph.describe import Graph
from kg.graph.vocabulary import iri
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
    "mxtd:Initiative": tuple(WEIGHTS),
    "mxtd:Resource": ("page", "description", "translation"),
    "mxtd:Organisation": ("country", "page", "translation"),
}
_NAMES = ("rdfs:label", "skos:altLabel")
_BESIDE = frozenset(("organisation", "part_of"))  # rules that read a name within what is said of another


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


def lacking(graph: Graph) -> tuple[tuple[Lacking, ...], dict[Lack, int]]:
    """The entries that lack something, and of how many entries each thing was to be expected."""
    said: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in graph.statements:
        said[subject][predicate].append(value)
    several, spoken = _languages(said), _by_note(graph)
    expected: Counter[Lack] = Counter()
    found: list[Lacking] = []
    names = {graph.iris[key]: label for key, label in graph.labels.items()}
    for subject, span in graph.spans.items():
        wanted = _wanted(said[subject]) if _stands_by_itself(subject, graph) else ()
        expected.update(wanted)
        lacks = tuple(x for x in wanted if not _has(x, said[subject], several))
        if lacks:
            found.append(
                Lacking(
                    name=names.get(subject, subject), iri=subject, span=span, language=_language(said[subject]) or spoken.get(span.path, ""),
                    own_note=_about_a_note(subject, span, graph), lacks=lacks,
                )
            )  # fmt: skip
    return tuple(sorted(found, key=lambda e: e.order)), dict(expected)


GAPS = "gaps.json"  # beside a generation: what its entries lack, for the pages


def as_gaps(entries: Sequence[Lacking], expected: Mapping[Lack, int]) -> str:
    """What entries lack, to be kept."""
    rows = [{"iri": e.iri, "path": e.span.path, "line": e.span.line, "lacks": e.lacks} for e in entries]
    return json.dumps({"expected": expected, "entries": rows}, ensure_ascii=False, sort_keys=True) + "\n"


def _stands_by_itself(subject: str, graph: Graph) -> bool:
    """Whether it has an item, heading, row or note of its own; what only runs or pays for another has none."""
    types = (ox.NamedNode(iri(k)) for k in _OF_KIND)
    return any(
        s.recogniser not in _BESIDE for t in types for s in graph.statements.get((subject, iri("rdf:type"), t), ())
    )


def _wanted(own: Mapping[str, list[ox.NamedNode | ox.Literal]]) -> tuple[Lack, ...]:
    """What is looked for in an entry of its kind."""
    types = {v.value for v in own[iri("rdf:type")]}
    kind = next((k for k in _OF_KIND if iri(k) in types), None)
    return _OF_KIND[kind] if kind is not None else ()


def _has(lack: Lack, own: Mapping[str, list[ox.NamedNode | ox.Literal]], several: bool) -> bool:
    if lack != "translation":
        return any(own[iri(p)] for p in _SAID_BY[lack])
    names = {v.language for p in _NAMES for v in own[iri(p)] if isinstance(v, ox.Literal) and v.language}
    return not several or len(names) != 1


def _languages(said: Mapping[str, Mapping[str, list[ox.NamedNode | ox.Literal]]]) -> bool:
    """Whether names stand in several languages: one in ten or more is not in that of most."""
    names = Counter(
        v.language for own in said.values() for v in own[iri("rdfs:label")] if isinstance(v, ox.Literal) and v.language
    )
    return bool(names) and 10 * (names.total() - max(names.values())) >= names.total()


def _language(own: Mapping[str, list[ox.NamedNode | ox.Literal]]) -> str:
    spoken = Counter(
        v.language
        for p in ("dcterms:description", *_NAMES)
        for v in own[iri(p)]
        if isinstance(v, ox.Literal) and v.language
    )
    return str(spoken.most_common(1)[0][0]) if spoken else ""


def _by_note(graph: Graph) -> dict[str, str]:
    """The language that each note's texts are in most often, by path."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for (_, _, value), sources in graph.statements.items():
        if isinstance(value, ox.Literal) and value.language:
            for source in sources:
                counts[source.span.path][value.language] += 1
    return {path: languages.most_common(1)[0][0] for path, languages in counts.items()}


def _about_a_note(subject: str, span: Span, graph: Graph) -> bool:
    """Whether the note in which it stands is about it."""
    note = ox.NamedNode(f"{graph.base}note/{graph.slugs[span.path]}")
    sources = graph.statements.get((subject, iri("dcterms:references"), note), ())
    return any(s.recogniser == "identity" for s in sources)
