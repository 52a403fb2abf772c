"""Linked data: every IRI of the graph answers, to people with a page and to programs with the same statements in any format."""

from __future__ import annotations

import asyncio
import gzip
import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx
import pyoxigraph as ox
import pytest
import rdflib
from starlette.testclient import TestClient

from kg.build import build
from kg.serve.app import Options, Server
from kg.settings import Settings
from kg.store import generations
from kg.store.export import export
from kg.store.workers.pool import Limits

TOP = Path(__file__).resolve().parent.parent.parent
BASE = "https://museumxtd.ch/kg/"
LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
FORMATS = {
    "ttl": ("text/turtle", ox.RdfFormat.TURTLE, "turtle"),
    "jsonld": ("application/ld+json", ox.RdfFormat.JSON_LD, "json-ld"),
    "nt": ("application/n-triples", ox.RdfFormat.N_TRIPLES, "nt"),
    "rdf": ("application/rdf+xml", ox.RdfFormat.RDF_XML, "xml"),
}
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


def settings_of(vault: Path, base: str = BASE) -> Settings:
    return Settings(
        vault=vault, base=base, title="Les initiatives", licence="https://creativecommons.org/licenses/by/4.0/",
        publisher="MuseumXTD", contact="info@museumxtd.ch",
    )  # fmt: skip


def serve(vault: Path, base: str = BASE, address: str = "") -> TestClient:
    server = Server(settings_of(vault, base), Options(limits=Limits(workers=2), address=address))
    return TestClient(server, follow_redirects=False, headers={"accept-language": "en"})


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The notes of the demo, served."""
    vault = tmp_path_factory.mktemp("demo") / "notes"
    shutil.copytree(TOP / "notes", vault, ignore=shutil.ignore_patterns(".kg"))
    build(settings_of(vault))
    with serve(vault) as client:
        yield client


@pytest.fixture(scope="module")
def store(demo: TestClient) -> ox.Store:
    """What is served."""
    site: ox.Store = demo.app.publication.site.store  # type: ignore[attr-defined]
    return site


ODD = f"""
<{BASE}id/rive> <{LABEL.value}> "Rive <script>alert(1)</script>"@fr .
<{BASE}id/rive> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{BASE}ontology#Initiative> .
<{BASE}id/rive> <https://schema.org/url> <javascript:alert(1)> .
<{BASE}id/caf%C3%A9> <{LABEL.value}> "Encoded" .
<{BASE}id/zürich> <{LABEL.value}> "As it is" .
<{BASE}id/x?y=1> <{LABEL.value}> "With a question mark" .
<{BASE}id/made.ttl> <{LABEL.value}> "Called like a file" .
<https://elsewhere.example/thing#it> <{LABEL.value}> "Elsewhere" .
<https://elsewhere.example/thing#it> <http://purl.org/dc/terms/isPartOf> <{BASE}id/rive> .
""".strip()


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A graph of odd IRIs, served below a path, under a base of its own for the data set."""
    vault = tmp_path_factory.mktemp("odd") / "vault"
    vault.mkdir()
    graphs = "\n".join(f"{line[:-2]} <{BASE}note/odd> ." for line in ODD.splitlines())
    generations.publish(vault, [f"{ODD}\n{graphs}\n"], {"notes": "1", "base": BASE, "paths": "{}"})
    with serve(vault, address="https://data.example.org/kg") as client:
        yield client


def parsed(response: httpx.Response, form: ox.RdfFormat) -> set[ox.Triple]:
    assert response.status_code == 200, response.text
    return {quad.triple for quad in ox.parse(response.content, format=form)}


def with_rdflib(response: httpx.Response, form: str) -> set[ox.Triple]:
    """The same through rdflib."""
    graph = rdflib.Graph().parse(data=response.content, format=form)
    text = graph.serialize(format="nt")
    return {quad.triple for quad in ox.parse(text, format=ox.RdfFormat.N_TRIPLES)}


