"""What is here as pictures: a map of squares, a timeline, a network. SVG in the page, a table beside each, no script."""

from __future__ import annotations

from collections import Counter
from math import sqrt

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.model.folding import fold
from kg.model.record import record
from kg.serve.pages.catalogue import Catalogue, Entry, catalogue_of, short
from kg.serve.pages.lists import period
from kg.serve.pages.naming import naming
from kg.serve.pages.render import language_of, page, site_of

# Where a country's square stands, column and row: roughly as on a map, drawn for this page. Others stand below.
_SQUARES = {
    "IS": (3, 0), "NO": (8, 0), "SE": (9, 0), "FI": (10, 0), "IE": (4, 2), "GB": (5, 2), "DK": (8, 1), "EE": (10, 1), "LV": (10, 2), "LT": (9, 2), "BY": (11, 2), "RU": (12, 1),
    "NL": (7, 2), "DE": (8, 2), "PL": (9, 3), "UA": (11, 3), "BE": (6, 3), "LU": (7, 3), "CZ": (8, 3), "SK": (10, 3), "FR": (6, 4), "CH": (7, 4), "AT": (8, 4), "LI": (7, 5), "HU": (9, 4), "RO": (11, 4),
    "MD": (12, 3), "PT": (4, 5), "ES": (5, 5), "AD": (6, 5), "IT": (8, 5), "SI": (9, 5), "HR": (10, 5), "RS": (11, 5), "BG": (12, 4), "BA": (10, 6), "ME": (11, 6), "AL": (10, 7), "MK": (11, 7), "GR": (11, 8), "TR": (13, 6),
    "MT": (8, 7), "CY": (13, 8), "CA": (1, 1), "US": (1, 2), "MX": (1, 4), "BR": (2, 7), "AR": (2, 8), "CL": (1, 8), "CO": (1, 6), "MA": (5, 7), "DZ": (6, 7), "TN": (7, 7), "EG": (12, 9), "IL": (14, 8), "ZA": (10, 11),
    "SN": (4, 9), "CI": (5, 10), "CM": (7, 10), "KE": (12, 10), "IN": (15, 7), "CN": (16, 5), "JP": (18, 5), "KR": (17, 5), "SG": (17, 9), "AU": (18, 10), "NZ": (19, 11),
}  # fmt: skip
_SIDE = 44
_COLUMNS = 20
_MOST = 120  # bars of the timeline; and nodes on a side of the network: 40
_SIDE_NODES = 40


@record
class Square:
    """A country on the map: its code and name, how many, where it stands, how strongly it is coloured (0 to 1), its link."""

    code: str
    name: str
    count: int
    x: int
    y: int
    strength: float
    link: str


