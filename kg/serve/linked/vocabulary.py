"""The vocabulary: the ontology and its documentation, the shapes, the JSON-LD context, and places that no note names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache, partial

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from kg.graph.vocabulary import ONTOLOGY, about_places, iri
from kg.model.record import record
from kg.model.text import Text
from kg.resources import folder
from kg.serve.linked.answering import route
from kg.serve.linked.near import missing
from kg.serve.linked.offers import SUFFIXES, wanted, whole
from kg.serve.pages.render import Words, language_of, page, site_of
from kg.store.answering import GRAPHS, MEDIA
from kg.store.prefixes import PREFIXES, shorten
from kg.texts.linked import WORDS

_FILES = {"ontology": ("mxtd.ttl", "concepts.ttl"), "shapes": ()}
_CODE = re.compile(r"[A-Z0-9]{2,3}(-[A-Z0-9]{1,4})?")
_ITSELF = ONTOLOGY.removesuffix("#")
_LABELS = {iri("rdfs:label"), iri("skos:prefLabel")}
_HIDDEN = {*_LABELS, *map(iri, ("skos:definition", "skos:example", "skos:editorialNote", "rdfs:isDefinedBy", "rdf:type",
                                 "skos:topConceptOf", "skos:inScheme"))}  # fmt: skip
_CLASSES = {iri("owl:Class")}
_PROPERTIES = {
    iri("owl:ObjectProperty"),
    iri("owl:DatatypeProperty"),
    iri("rdf:Property"),
    iri("owl:AnnotationProperty"),
}


@record
class Term:
    """A term of the ontology, as its documentation shows it. `group` is `classes`, `properties` or `concepts`; `links`
    are what it relates to: the name of a property, the name of a term, and its IRI."""

    name: str
    group: str
    label: Text
    definition: Text
    example: Text
    links: tuple[tuple[str, str, str], ...]


def _text_of(part: str) -> bytes:
    """The files of a part as one Turtle text: prefixes may be said again. Places have addresses of their own."""
    names = _FILES[part] or tuple(sorted(file.name for file in folder(part).glob("*.ttl")))
    return b"\n\n".join((folder(part) / name).read_bytes() for name in names)


@lru_cache(maxsize=2)
def statements_of(part: str) -> tuple[ox.Triple, ...]:
    """The statements of the ontology or of the shapes; blank nodes have the labels of the canonical form (RDFC-1.0)."""
    found = ox.Dataset(ox.parse(_text_of(part), format=ox.RdfFormat.TURTLE))
    found.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return tuple(sorted((quad.triple for quad in found), key=str))


@lru_cache(maxsize=8)
def document(part: str, name: str) -> bytes:
    """The ontology or the shapes in a format; in Turtle as they were written."""
    if name == "turtle":
        return _text_of(part)
    prefixes = None if name == "ntriples" else PREFIXES
    return bytes(ox.serialize(statements_of(part), format=GRAPHS[name][1], prefixes=prefixes) or b"")


@lru_cache(maxsize=1)
def _said() -> Mapping[str, list[ox.Triple]]:
    found: dict[str, list[ox.Triple]] = defaultdict(list)
    for triple in statements_of("ontology"):
        if isinstance(triple.subject, ox.NamedNode):
            found[triple.subject.value].append(triple)
    return found


@lru_cache(maxsize=1)
def terms() -> tuple[Term, ...]:
    """The terms of the ontology: classes, properties, then concepts, each by name."""
    found = [_term(node, said) for node, said in _said().items() if node.startswith(ONTOLOGY)]
    order = ("classes", "properties", "concepts")
    return tuple(sorted(found, key=lambda t: (order.index(t.group), t.name.casefold(), t.name)))


def _term(node: str, said: list[ox.Triple]) -> Term:
    types = {
        t.object.value for t in said if t.predicate.value == iri("rdf:type") and isinstance(t.object, ox.NamedNode)
    }
    group = "classes" if types & _CLASSES else "properties" if types & _PROPERTIES else "concepts"
    links = sorted(
        (shorten(t.predicate.value), shorten(t.object.value), t.object.value)
        for t in said
        if isinstance(t.object, ox.NamedNode) and t.predicate.value not in _HIDDEN
    )
    return Term(
        name=node.removeprefix(ONTOLOGY), group=group, label=_text(said, *_LABELS), links=tuple(links),
        definition=_text(said, iri("skos:definition")), example=_text(said, iri("skos:example")),
    )  # fmt: skip


def _text(said: list[ox.Triple], *properties: str) -> Text:
    found = {
        t.object.language or "en": t.object.value
        for t in said
        if t.predicate.value in properties and isinstance(t.object, ox.Literal)
    }
    return Text.of(found)


@lru_cache(maxsize=1)
def version() -> str:
    """The version of the ontology, such as `0.1.0`."""
    said = (t.object for t in _said()[_ITSELF] if t.predicate.value == iri("owl:versionInfo"))
    return next((v.value for v in said if isinstance(v, ox.Literal)), "")


@lru_cache(maxsize=256)
def place(code: str) -> tuple[ox.Triple, ...]:
    """What the ontology says of the place of a code; nothing where it has none."""
    if _CODE.fullmatch(code) is None:
        return ()
    said = about_places(frozenset({code}))
    return tuple(ox.Triple(ox.NamedNode(s), ox.NamedNode(p), o) for s, p, o in said)


def _answer(part: str, name: str, request: Request) -> Response:
    chosen = name or wanted(request.headers.get("accept"), page=part == "ontology")
    if chosen != "html":
        return whole(request, document(part, chosen), MEDIA[chosen])
    spoken, site = language_of(request), site_of(request)
    formats = [(suffix, site.link(f"/{part}.{suffix}")) for suffix in SUFFIXES]
    return page(request, "ontology.html", w=Words(spoken, WORDS), terms=terms(), formats=formats, ontology=ONTOLOGY,
                title=_text(_said()[_ITSELF], *_LABELS), about=_text(_said()[_ITSELF], iri("dcterms:description")), version=version())  # fmt: skip


def _edition(request: Request) -> Response:
    """`/ontology/0.1.0`: the edition that there is."""
    asked = request.path_params["version"]
    return _answer("ontology", "", request) if asked == version() else missing(request, f"ontology/{asked}")


def _context(request: Request) -> Response:
    body = (folder("ontology") / "context.jsonld").read_bytes()
    return whole(request, body, MEDIA["jsonld"], {"vary": "Accept-Encoding"})


def routes() -> list[BaseRoute]:
    """The addresses of the vocabulary."""
    found: list[BaseRoute] = [route("/context.jsonld", _context), route("/ontology/{version}", _edition)]
    for part in _FILES:
        found.append(route(f"/{part}", partial(_answer, part, "")))
        found += [route(f"/{part}.{suffix}", partial(_answer, part, name)) for suffix, name in SUFFIXES.items()]
    return found
