"""Linked data: every IRI of the graph answers, in what the client asks for, under any host and path."""

from __future__ import annotations

import gzip
import re
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from starlette.testclient import TestClient

from kg.settings import BASE
from kg.store import generations
from tests.serve.conftest import TOP, served

ENTITY = "one-by-one"
READ = {"ttl": "turtle", "jsonld": "json-ld", "nt": "nt", "rdf": "xml"}
MEDIA = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
}


def store_of(client: TestClient) -> ox.Store:
    """The store that a client's server answers from."""
    store: ox.Store = client.app.publication.site.store  # type: ignore[attr-defined]
    return store


def graph(data: bytes, suffix: str) -> set[tuple[str, ...]]:
    """The statements of a document, as rdflib reads them."""
    found = rdflib.Graph().parse(data=data, format=READ[suffix])
    return {tuple(term.n3() for term in triple) for triple in found}


def test_every_iri_of_the_graph_answers(demo: TestClient) -> None:
    iris: set[str] = set()
    for quad in store_of(demo):
        parts = [quad.subject, quad.predicate, quad.object, quad.graph_name]
        iris |= {p.value for p in parts if isinstance(p, ox.NamedNode) and p.value.startswith(BASE)}
    wanted = {iri.removeprefix(BASE).partition("#")[0] for iri in iris}
    assert len({w.partition("/")[0] for w in wanted}) >= 8
    for path in sorted(wanted):
        for accept in ("text/turtle", "text/html, */*;q=0.1"):
            answer = demo.get(f"/{path}", headers={"accept": accept})
            if answer.status_code == 303:
                answer = demo.get(answer.headers["location"], headers={"accept": accept})
            assert answer.status_code == 200, (path, accept)


def test_an_entity_is_no_document_so_its_iri_leads_to_one(demo: TestClient) -> None:
    def leads(accept: str) -> str:
        answer = demo.get(f"/id/{ENTITY}", headers={"accept": accept})
        assert (answer.status_code, answer.headers["vary"]) == (303, "Accept")
        return str(answer.headers["location"])

    assert leads("text/html,application/xhtml+xml,*/*;q=0.8") == f"/page/{ENTITY}"
    assert leads("application/ld+json") == f"/id/{ENTITY}.jsonld"
    assert leads("text/html;q=0.4, application/rdf+xml;q=0.9") == f"/id/{ENTITY}.rdf"
    assert leads("*/*") == f"/id/{ENTITY}.ttl"
    refused = demo.get(f"/id/{ENTITY}", headers={"accept": "image/png"})
    assert refused.status_code == 406
    assert "text/turtle" in refused.text


@pytest.mark.parametrize("path", [f"id/{ENTITY}", "place/GB", "ontology", "shapes", "catalog", ".well-known/void"])
def test_the_formats_hold_the_same_statements(demo: TestClient, path: str) -> None:
    found = {}
    for suffix, media in MEDIA.items():
        direct = demo.get(f"/{path}.{suffix}")
        assert direct.status_code == 200
        assert direct.headers["content-type"].split(";")[0] == media
        assert direct.headers["access-control-allow-origin"] == "*"
        found[suffix] = graph(direct.content, suffix)
    assert len(found["ttl"]) > 5
    if path != "shapes":  # blank nodes have other names in each
        assert found["ttl"] == found["nt"] == found["rdf"] == found["jsonld"]


def test_the_data_of_an_entity_are_what_is_said_of_it_and_about_it(demo: TestClient) -> None:
    node = ox.NamedNode(f"{BASE}id/{ENTITY}")
    told = {str(t) for t in ox.parse(demo.get(f"/id/{ENTITY}.nt").content, format=ox.RdfFormat.N_TRIPLES)}
    for pattern in ((node, None, None), (None, None, node)):
        for quad in store_of(demo).quads_for_pattern(*pattern, ox.DefaultGraph()):
            assert str(ox.Quad(quad.subject, quad.predicate, quad.object)) in told


def test_with_provenance_the_data_say_their_lines(demo: TestClient) -> None:
    plain, traced = demo.get(f"/id/{ENTITY}.ttl").text, demo.get(f"/id/{ENTITY}.ttl?provenance=1").text
    assert "mxtd:line" not in plain
    assert "mxtd:line" in traced


