"""Link headers that lead machines from a page to its data and back (signposting.org, FAIR Signposting profile), robots.txt, site map."""

from __future__ import annotations

from urllib.parse import quote
from xml.sax.saxutils import escape

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from kg.serve.linked.offers import SUFFIXES
from kg.serve.pages.render import site_of
from kg.serve.site import Site
from kg.store.answering import MEDIA

_TYPES = {
    "Initiative": "https://schema.org/Project",
    "Resource": "https://schema.org/CreativeWork",
    "Organisation": "https://schema.org/Organization",
}


def of_entity(site: Site, slug: str, kind: str = "") -> dict[str, str]:
    """The Link header of an entity's page: its data, its IRI, its licence, the data set."""
    iri = f"{site.base}id/{quote(slug)}"
    links = [
        f'<{site.link(f"/id/{quote(slug)}.{suffix}")}>; rel="describedby"; type="{MEDIA[name].split(";")[0]}"'
        for suffix, name in SUFFIXES.items()
    ]
    links += [f'<{iri}>; rel="cite-as"', f'<{site.link("/catalog")}>; rel="collection"', *_licence(site)]
    if kind in _TYPES:
        links.append(f'<{_TYPES[kind]}>; rel="type"')
    return {"link": ", ".join(links)}


def of_data(site: Site, slug: str) -> dict[str, str]:
    """The Link header of an entity's data: its page, its licence, the data set."""
    links = [f'<{site.link(f"/page/{quote(slug)}")}>; rel="describes"; type="text/html"',
             f'<{site.link("/catalog")}>; rel="collection"', *_licence(site)]  # fmt: skip
    return {"link": ", ".join(links)}


def of_home(site: Site) -> dict[str, str]:
    """The Link header of the home page: the descriptions of the data set and of the service."""
    links = [f'<{site.link("/catalog")}>; rel="describedby"', f'<{site.link("/.well-known/void")}>; rel="describedby"',
             f'<{site.link("/sparql")}>; rel="service"', *_licence(site)]  # fmt: skip
    return {"link": ", ".join(links)}


def _licence(site: Site) -> list[str]:
    licence = site.settings.licence
    return (
        [f'<{licence}>; rel="license"']
        if licence.startswith("http") and licence.isascii() and not set(licence) & set('<>" \r\n')
        else []
    )


def address(request: Request, site: Site) -> str:
    """The absolute address of the site: as the operator said it, else as this client wrote it."""
    return site.address or str(request.base_url).rstrip("/")


def robots(request: Request) -> Response:
    """`/robots.txt`: pages may be read, queries may not be crawled."""
    site = site_of(request)
    lines = ["User-agent: *", f"Disallow: {site.link('/sparql')}", f"Disallow: {site.link('/api/')}", f"Disallow: {site.link('/search')}",
             f"Sitemap: {address(request, site)}/sitemap.xml"]  # fmt: skip
    return PlainTextResponse("\n".join(lines) + "\n")


def site_map(request: Request) -> Response:
    """`/sitemap.xml`: the pages of all entities and notes (sitemaps.org; at most 50,000)."""
    site = site_of(request)
    root = address(request, site)
    paths = [
        "/",
        "/initiatives",
        "/organisations",
        "/resources",
        "/places",
        "/ontology",
        *_entities(site),
        *map(site.path_of, sorted(site.paths)),
    ]
    rows = "".join(f"<url><loc>{escape(root + path)}</loc></url>\n" for path in paths[:50_000])
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</urlset>\n'
    return Response(body, media_type="application/xml")


def _entities(site: Site) -> list[str]:
    found: set[str] = set()
    for iri in site.entities:
        path = site.path_of(iri)
        if path.startswith("/id/"):
            found.add("/page/" + path.removeprefix("/id/"))
    return sorted(found)


def routes() -> list[BaseRoute]:
    """What crawlers ask for."""
    return [Route("/robots.txt", robots), Route("/sitemap.xml", site_map)]
