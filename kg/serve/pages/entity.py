"""The page of a thing: what is said of it, each fact with the line of the note that says it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias
from urllib.parse import urlencode, urlsplit

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from kg.model.folding import fold
from kg.model.record import record
from kg.serve.linked.addresses import data_path
from kg.serve.linked.offers import SUFFIXES, media_of
from kg.serve.pages.candidates import elsewhere
from kg.serve.pages.cards import card
from kg.serve.pages.catalogue import catalogue_of, short
from kg.serve.pages.naming import Naming, naming
from kg.serve.pages.render import language_of, page, site_of
from kg.serve.pages.sources import Line, Sources
from kg.serve.site import Site
from kg.store.facts import Said, best_of, facts
from kg.store.prefixes import shorten
from kg.store.reading import called as fetch_names

Values: TypeAlias = Mapping[str, Sequence[Said]]  # by the short form of the property
_ORDER = [
    "mxtd:kind", "mxtd:status", "mxtd:country", "mxtd:region", "mxtd:area", "schema:startDate", "schema:endDate", "mxtd:ledBy", "mxtd:funder",
    "mxtd:targetSize", "dcterms:isPartOf", "dcterms:relation", "dcterms:subject", "schema:url", "dcterms:references", "owl:sameAs",
    "skos:exactMatch", "skos:closeMatch", "rdfs:label", "skos:altLabel", "dcterms:description", "rdf:type",
]  # fmt: skip
_SCHEMA = {
    "Initiative": "Project",
    "Resource": "CreativeWork",
    "Organisation": "Organization",
    "Funder": "FundingAgency",
}
_LISTS = {
    "mxtd:funder": "funder", "mxtd:ledBy": "leader", "dcterms:subject": "tag", "mxtd:kind": "kind", "mxtd:targetSize": "size", "mxtd:status": "status",
}  # fmt: skip
_MOST = 60  # things that a page names of those that speak of it in one way
_SITES = {
    "www.wikidata.org": "Wikidata", "sws.geonames.org": "GeoNames", "data.europeana.eu": "Europeana", "viaf.org": "VIAF",
    "d-nb.info": "GND", "publications.europa.eu": "EU",
}  # fmt: skip
NAMES = {"turtle": "Turtle", "jsonld": "JSON-LD", "ntriples": "N-Triples", "rdfxml": "RDF/XML"}


@record
class Row:
    """One value of a property, as the page shows it."""

    text: str
    link: str
    language: str
    lines: tuple[Line, ...]


@record
class Format:
    """A format of the data of a thing: its name, media type and link."""

    name: str
    media: str
    link: str


@record
class Others:
    """What speaks of a thing in one way: the first of them, how many there are, and a list of all where there is one."""

    name: str
    rows: tuple[tuple[str, str], ...]
    count: int
    link: str


def entity_page(request: Request, iri: str) -> Response:
    """The page of an entity. The IRI is one that the graph knows."""
    site, spoken, called, node = site_of(request), language_of(request), naming(request), ox.NamedNode(iri)
    values = _by_property(facts(site.store, node))
    entry = catalogue_of(site).by_iri.get(iri)
    about, tongue = entry.about(spoken) if entry is not None else ("", "")
    return page(
        request, "thing.html", name=called(node), name_language=best_of(entry.names, spoken) if entry is not None else "", iri=iri,
        description=about, language=tongue, card=card(site, called, entry, spoken) if entry is not None else None,
        website=_web(entry.url) if entry is not None else "", groups=_groups(site, called, values), others=_others(site, called, node),
        read=entry is not None, schema=_schema(iri, called(node), values), formats=formats_of(site, iri),
        elsewhere=elsewhere(site, iri, _same(values), spoken) if entry is not None else (),
    )  # fmt: skip


def _by_property(said: Sequence[Said]) -> dict[str, list[Said]]:
    found: dict[str, list[Said]] = {}
    for s in said:
        found.setdefault(shorten(s.property), []).append(s)
    ordered = sorted(found, key=lambda p: (_ORDER.index(p) if p in _ORDER else len(_ORDER), p))
    return {p: found[p] for p in ordered}


def _groups(site: Site, called: Naming, values: Values) -> list[tuple[str, list[Row]]]:
    """The facts, by what the reader calls the property."""
    sources = Sources(site)
    return [
        (called.property(said[0].property), [_row(site, called, sources, s) for s in said]) for said in values.values()
    ]


def _row(site: Site, called: Naming, sources: Sources, said: Said) -> Row:
    value = said.value
    lines = tuple(sources.line(r, value) for r in said.readings)
    if isinstance(value, ox.NamedNode):
        name = called(value)
        return Row(
            text=outside(name) if name == value.value else name,
            link=site.link_of(value.value),
            language="",
            lines=lines,
        )
    return Row(text=value.value, link="", language=value.language or "", lines=lines)


def _others(site: Site, called: Naming, node: ox.NamedNode) -> list[Others]:
    """What says something of a thing, by how it does."""
    found: dict[str, list[ox.NamedNode]] = {}
    for quad in site.store.quads_for_pattern(None, None, node, ox.DefaultGraph()):
        if isinstance(quad.subject, ox.NamedNode):
            found.setdefault(quad.predicate.value, []).append(quad.subject)
    return [_other(site, called, node, predicate, found[predicate]) for predicate in sorted(found)]


def _other(site: Site, called: Naming, node: ox.NamedNode, predicate: str, subjects: Sequence[ox.NamedNode]) -> Others:
    shown = sorted(subjects, key=lambda s: s.value)[:_MOST] if len(subjects) > _MOST else subjects
    fetch_names(site.store, shown)
    rows = sorted(((called(s), site.link_of(s.value)) for s in shown), key=lambda r: (fold(r[0]), r[1]))
    key = _LISTS.get(shorten(predicate))
    link = f"{site.link('/initiatives')}?{urlencode({key: short(node.value)})}" if key is not None else ""
    return Others(name=called.inverse(predicate), rows=tuple(rows), count=len(subjects), link=link)


def formats_of(site: Site, iri: str) -> list[Format]:
    """The formats in which the data of a thing can be had, whether its IRI is one of this site or not."""
    return [
        Format(name=NAMES[name], media=media_of(name), link=site.link(data_path(site, iri, suffix)))
        for suffix, name in SUFFIXES.items()
    ]


def outside(iri: str) -> str:
    """What an IRI of another site is called: "Wikidata Q16"; the address without its scheme where the site is not known."""
    try:
        parts = urlsplit(iri)
    except ValueError:
        return iri
    if parts.scheme not in ("http", "https"):
        return iri
    if parts.netloc in _SITES:
        return f"{_SITES[parts.netloc]} {parts.path.strip('/').rpartition('/')[2]}"
    return iri.partition("://")[2].removesuffix("/")


def _same(values: Values) -> list[str]:
    """The IRIs elsewhere that it is said to be."""
    return [s.value.value for p in ("owl:sameAs", "skos:exactMatch") for s in values.get(p, ())]


def _web(url: str) -> str:
    return url if url.startswith(("http://", "https://")) else ""


def _schema(iri: str, name: str, values: Values) -> dict[str, object]:
    """The thing in schema.org, as the JSON-LD of its page; the template escapes it."""
    kinds = [s.value.value.rpartition("#")[2] for s in values.get("rdf:type", ())]
    said: dict[str, object] = {"@context": "https://schema.org", "@id": iri, "name": name,
                               "@type": next((_SCHEMA[k] for k in _SCHEMA if k in kinds), "Thing")}  # fmt: skip
    for key, property_ in (
        ("description", "dcterms:description"),
        ("url", "schema:url"),
        ("alternateName", "skos:altLabel"),
    ):
        if found := [s.value.value for s in values.get(property_, ())]:
            said[key] = found[0] if len(found) == 1 else found
    same = _same(values)
    return {**said, "sameAs": same} if same else said