def nodes_of(store: ox.Store) -> list[str]:
    """Every IRI below the base that stands anywhere in the store, as a client asks for it: without its fragment."""
    found: set[str] = set()
    for quad in store:
        terms = [quad.subject, quad.predicate, quad.object, quad.graph_name]
        terms += (
            [quad.object.subject, quad.object.predicate, quad.object.object]
            if isinstance(quad.object, ox.Triple)
            else []
        )
        found |= {t.value.partition("#")[0] for t in terms if isinstance(t, ox.NamedNode) and t.value.startswith(BASE)}
    return sorted(found)


@pytest.mark.parametrize("accept", [BROWSER, "text/turtle"])
def test_every_iri_of_the_graph_answers_people_and_programs(demo: TestClient, store: ox.Store, accept: str) -> None:
    wrong: list[str] = []
    for iri in nodes_of(store):
        answer = demo.get("/" + iri.removeprefix(BASE), headers={"accept": accept})
        if answer.status_code == 303:
            answer = demo.get(answer.headers["location"], headers={"accept": accept})
        media = "text/html" if accept == BROWSER else "text/turtle"
        if answer.status_code != 200 or not answer.headers["content-type"].startswith(media):
            wrong.append(f"{iri}: {answer.status_code} {answer.headers.get('content-type')}")
    assert not wrong


@pytest.mark.parametrize(
    "path",
    ["id/one-by-one", "note/one-by-one", "place/CH", "place/FR", "tag/verbund", "graph/places", "dataset", "catalog", ".well-known/void",
     "reading/one-by-one/L8C8-period", "provenance/one-by-one", "ontology", "shapes"],
)  # fmt: skip
def test_all_formats_of_an_address_hold_the_same_statements(demo: TestClient, path: str) -> None:
    plain = {t for t in parsed(demo.get(f"/{path}.nt"), FORMATS["nt"][1]) if not isinstance(t.object, ox.Triple)}
    assert plain
    for suffix, (media, form, name) in FORMATS.items():
        answer = demo.get(f"/{path}.{suffix}")
        assert answer.headers["content-type"].split(";")[0] == media
        found = {t for t in parsed(answer, form) if not isinstance(t.object, ox.Triple)}
        if path == "shapes":  # its lists are blank nodes, which have other labels each time
            assert rdflib.Graph().parse(data=answer.content, format=name).__len__() == len(plain) == len(found)
            continue
        assert found == plain, suffix
        if not path.startswith(("reading", "provenance")) or suffix in (
            "jsonld",
            "rdf",
        ):  # rdflib does not read RDF 1.2
            assert with_rdflib(answer, name) == plain, suffix


def test_the_data_of_a_thing_is_what_it_says_what_is_said_of_it_and_the_names_of_these(
    demo: TestClient, store: ox.Store
) -> None:
    node = ox.NamedNode(f"{BASE}id/university-of-leicester")
    found = parsed(demo.get("/id/university-of-leicester.ttl"), ox.RdfFormat.TURTLE)
    own = {q.triple for q in store.quads_for_pattern(node, None, None, ox.DefaultGraph())}
    about = {q.triple for q in store.quads_for_pattern(None, None, node, ox.DefaultGraph())}
    assert own and about and own | about <= found
    others = {t.subject for t in found} - {node}
    assert others and all(any(t.subject == o and t.predicate == LABEL for t in found) for o in others)


def test_the_data_of_a_note_is_its_named_graph(demo: TestClient, store: ox.Store) -> None:
    node = ox.NamedNode(f"{BASE}note/one-by-one")
    want = {q.triple for q in store.quads_for_pattern(None, None, None, node)}
    assert parsed(demo.get("/note/one-by-one.nt"), ox.RdfFormat.N_TRIPLES) == want


