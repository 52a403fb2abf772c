"""Every constraint of every shape: a graph that breaks it, which full pySHACL finds too, and a note that does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib

from kg.build import build
from kg.graph import shapes
from kg.graph.codes import codes
from kg.graph.shapes import judging
from kg.graph.shapes.data import Data
from kg.graph.shapes.load import compiled
from kg.graph.vocabulary import PREFIXES, Statement
from kg.settings import Settings
from tests.parsing import each_query_parsed_once
from tests.shacl.hostile import full, said

TOP = Path(__file__).resolve().parent.parent
Vault = Callable[[dict[str, str]], Path]
HEAD = "".join(f"@prefix {p}: <{i}> .\n" for p, i in PREFIXES.items()) + "@prefix x: <https://x.example/> .\n"
# One of each thing, in order; the mutations are made to a copy of it.
SOUND = """
x:i a mxtd:Initiative ; rdfs:label "I" ; skos:altLabel "J" ; dcterms:description "d" ; schema:url <https://i.example/> ;
    mxtd:kind mxtd:kind-project ; mxtd:country x:c ; mxtd:region x:r ; mxtd:area x:a ; mxtd:funder x:f ; mxtd:ledBy x:o ;
    mxtd:targetSize mxtd:size-small ; mxtd:status mxtd:status-closed ; schema:startDate "2019"^^xsd:gYear ; schema:endDate "2020"^^xsd:gYear ;
    dcterms:isPartOf x:p ; dcterms:relation x:p ; dcterms:references x:n ; dcterms:subject x:t ; skos:exactMatch <http://www.wikidata.org/entity/Q1> ;
    skos:closeMatch <http://data.europeana.eu/item/1/2> .
