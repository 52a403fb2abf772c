"""The formats in which statements are offered: by suffix and by `Accept`, with validators and headers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from kg.model.text import Text
from kg.serve.cache import etag, matches
from kg.serve.negotiation import best
from kg.serve.refusal import Said
from kg.store import export
from kg.store.answering import MEDIA

SUFFIXES = {"ttl": "turtle", "jsonld": "jsonld", "nt": "ntriples", "rdf": "rdfxml"}
SUFFIX_OF = {name: suffix for suffix, name in SUFFIXES.items()}
GRAPHS = (
    *((name, MEDIA[name]) for name in SUFFIXES.values()),
    ("rdfxml", "application/xml"),
    ("jsonld", "application/json"),
)
WITH_PAGE = (*GRAPHS, ("html", "text/html"), ("html", "application/xhtml+xml"))
_NONE = Said(
    status=406,
    said=Text(
        fr="Aucun des formats demandés n'existe ici.",
        en="None of the formats asked for is there.",
        de="Keines der verlangten Formate gibt es hier.",
    ),
    advice=Text(fr="Il y a : {all}.", en="There are: {all}.", de="Es gibt: {all}."),
)


def wanted(request: Request, page: bool = True) -> str:
    """The format that a client likes best: a name, or `html` where there is a page. Raises Refusal."""
    offered: Sequence[tuple[str, str]] = WITH_PAGE if page else GRAPHS
    name = best(request.headers.get("accept"), offered)
    if not name:
        raise _NONE.refusal(all=", ".join(dict.fromkeys(media.split(";")[0] for _, media in offered)))
    return name


def split(path: str) -> tuple[str, str]:
    """A path without the suffix of a format, and the format's name; an empty name where it has none."""
    stem, dot, suffix = path.rpartition(".")
    if dot and stem and suffix in SUFFIXES:
        return stem, SUFFIXES[suffix]
    return path, ""


def statements(
    request: Request,
    triples: Iterable[ox.Triple],
    name: str,
    *,
    frame: str = "",
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Statements in a format, or 304 where the client has them. Raises FormatError where the format cannot hold them."""
    return whole(request, export.of_triples(triples, name), MEDIA[name], headers)


def whole(request: Request, body: bytes, media: str, headers: Mapping[str, str] | None = None) -> Response:
    """A body with its validator, for any site to read."""
    tag = etag("", body)
    said = {"etag": tag.decode(), "access-control-allow-origin": "*", "vary": "Accept", "cache-control": "public, no-cache",
            "x-content-type-options": "nosniff", **(headers or {})}  # fmt: skip
    asked = request.headers.get("if-none-match")
    if matches(asked.encode("latin-1") if asked else None, tag):
        return Response(status_code=304, headers=said)
    return Response(body, media_type=None, headers={**said, "content-type": media})
