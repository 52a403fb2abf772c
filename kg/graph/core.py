"""SHACL Core, judged by pySHACL on a view of the statements that answers just what shapes ask.

rdflib and pyshacl are loaded here and nowhere else in a build.
"""

from __future__ import annotations

import logging
import warnings
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

import pyoxigraph as ox
import pyshacl
import pyshacl.errors
import rdflib
from rdflib.store import Store

from kg.graph.vocabulary import Statement, iri
from kg.model.record import record

rdflib.NORMALIZE_LITERALS = False
_RDFLIB = logging.getLogger("rdflib.term")
logging.getLogger("pyshacl-validate").disabled = True  # what it says there, it raises as well
Unusable = pyshacl.errors.ReportableRuntimeError  # what pySHACL raises for shapes that it cannot use
SH = "http://www.w3.org/ns/shacl#"
_XSD_STRING = iri("xsd:string")
_TYPE, _SUBCLASS = iri("rdf:type"), iri("rdfs:subClassOf")


def _sh(names: str) -> frozenset[str]:
    return frozenset(SH + name for name in names.split())


# Constraints that judge each value by itself; those that find fault with several values at most; and no constraints.
_OF_EACH = _sh(
    "class datatype nodeKind in pattern flags minLength maxLength languageIn minInclusive minExclusive maxInclusive "
    "maxExclusive not and or xone node"
)
_OF_SEVERAL = _sh("maxCount uniqueLang")
_NONE = _sh("path severity message name description order group") | {
    iri(n) for n in ("rdf:type", "rdfs:label", "mxtd:code")
}
Values: TypeAlias = dict[Any, Any]  # the values of each node


@record
class Finding:
    """One validation result as pySHACL gives it; `path` and `value` where it names them."""

    shape: str
    focus: str
    path: str
    value: ox.NamedNode | ox.Literal | None
    severity: str
    component: str = ""


def judge(statements: Iterable[Statement], shapes: ox.Store) -> list[Finding]:
    """All results of the Core constraints of `shapes` on `statements`.

    Where a shape judges each value by itself, a value that many nodes have is judged once; all its nodes are
    judged only when fault was found.
    """
    view = _View(statements)
    aimed = _aimed(shapes, view)
    found = list(_validate(view, aimed))
    if again := {f.shape for f in found} & view.whole.keys():
        view.aims = {view.nodes[shape]: view.whole[shape] for shape in again}
        found = [f for f in found if f.shape not in again]
        found.extend(f for f in _validate(view, aimed) if f.shape in again)
    view.clear()  # rdflib's graphs and their name spaces hold on to one another, and so to the view
    return found


def _validate(view: _View, shapes: rdflib.Graph) -> Iterator[Finding]:
    _conforms, report, _text = pyshacl.validate(
        rdflib.Graph(store=view), shacl_graph=shapes, inference="none", advanced=False, meta_shacl=False
    )
    sh = rdflib.Namespace(SH)
    for result in report.objects(None, sh.result):
        yield Finding(
            shape=str(report.value(result, sh.sourceShape) or ""),
            focus=str(report.value(result, sh.focusNode)),
            path=str(report.value(result, sh.resultPath) or ""),
            value=_back(report.value(result, sh.value)),
            severity=str(report.value(result, sh.resultSeverity)),
            component=str(report.value(result, sh.sourceConstraintComponent) or ""),
        )


def is_ill_typed(value: ox.Literal) -> bool:
    """Whether a literal's text is none of its datatype, as rdflib judges the datatypes that it knows."""
    was, _RDFLIB.disabled = _RDFLIB.disabled, True  # it warns, logs a traceback, and judges
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            datatype = rdflib.URIRef(value.datatype.value)
            return bool(rdflib.Literal(value.value, datatype=datatype, normalize=False).ill_typed)
    finally:
        _RDFLIB.disabled = was