x:p a mxtd:Initiative ; rdfs:label "P" ; schema:url <https://p.example/> .
x:f a mxtd:Funder , mxtd:Organisation ; rdfs:label "F" ; owl:sameAs <https://sws.geonames.org/1/> .
x:o a mxtd:Organisation ; rdfs:label "O" .
x:c a mxtd:Country ; rdfs:label "C"@fr ; mxtd:isoCode "CH" ; owl:sameAs <https://c.example/> .
x:r a mxtd:Region ; rdfs:label "R"@fr ; mxtd:isoCode "CH-VD" ; dcterms:isPartOf x:c .
x:a a mxtd:Area ; rdfs:label "A"@fr ; skos:notation "150" .
x:n a mxtd:Note ; rdfs:label "N" ; dcterms:references x:i .
x:t a skos:Concept ; rdfs:label "T" ; skos:prefLabel "T"@fr .
mxtd:size-small a mxtd:MuseumSize ; rdfs:label "petit"@fr ; skos:notation "small" .
"""
# What is added to the sound graph and breaks just this; "- " before a line takes away all that begins with it.
MUTATIONS = {
    "KG301": "- x:p rdfs:label",
    "KG302": 'x:i rdfs:label "a"@fr , "b"@fr .',
    "KG303": 'x:p rdfs:label "  " .',
    "KG304": 'x:p skos:altLabel " " .',
    "KG305": 'x:p dcterms:description " " .',
    "KG306": "x:p schema:url <https://q.example/> .",
    "KG307": "x:o schema:url <ftp://o.example/> .",
    "KG308": "x:p mxtd:country x:a .",
    "KG309": "x:p mxtd:region x:c .",
    "KG310": "x:p mxtd:area x:c .",
    "KG311": "x:p mxtd:funder x:o .",
    "KG312": "x:p mxtd:ledBy x:i .",
    "KG313": "x:p mxtd:targetSize x:t .",
    "KG314": "x:p mxtd:status x:t .",
    "KG315": "x:i mxtd:status mxtd:status-active .",
    "KG316": 'x:i schema:startDate "2018"^^xsd:gYear .',
    "KG317": 'x:p schema:startDate "abc"^^xsd:gYear .',
    "KG318": 'x:i schema:endDate "2021"^^xsd:gYear .',
    "KG319": 'x:p schema:endDate "2020-13"^^xsd:gYearMonth .',
    "KG320": "x:p dcterms:isPartOf x:t .",
    "KG321": "x:p dcterms:relation x:c .",
    "KG322": 'x:p dcterms:references "page" .',
    "KG323": "x:p dcterms:subject x:o .",
    "KG324": "x:o owl:sameAs <urn:o> .",
    "KG325": "x:p skos:exactMatch <urn:p> .",
    "KG326": "x:p skos:closeMatch <urn:p> .",
    "KG327": "x:o owl:sameAs <https://www.wikidata.org/wiki/Q42> .",
    "KG328": "x:p skos:exactMatch <https://www.geonames.org/2661604/lausanne.html> .",
    "KG329": "x:p skos:closeMatch <https://www.europeana.eu/fr/item/1/2> .",
    "KG330": f'x:p dcterms:description "{"mot " * 300}" .',
    "KG331": "x:p mxtd:kind mxtd:status-active .",
    "KG341": "x:o a mxtd:Resource .",
    "KG342": "- x:f rdf:type mxtd:Organisation",
    "KG343": "- x:i mxtd:funder",
    "KG351": "- x:a rdfs:label",
    "KG352": 'x:a rdfs:label "B"@fr .',
    "KG353": "x:a owl:sameAs <urn:a> .",
    "KG354": 'x:c mxtd:isoCode "BE" .',
    "KG355": 'x:d a mxtd:Country ; rdfs:label "D"@fr ; mxtd:isoCode "Suisse" .',
    "KG356": "- x:r mxtd:isoCode",
    "KG357": 'x:s a mxtd:Region ; rdfs:label "S"@fr ; mxtd:isoCode "VD" ; dcterms:isPartOf x:c .',
    "KG358": "- x:r dcterms:isPartOf",
    "KG359": 'x:s a mxtd:Region ; rdfs:label "S"@fr ; mxtd:isoCode "CH-BE" ; dcterms:isPartOf x:a .',
    "KG360": "- x:a skos:notation",
    "KG361": 'x:b a mxtd:Area ; rdfs:label "B"@fr ; skos:notation "Europe" .',
    "KG371": "- x:n rdfs:label",
    "KG372": 'x:n rdfs:label " " .',
    "KG373": 'x:n dcterms:references "page" .',
    "KG381": "- x:t rdfs:label",
    "KG382": 'x:t rdfs:label " "@de .',
    "KG383": 'x:t rdfs:label "a"@fr , "b"@fr .',
    "KG384": 'x:t skos:prefLabel "U"@fr .',
    "KG385": "- mxtd:size-small skos:notation",
    "KG386": 'mxtd:size-huge a mxtd:MuseumSize ; rdfs:label "énorme"@fr ; skos:notation "huge" .',
    "KG391": 'x:p schema:startDate "2020-05"^^xsd:gYearMonth ; schema:endDate "2019"^^xsd:gYear .',
    "KG392": "- x:i mxtd:country",
    "KG393": "x:p dcterms:isPartOf x:i .",
    "KG394": "x:o schema:url <https://i.example/> .",
    "KG395": 'x:q a mxtd:Initiative ; rdfs:label "Q" .',
    "KG396": '<https://v.example/id/a> a mxtd:Resource ; rdfs:label "A" ; dcterms:references <https://v.example/note/none> .',
    "KG397": "x:z mxtd:country x:c .",
    "KG398": "x:i owl:sameAs <http://www.wikidata.org/entity/Q7> , <http://www.wikidata.org/entity/Q8> .",
}  # fmt: skip
# A statement of a Turtle block in a note (line 6) that breaks it; what no note can break is about places, notes, tags and sizes.
FROM_NOTES = {
    "KG301": "kg:rien a mxtd:Initiative .",
    "KG302": "kg:sentier rdfs:label 'a'@fr , 'b'@fr .",
    "KG303": "kg:sentier rdfs:label '  '@fr .",
    "KG304": "kg:sentier skos:altLabel ' ' .",
    "KG305": "kg:sentier dcterms:description ' ' .",
    "KG306": "kg:sentier schema:url <https://q.example/> .",
    "KG307": "kg:o a mxtd:Organisation ; rdfs:label 'O' ; schema:url <ftp://o.example/> .",
    "KG308": "kg:sentier mxtd:country place:150 .",
    "KG309": "kg:sentier mxtd:region place:CH .",
    "KG310": "kg:sentier mxtd:area place:CH .",
    "KG311": "kg:sentier mxtd:funder kg:sentier .",
    "KG312": "kg:sentier mxtd:ledBy kg:sentier .",
    "KG313": "kg:sentier mxtd:targetSize mxtd:status-active .",
    "KG314": "kg:sentier mxtd:status mxtd:size-small .",
    "KG315": "kg:sentier mxtd:status mxtd:status-active , mxtd:status-closed .",
    "KG316": "kg:sentier schema:startDate '2018'^^xsd:gYear .",
    "KG317": "kg:o a mxtd:Organisation ; rdfs:label 'O' ; schema:startDate 'abc' .",
    "KG318": "kg:sentier schema:endDate '2021'^^xsd:gYear , '2022'^^xsd:gYear .",
    "KG319": "kg:sentier schema:endDate '2021-99' .",
    "KG320": "kg:sentier dcterms:isPartOf place:CH .",
    "KG321": "kg:sentier dcterms:relation place:CH .",
    "KG322": "kg:sentier dcterms:references 'page' .",
    "KG323": "kg:sentier dcterms:subject kg:sentier .",
    "KG324": "kg:sentier owl:sameAs <urn:o> .",
    "KG325": "kg:sentier skos:exactMatch <urn:p> .",
    "KG326": "kg:sentier skos:closeMatch <urn:p> .",
    "KG327": "kg:sentier owl:sameAs <https://www.wikidata.org/wiki/Q42> .",
    "KG328": "kg:sentier skos:exactMatch <https://www.geonames.org/2661604/lausanne.html> .",
    "KG329": "kg:sentier skos:closeMatch <https://www.europeana.eu/fr/item/1/2> .",
    "KG330": f"kg:sentier dcterms:description '{'mot ' * 300}' .",
    "KG331": "kg:sentier mxtd:kind mxtd:status-active .",
    "KG341": "kg:sentier a mxtd:Organisation .",
    "KG342": "kg:f a mxtd:Funder ; rdfs:label 'F' . kg:sentier mxtd:funder kg:f .",
    "KG343": "kg:f a mxtd:Funder , mxtd:Organisation ; rdfs:label 'F' .",
    "KG391": "kg:sentier schema:endDate '2010'^^xsd:gYear .",
    "KG392": "kg:sentier mxtd:region place:BE-VLG .",
    "KG393": "kg:sentier dcterms:isPartOf kg:sentier .",
    "KG394": "kg:p a mxtd:Initiative ; rdfs:label 'P' ; schema:url <https://sentier.example/> .",
    "KG395": "kg:q a mxtd:Initiative ; rdfs:label 'Q' .",
    "KG396": "kg:sentier dcterms:references kg:rive .",
    "KG397": "kg:sentir mxtd:country place:CH .",
    "KG398": "kg:sentier skos:exactMatch <http://www.wikidata.org/entity/Q7> , <http://www.wikidata.org/entity/Q8> .",
}  # fmt: skip
BY_NO_NOTE = {code for code in MUTATIONS if "KG351" <= code <= "KG386"}
# Where it is said of the other of two: the item that is an initiative, the entry whose IRI comes second.
ELSEWHERE = {"KG341": (3, 4), "KG394": (3, 4)}


def mutated(change: str) -> ox.Store:
    """The sound graph, changed."""
    store = ox.Store()
    store.load(HEAD + SOUND + ("" if change.startswith("- ") else change), format=ox.RdfFormat.TURTLE)
    if change.startswith("- "):
        pattern = [expanded(word) for word in change.removeprefix("- ").split()]
        for quad in list(store.quads_for_pattern(*(pattern + [None] * (3 - len(pattern))), None)):
            store.remove(quad)
    return store


def expanded(name: str) -> ox.NamedNode:
    prefix, _, local = name.partition(":")
    return ox.NamedNode({**PREFIXES, "x": "https://x.example/"}[prefix] + local)


def statements(store: ox.Store) -> list[Statement]:
    return [(q.subject.value, q.predicate.value, q.object) for q in store]


def all_shapes() -> rdflib.Graph:
    graph = rdflib.Graph()
    for file in sorted((TOP / "shapes").glob("*.ttl")):
        graph.parse(file)
    return graph


def found_by_pyshacl(store: ox.Store, shapes_graph: rdflib.Graph) -> set[str]:
    """The codes of the shapes that full pySHACL, rules in SPARQL included, finds broken."""
    data = rdflib.Graph().parse(
        data=ox.serialize((q.triple for q in store), format=ox.RdfFormat.N_TRIPLES), format="nt"
    )
    _, results, _ = pyshacl.validate(data, shacl_graph=shapes_graph, advanced=True)
    code = rdflib.URIRef(PREFIXES["mxtd"] + "code")
    sources = {
        s
        for r in results.subjects(rdflib.RDF.type, rdflib.SH.ValidationResult)
        for s in results.objects(r, rdflib.SH.sourceShape)
    }
    return {str(c) for shape in sources for c in shapes_graph.objects(shape, code)}


@pytest.fixture(scope="module")
def shapes_graph() -> Iterator[rdflib.Graph]:
    with each_query_parsed_once():
        yield all_shapes()


@pytest.fixture(scope="module")
def core_alone() -> tuple[ox.Store, shapes.Shapes]:
    """Our shapes without the rules in SPARQL."""
    store = ox.Store()
    for file in sorted((TOP / "shapes").glob("*.ttl")):
        store.load(path=str(file), format=ox.RdfFormat.TURTLE)
    for link in list(store.quads_for_pattern(None, ox.NamedNode(shapes.SH + "sparql"), None)):
        store.remove(link)
    return store, compiled(store)


def test_no_constraint_is_without_a_mutation_and_a_note() -> None:
    known = {c.code for c in codes()}
    assert known == set(MUTATIONS)
    assert known - BY_NO_NOTE == set(FROM_NOTES)
    assert {"KG351", "KG386"} <= BY_NO_NOTE
    assert set(ELSEWHERE) <= set(FROM_NOTES)


def test_the_sound_graph_breaks_nothing(shapes_graph: rdflib.Graph) -> None:
    assert found_by_pyshacl(mutated(""), shapes_graph) == set()
    assert shapes.judge(statements(mutated(""))) == []


@pytest.mark.parametrize("code", sorted(MUTATIONS))
def test_what_breaks_a_constraint_is_found_by_us_and_by_full_pyshacl(code: str, shapes_graph: rdflib.Graph) -> None:
    store = mutated(MUTATIONS[code])
    ours = {r.code for r in shapes.judge(statements(store))}
    assert code in ours
    assert found_by_pyshacl(store, shapes_graph) == ours


@pytest.mark.parametrize("code", sorted(MUTATIONS))
def test_what_breaks_a_constraint_of_core_is_said_as_pyshacl_says_it_and_without_it(
    code: str, core_alone: tuple[ox.Store, shapes.Shapes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judging, "_core_room", lambda: pytest.fail("pySHACL is asked"))
    data = mutated(MUTATIONS[code])
    assert said(judging.judge_core(Data(data), core_alone[1])) == full(data, core_alone[0])


@pytest.mark.parametrize("code", sorted(FROM_NOTES))
def test_a_note_that_breaks_a_constraint_is_told_its_line(vault: Vault, code: str) -> None:
    note = f"# Projets\n\n- [Sentier](https://sentier.example/) (Suisse, 2019)\n\n```turtle\n{FROM_NOTES[code]}\n```\n"
    report = build(Settings(vault=vault({"n.md": note})), publish=False)
    told = [p for p in report.problems if p.code == code]
    assert told, [(p.code, p.message.en) for p in report.problems]
    assert {(p.span.path, p.span.line, p.span.column) for p in told} == {("n.md", *ELSEWHERE.get(code, (6, 1)))}
    (meant,) = (c for c in codes() if c.code == code)
    for problem in told:
        assert meant.message.fr in problem.message.fr and meant.message.en in problem.message.en
        assert problem.severity == meant.severity


def test_the_shapes_are_shapes_by_the_shapes_of_shacl(shapes_graph: rdflib.Graph) -> None:
    conforms, _, text = pyshacl.validate(
        rdflib.Graph(), shacl_graph=shapes_graph, meta_shacl=True
    )  # raises for one that is none
    assert conforms, text


def test_every_property_shape_has_an_iri_a_severity_and_words_in_three_languages(shapes_graph: rdflib.Graph) -> None:
    code = rdflib.URIRef(PREFIXES["mxtd"] + "code")
    coded = set(shapes_graph.subjects(code))
    assert set(shapes_graph.subjects(rdflib.RDF.type, rdflib.SH.PropertyShape)) <= coded
    assert set(shapes_graph.objects(None, rdflib.SH.property)) <= coded
    for shape in coded:
        assert isinstance(shape, rdflib.URIRef)
        assert shapes_graph.value(shape, rdflib.SH.severity) in (rdflib.SH.Violation, rdflib.SH.Warning, rdflib.SH.Info)
        assert {m.language for m in shapes_graph.objects(shape, rdflib.SH.message)} == {"fr", "en", "de"}  # type: ignore[attr-defined]
