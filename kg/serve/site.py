"""One published state of the graph, as those that answer requests see it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any
from urllib.parse import quote, urlsplit

import pyoxigraph as ox

from kg.serve.published import Published
from kg.settings import Settings
from kg.store.prefixes import PREFIXES
from kg.store.reading import Reader

_TYPE = ox.NamedNode(f"{PREFIXES['rdf']}type")
_OURS = "https://museumxtd.ch/kg/"  # places and terms keep their IRI whatever the base is


class Site:
    """The graph that is being served, and where it is served.

    `address` is the absolute address of the site's root as the public sees it, without a closing slash ("" where nobody
    said it: then links hold only paths); `prefix` is its path ("" or "/kg").
    """

    def __init__(self, settings: Settings, published: Published, address: str = "") -> None:
        self.settings = settings
        self.published = published
        self.address = address.rstrip("/")
        self.prefix = urlsplit(self.address).path.rstrip("/")
        self.store: Reader = published.store  # for queries of ours only; those of strangers go to workers
        self.kept: dict[str, Any] = {}  # what is made once a generation, by the rooms that need it

    @property
    def name(self) -> str:
        """The name of the generation, such as `gen-000003`."""
        return self.published.name

    @property
    def hash(self) -> str:
        """The hash of the snapshot that it came as; empty where it was built here."""
        return self.published.hash

    @property
    def base(self) -> str:
        """The base of the IRIs: `{base}id/x`, `{base}note/x`."""
        return self.published.base

    @cached_property
    def paths(self) -> Mapping[str, str]:
        """The path of each note in the vault, by the IRI of the note."""
        return self.published.paths

    @cached_property
    def sources(self) -> Mapping[str, str]:
        """The path of whatever statements were read from, by its IRI."""
        return self.published.sources

    @cached_property
    def entities(self) -> frozenset[str]:
        """The IRIs of all entities: initiatives, resources, organisations."""
        found: set[str] = set()
        for name in ("Initiative", "Resource", "Organisation"):
            kind = ox.NamedNode(f"{PREFIXES['mxtd']}{name}")
            for quad in self.store.quads_for_pattern(None, _TYPE, kind, ox.DefaultGraph()):
                if isinstance(quad.subject, ox.NamedNode):
                    found.add(quad.subject.value)
        return frozenset(found)

    def link(self, path: str) -> str:
        """The link to a path of this site, which begins with `/`."""
        return self.prefix + path

    def path_of(self, iri: str) -> str:
        """The path under which an IRI is answered here; empty where it is none of ours."""
        for root in (self.base, _OURS):
            if iri.startswith(root):
                return "/" + quote(iri[len(root) :].partition("#")[0], safe="/:@!$&'()*+,;=-._~%")
        return ""

    def page_path(self, iri: str) -> str:
        """The path of the page of a thing, whether its IRI is one of this site or not."""
        path = self.path_of(iri)
        if path.startswith("/id/"):
            return "/page/" + path.removeprefix("/id/")
        return path or f"/describe?iri={quote(iri, safe='')}"

    def link_of(self, iri: str) -> str:
        """The link from a page to an IRI: to this site where it answers for it, else the IRI itself; empty where that is
        no address of the web (a reader who follows `javascript:` is no reader)."""
        path = self.path_of(iri)
        if path.startswith("/id/") or (not path and iri in self.entities):
            return self.link(self.page_path(iri))
        if path:
            _, mark, term = iri.partition("#")
            return self.link(path) + mark + quote(term, safe="-._~!$&'()*+,;=:@/?%")
        return iri if iri.startswith(("http://", "https://")) else ""
