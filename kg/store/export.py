"""Dumps as bytes: the whole graph or one entity, read from the store, the same bytes every time."""

from __future__ import annotations

import difflib
import io
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.errors import EntityError, did_you_mean
from kg.model.folding import fold
from kg.model.text import Text
from kg.store.details import ALT_LABEL, DETAILS, LABEL, TYPE
from kg.store.dumping import check, dump
from kg.store.formats import unknown
from kg.store.jsonld import write_jsonld
from kg.store.ordered import FORMATS, GRAPH_FORMATS, written
from kg.store.prefixes import PREFIXES
from kg.store.reading import Reader
from kg.store.remote.fetching import embedded
from kg.store.statements import is_held

_NAMES = (LABEL, ALT_LABEL)
_THINGS = tuple(ox.NamedNode(PREFIXES["mxtd"] + n) for n in ("Initiative", "Resource", "Organisation", "Funder"))
_LISTED = Text(
    fr="`kg query search -p text=…` cherche un nom.",
    en="`kg query search -p text=…` looks for a name.",
    de="`kg query search -p text=…` sucht einen Namen.",
)


def export(store: Reader, name: str, *, entity: str = "", provenance: bool = False) -> bytes:
    """A dump in the format `name`, of all or of one entity (an IRI, a slug or a name).

    Raises FormatError for a format that is not known or cannot carry provenance, EntityError for an
    entity that is not in the graph.
    """
    if not entity:
        out = io.BytesIO()
        with embedded(store) as whole:
            dump(whole, name, out, provenance=provenance)
        return out.getvalue()
    check(name, provenance)
    root = find_entity(store, entity)
    quads = _about(store, root, provenance)
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


def _plain(quads: Iterable[ox.Quad]) -> list[ox.Triple]:
    return sorted({ox.Triple(q.subject, q.predicate, q.object) for q in quads}, key=str)


def _about(store: Reader, root: ox.NamedNode, provenance: bool) -> list[ox.Quad]:
    """The statements of one entity and about it, and the names of what it names, in the graphs that state them."""
    own = dict.fromkeys([*_stated(store, root, None, None, provenance), *_stated(store, None, None, root, provenance)])
    named = {node for q in own for node in (q.subject, q.object) if isinstance(node, ox.NamedNode) and node != root}
    details = (q for node in named for p in DETAILS for q in _stated(store, node, p, None, provenance))
    return list(dict.fromkeys([*own, *details]))


def _stated(
    store: Reader, subject: ox.NamedNode | None, predicate: ox.NamedNode | None, value: ox.NamedNode | None, provenance: bool
) -> Iterator[ox.Quad]:  # fmt: skip
    for quad in store.quads_for_pattern(subject, predicate, value, None):
        if is_held(quad.graph_name, provenance=provenance):
            yield quad


def find_entity(store: Reader, asked: str) -> ox.NamedNode:
    """The entity that an IRI, a slug or a name asks for; case and accents do not count."""
    names: dict[str, ox.NamedNode] = {}
    for kind in _THINGS:
        for quad in store.quads_for_pattern(None, TYPE, kind, ox.DefaultGraph()):
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


def short_names(store: Reader, begun: str, most: int) -> dict[str, str]:
    """The names of entities by their slugs, for slugs that begin with a text, or else hold it; at most `most`."""
    things = {
        quad.subject.value.rsplit("/", 1)[-1]: quad.subject
        for kind in _THINGS
        for quad in store.quads_for_pattern(None, TYPE, kind, ox.DefaultGraph())
        if isinstance(quad.subject, ox.NamedNode)
    }
    wanted = [s for s in things if s.startswith(begun)] or [s for s in things if begun in s]
    return {s: _name(store, things[s]) for s in sorted(wanted)[:most]}


def _name(store: Reader, entity: ox.NamedNode) -> str:
    labels = store.quads_for_pattern(entity, _NAMES[0], None, ox.DefaultGraph())
    return min((q.object.value for q in labels if isinstance(q.object, ox.Literal)), default="")
