"""The query operation of the SPARQL 1.1 Protocol: the behaviours that the W3C's protocol tests ask for, and bad requests."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import quote

import httpx
import pyoxigraph as ox
import pytest
import rdflib

from tests.engines.published import EVERYWHERE
from tests.serve.conftest import QUADS, publish, served_everywhere

NOTE = "https://museumxtd.ch/kg/note/"
NAMES = "SELECT ?name { ?x <http://www.w3.org/2000/01/rdf-schema#label> ?name } ORDER BY ?name"
IN_GRAPHS = "SELECT ?name { GRAPH ?g { ?x <http://www.w3.org/2000/01/rdf-schema#label> ?name } } ORDER BY ?name"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module", params=EVERYWHERE)
def small(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """The small graph, wherever it is held."""
    vault = tmp_path_factory.mktemp("protocol") / "vault"
    publish(vault)
    with served_everywhere(request.param, vault, "--timeout", "5", "--workers", "4", "--memory", "128") as client:
        yield client


def names(response: httpx.Response) -> list[str]:
    """The names in an answer in JSON."""
    assert response.status_code == 200, response.text
    return [row["name"]["value"] for row in response.json()["results"]["bindings"]]


def asked(client: httpx.Client, way: str, text: str, **fields: list[str]) -> httpx.Response:
    """A query by one of the three ways of the protocol, with the fields of its data set."""
    given = [(key.replace("_", "-"), value) for key, values in fields.items() for value in values]
    if way == "get":
        return client.get("/sparql", params=[("query", text), *given])
    if way == "form":
        body = "&".join(f"{key}={quote(value, safe='')}" for key, value in [("query", text), *given])
        return client.post("/sparql", content=body, headers={"content-type": FORM})
    return client.post("/sparql", params=given, content=text, headers={"content-type": "application/sparql-query"})


@pytest.mark.parametrize("way", ["get", "form", "body"])
class TestTheThreeWays:
    def test_a_query_is_answered(self, small: httpx.Client, way: str) -> None:
        assert names(asked(small, way, NAMES)) == ["Rive", "Sentier"]

    def test_a_graph_given_as_default_graph_is_what_is_asked(self, small: httpx.Client, way: str) -> None:
        assert names(asked(small, way, NAMES, default_graph_uri=[NOTE + "c"])) == ["Balise"]

    def test_several_default_graphs_are_asked_as_one(self, small: httpx.Client, way: str) -> None:
        assert names(asked(small, way, NAMES, default_graph_uri=[NOTE + "b", NOTE + "c"])) == ["Balise", "Sentier"]

    def test_named_graphs_given_are_the_only_ones(self, small: httpx.Client, way: str) -> None:
        assert names(asked(small, way, IN_GRAPHS, named_graph_uri=[NOTE + "a"])) == ["Rive"]

    def test_a_whole_data_set_may_be_given(self, small: httpx.Client, way: str) -> None:
        both = f"SELECT ?name {{ {{ {NAMES[13:-14]} }} UNION {{ {IN_GRAPHS[13:-14]} }} }} ORDER BY ?name"
        found = names(asked(small, way, both, default_graph_uri=[NOTE + "a"], named_graph_uri=[NOTE + "c"]))
        assert found == ["Balise", "Rive"]

    def test_the_data_set_of_the_request_overrules_that_of_the_query(self, small: httpx.Client, way: str) -> None:
        text = NAMES.replace("{", f"FROM <{NOTE}a> {{", 1)
        assert names(asked(small, way, text)) == ["Rive"]
        assert names(asked(small, way, text, default_graph_uri=[NOTE + "b"])) == ["Sentier"]


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("application/sparql-results+xml;q=0.2, text/csv;q=0.9", "text/csv; charset=utf-8"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("application/json", "application/sparql-results+json"),
        ("text/html;q=0.5, application/xml;q=0.9, */*;q=0.1", "application/sparql-results+xml"),
        ("text/*", "text/csv; charset=utf-8"),
        ("application/sparql-results+json;q=0, */*", "application/sparql-results+xml"),
    ],
)
def test_rows_come_in_the_format_that_the_client_likes_best(small: httpx.Client, accept: str, media: str) -> None:
    headers = {"accept": accept} if accept else {}
    response = small.get("/sparql", params={"query": NAMES}, headers=headers)
    assert response.status_code == 200
    assert response.headers["content-type"] == media
    assert "Sentier" in response.text


@pytest.mark.parametrize(
    ("accept", "media", "parser"),
    [
        ("text/turtle", "text/turtle; charset=utf-8", "turtle"),
        ("application/n-triples", "application/n-triples; charset=utf-8", "nt"),
        ("application/ld+json", "application/ld+json", "json-ld"),
        ("application/rdf+xml", "application/rdf+xml", "xml"),
        ("*/*", "text/turtle; charset=utf-8", "turtle"),
    ],
)
def test_graphs_come_in_the_format_that_the_client_likes_best(
    small: httpx.Client, accept: str, media: str, parser: str
) -> None:
    expected = {
        str(t) for t in ox.parse(QUADS, format=ox.RdfFormat.N_QUADS) if isinstance(t.graph_name, ox.DefaultGraph)
    }
    for text in ("CONSTRUCT WHERE { ?s ?p ?o }", "DESCRIBE ?s { ?s ?p ?o }"):
        response = small.get("/sparql", params={"query": text}, headers={"accept": accept})
        assert response.headers["content-type"] == media
        graph = rdflib.Graph().parse(data=response.content, format=parser)
        again = ox.parse(graph.serialize(format="nt"), format=ox.RdfFormat.N_TRIPLES)
        assert {str(ox.Quad(t.subject, t.predicate, t.object)) for t in again} == expected


@pytest.mark.parametrize(
    ("name", "media"),
    [("csv", "text/csv"), ("xml", "application/sparql-results+xml"), ("application/sparql-results+xml", "application/sparql-results+xml"),
     ("srj", "application/sparql-results+json")],
)  # fmt: skip
def test_format_in_the_address_goes_before_the_header(small: httpx.Client, name: str, media: str) -> None:
    response = small.get(
        "/sparql", params={"query": NAMES, "format": name}, headers={"accept": "text/tab-separated-values"}
    )
    assert response.headers["content-type"].split(";")[0] == media


def test_ask_is_answered_in_json_xml_and_as_a_word(small: httpx.Client) -> None:
    assert small.get("/sparql", params={"query": "ASK {}"}).json()["boolean"] is True
    xml = small.get("/sparql", params={"query": "ASK { <a:b> ?p ?o }", "format": "xml"})
    assert "<boolean>false</boolean>" in xml.text
    assert small.get("/sparql", params={"query": "ASK {}", "format": "csv"}).text == "true\n"


def test_what_no_answer_can_be_is_not_acceptable(small: httpx.Client) -> None:
    for text, accept in [(NAMES, "image/png"), (NAMES, "text/turtle"), ("CONSTRUCT WHERE {?s ?p ?o}", "text/csv")]:
        response = small.get("/sparql", params={"query": text}, headers={"accept": accept})
        assert response.status_code == 406, (text, accept)
        assert "turtle" in response.text or "csv" in response.text


@pytest.mark.parametrize(
    ("method", "content_type", "body", "status"),
    [
        ("PUT", "", b"", 405),
        ("DELETE", "", b"", 405),
        ("PATCH", "", b"", 405),
        ("POST", "text/plain", b"ASK {}", 415),
        ("POST", "", b"query=ASK%20%7B%7D", 415),
        ("POST", "", b"ASK {}", 415),
        ("POST", "application/sparql-query; charset=UTF-16", "ASK {}".encode("utf-16"), 415),
        ("POST", "application/sparql-query; charset=UTF-8", "ASK {}".encode("utf-16"), 400),
        ("POST", "application/sparql-query", b"ASK { ?s ?p '\xff' }", 400),
        ("POST", FORM, b"", 400),
        ("POST", FORM, b"query=ASK%20%7B%7D&query=SELECT%20*%20%7B%7D", 400),
        ("POST", FORM, b"query=ASK%20%7B%zz", 400),
        ("POST", FORM, b"query=%ff", 400),
        ("POST", FORM, b"x=1&" * 100 + b"query=ASK{}", 400),
        ("POST", "application/sparql-query", b"ASK {", 400),
        ("POST", "application/sparql-query", b" " * (1 << 20) + b"ASK {}", 413),
        ("POST", "application/sparql-update", b"INSERT DATA { <a:a> <a:a> <a:a> }", 403),
        ("POST", FORM, b"update=DROP%20ALL", 403),
        ("POST", "application/sparql-query", b"DROP ALL", 400),
        ("POST", "application/sparql-query", b"INSERT DATA { <a:a> <a:a> <a:a> }", 400),
    ],
)
def test_a_bad_request_gets_a_clear_status(
    small: httpx.Client, method: str, content_type: str, body: bytes, status: int
) -> None:
    headers = {"content-type": content_type} if content_type else {}
    path = "/sparql?query=ASK%20%7B%7D" if method != "POST" else "/sparql"
    response = small.request(method, path, content=body, headers=headers)
    assert response.status_code == status
    assert len(response.text.split()) > 3, response.text
    assert "Traceback" not in response.text
    assert "/kg/" not in response.text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/sparql?query=ASK%20%7B%7D&query=SELECT%20%2A%20%7B%7D", 400),
        ("/sparql?query=", 400),
        ("/sparql?query=ASK%7B%7D%", 400),
        ("/sparql?query=ASK%7B%7D&format=png", 406),
        ("/sparql?query=ASK%7B%7D&default-graph-uri=a%20b", 400),
        ("/sparql?update=DROP%20ALL", 403),
        ("/sparql?query=" + "%28" * 1000, 400),
    ],
)
def test_a_bad_address_gets_a_clear_status(small: httpx.Client, path: str, status: int) -> None:
    assert small.get(path).status_code == status


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"GET /sparql?query=ASK%7B%7D&x=" + b"y" * 70_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", b"414"),
        (b"GET /sparql?query=" + b"y" * 300_000, b"414"),
        (b"GET /sparql HTTP/1.1\r\nHost: a\r\nX-Long: " + b"y" * 300_000, b"431"),
        (b"GET /sparql?query=ASK%20%7B%7D HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", b"400"),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 not http\r\n\r\n", b"400"),
    ],
)
def test_a_head_that_is_none_or_has_no_end_is_refused(small: httpx.Client, head: bytes, status: bytes) -> None:
    with socket.create_connection((small.base_url.host, small.base_url.port or 0), timeout=10) as connection:
        with suppress(OSError):
            connection.sendall(head)
        answer = connection.recv(1000)
    assert answer.split(b" ")[1] == status
    assert names(small.get("/sparql", params={"query": NAMES})) == ["Rive", "Sentier"]


def test_a_syntax_error_is_told_with_line_and_column_in_the_language_of_the_client(small: httpx.Client) -> None:
    text = "SELECT ?x {\n  ?x a ?y ;;\n  ?z ?? }"
    english = small.get("/sparql", params={"query": text})
    assert (english.status_code, english.headers["content-language"]) == (400, "en")
    assert "line 3, column 1" in english.text
    assert (
        "ligne 3, colonne 1" in small.get("/sparql", params={"query": text}, headers={"accept-language": "fr-CH"}).text
    )
    assert (
        "Zeile 3, Spalte 1"
        in small.get("/sparql", params={"query": text}, headers={"accept-language": "de, fr;q=0.5"}).text
    )


def test_head_gives_the_headers_of_get_and_no_body(small: httpx.Client) -> None:
    got, head = (small.request(m, "/sparql", params={"query": NAMES}) for m in ("GET", "HEAD"))
    assert head.content == b""
    for name in ("content-type", "content-length", "etag"):
        assert head.headers[name] == got.headers[name]


def test_options_tell_browsers_of_other_sites_that_they_may_ask(small: httpx.Client) -> None:
    response = small.options(
        "/sparql", headers={"origin": "https://other.example", "access-control-request-method": "POST"}
    )
    assert response.status_code == 204
    assert response.headers["access-control-allow-origin"] == "*"
    assert "POST" in response.headers["access-control-allow-methods"]
    assert "Content-Type" in response.headers["access-control-allow-headers"]
    assert small.get("/sparql", params={"query": NAMES}).headers["access-control-allow-origin"] == "*"
    assert small.get("/sparql", params={"query": "ASK {"}).headers["access-control-allow-origin"] == "*"


def test_an_answer_that_the_client_has_is_not_sent_again(small: httpx.Client) -> None:
    first = small.get("/sparql", params={"query": NAMES})
    tag = first.headers["etag"]
    for header in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = small.get("/sparql", params={"query": NAMES}, headers={"if-none-match": header})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert small.get("/sparql", params={"query": NAMES}, headers={"if-none-match": '"other"'}).status_code == 200
    csv = small.get("/sparql", params={"query": NAMES}, headers={"accept": "text/csv", "if-none-match": tag})
    assert csv.status_code == 200


def test_a_prefix_of_ours_needs_no_declaration(small: httpx.Client) -> None:
    assert names(
        small.get("/sparql", params={"query": "SELECT ?name { ?x a mxtd:Initiative ; rdfs:label ?name }"})
    ) == ["Rive"]


def test_the_answer_is_the_same_from_the_cache(small: httpx.Client) -> None:
    text = f"{NAMES} # once and again"
    answers = [small.get("/sparql", params={"query": text}) for _ in range(3)]
    assert len({a.content for a in answers}) == 1
    assert json.loads(answers[0].content)["head"]["vars"] == ["name"]
    hits = re.search(r"^kg_cache_hits_total (\S+)$", small.get("/metrics").text, re.MULTILINE)
    assert hits is not None
    assert float(hits[1]) >= 2
