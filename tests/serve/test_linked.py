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
