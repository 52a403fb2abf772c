"""What engines refuse or fail at is one clear message, and what was published stays."""

from __future__ import annotations

import resource
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner
from pytest_httpserver import HTTPServer

from kg.build import build
from kg.cli import main
from kg.errors import EngineError, KgError, QueryError, SettingsError
from kg.publishing.local import Local, local
from kg.publishing.publish import publish
from kg.settings import Settings
from kg.store import generations
from kg.store.remote import faults
from kg.store.remote.asking import ask
from kg.store.remote.engine import engine
from kg.store.remote.sending import Sender
from kg.store.remote.store import RemoteStore
from tests.engines.running import free_port, oxigraph

Vault = Callable[[dict[str, str]], Path]
NOTES = {"ponts.md": "# Programmes en cours\n\n- [Ponts numériques](https://ponts.example/) (Suisse, 2017-2022)\n"}
CATALOGUE = '{"head":{"vars":["s","p","o"]},"results":{"bindings":[]}}'


@pytest.fixture
def here(vault: Vault) -> Local:
    folder = vault(NOTES)
    build(Settings(vault=folder))
    generation = generations.current(folder)
    assert generation is not None
    return local(generation, "https://museumxtd.ch/kg/")


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.store.remote.asking.time.sleep", lambda _seconds: None)


def refused(call: Callable[[], object]) -> EngineError:
    with pytest.raises(EngineError) as caught:
        call()
    return caught.value


def test_nobody_at_the_address_is_said_with_the_address(here: Local) -> None:
    address = f"http://127.0.0.1:{free_port()}/query"
    error = refused(lambda: publish(engine(address, environ={}), here))
    assert address in error.message and "does not answer: nobody listens there" in error.message
    assert "personne n'y écoute" in error.said.fr


def test_a_key_in_an_address_is_never_shown(here: Local) -> None:
    error = refused(lambda: publish(engine(f"http://127.0.0.1:{free_port()}/query?apikey=geheim", environ={}), here))
    assert "/query does not answer" in error.message
    assert "geheim" not in f"{error.said}{error.advice}"


