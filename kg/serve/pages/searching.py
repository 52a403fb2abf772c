"""`/search`: the entries, places and notes that a text finds, and what it may have meant."""

from __future__ import annotations

from urllib.parse import urlencode

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.serve.pages.cards import card
from kg.serve.pages.index import index_of
from kg.serve.pages.lists import EACH, Addresses, paged
from kg.serve.pages.naming import naming
from kg.serve.pages.render import language_of, page, site_of

_LONGEST = 200  # characters of a text
_PLACES, _NOTES = 6, 20  # that are shown


def searched(request: Request) -> Response:
    """`/search?q=`."""
    site, called, spoken = site_of(request), naming(request), language_of(request)
    index, text = index_of(site), request.query_params.get("q", "")[:_LONGEST].strip()
    entries = index.entries(text)
    pages = paged(Addresses(site.link("/search"), {"q": text}), request.query_params.get("page"), len(entries))
    shown = entries[(pages.number - 1) * EACH : pages.number * EACH]
    places = index.things(index.places, text, _PLACES)
    notes = index.things(index.notes, text, _NOTES)
    nothing = bool(text) and not entries
    meant = index.meant(text) if nothing else ""
    return page(
        request, "search.html", text=text, cards=[card(site, called, e, spoken) for e in shown], count=len(entries), pages=pages,
        places=[(called(ox.NamedNode(iri)), site.link_of(iri)) for iri in places],
        notes=[(site.paths[iri], site.link_of(iri)) for iri in notes],
        meant=(meant, f"{site.link('/search')}?{urlencode({'q': meant})}") if meant else None,
        near=[(e.name(spoken), site.link_of(e.iri)) for e in index.near(text)] if nothing else [],
    )  # fmt: skip


def routes() -> list[BaseRoute]:
    """The address of the search."""
    return [Route("/search", searched)]
