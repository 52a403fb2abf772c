"""The first page: in ten seconds, what is here and how to get at it; and the lists of places and notes."""

from __future__ import annotations

from collections import Counter

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.model.folding import fold
from kg.serve.linked import signposts
from kg.serve.linked.addresses import root_of
from kg.serve.linked.schemaorg import home as described
from kg.serve.pages.catalogue import Catalogue, catalogue_of, short
from kg.serve.pages.lists import CLASSES, card
from kg.serve.pages.naming import naming
from kg.serve.pages.render import language_of, page, site_of

_BARS, _CARDS = 10, 6


def home(request: Request) -> Response:
    """`/`."""
    site, called = site_of(request), naming(request)
    catalogue = catalogue_of(site)
    initiatives = catalogue.of_class("Initiative")
    figures = [(section, catalogue.counts[name], site.link(f"/{section}")) for section, name in CLASSES.items()]
    countries = Counter(iri for e in initiatives for iri in e.countries)
    figures += [("places", len(countries), site.link("/places")), ("notes", len(site.paths), site.link("/notes"))]
    kinds = Counter(iri for e in initiatives for iri in e.kinds)
    newest = sorted((e for e in initiatives if e.description), key=lambda e: (-(e.start or 0), fold(e.name("fr"))))[
        :_CARDS
    ]

    def bars(counts: Counter[str], key: str) -> list[tuple[str, int, int, str]]:
        top = sorted(counts.items(), key=lambda c: (-c[1], c[0]))[:_BARS]
        most = max((number for _, number in top), default=1)
        return [
            (called(ox.NamedNode(iri)), n, round(100 * n / most), site.link(f"/initiatives?{key}={short(iri)}"))
            for iri, n in top
        ]

    response = page(
        request, "home.html", described=described(site, root_of(request, site), language_of(request)), figures=figures, countries=bars(countries, "country"), kinds=bars(kinds, "kind"),
        cards_shown=[card(site, called, e, language_of(request)) for e in newest],
    )  # fmt: skip
    response.headers["link"] = signposts.of_home(site)
    return response


def places(request: Request) -> Response:
    """`/places`: countries, regions and areas, with how much is there."""
    site, called = site_of(request), naming(request)
    catalogue = catalogue_of(site)
    groups = [(key, _counted(catalogue, key)) for key in ("countries", "regions", "areas")]
    shown = [
        (
            key,
            sorted(
                ((called(ox.NamedNode(iri)), n, site.link_of(iri)) for iri, n in counts.items()),
                key=lambda r: (-r[1], fold(r[0])),
            ),
        )
        for key, counts in groups
        if counts
    ]
    return page(request, "places.html", groups=shown)


def _counted(catalogue: Catalogue, key: str) -> Counter[str]:
    return Counter(iri for e in catalogue.entries for iri in getattr(e, key))


def notes(request: Request) -> Response:
    """`/notes`: every note by its path."""
    site = site_of(request)
    rows = sorted(((path, site.link_of(iri)) for iri, path in site.paths.items()), key=lambda r: fold(r[0]))
    return page(request, "notes.html", rows=rows)


def routes() -> list[BaseRoute]:
    """The addresses of the first pages."""
    return [Route("/", home), Route("/places", places), Route("/notes", notes)]
