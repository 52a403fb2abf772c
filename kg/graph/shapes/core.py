"""SHACL Core, judged by pySHACL: suspects by the shapes that they may break, on a view of the store.

rdflib and pyshacl are loaded here and nowhere else in a build.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

import pyoxigraph as ox
import pyshacl
import pyshacl.errors
import rdflib
from rdflib.store import Store

from kg.graph.literals import unheard
from kg.graph.results import Finding
from kg.graph.shape_files import SH
from kg.graph.shapes.data import TYPE, Node, Term
from kg.graph.shapes.reading import TARGETS
from kg.graph.shapes.shape import Shape
from kg.graph.shapes.units import class_types
from kg.graph.shapes.words import XSD, Unusable, having, sh
from kg.model.record import replace

rdflib.NORMALIZE_LITERALS = False
logging.getLogger("pyshacl-validate").disabled = True  # what it says there, it raises as well
_REPORT = 4000  # nodes judged at once: a report holds a dozen statements a result
_UNIT = "urn:x-kg:unit:"  # stands for the constraints of a shape without its property shapes
_AIMS = {sh(name) for name in TARGETS}
_SHAPES = {sh("NodeShape"), sh("PropertyShape")}
_PLAIN = ox.DefaultGraph()


def judge(suspects: Iterable[tuple[Shape, Term]], store: ox.Store, shapes: ox.Store) -> Iterator[Finding]:
    """All results of shapes, without their property shapes, on nodes, in the order of the pairs.

    Raises Unusable for shapes that pySHACL refuses, and TypeError where it compares what does not compare.
    """
    pairs = iter(suspects)
    while some := list(islice(pairs, _REPORT)):
        for closed in (False, True):  # a closed shape needs its property shapes, which then judge as well
            aims: dict[Node, set[Term]] = {}
            for shape, node in some:
                if shape.closed is closed:
                    aims.setdefault(shape.node, set()).add(node)
            if aims:
                with unheard():
                    yield from _judged(aims, closed, store, shapes)


def judge_whole(roots: Collection[Term], store: ox.Store, shapes: ox.Store) -> list[Finding]:
    """All results of the shapes with targets that `roots` names, of all that they judge, as pySHACL goes about it.

    Raises as `judge` does.
    """
    nodes = _Nodes()
    graph = rdflib.Graph()
    classes = class_types(shapes)
    with unheard():
        for quad in shapes:
            aims = quad.predicate in _AIMS or (quad.predicate == TYPE and quad.object in classes)
            kept = quad.subject in roots or not aims
            if kept and quad.predicate != sh("sparql"):
                _add(graph, nodes.term(quad.subject), quad, nodes)
        return list(_validated(_View(store, nodes), graph))


def _judged(aims: Mapping[Node, set[Term]], closed: bool, store: ox.Store, shapes: ox.Store) -> list[Finding]:
    view = _View(store, nodes := _Nodes())
    graph = rdflib.Graph()
    for quad in _needed(aims, shapes):
        _add(graph, nodes.term(quad.subject), quad, nodes)
    names: dict[str, str] = {}
    for number, (node, focuses) in enumerate(aims.items()):
        unit = f"{_UNIT}{number}"
        names[unit] = node.value
        for quad in shapes.quads_for_pattern(node, None, None, None):
            if not _is_target(quad) and quad.predicate != sh("sparql") and (closed or quad.predicate != sh("property")):
                _add(graph, nodes[unit], quad, nodes)
        for parent in having(sh("property"), shapes, node):  # by them it knows its siblings
            graph.add((nodes.term(parent), nodes[SH + "property"], nodes[unit]))
        graph.add((nodes[unit], nodes[SH + "targetSubjectsOf"], nodes[unit]))
        view.aims[nodes[unit]] = [nodes.term(f) for f in focuses]
    return [replace(f, shape=names[f.shape]) for f in _validated(view, graph) if f.shape in names]


def _add(graph: rdflib.Graph, subject: Any, quad: ox.Quad, nodes: _Nodes) -> None:
    """Say of `subject` what a statement of the shapes says, but for a remark about a statement: rdflib knows no such."""
    if not isinstance(quad.object, ox.Triple):
        graph.add((subject, nodes[quad.predicate.value], nodes.term(quad.object)))
    elif quad.predicate.value.startswith(SH):
        raise Unusable(f"the value of {quad.predicate} is a statement")


def _is_target(quad: ox.Quad) -> bool:
    return quad.predicate in _AIMS or (quad.predicate == TYPE and quad.object not in _SHAPES)


def _needed(start: Iterable[Node], shapes: ox.Store) -> Iterator[ox.Quad]:
    """What is said of shapes and of all that they name, but for their targets and queries.

    Of disjoint qualified shapes, all: their siblings are known by who names them.
    """
    if having(sh("qualifiedValueShapesDisjoint"), shapes):
        start = {q.subject for q in shapes if not isinstance(q.subject, ox.Triple)}
    waiting: list[Any] = list(start)
    seen = set(waiting)
    while waiting:
        for quad in shapes.quads_for_pattern(waiting.pop(), None, None, None):
            if _is_target(quad) or quad.predicate == sh("sparql"):
                continue
            yield quad
            if isinstance(quad.object, ox.NamedNode | ox.BlankNode) and quad.object not in seen:
                seen.add(quad.object)
                waiting.append(quad.object)


def _validated(view: _View, shapes: rdflib.Graph) -> Iterator[Finding]:
    try:
        _conforms, report, _text = pyshacl.validate(
            rdflib.Graph(store=view), shacl_graph=shapes, inference="none", advanced=False, meta_shacl=False
        )
    except pyshacl.errors.ReportableRuntimeError as error:
        raise Unusable(str(error)) from error
    finally:
        view.clear()  # rdflib's graphs and their name spaces hold on to one another, and so to the view, and to the store
    names = rdflib.Namespace(SH)
    for result in report.objects(None, names.result):
        yield Finding(
            shape=str(report.value(result, names.sourceShape) or ""),
            focus=str(report.value(result, names.focusNode)),
            path=str(report.value(result, names.resultPath) or ""),
            value=_back(report.value(result, names.value)),
            severity=str(report.value(result, names.resultSeverity)),
            component=str(report.value(result, names.sourceConstraintComponent) or ""),
        )


class _Nodes(dict[str, rdflib.URIRef]):
    """rdflib's node for an IRI, each made once: rdflib compares nodes at length that are not the same object."""

    def __missing__(self, iri: str) -> rdflib.URIRef:
        node = self[iri] = rdflib.URIRef(iri)
        return node

    def term(self, term: Term | ox.Triple) -> Any:
        """rdflib's term for one of pyoxigraph."""
        if isinstance(term, ox.NamedNode):
            return self[term.value]
        if isinstance(term, ox.BlankNode):
            return rdflib.BNode(term.value)
        assert isinstance(term, ox.Literal)
        if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        datatype = self[term.datatype.value] if term.datatype.value != XSD + "string" else None
        return rdflib.Literal(term.value, datatype=datatype, normalize=False)


