"""The Core constraints are judged on a narrow view, and judged just as pySHACL judges all shapes on all statements."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib

from kg.graph import core
from kg.graph.vocabulary import PREFIXES, Statement

TOP = Path(__file__).resolve().parent.parent
HEAD = "".join(f"@prefix {p}: <{iri}> .\n" for p, iri in PREFIXES.items()) + "@prefix : <https://x.example/> .\n"
SHAPES = "\n".join(file.read_text(encoding="utf-8") for file in sorted((TOP / "shapes").glob("*.ttl")))
ENTRIES = """
:a a mxtd:Initiative , mxtd:Organisation ; rdfs:label "A" , "A again" ; schema:url <ftp://a.example/> , :b ;
   mxtd:country :b ; mxtd:targetSize mxtd:size-huge ; mxtd:status mxtd:status-active , mxtd:status-closed ;
   dcterms:isPartOf :b ; mxtd:ledBy :c ; mxtd:funder :a ; dcterms:references "x" ; dcterms:subject :t ;
   dcterms:description " "@fr ; dcterms:relation 5 , 5.0 , true , "x"@en , :a ;
   schema:startDate "abc"^^xsd:gYear , "2020"^^xsd:gYear ; schema:endDate :b ; skos:altLabel "" , :a .
:b a mxtd:Funder ; rdfs:label "B"@en , "B2"@en .
:c a :Club ; rdfs:label "C" . :Club rdfs:subClassOf mxtd:Organisation .
:d a mxtd:Initiative . :e a mxtd:Country ; mxtd:isoCode "e" , "EE" . :n a mxtd:Note .
:r a mxtd:Region ; rdfs:label "R" ; dcterms:isPartOf :e , :b . :z a mxtd:Area ; skos:notation 12 .
"""
OWN_SHAPES = """
:S a sh:NodeShape ; sh:targetSubjectsOf mxtd:ledBy ; sh:targetObjectsOf dcterms:relation ; sh:targetNode :d ;
   sh:property :closed-one , :asked , [ sh:path mxtd:kind ; sh:minCount 1 ] .
:asked a sh:PropertyShape ; sh:path [ sh:inversePath mxtd:funder ] ; sh:minCount 2 .
:closed-one a sh:PropertyShape ; sh:path schema:url ; sh:hasValue :b .
:T a sh:NodeShape ; sh:targetClass mxtd:Funder ; sh:closed true ; sh:ignoredProperties ( rdf:type ) .
"""


def full(statements: str, shapes: str) -> set[tuple[str, ...]]:
    """What pySHACL says of all shapes, untouched."""
    _, report, _ = pyshacl.validate(
        rdflib.Graph().parse(data=statements, format="turtle"),
        shacl_graph=rdflib.Graph().parse(data=shapes, format="turtle"),
    )
    sh = rdflib.SH
    names = (sh.sourceShape, sh.focusNode, sh.resultPath, sh.value, sh.resultSeverity)
    rows = [[report.value(result, name) for name in names] for result in report.objects(None, sh.result)]
    return {tuple("_" if isinstance(v, rdflib.BNode) else str(v or "") for v in row) for row in rows}


def _name(text: str) -> str:
    """An IRI or a literal as it is; a blank node of the shapes has another name in each reading."""
    return "_" if re.fullmatch(r"[0-9a-fA-Nn][\w]{20,}", text) else text


@pytest.mark.parametrize("shapes", [SHAPES, SHAPES + OWN_SHAPES], ids=["ours", "ours and others"])
def test_the_narrow_view_is_judged_like_the_whole(shapes: str) -> None:
    store = ox.Store()
    store.load(HEAD + "@prefix sh: <http://www.w3.org/ns/shacl#> ." + shapes, format=ox.RdfFormat.TURTLE)
    for link in list(store.quads_for_pattern(None, ox.NamedNode(core.SH + "sparql"), None, None)):
        store.remove(link)
    statements: list[Statement] = []
    for quad in ox.parse(HEAD + ENTRIES, format=ox.RdfFormat.TURTLE):
        assert isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal)
        statements.append((quad.subject.value, quad.predicate.value, quad.object))
    found = {
        (_name(f.shape), _name(f.focus), _name(f.path), f.value.value if f.value is not None else "", f.severity)
        for f in core.judge(statements, store)
    }
    assert found == full(HEAD + ENTRIES, store.dump(format=ox.RdfFormat.TURTLE, from_graph=ox.DefaultGraph()).decode())
    assert len(found) > 20
