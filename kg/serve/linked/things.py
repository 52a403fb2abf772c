"""An IRI of the graph: `/id/x` leads to the page or the data of x; notes, places, tags, readings and graphs are answered at once."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from kg.errors import FormatError
from kg.model.text import Text
from kg.serve.linked import signposts
from kg.serve.linked.addresses import data_path, iri_of, node_of
from kg.serve.linked.answering import route
from kg.serve.linked.kept import bodies
from kg.serve.linked.near import missing
from kg.serve.linked.offers import CARRIERS, HEADERS, SUFFIX_OF, SUFFIXES, split, statements, wanted, whole, written
from kg.serve.linked.readers import Readers, plain_page
from kg.serve.linked.vocabulary import place
from kg.serve.pages.render import site_of
from kg.serve.refusal import Refusal, Said
from kg.serve.site import Site
from kg.store.about import about, in_graph, is_described, is_graph, readings
from kg.store.answering import MEDIA
from kg.store.dumping import no_provenance

_NO_IRI = Said(
    status=400,
    said=Text(
        fr="`iri` doit être une IRI : /describe?iri=https://…",
        en="`iri` must be an IRI: /describe?iri=https://…",
        de="`iri` muss eine IRI sein: /describe?iri=https://…",
    ),
)


class Things:
    """The answers about things; `readers` are their pages."""

    def __init__(self, readers: Readers) -> None:
        self.readers = readers

    def thing(self, request: Request) -> Response:
        """`/id/x`: 303 to the page or the data; `/id/x.ttl`: the data."""
        site, asked = site_of(request), f"id/{request.path_params['slug']}"
        node, name = _found(site, asked)
        if node is None:
            return missing(request, asked)
        if name:
            return _data(request, site, node, name)
        chosen = wanted(request.headers.get("accept"), names=_names(request))
        target = site.page_path(node.value) if chosen == "html" else data_path(site, node.value, SUFFIX_OF[chosen])
        if chosen != "html" and _with_provenance(request):
            target += "?provenance=1"
        headers = {**HEADERS, "vary": "Accept", "link": signposts.of_page(site, node.value)}
        return RedirectResponse(site.link(target), status_code=303, headers=headers)

    def page(self, request: Request) -> Response:
        """`/page/x`: the page of an entity."""
        site, asked = site_of(request), f"id/{request.path_params['slug']}"
        node = iri_of(site, asked)
        return missing(request, asked) if node is None else self._page(request, site, node, asked)

    def document(self, request: Request) -> Response:
        """`/note/x`, `/place/CH`, `/reading/…` and every other IRI: the page or the data."""
        site, asked = site_of(request), request.path_params["path"]
        node, name = _found(site, asked)
        if node is None:
            return self._unused_place(request, site, asked)
        name = name or wanted(request.headers.get("accept"), names=_names(request))
        if name == "html":
            return self._page(request, site, node, split(asked)[0])
        return _data(request, site, node, name)

    def describe(self, request: Request) -> Response:
        """`/describe?iri=…`: a thing whose IRI is none of this site's."""
        site = site_of(request)
        node = node_of(request.query_params.get("iri", ""))
        if node is None:
            raise _NO_IRI.refusal()
        if not is_described(site.store, node):
            return missing(request, node.value)
        name = SUFFIXES.get(request.query_params.get("format", ""), "")
        name = name or wanted(request.headers.get("accept"), names=_names(request))
        return self._page(request, site, node, "id/") if name == "html" else _data(request, site, node, name)

    def _page(self, request: Request, site: Site, node: ox.NamedNode, path: str) -> Response:
        written = self.readers.of(path)
        response = (
            written(request, node.value) if written is not None else plain_page(request, node, said_of(site, node))
        )
        if response.status_code == 200:
            response.headers["link"] = signposts.of_page(site, node.value)
            response.headers["access-control-allow-origin"] = "*"
        return response

    def _unused_place(self, request: Request, site: Site, asked: str) -> Response:
        """A place of the ontology that no note names."""
        path, name = split(asked)
        triples = place(path.removeprefix("place/")) if path.startswith("place/") else ()
        if not triples:
            return missing(request, asked)
        node = triples[0].subject
        assert isinstance(node, ox.NamedNode)
        name = name or wanted(request.headers.get("accept"))
        if name == "html":
            return plain_page(request, node, triples)
        return statements(request, triples, name, frame=node.value, headers=_headers(site, node, name))


def _found(site: Site, asked: str) -> tuple[ox.NamedNode | None, str]:
    """The IRI of a path, and the format that its suffix names; the suffix may be part of the IRI."""
    node = iri_of(site, asked)
    if node is not None:
        return node, ""
    path, name = split(asked)
    return (iri_of(site, path) if name else None), name


def said_of(site: Site, node: ox.NamedNode) -> set[ox.Triple]:
    """The data of a thing: the statements of the graph that it names, else those of it and about it."""
    return in_graph(site.store, node) if is_graph(site.store, node) else about(site.store, node)


def _data(request: Request, site: Site, node: ox.NamedNode, name: str) -> Response:
    provenance = _with_provenance(request)
    if provenance and name not in CARRIERS:
        raise _uncarried(no_provenance(name))
    key = (node.value, name, provenance)
    body = bodies(site).get(key)
    if body is None:
        body = written(_stated(site, node, provenance), name, node.value)
        bodies(site).put(key, body)
    return whole(request, body, MEDIA[name], _headers(site, node, name))


def _stated(site: Site, node: ox.NamedNode, provenance: bool) -> set[ox.Triple]:
    """The data of a thing; with provenance, where each of its statements was read."""
    triples = said_of(site, node)
    if not provenance:
        return triples
    graph = is_graph(site.store, node)
    return triples | readings(site.store, [t for t in triples if graph or node in (t.subject, t.object)])


def _headers(site: Site, node: ox.NamedNode, name: str) -> dict[str, str]:
    return {"link": signposts.of_data(site, node.value, name)}


def _uncarried(error: FormatError) -> Refusal:
    return Refusal(406, error.said, error.advice or Text(fr="", en="", de=""))


def _with_provenance(request: Request) -> bool:
    return request.query_params.get("provenance", "") in ("1", "true", "yes")


def _names(request: Request) -> tuple[str, ...]:
    return CARRIERS if _with_provenance(request) else tuple(SUFFIX_OF)


def routes(readers: Readers) -> list[BaseRoute]:
    """The addresses of things; the last takes whatever no other did."""
    things = Things(readers)
    handlers: list[tuple[str, Callable[[Request], Response]]] = [
        ("/id/{slug:path}", things.thing),
        ("/page/{slug:path}", things.page),
        ("/describe", things.describe),
        ("/data", things.describe),
        ("/{path:path}", things.document),
    ]
    return [route(path, handler) for path, handler in handlers]
