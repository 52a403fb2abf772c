"""Dumps as bytes: the whole graph or one entity, read from the store, the same bytes every time."""

from __future__ import annotations

import difflib
import io
from collections.abc import Iterable

import pyoxigraph as ox

from kg.errors import EntityError, did_you_mean
from kg.model.folding import fold
from kg.model.text import Text
from kg.store.dumping import check, dump
from kg.store.formats import unknown
from kg.store.jsonld import write_jsonld
from kg.store.ordered import FORMATS, GRAPH_FORMATS, written
from kg.store.prefixes import PREFIXES

_RDFS = PREFIXES["rdfs"]
_NAMES = (ox.NamedNode(_RDFS + "label"), ox.NamedNode(PREFIXES["skos"] + "altLabel"))
_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
# Of what an entity's statements name, its data holds these.
DETAILS = (*_NAMES, _TYPE, ox.NamedNode(PREFIXES["mxtd"] + "isoCode"), ox.NamedNode(PREFIXES["skos"] + "notation"))
_THINGS = tuple(ox.NamedNode(PREFIXES["mxtd"] + n) for n in ("Initiative", "Resource", "Organisation", "Funder"))
_LISTED = Text(
    fr="`kg query search -p text=…` cherche un nom.",
    en="`kg query search -p text=…` looks for a name.",
    de="`kg query search -p text=…` sucht einen Namen.",
)


def export(store: ox.Store, name: str, *, entity: str = "", provenance: bool = False) -> bytes:
    """A dump in the format `name`, of all or of one entity (an IRI, a slug or a name).

    Raises FormatError for a format that is not known or cannot carry provenance, EntityError for an
    entity that is not in the graph.
    """
    if not entity:
        out = io.BytesIO()
        dump(store, name, out, provenance=provenance)
        return out.getvalue()
    check(name, provenance)
    root = find_entity(store, entity)
    quads = _about(_wanted(store, provenance), root)
    if name == "jsonld":
        return write_jsonld(_plain(quads), frame=root.value)
    if name not in GRAPH_FORMATS:
        quads = [ox.Quad(q.subject, q.predicate, q.object) for q in quads]
    return written(quads, name)


def of_triples(triples: Iterable[ox.Triple], name: str, *, frame: str = "") -> bytes:
    """Statements in the format `name`, in a stable order; in JSON-LD with the thing of the IRI `frame` on top.

    What only RDF 1.2 can say is left out where the format cannot say it. Raises FormatError for a format that is not
    known or cannot hold one of the statements.
    """
    if name not in FORMATS:
        raise unknown(name, FORMATS)
    if name == "jsonld":
        return write_jsonld(sorted(set(triples), key=str), frame=frame)
    plain = [t for t in triples if name != "rdfxml" or not isinstance(t.object, ox.Triple)]
    return written([ox.Quad(*t) for t in plain], name)


def _wanted(store: ox.Store, provenance: bool) -> list[ox.Quad]:
    names = [g for g in store.named_graphs() if isinstance(g, ox.NamedNode)]
    kept = [g for g in names if provenance or "/provenance/" not in g.value]
    return [q for g in kept for q in store.quads_for_pattern(None, None, None, g)]


def _plain(quads: Iterable[ox.Quad]) -> list[ox.Triple]:
    return sorted({ox.Triple(q.subject, q.predicate, q.object) for q in quads}, key=str)


def _about(quads: list[ox.Quad], root: ox.NamedNode) -> list[ox.Quad]:
    """The statements of one entity and about it, and the names of what it names."""
    own = [q for q in quads if root in (q.subject, q.object)]
    named = {q.object for q in own if isinstance(q.object, ox.NamedNode)} | {
        q.subject for q in own if isinstance(q.subject, ox.NamedNode)
    }
    return own + [q for q in quads if q.subject in named and q.subject != root and q.predicate in DETAILS]


def find_entity(store: ox.Store, asked: str) -> ox.NamedNode:
    """The entity that an IRI, a slug or a name asks for; case and accents do not count."""
    names: dict[str, ox.NamedNode] = {}
    for kind in _THINGS:
        for quad in store.quads_for_pattern(None, _TYPE, kind, ox.DefaultGraph()):
            if not isinstance(quad.subject, ox.NamedNode):
                continue
            if asked == quad.subject.value or asked == quad.subject.value.rsplit("/", 1)[-1]:
                return quad.subject
            for predicate in _NAMES:
                for label in store.quads_for_pattern(quad.subject, predicate, None, ox.DefaultGraph()):
                    if isinstance(label.object, ox.Literal):
                        names.setdefault(fold(label.object.value), quad.subject)
    found = names.get(fold(asked))
    if found is not None:
        return found
    near = difflib.get_close_matches(fold(asked), names, n=3, cutoff=0.5) or [n for n in names if fold(asked) in n][:3]
    shown = ", ".join(names[n].value.rsplit("/", 1)[-1] for n in near)
    raise EntityError(
        Text(
            fr=f"Rien ne s'appelle « {asked} » dans le graphe.",
            en=f"There is no entity {asked!r}.",
            de=f"Nichts heisst „{asked}“ im Graphen.",
        ),
        did_you_mean([shown]) if near else _LISTED,
    )


def short_names(store: ox.Store, begun: str, most: int) -> dict[str, str]:
    """The names of entities by their slugs, for slugs that begin with a text, or else hold it; at most `most`."""
    things = {
        quad.subject.value.rsplit("/", 1)[-1]: quad.subject
        for kind in _THINGS
        for quad in store.quads_for_pattern(None, _TYPE, kind, ox.DefaultGraph())
        if isinstance(quad.subject, ox.NamedNode)
    }
    wanted = [s for s in things if s.startswith(begun)] or [s for s in things if begun in s]
    return {s: _name(store, things[s]) for s in sorted(wanted)[:most]}


def _name(store: ox.Store, entity: ox.NamedNode) -> str:
    labels = store.quads_for_pattern(entity, _NAMES[0], None, ox.DefaultGraph())
    return min((q.object.value for q in labels if isinstance(q.object, ox.Literal)), default="")