def test_a_validator_saves_what_the_client_has_and_head_has_no_body(demo: TestClient) -> None:
    for path in (f"/id/{ENTITY}.ttl", "/ontology.ttl", "/context.jsonld", "/catalog.ttl", "/dump/graph.nt"):
        first = demo.get(path)
        again = demo.get(path, headers={"if-none-match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        head = demo.head(path)
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["content-type"] == first.headers["content-type"]


def test_a_note_is_its_named_graph(demo: TestClient) -> None:
    name = next(
        g for g in store_of(demo).named_graphs() if isinstance(g, ox.NamedNode) and "/note/one-by-one" in g.value
    )
    path = name.value.removeprefix(BASE)
    told = {str(t) for t in ox.parse(demo.get(f"/{path}.nt").content, format=ox.RdfFormat.N_TRIPLES)}
    assert {
        str(ox.Quad(q.subject, q.predicate, q.object)) for q in store_of(demo).quads_for_pattern(None, None, None, name)
    } <= told


@pytest.mark.parametrize("suffix", ["ttl", "jsonld", "nt", "rdf", "trig", "nq"])
def test_a_dump_is_what_kg_export_writes_and_the_same_when_packed(demo: TestClient, suffix: str) -> None:
    from kg.serve.linked.dumps import FORMATS
    from kg.store.export import export

    plain, packed = demo.get(f"/dump/graph.{suffix}"), demo.get(f"/dump/graph.{suffix}.gz")
    assert plain.content == export(store_of(demo), FORMATS[suffix])
    assert gzip.decompress(packed.content) == plain.content
    assert packed.headers["content-type"] == "application/gzip"
    assert packed.content[4:8] == b"\0\0\0\0"  # no time: the same bytes for the same graph


def test_a_dump_can_be_taken_in_parts(demo: TestClient) -> None:
    whole = demo.get("/dump/graph.nt").content
    part = demo.get("/dump/graph.nt", headers={"range": "bytes=100-199"})
    assert (part.status_code, part.content) == (206, whole[100:200])


def test_there_is_no_dump_but_those_that_are_listed(demo: TestClient) -> None:
    listed = demo.get("/dump/", headers={"accept": "application/json"}).json()
    assert {"graph.ttl.gz", "provenance.nq"} <= {row["name"] for row in listed}
    for name in ("graph.exe", "..%2f..%2fetc%2fpasswd", "%2e%2e", "graph.ttl.gz.gz", "provenance.jsonld"):
        assert demo.get(f"/dump/{name}").status_code == 404


def test_the_ontology_has_an_anchor_for_every_term(demo: TestClient) -> None:
    html = demo.get("/ontology", headers={"accept": "text/html"}).text
    ours = rdflib.Graph().parse(TOP / "ontology" / "mxtd.ttl")
    named = {
        str(s).partition("#")[2] for s in ours.subjects(rdflib.RDFS.label) if str(s).startswith(f"{BASE}ontology#")
    }
    assert len(named) > 20
    assert {n for n in named if f'id="{n}"' not in html} == set()


def test_the_descriptions_say_what_dcat_ap_and_void_ask_for(demo: TestClient) -> None:
    dcat = rdflib.Graph().parse(data=demo.get("/catalog.ttl").content, format="turtle")
    D, T = rdflib.Namespace("http://www.w3.org/ns/dcat#"), rdflib.DCTERMS
    for kind, asked in ((D.Catalog, (T.title, T.description, T.publisher, D.dataset)), (D.Dataset, (T.title, T.description, D.distribution, T.license)),
                        (D.Distribution, (D.accessURL, D.mediaType)), (D.DataService, (D.endpointURL, T.title))):  # fmt: skip
        things = list(dcat.subjects(rdflib.RDF.type, kind))
        assert things
        for thing in things:
            assert [p for p in asked if (thing, p, None) not in dcat] == []
    for url in dcat.objects(None, D.downloadURL):
        assert demo.head(str(url).removeprefix("http://testserver")).status_code == 200
    void = rdflib.Graph().parse(data=demo.get("/.well-known/void.ttl").content, format="turtle")
    V = rdflib.Namespace("http://rdfs.org/ns/void#")
    (triples,) = (int(o) for s, o in void.subject_objects(V.triples) if str(s).endswith("dataset"))  # type: ignore[call-overload]
    assert triples == sum(1 for _ in store_of(demo).quads_for_pattern(None, None, None, ox.DefaultGraph()))


def test_the_service_describes_itself_to_programs(demo: TestClient) -> None:
    answer = demo.get("/sparql", headers={"accept": "text/turtle"})
    found = rdflib.Graph().parse(data=answer.content, format="turtle")
    S = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    (service,) = found.subjects(rdflib.RDF.type, S.Service)
    assert str(found.value(service, S.endpoint)) == "http://testserver/sparql"
    assert (service, S.supportedLanguage, S.SPARQL11Query) in found
    assert (service, S.feature, S.UnionDefaultGraph) not in found
    assert len(list(found.objects(service, S.resultFormat))) == 10
    default = found.value(found.value(service, S.defaultDataset), S.defaultGraph)
    assert (default, rdflib.RDF.type, S.Graph) in found


def test_signposts_lead_from_the_page_to_the_data_and_back(demo: TestClient) -> None:
    page = demo.get(f"/page/{ENTITY}").headers["link"]
    assert f'</id/{ENTITY}.ttl>; rel="describedby"; type="text/turtle"' in page
    assert f'<{BASE}id/{ENTITY}>; rel="cite-as"' in page
    assert 'rel="license"' in page
    assert f'</page/{ENTITY}>; rel="describes"' in demo.get(f"/id/{ENTITY}.ttl").headers["link"]
    assert 'rel="service-desc"' in demo.get("/").headers["link"]


def test_everything_works_below_a_path_of_another_host(tmp_path: Path) -> None:
    shutil.copytree(TOP / "notes", tmp_path / "v", ignore=shutil.ignore_patterns(".kg"))
    with served(tmp_path / "v", "https://museums.example/kg/") as client:
        moved = client.get(f"/kg/id/{ENTITY}", headers={"accept": "text/html"})
        assert moved.headers["location"] == f"/kg/page/{ENTITY}"
        page = client.get(moved.headers["location"])
        assert page.status_code == 200
        links = re.findall(r'(?:href|src|action)="(/[^"]*)"', page.text)
        assert len(links) > 20
        assert [x for x in links if not x.startswith("/kg/")] == []
        for link in set(links):
            assert client.get(link.replace("&amp;", "&").partition("#")[0]).status_code in (200, 303), link
        assert "<https://museums.example/kg/sparql>" in client.get("/kg/catalog.ttl").text
        assert client.get("/kg/sparql?query=ASK%7B%7D").json()["boolean"] is True
        assert "testserver" not in client.get("/kg/.well-known/void.ttl").text


@pytest.mark.parametrize(
    "path",
    ["/id/nothing-at-all", "/id/../../../etc/passwd", "/id/%2e%2e%2fetc", "/id/%00", "/note/x.ttl", "/id/" + "a" * 5000, "/id/x%0d%0aSet-Cookie:a", "/id/%ff%fe",
     "/page/<script>", "/static/../app.py", "/static/%2e%2e/app.py", "/ontology.exe", "/place/XX", "/describe?iri=https://nothing.example/"],
)  # fmt: skip
def test_what_is_not_there_is_said_and_nothing_leaks(demo: TestClient, path: str) -> None:
    for accept in ("text/turtle", "text/html"):
        answer = demo.get(path, headers={"accept": accept})
        assert answer.status_code == 404
        assert "Traceback" not in answer.text
        assert str(TOP) not in answer.text
        assert "<script>alert" not in answer.text
        assert "set-cookie" not in answer.headers


def test_a_misspelt_entity_is_offered_those_that_come_near(demo: TestClient) -> None:
    assert f"{BASE}id/one-by-one" in demo.get("/id/one-by-ohne").text
    assert 'href="/page/one-by-one"' in demo.get("/id/one-by-ohne", headers={"accept": "text/html"}).text


def test_a_thing_with_an_iri_of_its_own_has_a_page(tmp_path: Path) -> None:
    vault = tmp_path / "v"
    vault.mkdir()
    (vault / "a.md").write_text("# Projets\n\n- [Rive](https://rive.example/) (Suisse)\n", encoding="utf-8")
    (vault / "iris.tsv").write_text("Rive\thttps://other.example/rive\n", encoding="utf-8")
    with served(vault) as client:
        assert generations.current(vault) is not None
        link = re.search(r'href="(/describe\?iri=[^"]+)"', client.get("/initiatives").text)
        assert link is not None
        assert "<h1>Rive</h1>" in client.get(link[1], headers={"accept": "text/html"}).text
        assert "other.example/rive" in client.get(link[1], headers={"accept": "text/turtle"}).text


def test_crawlers_are_told_where_to_go(demo: TestClient) -> None:
    assert "Disallow: /sparql" in demo.get("/robots.txt").text
    urls = re.findall(r"<loc>([^<]+)</loc>", demo.get("/sitemap.xml").text)
    assert f"http://testserver/page/{ENTITY}" in urls
    for url in urls[::10]:
        assert demo.get(url, headers={"accept": "text/html"}).status_code == 200
