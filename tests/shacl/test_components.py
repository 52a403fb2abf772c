"""Each constraint component of SHACL Core: what breaks it is a suspect, and is judged as full pySHACL judges it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import ShapeError
from kg.graph.shapes import SH, judge, load
from kg.graph.shapes.load import compiled
from kg.graph.shapes.words import Unusable
from tests.shacl.hostile import full, parsed, refusal, said

TOP = Path(__file__).resolve().parent.parent.parent
INNER = "[ sh:property [ sh:path :q ; sh:minCount 1 ] ]"
# What a property shape on :p asks; what conforms; what does not, of a node of class :C.
COMPONENTS = {
    "Class": ("sh:class :D", ":a :p :d . :d a :E . :E rdfs:subClassOf :F . :F rdfs:subClassOf :D .", ":a :p :x ."),
    "Datatype": ("sh:datatype xsd:integer", ":a :p 5 .", ':a :p "abc"^^xsd:integer .'),
    "NodeKind": ("sh:nodeKind sh:IRI", ":a :p :b .", ":a :p _:b ."),
    "MinCount": ("sh:minCount 2", ":a :p 1 , 2 .", ":a :p 1 ."),
    "MaxCount": ("sh:maxCount 1", ":a :p 1 .", ":a :p 1 , 2 ."),
    "MinExclusive": ("sh:minExclusive 5", ":a :p 6 .", ":a :p 5.0 ."),
    "MinInclusive": ("sh:minInclusive 5", ":a :p 5 .", ':a :p "6" .'),
    "MaxExclusive": ('sh:maxExclusive "2020-01-02"^^xsd:date', ':a :p "2020-01-01"^^xsd:date .', ":a :p :b ."),
    "MaxInclusive": ("sh:maxInclusive 5", ":a :p 5 .", ":a :p 5.5 ."),
    "MinLength": ("sh:minLength 2", ':a :p "𝕄𝕌" .', ':a :p "𝕄" .'),
    "MaxLength": ("sh:maxLength 1", ':a :p "𝕄" .', f':a :p "{"𝕄" * 5000}" .'),
    "Pattern": ('sh:pattern "^A.c$" ; sh:flags "i"', ':a :p "aBC"@EN .', ':a :p "a\\nc" .'),
    "LanguageIn": ('sh:languageIn ( "en" "FR" )', ':a :p "x"@en-GB , "y"@fr .', ':a :p "x" .'),
    "UniqueLang": ("sh:uniqueLang true", ':a :p "x"@en , "y"@en-GB , "z" , "w" .', ':a :p "x"@en , "y"@EN .'),
    "Equals": ("sh:equals :q", ":a :p 1 ; :q 1 .", ":a :p 1 ; :q 2 ."),
    "Disjoint": ("sh:disjoint :q", ":a :p 1 ; :q 2 .", ":a :p 1 ; :q 1 , 3 ."),
    "LessThan": ("sh:lessThan :q", ":a :p 1 ; :q 2 .", ":a :p 2 ; :q 2 ."),
    "LessThanOrEquals": ("sh:lessThanOrEquals :q", ":a :p 2 ; :q 2 .", ":a :p 3 ; :q 2 ."),
    "Not": ("sh:not [ sh:in ( 1 2 ) ]", ":a :p 3 .", ":a :p 2 ."),
    "And": (f"sh:and ( {INNER} [ sh:class :D ] )", ":a :p :b . :b :q 1 ; a :D .", ":a :p :b . :b :q 1 ."),
    "Or": (f"sh:or ( {INNER} [ sh:class :D ] )", ":a :p :b . :b :q 1 .", ":a :p :b ."),
    "Xone": (f"sh:xone ( {INNER} [ sh:class :D ] )", ":a :p :b . :b :q 1 .", ":a :p :b . :b :q 1 ; a :D ."),
    "Node": (f"sh:node {INNER}", ":a :p :b . :b :q 1 .", ":a :p :b ."),
    "Property": ("sh:property [ sh:path :q ; sh:minCount 1 ]", ":a :p :b . :b :q 1 .", ":a :p :b ."),
    "QualifiedMinCount": (f"sh:qualifiedValueShape {INNER} ; sh:qualifiedMinCount 1", ":a :p :b . :b :q 1 .", ":a :p :b ."),
    "QualifiedMaxCount": (f"sh:qualifiedValueShape {INNER} ; sh:qualifiedMaxCount 0", ":a :p :b .", ":a :p :b . :b :q 1 ."),
    "HasValue": ('sh:hasValue "x"', ':a :p "x" , "y" .', ':a :p "x"@en .'),
    "In": ('sh:in ( :b "x" 5 )', ':a :p :b , "x" , 5 .', ':a :p "x"@en , 5.0 .'),
}  # fmt: skip
WAYS = [
    ":p",
    "[ sh:inversePath :ip ]",
    "( :p0 :p )",
    "[ sh:alternativePath ( :p :nothing ) ]",
    "[ sh:zeroOrOnePath :p ]",
]


def assert_both_agree(shapes: str, data: str) -> set[tuple[str, ...]]:
    """What both say: the same."""
    shapes_store, store = parsed(shapes), parsed(data)
    expected, found = full(store, shapes_store), said(judge(store, compiled(shapes_store)))
    assert found == expected
    return found


@pytest.mark.parametrize("name", sorted(COMPONENTS))
def test_what_breaks_a_component_is_found(name: str) -> None:
    constraint, sound, broken = COMPONENTS[name]
    shape = f":S sh:targetClass :C ; sh:property [ sh:path :p ; {constraint} ] ."
    node = ":a a :C . "
    assert assert_both_agree(shape, node + sound) == set()
    assert assert_both_agree(shape, node + broken)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", sorted(COMPONENTS))
def test_by_whatever_path_and_target(name: str, way: str) -> None:
    constraint, sound, broken = COMPONENTS[name]
    links = ":a :p0 :a . :b :ip :a . :d :ip :a . :x a :E . :E rdfs:subClassOf :C . "
    for target in ("sh:targetClass :C", "sh:targetNode :a , :x", "sh:targetSubjectsOf :p", "sh:targetObjectsOf :p"):
        shape = f":S {target} ; sh:property [ sh:path {way} ; {constraint} ] ."
        for data in (sound, broken):
            assert_both_agree(shape, ":a a :C . " + links + data)


@pytest.mark.parametrize(
    ("shapes", "data"),
    [
        (":C a rdfs:Class , sh:NodeShape ; sh:property [ sh:path :p ; sh:minCount 1 ] .", ":a a :C ."),
        (":S sh:targetClass :C ; sh:closed true ; sh:ignoredProperties ( rdf:type ) ; sh:property [ sh:path :p ; sh:maxCount 1 ] .", ":a a :C ; :p 1 , 2 ; :q 1 ."),
        (":S sh:targetClass :C ; sh:nodeKind sh:BlankNode ; sh:deactivated false .", ":a a :C ."),
        (":S sh:targetClass :C ; sh:nodeKind sh:BlankNode ; sh:deactivated true .", ":a a :C ."),
        (":S sh:targetClass :C ; sh:property :P . :P sh:path :p ; sh:node :S ; sh:minCount 1 .", ":a a :C ; :p :b . :b :p :a . :c a :C ; :p :d ."),
        (":S sh:targetClass :C ; sh:property :P . :T sh:targetClass :D ; sh:property :P . :P sh:path :p ; sh:minCount 1 .", ":a a :C , :D . :b a :D ."),
        (":S sh:targetObjectsOf :p ; sh:property [ sh:path [ sh:inversePath :p ] ; sh:maxCount 1 ] ; sh:datatype xsd:string .", ':a :p "x" , 5 . :b :p "x" .'),
        (":S sh:targetNode \"x\" , 5 ; sh:nodeKind sh:IRI .", ":a :p 1 ."),
        (":S sh:targetClass :C ; sh:property [ sh:path :p ; sh:minCount 1 ] , :P , [ sh:path :p ; sh:qualifiedValueShape [ sh:class :F ] ; sh:qualifiedMaxCount 0 ; sh:qualifiedValueShapesDisjoint true ] . :P sh:path :p ; sh:qualifiedValueShape [ sh:class :E ] ; sh:qualifiedMinCount 1 ; sh:qualifiedValueShapesDisjoint true .", ":a a :C ; :p :b . :b a :E , :F . :c a :C ; :p :d . :d a :E ."),
        (":S sh:targetClass :C ; sh:property [ sh:path :p ; sh:property [ sh:path :q ; sh:property [ sh:path :r ; sh:minCount 1 ] ] ] .", ":a a :C ; :p :b . :b :q :c , :d . :c :r 1 ."),
        (":S sh:targetClass :C ; :longest 2 ; sh:property [ sh:path :p ; :longest 2 ] . :Own a sh:ConstraintComponent ; sh:parameter [ sh:path :longest ] ; sh:validator [ a sh:SPARQLAskValidator ; sh:ask 'ASK { FILTER(STRLEN(STR($value)) <= $longest) }' ] .", ':a a :C ; :p "ab" , "abc" .'),
    ],
    ids=["class that is a shape", "closed", "not deactivated", "deactivated", "holds itself", "two name it", "values that are texts", "text as target", "siblings", "three deep", "component of one's own"],
)  # fmt: skip
def test_what_is_not_one_property_of_one_class(shapes: str, data: str) -> None:
    assert_both_agree(shapes, data)


@pytest.mark.parametrize(
    "shapes",
    [
        "sh:property [ sh:path :p ; sh:pattern '(' ]",
        "sh:property [ sh:path :p ; sh:minCount 1 , 2 ]",
        "sh:property [ sh:path :p ; sh:datatype xsd:string , xsd:date ]",
        "sh:property [ sh:path :p ; sh:maxLength -1 ]",
        "sh:property :nothing",
        "sh:node [ sh:path :p ; sh:minCount 1 ]",
        "sh:or ()",
        "sh:minCount 1",
        "sh:property [ sh:path [ sh:alternativePath ( :p ) ] ; sh:minCount 1 ]",
    ],
)
def test_shapes_that_pyshacl_refuses_are_refused(shapes: str, tmp_path: Path) -> None:
    text = f":S a sh:NodeShape ; sh:targetClass :C ; {shapes} ."
    data = parsed(":a a :C ; :p 5 .")
    assert isinstance(full(data, parsed(text)), str)
    with pytest.raises((Unusable, re.error)) as raised:
        judge(data, compiled(parsed(text)))
    assert refusal(raised.value) == full(data, parsed(text))
    (tmp_path / "fine.ttl").write_bytes(b"<urn:x> <urn:x> <urn:x> .")
    store = parsed(text)
    (tmp_path / "own.ttl").write_bytes(store.dump(format=ox.RdfFormat.TURTLE, from_graph=ox.DefaultGraph()) or b"")
    with pytest.raises(ShapeError, match=r"own\.ttl"):
        judge(data, load(tmp_path))


def test_where_nothing_is_suspect_neither_rdflib_nor_pyshacl_is_loaded() -> None:
    code = (
        "import sys, pyoxigraph as ox; from kg.graph import shapes, turtle; import kg.build; s = ox.Store();"
        "s.load(\"<https://x.example/a> a <https://museumxtd.ch/kg/ontology#Note> ; <http://www.w3.org/2000/01/rdf-schema#label> 'A' .\", format=ox.RdfFormat.TURTLE);"
        "print(shapes.judge(s, shapes.load()), [m for m in ('rdflib', 'pyshacl') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=TOP, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[] []"


def test_only_the_default_graph_is_seen() -> None:
    store = parsed('<https://x.example/a> a mxtd:Note ; rdfs:label "A" .')
    store.load("<https://x.example/b> a <https://museumxtd.ch/kg/ontology#Note> .", format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode("https://x.example/g"))  # fmt: skip
    assert judge(store, load()) == []


def test_ours_are_all_understood() -> None:
    shapes = load()
    assert shapes.unclear == frozenset()
    coded = {q.subject for q in shapes.store.quads_for_pattern(None, ox.NamedNode(SH + "path"), None, None)}
    assert {n for n in coded if isinstance(n, ox.NamedNode)} == shapes.units.keys()
