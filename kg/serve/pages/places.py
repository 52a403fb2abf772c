"""Places: all of them with how much is there, and the page of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from urllib.parse import urlencode

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.model.folding import fold
from kg.model.record import record
from kg.serve.pages.cards import Card, card
from kg.serve.pages.catalogue import FACETS, Catalogue, Entry, catalogue_of, short
from kg.serve.pages.entity import entity_page, formats_of, outside
from kg.serve.pages.lists import CLASSES
from kg.serve.pages.naming import Naming, naming
from kg.serve.pages.render import language_of, page, site_of
from kg.serve.site import Site
from kg.store.facts import Said, facts
from kg.store.prefixes import PREFIXES, shorten

_KINDS = {"mxtd:Country": "country", "mxtd:Region": "region", "mxtd:Area": "area"}  # a facet each
_FACETS = {facet.key: facet for facet in FACETS}
_GROUPS = {"countries": "country", "regions": "region", "areas": "area"}
_CARDS = 12  # entries of a list that the page of a place shows
_SAME = ("owl:sameAs", "skos:exactMatch", "skos:closeMatch")
_PART = ox.NamedNode(PREFIXES["dcterms"] + "isPartOf")


@record
class Group:
    """The entries of a class that are in a place: the first of them, how many there are, the list of all."""

    section: str
    cards: tuple[Card, ...]
    count: int
    link: str


def place_page(request: Request, iri: str) -> Response:
    """The page of a place: what is there, what it is part of, what others call it."""
    site, called, node = site_of(request), naming(request), ox.NamedNode(iri)
    said = facts(site.store, node)
    values = {
        name: [s.value for s in said if shorten(s.property) == name] for name in {shorten(s.property) for s in said}
    }
    kinds = [_KINDS[k] for t in values.get("rdf:type", ()) if (k := shorten(t.value)) in _KINDS]
    if not kinds:
        return entity_page(request, iri)
    links = [(outside(v.value), site.link_of(v.value)) for name in _SAME for v in values.get(name, ())]
    return page(
        request, "place.html", name=called(node), iri=iri, kind=kinds[0],
        codes=[v.value for name in ("mxtd:isoCode", "skos:notation") for v in values.get(name, ())][:1],
        wholes=_linked(site, called, [v for v in values.get("dcterms:isPartOf", ()) if isinstance(v, ox.NamedNode)]),
        parts=_linked(site, called, _parts(site, node)), groups=_groups(request, site, called, iri, kinds[0]), names=_names(said),
        links=[(text, target) for text, target in links if target], formats=formats_of(site, iri),
    )  # fmt: skip


def _names(said: Sequence[Said]) -> list[tuple[str, str]]:
    """The names of a place, each with its language."""
    labels = [s.value for s in said if shorten(s.property) == "rdfs:label" and isinstance(s.value, ox.Literal)]
    return sorted((v.language or "", v.value) for v in labels)


def _parts(site: Site, node: ox.NamedNode) -> list[ox.NamedNode]:
    quads = site.store.quads_for_pattern(None, _PART, node, ox.DefaultGraph())
    return [q.subject for q in quads if isinstance(q.subject, ox.NamedNode)]


def _linked(site: Site, called: Naming, nodes: Sequence[ox.NamedNode]) -> list[tuple[str, str]]:
    return sorted(((called(n), site.link_of(n.value)) for n in nodes), key=lambda x: fold(x[0]))


def _groups(request: Request, site: Site, called: Naming, iri: str, key: str) -> list[Group]:
    """What is in a place, list by list; funders are among the organisations."""
    spoken, catalogue = language_of(request), catalogue_of(site)
    groups = []
    for section in ("initiatives", "resources", "organisations"):
        there = [e for e in catalogue.of_class(CLASSES[section], spoken) if iri in _FACETS[key].values(e)]
        shown = tuple(card(site, called, e, spoken) for e in _latest(there)[:_CARDS])
        link = f"{site.link(f'/{section}')}?{urlencode({key: short(iri)})}"
        groups.append(Group(section=section, cards=shown, count=len(there), link=link))
    return [g for g in groups if g.count]


def _latest(entries: Sequence[Entry]) -> list[Entry]:
    """All by name where a page has room for them, else the latest."""
    return list(entries) if len(entries) <= _CARDS else sorted(entries, key=lambda e: -e.year)


def places(request: Request) -> Response:
    """`/places`: countries, regions and areas, with how much is there."""
    site, called = site_of(request), naming(request)
    groups = [(name, _counted(catalogue_of(site), key)) for name, key in _GROUPS.items()]
    return page(
        request, "places.html", groups=[(name, _rows(site, called, counts)) for name, counts in groups if counts]
    )


def _counted(catalogue: Catalogue, key: str) -> Counter[str]:
    return Counter(iri for e in catalogue.entries for iri in _FACETS[key].values(e))


def _rows(site: Site, called: Naming, counts: Counter[str]) -> list[tuple[str, int, str]]:
    rows = [(called(ox.NamedNode(iri)), n, site.link_of(iri)) for iri, n in counts.items()]
    return sorted(rows, key=lambda r: (-r[1], fold(r[0])))


def routes() -> list[BaseRoute]:
    """The address of the list of places."""
    return [Route("/places", places)]
