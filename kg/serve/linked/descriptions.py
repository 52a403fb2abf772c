"""Where the descriptions of the data set and of its endpoint are answered: `/catalog`, `/dataset`, `/.well-known/void`, `/sparql`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from kg.serve.linked import signposts
from kg.serve.linked.addresses import root_of
from kg.serve.linked.answering import route
from kg.serve.linked.dcat import dcat, description, title_of
from kg.serve.linked.dumps import NAMES, media_of, sizes
from kg.serve.linked.figures import TARGETS, figures
from kg.serve.linked.offers import SUFFIXES, statements, wanted
from kg.serve.linked.readers import Readers, plain_page
from kg.serve.linked.service import service
from kg.serve.linked.sheet import Sheet
from kg.serve.linked.void import void
from kg.serve.pages.render import Words, language_of, page, site_of
from kg.serve.site import Site
from kg.store.prefixes import shorten
from kg.texts.linked import WORDS

Tell: TypeAlias = Callable[[Site, str, Sheet], None]
_PATHS: dict[str, tuple[Tell, ...]] = {"/catalog": (dcat,), "/dataset": (dcat, void), "/.well-known/void": (void,)}


def sheet_of(site: Site, root: str, tells: tuple[Tell, ...]) -> Sheet:
    """A description, told by each of several."""
    sheet = Sheet()
    for tell in tells:
        tell(site, root, sheet)
    return sheet


def _answer(path: str, name: str, request: Request) -> Response:
    site, root = site_of(request), root_of(request, site_of(request))
    chosen = name or wanted(request.headers.get("accept"))
    headers = {"link": signposts.of_home(site)}
    if chosen == "html":
        response = _page(request, site)
        response.headers.update(headers)
        return response
    frame = f"{root}/catalog" if path == "/catalog" else f"{site.base}dataset"
    return statements(request, sheet_of(site, root, _PATHS[path]).triples, chosen, frame=frame, headers=headers)


def _page(request: Request, site: Site) -> Response:
    spoken, counted, title = language_of(request), figures(site), title_of(site)
    files = [(name, site.link(f"/dump/{name}"), media_of(name), sizes(site).get(name)) for name in NAMES]
    described = [(path, suffix, site.link(f"{path}.{suffix}")) for path in _PATHS for suffix in SUFFIXES]
    return page(
        request, "catalog.html", w=Words(spoken, WORDS), description=description().in_language(spoken), files=files,
        title=title.value if isinstance(title, ox.Literal) else title.in_language(spoken), figures=counted, described=described,
        classes=[(shorten(iri), number) for iri, number in counted.classes.items()],
        links=[(TARGETS[target][0], shorten(iri), number) for (target, iri), number in counted.links.items()],
        licence=site.settings.licence if site.settings.licence.startswith(("http://", "https://")) else "",
    )  # fmt: skip


def _endpoint(readers: Readers, request: Request) -> Response:
    """`/sparql` without a query: the page on which one is written, or the description of the service."""
    site = site_of(request)
    root = root_of(request, site)
    chosen = wanted(request.headers.get("accept"))
    if chosen == "html" and readers.query is not None:
        return readers.query(request)
    triples = sheet_of(site, root, (service,)).triples
    node = ox.NamedNode(f"{root}/sparql#service")
    if chosen == "html":
        return plain_page(request, node, triples, formats=False)
    return statements(request, triples, chosen, frame=node.value, headers={"link": signposts.of_home(site)})


def routes(readers: Readers) -> list[BaseRoute]:
    """The addresses of descriptions."""
    found: list[BaseRoute] = [route(path, partial(_endpoint, readers)) for path in ("/sparql", "/sparql/")]
    for path in _PATHS:
        found.append(route(path, partial(_answer, path, "")))
        found += [route(f"{path}.{suffix}", partial(_answer, path, name)) for suffix, name in SUFFIXES.items()]
    return found
