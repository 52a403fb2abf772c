"""SHACL: the shapes folder judges the graph, and each result is followed back to the line of a note.

Core constraints are pySHACL's, on a plain copy in rdflib; `sh:sparql` is run by us as one SELECT over
the statements (design: one such constraint makes pySHACL five to eight times slower).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.graph.codes import spoken
from kg.graph.describe import Graph
from kg.graph.resources import folder
from kg.graph.vocabulary import ONTOLOGY, PREFIXES, term
from kg.model.problem import Problem, Severity, Text
from kg.model.span import Span

if TYPE_CHECKING:
    pass

SH = "http://www.w3.org/ns/shacl#"
_SEVERITY: dict[str, Severity] = {SH + "Violation": "violation", SH + "Warning": "warning", SH + "Info": "information"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One validation result: the focus node, the path and value (where it names them), the shape."""

    focus: str
    path: str
    value: ox.NamedNode | ox.Literal | None
    shape: str
    severity: Severity
    message: Text
    code: str


def judge(triples: Sequence[ox.Triple], extra: Path | None = None) -> list[Result]:
    """All results of the shapes on `triples` (statements and mentioned vocabulary), in a stable order."""
    files = sorted(folder("shapes").glob("*.ttl")) + (sorted(extra.glob("*.ttl")) if extra else [])
    shapes = ox.Store()
    for file in files:
        shapes.bulk_load(path=str(file), format=ox.RdfFormat.TURTLE)
    found = [*_core(triples, shapes), *_rules(triples, shapes)]
    return sorted(found, key=lambda r: (r.code, r.focus, r.path, str(r.value)))


def problems(results: Iterable[Result], graph: Graph) -> list[Problem]:
    """Each result as a Problem at the line where the statement it is about was read."""
    names = {graph.iris[key]: label for key, label in graph.labels.items()}
    own = _by_subject(graph)
    found = [
        Problem(code=r.code, severity=r.severity, message=_about(r, names), span=_span(r, graph, own)) for r in results
    ]
    return list(dict.fromkeys(found))


def broken(results: Iterable[Result], graph: Graph) -> set[ox.Triple]:
    """The statements to leave out: those that a violation names, the whole entity where it names none."""
    stops = [r for r in results if r.severity == "violation"]
    if not stops:
        return set()
    subjects = _by_subject(graph)
    out: set[ox.Triple] = set()
    for result in stops:
        own = subjects.get(result.focus, [])
        named = [t for t in own if t.predicate.value == result.path and result.value in (None, t.object)]
        if result.value is not None and named:
            out.update(named)
        elif len(named) > 1:  # too many: the one that stands first is kept
            out.update(sorted(named, key=lambda t: (min(s.span for s in graph.statements[t]), str(t.object)))[1:])
        else:
            out.update(own)
            out.update(
                t for t in graph.statements if isinstance(t.object, ox.NamedNode) and t.object.value == result.focus
            )
    return out


def _by_subject(graph: Graph) -> dict[str, list[ox.Triple]]:
    found: dict[str, list[ox.Triple]] = defaultdict(list)
    for triple in graph.statements:
        found[_iri(triple.subject)].append(triple)
    return found


def _span(result: Result, graph: Graph, own: dict[str, list[ox.Triple]]) -> Span:
    """Where the result's statement was read; results that name no value (maxCount …) are looked up by path."""
    found = [
        t for t in own.get(result.focus, []) if t.predicate.value == result.path and result.value in (None, t.object)
    ]
    spans = sorted(min(s.span for s in graph.statements[t]) for t in found)
    if spans:
        return spans[-1] if result.value is None else spans[0]
    return graph.spans.get(result.focus, Span(path="kg.toml", line=1, column=1, end=2))


def _about(result: Result, names: dict[str, str]) -> Text:
    name = names.get(result.focus) or re.split(r"[/#]", result.focus)[-1] or result.focus
    said = result.message
    return Text(fr=f"« {name} » : {said.fr}", en=f"“{name}”: {said.en}", de=f"„{name}“: {said.de or said.en}")


# -- Core, by pySHACL ---------------------------------------------------------------------------------
def _core(triples: Sequence[ox.Triple], shapes: ox.Store) -> list[Result]:
    import pyshacl
    import rdflib

    rdflib.NORMALIZE_LITERALS = False
    convert = _converter(rdflib)
    data, shacl = rdflib.Graph(), rdflib.Graph()
    for triple in triples:
        data.add((convert(triple.subject), convert(triple.predicate), convert(triple.object)))
    for part in _flattened(shapes):
        shacl.add((convert(part.subject), convert(part.predicate), convert(part.object)))
    _conforms, report, _text = pyshacl.validate(
        data, shacl_graph=shacl, inference="none", advanced=False, meta_shacl=False
    )
    sh = rdflib.Namespace(SH)
    results: list[Result] = []
    for node in report.objects(None, sh.result):
        value = report.value(node, sh.value)
        shape = str(report.value(node, sh.sourceShape) or "")
        results.append(
            _result(
                shapes, shape, str(report.value(node, sh.focusNode)), str(report.value(node, sh.resultPath) or ""),
                _back(value, rdflib), str(report.value(node, sh.resultSeverity)),
            )
        )  # fmt: skip
    return results


