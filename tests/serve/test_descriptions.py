"""What the data set and its endpoint say of themselves: VoID, DCAT-AP 3, SPARQL Service Description, schema.org, signposts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from rdflib import DCAT, DCTERMS, RDF, VOID, Namespace, URIRef
from starlette.testclient import TestClient

from tests.serve.test_iris import BASE, BROWSER, demo, store

__all__ = ["demo", "store"]
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
FORMATS = Namespace("http://www.w3.org/ns/formats/")
DATA = URIRef(f"{BASE}dataset")
ROOT = "http://testserver"

# What DCAT-AP 3 makes mandatory, and what ranges it gives to what is said here.
DCAT_AP = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix vcard: <http://www.w3.org/2006/vcard/ns#> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix : <urn:shape:> .
:Text a sh:PropertyShape ; sh:path dct:title ; sh:minCount 1 ; sh:nodeKind sh:Literal .
:Described a sh:PropertyShape ; sh:path dct:description ; sh:minCount 1 ; sh:nodeKind sh:Literal .
:Agent a sh:PropertyShape ; sh:path dct:publisher ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ; sh:class foaf:Agent .
:Named a sh:NodeShape ; sh:targetClass foaf:Agent ; sh:property [ sh:path foaf:name ; sh:minCount 1 ; sh:nodeKind sh:Literal ] .
:Licence a sh:PropertyShape ; sh:path dct:license ; sh:maxCount 1 ; sh:nodeKind sh:IRI ; sh:class dct:LicenseDocument .
:Language a sh:PropertyShape ; sh:path dct:language ; sh:nodeKind sh:IRI ; sh:class dct:LinguisticSystem .
:Catalogue a sh:NodeShape ; sh:targetClass dcat:Catalog ; sh:property :Text , :Described , :Agent , :Licence , :Language ,
  [ sh:path dcat:dataset ; sh:minCount 1 ; sh:class dcat:Dataset ] , [ sh:path dcat:service ; sh:minCount 1 ; sh:class dcat:DataService ] ,
  [ sh:path foaf:homepage ; sh:maxCount 1 ; sh:class foaf:Document ] .
:Dataset a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property :Text , :Described , :Agent , :Language ,
  [ sh:path dcat:distribution ; sh:minCount 1 ; sh:class dcat:Distribution ] , [ sh:path dcat:contactPoint ; sh:minCount 1 ; sh:class vcard:Kind ] ,
  [ sh:path dcat:theme ; sh:minCount 1 ; sh:nodeKind sh:IRI ] , [ sh:path dct:accessRights ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ,
  [ sh:path dcat:keyword ; sh:minCount 1 ; sh:nodeKind sh:Literal ] , [ sh:path dcat:landingPage ; sh:nodeKind sh:IRI ] .
:Distribution a sh:NodeShape ; sh:targetClass dcat:Distribution ; sh:property :Licence ,
  [ sh:path dcat:accessURL ; sh:minCount 1 ; sh:nodeKind sh:IRI ] , [ sh:path dcat:downloadURL ; sh:nodeKind sh:IRI ] ,
  [ sh:path dcat:byteSize ; sh:maxCount 1 ; sh:datatype xsd:nonNegativeInteger ] , [ sh:path dct:format ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ,
  [ sh:path dcat:mediaType ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] , [ sh:path dcat:accessService ; sh:class dcat:DataService ] .
:Service a sh:NodeShape ; sh:targetClass dcat:DataService ; sh:property :Text , :Licence ,
  [ sh:path dcat:endpointURL ; sh:minCount 1 ; sh:nodeKind sh:IRI ] , [ sh:path dcat:servesDataset ; sh:minCount 1 ; sh:class dcat:Dataset ] .
"""


def read(client: TestClient, path: str) -> rdflib.Graph:
    answer = client.get(path, headers={"accept": "text/turtle"})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/turtle; charset=utf-8"
    return rdflib.Graph().parse(data=answer.content, format="turtle")


def links(answer: httpx.Response) -> dict[str, list[tuple[str, str]]]:
    """The Link header: targets and media types by relation."""
    found: dict[str, list[tuple[str, str]]] = {}
    for target, relation, _, media in re.findall(
        r'<([^>]*)>; rel="([^"]*)"(; type="([^"]*)")?', answer.headers["link"]
    ):
        found.setdefault(relation, []).append((target, media))
    return found