def test_the_line_of_each_statement_comes_when_it_is_asked_for(demo: TestClient) -> None:
    plain = parsed(demo.get("/id/one-by-one.ttl"), ox.RdfFormat.TURTLE)
    for suffix in ("ttl", "nt"):
        more = parsed(demo.get(f"/id/one-by-one.{suffix}?provenance=1"), FORMATS[suffix][1])
        reified = {t.object for t in more if isinstance(t.object, ox.Triple)}
        own = {t for t in plain if t.subject == ox.NamedNode(f"{BASE}id/one-by-one")}
        assert plain < more and own <= reified
        readers = {t.subject for t in more if isinstance(t.object, ox.Triple)}
        lines = {t.subject for t in more if t.predicate.value.endswith("#line")}
        assert readers == lines


@pytest.mark.parametrize("suffix", ["jsonld", "rdf"])
def test_a_format_that_cannot_carry_provenance_says_so(demo: TestClient, suffix: str) -> None:
    answer = demo.get(f"/id/one-by-one.{suffix}?provenance=1")
    assert answer.status_code == 406 and "provenance" in answer.text and "turtle" in answer.text


def test_the_same_address_gives_the_same_bytes(demo: TestClient) -> None:
    for path in ("/id/one-by-one.ttl", "/place/GB.jsonld", "/catalog.ttl", "/shapes.nt", "/ontology.rdf"):
        assert demo.get(path).content == demo.get(path).content


@pytest.mark.parametrize(
    ("accept", "target"),
    [
        (BROWSER, "/page/one-by-one"),
        ("text/html", "/page/one-by-one"),
        ("text/turtle", "/id/one-by-one.ttl"),
        ("application/ld+json", "/id/one-by-one.jsonld"),
        ("application/json", "/id/one-by-one.jsonld"),
        ("application/n-triples", "/id/one-by-one.nt"),
        ("application/rdf+xml", "/id/one-by-one.rdf"),
        ("text/html;q=0.3, text/turtle;q=0.7, application/ld+json;q=0.5", "/id/one-by-one.ttl"),
        ("application/rdf+xml, */*;q=0.1", "/id/one-by-one.rdf"),
        ("text/html;q=0, application/n-triples;q=0.1", "/id/one-by-one.nt"),
        ("TEXT/TURTLE", "/id/one-by-one.ttl"),
        ("*/*", "/id/one-by-one.ttl"),
    ],
)
def test_a_client_is_led_to_what_it_likes_best(demo: TestClient, accept: str, target: str) -> None:
    answer = demo.get("/id/one-by-one", headers={"accept": accept})
    assert (answer.status_code, answer.headers["location"]) == (303, target)
    assert "accept" in answer.headers["vary"].lower()


def test_what_is_asked_of_the_data_is_kept_on_the_way(demo: TestClient) -> None:
    answer = demo.get("/id/one-by-one?provenance=1", headers={"accept": "text/turtle"})
    assert answer.headers["location"] == "/id/one-by-one.ttl?provenance=1"


def test_who_takes_none_of_the_formats_reads_which_there_are(demo: TestClient) -> None:
    for path in ("/id/one-by-one", "/note/one-by-one", "/ontology", "/catalog", "/shapes"):
        answer = demo.get(path, headers={"accept": "application/pdf"})
        assert answer.status_code == 406 and "text/turtle" in answer.text and "application/ld+json" in answer.text, path


PATHS = ["/id/one-by-one", "/id/one-by-one.ttl", "/note/one-by-one.jsonld", "/place/CH", "/ontology", "/ontology.ttl", "/shapes",
         "/context.jsonld", "/catalog.ttl", "/dataset", "/.well-known/void", "/sparql", "/dump/", "/dump/graph.nq", "/robots.txt", "/sitemap.xml",
         "/id/no-such-thing"]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_head_says_what_get_says_without_a_body(demo: TestClient, path: str) -> None:
    got, head = demo.get(path), demo.head(path)
    assert head.status_code == got.status_code and head.content == b""
    for name in ("content-type", "etag", "link", "location", "content-length", "vary"):
        assert head.headers.get(name) == got.headers.get(name), name


