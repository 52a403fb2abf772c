"""Sent as updates: an engine with transactions carries out each as a whole, and readers see all of it or nothing.

What is too much for one update goes in several, each of whole graphs: the catalogue says meanwhile that somebody is publishing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import pyoxigraph as ox

from kg.model.record import record
from kg.publishing import abroad, cards, local, wording
from kg.publishing.local import Local
from kg.publishing.plan import Plan
from kg.store.graphs import holds_provenance
from kg.store.remote import catalogue
from kg.store.remote.engine import Engine
from kg.store.remote.sending import Sender

LARGEST = 48 << 20  # characters of an update; Oxigraph takes 128 MB
Tell = Callable[[int, int], None]


@record
class _Task:
    engine: Engine
    sender: Sender
    here: Local
    plan: Plan
    terms: bool
    plain: str

    @property
    def catalogue(self) -> str:
        """The catalogue's graph."""
        return catalogue.name_of(self.here.base)


def send(
    engine: Engine,
    sender: Sender,
    here: Local,
    plan: Plan,
    *,
    terms: bool,
    plain: str,
    tell: Tell,
    largest: int = LARGEST,
) -> int:
    """Let the engine hold what a generation does; in how many updates. Raises EngineError.

    `plain` is the graph of the plain statements, "" where that is the engine's default graph.
    """
    task = _Task(engine=engine, sender=sender, here=here, plan=plan, terms=terms, plain=plain)
    stated = {} if plan.first else abroad.plain_of(engine, [*plan.send, *plan.remove], terms=terms)
    held: list[str] = []
    size, sent = 0, 0
    for done, text in enumerate(_parts(task, stated)):
        if held and size + len(text) > largest:
            sender.update(wording.update(*(_opening(task) if sent == 0 else ()), *held))
            held, size, sent = [], 0, sent + 1
            tell(done, len(plan.send))
        held.append(text)
        size += len(text)
    sender.update(wording.update(*held, *_last(task)))
    tell(len(plan.send), len(plan.send))
    return sent + 1


def _parts(task: _Task, stated: Mapping[str, set[ox.Triple]]) -> Iterator[str]:
    """Graph by graph: what it holds now, which of its statements are plain now and which no more, and what the catalogue says.

    What an update takes out of the plain statements goes with the graph that stated it: whoever is stopped between two updates
    and begins again finds it there.
    """
    for name in [*task.plan.send, *task.plan.remove]:
        triples = local.graph(task.here, name, terms=task.terms) if name in task.here.digests else []
        text = wording.drop(name) + wording.insert(name, triples)
        gone = [t for t in stated.get(name, ()) if not local.is_plain(task.here, t)]
        text += wording.delete(task.plain, gone)
        if not holds_provenance(name):
            text += wording.insert(task.plain, [t for t in triples if local.is_plain(task.here, t)])
        yield text + _card(task, name)


def _card(task: _Task, name: str) -> str:
    digest = task.here.digests.get(name)
    said = cards.card(name, digest, task.here.paths.get(name)) if digest is not None else ()
    return wording.forget(task.catalogue, name) + wording.insert(task.catalogue, said)


def _opening(task: _Task) -> Iterator[str]:
    """Before the first of several updates: that it is not all."""
    yield wording.forget(task.catalogue, task.catalogue)
    yield wording.insert(task.catalogue, _own(task, publishing=True))


def _last(task: _Task) -> Iterator[str]:
    """With the last: which generation it is."""
    yield wording.forget(task.catalogue, task.catalogue)
    yield wording.insert(task.catalogue, _own(task, publishing=False))


def _own(task: _Task, *, publishing: bool) -> Iterator[ox.Triple]:
    return cards.own(task.catalogue, task.here.build, task.plain, terms=task.terms, publishing=publishing)
