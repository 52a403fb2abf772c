"""The page of a thing: what is said of it, each fact with the line of the note that says it."""

from __future__ import annotations

import json
import re

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from kg.model.record import record
from kg.serve.pages.naming import Naming, naming
from kg.serve.pages.render import page, site_of
from kg.serve.site import Site
from kg.source import lines_of
from kg.store.facts import Reading, Said, facts
from kg.store.prefixes import PREFIXES

_TYPE, _LABEL, _ALT, _DESCRIPTION, _URL = (
    PREFIXES[p] + x
    for p, x in (
        ("rdf", "type"),
        ("rdfs", "label"),
        ("skos", "altLabel"),
        ("dcterms", "description"),
        ("schema", "url"),
    )
)
_ORDER = [
    PREFIXES[p] + x
    for p, x in (
        ("mxtd", "kind"), ("mxtd", "status"), ("mxtd", "country"), ("mxtd", "region"), ("mxtd", "area"), ("schema", "startDate"), ("schema", "endDate"),
        ("mxtd", "ledBy"), ("mxtd", "funder"), ("mxtd", "targetSize"), ("dcterms", "isPartOf"), ("dcterms", "relation"), ("dcterms", "subject"),
        ("schema", "url"), ("dcterms", "references"), ("owl", "sameAs"), ("skos", "exactMatch"), ("skos", "closeMatch"), ("rdfs", "label"), ("skos", "altLabel"),
        ("dcterms", "description"), ("rdf", "type"),
    )
]  # fmt: skip
_LONGEST = 400  # characters of a line that are shown
_SCHEMA = {
    "Initiative": "Project",
    "Resource": "CreativeWork",
    "Organisation": "Organization",
    "Funder": "FundingAgency",
    "Country": "Country",
}


@record
class Line:
    """A line of a note: its path, number and text around the passage that was read."""

    path: str
    number: int
    link: str
    before: str
    after: str
    rule: str


@record
class Row:
    """One value of a property, as the page shows it."""

    text: str
    link: str
    language: str
    lines: tuple[Line, ...]


def entity_page(request: Request, iri: str) -> Response:
    """The page of an entity. The IRI is one that the graph knows."""
    site = site_of(request)
    node = ox.NamedNode(iri)
    called = naming(request)
    said = facts(site.store, node)
    values = {p: [s for s in said if s.property == p] for p in dict.fromkeys(s.property for s in said)}
    ordered = sorted(values, key=lambda p: (_ORDER.index(p) if p in _ORDER else len(_ORDER), p))
    groups = [(called.property(p), p, [_row(site, called, s) for s in values[p]]) for p in ordered]
    kinds = [s.value.value.rpartition("#")[2] for s in values.get(_TYPE, ())]
    path = site.path_of(iri)
    return page(
        request, "thing.html", name=called(node), iri=iri, groups=groups, path=path,
        description=next((s.value.value for s in values.get(_DESCRIPTION, ())), ""),
        others=_others(site, called, node), schema=_schema(iri, called(node), kinds, values),
    )  # fmt: skip


def _row(site: Site, called: Naming, said: Said) -> Row:
    value = said.value
    lines = tuple(_line(site, r) for r in said.readings)
    if isinstance(value, ox.NamedNode):
        return Row(text=called(value), link=site.link_of(value.value), language="", lines=lines)
    return Row(text=value.value, link="", language=value.language or "", lines=lines)


def _line(site: Site, reading: Reading) -> Line:
    """The line of a note as it is now, cut at the passage."""
    path = site.paths.get(reading.note, "")
    lines = lines_of(site.settings.vault / path) if path else []
    text = lines[reading.line - 1] if 0 < reading.line <= len(lines) else ""
    start = max(reading.column - 1 - _LONGEST // 2, 0)
    before, after = text[start : reading.column - 1], text[reading.column - 1 : start + _LONGEST]
    link = site.link(f"{site.path_of(reading.note)}#L{reading.line}") if path else ""
    return Line(
        path=path or reading.note,
        number=reading.line,
        link=link,
        before=before.lstrip(),
        after=after.rstrip(),
        rule=reading.rule,
    )


def _others(site: Site, called: Naming, node: ox.NamedNode) -> list[tuple[str, list[tuple[str, str]]]]:
    """What says something of it: by property, the names and links of the subjects."""
    found: dict[str, list[tuple[str, str]]] = {}
    for quad in site.store.quads_for_pattern(None, None, node, ox.DefaultGraph()):
        if isinstance(quad.subject, ox.NamedNode):
            found.setdefault(quad.predicate.value, []).append((called(quad.subject), site.link_of(quad.subject.value)))
    return [(called.inverse(p), sorted(rows)) for p, rows in sorted(found.items())]


def _schema(iri: str, name: str, kinds: list[str], values: dict[str, list[Said]]) -> str:
    """The thing in schema.org, as JSON-LD that may stand in a page: `<` is written so that nothing can end the script."""
    said: dict[str, object] = {"@context": "https://schema.org", "@id": iri, "name": name,
                               "@type": next((_SCHEMA[k] for k in kinds if k in _SCHEMA), "Thing")}  # fmt: skip
    for key, property_ in (("description", _DESCRIPTION), ("url", _URL), ("alternateName", _ALT)):
        if found := [s.value.value for s in values.get(property_, ())]:
            said[key] = found[0] if len(found) == 1 else found
    same = [s.value.value for p in ("owl:sameAs", "skos:exactMatch") for s in values.get(_iri(p), ())]
    if same:
        said["sameAs"] = same
    text = json.dumps(said, ensure_ascii=False, sort_keys=True)
    return re.sub("[<>&\u2028\u2029]", lambda m: f"\\u{ord(m[0]):04x}", text)


def _iri(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def place_page(request: Request, iri: str) -> Response:
    """The page of a place: what it is, and what is there."""
    return entity_page(request, iri)