@pytest.mark.parametrize("path", ["/id/one-by-one.ttl", "/note/one-by-one.nt", "/ontology.rdf", "/shapes", "/context.jsonld", "/catalog.ttl", "/dump/graph.ttl", "/sitemap.xml"])  # fmt: skip
def test_who_has_it_already_gets_304(demo: TestClient, path: str) -> None:
    tag = demo.get(path).headers["etag"]
    assert tag.startswith('"')
    for said in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = demo.get(path, headers={"if-none-match": said})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag), said
    assert demo.get(path, headers={"if-none-match": '"other"'}).status_code == 200


@pytest.mark.parametrize("path", [p for p in PATHS if p not in ("/dump/", "/id/no-such-thing")])
def test_any_site_may_read_it(demo: TestClient, path: str) -> None:
    asked = demo.get(path, headers={"origin": "https://elsewhere.example", "accept": "text/turtle, */*;q=0.1"})
    assert asked.headers["access-control-allow-origin"] == "*"
    preflight = demo.options(
        path, headers={"origin": "https://elsewhere.example", "access-control-request-method": "GET"}
    )
    assert preflight.status_code == 204 and "GET" in preflight.headers["access-control-allow-methods"]


def test_a_term_of_the_ontology_has_an_anchor_in_its_documentation(demo: TestClient) -> None:
    html = demo.get("/ontology", headers={"accept": BROWSER}).text
    names = {t.subject.value.partition("#")[2] for t in parsed(demo.get("/ontology.ttl"), ox.RdfFormat.TURTLE) if isinstance(t.subject, ox.NamedNode)}  # fmt: skip
    assert {"country", "Initiative", "size-small"} < names
    assert [name for name in names if name and f'id="{name}"' not in html] == []
    assert "Country in which the initiative takes place" in html
    french = demo.get("/ontology?lang=fr", headers={"accept": BROWSER}).text
    assert "Pays où l’initiative" in french or "Pays où l&#39;initiative" in french
    demo.cookies.clear()


def test_the_context_is_the_one_that_the_data_use(demo: TestClient) -> None:
    context = demo.get("/context.jsonld")
    assert context.headers["content-type"].startswith("application/ld+json")
    assert demo.get("/id/one-by-one.jsonld").json()["@context"] == context.json()["@context"]


def test_what_is_not_there_is_404_with_what_is_nearly_called_so(demo: TestClient) -> None:
    text = demo.get("/id/one-by-on", headers={"accept": "text/turtle, */*;q=0.1"})
    assert (
        text.status_code == 404
        and text.headers["content-type"].startswith("text/plain")
        and f"{BASE}id/one-by-one" in text.text
    )
    page = demo.get("/id/one-by-on", headers={"accept": BROWSER})
    assert page.status_code == 404 and 'href="/page/one-by-one"' in page.text
    assert (
        demo.get("/place/XX").status_code
        == demo.get("/ontology/9.9").status_code
        == demo.get("/dump/graph.zip").status_code
        == 404
    )


ODD_PATHS = ["/%00", "/id/%00", "/id/one%00.ttl", "/../../etc/passwd", "/id/../../../etc/passwd", "/dump/../../../etc/passwd", "/dump/..%2f..%2fetc%2fpasswd",
             "/dump/%2e%2e/graph.ttl", "/id/%FF%FE", "/id/%ZZ", "/id/%", "/id/x%0d%0aset-cookie:%20a=b", "/id/one-by-one.exe", "/id/.ttl", "/id/", "/note/",
             "/ontology/../mxtd.ttl", "/static/../render.py", "/static/%2e%2e/render.py", "/id/" + "a" * 3000, "/id/" + "a" * 60_000, "/id/<script>", "/id/%22%3E%3Cscript%3E",
             "/place/CH%0A", "/describe", "/describe?iri=", "/describe?iri=javascript:alert(1)", "/describe?iri=%3Cscript%3E", "/sitemap-0.xml", "/sitemap-99.xml",
             "//evil.example/id/x", "/dump/graph.ttl.gz.gz", "/catalog.exe", "/shapes/../../x"]  # fmt: skip