def map_page(request: Request) -> Response:
    """`/map`."""
    site, called = site_of(request), naming(request)
    counts = Counter(iri for e in catalogue_of(site).of_class("Initiative") for iri in e.countries)
    most = max(counts.values(), default=1)
    below = max(y for _, y in _SQUARES.values()) + 2
    elsewhere = sorted(iri for iri in counts if short(iri) not in _SQUARES)
    squares = []
    for iri, number in counts.items():
        code = short(iri)
        at = _SQUARES.get(code) or (elsewhere.index(iri) % _COLUMNS, below + elsewhere.index(iri) // _COLUMNS)
        squares.append(Square(code=code, name=called(ox.NamedNode(iri)), count=number, x=at[0] * _SIDE, y=at[1] * _SIDE,
                              strength=round(0.35 + 0.65 * sqrt(number / most), 2), link=site.link(f"/initiatives?country={code}")))  # fmt: skip
    empty = [(x * _SIDE, y * _SIDE, code) for code, (x, y) in _SQUARES.items() if code not in {s.code for s in squares}]
    height = (below + (len(elsewhere) + _COLUMNS - 1) // _COLUMNS) * _SIDE
    squares.sort(key=lambda s: (-s.count, fold(s.name)))
    return page(request, "map.html", squares=squares, empty=empty, side=_SIDE, width=_COLUMNS * _SIDE, height=height)


@record
class Bar:
    """An entry on the timeline."""

    name: str
    link: str
    period: str
    x: float
    width: float
    open: bool


def timeline(request: Request) -> Response:
    """`/timeline`."""
    site, spoken = site_of(request), language_of(request)
    dated = [e for e in catalogue_of(site).of_class("Initiative") if e.start or e.end]
    dated.sort(key=lambda e: (-(e.start or e.end or 0), fold(e.name(spoken))))
    shown = dated[:_MOST]
    years = [y for e in shown for y in (e.start, e.end) if y]
    first, last = min(years, default=2000), max(years, default=2020) + 1
    step = 760 / max(last - first, 1)

    def bar(entry: Entry) -> Bar:
        begin = entry.start or entry.end or first
        end = entry.end or last
        return Bar(name=entry.name(spoken), link=site.link_of(entry.iri), period=period(entry), x=round((begin - first) * step, 1),
                   width=round(max((end - begin) * step, step / 2), 1), open=entry.end is None)  # fmt: skip

    every = 1 if last - first <= 20 else 5 if last - first <= 80 else 20
    ticks = [(y, round((y - first) * step, 1)) for y in range(first, last + 1) if y % every == 0]
    return page(request, "timeline.html", bars=[bar(e) for e in shown], ticks=ticks, count=len(dated), shown=len(shown))


@record
class Node:
    """A name in the network, and where it stands."""

    name: str
    link: str
    y: int
    count: int


def network(request: Request) -> Response:
    """`/network`: who pays and who runs, and what."""
    site, spoken = site_of(request), language_of(request)
    catalogue = catalogue_of(site)
    called = naming(request)
    edges = [
        (o, e, pays)
        for e in catalogue.entries
        for found, pays in ((e.funders, True), (e.leaders, False))
        for o in found
    ]
    degree = Counter(o for o, _, _ in edges)
    left = sorted(degree, key=lambda o: (-degree[o], o))[:_SIDE_NODES]
    kept = [(o, e, pays) for o, e, pays in edges if o in set(left)]
    right = list(
        dict.fromkeys(e.iri for _, e, _ in sorted(kept, key=lambda k: (left.index(k[0]), fold(k[1].name(spoken)))))
    )[: 2 * _SIDE_NODES]
    height = max(len(left), len(right), 1) * 22
    at_left = {o: _place(i, len(left), height) for i, o in enumerate(left)}
    at_right = {e: _place(i, len(right), height) for i, e in enumerate(right)}
    lines = [(at_left[o], at_right[e.iri], pays) for o, e, pays in kept if e.iri in at_right]
    owners = [Node(name=called(ox.NamedNode(o)), link=site.link_of(o), y=at_left[o], count=degree[o]) for o in left]
    things = [Node(name=_name(catalogue, e, spoken), link=site.link_of(e), y=at_right[e], count=0) for e in right]
    rows = [
        (called(ox.NamedNode(o)), site.link_of(o), pays, e.name(spoken), site.link_of(e.iri)) for o, e, pays in kept
    ]
    return page(
        request,
        "network.html",
        owners=owners,
        things=things,
        lines=lines,
        height=height + 20,
        rows=rows,
        all=len(degree),
        shown=len(left),
    )


def _place(index: int, count: int, height: int) -> int:
    return round((index + 0.5) * height / max(count, 1)) + 10


def _name(catalogue: Catalogue, iri: str, language: str) -> str:
    entry = catalogue.by_iri.get(iri)
    return entry.name(language) if entry is not None else short(iri)


def routes() -> list[BaseRoute]:
    """The addresses of pictures."""
    return [Route("/map", map_page), Route("/timeline", timeline), Route("/network", network)]
