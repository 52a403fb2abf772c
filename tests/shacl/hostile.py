"""Graphs and shapes drawn at random from what is easily got wrong; and what full pySHACL says of them."""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Sequence
from random import Random

import pyoxigraph as ox
import pyshacl
import pyshacl.errors
import rdflib

from kg.graph.literals import unheard
from kg.graph.results import Result
from kg.graph.shapes.words import Unusable
from kg.graph.vocabulary import PREFIXES

rdflib.NORMALIZE_LITERALS = False  # the report says values as they were written
HEAD = "".join(f"@prefix {p}: <{iri}> .\n" for p, iri in PREFIXES.items())
HEAD += "@prefix : <https://x.example/> .\n@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
NODES = [f":n{i}" for i in range(7)] + ["_:b0", "_:b1"]
CLASSES = [":C0", ":C1", ":C2", ":C3"]
PROPERTIES = [":p0", ":p1", ":p2", ":p3"]
ASTRAL, LONG = "𝕄𝕌𝕊", "é" * 3000
LITERALS = [
    '"a"', '"b"', '""', '" "', '"\\u00a0"', '"\\u001c"', '"a"@en', '"a"@EN', '"a"@en-GB', '"b"@en', '"b"@fr', '"^a.*[$"', '"abc\\ndef"',
    f'"{ASTRAL}"', f'"{LONG}"', "5", "05", "5.0", "-1", "7", '"5"', "true", "false", '"1"^^xsd:boolean', '"abc"^^xsd:integer', '"abc"^^xsd:date',
    '"2020-02-30"^^xsd:date', '"2020-02-03"^^xsd:date', '"2021-02-03"^^xsd:date', '"2020-02-03Z"^^xsd:date', '"2020"^^xsd:gYear', '"abc"^^xsd:gYear',
    '"2020-02-03T10:00:00"^^xsd:dateTime', '"2020-02-03T10:00:00Z"^^xsd:dateTime', '"-5"^^xsd:nonNegativeInteger', '"1e3"^^xsd:double', '"x"^^:own', "12345678901234567890123456789",
    '"2"^^xsd:decimal', '"٣"^^xsd:integer', '"<a>"^^rdf:HTML', '"x"^^xsd:token', '"x y"^^xsd:anyURI',
]  # fmt: skip


def draw_data(random: Random, size: int = 40) -> str:
    """Statements between few nodes, so that paths meet; subclasses in chains and rings, nodes of two types."""
    lines = []
    for _ in range(random.randrange(4)):
        lines.append(f"{random.choice(CLASSES)} rdfs:subClassOf {random.choice(CLASSES)} .")
    for _ in range(random.randrange(3, size)):
        node = random.choice(NODES)
        if random.random() < 0.05:
            lines.append(f'{node} {random.choice(PROPERTIES)} "a"@en , "b"@en-GB , "b"@en , "c"@fr .')
        elif random.random() < 0.3:
            lines.append(f"{node} a {random.choice(CLASSES)} .")
        else:
            value = random.choice(NODES) if random.random() < 0.5 else random.choice(LITERALS)
            lines.append(f"{node} {random.choice(PROPERTIES)} {value} .")
    return "\n".join(lines)


def _path(random: Random, depth: int = 0) -> str:
    kind = random.randrange(12 if depth < 2 else 6)
    if kind < 6:
        return random.choice(PROPERTIES)
    inner = [_path(random, depth + 1) for _ in range(2)]
    return {
        6: f"[ sh:inversePath {inner[0]} ]",
        7: f"( {inner[0]} {inner[1]} )",
        8: f"[ sh:alternativePath ( {inner[0]} {inner[1]} ) ]",
        9: f"[ sh:zeroOrMorePath {inner[0]} ]",
        10: f"[ sh:oneOrMorePath {inner[0]} ]",
        11: f"[ sh:zeroOrOnePath {inner[0]} ]",
    }[kind]


