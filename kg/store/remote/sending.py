"""Changes to an engine: updates (SPARQL 1.1 Protocol, section 2.2) and whole graphs (Graph Store HTTP Protocol, section 5)."""

from __future__ import annotations

import ssl
import time
from collections.abc import Generator, Mapping
from typing import Any

import httpx

from kg.store.remote import faults
from kg.store.remote.answers import VIRTUOSO_ASK
from kg.store.remote.engine import Engine

_HEAD = 4096  # bytes of an answer to ASK
_TURNS = 4  # times that a change is sent; each leaves the same behind, however often it is
_PAUSE = 0.5  # seconds before the second; twice as many before each further
_MOST = 30.0  # seconds that are waited where the engine says how long


class Sender:
    """A connection to an engine that takes changes. Use it in `with`."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        headers = {"User-Agent": "kg"}
        self._client = httpx.Client(
            timeout=httpx.Timeout(engine.timeout), headers=headers, auth=_Auth(engine), follow_redirects=False,
            verify=ssl.create_default_context(),  # whom the system trusts, as for queries
        )  # fmt: skip

    def __enter__(self) -> Sender:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def is_virtuoso(self) -> bool:
        """Whether the engine is a Virtuoso: it says so, or answers ASK as only it does. Raises EngineError."""
        answer = self._send("GET", self.engine.query, params={"query": "ASK { }"}, writing=False)
        named = "virtuoso" in str(answer.headers.get("server", "")).lower()  # proxies put their own name there
        return named or VIRTUOSO_ASK.encode() in answer.content[:_HEAD]

    def update(self, text: str) -> None:
        """Let the engine carry out an update, as a whole. Raises EngineError."""
        if not self.engine.update:
            raise faults.no_writes(self.engine.query)
        self._send("POST", self.engine.update, content=text.encode(), media="application/sparql-update")

    def put(self, graph: str, triples: bytes) -> None:
        """Let a graph hold `triples`, as Turtle, and nothing else. Raises EngineError."""
        self._send("PUT", self._data(), params=self._name(graph), content=triples, media="text/turtle")

    def post(self, graph: str, triples: bytes) -> None:
        """Add `triples`, as Turtle, to a graph. Raises EngineError."""
        self._send("POST", self._data(), params=self._name(graph), content=triples, media="text/turtle")

    def delete(self, graph: str) -> None:
        """Remove a graph; one that is not there is no error. Raises EngineError."""
        self._send("DELETE", self._data(), params=self._name(graph), absent=True)

    def _data(self) -> str:
        if not self.engine.data:
            raise faults.no_writes(self.engine.query)
        return self.engine.data

    def _name(self, graph: str) -> Mapping[str, str]:
        # Virtuoso 7 knows the parameter by the name of a draft only.
        return {"graph-uri" if "/sparql-graph-crud" in self.engine.data else "graph": graph}

    def _send(
        self, method: str, address: str, *, params: Mapping[str, str] | None = None, content: bytes = b"", media: str = "",
        writing: bool = True, absent: bool = False,
    ) -> httpx.Response:  # fmt: skip
        """The answer, after some turns where the engine is busy."""
        headers = {"Content-Type": media} if media else {}
        for turn in range(1, _TURNS + 1):
            later, pause = None, _PAUSE * 2 ** (turn - 1)
            try:
                answer = self._client.request(method, address, params=params, content=content, headers=headers)
            except httpx.ConnectError as error:
                later = faults.unheard(address, error)
            except httpx.TimeoutException as error:
                raise faults.stalled(address, self.engine.timeout) from error
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                later = faults.unheard(address, error)
            else:
                if answer.is_success or (absent and answer.status_code == 404):
                    return answer
                if answer.status_code in faults.ELSEWHERE:
                    raise faults.leads_on(address, answer.headers.get("location", ""))
                later = faults.refused(
                    address, answer.status_code, answer.text, writing=writing, named=self.engine.is_named
                )
                if answer.status_code not in faults.BUSY:
                    raise later
                said = answer.headers.get("retry-after", "")
                pause = float(said) if said.isdigit() else pause
            if turn == _TURNS:
                raise later
            time.sleep(min(pause, _MOST))
        raise AssertionError


class _Auth(httpx.Auth):
    """Says who we are in the way that the engine asks for (RFC 7617, RFC 7616), and only when it asks."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._chosen: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """The requests that lead to an answer."""
        engine = self._engine
        if engine.token:
            request.headers["Authorization"] = f"Bearer {engine.token}"
        if self._chosen is not None:
            yield from self._chosen.auth_flow(request)
            return
        answer = yield request
        if answer.status_code != 401 or not engine.user:
            return
        asked = answer.headers.get("www-authenticate", "").lower()
        kind: Any = httpx.DigestAuth if asked.startswith("digest") else httpx.BasicAuth
        self._chosen = kind(engine.user, engine.password)
        assert self._chosen is not None
        yield from self._chosen.auth_flow(request)