def test_the_catalogue_has_what_dcat_ap_makes_mandatory(demo: TestClient) -> None:
    demo.get("/dump/graph.ttl")  # so that one size is known
    for path in ("/catalog", "/dataset"):
        conforms, _, text = pyshacl.validate(
            read(demo, path), shacl_graph=rdflib.Graph().parse(data=DCAT_AP, format="turtle")
        )
        assert conforms, text
    broken = read(demo, "/catalog")
    broken.remove((None, DCAT.endpointURL, None))
    assert not pyshacl.validate(broken, shacl_graph=rdflib.Graph().parse(data=DCAT_AP, format="turtle"))[0]


def test_every_distribution_can_be_taken_and_has_the_media_type_that_is_said(demo: TestClient) -> None:
    graph = read(demo, "/catalog")
    taken = 0
    for part, target in graph.subject_objects(DCAT.downloadURL):
        answer = demo.head(urlsplit(str(target)).path)
        packed = graph.value(part, DCAT.compressFormat) is not None
        media = "application/gzip" if packed else str(graph.value(part, DCAT.mediaType)).partition("media-types/")[2]
        assert answer.status_code == 200 and answer.headers["content-type"].split(";")[0] == media, target
        taken += 1
    assert taken == 20
    known = {str(p): int(size) for p, size in read(demo, "/catalog").subject_objects(DCAT.byteSize)}
    assert len(known) == 20 and known[f"{ROOT}/dump/graph.nt"] == len(demo.get("/dump/graph.nt").content)


