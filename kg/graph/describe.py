"""What a note tells in, statements out, each with its sources; and all that is written of them, as lines of N-Quads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.graph import vocabulary
from kg.graph.iris import slug
from kg.graph.vocabulary import ONTOLOGY, PLACE, Statement, iri, term
from kg.model.fact import Concept, Fact, Iri, Name, Place, Ref, Tag, When, Words
from kg.model.record import record
from kg.model.span import Span
from kg.model.thing import Account, Thing, in_order, moved

_DATATYPES = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}
_CLASS = {"initiative": "mxtd:Initiative", "resource": "mxtd:Resource", "organisation": "mxtd:Organisation"}


@record
class Source:
    """Where one statement was read, and by which rule."""

    span: Span
    recogniser: str


@dataclass(slots=True)
class Described:
    """What one note says, as statements with where each was read; and where what it describes stands, by IRI.

    `nowhere` are the names of wholes that nothing bears, with their places.
    """

    path: str
    base: str
    statements: dict[Statement, list[Source]] = field(default_factory=lambda: defaultdict(list))
    spans: dict[str, Span] = field(default_factory=dict)
    nowhere: list[tuple[str, Span]] = field(default_factory=list)

    def add(self, subject: str, property_: str, value: ox.NamedNode | ox.Literal, span: Span, recogniser: str) -> None:
        """Add one statement."""
        self.statements[subject, iri(property_), value].append(Source(span=span, recogniser=recogniser))


def describe(
    path: str,
    title: Name,
    accounts: Sequence[Account],
    things: Mapping[str, Thing],
    base: str,
    slug_of: Callable[[str], str],
) -> Described:
    """Turn what a note tells into statements.

    `accounts` are its mentions with their facts, `things` the things of those that are of one, by the mention's key;
    `slug_of` gives the slug of a note by its path. Raises ValueError where a thing's IRI is none.
    """
    found = Described(path=path, base=base)
    told: dict[str, list[Account]] = defaultdict(list)
    for account in accounts:
        if (thing := things.get(account.mention.key)) is not None:
            told[thing.key].append(account)
    for said in told.values():
        _describe_thing(things[said[0].mention.key], said, found, slug_of)
    names = {a.mention.key: a.mention.names[0].text for a in accounts}
    for account in accounts:
        if (thing := things.get(account.mention.key)) is not None:
            _describe_facts(account, thing, things, names, found)
    note = f"{base}note/{slug_of(path)}"
    found.add(note, "rdf:type", term("mxtd:Note"), title.span, title.recogniser)
    found.add(note, "rdfs:label", ox.Literal(title.text), title.span, title.recogniser)
    return found


def _describe_thing(thing: Thing, said: Sequence[Account], found: Described, slug_of: Callable[[str], str]) -> None:
    """What a thing is and is called, as far as this note says it."""
    ox.NamedNode(thing.iri)  # raises ValueError where iris.tsv holds what is no IRI
    if thing.span.path == found.path:
        found.spans[thing.iri] = thing.span
    names = list(dict.fromkeys(n for m in in_order(a.mention for a in said) for n in m.names))
    names = [n for n in names if n.main] + [n for n in names if not n.main]
    for name in {n.span: n for n in names}.values():
        found.add(thing.iri, "rdf:type", term(_CLASS.get(thing.kind, "mxtd:Initiative")), name.span, name.recogniser)
        if thing.funder:
            found.add(thing.iri, "rdf:type", term("mxtd:Funder"), name.span, name.recogniser)
            found.add(thing.iri, "rdf:type", term("mxtd:Organisation"), name.span, name.recogniser)
    for name in names:
        literal = ox.Literal(name.text, language=name.language) if name.language else ox.Literal(name.text)
        main = (name.text, name.language) in thing.labels
        found.add(thing.iri, "rdfs:label" if main else "skos:altLabel", literal, name.span, name.recogniser)
    if thing.about and thing.span.path == found.path:
        note = ox.NamedNode(f"{found.base}note/{slug_of(thing.about)}")
        found.add(thing.iri, "dcterms:references", note, thing.span, "identity")


def _describe_facts(
    account: Account, thing: Thing, things: Mapping[str, Thing], names: Mapping[str, str], found: Described
) -> None:
    """What the facts about a mention say of its thing."""
    for said in account.facts:
        fact = moved(said, thing, things)
        if fact is None:
            lost = said.value.key if isinstance(said.value, Ref) and said.property == "dcterms:isPartOf" else ""
            if lost in names and lost not in things:  # what is no mention was read as no name
                found.nowhere.append((names[lost], said.span))
            continue
        value = _value(fact, things, found.base)
        if value is None:
            continue
        found.add(thing.iri, fact.property, value, fact.span, fact.recogniser)
        if isinstance(fact.value, Tag):
            found.add(value.value, "rdf:type", term("skos:Concept"), fact.span, fact.recogniser)
            found.add(value.value, "rdfs:label", ox.Literal(fact.value.name), fact.span, fact.recogniser)


def _value(fact: Fact, things: Mapping[str, Thing], base: str) -> ox.NamedNode | ox.Literal | None:
    value = fact.value
    if isinstance(value, Ref):
        return ox.NamedNode(things[value.key].iri)
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
        return ox.NamedNode(f"{base}tag/{slug(value.name)}")
    return None


def about_places(codes: Iterable[str]) -> list[Statement]:
    """What the vocabulary says of places that a graph mentions, by their codes: names, codes, links."""
    return [s for s in vocabulary.about_places(frozenset(codes)) if s[1] in _KEPT]


def about_concept(concept: str) -> list[Statement]:
    """What the vocabulary says of a size, status or kind that a graph mentions."""
    return [s for s in vocabulary.about_concepts() if s[1] in _KEPT and s[0] == concept]


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


def triple(statement: Statement) -> str:
    """A statement as N-Triples write it, without the full stop."""
    subject, predicate, value = statement
    return f"<{subject}> <{predicate}> {value}"


def quads(
    statements: Mapping[Statement, Sequence[Source]], home: str, origin: str, name: str, base: str
) -> Iterator[str]:
    """All quads of what one file says, as lines of N-Quads: each statement in the default graph and in the graph `home`, and
    in the companion of the file a reifier for what one rule read at one place: one quad a statement, four a reifier.

    `origin` is the IRI of the file, `name` its slug. Text, for a quad of three nodes and a literal takes five times as long
    to make in Python.
    """
    beside = f"<{base}provenance/{name}>"
    rules: dict[str, tuple[str, str]] = {}
    readings: set[str] = set()
    for statement, sources in statements.items():
        line = triple(statement)
        yield f"{line} .\n{line} <{home}> .\n"
        said: set[str] = set()
        for source in sources:
            span, rule = source.span, source.recogniser
            slugged, literal = rules.get(rule) or rules.setdefault(rule, (slug(rule), str(ox.Literal(rule))))
            reading = f"<{base}reading/{name}/L{span.line}C{span.column}-{slugged}>"
            if reading not in readings:
                readings.add(reading)
                yield (
                    f"{reading} <{_FROM}> <{origin}> {beside} .\n"
                    f'{reading} <{_LINE}> "{span.line}"^^<{_INTEGER}> {beside} .\n'
                    f'{reading} <{_COLUMN}> "{span.column}"^^<{_INTEGER}> {beside} .\n'
                    f"{reading} <{_RULE}> {literal} {beside} .\n"
                )
            if reading not in said:
                said.add(reading)
                yield f"{reading} <{_REIFIES}> <<( {line} )>> {beside} .\n"


_FROM, _LINE, _COLUMN, _RULE, _REIFIES, _INTEGER = map(
    iri, ("prov:wasDerivedFrom", "mxtd:line", "mxtd:column", "mxtd:recogniser", "rdf:reifies", "xsd:integer")
)
