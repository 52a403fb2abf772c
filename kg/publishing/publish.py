"""A generation goes to an engine: look at both, plan, send."""

from __future__ import annotations

from collections.abc import Callable

from kg.model.record import record
from kg.publishing import abroad, by_graph, by_update, cards, claims, wording
from kg.publishing.abroad import Abroad
from kg.publishing.local import Local
from kg.publishing.plan import Plan, plan
from kg.store.remote import catalogue, faults
from kg.store.remote.catalogue import State
from kg.store.remote.engine import Engine
from kg.store.remote.sending import Sender

_SMALLEST = 20_000  # characters below which an update is not made smaller
_SMALLER = 8
Tell = Callable[[int, int], None]


@record
class Published:
    """What was done: how many graphs were sent and removed, of how many, and whether readers saw all change at once."""

    sent: int
    removed: int
    graphs: int
    at_once: bool = True


def publish(
    engine: Engine,
    here: Local,
    *,
    everything: bool = False,
    tell: Tell = lambda _done, _all: None,
    largest: int = by_update.LARGEST,
) -> Published:
    """Let an engine hold what a generation does, and nothing else of its base; it can be repeated after any failure.

    `everything` sends all graphs, whatever the engine's catalogue says; `largest` is how many characters an update may have.
    Raises EngineError.
    """
    with Sender(engine) as sender:
        seen = abroad.look(engine, sender, here.base)
        if not everything and _is_there(seen, here):
            return Published(sent=0, removed=0, graphs=len(here.digests))
        with claims.held(engine, sender, here, tell) as told:
            there = seen if _is_still_so(engine, here.base, seen) else abroad.look(engine, sender, here.base)
            return _sent(engine, sender, here, there, told, everything=everything, largest=largest)


def _is_there(there: Abroad, here: Local) -> bool:
    known = there.catalogue
    same = known is not None and known.build == here.build and not known.publishing
    return same and plan(here.digests, known).is_empty


def _is_still_so(engine: Engine, base: str, seen: Abroad) -> bool:
    """Whether nobody published since that was seen: a large catalogue is not read twice."""
    if seen.catalogue is None or seen.catalogue.publishing:
        return False
    return catalogue.state(engine, base) == State(build=seen.catalogue.build)


def _sent(
    engine: Engine, sender: Sender, here: Local, there: Abroad, tell: Tell, *, everything: bool, largest: int
) -> Published:
    """Sent in smaller updates where an engine, or a proxy before it, does not take large ones. Raises EngineError."""
    while True:
        try:
            return _once(engine, sender, here, there, tell, everything=everything, largest=largest)
        except faults.TooMuch:
            if there.virtuoso or largest <= _SMALLEST:
                raise
            largest //= _SMALLER
        there = abroad.look(engine, sender, here.base)


def _once(
    engine: Engine, sender: Sender, here: Local, there: Abroad, tell: Tell, *, everything: bool, largest: int
) -> Published:
    known = there.catalogue
    todo = plan(here.digests, known, everything=everything)
    if there.virtuoso:
        by_graph.send(engine, sender, here, todo, known, terms=there.terms, tell=tell)
        at_once = False
    else:
        plain = _plain(engine, sender, here, there)
        at_once = (
            by_update.send(engine, sender, here, todo, terms=there.terms, plain=plain, tell=tell, largest=largest) == 1
        )
    return Published(sent=len(todo.send), removed=len(todo.remove), graphs=len(here.digests), at_once=at_once)


def planned(engine: Engine, here: Local, *, everything: bool = False) -> Plan:
    """What `publish` would send and remove. Raises EngineError."""
    with Sender(engine) as sender:
        return plan(here.digests, abroad.look(engine, sender, here.base).catalogue, everything=everything)


def _plain(engine: Engine, sender: Sender, here: Local, there: Abroad) -> str:
    """The graph of the plain statements, "" for the engine's default graph: found out with the first that is written."""
    if there.catalogue is not None and there.catalogue.digests:  # else somebody was stopped before anything was sent
        return there.catalogue.plain
    home = catalogue.name_of(here.base)
    begun = cards.own(home, here.build, "", terms=there.terms, publishing=True)
    sender.update(wording.update(wording.insert(home, begun)))
    return "" if abroad.is_default_graph_ours(engine, here.base) else catalogue.plain_of(here.base)
