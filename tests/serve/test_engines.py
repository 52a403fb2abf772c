"""`kg serve` on an engine: what is served is the same, follows what is published, and outlives an engine that is away."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from kg.build import build
from kg.cli import main
from kg.serve.app import Options, Server
from kg.serve.elsewhere import Elsewhere
from kg.settings import Settings
from kg.store import generations
from kg.store.remote import asking
from kg.store.remote.engine import engine
from kg.store.workers.pool import Limits
from tests.engines.published import running, send
from tests.engines.running import Running
from tests.serve.conftest import TOP, serving, wait

PATHS = (
    "/", "/initiatives", "/initiatives?country=FR", "/page/culture24", "/note/initiatives-internationales", "/notes", "/places", "/place/FR",
    "/map", "/timeline", "/network", "/queries", "/queries/funders", "/search?q=europe", "/describe?iri=https://museumxtd.ch/kg/id/culture24",
    "/id/culture24.ttl", "/id/culture24.jsonld", "/id/culture24.nt?provenance=1", "/note/initiatives-internationales.ttl",
    "/place/FR.ttl", "/nowhere", "/id/nobody", "/sitemap.xml", "/.well-known/void", "/catalog.ttl", "/ontology.ttl",
    "/dump/graph.ttl", "/dump/graph.jsonld", "/dump/provenance.nq", "/reconcile",
    '/reconcile?queries={"q0":{"query":"Culture24"},"q1":{"query":"europeana","limit":3}}',
)  # fmt: skip
HEAVY = f"SELECT (COUNT(*) AS ?n) {{ {' . '.join(f'?a{i} ?b{i} ?c{i}' for i in range(40))} }}"
NOTE = "# Programmes en cours\n\n- [Ponts numériques](https://ponts.example/) (Suisse, 2017-2022)\n"
MORE = NOTE + "- [Rives](https://rives.example/) (Belgique)\n"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    vault = tmp_path_factory.mktemp("demo") / "here" / "vault"
    shutil.copytree(TOP / "notes", vault, ignore=shutil.ignore_patterns(".kg"))
    build(Settings(vault=vault))
    return vault


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def there(request: pytest.FixtureRequest, demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(request.param, tmp_path_factory.mktemp(request.param) / "engine") as found:
        send(demo, found)
        yield found


@pytest.fixture(scope="module")
def both(
    demo: Path, there: Running, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[httpx.Client, httpx.Client]]:
    """The same notes, served by a generation and by an engine."""
    other = tmp_path_factory.mktemp("elsewhere") / "vault"
    shutil.copytree(demo, other, ignore=shutil.ignore_patterns(".kg"))
    with serving(demo) as here, serving(other, "--store", there.address, secrets=there.environ) as far:
        yield here, far


def same(here: httpx.Client, far: httpx.Client, path: str) -> bool:
    """Whether both answer alike, but for their own names."""
    found = [client.get(path) for client in (here, far)]
    names = [client.get("/health").json()["generation"] for client in (here, far)]
    texts = [
        re.sub(r"\d+\.\d{3}", "SECONDS", r.text).replace(name, "GEN").replace(str(c.base_url).rstrip("/"), "SITE")
        for r, name, c in zip(found, names, (here, far), strict=True)
    ]
    assert found[0].status_code == found[1].status_code != 503, path
    assert found[0].headers["content-type"] == found[1].headers["content-type"]
    return texts[0] == texts[1]


@pytest.mark.parametrize("path", PATHS)
def test_pages_data_and_dumps_are_the_same(both: tuple[httpx.Client, httpx.Client], path: str) -> None:
    assert same(*both, path)


def test_named_queries_have_the_same_answers(both: tuple[httpx.Client, httpx.Client]) -> None:
    """GROUP_CONCAT has no order of its own (SPARQL 1.1, 18.5.1.7), nor have rows that ORDER BY does not tell apart."""

    def rows(client: httpx.Client, url: str) -> list[list[str]]:
        found = client.get(f"{url}?lang=fr").json()
        return sorted([" ".join(sorted(str(value).split())) for value in row.values()] for row in found)

    for query in both[0].get("/api/queries").json():
        found, expected = (rows(client, query["url"]) for client in reversed(both))
        assert found == expected, query["name"]


def test_the_state_of_the_notes_is_with_who_builds(both: tuple[httpx.Client, httpx.Client]) -> None:
    for language, said in (
        ("fr", "chez qui construit"),
        ("en", "with whoever builds"),
        ("de", "bei denen, die ihn bauen"),
    ):
        assert said in both[1].get(f"/quality?lang={language}").text


def test_a_query_that_ends_whoever_parses_it_is_refused_and_the_next_is_answered(
    both: tuple[httpx.Client, httpx.Client],
) -> None:
    long = "SELECT * { ?s " + "/".join(["rdfs:label"] * 60_000) + " ?o }"
    for client in both:
        refused = client.post("/sparql", data={"query": long})
        assert refused.status_code in (400, 503)
        assert client.get("/sparql?query=ASK {}").json()["boolean"] is True


@contextmanager
def served(vault: Path, found: Running, every: float = 0.1, timeout: float = 5) -> Iterator[TestClient]:
    """What an engine holds, served in this process."""
    home = Elsewhere(engine(found.address, environ=found.environ, timeout=timeout), Settings(vault=vault).base)
    home.every = every
    server = Server(Settings(vault=vault), Options(limits=Limits(workers=2, timeout=timeout)), home=home)
    with TestClient(server, follow_redirects=False) as client:
        yield client


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/page/culture24", 10),
        ("/id/culture24.ttl", 10),
        ("/id/culture24.nt?provenance=1", 12),
        ("/place/FR.ttl", 10),
        ("/place/FR", 10),
    ],
)
def test_a_page_that_nobody_asked_for_before_takes_few_requests(
    demo: Path, there: Running, monkeypatch: pytest.MonkeyPatch, path: str, most: int
) -> None:
    with served(demo, there, every=600) as client:
        client.get("/")  # what is read once of a graph
        asked: list[str] = []
        once = asking._once
        monkeypatch.setattr(asking, "_once", lambda *all: asked.append(all[1]) or once(*all))
        assert client.get(path, headers={"accept": "text/html"}).status_code == 200
    assert len(asked) <= most, "\n".join(asked)


def test_an_engine_that_is_away_is_said_and_is_asked_again(demo: Path, there: Running) -> None:
    with served(demo, there) as client:
        assert client.get("/page/culture24").status_code == 200
        there.kill()
        wait(lambda: client.get("/health").status_code == 503)
        assert client.get("/health").json()["status"] == "away"
        page = client.get("/note/initiatives-internationales", headers={"accept": "text/html", "accept-language": "en"})
        assert page.status_code == 503 and "does not answer" in page.text and there.address not in page.text
        query = client.get("/sparql?query=SELECT * { ?s a mxtd:Funder }", headers={"accept-language": "de"})
        assert query.status_code == 503 and "antwortet nicht" in query.text and "retry-after" in query.headers
        assert there.address not in query.text
        assert client.get("/sparql?query=SELEC").status_code == 400
        there.start()
        wait(lambda: client.get("/health").status_code == 200)
        assert client.get("/note/initiatives-internationales").status_code == 200
        assert client.get("/sparql?query=ASK { ?s a mxtd:Funder }").json()["boolean"] is True


def test_a_query_that_takes_too_long_is_ended_and_others_are_answered(demo: Path, there: Running) -> None:
    with served(demo, there, timeout=1) as client:
        late = client.get("/sparql", params={"query": HEAVY}, headers={"accept-language": "en"})
        assert late.status_code in (400, 503)  # Virtuoso refuses it itself
        assert client.get("/sparql?query=ASK { ?s a mxtd:Funder }").json()["boolean"] is True


def test_the_endpoint_of_another_kg_serve_is_no_engine_that_was_published_to(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "note.md").write_text(NOTE, encoding="utf-8")
    build(Settings(vault=vault))
    with serving(vault) as other:
        store = f"{other.base_url}/sparql".replace("//sparql", "/sparql")
        found = CliRunner().invoke(
            main, ["serve", "--vault", str(vault), "--port", "0", "--store", store, "--lang", "en"]
        )
    assert found.exit_code == 2 and "holds no graph of" in found.output


def test_notes_are_not_watched_where_an_engine_is_served(tmp_path: Path) -> None:
    asked = ["serve", "--vault", str(tmp_path), "--watch", "--store", "http://127.0.0.1:9/sparql", "--lang", "en"]
    found = CliRunner().invoke(main, asked)
    assert found.exit_code == 2 and "--watch" in found.output


# What is published from here on takes the place of the notes above: an engine's own default graph is of one base.
def test_what_is_published_anew_is_taken_up_and_no_request_fails(tmp_path: Path, there: Running) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    settings = Settings(vault=vault)
    (vault / "note.md").write_text(NOTE, encoding="utf-8")
    build(settings)
    send(vault, there, settings.base)
    home = Elsewhere(engine(there.address, environ=there.environ), settings.base)
    home.every = 0.1
    with TestClient(Server(settings, Options(limits=Limits(workers=2)), home=home)) as client:
        before = client.get("/health").json()["generation"]
        (vault / "note.md").write_text(MORE, encoding="utf-8")
        build(settings)
        send(vault, there, settings.base)
        statuses = set()

        def taken() -> bool:
            statuses.update(client.get(p).status_code for p in ("/", "/page/ponts-numeriques", "/sparql?query=ASK {}"))
            return bool(client.get("/health").json()["generation"] != before)

        wait(taken)
        assert statuses == {200}
        assert "Rives" in client.get("/page/rives").text


def test_check_says_of_an_engine_what_it_says_of_a_generation(tmp_path: Path, there: Running) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "note.md").write_text(MORE, encoding="utf-8")
    settings = Settings(vault=vault)
    build(settings)
    send(vault, there, settings.base)
    (vault / "note.md").write_text(MORE.replace("Rives", "Ports"), encoding="utf-8")
    here = CliRunner().invoke(main, ["check", str(vault), "--lang", "en"])
    assert "KG402" in here.output and "rives" in here.output
    shutil.rmtree(generations.home(vault))  # another machine
    environ = dict(there.environ)
    far = CliRunner().invoke(main, ["check", str(vault), "--lang", "en", "--store", there.address], env=environ)
    assert (far.exit_code, far.output) == (here.exit_code, here.output)
    build(settings)  # and where nothing changed since the last build here, it is still compared with what is published
    again = CliRunner().invoke(main, ["check", str(vault), "--lang", "en", "--store", there.address], env=environ)
    assert again.output == here.output
    assert "KG402" not in CliRunner().invoke(main, ["check", str(vault), "--lang", "en"]).output
