"""An IRI of the graph: `/id/x` leads to the page or the data of x, the others are answered as they are."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import pyoxigraph as ox
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from kg.serve.linked import signposts
from kg.serve.linked.offers import SUFFIX_OF, split, statements, wanted
from kg.serve.pages.entity import entity_page, missing, place_page
from kg.serve.pages.notes import note_page
from kg.serve.pages.render import site_of
from kg.serve.site import Site
from kg.store.about import about, anywhere, in_graph, names, readings

PLACES = "https://museumxtd.ch/kg/"  # places and terms keep their IRI whatever the vault's base is


def iri_of(site: Site, path: str) -> ox.NamedNode | None:
    """The IRI that a path of this site stands for: below the vault's base, else below that of the ontology."""
    for base in (site.base, PLACES):
        try:
            node = ox.NamedNode(base + path)
        except ValueError:
            continue
        if next(iter(site.store.quads_for_pattern(node, None, None, None)), None) is not None or _is_graph(site, node):
            return node
    return None


def _is_graph(site: Site, node: ox.NamedNode) -> bool:
    return next(iter(site.store.quads_for_pattern(None, None, None, node)), None) is not None


def thing(request: Request) -> Response:
    """`/id/x` and `/id/x.ttl`."""
    site = site_of(request)
    path, name = split(_asked(request, "id"))
    node = iri_of(site, path)
    if node is None:
        whole = iri_of(site, _asked(request, "id")) if name else None
        if whole is None:
            return missing(request, path)
        node, name = whole, ""
    slug = path.removeprefix("id/")
    if name:
        return statements(request, _data(request, site, node), name, headers=signposts.of_data(site, slug))
    name = wanted(request)
    target = f"/page/{quote(slug)}" if name == "html" else f"/id/{quote(slug)}.{SUFFIX_OF[name]}"
    headers = {"vary": "Accept", "access-control-allow-origin": "*", **signposts.of_entity(site, slug)}
    if request.url.query and request.query_params.get("provenance"):
        target += "?provenance=1"
    return RedirectResponse(site.link(target), status_code=303, headers=headers)


def page_of_thing(request: Request) -> Response:
    """`/page/x`."""
    path = f"id/{request.path_params['slug']}"
    node = iri_of(site_of(request), path)
    return missing(request, path) if node is None else entity_page(request, node.value)


def described(request: Request) -> Response:
    """`/describe?iri=…`: what is said of a thing whose IRI is none of this site's."""
    site = site_of(request)
    try:
        node = ox.NamedNode(request.query_params.get("iri", ""))
    except ValueError as error:
        raise HTTPException(400, "?iri=") from error
    if not anywhere(site.store, node):
        return missing(request, request.query_params.get("iri", ""))
    name = wanted(request)
    return entity_page(request, node.value) if name == "html" else statements(request, about(site.store, node), name)


Data = Callable[[Request, Site, ox.NamedNode], list[ox.Triple]]
Page = Callable[[Request, str], Response]


def _as_it_is(kind: str, data: Data, page: Page | None) -> Callable[[Request], Response]:
    """The answer to IRIs of a kind that are documents themselves: the page, or the data in a format."""

    def answer(request: Request) -> Response:
        site = site_of(request)
        asked = _asked(request, kind)
        path, name = split(asked)
        node = iri_of(site, asked)
        if node is not None:
            name = ""
        else:
            node = iri_of(site, path)
        if node is None:
            return missing(request, path)
        name = name or wanted(request, page is not None)
        if name == "html" and page is not None:
            return page(request, node.value)
        return statements(request, data(request, site, node), name)

    return answer


def _asked(request: Request, kind: str) -> str:
    return f"{kind}/{request.path_params['slug']}" if "slug" in request.path_params else kind


def _data(request: Request, site: Site, node: ox.NamedNode) -> list[ox.Triple]:
    found = about(site.store, node)
    if request.query_params.get("provenance"):
        found += readings(site.store, [t for t in found if t.subject == node])
    return found


def _of_note(request: Request, site: Site, node: ox.NamedNode) -> list[ox.Triple]:
    found = in_graph(site.store, node)
    named = {t.object for t in found if isinstance(t.object, ox.NamedNode)}
    return list(dict.fromkeys([*found, *anywhere(site.store, node), *names(site.store, named)]))


def _of_graph(request: Request, site: Site, node: ox.NamedNode) -> list[ox.Triple]:
    return in_graph(site.store, node)


def _of_anything(request: Request, site: Site, node: ox.NamedNode) -> list[ox.Triple]:
    return list(dict.fromkeys([*anywhere(site.store, node), *about(site.store, node)]))


def routes() -> list[BaseRoute]:
    """The addresses of things."""
    kinds: list[tuple[str, Data, Page | None]] = [
        ("note", _of_note, note_page),
        ("place", _of_anything, place_page),
        ("tag", _of_anything, entity_page),
        ("provenance", _of_graph, None),
        ("graph", _of_graph, None),
        ("reading", _of_anything, None),
    ]
    found: list[BaseRoute] = [
        Route("/id/{slug:path}", thing),
        Route("/page/{slug:path}", page_of_thing),
        Route("/describe", described),
        Route("/dataset", _as_it_is("dataset", _of_anything, None)),
    ]
    return [*found, *(Route(f"/{kind}/{{slug:path}}", _as_it_is(kind, data, page)) for kind, data, page in kinds)]