@pytest.mark.parametrize("path", ODD_PATHS)
@pytest.mark.parametrize("accept", [BROWSER, "text/turtle"])
def test_an_odd_address_is_refused_plainly(demo: TestClient, path: str, accept: str) -> None:
    answer = raw(demo, path, accept)
    assert 400 <= answer.status_code < 500, (path, answer.status_code)
    for leak in ("Traceback", str(TOP), "site-packages", "root:", "<script>"):
        assert leak not in answer.text
    assert "set-cookie" not in answer.headers


def raw(client: TestClient, path: str, accept: str, **headers: str) -> httpx.Response:
    """A request whose path no client has tidied up."""
    from urllib.parse import unquote

    path, _, query = path.partition("?")
    sent: list[dict[str, object]] = []

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    said = {"host": "testserver", "accept": accept, "accept-language": "en", **headers}
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http", "root_path": "",
        "path": unquote(path, errors="replace"), "raw_path": path.encode(), "query_string": query.encode(), "client": ("127.0.0.1", 1),
        "server": ("testserver", 80), "headers": [(k.encode(), v.encode("latin-1")) for k, v in said.items()], "state": {},
    }  # fmt: skip
    assert client.portal is not None
    client.portal.call(client.app, scope, receive, send)
    body = b"".join(bytes(m.get("body", b"")) for m in sent[1:])  # type: ignore[call-overload]
    headers_ = [(bytes(k), bytes(v)) for k, v in sent[0]["headers"]]  # type: ignore[attr-defined]
    return httpx.Response(int(str(sent[0]["status"])), headers=headers_, content=body)


