"""Who pays and who leads, and what: two columns, drawn so that lines cross little, the same every time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import pyoxigraph as ox

from kg.model.folding import fold
from kg.model.record import record
from kg.serve.pages.catalogue import Entry
from kg.serve.pages.naming import Naming
from kg.serve.site import Site

_ROW = 24  # height of a name
_THINGS = 3  # entries that are drawn for each organisation that may be
_ROUNDS = 6  # of putting each side in the order of the other


@record
class Edge:
    """That an organisation (its IRI) funds, or leads, an entry (its IRI)."""

    owner: str
    entry: str
    pays: bool


@record
class Node:
    """A name in the network, where it leads and where it stands."""

    name: str
    link: str
    y: int
    count: int


@record
class Network:
    """The picture: nodes at the left and right, lines between (from, to, whether it pays), and the same as rows of a table.

    `count` is how many organisations there are, drawn or not.
    """

    owners: tuple[Node, ...]
    things: tuple[Node, ...]
    lines: tuple[tuple[int, int, bool], ...]
    rows: tuple[tuple[Node, bool, Node], ...]
    height: int
    count: int


def drawn(entries: Sequence[Entry], called: Naming, site: Site, spoken: str, most: int) -> Network:
    """The network of entries: the organisations with most links, at most `most`, and what they fund or lead."""
    edges = [
        Edge(owner=o, entry=e.iri, pays=pays)
        for e in entries
        for found, pays in ((e.funders, True), (e.leaders, False))
        for o in found
    ]
    degree = Counter(edge.owner for edge in edges)
    chosen = _chosen(edges, degree, most)
    kept = [edge for edge in edges if edge.owner in chosen]
    left, right = _ordered(kept, degree)
    height = max(len(left), len(right), 1) * _ROW
    names = {e.iri: e.name(spoken) for e in entries}
    owners = {
        o: Node(name=called(ox.NamedNode(o)), link=site.link_of(o), y=_place(i, len(left), height), count=degree[o])
        for i, o in enumerate(left)
    }
    things = {
        e: Node(name=names[e], link=site.link_of(e), y=_place(i, len(right), height), count=0)
        for i, e in enumerate(right)
    }
    rows = [(owners[e.owner], e.pays, things[e.entry]) for e in kept]
    rows.sort(key=lambda r: (fold(r[0].name), fold(r[2].name), r[1]))
    lines = tuple((owners[e.owner].y, things[e.entry].y, e.pays) for e in kept)
    return Network(
        owners=tuple(owners.values()),
        things=tuple(things.values()),
        lines=lines,
        rows=tuple(rows),
        height=height,
        count=len(degree),
    )


def _chosen(edges: Sequence[Edge], degree: Mapping[str, int], most: int) -> set[str]:
    """The organisations with most links, until there are enough of them, or of the entries that they have."""
    entries: dict[str, set[str]] = defaultdict(set)
    for edge in edges:
        entries[edge.owner].add(edge.entry)
    chosen: set[str] = set()
    seen: set[str] = set()
    for owner in sorted(degree, key=lambda o: (-degree[o], o))[:most]:
        seen |= entries[owner]
        if chosen and len(seen) > _THINGS * most:
            break
        chosen.add(owner)
    return chosen


def _ordered(edges: Sequence[Edge], degree: Mapping[str, int]) -> tuple[list[str], list[str]]:
    """Both sides in an order in which few lines cross: what hangs together stands together, the largest first; within, each
    stands at the middle of its neighbours."""
    near: dict[str, set[str]] = defaultdict(set)
    for edge in edges:
        near[f"o{edge.owner}"].add(f"e{edge.entry}")
        near[f"e{edge.entry}"].add(f"o{edge.owner}")
    left: list[str] = []
    right: list[str] = []
    for part in _parts(near):
        owners = sorted((n for n in part if n[0] == "o"), key=lambda n: (-degree[n[1:]], n))
        things = sorted(n for n in part if n[0] == "e")
        for _ in range(_ROUNDS):
            things = _by_middle(things, owners, near)
            owners = _by_middle(owners, things, near)
        left += owners
        right += things
    return [n[1:] for n in left], [n[1:] for n in right]


def _parts(near: Mapping[str, set[str]]) -> list[list[str]]:
    """What hangs together, the largest first."""
    seen: set[str] = set()
    parts: list[list[str]] = []
    for start in sorted(near):
        if start in seen:
            continue
        part, waiting = [], [start]
        seen.add(start)
        while waiting:
            node = waiting.pop()
            part.append(node)
            fresh = near[node] - seen
            seen |= fresh
            waiting.extend(fresh)
        parts.append(sorted(part))
    return sorted(parts, key=lambda p: (-len(p), p[0]))


def _by_middle(nodes: Sequence[str], others: Sequence[str], near: Mapping[str, set[str]]) -> list[str]:
    at = {other: i for i, other in enumerate(others)}
    return sorted(nodes, key=lambda n: (sum(at[o] for o in near[n]) / len(near[n]), n))


def _place(index: int, count: int, height: int) -> int:
    return round((index + 0.5) * height / max(count, 1)) + 10