class _View(Store):
    """The plain statements of a store as a store of rdflib that never changes; what was asked is remembered.

    `aims` answers like a predicate that no node has: with the nodes that a shape is to judge.
    """

    context_aware = graph_aware = True  # pySHACL wants a store that could hold several graphs

    def __init__(self, store: ox.Store, nodes: _Nodes) -> None:
        super().__init__()
        self.store: ox.Store | None = store
        self.nodes = nodes
        self.aims: dict[Any, list[Any]] = {}
        self.known: dict[Any, list[Any]] = {}
        self.graphs = [
            rdflib.Graph(store=self, identifier=nodes[f"{_UNIT}graph"])
        ]  # pySHACL looks where a nameless node is

    def triples(self, pattern: Any, context: Any = None) -> Iterator[Any]:
        """The statements of a pattern, in which None stands for anything."""
        if pattern[1] in self.aims:
            found = [(node, pattern[1], node) for node in self.aims[pattern[1]]]
        elif pattern in self.known:
            found = self.known[pattern]
        else:
            found = self.known[pattern] = self._asked(pattern)
        return ((triple, iter(self.graphs)) for triple in found)

    def _asked(self, pattern: Any) -> list[Any]:
        subject, predicate, value = (None if t is None else _forth(t) for t in pattern)
        if isinstance(subject, ox.Literal) or isinstance(predicate, ox.Literal | ox.BlankNode):
            return []  # nothing says so
        term = self.nodes.term
        assert self.store is not None
        quads = self.store.quads_for_pattern(subject, predicate, value, _PLAIN)
        return [(term(q.subject), term(q.predicate), term(q.object)) for q in quads]

    def __len__(self, context: Any = None) -> int:
        return 1  # there is something, and to count it would take long

    def clear(self) -> None:
        """Let go of everything."""
        self.nodes.clear()
        self.aims.clear()
        self.known.clear()
        self.graphs.clear()
        self.store = None


def _forth(term: Any) -> Term:
    """pyoxigraph's term for one of rdflib."""
    return ox.BlankNode(str(term)) if isinstance(term, rdflib.BNode) else _named(term)


def _back(value: Any) -> ox.NamedNode | ox.Literal | None:
    return None if value is None or isinstance(value, rdflib.BNode) else _named(value)


def _named(value: Any) -> ox.NamedNode | ox.Literal:
    if isinstance(value, rdflib.URIRef):
        return ox.NamedNode(str(value))
    if value.language:
        return ox.Literal(str(value), language=value.language)
    if value.datatype:
        return ox.Literal(str(value), datatype=ox.NamedNode(str(value.datatype)))
    return ox.Literal(str(value))
