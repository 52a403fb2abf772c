"""Link headers that lead programs from a page to its data and back (signposting.org, FAIR Signposting Profile, level 1)."""

from __future__ import annotations

import pyoxigraph as ox

from kg.graph.catalogue import is_licence
from kg.serve.linked.addresses import ascii_iri, data_path
from kg.serve.linked.offers import SUFFIXES, media_of
from kg.serve.site import Site
from kg.store.prefixes import PREFIXES

_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_PAGE = "https://schema.org/AboutPage"
_SCHEMA = {  # what schema.org calls the classes of the ontology, as these say themselves (rdfs:subClassOf, rdfs:seeAlso)
    "Initiative": "Project", "Resource": "CreativeWork", "Organisation": "Organization", "Funder": "FundingAgency",
    "Country": "Country", "Region": "AdministrativeArea", "Area": "Place", "Note": "CreativeWork",
}  # fmt: skip


def of_page(site: Site, iri: str) -> str:
    """The Link header of the page of a thing: its IRI, its data, its type, the licence, the data set that holds it."""
    links = [
        _link(ascii_iri(iri), "cite-as"),
        _link(_PAGE, "type"),
        *(_link(t, "type") for t in schema_types(site, iri)),
    ]
    for suffix, name in SUFFIXES.items():
        links.append(_link(site.link(data_path(site, iri, suffix)), "describedby", media_of(name)))
    for suffix, name in SUFFIXES.items():
        links.append(_link(site.link(data_path(site, iri, suffix)), "alternate", media_of(name)))
    return ", ".join([*links, *_common(site)])


def of_data(site: Site, iri: str, name: str) -> str:
    """The Link header of the data of a thing in a format: what it describes, its page, the other formats."""
    page = site.link(site.page_path(iri))
    links = [
        _link(page, "describes", "text/html"),
        _link(ascii_iri(iri), "cite-as"),
        _link(page, "alternate", "text/html"),
    ]
    links += [
        _link(site.link(data_path(site, iri, suffix)), "alternate", media_of(other))
        for suffix, other in SUFFIXES.items()
        if other != name
    ]
    return ", ".join([*links, *_common(site)])


def of_home(site: Site) -> str:
    """The Link header of the home page: the descriptions of the data set and of its endpoint."""
    links = [
        _link(ascii_iri(f"{site.base}dataset"), "cite-as"),
        _link("https://schema.org/Dataset", "type"),
        _link(_PAGE, "type"),
    ]
    for suffix, name in SUFFIXES.items():
        links.append(_link(site.link(f"/catalog.{suffix}"), "describedby", media_of(name)))
        links.append(_link(site.link(f"/.well-known/void.{suffix}"), "describedby", media_of(name)))
    links.append(_link(site.link("/sparql"), "service-desc", "text/turtle"))
    links += [_link(site.link(f"/dump/graph.{suffix}"), "item", media_of(name)) for suffix, name in SUFFIXES.items()]
    return ", ".join([*links, *_licence(site)])


def schema_types(site: Site, iri: str) -> list[str]:
    """The types of a thing in the words of schema.org."""
    quads = site.store.quads_for_pattern(ox.NamedNode(iri), _TYPE, None, ox.DefaultGraph())
    names = {q.object.value.removeprefix(PREFIXES["mxtd"]) for q in quads if isinstance(q.object, ox.NamedNode)}
    return sorted({f"https://schema.org/{_SCHEMA[name]}" for name in names if name in _SCHEMA})


def _common(site: Site) -> list[str]:
    return [_link(site.link("/dataset"), "collection"), *_licence(site)]


def _licence(site: Site) -> list[str]:
    licence = site.settings.licence
    return [_link(ascii_iri(licence), "license")] if is_licence(licence) else []


def _link(target: str, relation: str, media: str = "") -> str:
    kind = f'; type="{media}"' if media else ""
    return f'<{target}>; rel="{relation}"{kind}'
