"""Facts in, statements out, each with its sources; and all that is written of them, as lines of N-Quads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.graph import vocabulary
from kg.graph.iris import entity_iris, note_slugs, slug
from kg.graph.vocabulary import ONTOLOGY, PLACE, Statement, iri, term
from kg.model.fact import Concept, Entity, Fact, Iri, Name, Place, Ref, Tag, When, Words
from kg.model.record import record
from kg.model.span import Span

_DATATYPES = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}
_CLASS = {"initiative": "mxtd:Initiative", "resource": "mxtd:Resource", "organisation": "mxtd:Organisation"}


@record
class Source:
    """Where one statement was read, and by which rule."""

    span: Span
    recogniser: str


@dataclass(slots=True)
class Graph:
    """Statements with their sources, and what is needed to write them out."""

    base: str
    slugs: dict[str, str]
    statements: dict[Statement, list[Source]] = field(default_factory=lambda: defaultdict(list))
    iris: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    spans: dict[str, Span] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)  # of decided links: the end of the IRI of each, by path

    def add(self, subject: str, property_: str, value: ox.NamedNode | ox.Literal, span: Span, recogniser: str) -> None:
        """Add one statement."""
        self.statements[subject, iri(property_), value].append(Source(span=span, recogniser=recogniser))


def describe(
    entities: Sequence[Entity],
    facts: Iterable[Fact],
    paths: Mapping[str, Name],
    base: str,
    kept: Mapping[str, str] | None = None,
) -> Graph:
    """Turn things and facts into statements. `paths` gives each note's title by its path."""
    graph = Graph(base=base, slugs=note_slugs(list(paths)))
    labels = {e.key: _labels(e) for e in entities}
    graph.labels = {key: names[0][0].text for key, names in labels.items()}
    graph.iris = entity_iris(entities, graph.labels, base, graph.slugs, kept or {})
    for entity in entities:
        ox.NamedNode(graph.iris[entity.key])  # raises ValueError where iris.tsv holds what is no IRI
        _describe_entity(entity, labels[entity.key], graph)
    for fact in facts:
        value = _value(fact, graph)
        if value is not None:
            graph.add(graph.iris[fact.subject], fact.property, value, fact.span, fact.recogniser)
            if isinstance(fact.value, Tag):
                graph.add(value.value, "rdf:type", term("skos:Concept"), fact.span, fact.recogniser)
                graph.add(value.value, "rdfs:label", ox.Literal(fact.value.name), fact.span, fact.recogniser)
    for path, title in paths.items():
        note = note_iri(graph, path)
        graph.add(note, "rdf:type", term("mxtd:Note"), title.span, title.recogniser)
        graph.add(note, "rdfs:label", ox.Literal(title.text), title.span, title.recogniser)
    return graph


def note_iri(graph: Graph, path: str) -> str:
    """The IRI of a note, which is also the name of its graph."""
    return f"{graph.base}note/{graph.slugs[path]}"


def file_iri(graph: Graph, path: str) -> str:
    """The IRI of a file of decided links."""
    return f"{graph.base}{graph.files[path]}"


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
    subject = graph.iris[entity.key]
    graph.spans[subject] = entity.span
    for name in {n.span: n for n, _ in labels}.values():
        graph.add(subject, "rdf:type", term(_CLASS.get(entity.kind, "mxtd:Initiative")), name.span, name.recogniser)
        if entity.funder:
            graph.add(subject, "rdf:type", term("mxtd:Funder"), name.span, name.recogniser)
            graph.add(subject, "rdf:type", term("mxtd:Organisation"), name.span, name.recogniser)
    for name, main in labels:
        literal = ox.Literal(name.text, language=name.language) if name.language else ox.Literal(name.text)
        graph.add(subject, "rdfs:label" if main else "skos:altLabel", literal, name.span, name.recogniser)
    if entity.about:
        graph.add(subject, "dcterms:references", ox.NamedNode(note_iri(graph, entity.about)), entity.span, "identity")


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