def _of_values(random: Random, depth: int) -> str:
    term = random.choice
    some = " ".join(random.sample(LITERALS[:20] + NODES[:7], 8))
    simple = [
        f"sh:class {term(CLASSES)}",
        f"sh:datatype {term(['xsd:string', 'xsd:integer', 'xsd:date', 'xsd:gYear', 'rdf:langString', 'xsd:boolean', 'xsd:decimal', ':own', 'xsd:nonNegativeInteger', 'xsd:dateTime', 'rdf:HTML', 'rdfs:Literal', 'xsd:token'])}",
        f"sh:nodeKind sh:{term(['IRI', 'Literal', 'BlankNode', 'BlankNodeOrIRI', 'BlankNodeOrLiteral', 'IRIOrLiteral'])}",
        f"sh:{term(['minInclusive', 'minExclusive', 'maxInclusive', 'maxExclusive'])} {term(['5', '5.0', chr(34) + '2020-06-01' + chr(34) + '^^xsd:date', chr(34) + 'b' + chr(34), '-1'])}",
        f"sh:{term(['minLength', 'maxLength'])} {term([0, 1, 3, 2000])}",
        f"sh:pattern {term([chr(34) + p + chr(34) for p in ('^a', '.', 'S$', '^https', '^.{3}$', '[^ ]', chr(92) * 2 + 'S', chr(92) * 2 + 'w', chr(92) * 2 + 'd', '^def')])} {term(['', '; sh:flags ' + chr(34) + 'i' + chr(34), '; sh:flags ' + chr(34) + 'm' + chr(34)])}",
        f"sh:languageIn ( {term(['%sen%s', '%sFR%s %sen-GB%s', '%s*%s']).replace('%s', chr(34))} )",
        f"sh:in ( {some} )",
    ]
    if depth < 2 and random.random() < 0.35:
        inner = [_node_shape(random, depth + 1) for _ in range(2)]
        return term(
            [
                f"sh:not {inner[0]}",
                f"sh:node {inner[0]}",
                *(f"sh:{n} ( {inner[0]} {inner[1]} )" for n in ("and", "or", "xone")),
            ]
        )
    return term(simple)


def _of_all(random: Random, depth: int) -> str:
    other, term = random.choice(PROPERTIES), random.choice
    return term([
        f"sh:minCount {term([0, 1, 1, 2])}",
        f"sh:maxCount {term([0, 1, 1, 2])}",
        f"sh:uniqueLang {term(['true', 'true', 'false'])}",
        f"sh:hasValue {term(LITERALS[:20] + NODES[:7] + CLASSES)}",
        f"sh:equals {other}",
        f"sh:disjoint {other}",
        f"sh:lessThan{term(['', 'OrEquals'])} {other}",
        f"sh:qualifiedValueShape {_node_shape(random, depth + 1)} ; sh:{term(['qualifiedMinCount', 'qualifiedMaxCount'])} 1"
        + term(["", " ; sh:qualifiedValueShapesDisjoint true"]),
    ])  # fmt: skip


def _property(random: Random, depth: int) -> str:
    parts = [f"sh:path {_path(random)}"]
    for _ in range(random.randrange(1, 3)):
        parts.append(_of_values(random, depth) if random.random() < 0.6 else _of_all(random, depth))
    if depth < 2 and random.random() < 0.2:
        parts.append(f"sh:property {_property(random, depth + 1)}")
    if random.random() < 0.05:
        parts.append("sh:deactivated true")
    return f"[ {' ; '.join(_once(parts))} ]"


def _node_shape(random: Random, depth: int) -> str:
    parts = [_of_values(random, depth)] if random.random() < 0.7 else []
    if random.random() < 0.4 or not parts:
        parts.append(f"sh:property {_property(random, depth + 1)}")
    return f"[ {' ; '.join(_once(parts))} ]"


def _once(parts: Sequence[str]) -> list[str]:
    """What may be said once of a shape, once."""
    return list({part.split(" ")[0]: part for part in parts}.values())


