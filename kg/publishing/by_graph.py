"""Sent graph by graph, to an engine that carries out no update as a whole (Virtuoso): readers see graphs change one by one.

Before graphs are sent the catalogue says of each that it is pending, and its digest when all are there: whoever is stopped and begins
again sends it again, or removes it where its note is gone meanwhile. All plain statements are one graph; that it is whole is said last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import pyoxigraph as ox

from kg.publishing import abroad, cards, local, wording
from kg.publishing.local import Local
from kg.publishing.plan import Plan
from kg.store.prefixes import PREFIXES
from kg.store.remote import catalogue, faults
from kg.store.remote.catalogue import PENDING, WHOLE, Catalogue
from kg.store.remote.engine import Engine
from kg.store.remote.sending import Sender

_LINES = 500  # triples of one update; Virtuoso compiles it like a program, and 10,000 lines are too many
_FEW = 5000  # plain statements up to which a change is sent, and not all of them
Tell = Callable[[int, int], None]


def send(
    engine: Engine, sender: Sender, here: Local, plan: Plan, there: Catalogue | None, *, terms: bool, tell: Tell
) -> int:
    """Let the engine hold what a generation does; how many graphs were sent. Raises EngineError."""
    home, plain = catalogue.name_of(here.base), catalogue.plain_of(here.base)
    changed = [*plan.send, *plan.remove]
    is_whole = there is not None and there.whole
    stated = abroad.plain_of(engine, changed, terms=terms) if is_whole else {}
    pending = (triple for name in changed for triple in cards.card(name, PENDING, None))
    own = cards.own(home, here.build, plain, terms=terms, publishing=True)
    _say(sender, home, [*own, *pending], [home, plain, *changed])
    for done, name in enumerate(changed):
        tell(done, len(changed))
        if name in here.digests:
            _put(sender, here, name, terms=terms)
        else:
            sender.delete(name)
    _send_plain(sender, here, plain, stated, plan if is_whole else None)
    said = [*cards.cards(plan.send, here.digests, here.paths), *cards.card(plain, WHOLE, None)]
    _say(sender, home, said, changed)
    _say(sender, home, cards.own(home, here.build, plain, terms=terms, publishing=False), [home])
    tell(len(changed), len(changed))
    return len(changed)


def _put(sender: Sender, here: Local, name: str, *, terms: bool) -> None:
    try:
        sender.put(name, _triples(local.graph(here, name, terms=terms)))
    except faults.Fails as error:  # a statement in it that it cannot keep, such as an integer of twenty digits
        raise faults.at(error, here.paths.get(name) or name) from error


def _send_plain(
    sender: Sender, here: Local, plain: str, stated: Mapping[str, set[ox.Triple]], plan: Plan | None
) -> None:
    """The plain statements: what changed where that is little, else all. `plan` is None where they have to be sent whole."""
    gone = {t for found in stated.values() for t in found if not local.is_plain(here, t)}
    now = local.plain_of(here, plan.send) if plan is not None else set()
    if plan is None or len(gone) + len(now) > _FEW:
        sender.put(plain, _triples(list(local.plain(here))))
        return
    for piece in wording.pieces(sorted(gone, key=str), _LINES):
        sender.update(wording.update(wording.delete(plain, piece)))
    if now:
        sender.post(plain, _triples(sorted(now, key=str)))


def _say(
    sender: Sender, home: str, said: Iterator[ox.Triple] | Sequence[ox.Triple], instead_of: Sequence[str] = ()
) -> None:
    """Let the catalogue say something, instead of all that it said of some nodes."""
    for start in range(0, len(instead_of), _LINES):
        names = ", ".join(f"<{name}>" for name in instead_of[start : start + _LINES])
        where = f"GRAPH <{home}> {{ ?s ?p ?o }} FILTER(?s IN ({names}))"
        sender.update(f"DELETE {{ GRAPH <{home}> {{ ?s ?p ?o }} }} WHERE {{ {where} }}")
    for piece in wording.pieces(list(said), _LINES):
        sender.update(wording.update(wording.insert(home, piece)))


def _triples(triples: Sequence[ox.Triple]) -> bytes:
    """Turtle: of N-Triples it does not read lines of more than 65,000 characters."""
    return ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b""
