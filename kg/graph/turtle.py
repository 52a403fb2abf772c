"""Fenced Turtle blocks: statements that an author wrote in RDF, each at its line."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pyoxigraph as ox

from kg.graph.describe import Graph, Source
from kg.graph.vocabulary import PREFIXES
from kg.model.codes import CODES
from kg.model.note import TurtleBlock
from kg.model.problem import Problem
from kg.model.span import Span


def read_blocks(blocks: Iterable[TurtleBlock], graph: Graph) -> list[Problem]:
    """Add the statements of all blocks to the graph; a block that cannot be read is a Problem."""
    problems: list[Problem] = []
    for block in blocks:
        declared = set(re.findall(r"(?:@prefix|PREFIX)\s+([\w-]*):", block.text, re.IGNORECASE))
        head = "".join(f"@prefix {p}: <{iri}> .\n" for p, iri in PREFIXES.items() if p not in declared)
        head += "" if "kg" in declared else f"@prefix kg: <{graph.base}id/> .\n"
        try:
            triples = list(ox.parse(head + block.text, format=ox.RdfFormat.TURTLE, base_iri=f"{graph.base}id/"))
        except SyntaxError as error:
            problems.append(_broken(block, error, head.count("\n")))
            continue
        for quad in triples:
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
                _add(graph, block, quad.subject, quad.predicate, quad.object)
            else:
                problems.append(_nameless(block))
    return problems


def _add(
    graph: Graph, block: TurtleBlock, subject: ox.NamedNode, predicate: ox.NamedNode, value: ox.NamedNode | ox.Literal
) -> None:
    line = block.line + _line_of(block.text, subject, predicate, value)
    source = Source(span=Span(path=block.path, line=line, column=1, end=2), recogniser="turtle")
    graph.statements[subject.value, predicate.value, value].append(source)
    graph.spans.setdefault(subject.value, source.span)


def _line_of(text: str, subject: ox.NamedNode, predicate: ox.NamedNode, value: ox.NamedNode | ox.Literal) -> int:
    """The line of the block where a statement's value first stands behind its subject and predicate."""
    position = 0
    for word in (_local(subject.value), _local(predicate.value), _local(value.value)):
        at = text.find(word, position)
        if at >= 0:
            position = at
    return text.count("\n", 0, position)


def _local(iri: str) -> str:
    return re.split(r"[/#:]", iri)[-1].split("\n")[0] or iri


def _broken(block: TurtleBlock, error: SyntaxError, shift: int) -> Problem:
    line = max((error.lineno or shift + 1) - shift, 1)
    span = Span(path=block.path, line=block.line + line - 1, column=error.offset or 1, end=(error.offset or 1) + 1)
    what = re.sub(r"^Parser error (?:at|between) .*?: ", "", str(error.msg))  # its lines are not the note's
    return CODES["KG107"].at(span, what=what)


def _nameless(block: TurtleBlock) -> Problem:
    return CODES["KG108"].at(Span(path=block.path, line=block.line, column=1, end=2))
