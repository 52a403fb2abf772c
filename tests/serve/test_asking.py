"""The pages that ask and the addresses for programs: forms, answers of any size, pictures with their tables, the notes' state."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from kg.build import build
from kg.gaps import find
from kg.model.text import same
from kg.serve.app import Options, Server
from kg.serve.pages.editor import _FILES, EDITOR
from kg.serve.pages.network import drawn
from kg.serve.pages.results import plain
from kg.serve.pages.squares import SQUARES
from kg.serve.site import Site
from kg.settings import Settings
from kg.store.queries import NamedQuery, Parameter, filled
from kg.store.workers.pool import Limits
from tests.serve.conftest import TOP
from tests.serve.test_pages import BROWSER, Document, read

SVG = re.compile(r"<svg class=\"chart[^\"]*\".*?</svg>", re.DOTALL)
OWN = {
    "big": '# title@en: Many rows\nSELECT ?s ?p ?o ("' + "x" * 900 + '" AS ?long) WHERE { { ?s ?p ?o } UNION { ?s ?p ?o } UNION { ?s ?p ?o } UNION { ?s ?p ?o } }',
    "far": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "graph": "CONSTRUCT { ?s rdfs:label ?l } WHERE { ?s a mxtd:Initiative ; rdfs:label ?l } LIMIT 5",
    "asks": "ASK { ?s a mxtd:Initiative }",
    "odd": 'SELECT ?a ?b ?c ?d ?e { VALUES (?a ?b ?c ?d) { (1 2.5 true "INF"^^xsd:double) } OPTIONAL { ?e a <http://x.example/no> } }',
    "two": '# param: first string "a" "un" "one" "eins"\n# param: second code "CH" "deux" "two"\nSELECT (?first AS ?x) ("?second" AS ?y) (?second AS ?z) {} # ?first',
    "an iri": '# param: what iri "https://museumxtd.ch/kg/id/one-by-one" "quoi" "what"\nSELECT ?label { ?what rdfs:label ?label }',
    "number": '# param: n integer "2" "combien" "how many"\nSELECT (?n + 1 AS ?next) {}',
    "<b>": "SELECT ?x { }",
}  # fmt: skip


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The notes of the repository with queries of the vault's own, and the editor's files at hand."""
    vault = tmp_path_factory.mktemp("asking") / "vault"
    vault.mkdir()
    for note in ("Initiatives internationales.md", "Europeana et ses projets.md"):
        (vault / note).write_text((TOP / "notes" / note).read_text(encoding="utf-8"), encoding="utf-8")
    queries, assets = vault.parent / "queries", vault.parent / "assets"
    queries.mkdir()
    assets.mkdir()
    (assets / "yasgui.min.js").write_text("", encoding="utf-8")
    for name, text in OWN.items():
        (queries / f"{name}.rq").write_text(text, encoding="utf-8")
    settings = Settings(vault=vault, queries=queries, licence="https://creativecommons.org/licenses/by/4.0/")
    build(settings)
    options = Options(limits=Limits(workers=2, timeout=5), assets=assets)
    with TestClient(Server(settings, options), follow_redirects=False) as found:
        yield found


def query(text: str, *parameters: Parameter) -> NamedQuery:
    """A query with parameters."""
    return NamedQuery(name="q", text=text, parameters=parameters)


def parameter(name: str, kind: str, default: str) -> Parameter:
    """A parameter of a type."""
    return Parameter(name=name, type=kind, default=default, said=same(name))


def test_what_a_value_holds_is_never_taken_for_another_parameter() -> None:
    both = query("SELECT (?a AS ?x) (?b AS ?y) {}", parameter("a", "string", ""), parameter("b", "string", ""))
    text = filled(both, {"a": "?b $b", "b": '") } #'})
    (row,) = ox.Store().query(text)  # type: ignore[misc]
    assert [value.value for value in row] == ["?b $b", '") } #']


def test_a_parameter_within_a_text_a_comment_or_an_iri_is_none() -> None:
    text = 'SELECT ("?a" AS ?x) (?a AS ?y) (<http://x.example/?a> AS ?z) {} # ?a'
    (row,) = ox.Store().query(filled(query(text, parameter("a", "string", "b")), {}))  # type: ignore[misc]
    assert [value.value for value in row] == ["?a", "b", "http://x.example/?a"]


