"""No term without words in three languages, an example, what it is of and to, why it is mapped, and a place where it is used."""

from __future__ import annotations

import warnings
from collections import defaultdict
from pathlib import Path

import owlrl
import pyoxigraph as ox
import pytest
import rdflib

from kg.graph.vocabulary import PREFIXES

TOP = Path(__file__).resolve().parent.parent
FILES = ("mxtd.ttl", "concepts.ttl")
ONTOLOGY = "https://museumxtd.ch/kg/ontology"
LANGUAGES = {"fr", "en", "de"}
# Classes and properties that are for all things, or stand on something that is no thing of the graph.
NO_DOMAIN = {"line", "column", "recogniser", "code"}
FOR_READERS = {"size-small-and-medium"}  # a collection by which others may ask; kg states both sizes


def about() -> dict[str, dict[str, list[ox.NamedNode | ox.Literal]]]:
    found: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = defaultdict(lambda: defaultdict(list))
    for name in FILES:
        for quad in ox.parse(path=str(TOP / "ontology" / name), format=ox.RdfFormat.TURTLE):
            assert isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal)
            found[quad.subject.value][short(quad.predicate.value)].append(quad.object)
    return found


def short(iri: str) -> str:
    return next((f"{p}:{iri[len(base) :]}" for p, base in PREFIXES.items() if iri.startswith(base)), iri)


ABOUT = about()
TERMS = sorted(t for t in ABOUT if t.startswith(ONTOLOGY + "#"))


def names(values: list[ox.NamedNode | ox.Literal]) -> set[str]:
    return {short(v.value) for v in values}


@pytest.mark.parametrize("term", TERMS, ids=lambda t: t.rpartition("#")[2])
def test_a_term_has_words_an_example_and_its_ontology(term: str) -> None:
    said = ABOUT[term]
    for property_ in ("rdfs:label", "skos:definition", "skos:example"):
        spoken = [v.language for v in said[property_] if isinstance(v, ox.Literal)]
        assert sorted(str(x) for x in spoken) == sorted(LANGUAGES), property_
    assert [v.value for v in said["rdfs:isDefinedBy"]] == [ONTOLOGY]


@pytest.mark.parametrize(
    "term",
    [
        t
        for t in TERMS
        if "owl:ObjectProperty" in names(ABOUT[t]["rdf:type"]) or "owl:DatatypeProperty" in names(ABOUT[t]["rdf:type"])
    ],
    ids=lambda t: t.rpartition("#")[2],
)
def test_a_property_says_what_it_is_of_and_to(term: str) -> None:
    said = ABOUT[term]
    assert said["rdfs:range"]
    assert said["rdfs:domain"] or said["schema:domainIncludes"] or term.rpartition("#")[2] in NO_DOMAIN


@pytest.mark.parametrize("term", TERMS, ids=lambda t: t.rpartition("#")[2])
def test_a_mapping_to_another_vocabulary_says_why(term: str) -> None:
    said = ABOUT[term]
    elsewhere = [
        v for p in ("rdfs:subClassOf", "rdfs:subPropertyOf") for v in said[p] if not v.value.startswith(ONTOLOGY)
    ]
    if elsewhere:
        assert [v.language for v in said["skos:editorialNote"] if isinstance(v, ox.Literal)] == ["en"]


@pytest.mark.parametrize("term", TERMS, ids=lambda t: t.rpartition("#")[2])
def test_a_term_is_used_in_a_shape_a_query_or_the_code(term: str) -> None:
    name = term.rpartition("#")[2]
    places = [
        *(TOP / "shapes").glob("*.ttl"),
        *(TOP / "queries").glob("*.rq"),
        *(TOP / "kg").rglob("*.py"),
        *(TOP / "ontology").glob("*.ttl"),
    ]
    texts = "".join(p.read_text(encoding="utf-8") for p in places if p.name != "places.ttl")
    word = name.split("-", 1)[-1] if name.startswith(("kind-", "status-", "size-")) else name
    assert texts.count(f"mxtd:{name}") > 1 or f'"{word}"' in texts or name in FOR_READERS


def test_the_ontology_says_who_made_it_under_which_licence_and_what_changed() -> None:
    said = ABOUT[ONTOLOGY]
    for property_ in (
        "dcterms:title",
        "dcterms:description",
        "dcterms:creator",
        "dcterms:license",
        "owl:versionInfo",
        "owl:versionIRI",
        "skos:changeNote",
    ):
        assert said[property_], property_
    assert said["owl:versionIRI"][0].value == f"{ONTOLOGY}/{said['owl:versionInfo'][0].value}"


@pytest.mark.parametrize("name", ["mxtd.ttl", "concepts.ttl"])
def test_rdflib_loads_it_without_a_warning(name: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.filterwarnings("ignore", category=DeprecationWarning)
        graph = rdflib.Graph().parse(TOP / "ontology" / name)
    assert len(graph) == sum(1 for _ in ox.parse(path=str(TOP / "ontology" / name), format=ox.RdfFormat.TURTLE))


def test_an_owl_reasoner_finds_no_contradiction() -> None:
    graph = rdflib.Graph()
    for name in FILES:
        graph.parse(TOP / "ontology" / name)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    assert list(graph.objects(None, rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#error"))) == []
    funder, agent = rdflib.URIRef(f"{ONTOLOGY}#Funder"), rdflib.URIRef("http://xmlns.com/foaf/0.1/Agent")
    assert (funder, rdflib.RDFS.subClassOf, rdflib.URIRef("http://www.w3.org/ns/org#Organization")) in graph
    assert (funder, rdflib.RDFS.subClassOf, agent) not in graph  # only what our file says is concluded


def test_a_concept_stands_in_a_scheme_that_has_it_at_its_top() -> None:
    for term, said in ABOUT.items():
        for scheme in said["skos:inScheme"]:
            assert term in {v.value for v in ABOUT[scheme.value]["skos:hasTopConcept"]}
    assert names(ABOUT[f"{ONTOLOGY}#size-small-and-medium"]["skos:member"]) == {"mxtd:size-small", "mxtd:size-medium"}


def test_a_size_cites_where_its_bounds_were_published() -> None:
    for size in ("small", "medium", "large"):
        assert ABOUT[f"{ONTOLOGY}#size-{size}"]["dcterms:source"]
