"""Facts in, quads out, each with the facts it comes from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import pyoxigraph as ox

from kg.graph.iris import entity_iris, note_slugs, slug
from kg.graph.vocabulary import ONTOLOGY, PLACE, Vocabulary, term
from kg.model.fact import Concept, Entity, Fact, Iri, Name, Place, Ref, Tag, When, Words
from kg.model.span import Span

_DATATYPES = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}
_CLASS = {"initiative": "mxtd:Initiative", "resource": "mxtd:Resource", "organisation": "mxtd:Organisation"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where one statement was read, and by which rule."""

    span: Span
    recogniser: str


@dataclass(slots=True)
class Graph:
    """Statements with their sources, and what is needed to write them out."""

    base: str
    slugs: dict[str, str]
    statements: dict[ox.Triple, list[Source]] = field(default_factory=lambda: defaultdict(list))
    iris: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    spans: dict[str, Span] = field(default_factory=dict)

    def add(self, subject: str, property_: str, value: ox.NamedNode | ox.Literal, span: Span, recogniser: str) -> None:
        """Add one statement."""
        self.statements[ox.Triple(ox.NamedNode(subject), term(property_), value)].append(
            Source(span=span, recogniser=recogniser)
        )


def describe(
    entities: Sequence[Entity],
    facts: Iterable[Fact],
    paths: Mapping[str, str],
    base: str,
    kept: Mapping[str, str] | None = None,
) -> Graph:
    """Turn things and facts into statements. `paths` gives each note's title by its path."""
    graph = Graph(base=base, slugs=note_slugs(list(paths)))
    labels = {e.key: _labels(e) for e in entities}
    graph.labels = {key: names[0][0].text for key, names in labels.items()}
    graph.iris = entity_iris(entities, graph.labels, base, graph.slugs, kept or {})
    for entity in entities:
        _describe_entity(entity, labels[entity.key], graph)
    for fact in facts:
        value = _value(fact, graph)
        if value is not None:
            graph.add(graph.iris[fact.subject], fact.property, value, fact.span, fact.recogniser)
            if isinstance(fact.value, Tag):
                graph.add(value.value, "rdf:type", term("skos:Concept"), fact.span, fact.recogniser)
                graph.add(value.value, "rdfs:label", ox.Literal(fact.value.name), fact.span, fact.recogniser)
    for path, title in paths.items():
        span = Span(path=path, line=1, column=1, end=2)
        note = note_iri(graph, path)
        graph.add(note, "rdf:type", term("mxtd:Note"), span, "vault")
        graph.add(note, "rdfs:label", ox.Literal(title), span, "vault")
    return graph


def note_iri(graph: Graph, path: str) -> str:
    """The IRI of a note, which is also the name of its graph."""
    return f"{graph.base}note/{graph.slugs[path]}"


def _labels(entity: Entity) -> list[tuple[Name, bool]]:
    """An entity's names, each once; True for the one label a language, the rest are altLabels."""
    ordered = [n for n in entity.names if n.main] + [n for n in entity.names if not n.main]
    taken: set[str] = set()
    seen: dict[tuple[str, str], bool] = {}
    out: list[tuple[Name, bool]] = []
    for name in ordered:
        key = (name.text, name.language)
        if key not in seen:
            seen[key] = name.language not in taken and (name.main or not taken)
            taken.add(name.language)
        out.append((name, seen[key]))
    return out


def _describe_entity(entity: Entity, labels: list[tuple[Name, bool]], graph: Graph) -> None:
    iri = graph.iris[entity.key]
    graph.spans[iri] = entity.span
    for name in {n.span: n for n, _ in labels}.values():
        graph.add(iri, "rdf:type", term(_CLASS.get(entity.kind, "mxtd:Initiative")), name.span, name.recogniser)
        if entity.funder:
            graph.add(iri, "rdf:type", term("mxtd:Funder"), name.span, name.recogniser)
            graph.add(iri, "rdf:type", term("mxtd:Organisation"), name.span, name.recogniser)
    for name, main in labels:
        literal = ox.Literal(name.text, language=name.language) if name.language else ox.Literal(name.text)
        graph.add(iri, "rdfs:label" if main else "skos:altLabel", literal, name.span, name.recogniser)
    if entity.about:
        graph.add(iri, "dcterms:references", ox.NamedNode(note_iri(graph, entity.about)), entity.span, "identity")