@pytest.mark.parametrize(
    ("kind", "value"),
    [("year", "٢٠٢٠"), ("year", "20200"), ("integer", "9" * 5000), ("integer", "1.5"), ("iri", "https://x.example/<"), ("iri", "javascript:1"),
     ("iri", "http://[/"), ("code", "CH\n"), ("code", "Suisse")],
)  # fmt: skip
def test_a_value_that_is_not_of_its_type_is_a_message_and_no_failure(client: TestClient, kind: str, value: str) -> None:
    name, field = {
        "year": ("active-in", "year"),
        "integer": ("number", "n"),
        "iri": ("an iri", "what"),
        "code": ("two", "second"),
    }[kind]
    answer = client.get(f"/api/queries/{name}", params={field: value})
    assert answer.status_code == 400, answer.text
    assert len(answer.text) < 2000 and " -p " not in answer.text  # what only a command line understands
    page = client.get(f"/queries/{name}", params={field: value}, headers=BROWSER)
    assert page.status_code == 400
    assert 'role="alert"' in page.text and "<textarea" not in page.text


def test_values_of_every_type_are_taken(client: TestClient) -> None:
    assert client.get("/api/queries/an iri").json() == [{"label": "One-by-One"}]
    assert client.get("/api/queries/number?n=-8").json() == [{"next": -7}]
    assert client.get("/api/queries/two?first=?second&second=ca").json() == [
        {"x": "?second", "y": "?second", "z": "CA"}
    ]


def test_plain_rows_keep_numbers_booleans_and_what_is_not_bound(client: TestClient) -> None:
    answer = client.get("/api/queries/odd")
    assert answer.json() == [{"a": 1, "b": 2.5, "c": True, "d": "INF", "e": None}]
    table = list(csv.reader(io.StringIO(client.get("/api/queries/odd?format=csv").text)))
    assert table == [["a", "b", "c", "d", "e"], ["1", "2.5", "true", "INF", ""]]


def test_a_table_without_rows_has_its_heads(client: TestClient) -> None:
    assert client.get("/api/queries/search?text=zzzz&format=csv").text.splitlines() == ["name,class"]
    assert client.get("/api/queries/search?text=zzzz").json() == []