class TestDumps:
    @pytest.mark.parametrize("name", ["ttl", "jsonld", "trig", "nq", "nt", "rdf"])
    def test_a_dump_is_what_kg_export_writes(self, demo: TestClient, store: ox.Store, name: str) -> None:
        form = {"ttl": "turtle", "jsonld": "jsonld", "trig": "trig", "nq": "nquads", "nt": "ntriples", "rdf": "rdfxml"}[
            name
        ]
        got = demo.get(f"/dump/graph.{name}")
        assert got.status_code == 200 and got.content == export(store, form)
        assert int(got.headers["content-length"]) == len(got.content)
        if name in ("ttl", "trig", "nq", "nt"):
            assert demo.get(f"/dump/provenance.{name}").content == export(store, form, provenance=True)

    def test_a_compressed_dump_is_the_same_dump_with_no_time_in_it(self, demo: TestClient) -> None:
        packed = demo.get("/dump/graph.nq.gz")
        assert packed.headers["content-type"] == "application/gzip"
        assert gzip.decompress(packed.content) == demo.get("/dump/graph.nq").content
        assert packed.content[3:8] == bytes(5)  # no flags (so no name), no time
        assert int(packed.headers["content-length"]) == len(packed.content)

    def test_a_part_of_a_dump_can_be_asked_for(self, demo: TestClient) -> None:
        whole = demo.get("/dump/graph.nt")
        part = demo.get("/dump/graph.nt", headers={"range": "bytes=10-19", "if-range": whole.headers["etag"]})
        assert (part.status_code, part.content) == (206, whole.content[10:20])
        assert demo.get("/dump/graph.nt", headers={"range": "bytes=10-19", "if-range": '"old"'}).status_code == 200
        assert demo.get("/dump/graph.nt", headers={"range": "bytes=999999999-"}).status_code == 416

    def test_what_there_is_is_listed_for_people_and_programs(self, demo: TestClient) -> None:
        rows = demo.get("/dump/", headers={"accept": "application/json"}).json()
        assert {"graph.ttl", "graph.nq.gz", "provenance.trig"} <= {row["name"] for row in rows}
        assert all(demo.head(row["url"]).status_code == 200 for row in rows if row["name"].startswith("graph.nt"))
        page = demo.get("/dump/", headers={"accept": BROWSER}).text
        assert all(f'href="{row["url"]}"' in page for row in rows)

    def test_two_clients_at_once_make_one_dump_and_it_goes_with_the_generation(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from kg.serve.linked.dumps import Dumps

        store = tmp_path / "store"
        ox.Store(str(store)).flush()
        kept = [Dumps(store)]
        made: list[str] = []

        async def write(self: Dumps, name: str, target: Path) -> None:
            made.append(name)
            target.write_text("x")

        monkeypatch.setattr(Dumps, "_dump", write)

        async def ask() -> None:
            await asyncio.gather(
                *(kept[0].get(name) for name in ("graph.ttl", "graph.ttl.gz", "graph.ttl", "graph.ttl.gz"))
            )

        asyncio.run(ask())
        folder = kept[0].folder
        assert made == ["graph.ttl"] and {f.name for f in folder.iterdir()} == {"graph.ttl", "graph.ttl.gz"}
        kept.clear()
        assert not folder.exists()

    def test_a_dump_that_fails_is_refused_and_made_anew_when_it_can_be(self, tmp_path: Path) -> None:
        from kg.serve.linked.dumps import Dumps
        from kg.serve.refusal import Refusal

        dumps = Dumps(lambda _: tmp_path / "store")
        with pytest.raises(Refusal) as refused:
            asyncio.run(dumps.get("graph.ttl"))
        assert refused.value.status == 503 and list(dumps.folder.iterdir()) == []
        store = ox.Store(str(tmp_path / "store"))
        store.add(ox.Quad(LABEL, LABEL, LABEL, ox.NamedNode(f"{BASE}note/x")))
        store.flush()
        del store
        assert asyncio.run(dumps.get("graph.ttl")).size > 0


class TestUnderAPath:
    def test_links_and_redirects_stay_below_it(self, odd: TestClient) -> None:
        for path in ("/id/rive", "/kg/id/rive"):
            answer = odd.get(path, headers={"accept": "text/turtle"})
            assert answer.headers["location"] == "/kg/id/rive.ttl"
            assert odd.get(answer.headers["location"]).status_code == 200
        assert "</kg/id/rive.ttl>" in answer.headers["link"]
        page = odd.get("/kg/page/rive", headers={"accept": BROWSER}).text
        assert 'href="/kg/ontology#Initiative"' in page and 'href="/ontology' not in page

    def test_absolute_addresses_are_those_that_the_operator_said(self, odd: TestClient) -> None:
        for path in ("/.well-known/void.ttl", "/catalog.ttl", "/sitemap.xml", "/robots.txt"):
            text = odd.get(f"/kg{path}", headers={"host": "evil.example"}).text
            assert "https://data.example.org/kg/" in text and "evil" not in text, path

    def test_a_host_that_is_none_comes_into_no_address(self, demo: TestClient) -> None:
        for host in ('evil"><script>', "a b", "x/y", "evil.example:99999999", "ÿ"):
            answer = raw(demo, "/catalog.ttl", "*/*", host=host)
            assert answer.status_code == 200 and host not in answer.text and "http://testserver" in answer.text, host

    @pytest.mark.parametrize(
        ("path", "label"),
        [
            ("/id/caf%C3%A9", "Encoded"),
            ("/id/z%C3%BCrich", "As it is"),
            ("/id/x%3Fy=1", "With a question mark"),
            ("/id/made.ttl", "Called like a file"),
        ],
    )
    def test_an_odd_iri_answers_where_pages_link_to_it(self, odd: TestClient, path: str, label: str) -> None:
        answer = raw(odd, path, "text/turtle")
        assert answer.status_code == 303
        target = answer.headers["location"].removeprefix("/kg")
        assert target.isascii()
        data = raw(odd, target, "*/*")
        assert data.status_code == 200 and label in data.text

    def test_a_thing_whose_iri_is_elsewhere_is_described(self, odd: TestClient) -> None:
        iri = quote("https://elsewhere.example/thing#it", safe="")
        for path in (f"/describe?iri={iri}", f"/data?iri={iri}"):
            answer = odd.get(path, headers={"accept": "application/ld+json"})
            assert answer.status_code == 200 and answer.json()["id"] == "https://elsewhere.example/thing#it"
        assert odd.get(f"/describe?iri={iri}&format=nt").headers["content-type"].startswith("application/n-triples")
        page = odd.get(f"/describe?iri={iri}", headers={"accept": BROWSER})
        assert page.status_code == 200 and "Elsewhere" in page.text
        assert odd.get("/describe?iri=https://nowhere.example/").status_code == 404

    def test_text_of_notes_is_escaped_and_only_http_is_linked(self, odd: TestClient) -> None:
        page = odd.get("/page/rive", headers={"accept": BROWSER})
        assert "<script>alert" not in page.text and "&lt;script&gt;" in page.text
        assert 'href="javascript:' not in page.text and "unsafe-inline" not in page.headers["content-security-policy"]


def test_a_vault_with_a_base_of_its_own_answers_for_it_and_for_places(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "n.md").write_text(
        "# Projets de musées\n\n- [Rive](https://rive.example/) (Suisse, 2020)\n", encoding="utf-8"
    )
    build(settings_of(vault, "https://x.example/d/"))
    with serve(vault, "https://x.example/d/") as client:
        data = client.get("/id/rive.jsonld").json()
        assert data["id"] == "https://x.example/d/id/rive"
        for path in ("/place/CH.ttl", "/place/FR.ttl", "/ontology.ttl", "/note/n.ttl", "/dataset.ttl"):
            assert client.get(path).status_code == 200, path
        assert "https://x.example/d/id/" in client.get("/.well-known/void.ttl").text


def test_the_site_map_names_pages_that_there_are(demo: TestClient) -> None:
    import xml.etree.ElementTree as etree

    root = etree.parse(io.BytesIO(demo.get("/sitemap.xml").content)).getroot()
    paths = [urlsplit(str(node.text)).path for node in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert "/page/one-by-one" in paths and "/note/one-by-one" in paths and "/place/CH" in paths
    things = [path for path in paths if path.startswith(("/page/", "/note/", "/place/"))]
    assert [p for p in things if demo.get(p, headers={"accept": BROWSER}).status_code != 200] == []
    robots = demo.get("/robots.txt").text
    assert "Sitemap: http://testserver/sitemap.xml" in robots and "Disallow: /sparql" in robots


def test_an_answer_that_is_too_large_for_a_page_is_cut_and_says_so(demo: TestClient) -> None:
    page = demo.get("/provenance/one-by-one", headers={"accept": BROWSER})
    assert page.status_code == 200 and "/reading/one-by-one/" in page.text


def test_json_ld_puts_the_thing_on_top(demo: TestClient) -> None:
    document = json.loads(demo.get("/id/one-by-one.jsonld").content)
    assert document["id"] == f"{BASE}id/one-by-one" and "Initiative" in document["type"]
    assert any(node["id"] == f"{BASE}place/GB" for node in document["country"])


def test_a_large_answer_is_kept_and_a_small_one_made_anew() -> None:
    from kg.serve.linked.kept import Bodies

    bodies = Bodies()
    bodies.put("small", b"x")
    bodies.put("large", bytes(100_000))
    bodies.put("vast", bytes(60 << 20))
    assert bodies.get("small") is bodies.get("vast") is None
    assert bodies.get("large") == bytes(100_000)
