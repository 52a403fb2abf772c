"""Whatever the graph and whatever the shapes: what the screen lets pass, pySHACL finds no fault with."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

import pyoxigraph as ox
import pytest

from kg.graph.shapes import core
from kg.graph.shapes.data import Data
from kg.graph.shapes.faults import faults
from kg.graph.shapes.judging import judge
from kg.graph.shapes.load import compiled
from kg.graph.shapes.screen import suspects
from kg.graph.shapes.words import Unusable
from tests.shacl.hostile import draw_data, draw_shapes, full, parsed, refusal, said

TOP = Path(__file__).resolve().parent.parent.parent
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


def assert_as_full_pyshacl(seed: int) -> set[tuple[str, ...]]:
    """What both say of a graph and shapes drawn at random; the empty set where pySHACL refuses.

    It compares blank nodes and dates in vain even where that decides nothing, and then refuses: we need not.
    """
    random = Random(seed)
    shapes = parsed(draw_shapes(random))
    data = parsed(draw_data(random))
    expected = full(data, shapes)
    if isinstance(expected, str):
        try:
            judge(data, compiled(shapes))
        except (Unusable, TypeError) as error:
            assert refusal(error) == expected
        return set()
    found = said(judge(data, compiled(shapes)))
    assert found == expected, f"seed {seed}: {sorted(expected ^ found)[:4]}"
    return expected


@pytest.mark.parametrize("begin", range(0, 300, 50))
def test_on_random_graphs_and_shapes_the_results_are_those_of_full_pyshacl(begin: int) -> None:
    rows = [assert_as_full_pyshacl(seed) for seed in range(begin, begin + 50)]
    assert sum(map(bool, rows)) > 25


@pytest.mark.parametrize("others", ["", OWN_SHAPES], ids=["ours", "ours and others"])
def test_by_our_shapes_the_results_are_those_of_full_pyshacl(others: str) -> None:
    shapes = parsed(SHAPES + others)
    for link in list(shapes.quads_for_pattern(None, ox.NamedNode("http://www.w3.org/ns/shacl#sparql"), None, None)):
        shapes.remove(link)
    data = parsed(ENTRIES)
    found = said(judge(data, compiled(shapes)))
    assert found == full(data, shapes)
    assert len(found) > 20


def test_what_is_known_of_a_suspect_is_what_pyshacl_says_of_it_as_often() -> None:
    told = components = 0
    for seed in range(80):
        random = Random(seed)
        shapes, data = compiled(parsed(draw_shapes(random))), parsed(draw_data(random))
        known = Data(data)
        for node, focuses in suspects(shapes.units, known).items():
            shape = shapes.units[node].shape
            for focus in focuses:
                if (found := faults(shape, focus, known)) is not None:
                    try:
                        expected = list(core.judge([(shape, focus)], data, shapes.store))
                    except (Unusable, TypeError):
                        continue  # pySHACL refuses what decides nothing
                    assert Counter(found) == Counter(expected), seed
                    told += len(found)
                    components += len(found) > 1
    assert told > 260 and components > 26