def draw_shapes(random: Random) -> str:
    """Some shapes with every sort of target, property shapes that two of them name, closed ones, classes that are shapes."""
    lines = []
    for i in range(3):
        aims = [f"sh:targetClass {random.choice(CLASSES)}", f"sh:targetNode {random.choice(NODES[:7])}"]
        aims += [f"sh:target{k}Of {random.choice(PROPERTIES)}" for k in ("Subjects", "Objects")]
        parts = random.sample(aims, random.randrange(1, 3))
        parts += [_of_values(random, 0)] if random.random() < 0.4 else []
        parts += [f"sh:property {_property(random, 0)}" for _ in range(random.randrange(1, 3))]
        parts += ["sh:property :shared"] if random.random() < 0.4 else []
        if random.random() < 0.15:
            parts.append(f"sh:closed true ; sh:ignoredProperties ( rdf:type {random.choice(PROPERTIES)} )")
        if random.random() < 0.1:
            parts.append("a rdfs:Class")
        lines.append(
            f"{random.choice([f':S{i}', ':C3']) if i == 0 else f':S{i}'} a sh:NodeShape ; {' ; '.join(parts)} ."
        )
    lines.append(f":shared a sh:PropertyShape ; sh:path :p0 ; {_of_values(random, 1)} ; sh:severity sh:Warning .")
    return "\n".join(lines)


def parsed(text: str) -> ox.Store:
    """A store of some Turtle."""
    store = ox.Store()
    store.load(HEAD + text, format=ox.RdfFormat.TURTLE)
    return store


def full(data: ox.Store, shapes: ox.Store) -> set[tuple[str, ...]] | str:
    """All that pySHACL says of all shapes and statements, untouched; or that it refuses, and how."""
    graphs = []
    for store in (data, shapes):
        with unheard():
            text = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()).decode()
            graphs.append(_graph(text))
    try:
        with unheard(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            _, report, _ = pyshacl.validate(graphs[0], shacl_graph=graphs[1])
    except (pyshacl.errors.ReportableRuntimeError, re.error, TypeError, ValueError) as error:
        return type(error).__name__
    sh = rdflib.SH
    names = (sh.sourceShape, sh.focusNode, sh.resultPath, sh.value, sh.resultSeverity, sh.sourceConstraintComponent)
    rows = [[report.value(result, name) for name in names] for result in report.objects(None, sh.result)]
    return {tuple(_plain(i, v) for i, v in enumerate(row)) for row in rows}


def refusal(error: BaseException) -> str:
    """How pySHACL refused what we judged by it, as `full` says it."""
    return type(error.__cause__ if isinstance(error, Unusable) else error).__name__


def _graph(text: str) -> rdflib.Graph:
    """A graph whose nameless nodes keep their names, so that results can be compared."""
    graph = rdflib.Graph()
    for quad in ox.parse(text, format=ox.RdfFormat.N_TRIPLES):
        graph.add(tuple(_rdflib(t) for t in quad.triple))  # type: ignore[arg-type]
    return graph


def _rdflib(term: object) -> rdflib.term.Node:
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    assert isinstance(term, ox.Literal)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    datatype = None if term.datatype.value.endswith("#string") else rdflib.URIRef(term.datatype.value)
    return rdflib.Literal(term.value, datatype=datatype, normalize=False)


_SEVERITIES = {"Violation": "violation", "Warning": "warning", "Info": "information"}


def _plain(place: int, term: object) -> str:
    if term is None or (place in (2, 3) and isinstance(term, rdflib.BNode)):
        return "" if place != 2 or term is None else str(term)
    if place == 4:
        return _SEVERITIES[str(term).rpartition("#")[2]]
    if place == 3:
        return term.n3() if not isinstance(term, rdflib.Literal) else f"{term!s}|{term.language}|{term.datatype}"
    return str(term)


def said(results: Sequence[Result]) -> set[tuple[str, ...]]:
    """Our results, in the same words."""
    rows = set()
    for r in results:
        value = "" if r.value is None else str(r.value)
        if isinstance(r.value, ox.Literal):
            plain = r.value.language or r.value.datatype.value.endswith("#string")
            value = f"{r.value.value}|{r.value.language}|{None if plain else r.value.datatype.value}"
        rows.add((r.shape, r.focus, r.path, value, r.severity, r.component))
    return rows


def components(rows: set[tuple[str, ...]]) -> Counter[str]:
    """How many results each component has."""
    return Counter(row[5].rpartition("#")[2] for row in rows)