def test_the_catalogue_says_what_kg_toml_says(demo: TestClient) -> None:
    graph = read(demo, "/catalog")
    assert str(graph.value(DATA, DCTERMS.title)) == "Les initiatives"
    assert graph.value(DATA, DCTERMS.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")
    contact = graph.value(DATA, DCAT.contactPoint)
    assert graph.value(contact, URIRef("http://www.w3.org/2006/vcard/ns#hasEmail")) == URIRef(
        "mailto:info@museumxtd.ch"
    )
    assert not list(graph.triples((None, DCTERMS.modified, None)))


def test_void_counts_what_is_there(demo: TestClient, store: ox.Store) -> None:
    graph = read(demo, "/.well-known/void")
    default = list(store.quads_for_pattern(None, None, None, ox.DefaultGraph()))
    assert int(str(graph.value(DATA, VOID.triples))) == len(default)
    assert int(str(graph.value(DATA, VOID.distinctSubjects))) == len({q.subject for q in default})
    for part in graph.objects(DATA, VOID.classPartition):
        kind = ox.NamedNode(str(graph.value(part, VOID["class"])))
        assert int(str(graph.value(part, VOID.entities))) == sum(
            q.object == kind and q.predicate.value == str(RDF.type) for q in default
        )
    shares = [int(str(graph.value(part, VOID.triples))) for part in graph.objects(DATA, VOID.propertyPartition)]
    assert sum(shares) == len(default)


def test_void_leads_to_endpoint_dumps_examples_and_other_data_sets(demo: TestClient, store: ox.Store) -> None:
    graph = read(demo, "/.well-known/void")
    assert graph.value(DATA, VOID.sparqlEndpoint) == URIRef(f"{ROOT}/sparql")
    assert str(graph.value(DATA, VOID.uriSpace)) == f"{BASE}id/"
    for dump in graph.objects(DATA, VOID.dataDump):
        assert demo.head(urlsplit(str(dump)).path).status_code == 200
    examples = list(graph.objects(DATA, VOID.exampleResource))
    assert examples and all(demo.get("/" + str(e).removeprefix(BASE)).status_code == 303 for e in examples)
    same = ox.NamedNode("http://www.w3.org/2002/07/owl#sameAs")
    want = sum(q.object.value.startswith("http://www.wikidata.org/") for q in store.quads_for_pattern(None, same, None, ox.DefaultGraph()) if isinstance(q.object, ox.NamedNode))  # fmt: skip
    linksets = {str(graph.value(graph.value(part, VOID.objectsTarget), VOID.uriSpace)): part for part in graph.subjects(RDF.type, VOID.Linkset) if graph.value(part, VOID.linkPredicate) == URIRef(same.value)}  # fmt: skip
    assert int(str(graph.value(linksets["http://www.wikidata.org/entity/"], VOID.triples))) == want > 0


class TestTheServiceDescription:
    def test_it_is_what_a_program_gets_without_a_query(self, demo: TestClient) -> None:
        for accept in ("text/turtle", "*/*", "application/rdf+xml", "application/ld+json"):
            answer = demo.get("/sparql", headers={"accept": accept})
            assert answer.status_code == 200 and answer.headers["content-type"].split(";")[0] in (accept, "text/turtle")
        page = demo.get("/sparql", headers={"accept": BROWSER})
        assert page.status_code == 200 and page.headers["content-type"].startswith("text/html")

    def test_it_names_the_endpoint_its_language_and_what_it_writes(self, demo: TestClient) -> None:
        graph = read(demo, "/sparql")
        (service,) = graph.subjects(RDF.type, SD.Service)
        assert graph.value(service, SD.endpoint) == URIRef(f"{ROOT}/sparql")
        assert set(graph.objects(service, SD.supportedLanguage)) == {SD.SPARQL11Query}
        formats = set(graph.objects(service, SD.resultFormat))
        assert {FORMATS.SPARQL_Results_JSON, FORMATS.SPARQL_Results_CSV, FORMATS.Turtle, FORMATS["JSON-LD"]} <= formats
        assert (None, SD.feature, SD.UnionDefaultGraph) not in graph and (
            None,
            SD.feature,
            SD.BasicFederatedQuery,
        ) not in graph

    def test_what_it_says_of_the_data_set_is_what_the_endpoint_answers(self, demo: TestClient) -> None:
        graph = read(demo, "/sparql")
        default = graph.value(graph.value(None, RDF.type, SD.Dataset), SD.defaultGraph)
        query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
        answer = demo.get("/sparql", params={"query": query}, headers={"accept": "application/json"}).json()
        assert answer["results"]["bindings"][0]["n"]["value"] == str(graph.value(default, VOID.triples))
        named = {str(x) for x in graph.objects(None, SD.name)}
        query = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
        rows = demo.get("/sparql", params={"query": query}, headers={"accept": "application/json"}).json()["results"][
            "bindings"
        ]
        assert named == {row["g"]["value"] for row in rows}


class TestSignposts:
    @pytest.mark.parametrize(
        "path", ["/id/one-by-one", "/page/one-by-one", "/note/one-by-one", "/place/CH", "/tag/verbund"]
    )
    def test_a_page_leads_to_its_iri_data_type_licence_and_collection(self, demo: TestClient, path: str) -> None:
        answer = demo.get(path, headers={"accept": BROWSER})
        found = links(answer)
        iri = BASE + path.lstrip("/").replace("page/", "id/")
        assert found["cite-as"] == [(iri, "")]
        assert found["license"] == [("https://creativecommons.org/licenses/by/4.0/", "")] and found["collection"] == [
            ("/dataset", "")
        ]
        assert ("https://schema.org/AboutPage", "") in found["type"]
        for relation in ("describedby", "alternate"):
            assert len(found[relation]) == 4
            for target, media in found[relation]:
                data = demo.get(target)
                assert data.status_code == 200 and data.headers["content-type"].split(";")[0] == media

    def test_data_lead_back_to_the_page(self, demo: TestClient) -> None:
        found = links(demo.get("/id/one-by-one.ttl"))
        assert found["describes"] == [("/page/one-by-one", "text/html")]
        assert {media for _, media in found["alternate"]} == {
            "text/html",
            "application/ld+json",
            "application/n-triples",
            "application/rdf+xml",
        }

    def test_the_data_set_leads_to_its_descriptions_and_dumps(self, demo: TestClient) -> None:
        found = links(demo.get("/dataset"))
        assert found["cite-as"] == [(str(DATA), "")]
        assert ("/sparql", "text/turtle") in found["service-desc"]
        for target, media in [*found["describedby"], *found["item"]]:
            answer = demo.head(target, headers={"accept": media})
            assert answer.status_code == 200 and answer.headers["content-type"].split(";")[0] == media


def test_the_home_page_has_json_ld_that_is_true_and_safe(demo: TestClient) -> None:
    from kg.serve.linked.schemaorg import home

    site = demo.app.publication.site  # type: ignore[attr-defined]
    document = home(site, ROOT, "fr")
    data, catalogue = document["@graph"]
    assert (
        data["@type"] == "Dataset"
        and catalogue["@type"] == "DataCatalog"
        and catalogue["dataset"]["@id"] == data["@id"]
    )
    assert 50 <= len(data["description"]) <= 5000 and data["license"].startswith("https://")
    for part in data["distribution"]:
        assert (
            demo.head(urlsplit(part["contentUrl"]).path).headers["content-type"].split(";")[0] == part["encodingFormat"]
        )
    assert json.loads(json.dumps(document)) == document


@pytest.fixture
def french(demo: TestClient) -> Iterator[TestClient]:
    yield demo
    demo.cookies.clear()


def test_people_read_the_catalogue_in_their_language(french: TestClient) -> None:
    page = french.get("/catalog", headers={"accept": BROWSER, "accept-language": "fr"})
    assert (
        'lang="fr"' in page.text and "Point d&#39;accès SPARQL" in page.text and 'href="/dump/graph.ttl"' in page.text
    )
    assert page.headers["content-language"] == "fr"