def mentioned(graph: Graph) -> dict[str, list[Statement]]:
    """What the vocabulary says of the places, sizes and kinds that the statements mention, by file.

    A region is mentioned with its country.
    """
    wanted = {value.value for _, _, value in graph.statements if isinstance(value, ox.NamedNode)}
    codes = {node.removeprefix(PLACE) for node in wanted if node.startswith(PLACE)}
    parents = vocabulary.places().parents
    codes |= {parents[code] for code in codes if code in parents}
    return {
        "places": [s for s in vocabulary.about_places(frozenset(codes)) if s[1] in _KEPT],
        "concepts": [s for s in vocabulary.about_concepts() if s[1] in _KEPT and s[0] in wanted],
    }


_KEPT = frozenset(
    iri(t)
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


def plain(graph: Graph) -> list[Statement]:
    """Each statement once, and the mentioned vocabulary: what users query, and what shapes judge."""
    said = graph.statements
    return [*said, *(s for part in mentioned(graph).values() for s in part if s not in said)]


def nquads(graph: Graph) -> Iterator[str]:
    """All quads, as lines: the default graph, the mentioned vocabulary, the graphs of the notes, and provenance.

    Text, for a quad of three nodes and a literal takes five times as long to make in Python.
    """
    vocabulary_ = mentioned(graph)
    for statement in graph.statements:
        yield f"{triple(statement)} .\n"
    for name, said in vocabulary_.items():
        for statement in said:
            line = triple(statement)
            yield f"{line} .\n{line} <{graph.base}graph/{name}> .\n"
    yield from _of_notes(graph)


def triple(statement: Statement) -> str:
    """A statement as N-Triples write it, without the full stop."""
    subject, predicate, value = statement
    return f"<{subject}> <{predicate}> {value}"


def _of_notes(graph: Graph) -> Iterator[str]:
    """Each statement in the graph of each note that says it, and in its companion a reifier for what one rule read
    at one place: one quad a statement, four a reifier. What files of decided links say stands in one graph of them all."""
    origins = {path: str(ox.NamedNode(note_iri(graph, path))) for path in graph.slugs}
    origins |= {path: f"<{file_iri(graph, path)}>" for path in graph.files}
    homes = origins | dict.fromkeys(graph.files, f"<{graph.base}graph/links>")
    names = graph.slugs | graph.files
    rules: dict[str, tuple[str, str]] = {}
    readings: set[str] = set()
    for statement, sources in graph.statements.items():
        line = triple(statement)
        said: set[str] = set()
        for source in sources:
            span, rule = source.span, source.recogniser
            note = homes[span.path]
            if note not in said:
                said.add(note)
                yield f"{line} {note} .\n"
            name, literal = rules.get(rule) or rules.setdefault(rule, (slug(rule), str(ox.Literal(rule))))
            reading = f"<{graph.base}reading/{names[span.path]}/L{span.line}C{span.column}-{name}>"
            home = f"<{graph.base}provenance/{names[span.path]}>"
            if reading not in readings:
                readings.add(reading)
                yield (
                    f"{reading} <{_FROM}> {origins[span.path]} {home} .\n"
                    f'{reading} <{_LINE}> "{span.line}"^^<{_INTEGER}> {home} .\n'
                    f'{reading} <{_COLUMN}> "{span.column}"^^<{_INTEGER}> {home} .\n'
                    f"{reading} <{_RULE}> {literal} {home} .\n"
                )
            if reading not in said:
                said.add(reading)
                yield f"{reading} <{_REIFIES}> <<( {line} )>> {home} .\n"


_FROM, _LINE, _COLUMN, _RULE, _REIFIES, _INTEGER = map(
    iri, ("prov:wasDerivedFrom", "mxtd:line", "mxtd:column", "mxtd:recogniser", "rdf:reifies", "xsd:integer")
)
