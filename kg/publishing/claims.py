"""One publisher at a time: whoever publishes says so in the catalogue first, and gives way to who said it before.

Engines do not keep two publications apart: Oxigraph mixes what two updates insert at the same time, and Virtuoso changes graph by
graph. A claim is written, then all are read: of two who write at the same time at least one sees both. Who is killed leaves a
claim behind: the same vault passes over its own at once, others when it is older than a request can take, by the engine's clock.
"""

from __future__ import annotations

import random
import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

import pyoxigraph as ox

from kg.errors import EngineError, KgError
from kg.model.record import record
from kg.publishing.local import Local
from kg.publishing.owner import owned
from kg.store.prefixes import PREFIXES
from kg.store.reading import Value
from kg.store.remote import catalogue, faults
from kg.store.remote.engine import Engine
from kg.store.remote.paging import rows
from kg.store.remote.sending import Sender

_WHEN = ox.NamedNode(PREFIXES["dcterms"] + "issued")
_WHO = ox.NamedNode(PREFIXES["dcterms"] + "creator")
_TURNS = 4  # times that two who begin at the same moment try to pass each other
_PAUSE = 1.0  # seconds at most between two
Tell = Callable[[int, int], None]


@record
class Claim:
    """What somebody said: who, and how many seconds ago by the engine's clock."""

    owner: str
    age: float


@contextmanager
def held(engine: Engine, sender: Sender, here: Local, tell: Tell) -> Iterator[Tell]:
    """Publish alone; what it gives is to be called between two requests, and says that we are still there.

    Raises EngineError where somebody else publishes.
    """
    with owned(here.home) as owner:
        if owner is None:
            raise faults.busy(engine.query, _lease(engine))
        held = _Held(engine, sender, here.base, owner)
        held.take()
        try:
            yield held.telling(tell)
        finally:
            with suppress(KgError, OSError):
                held.leave()


class _Held:
    """The claim of this publication."""

    def __init__(self, engine: Engine, sender: Sender, base: str, owner: str) -> None:
        self._engine, self._sender, self._owner = engine, sender, owner
        self._graph = catalogue.name_of(base)
        self._home = f"{base}graph/publishing/"
        self._iri = self._home + secrets.token_hex(8)
        self._said = 0.0

    def take(self) -> None:
        """Say that we publish. Raises EngineError where somebody else does."""
        for turn in range(_TURNS):
            self._refuse_others()
            self._say()
            try:
                self._refuse_others()
                return
            except EngineError:
                self.leave()
                if turn == _TURNS - 1:
                    raise
                time.sleep(random.uniform(0, _PAUSE))

    def renew(self) -> None:
        """Say again that we publish, now and then. Raises EngineError where somebody took our place, for we were silent too long."""
        if time.monotonic() - self._said > _lease(self._engine) / 8:
            if self._iri not in self._claims():
                raise faults.busy(self._engine.query, _lease(self._engine))
            self._say()

    def telling(self, tell: Tell) -> Tell:
        """What tells how far it is, and that we are still there."""

        def told(done: int, total: int) -> None:
            self.renew()
            tell(done, total)

        return told

    def leave(self) -> None:
        """Take back what was said. Raises EngineError."""
        self._forget(self._iri)

    def _refuse_others(self) -> None:
        for iri, claim in self._claims().items():
            if iri == self._iri:
                continue
            if claim.owner != self._owner and -_lease(self._engine) < claim.age < _lease(self._engine):
                raise faults.busy(self._engine.query, _lease(self._engine))
            self._forget(iri)

    def _claims(self) -> Mapping[str, Claim]:
        found: dict[str, Claim] = {}
        where = f'GRAPH <{self._graph}> {{ ?s {_WHEN} ?o ; {_WHO} ?p FILTER(STRSTARTS(STR(?s), "{self._home}")) }}'
        for s, who, when, now in rows(self._engine, f"{where} BIND(STR(NOW()) AS ?g)", terms=False):
            if isinstance(s, ox.NamedNode) and all(isinstance(o, ox.Literal) for o in (who, when, now)):
                claim = Claim(owner=_text(who), age=_between(_text(when), _text(now)))
                known = found.get(s.value, claim)
                found[s.value] = min(known, claim, key=lambda one: one.age)
        return found

    def _say(self) -> None:
        self._sender.update(
            f'INSERT {{ GRAPH <{self._graph}> {{ <{self._iri}> {_WHEN} ?now ; {_WHO} "{self._owner}" }} }}'
            f" WHERE {{ BIND(STR(NOW()) AS ?now) }}"
        )
        self._said = time.monotonic()

    def _forget(self, iri: str) -> None:
        self._sender.update(
            f"DELETE {{ GRAPH <{self._graph}> {{ <{iri}> ?p ?o }} }} WHERE {{ GRAPH <{self._graph}> {{ <{iri}> ?p ?o }} }}"
        )


def _text(term: Value | None) -> str:
    return term.value if isinstance(term, ox.Literal) else ""


def _lease(engine: Engine) -> float:
    """Seconds after which who was silent is passed over: one request, sent again to a busy engine, may take so long."""
    return 4 * engine.timeout + 120


def _between(then: str, now: str) -> float:
    """Seconds between two times of one clock; very many where one of them is none."""
    try:
        return (_time(now) - _time(then)).total_seconds()
    except ValueError:
        return float("inf")


def _time(said: str) -> datetime:
    found = datetime.fromisoformat(said.replace(" ", "T"))
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)
