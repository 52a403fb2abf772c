"""The formats in which statements are offered: by the suffix of an address and by `Accept`, with validators."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from kg.errors import FormatError
from kg.model.text import Text
from kg.serve.cache import etag, matches
from kg.serve.negotiation import best
from kg.serve.refusal import NO_FORMAT, Refusal, Said
from kg.store.answering import MEDIA
from kg.store.export import of_triples

SUFFIXES = {"ttl": "turtle", "jsonld": "jsonld", "nt": "ntriples", "rdf": "rdfxml"}
SUFFIX_OF = {name: suffix for suffix, name in SUFFIXES.items()}
CARRIERS = ("turtle", "ntriples")  # of these, what can say where a statement was read (RDF 1.2)
_ALIKE = {
    "turtle": ("application/x-turtle", "text/n3"),
    "jsonld": ("application/json",),
    "rdfxml": ("application/xml", "text/xml"),
}
_PAGE = (("html", "text/html"), ("html", "application/xhtml+xml"))
HEADERS = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "ETag, Link, Content-Length, Location",
    "cache-control": "public, no-cache",
    "x-content-type-options": "nosniff",
}
_NONE = Said(
    status=406,
    said=NO_FORMAT,
    advice=Text(
        fr="Il y a : {all}. Ou une adresse avec l'un de ces suffixes : {suffixes}.",
        en="There are: {all}. Or an address with one of these suffixes: {suffixes}.",
        de="Es gibt: {all}. Oder eine Adresse mit einer dieser Endungen: {suffixes}.",
    ),
)


def media_of(name: str) -> str:
    """The media type of a format, without parameters."""
    return MEDIA[name].split(";")[0]


def wanted(accept: str | None, *, page: bool = True, names: Iterable[str] = SUFFIX_OF) -> str:
    """The format that a client likes best, or `html` where there is a `page`. Raises Refusal where it takes none.

    A browser asks for a page by name; who takes anything is a program.
    """
    formats = [(name, media) for name in names for media in (media_of(name), *_ALIKE.get(name, ()))]
    offered = [*formats, *_PAGE] if page else formats
    found = best(accept, offered)
    if not found:
        shown = dict.fromkeys(media_of(name) if name in MEDIA else "text/html" for name, _ in offered)
        raise _NONE.refusal(all=", ".join(shown), suffixes=" ".join(f".{s}" for s in SUFFIXES))
    return found


def split(path: str) -> tuple[str, str]:
    """A path without the suffix of a format, and the name of the format; an empty name where it has none."""
    stem, _, suffix = path.rpartition(".")
    known = bool(stem) and not stem.endswith("/") and suffix in SUFFIXES
    return (stem, SUFFIXES[suffix]) if known else (path, "")


def statements(
    request: Request,
    triples: Iterable[ox.Triple],
    name: str,
    *,
    frame: str = "",
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Statements in a format; in JSON-LD with the thing of the IRI `frame` on top. Raises Refusal where it cannot hold them."""
    return whole(request, written(triples, name, frame), MEDIA[name], headers)


def written(triples: Iterable[ox.Triple], name: str, frame: str = "") -> bytes:
    """Statements in a format. Raises Refusal where it cannot hold them."""
    try:
        return of_triples(triples, name, frame=frame)
    except FormatError as error:
        raise Refusal(406, error.said, error.advice or Text(fr="", en="", de="")) from error


def whole(request: Request, body: bytes, media: str, headers: Mapping[str, str] | None = None) -> Response:
    """A body that any site may read, or 304 where the client has it."""
    tag = etag("data", body)
    said = {**HEADERS, "vary": "Accept", **(headers or {}), "etag": tag.decode()}
    asked = request.headers.get("if-none-match")
    if matches(asked.encode("latin-1", "replace") if asked else None, tag):
        return Response(status_code=304, headers=said)
    return Response(body, headers={**said, "content-type": media})
