"""The vocabulary: ontology, shapes and JSON-LD context, for people and for programs."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.graph.resources import folder
from kg.graph.vocabulary import ONTOLOGY
from kg.model.record import record
from kg.model.text import Text
from kg.serve.linked.offers import statements, wanted, whole
from kg.serve.pages.render import page
from kg.store.prefixes import PREFIXES, shorten

_RDFS, _SKOS = PREFIXES["rdfs"], PREFIXES["skos"]
_CLASSES = ("http://www.w3.org/2002/07/owl#Class",)
_CONCEPT = f"{_SKOS}Concept"


@record
class Term:
    """A term of the ontology, as its documentation shows it."""

    name: str
    group: str
    label: Text
    definition: Text
    example: Text
    relations: tuple[tuple[str, str], ...]


@lru_cache(maxsize=2)
def _triples(part: str) -> tuple[ox.Triple, ...]:
    """The statements of the ontology (its places left out: they have addresses of their own) or of the shapes."""
    files = sorted(folder(part).glob("*.ttl"))
    store = ox.Store()
    for file in files:
        if file.name != "places.ttl":
            store.bulk_load(file.read_bytes(), format=ox.RdfFormat.TURTLE)
    return tuple(quad.triple for quad in store)


@lru_cache(maxsize=1)
def terms() -> tuple[Term, ...]:
    """The terms, classes first, then properties, then concepts, each by name."""
    by_subject: dict[str, list[ox.Triple]] = {}
    for triple in _triples("ontology"):
        if isinstance(triple.subject, ox.NamedNode) and triple.subject.value.startswith(ONTOLOGY):
            by_subject.setdefault(triple.subject.value, []).append(triple)
    found = [_term(iri.removeprefix(ONTOLOGY), said) for iri, said in by_subject.items() if iri != ONTOLOGY]
    order = {"class": 0, "property": 1, "concept": 2}
    return tuple(sorted((t for t in found if t.label.en), key=lambda t: (order[t.group], t.name.casefold())))


def _term(name: str, said: list[ox.Triple]) -> Term:
    types = {t.object.value for t in said if t.predicate.value.endswith("#type") and isinstance(t.object, ox.NamedNode)}
    group = "class" if types & set(_CLASSES) else "concept" if _CONCEPT in types else "property"
    if types & {f"{_SKOS}ConceptScheme", f"{_SKOS}Collection"}:
        group = "concept"
    relations = sorted(
        (shorten(t.predicate.value), t.object.value)
        for t in said
        if isinstance(t.object, ox.NamedNode) and not t.predicate.value.endswith(("#type", "isDefinedBy", "inScheme"))
    )
    return Term(name=name, group=group, label=_text(said, f"{_RDFS}label", f"{_SKOS}prefLabel"),
                definition=_text(said, f"{_SKOS}definition", f"{_RDFS}comment"), example=_text(said, f"{_SKOS}example"),
                relations=tuple(relations))  # fmt: skip


def _text(said: list[ox.Triple], *properties: str) -> Text:
    found: dict[str, str] = {}
    for triple in said:
        if triple.predicate.value in properties and isinstance(triple.object, ox.Literal):
            found.setdefault(triple.object.language or "en", triple.object.value)
    return Text(fr=found.get("fr", ""), en=found.get("en", ""), de=found.get("de", ""))


def _answer(part: str, name: str = "") -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        form = name or wanted(request, page=part == "ontology")
        if form == "html":
            return page(request, "ontology.html", terms=terms(), shorten=shorten)
        return statements(request, _triples(part), form)

    return answer


def _context(request: Request) -> Response:
    body = (folder("ontology") / "context.jsonld").read_bytes()
    return whole(request, body, "application/ld+json", {"vary": "Accept-Encoding"})


def routes() -> list[BaseRoute]:
    """The addresses of the vocabulary."""
    from kg.serve.linked.offers import SUFFIXES

    found: list[BaseRoute] = [Route("/context.jsonld", _context)]
    for part in ("ontology", "shapes"):
        found.append(Route(f"/{part}", _answer(part)))
        found += [Route(f"/{part}.{suffix}", _answer(part, name)) for suffix, name in SUFFIXES.items()]
    return found