_TARGETS = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")


def _flattened(shapes: ox.Store) -> Iterator[ox.Triple]:
    """The shapes with each property shape aimed at the targets of its node shape, and without `sh:sparql`.

    It says the same (SHACL section 2.1: a property shape may have targets), and pySHACL then judges all
    focus nodes of a property shape in one call instead of one call each.
    """
    for quad in shapes:
        name = quad.predicate.value.removeprefix(SH)
        if name == "property" and isinstance(quad.object, ox.NamedNode) and isinstance(quad.subject, ox.NamedNode):
            for target in _TARGETS:
                for aim in shapes.quads_for_pattern(quad.subject, ox.NamedNode(SH + target), None, None):
                    yield ox.Triple(quad.object, aim.predicate, aim.object)
        elif name != "sparql":
            yield ox.Triple(quad.subject, quad.predicate, quad.object)


def _converter(library: Any) -> Callable[[Any], Any]:
    cache: dict[Any, Any] = {}

    def convert(node: Any) -> Any:
        got = cache.get(node)
        if got is None:
            if isinstance(node, ox.NamedNode):
                got = library.URIRef(node.value)
            elif isinstance(node, ox.BlankNode):
                got = library.BNode(node.value)
            elif node.language:
                got = library.Literal(node.value, lang=node.language)
            elif node.datatype == term("xsd:string"):
                got = library.Literal(node.value)
            else:
                got = library.Literal(node.value, datatype=library.URIRef(node.datatype.value), normalize=False)
            cache[node] = got
        return got

    return convert


def _back(value: Any, library: Any) -> ox.NamedNode | ox.Literal | None:
    if isinstance(value, library.URIRef):
        return ox.NamedNode(str(value))
    if isinstance(value, library.Literal):
        if value.language:
            return ox.Literal(str(value), language=value.language)
        return (
            ox.Literal(str(value), datatype=ox.NamedNode(str(value.datatype)))
            if value.datatype
            else ox.Literal(str(value))
        )
    return None


def _result(
    shapes: ox.Store, shape: str, focus: str, path: str, value: ox.NamedNode | ox.Literal | None, severity: str
) -> Result:
    node = ox.NamedNode(shape) if shape.startswith("http") else None
    said = list(shapes.quads_for_pattern(node, None, None, None)) if node else []
    codes = [
        q.object.value for q in said if q.predicate.value == ONTOLOGY + "code" and isinstance(q.object, ox.Literal)
    ]
    messages = {
        q.object.language or "en": q.object.value
        for q in said
        if q.predicate.value == SH + "message" and isinstance(q.object, ox.Literal)
    }
    text = spoken(messages)
    return Result(focus=focus, path=path, value=value, shape=shape, severity=_SEVERITY.get(severity, "violation"),
                  message=text, code=codes[0] if codes else "KG300")  # fmt: skip


# -- sh:sparql, by one SELECT -------------------------------------------------------------------------
def _rules(triples: Sequence[ox.Triple], shapes: ox.Store) -> list[Result]:
    store = ox.Store()
    store.bulk_extend(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    results: list[Result] = []
    for link in shapes.quads_for_pattern(None, ox.NamedNode(SH + "sparql"), None, None):
        if not isinstance(link.object, ox.NamedNode | ox.BlankNode):
            continue
        severities = _values(shapes, link.subject, "severity")
        for select in _values(shapes, link.object, "select"):
            results.extend(
                _run(store, shapes, _iri(link.subject), select, severities[0] if severities else SH + "Violation")
            )
    return results


def _values(shapes: ox.Store, subject: ox.NamedNode | ox.BlankNode | ox.Triple, name: str) -> list[str]:
    found = shapes.quads_for_pattern(subject, ox.NamedNode(SH + name), None, None)
    return [q.object.value for q in found if isinstance(q.object, ox.NamedNode | ox.Literal)]


def _iri(node: ox.NamedNode | ox.BlankNode | ox.Triple) -> str:
    return "" if isinstance(node, ox.Triple) else node.value


def _run(store: ox.Store, shapes: ox.Store, shape: str, select: str, severity: str) -> list[Result]:
    solutions: Any = store.query(re.sub(r"\$this\b", "?this", select), prefixes=PREFIXES)
    names = {v.value for v in solutions.variables}
    found: list[Result] = []
    for row in solutions:
        value = row["value"] if "value" in names else None
        path = row["path"].value if "path" in names and row["path"] is not None else ""
        found.append(_result(shapes, shape, row["this"].value, path, value, severity))
    return found
