"""The first page: in ten seconds, what is here and how to get at it."""

from __future__ import annotations

from collections import Counter

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.model.record import record
from kg.serve.linked import signposts
from kg.serve.linked.addresses import root_of
from kg.serve.linked.schemaorg import home as described
from kg.serve.pages.cards import card
from kg.serve.pages.catalogue import catalogue_of, short
from kg.serve.pages.lists import CLASSES
from kg.serve.pages.naming import Naming, naming
from kg.serve.pages.render import language_of, page, site_of
from kg.serve.site import Site

_BARS, _CARDS = 10, 6


@record
class Bar:
    """A value with how many initiatives have it, that number as a share of the largest in percent, and their list."""

    name: str
    count: int
    share: int
    link: str


def home(request: Request) -> Response:
    """`/`."""
    site, called, spoken = site_of(request), naming(request), language_of(request)
    initiatives = catalogue_of(site).of_class("Initiative", spoken)
    countries = Counter(iri for e in initiatives for iri in e.countries)
    kinds = Counter(iri for e in initiatives for iri in e.kinds)
    newest = sorted((e for e in initiatives if e.descriptions), key=lambda e: -e.year)[:_CARDS]
    response = page(
        request, "home.html", described=described(site, root_of(request, site), spoken), figures=_figures(site, len(countries)),
        countries=_bars(site, called, countries, "country"), kinds=_bars(site, called, kinds, "kind"),
        cards_shown=[card(site, called, e, spoken) for e in newest],
    )  # fmt: skip
    response.headers["link"] = signposts.of_home(site)
    return response


def _figures(site: Site, countries: int) -> list[tuple[str, int, str]]:
    """How much of what there is, and where it is shown; what there is none of is left out."""
    counts = catalogue_of(site).counts
    figures = [(section, counts[name], site.link(f"/{section}")) for section, name in CLASSES.items()]
    figures += [("countries", countries, site.link("/places")), ("notes", len(site.paths), site.link("/notes"))]
    return [figure for figure in figures if figure[1]]


def _bars(site: Site, called: Naming, counts: Counter[str], key: str) -> list[Bar]:
    """The most frequent values."""
    top = sorted(counts.items(), key=lambda c: (-c[1], c[0]))[:_BARS]
    most = max((number for _, number in top), default=1)
    return [
        Bar(name=called(ox.NamedNode(iri)), count=n, share=max(round(100 * n / most), 1), link=site.link(f"/initiatives?{key}={short(iri)}"))
        for iri, n in top
    ]  # fmt: skip


def routes() -> list[BaseRoute]:
    """The address of the first page."""
    return [Route("/", home)]