def test_numbers_that_json_has_not_stay_texts() -> None:
    body = {"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "literal", "value": v, "datatype": "#double"}} for v in ("NaN", "1e400")]}}  # fmt: skip
    assert plain(json.dumps(body).encode()) == [{"x": "NaN"}, {"x": "1e400"}]


def test_a_query_that_answers_with_a_graph_or_a_boolean_has_an_address_too(client: TestClient) -> None:
    assert client.get("/api/queries/asks").json() is True
    graph = client.get("/api/queries/graph")
    assert graph.headers["content-type"].startswith("application/ld+json") and graph.json()
    assert "rdf-schema#" in client.get("/api/queries/graph?format=turtle").text
    refused = client.get("/api/queries/graph?format=csv")
    assert refused.status_code == 406 and refused.headers["content-type"] == "application/problem+json"
    page = client.get("/queries/graph", headers=BROWSER)
    assert "@prefix" in page.text and "format=turtle" in page.text
    assert ">Yes<" in client.get("/queries/asks", headers=BROWSER).text


def test_a_large_answer_comes_whole_to_programs_and_begun_to_readers(client: TestClient) -> None:
    table = client.get("/api/queries/big?format=csv")
    rows = list(csv.reader(io.StringIO(table.text)))
    assert len(table.content) > 1 << 20 and int(table.headers["content-length"]) == len(table.content)
    found = client.get("/api/queries/big").json()
    assert len(found) == len(rows) - 1 > 1000
    assert len(client.get("/api/queries/big?format=sparql").json()["results"]["bindings"]) == len(found)
    for path in ("/queries/big", "/sparql"):
        page = client.get(path, params={"query": OWN["big"]}, headers=BROWSER)
        assert page.text.count("<tr>") == 1001
        assert "The first 1000 are shown" in page.text


def test_a_query_of_the_vault_reaches_no_other_server(client: TestClient) -> None:
    answer = client.get("/api/queries/far")
    assert answer.status_code == 403 and "SERVICE" in answer.json()["detail"]
    assert client.get("/queries/far", headers=BROWSER).status_code == 403


def test_an_answer_that_is_known_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/api/queries/countries")
    tag = first.headers["etag"]
    again = client.get("/api/queries/countries", headers={"if-none-match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get("/api/queries/countries?format=csv", headers={"if-none-match": tag}).status_code == 200
    assert first.headers["access-control-allow-origin"] == "*"
    german = client.get("/api/queries/countries", headers={"accept-language": "de"})
    assert "Deutschland" in german.text and "Deutschland" not in first.text


def test_a_browser_of_another_site_may_ask(client: TestClient) -> None:
    answer = client.options(
        "/api/queries/countries", headers={"origin": "https://x.example", "access-control-request-method": "GET"}
    )
    assert answer.status_code == 204
    assert (
        answer.headers["access-control-allow-origin"] == "*"
        and "If-None-Match" in answer.headers["access-control-allow-headers"]
    )


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [("/api/queries/by-contry", 404, "by-country"), ("/api/queries/<script>", 404, "<script>"), ("/api/queries/by-country?land=CA", 400, "country"),
     ("/api/queries/by-country?format=ods", 406, "csv")],
)  # fmt: skip
def test_what_is_wrong_is_said_as_problem_details(client: TestClient, path: str, status: int, said: str) -> None:
    answer = client.get(path, headers={"accept-language": "fr"})
    body = answer.json()
    assert answer.status_code == body["status"] == status
    assert (
        answer.headers["content-type"] == "application/problem+json"
        and answer.headers["x-content-type-options"] == "nosniff"
    )
    assert body["title"] == {400: "Bad Request", 404: "Not Found", 406: "Not Acceptable"}[status]
    assert said in body["detail"] and answer.headers["content-language"] == "fr"


@pytest.mark.parametrize(("accept", "media"), [("*/*", "application/json"), ("text/csv;q=0.9, application/json;q=0.1", "text/csv"),
                                               ("application/sparql-results+json", "application/sparql-results+json"), ("image/png", "application/problem+json")])  # fmt: skip
def test_a_program_gets_the_format_that_it_accepts(client: TestClient, accept: str, media: str) -> None:
    assert client.get("/api/queries/countries", headers={"accept": accept}).headers["content-type"].startswith(media)


# The parts of OpenAPI 3.1 that the document uses, so that a misspelt or forgotten key is found.
_SCHEMA: dict[str, object] = {"type": ["object", "boolean"]}
_PARAMETER = {
    "oneOf": [
        {"type": "object", "required": ["$ref"], "properties": {"$ref": {"const": "#/components/parameters/lang"}}, "additionalProperties": False},
        {"type": "object", "required": ["name", "in", "schema"], "additionalProperties": False,
         "properties": {"name": {"type": "string"}, "in": {"enum": ["query", "path"]}, "required": {"type": "boolean"}, "description": {"type": "string"},
                        "schema": _SCHEMA, "explode": {"type": "boolean"}},
         "if": {"properties": {"in": {"const": "path"}}}, "then": {"properties": {"required": {"const": True}}, "required": ["required"]}},
    ]
}  # fmt: skip
_CONTENT = {"type": "object", "additionalProperties": {"type": "object", "required": ["schema"], "properties": {"schema": _SCHEMA}, "additionalProperties": False}}  # fmt: skip
_OPERATION = {
    "type": "object", "required": ["operationId", "responses"], "additionalProperties": False,
    "properties": {
        "operationId": {"type": "string"}, "summary": {"type": "string", "minLength": 1}, "description": {"type": "string"},
        "tags": {"type": "array", "items": {"enum": ["queries", "sparql", "dumps"]}}, "parameters": {"type": "array", "items": _PARAMETER},
        "requestBody": {"type": "object", "required": ["content"], "properties": {"content": _CONTENT, "required": {"type": "boolean"}}, "additionalProperties": False},
        "responses": {"type": "object", "minProperties": 1, "propertyNames": {"pattern": "^[1-5][0-9X]{2}$"}, "additionalProperties": {
            "type": "object", "required": ["description"], "properties": {"description": {"type": "string", "minLength": 1}, "content": _CONTENT}, "additionalProperties": False}},
    },
}  # fmt: skip
_OPENAPI = {
    "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "required": ["openapi", "info", "paths"], "additionalProperties": False,
    "properties": {
        "openapi": {"const": "3.1.0"},
        "info": {"type": "object", "required": ["title", "version"], "additionalProperties": False, "properties": {
            **{key: {"type": "string"} for key in ("title", "version", "description")}, "contact": {"type": "object"},
            "license": {"type": "object", "required": ["name"]}}},
        "servers": {"type": "array", "items": {"type": "object", "required": ["url"], "properties": {"url": {"type": "string", "pattern": "^https?://[^/]"}}}},
        "tags": {"type": "array", "items": {"type": "object", "required": ["name", "description"]}},
        "paths": {"type": "object", "propertyNames": {"pattern": "^/[^ <>]*$"}, "additionalProperties": {
            "type": "object", "properties": {"get": _OPERATION, "post": _OPERATION}, "additionalProperties": False}},
        "components": {"type": "object", "additionalProperties": False, "properties": {
            "schemas": {"type": "object", "additionalProperties": _SCHEMA}, "parameters": {"type": "object", "additionalProperties": _PARAMETER}}},
    },
}  # fmt: skip


@pytest.mark.parametrize("spoken", ["fr", "en", "de"])
def test_the_openapi_document_is_one_and_tells_each_query_with_its_parameters(client: TestClient, spoken: str) -> None:
    document = client.get("/api/openapi.json", headers={"accept-language": spoken}).json()
    jsonschema.Draft202012Validator(_OPENAPI).validate(document)
    operations = [o for path in document["paths"].values() for o in path.values()]
    names = [o["operationId"] for o in operations]
    assert len(names) == len(set(names))
    for reference in re.findall(r'"#/([^"]+)"', json.dumps(document)):
        found = document
        for step in reference.split("/"):
            found = found[step]
    for operation in operations:
        for schema in [p["schema"] for p in operation.get("parameters", ()) if "schema" in p]:
            jsonschema.Draft202012Validator.check_schema(schema)
            if "default" in schema:
                jsonschema.validate(schema["default"], schema)
    assert {"/sparql", "/dump/{name}", "/api/queries", "/api/queries/an%20iri"} <= document["paths"].keys()
    for path in (p for p in document["paths"] if "{" not in p and p != "/sparql" and "far" not in p):
        assert client.get(path).status_code == 200, path
    for name in document["paths"]["/dump/{name}"]["get"]["parameters"][0]["schema"]["enum"][:2]:
        assert client.get(f"/dump/{name}").status_code == 200


def test_the_form_of_a_query_says_what_its_fields_take(client: TestClient) -> None:
    page = read(client, "/queries/by-country?country=GB")
    (field,) = [a for a in page.all("input") if a.get("name") == "country"]
    assert (
        field["value"] == "GB"
        and re.fullmatch(field["pattern"], "GB-SCT")
        and not re.fullmatch(field["pattern"], "Suisse")
    )
    assert {"value": "GB"} in page.all("option")
    assert any(a.get("href") == "/page/one-by-one" for a in page.all("a"))  # a name is a way to its page
    targets = [a["href"] for a in page.all("a") if a.get("href", "").startswith("/api/queries/by-country")]
    assert targets and all("country=GB" in t for t in targets)
    (editor,) = [a["href"] for a in page.all("a") if a.get("href", "").startswith("/sparql?query=")]
    assert "<td>One-by-One</td>" in client.get(editor, headers=BROWSER).text


def test_the_catalogue_names_every_query_in_the_reader_s_language(client: TestClient) -> None:
    for spoken, title in (("fr", "Qui finance quoi"), ("en", "Who funds what"), ("de", "Wer was fördert")):
        page = client.get("/queries", headers={**BROWSER, "accept-language": spoken}).text
        assert title in page
    listed = client.get("/api/queries").json()
    assert page.count("<li><h2>") == len(listed)
    for query in listed:
        assert re.fullmatch(r"[\w/%.-]+", query["url"] + query["page"])
        assert client.get(query["page"], headers=BROWSER).status_code == (403 if query["name"] == "far" else 200)
    assert "<b>" not in page


def test_a_page_of_the_endpoint_offers_the_answer_in_other_formats(client: TestClient) -> None:
    page = read(client, "/sparql?query=SELECT+%3Fx+%7B+%3Fx+a+mxtd%3AInitiative+%7D+LIMIT+3")
    links = {a["href"].rpartition("format=")[2]: a["href"] for a in page.all("a") if "format=" in a.get("href", "")}
    assert set(links) == {"json", "csv", "tsv", "xml"}
    assert len(client.get(links["csv"], headers=BROWSER).text.splitlines()) == 4
    assert page.all("textarea") and "SELECT ?x" in "".join(page.texts)


def test_an_error_is_marked_in_its_line_in_every_language(client: TestClient) -> None:
    for spoken, said in (("fr", "ligne 2, colonne"), ("en", "line 2, column"), ("de", "Zeile 2, Spalte")):
        page = client.get(
            "/sparql", params={"query": "SELECT ?x {\r\n  ?x ?? <b> }"}, headers={**BROWSER, "accept-language": spoken}
        )
        assert page.status_code == 400 and said in page.text
        assert "<mark>  ?x ?? &lt;b&gt; }" in page.text


def test_the_editor_comes_from_one_host_held_to_its_bytes_or_from_here(client: TestClient, demo: TestClient) -> None:
    away = demo.get("/sparql", headers=BROWSER)
    loaded = [a for t in ("script", "link") for a in Document(away.text).all(t) if "integrity" in a]
    assert {a["integrity"] for a in loaded} == set(_FILES.values())
    assert all(f"@{EDITOR}/" in (a.get("src") or a["href"]) and a["crossorigin"] == "anonymous" for a in loaded)
    assert "script-src 'self' https://cdn.jsdelivr.net;" in away.headers["content-security-policy"]
    assert "jsdelivr" not in demo.get("/queries", headers=BROWSER).headers["content-security-policy"]
    here = client.get("/sparql", headers=BROWSER)
    assert "jsdelivr" not in here.text + here.headers["content-security-policy"]
    (script,) = [a["src"] for a in Document(here.text).all("script") if "integrity" in a]
    assert client.get(script).status_code == 200
    assert client.get("/assets/../vault/kg.toml").status_code == 404


def test_the_editor_is_told_where_it_asks_and_what_it_completes(client: TestClient) -> None:
    page = client.get("/sparql", headers=BROWSER).text
    found = re.search(r'<script type="application/json" id="examples">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    said = json.loads(found[1])
    assert said["endpoint"] == "/sparql" and "https://museumxtd.ch/kg/ontology#funder" in said["terms"]["property"]
    assert "https://museumxtd.ch/kg/ontology#Initiative" in said["terms"]["class"]
    for example in said["examples"]:
        status = client.get("/sparql", params={"query": example["query"]}).status_code
        assert status == (403 if "SERVICE" in example["query"] else 200), example["name"]
    scripts = Path(TOP / "kg/serve/pages/static")
    for word in re.findall(
        r"said\.words\.(\w+)", (scripts / "query.js").read_text() + (scripts / "views.js").read_text()
    ):
        assert said["words"][word]


@pytest.mark.parametrize("path", ["/map", "/timeline", "/network", "/timeline?all=1", "/network?all=1"])
def test_a_picture_is_well_formed_leads_on_and_says_the_same_as_its_table(demo: TestClient, path: str) -> None:
    text = demo.get(path, headers=BROWSER).text
    drawing = SVG.search(text)
    assert drawing is not None
    picture = ElementTree.fromstring(drawing[0])
    links = [a.get("href", "") for a in picture.iter("a")]
    assert links and all(demo.get(x, headers=BROWSER).status_code == 200 for x in links[:8])
    assert all(a.find("title") is not None for a in picture.iter("a"))
    tables = Document(text[drawing.end() :]).all("a")
    assert set(links) <= {a.get("href") for a in tables}
    assert demo.get(path, headers=BROWSER).text == text


def test_the_map_counts_what_its_links_show(demo: TestClient) -> None:
    page = demo.get("/map", headers=BROWSER).text
    for code, count in re.findall(r'<td><a href="/initiatives\?country=(\w+)">[^<]*</a></td><td>(\d+)</td>', page):
        assert len(demo.get(f"/initiatives?country={code}&format=json").json()) == int(count)


def test_every_country_of_europe_has_a_square_of_its_own() -> None:
    assert len(set(SQUARES.values())) == len(SQUARES)
    members = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE CH GB NO IS LI UA RS AL MK ME BA XK MD"
    assert set(members.split()) <= SQUARES.keys()


def test_the_network_of_no_entries_is_empty() -> None:
    assert drawn([], None, None, "en", 40).rows == ()  # type: ignore[arg-type]


def test_what_is_missing_is_what_kg_gaps_finds(demo: TestClient) -> None:
    settings = demo.app.publication.site.settings  # type: ignore[attr-defined]
    gaps = find(settings)
    page = demo.get("/quality", headers=BROWSER).text
    for lack, count, total in gaps.missing():
        assert re.search(rf'lacks={lack}#lacking">[^<]*</a></th><td class="number">{count} of {total}</td>', page), lack
        shown = (
            demo.get(f"/quality?lacks={lack}", headers=BROWSER)
            .text.partition('id="lacking"')[2]
            .partition("</section>")[0]
        )
        assert shown.count("<li>") == count == len(re.findall(r'href="/note/[^"]+#L\d+"', shown))


def test_problems_are_counted_by_code_and_note_and_lead_to_their_lines(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "# Projects\n\n- [Rive](https://rive.example/) (Norwai, 2019)\n- [Sentier](https://sentier.example/) (Norwai)\n",
        encoding="utf-8",
    )
    (tmp_path / "b.md").write_text(
        "# Projects\n\n- [Balise](https://balise.example/) (Sweden, 2021-2019)\n- [Phare](https://phare.example/) (Norwai)\n",
        encoding="utf-8",
    )
    settings = Settings(vault=tmp_path)
    report = build(settings)
    counts = {p.code: sum(q.code == p.code for q in report.problems) for p in report.problems}
    assert len(counts) > 1
    with TestClient(Server(settings, Options(limits=Limits(workers=2)))) as client:
        page = client.get("/quality", headers=BROWSER).text
        for code, count in counts.items():
            assert re.search(rf'code={code}#problems">{code}</a></th><td>{count}</td><td>[^<]{{10,}}', page), code
            narrowed = (
                client.get(f"/quality?code={code}", headers=BROWSER)
                .text.partition('id="problems"')[2]
                .partition("</main>")[0]
            )
            assert narrowed.count("<li>") == count
        for problem in (p for p in report.problems if p.span.path != "kg.toml"):
            assert f'href="/note/{problem.span.path.removesuffix(".md")}#L{problem.span.line}"' in page
        ofb = (
            client.get("/quality?note=b.md", headers=BROWSER).text.partition('id="problems"')[2].partition("</main>")[0]
        )
        assert ofb.count("<li>") == sum(p.span.path == "b.md" for p in report.problems) and "a.md" not in ofb


def test_what_goes_wrong_here_is_logged_and_the_client_may_come_again(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    site = client.app.publication.site  # type: ignore[attr-defined]
    monkeypatch.setitem(site.kept, "catalogue", None)
    monkeypatch.setattr("kg.serve.pages.catalogue.Catalogue", lambda _: 1 // 0)
    answer = client.get("/map", headers=BROWSER)
    assert answer.status_code == 503 and "Retry-After" in answer.headers
    assert "ZeroDivisionError" not in answer.text and "ZeroDivisionError" in caplog.text


@pytest.mark.parametrize("path", ["/sparql?query=SELECT+%3Fx+%7B+%3Fx+a+mxtd%3ANote+%7D", "/api/queries/parts"])
def test_an_answer_of_a_generation_that_has_gone_is_not_kept(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    publication = client.app.publication  # type: ignore[attr-defined]
    ask, asked = publication.pool.ask, []
    client.app.endpoint.cache.clear()  # type: ignore[attr-defined]

    async def exchanged(*question: object) -> object:
        answer = await ask(*question)
        asked.append(question)
        if len(asked) == 1:  # while the first was answered, the notes were built again
            publication._site = Site(publication.settings, publication.site.published)
        return answer

    monkeypatch.setattr(publication.pool, "ask", exchanged)
    for times in (1, 2, 2):
        assert client.get(path).status_code == 200
        assert len(asked) == times
