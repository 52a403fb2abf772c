"""The types and properties that the service knows, under the identifiers that a client uses."""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph as ox

from kg.graph.vocabulary import PLACE
from kg.model.record import record
from kg.serve.pages.catalogue import Entry
from kg.serve.pages.naming import Naming
from kg.serve.site import Site
from kg.store.prefixes import PREFIXES

Cell = Mapping[str, str | int]
TYPES = ("Initiative", "Resource", "Organisation", "Funder")


@record
class Property:
    """A property: its identifier, the term whose name it has, and the attribute of an entry that holds its values."""

    id: str
    term: str
    attribute: str


PROPERTIES = (
    Property(id="country", term="mxtd:country", attribute="countries"),
    Property(id="region", term="mxtd:region", attribute="regions"),
    Property(id="url", term="schema:url", attribute="url"),
    Property(id="start", term="schema:startDate", attribute="start"),
    Property(id="end", term="schema:endDate", attribute="end"),
    Property(id="kind", term="mxtd:kind", attribute="kinds"),
    Property(id="status", term="mxtd:status", attribute="statuses"),
    Property(id="targetSize", term="mxtd:targetSize", attribute="sizes"),
    Property(id="funder", term="mxtd:funder", attribute="funders"),
    Property(id="ledBy", term="mxtd:ledBy", attribute="leaders"),
    Property(id="description", term="dcterms:description", attribute="descriptions"),
)
BY_ID = {p.id: p for p in PROPERTIES}


def type_of(written: str) -> str:
    """The type that an identifier names: `Initiative`, `mxtd:Initiative` or its IRI; empty for none of ours."""
    name = written.rpartition("#")[2].rpartition(":")[2]
    return name if name in TYPES else ""


def type_iri(name: str) -> str:
    """The IRI of a type."""
    return PREFIXES["mxtd"] + name


def property_name(called: Naming, one: Property) -> str:
    """What a property is called by a reader."""
    prefix, _, local = one.term.partition(":")
    return called.property(PREFIXES[prefix] + local)


def cells(site: Site, entry: Entry, one: Property, called: Naming, language: str) -> list[Cell]:
    """The values of a property of an entry: things with identifier and name, else texts and numbers."""
    if one.id == "description":
        text, _ = entry.about(language)
        return [{"str": text}] if text else []
    value = getattr(entry, one.attribute)
    if isinstance(value, int):
        return [{"int": value}]
    if value is None or isinstance(value, str):
        return [{"str": value}] if value else []
    return [{"id": identifier(site, iri), "name": called(ox.NamedNode(iri))} for iri in value]


def identifier(site: Site, iri: str) -> str:
    """The identifier of a thing: what stands behind the base of our entities, the code of a place, else the IRI itself."""
    for space in (f"{site.base}id/", PLACE):
        if iri.startswith(space):
            return iri.removeprefix(space)
    return iri