def _value(fact: Fact, graph: Graph) -> ox.NamedNode | ox.Literal | None:
    value = fact.value
    if isinstance(value, Ref):
        return ox.NamedNode(graph.iris[value.key])
    if isinstance(value, Words):
        return ox.Literal(value.text, language=value.language) if value.language else ox.Literal(value.text)
    if isinstance(value, Iri):
        try:
            return ox.NamedNode(value.iri)
        except ValueError:
            return None
    if isinstance(value, When):
        return ox.Literal(value.edtf, datatype=term(_DATATYPES[len(value.edtf)]))
    if isinstance(value, Place):
        return ox.NamedNode(PLACE + value.code)
    if isinstance(value, Concept):
        return ox.NamedNode(ONTOLOGY + value.name)
    if isinstance(value, Tag):
        return ox.NamedNode(f"{graph.base}tag/{slug(value.name)}")
    return None


def plain(graph: Graph, vocabulary: Vocabulary) -> list[ox.Triple]:
    """Each statement once, and the mentioned vocabulary: what users query, and what shapes judge."""
    return list(
        dict.fromkeys([*graph.statements, *(t for part in _mentioned(graph, vocabulary).values() for t in part)])
    )


def quads(graph: Graph, vocabulary: Vocabulary) -> Iterator[ox.Quad]:
    """All quads: the default graph, note graphs, the mentioned vocabulary, and provenance."""
    for triple in plain(graph, vocabulary):
        yield ox.Quad(triple.subject, triple.predicate, triple.object)
    for name, mentioned in _mentioned(graph, vocabulary).items():
        node = ox.NamedNode(f"{graph.base}graph/{name}")
        for triple in mentioned:
            yield ox.Quad(triple.subject, triple.predicate, triple.object, node)
    homes = {path: ox.NamedNode(note_iri(graph, path)) for path in graph.slugs}
    for triple, sources in graph.statements.items():
        for path in dict.fromkeys([s.span.path for s in sources]):
            yield ox.Quad(triple.subject, triple.predicate, triple.object, homes[path])
    yield from _provenance(graph)


def _provenance(graph: Graph) -> Iterator[ox.Quad]:
    """A reifier for what one rule read at one place: one quad a statement, four a reifier."""
    readings: dict[tuple[str, int, int, str], ox.NamedNode] = {}
    homes = {
        path: (ox.NamedNode(f"{graph.base}provenance/{slug_}"), ox.NamedNode(note_iri(graph, path)))
        for path, slug_ in graph.slugs.items()
    }
    reifies = term("rdf:reifies")
    for triple, sources in graph.statements.items():
        said: set[ox.NamedNode] = set()
        for source in sources:
            span = source.span
            home, note = homes[span.path]
            key = (span.path, span.line, span.column, source.recogniser)
            reading = readings.get(key)
            if reading is None:
                name = f"{graph.slugs[span.path]}/L{span.line}C{span.column}-{_rule_slug(source.recogniser)}"
                reading = readings[key] = ox.NamedNode(f"{graph.base}reading/{name}")
                yield ox.Quad(reading, _FROM, note, home)
                yield ox.Quad(reading, _LINE, _integer(span.line), home)
                yield ox.Quad(reading, _COLUMN, _integer(span.column), home)
                yield ox.Quad(reading, _RULE, _text(source.recogniser), home)
            if reading not in said:
                said.add(reading)
                yield ox.Quad(reading, reifies, triple, home)


_FROM, _LINE, _COLUMN, _RULE = map(term, ("prov:wasDerivedFrom", "mxtd:line", "mxtd:column", "mxtd:recogniser"))


@lru_cache(maxsize=4096)
def _integer(number: int) -> ox.Literal:
    return ox.Literal(str(number), datatype=term("xsd:integer"))


@lru_cache(maxsize=1024)
def _text(text: str) -> ox.Literal:
    return ox.Literal(text)


@lru_cache(maxsize=1024)
def _rule_slug(recogniser: str) -> str:
    return slug(recogniser)


_KEPT = frozenset(
    term(t).value
    for t in (
        "rdf:type",
        "rdfs:label",
        "skos:notation",
        "mxtd:isoCode",
        "dcterms:isPartOf",
        "skos:prefLabel",
        "owl:sameAs",
        "skos:exactMatch",
    )
)


def _mentioned(graph: Graph, vocabulary: Vocabulary) -> dict[str, list[ox.Triple]]:
    """The nodes of places, sizes and kinds that the statements mention, regions with their country."""
    wanted = {t.object.value for t in graph.statements if isinstance(t.object, ox.NamedNode)}
    for code, parent in vocabulary.table.parents.items():
        if PLACE + code in wanted:
            wanted.add(PLACE + parent)
    found: dict[str, list[ox.Triple]] = {}
    for name, source in (("places", vocabulary.places), ("concepts", vocabulary.concepts)):
        found[name] = [t for iri in sorted(wanted) for t in source.get(iri, ()) if t.predicate.value in _KEPT]
    return found
