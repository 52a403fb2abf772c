"""What is here as pictures: a map of squares, a timeline, a network. SVG in the page, a table beside each, no script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import sqrt
from urllib.parse import urlencode

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.model.folding import fold
from kg.model.record import record
from kg.serve.pages import network
from kg.serve.pages.cards import period
from kg.serve.pages.catalogue import Entry, catalogue_of, short
from kg.serve.pages.naming import Naming, naming
from kg.serve.pages.render import language_of, page, site_of
from kg.serve.pages.squares import COLUMNS, ROWS, SQUARES
from kg.serve.site import Site

_SIDE = 44  # of a square, with the gap beside it
_BARS = 120  # that a timeline shows where nobody wants all
_YEARS = 760  # width of the years in the timeline
_OWNERS = 40  # organisations that a network shows where nobody wants all
_ALL_BARS, _ALL_OWNERS = 2000, 400  # that any page shows


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
    entries = catalogue_of(site).of_class("Initiative")
    counts = Counter(iri for e in entries for iri in e.countries)
    codes = {short(iri) for iri in counts}
    below = sorted(codes - SQUARES.keys())
    squares = sorted(_squares(site, called, counts, below), key=lambda s: (-s.count, fold(s.name)))
    empty = [(x * _SIDE, y * _SIDE, code) for code, (x, y) in SQUARES.items() if code not in codes]
    areas = Counter(iri for e in entries for iri in e.areas)
    wider = sorted(
        ((called(ox.NamedNode(iri)), n, site.link_of(iri)) for iri, n in areas.items()),
        key=lambda a: (-a[1], fold(a[0])),
    )
    height = (ROWS + (1 + (len(below) + COLUMNS - 1) // COLUMNS if below else 0)) * _SIDE
    nowhere = sum(not (e.countries or e.areas) for e in entries)
    return page(request, "map.html", squares=squares, empty=empty, side=_SIDE, width=COLUMNS * _SIDE, height=height, wider=wider,
                nowhere=nowhere, nowhere_link=f"{site.link('/quality')}?lacks=country#lacking")  # fmt: skip


def _squares(site: Site, called: Naming, counts: Mapping[str, int], below: Sequence[str]) -> list[Square]:
    most = max(counts.values(), default=1)
    found = []
    for iri, number in counts.items():
        code = short(iri)
        x, y = SQUARES.get(code) or (below.index(code) % COLUMNS, ROWS + 1 + below.index(code) // COLUMNS)
        link = f"{site.link('/initiatives')}?{urlencode({'country': code})}"
        found.append(Square(code=code, name=called(ox.NamedNode(iri)), count=number, x=x * _SIDE, y=y * _SIDE,
                            strength=round(0.3 + 0.7 * sqrt(number / most), 2), link=link))  # fmt: skip
    return found


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
    """`/timeline`; `?all=1` shows more bars."""
    site, spoken = site_of(request), language_of(request)
    dated = [e for e in catalogue_of(site).of_class("Initiative") if e.start or e.end]
    dated.sort(key=lambda e: (-(e.start or e.end or 0), fold(e.name(spoken)), e.iri))
    shown = dated[: _most(request, _BARS, _ALL_BARS)]
    years = [y for e in shown for y in (e.start, e.end) if y]
    first, last = min(years, default=2000), max(years, default=2020) + 1
    step = _YEARS / max(last - first, 1)
    every = 1 if last - first <= 15 else 5 if last - first <= 80 else 20
    ticks = [(y, round((y - first) * step, 1)) for y in range(first, last + 1) if y % every == 0]
    bars = [_bar(e, site, spoken, first, last, step) for e in shown]
    return page(
        request,
        "timeline.html",
        bars=bars,
        ticks=ticks,
        count=len(dated),
        shown=len(shown),
        more=_more(request, site, len(shown), len(dated)),
    )


def _bar(entry: Entry, site: Site, spoken: str, first: int, last: int, step: float) -> Bar:
    begin = entry.start or entry.end or first
    end = max(entry.end + 1 if entry.end else last, begin + 1)  # a year lasts to its end
    return Bar(name=entry.name(spoken), link=site.link_of(entry.iri), period=period(entry), x=round((begin - first) * step, 1),
               width=round(min((end - begin) * step, _YEARS - (begin - first) * step), 1), open=entry.end is None)  # fmt: skip


def network_page(request: Request) -> Response:
    """`/network`: who pays and who leads, and what; `?all=1` shows more organisations."""
    site, spoken = site_of(request), language_of(request)
    found = network.drawn(
        catalogue_of(site).entries, naming(request), site, spoken, _most(request, _OWNERS, _ALL_OWNERS)
    )
    more = _more(request, site, len(found.owners), found.count)
    return page(request, "network.html", net=found, more=more)


def _most(request: Request, usual: int, all_: int) -> int:
    return all_ if request.query_params.get("all") == "1" else usual


def _more(request: Request, site: Site, shown: int, count: int) -> str:
    """The link to a picture with more, where some are left out that could be shown."""
    left_out = shown < count and request.query_params.get("all") != "1"
    return f"{site.link(request.url.path)}?all=1" if left_out else ""


def routes() -> list[BaseRoute]:
    """The addresses of pictures."""
    return [Route("/map", map_page), Route("/timeline", timeline), Route("/network", network_page)]
