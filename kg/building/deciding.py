"""Links that were decided, in files beside the notes, as statements of the graph `…/graph/links`."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable
from urllib.parse import quote

import pyoxigraph as ox

from kg.building.describing import Describer
from kg.building.vocabulary import is_mentioned
from kg.building.work import Linked
from kg.graph import vocabulary
from kg.graph.describe import Source, quads
from kg.graph.vocabulary import PLACE, Statement, iri
from kg.ledger import things
from kg.links.folder import files as decided
from kg.model.codes import CODES
from kg.model.fact import Iri
from kg.model.known import Known
from kg.settings import Settings
from kg.store import editing
from kg.store.editing import Change


def read_links(is_there: Callable[[str], bool], settings: Settings) -> Linked:
    """Read the decisions about what the graph has; a Problem for each about something that it has not. `is_there` says whether the
    notes speak of a node, or mention it, where it is a place.

    A place is linked where the notes mention it: what nobody mentions is not in the graph.
    """
    if not decided(settings.vault):
        return Linked(statements={}, files={}, problems=())
    from kg.links.decisions import read_facts  # not loaded where nothing is decided

    facts, others, problems = read_facts(settings.vault, settings.base)
    statements: dict[Statement, list[Source]] = defaultdict(list)
    files: dict[str, str] = {}
    known: dict[str, bool] = {}
    for fact in facts:
        assert isinstance(fact.value, Iri)
        if fact.subject not in known:
            known[fact.subject] = is_there(fact.subject)
        if known[fact.subject]:
            files.setdefault(fact.span.path, quote(fact.span.path))
            statement = (fact.subject, iri(fact.property), ox.NamedNode(fact.value.iri))
            statements[statement].append(Source(span=fact.span, recogniser=fact.recogniser))
    given = (Known(iri=f.subject, names=(), span=f.span) for f in facts)
    asked = [o for o in (*given, *others) if o.span is not None]
    codes = frozenset(o.iri.removeprefix(PLACE) for o in asked if o.iri.startswith(PLACE))
    places = {subject for subject, _, _ in vocabulary.about_places(codes)} if codes else set[str]()
    unknown = [
        CODES["KG605"].at(o.span, iri=o.iri)
        for o in asked
        if o.span is not None and o.iri not in places and not (known.get(o.iri) or is_there(o.iri))
    ]
    return Linked(statements=statements, files=files, problems=(*problems, *unknown))


def in_store(db: sqlite3.Connection, store: ox.Store, settings: Settings) -> Callable[[str], bool]:
    """Whether the notes speak of a node, as ledger and store have it."""
    home = f"{settings.base}graph/links"
    return lambda node: _is_there(db, store, node, home)


def _is_there(db: sqlite3.Connection, store: ox.Store, node: str, home: str) -> bool:
    if things.by_iri(db, node) is not None:
        return True
    try:
        subject = ox.NamedNode(node)
    except ValueError:
        return False
    if node.startswith(PLACE):
        return is_mentioned(store, node)
    found = store.quads_for_pattern(subject, None, None, None)
    return any(isinstance(q.graph_name, ox.NamedNode) and q.graph_name.value != home for q in found)


def write_links(store: ox.Store, linked: Linked, before: dict[str, str], describer: Describer, change: Change) -> None:
    """Let the graph of links hold what the files say now. `before` are the files that it was written from."""
    base = describer.base
    home = f"{base}graph/links"
    lines: list[str] = []
    for path, name in linked.files.items():
        own = {
            s: from_here
            for s, sources in linked.statements.items()
            if s not in describer.left_out and (from_here := [x for x in sources if x.span.path == path])
        }
        lines.extend(quads(own, home, f"{base}{name}", name, base))
    graphs = [home, *(f"{base}provenance/{name}" for name in {**before, **linked.files}.values())]
    editing.replace(store, graphs, "".join(lines), change)