@contextmanager
def silent() -> Iterator[str]:
    """A server that takes requests, and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        held: list[socket.socket] = []

        def take() -> None:
            while True:
                try:
                    held.append(listening.accept()[0])
                except OSError:
                    return

        threading.Thread(target=take, daemon=True).start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/query"
        for one in held:
            one.close()


def test_an_engine_that_stalls_is_left_after_the_time_that_was_given(here: Local) -> None:
    with silent() as address:
        error = refused(lambda: publish(engine(address, environ={}, timeout=1), here))
    assert "sent nothing for 1 s" in error.message and "--timeout" in error.hint


def asking(server: HTTPServer) -> None:
    """An engine that has nothing, and knows triple terms."""
    server.expect_request("/query").respond_with_data(CATALOGUE, content_type="application/sparql-results+json")


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (507, "", "no room left"),
        (500, "IO error: No space left on device (os error 28)", "no room left"),
        (405, "Method Not Allowed", "takes no writes"),
        (404, "<html><body>Not Found</body></html>", "takes no writes"),
        (403, "read only", "takes no writes"),
        (401, "", "asks who you are"),
        (500, "<html><h1>Internal Server Error</h1></html>", "fails (HTTP 500)"),
    ],
)
def test_a_refusal_is_said_in_words(httpserver: HTTPServer, here: Local, status: int, body: str, said: str) -> None:
    asking(httpserver)
    httpserver.expect_request("/update").respond_with_data(body, status=status)
    error = refused(lambda: publish(engine(httpserver.url_for("/query"), environ={}), here))
    assert said in error.message
    assert "<" not in error.hint


def test_a_busy_engine_is_asked_again(httpserver: HTTPServer) -> None:
    httpserver.expect_ordered_request("/query").respond_with_data("busy", status=503, headers={"Retry-After": "1"})
    httpserver.expect_ordered_request("/query").respond_with_data(
        CATALOGUE, content_type="application/sparql-results+json"
    )
    assert ask(engine(httpserver.url_for("/query"), environ={}), "SELECT ?s { ?s ?p ?o }").body


def test_a_busy_engine_that_stays_busy_is_left(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/query").respond_with_data("<html>busy</html>", status=503)
    error = refused(lambda: ask(engine(httpserver.url_for("/query"), environ={}), "SELECT ?s { ?s ?p ?o }"))
    assert "HTTP 503" in error.message and len(httpserver.log) == 3


def test_what_is_no_answer_of_sparql_is_said(httpserver: HTTPServer, here: Local) -> None:
    httpserver.expect_request("/query").respond_with_data("<html>Willkommen</html>", content_type="text/html")
    assert "none of SPARQL" in refused(lambda: publish(engine(httpserver.url_for("/query"), environ={}), here)).message
    httpserver.clear()
    httpserver.expect_request("/query").respond_with_data(
        '{"head":{"vars":["s"', content_type="application/sparql-results+json"
    )
    assert "none of SPARQL" in refused(lambda: publish(engine(httpserver.url_for("/query"), environ={}), here)).message


def test_a_query_that_the_engine_cannot_read_is_told_in_its_words(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/query").respond_with_data("line 1: syntax error", status=400)
    with pytest.raises(QueryError) as caught:
        ask(engine(httpserver.url_for("/query"), environ={}), "SELECT")
    assert "line 1: syntax error" in caught.value.hint


def test_secrets_are_sent_to_nobody_who_does_not_ask_and_stand_in_no_message(
    httpserver: HTTPServer, here: Local
) -> None:
    asking(httpserver)
    httpserver.expect_request("/update").respond_with_data(
        "denied", status=401, headers={"WWW-Authenticate": 'Basic realm="x"'}
    )
    secret = {"KG_STORE_USER": "marie", "KG_STORE_PASSWORD": "tres-secret"}
    error = refused(lambda: publish(engine(httpserver.url_for("/query"), environ=secret), here))
    assert "tres-secret" not in f"{error.message}{error.hint}{error!r}"
    sent = [r.headers.get("Authorization") for r, _ in httpserver.log]
    assert sent[0] is None and sent[-1] is not None and sent[-1].startswith("Basic ")


def test_addresses_with_a_password_or_of_another_kind_are_refused() -> None:
    for address, said in (("http://a:b@e.example/sparql", "do not belong"), ("ftp://e.example/x", "begins with http")):
        with pytest.raises(SettingsError, match=said):
            engine(address, environ={})


@pytest.mark.parametrize(
    ("query", "update", "data"),
    [
        ("http://e.example:8890/sparql", "http://e.example:8890/sparql-auth", "http://e.example:8890/sparql-graph-crud-auth"),
        ("http://e.example/query", "http://e.example/update", "http://e.example/store"),
        ("http://e.example/ds/query", "http://e.example/ds/update", "http://e.example/ds/data"),
        ("http://e.example/repositories/xtd", "http://e.example/repositories/xtd/statements", "http://e.example/repositories/xtd/rdf-graphs/service"),
        ("http://e.example/odd", "", ""),
    ],
)  # fmt: skip
def test_the_usual_addresses_of_updates_and_graphs_follow_from_that_of_queries(
    query: str, update: str, data: str
) -> None:
    found = engine(query, environ={})
    assert (found.update, found.data) == (update, data)


def test_an_engine_whose_disk_is_full_says_so_and_keeps_what_it_had(tmp_path: Path, here: Local) -> None:
    limit = 1 << 21
    full = oxigraph(tmp_path, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
    full.start()
    try:
        with Sender(engine(full.address, environ={})) as sender:
            with pytest.raises(EngineError) as caught:
                for number in range(2000):
                    lines = " ".join(
                        f'<http://e.example/{number}/{n}> <http://e.example/p> "{n}" .' for n in range(200)
                    )
                    sender.update(f"INSERT DATA {{ {lines} }}")
            assert caught.value.message
    finally:
        full.kill()


def test_our_own_endpoint_is_read_only_and_says_so(here: Local, vault: Vault, served: str) -> None:
    error = refused(lambda: publish(engine(served, served, environ={}), here))
    assert "takes no writes" in error.message


def test_publish_without_an_engine_asks_for_one(vault: Vault) -> None:
    done = CliRunner().invoke(main, ["publish", "--vault", str(vault(NOTES)), "--lang", "fr"])
    assert done.exit_code == 2
    assert "--to https://" in done.output and "Traceback" not in done.output


def test_a_failure_ends_with_2_and_one_message(vault: Vault) -> None:
    address = f"http://127.0.0.1:{free_port()}/query"
    for command in (
        ["publish", "--to", address],
        ["query", "countries", "--store", address],
        ["why", "Ponts", "--store", address],
    ):
        done = CliRunner().invoke(main, [*command, "--vault", str(vault(NOTES))])
        assert done.exit_code == 2, command
        assert address in done.output and "Traceback" not in done.output


def test_the_failure_is_of_the_tree() -> None:
    assert issubclass(EngineError, KgError)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed_and_no_secret_goes_to_another_host(
    httpserver: HTTPServer, here: Local, status: int
) -> None:
    other = httpserver.url_for("/login?next=geheim").replace("127.0.0.1", "localhost")
    httpserver.expect_request("/query").respond_with_data("", status=status, headers={"Location": other})
    httpserver.expect_request("/login").respond_with_data(CATALOGUE, content_type="application/sparql-results+json")
    to = engine(httpserver.url_for("/query"), environ={"KG_STORE_TOKEN": "tres-secret"})
    for call in (lambda: ask(to, "SELECT ?s { ?s ?p ?o }"), lambda: publish(to, here)):
        error = refused(call)
        assert "leads on to http://localhost:" in error.message and "/login" in error.message
        assert "geheim" not in error.message and "give that address" in error.hint
    assert {request.path for request, _ in httpserver.log} == {"/query"}


def test_updates_follow_no_redirect_either(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/update").respond_with_data("", status=307, headers={"Location": "/elsewhere"})
    with Sender(engine(httpserver.url_for("/query"), environ={})) as sender:
        error = refused(lambda: sender.update("CLEAR ALL"))
    assert f"leads on to {httpserver.url_for('/elsewhere')}" in error.message


def test_a_query_says_who_asks_where_the_engine_wants_to_know(httpserver: HTTPServer) -> None:
    address = httpserver.url_for("/query")
    httpserver.expect_ordered_request("/query").respond_with_data(
        "who?", status=401, headers={"WWW-Authenticate": 'Basic realm="x"'}
    )
    httpserver.expect_request("/query").respond_with_data(CATALOGUE, content_type="application/sparql-results+json")
    named = engine(address, environ={"KG_STORE_USER": "marie", "KG_STORE_PASSWORD": "tres-secret"})
    ask(named, "SELECT ?s { ?s ?p ?o }")
    ask(named, "SELECT ?s { ?s ?p ?o }")
    sent = [r.headers.get("Authorization", "")[:6] for r, _ in httpserver.log]
    assert sent == ["", "Basic ", "Basic "]


def test_a_name_that_the_engine_does_not_take_is_sent_once(httpserver: HTTPServer) -> None:
    for asks in ('Basic realm="x"', 'Digest realm="x", nonce="n", qop="auth"', "Negotiate"):
        httpserver.clear()
        httpserver.expect_request("/query").respond_with_data("no", status=401, headers={"WWW-Authenticate": asks})
        named = engine(httpserver.url_for("/query"), environ={"KG_STORE_USER": "m", "KG_STORE_PASSWORD": "falsch"})
        error = refused(partial(ask, named, "SELECT ?s { ?s ?p ?o }"))
        assert "does not accept this name" in error.message
        assert len(httpserver.log) <= 3


def test_no_address_and_no_secret_that_cannot_be_sent_is_shown(httpserver: HTTPServer) -> None:
    for address in ("ftp://marie:tres-secret@e.example/x", "marie:tres-secret@e.example/x", "http://a:tres-secret@/x",
                    "http://[::1/sparql", "http://e.example:99999/x", "http://e.example:abc/x", "http://e.example /x"):  # fmt: skip
        with pytest.raises(SettingsError) as caught:
            engine(address, environ={})
        assert "tres-secret" not in f"{caught.value.message}{caught.value.hint}"
    for name in ("KG_STORE_USER", "KG_STORE_PASSWORD", "KG_STORE_TOKEN"):
        with pytest.raises(SettingsError, match=name) as caught:
            engine("http://e.example/query", environ={name: "tres\r\nX: secret"})
        assert "secret" not in caught.value.message
    with pytest.raises(SettingsError, match="KG_STORE_TOKEN"):
        engine("http://e.example/query", environ={"KG_STORE_TOKEN": "très-secret"})


def test_a_secret_out_of_a_file_ends_before_its_line_feed() -> None:
    found = engine("http://e.example/query", environ={"KG_STORE_TOKEN": "abc\n", "KG_STORE_PASSWORD": "d e \r\n"})
    assert (found.token, found.password) == ("abc", "d e ")


def test_a_virtuoso_behind_a_proxy_that_hides_its_name_is_known_by_its_answer(httpserver: HTTPServer) -> None:
    recorded = (
        '<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="__ASK_RETVAL"/></head>'
        '<results distinct="false" ordered="true"><result><binding name="__ASK_RETVAL">'
        '<literal datatype="http://www.w3.org/2001/XMLSchema#integer">1</literal></binding></result></results></sparql>'
    )
    httpserver.expect_request("/sparql", method="GET").respond_with_data(recorded, headers={"Server": "nginx"})
    with Sender(engine(httpserver.url_for("/sparql"), environ={})) as sender:
        assert sender.is_virtuoso()


@pytest.mark.parametrize(
    ("status", "said", "advice"),
    [
        (403, "does not allow this", "KG_STORE_USER"),
        (404, "no SPARQL service at", "is the address right"),
        (413, "takes no request of this size", "client_max_body_size"),
        (429, "too busy, or away", "try again later"),
        (503, "too busy, or away", "try again later"),
    ],
)
def test_a_refusal_to_answer_a_query_says_what_to_do(
    httpserver: HTTPServer, status: int, said: str, advice: str
) -> None:
    httpserver.expect_request("/query").respond_with_data("", status=status)
    error = refused(lambda: ask(engine(httpserver.url_for("/query"), environ={}), "SELECT ?s { ?s ?p ?o }"))
    assert said in error.message and advice in error.hint


def test_a_page_in_the_place_of_a_reason_is_told_as_text(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/query").respond_with_data("<html><h1>Bad Request</h1></html>", status=400)
    with pytest.raises(QueryError) as caught:
        ask(engine(httpserver.url_for("/query"), environ={}), "SELECT")
    assert "Bad Request" in caught.value.hint and "<" not in caught.value.hint


def test_why_nobody_answers_is_said_in_the_language_of_the_reader() -> None:
    for address, said in (
        (f"http://127.0.0.1:{free_port()}/query", "personne n'y écoute"),
        ("http://nobody.invalid/query", "son nom d'hôte est inconnu"),
    ):
        to = engine(address, environ={})
        error = refused(partial(ask, to, "ASK {}"))
        assert said in error.said.fr
        with Sender(to) as sender:
            assert said in refused(sender.is_virtuoso).said.fr


def test_where_large_updates_are_not_taken_smaller_ones_are_sent(
    tmp_path: Path, here: Local, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As behind nginx, which takes 1 MB where nobody said more."""
    real = oxigraph(tmp_path)
    real.start()
    sent: list[int] = []
    update = Sender.update

    def bounded(self: Sender, text: str) -> None:
        if len(text) > 12_000:
            raise faults.refused(self.engine.update, 413, "", writing=True, named=False)
        sent.append(len(text))
        update(self, text)

    monkeypatch.setattr(Sender, "update", bounded)
    try:
        there = engine(real.address, environ={})
        done = publish(there, here)
        assert done.sent == len(here.digests)
        store = RemoteStore(there, "https://museumxtd.ch/kg/")
        assert {str(q) for q in store.quads_for_pattern(None, None, None, None)} == {str(q) for q in here.store}
    finally:
        real.stop()


@pytest.mark.parametrize("status", [400, 500, 503])
def test_a_refusal_that_does_not_come_to_its_end_is_a_refusal(status: int) -> None:
    held: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer() -> None:
            with suppress(OSError):
                while True:
                    held.append(listening.accept()[0])
                    held[-1].recv(1 << 16)
                    held[-1].sendall(f"HTTP/1.1 {status} No\r\nContent-Length: 999\r\n\r\nhalf of it".encode())

        threading.Thread(target=answer, daemon=True).start()
        to = engine(f"http://127.0.0.1:{listening.getsockname()[1]}/query", environ={}, timeout=0.2)
        with pytest.raises(KgError):
            ask(to, "SELECT ?s { ?s ?p ?o }")
    for one in held:
        one.close()
