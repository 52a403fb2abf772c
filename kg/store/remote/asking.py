"""One query to an engine and its answer, through SPARQLWrapper."""

from __future__ import annotations

import time
from collections.abc import Sequence
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request

from kg.errors import EngineError, QueryError
from kg.model.record import record
from kg.store.refusals import failed
from kg.store.remote import faults
from kg.store.remote.engine import Engine
from kg.store.remote.opening import opened

# What is understood, best first. Virtuoso answers a CONSTRUCT with rows where it may.
ROWS = "application/sparql-results+json, application/sparql-results+xml;q=0.5"
GRAPHS = "application/n-triples, text/turtle;q=0.8, application/rdf+xml;q=0.4"
_PIECE = 1 << 16
_PAUSE = 0.5  # seconds before the second; twice as many before each further
_MOST = 10.0  # seconds that are waited where the engine says how long
_ROWS = "x-sparql-maxrows"  # Virtuoso's header where it cut an answer off


@record
class Reply:
    """The bytes of an answer, its media type, and how many rows it was cut off after (0: it is whole)."""

    body: bytes
    media: str
    cut: int = 0


def ask(
    engine: Engine, text: str, *, default: Sequence[str] = (), named: Sequence[str] = (), accepts: str = ROWS
) -> Reply:
    """The answer to a query, on the data set of the graphs `default` and `named` (both empty: the engine's own).

    Raises QueryError where the engine finds no query in it, EngineError where it does not answer, refuses or fails.
    """
    for turn in range(1, engine.turns + 1):
        try:
            return _once(engine, text, default, named, accepts)
        except _Later as later:
            if turn == engine.turns:
                raise later.error from later
            time.sleep(min(later.seconds or _PAUSE * 2 ** (turn - 1), _MOST))
    raise AssertionError


class _Later(Exception):
    """What may go better in a moment."""

    def __init__(self, error: EngineError, seconds: float = 0) -> None:
        super().__init__(str(error))
        self.error = error
        self.seconds = seconds


def _once(engine: Engine, text: str, default: Sequence[str], named: Sequence[str], accepts: str) -> Reply:
    address = engine.query
    try:
        return _read(_prepared(engine, text, default, named, accepts), engine)
    except HTTPError as error:
        if error.code in faults.ELSEWHERE:
            raise faults.leads_on(address, error.headers.get("Location", "")) from error
        told = _refused(engine, error.code, _said_in(error))
        if error.code in faults.BUSY and isinstance(told, EngineError):
            raise _Later(told, _seconds(error.headers.get("Retry-After"))) from error
        raise told from error
    except TimeoutError as error:
        raise faults.stalled(address, engine.timeout) from error
    except URLError as error:
        if isinstance(error.reason, TimeoutError):
            raise faults.stalled(address, engine.timeout) from error
        raise _Later(faults.unheard(address, error.reason)) from error
    except (OSError, HTTPException, ValueError) as error:
        raise _Later(faults.unheard(address, error)) from error


def _refused(engine: Engine, status: int, body: str) -> EngineError | QueryError:
    """Why an engine does not answer a query: it finds none in it, or else."""
    if status == 400:
        return failed(RuntimeError(faults.short(body)))
    return faults.refused(engine.query, status, body, writing=False, named=engine.is_named)


def _prepared(engine: Engine, text: str, default: Sequence[str], named: Sequence[str], accepts: str) -> Request:
    from SPARQLWrapper import JSON, POST, SPARQLWrapper

    asked = SPARQLWrapper(engine.query, agent="kg")
    asked.setMethod(POST)
    asked.setReturnFormat(JSON)
    asked.setOnlyConneg(True)
    asked.queryString, asked.queryType = text, "SELECT"  # its own look at the text fails at what it does not know
    asked.addCustomHttpHeader("Accept", accepts)
    for name, graphs in (("default-graph-uri", default), ("named-graph-uri", named)):
        for graph in graphs:
            asked.addParameter(name, graph)
    return asked._createRequest()  # its own way of sending follows redirects, with all secrets


def _read(asked: Request, engine: Engine) -> Reply:
    until = time.monotonic() + engine.seconds if engine.seconds else float("inf")
    with opened(asked, engine) as response:
        body = _body_of(response, engine, until)
        headers = {name.lower(): value for name, value in response.headers.items()}
    cut = headers.get(_ROWS, "")
    media = headers.get("content-type", "").partition(";")[0].strip().lower()
    return Reply(body=body, media=media, cut=int(cut) if cut.isdigit() else 0)


def _body_of(response: Any, engine: Engine, until: float) -> bytes:
    """The whole body. Raises TimeoutError where it comes too slowly, TooLarge."""
    pieces: list[bytes] = []
    size = 0
    while piece := response.read1(_PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > engine.largest:
            raise faults.too_large(engine.query, engine.largest)
        if time.monotonic() > until:
            raise TimeoutError
    if response.length:  # it said that there is more
        raise HTTPException("the answer broke off")
    return b"".join(pieces)


def _said_in(error: HTTPError) -> str:
    """What stands in the answer that refuses, as far as it comes."""
    try:
        return error.read(_PIECE).decode("utf-8", "replace")
    except (OSError, HTTPException):
        return ""
    finally:
        error.close()


def _seconds(said: str | None) -> float:
    return float(said) if said is not None and said.isdigit() else 0.0
