"""What the shapes found, as a `sh:ValidationReport` (SHACL, section 3.6) whose results name note, line and column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import pyoxigraph as ox

from kg.graph.results import Result
from kg.graph.shape_files import SH, SH_SEVERITIES
from kg.graph.vocabulary import PREFIXES, iri, term
from kg.model.problem import Problem

_SEVERITY = {said: ox.NamedNode(iri_) for iri_, said in SH_SEVERITIES.items()}
_RULE = "SPARQLConstraintComponent"


def report(results: Sequence[tuple[Result, Problem]], base: str, slugs: Mapping[str, str]) -> str:
    """The report in Turtle, the same bytes for the same notes: its results have IRIs, no blank nodes.

    `base` is that of the vault's IRIs, `slugs` gives each note's slug by its path.
    """
    triples = sorted({ox.Triple(*t) for t in _triples(results, base, slugs)}, key=str)
    data = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes={**PREFIXES, "sh": SH})
    assert data is not None
    return data.decode()


_Triple = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]


def _triples(results: Sequence[tuple[Result, Problem]], base: str, slugs: Mapping[str, str]) -> Iterator[_Triple]:
    whole = ox.NamedNode(base + "report")
    conforms = ox.Literal(not results)
    yield whole, _sh("type"), _sh("ValidationReport")
    yield whole, _sh("conforms"), conforms
    seen: Counter[str] = Counter()
    for result, problem in results:
        slug = slugs.get(problem.span.path, "")
        name = f"{slug}/L{problem.span.line}C{problem.span.column}-{result.code}"
        seen[name] += 1
        node = ox.NamedNode(f"{base}report/{name}" + (f"-{seen[name]}" if seen[name] > 1 else ""))
        yield whole, _sh("result"), node
        note = ox.NamedNode(f"{base}note/{slug}") if slug else None
        yield from ((node, p, o) for p, o in _of(result, problem, note))


def _of(
    result: Result, problem: Problem, note: ox.NamedNode | None
) -> Iterator[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]]:
    yield _sh("type"), _sh("ValidationResult")
    yield _sh("focusNode"), ox.NamedNode(result.focus)
    if result.path.startswith("http"):
        yield _sh("resultPath"), ox.NamedNode(result.path)
    if result.value is not None:
        yield _sh("value"), result.value
    if result.shape.startswith("http"):
        yield _sh("sourceShape"), ox.NamedNode(result.shape)
    yield _sh("sourceConstraintComponent"), ox.NamedNode(result.component or SH + _RULE)
    yield _sh("resultSeverity"), _SEVERITY[result.severity]
    for language in ("fr", "en", "de"):
        yield _sh("resultMessage"), ox.Literal(problem.message.in_language(language), language=language)
    if note is not None:
        yield ox.NamedNode(iri("prov:wasDerivedFrom")), note
        yield ox.NamedNode(iri("mxtd:line")), ox.Literal(problem.span.line)
        yield ox.NamedNode(iri("mxtd:column")), ox.Literal(problem.span.column)


def _sh(name: str) -> ox.NamedNode:
    return term("rdf:type") if name == "type" else ox.NamedNode(SH + name)
