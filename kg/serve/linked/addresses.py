"""A path of this site to the IRI that it stands for; an IRI to the address where it is answered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

import pyoxigraph as ox
from starlette.requests import Request

from kg.serve.site import Site
from kg.settings import BASE
from kg.store.about import is_described

_KEPT = "/:@!$&'()*+,;=-._~%"  # what a path holds as it is; "%" begins what is encoded already
_HOST = re.compile(r"([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?")


def iri_of(site: Site, path: str) -> ox.NamedNode | None:
    """The IRI of the graph that a path such as `id/x` stands for, below the vault's base or that of places and terms."""
    return next((node for node in _candidates(site, path) if is_described(site.store, node)), None)


def _candidates(site: Site, path: str) -> Iterator[ox.NamedNode]:
    """A server hands on paths decoded; an IRI may hold a character as it is, or percent-encoded."""
    for base in dict.fromkeys((site.base, BASE)):
        for written in dict.fromkeys((path, quote(path, safe=_KEPT), quote(path, safe=_KEPT.replace("%", "")))):
            node = node_of(base + written)
            if node is not None:
                yield node


def node_of(iri: str) -> ox.NamedNode | None:
    """An IRI as a node; None where it is none."""
    try:
        return ox.NamedNode(iri)
    except ValueError:
        return None


def path_of(site: Site, iri: str) -> str:
    """The path where an IRI of the graph is answered: its own, or that of `/describe` where it is none of this site's."""
    own = site.path_of(iri)
    return quote(own, safe=_KEPT) if own else f"/describe?iri={quote(iri, safe='')}"


def data_path(site: Site, iri: str, suffix: str) -> str:
    """The path of the data of a thing in the format of a suffix."""
    path = path_of(site, iri)
    return f"{path}&format={suffix}" if path.startswith("/describe?") else f"{path}.{suffix}"


def ascii_iri(iri: str) -> str:
    """An IRI as a URI: what is not ASCII percent-encoded, so that it stands in a header."""
    return quote(iri, safe=_KEPT + "?#[]")


def root_of(request: Request, site: Site) -> str:
    """The absolute address of this site without a closing slash: as its operator said it, else as the client wrote it.

    What the client wrote is used for links to this site, and for nothing else.
    """
    if site.address:
        return site.address
    host = request.headers.get("host", "")
    if not _HOST.fullmatch(host):
        name, port = request.scope.get("server") or ("localhost", None)
        host = f"{name}:{port}" if port else str(name)
    return f"{request.url.scheme}://{host}"