class _Nodes(dict[str, rdflib.URIRef]):
    """rdflib's node for an IRI, each made once: rdflib compares nodes at length that are not the same object."""

    def __missing__(self, iri: str) -> rdflib.URIRef:
        node = self[iri] = rdflib.URIRef(iri)
        return node

    def term(self, term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Any:
        """rdflib's term for one of pyoxigraph."""
        if isinstance(term, ox.NamedNode):
            return self[term.value]
        if isinstance(term, ox.BlankNode):
            return rdflib.BNode(term.value)
        assert isinstance(term, ox.Literal)
        if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        datatype = self[term.datatype.value] if term.datatype.value != _XSD_STRING else None
        return rdflib.Literal(term.value, datatype=datatype, normalize=False)


class _View(Store):
    """Statements as a store of rdflib that never changes: by predicate, the values of each node.

    rdflib's own stores keep three indexes, and take several times the time and memory. `aims` answers like a
    predicate that no node has: with the nodes that a property shape is to judge. `whole` are all that it could
    judge, where `aims` has just so many that each value is among them.
    """

    context_aware = graph_aware = True  # pySHACL wants a store that could hold several graphs

    def __init__(self, statements: Iterable[Statement]) -> None:
        super().__init__()
        self.nodes = nodes = _Nodes()
        self.by_predicate: dict[Any, Values] = {}
        self.aims: dict[Any, Values] = {}
        self.whole: dict[str, Values] = {}
        self.size = 0
        for subject, predicate, value in statements:
            values = self.by_predicate.setdefault(nodes[predicate], {})
            values.setdefault(nodes[subject], []).append(nodes.term(value))
            self.size += 1

    def triples(self, pattern: Any, context: Any = None) -> Iterator[Any]:
        """The statements of a pattern, in which None stands for anything."""
        subject, predicate, value = pattern
        for name in self.by_predicate if predicate is None else [predicate]:
            values = self.by_predicate.get(name) or self.aims.get(name, {})
            for node in values if subject is None else [subject]:
                for found in values.get(node, ()):
                    if value is None or found is value or found == value:
                        yield (node, name, found), iter(())

    def __len__(self, context: Any = None) -> int:
        return self.size

    def clear(self) -> None:
        """Let go of everything."""
        self.nodes.clear()
        self.by_predicate.clear()
        self.aims.clear()
        self.whole.clear()


def _aimed(shapes: ox.Store, view: _View) -> rdflib.Graph:
    """The shapes without `sh:sparql`, each property shape aimed at just the nodes that it can find fault with.

    It says the same (SHACL section 2.1: a property shape may have targets of its own), and pySHACL then judges
    all nodes of a property shape in one call instead of one call each.
    """
    graph = rdflib.Graph()
    members = _members(view)
    targets: dict[Any, set[Any]] = {}
    aims: dict[ox.NamedNode, set[Any]] = defaultdict(set)
    for quad in shapes:
        name = quad.predicate.value.removeprefix(SH)
        if name == "property" and isinstance(quad.object, ox.NamedNode) and isinstance(quad.subject, ox.NamedNode):
            if quad.subject not in targets:
                targets[quad.subject] = _targets(quad.subject, shapes, view, members)
            aims[quad.object] |= targets[quad.subject]
        elif name != "sparql":
            graph.add((view.nodes.term(quad.subject), view.nodes[quad.predicate.value], view.nodes.term(quad.object)))
    for shape, nodes in aims.items():
        name = view.nodes[shape.value]
        view.aims[name] = _faultable(shape, nodes, shapes, view)
        graph.add((name, view.nodes[SH + "targetSubjectsOf"], name))
    return graph


def _members(view: _View) -> dict[Any, list[Any]]:
    """The nodes of each class, those of its subclasses included."""
    own: dict[Any, list[Any]] = defaultdict(list)
    for node, classes in view.by_predicate.get(view.nodes[_TYPE], {}).items():
        for one in classes:
            own[one].append(node)
    subclass, data = view.nodes[_SUBCLASS], rdflib.Graph(store=view)
    above = {one for classes in view.by_predicate.get(subclass, {}).values() for one in classes}
    inherited = {one: [n for sub in data.transitive_subjects(subclass, one) for n in own.get(sub, ())] for one in above}
    return {**own, **inherited}


def _targets(shape: ox.NamedNode, shapes: ox.Store, view: _View, members: Mapping[Any, list[Any]]) -> set[Any]:
    """The nodes that the targets of a node shape name."""
    found: set[Any] = set()
    for quad in shapes.quads_for_pattern(shape, None, None, None):
        name, aim = quad.predicate.value.removeprefix(SH), view.nodes.term(quad.object)
        if name == "targetNode":
            found.add(aim)
        elif name == "targetClass":
            found.update(members.get(aim, ()))
        elif name == "targetSubjectsOf":
            found.update(view.by_predicate.get(aim, {}))
        elif name == "targetObjectsOf":
            found.update(v for values in view.by_predicate.get(aim, {}).values() for v in values)
    return found


def _faultable(shape: ox.NamedNode, nodes: set[Any], shapes: ox.Store, view: _View) -> Values:
    """Of `nodes`, those that a property shape can find fault with: with a value, or with several."""
    said = {q.predicate.value: q.object for q in shapes.quads_for_pattern(shape, None, None, None)}
    path, constraints = said.get(SH + "path"), said.keys() - _NONE
    if not isinstance(path, ox.NamedNode) or not constraints <= _OF_EACH | _OF_SEVERAL:
        return dict.fromkeys(nodes, (shape.value,))  # any value does: only who has one is asked
    values = view.by_predicate.get(view.nodes[path.value], {})
    found = {node: values[node] for node in nodes & values.keys()}
    if constraints <= _OF_SEVERAL and "0" not in str(said.get(SH + "maxCount")):
        return {node: several for node, several in found.items() if len(several) > 1}
    if constraints <= _OF_EACH:
        view.whole[shape.value] = found
        return _telling(found)
    return found


def _telling(values: Values) -> Values:
    """As many of the nodes as it takes to have each value."""
    seen: set[Any] = set()
    found: Values = {}
    for node, own in values.items():
        if not seen.issuperset(own):
            found[node] = own
            seen.update(own)
    return found


def _back(value: Any) -> ox.NamedNode | ox.Literal | None:
    if isinstance(value, rdflib.URIRef):
        return ox.NamedNode(str(value))
    if not isinstance(value, rdflib.Literal):
        return None
    if value.language:
        return ox.Literal(str(value), language=value.language)
    if value.datatype:
        return ox.Literal(str(value), datatype=ox.NamedNode(str(value.datatype)))
    return ox.Literal(str(value))
