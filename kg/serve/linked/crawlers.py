"""What crawlers ask for: `/robots.txt`, `/sitemap.xml` (sitemaps.org, protocol 0.9)."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute

from kg.serve.linked.addresses import root_of
from kg.serve.linked.answering import route
from kg.serve.linked.near import missing
from kg.serve.linked.offers import HEADERS, whole
from kg.serve.linked.once import once
from kg.serve.pages.render import site_of
from kg.serve.site import Site
from kg.store.prefixes import PREFIXES

_XMLNS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_MOST = 50_000  # addresses of one file, by the protocol
_KINDS = tuple(ox.NamedNode(PREFIXES["mxtd"] + n) for n in ("Initiative", "Resource", "Organisation", "Note", "Country", "Region", "Area"))  # fmt: skip
_FIXED = ("/", "/catalog", "/dump/", "/ontology")
_CLOSED = (
    "/sparql",
    "/api/",
    "/search",
    "/describe",
    "/data",
    "/reading/",
    "/provenance/",
    "/dump/graph",
    "/dump/provenance",
)


def robots(request: Request) -> Response:
    """Pages may be read; queries, searches and dumps are not to be crawled."""
    site = site_of(request)
    lines = ["User-agent: *", *(f"Disallow: {site.link(path)}" for path in _CLOSED),
             f"Sitemap: {root_of(request, site)}/sitemap.xml"]  # fmt: skip
    return PlainTextResponse("\n".join(lines) + "\n", headers=HEADERS)


@once
def _paths(site: Site) -> tuple[str, ...]:
    """The paths of all pages: of things, notes and places."""
    type_ = ox.NamedNode(PREFIXES["rdf"] + "type")
    typed = (q.subject for kind in _KINDS for q in site.store.quads_for_pattern(None, type_, kind, ox.DefaultGraph()))
    return (*_FIXED, *sorted({site.page_path(node.value) for node in typed if isinstance(node, ox.NamedNode)}))


def site_map(request: Request) -> Response:
    """All pages; where they are too many for one file, the list of the files."""
    site = site_of(request)
    root, paths = root_of(request, site), _paths(site)
    if len(paths) <= _MOST:
        return _written(request, "urlset", "url", [root + path for path in paths])
    files = range(1, -(-len(paths) // _MOST) + 1)
    return _written(request, "sitemapindex", "sitemap", [f"{root}/sitemap-{at}.xml" for at in files])


def site_map_part(request: Request) -> Response:
    """One of the files."""
    site, at = site_of(request), request.path_params["at"]
    paths = _paths(site)[(at - 1) * _MOST : at * _MOST] if at else ()
    if not paths:
        return missing(request, f"sitemap-{at}.xml")
    root = root_of(request, site)
    return _written(request, "urlset", "url", [root + path for path in paths])


def _written(request: Request, outer: str, inner: str, addresses: Sequence[str]) -> Response:
    lines = [f"<{inner}><loc>{escape(address)}</loc></{inner}>" for address in addresses]
    text = "\n".join(
        ['<?xml version="1.0" encoding="UTF-8"?>', f'<{outer} xmlns="{_XMLNS}">', *lines, f"</{outer}>", ""]
    )
    return whole(request, text.encode(), "application/xml; charset=utf-8", {"vary": "Accept-Encoding"})


def routes() -> list[BaseRoute]:
    """The addresses that crawlers know."""
    return [
        route("/robots.txt", robots),
        route("/sitemap.xml", site_map),
        route("/sitemap-{at:int}.xml", site_map_part),
    ]
