"""Dumps of any statements at all are what a naive writer, which holds and sorts everything, makes of them."""

from __future__ import annotations

import io
import json
import string
from collections.abc import Iterable

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import FormatError
from kg.store import sorting, statements
from kg.store.dumping import dump
from kg.store.formats import check_xml
from kg.store.jsonld import context, write_jsonld
from kg.store.prefixes import PREFIXES
from kg.store.sorting import Sorter

BASE = "https://museumxtd.ch/kg/"
XSD, RDF = PREFIXES["xsd"], PREFIXES["rdf"]
CARRIERS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
}
OX = {**CARRIERS, "rdfxml": ox.RdfFormat.RDF_XML}

# Names that stand in another order with a bracket behind them, names with a prefix, and properties of the context.
ends = st.sampled_from(["a", "a-b", "a/b", "a.b", "a0", "ab", "a%20b", "é", "a(b)", "𝕏", "a#b", "A", ""])
iris = st.one_of(
    ends.map(lambda e: ox.NamedNode(BASE + "id/" + e)),
    ends.map(lambda e: ox.NamedNode(BASE + "place/" + e)),
    st.sampled_from(["https://x.example/?a=1&b='2'", "urn:x:y", f"{BASE}ontology#Initiative", f"{BASE}ontology#"]).map(
        ox.NamedNode
    ),
)
TERMS = [v["@id"] for v in context().values() if isinstance(v, dict)]
properties = st.one_of(
    st.sampled_from(TERMS).map(lambda t: ox.NamedNode(PREFIXES.get(t.split(":")[0], "urn:") + t.split(":")[1])),
    st.sampled_from([RDF + "type", RDF + "reifies", "https://x.example/p", "https://x.example/p-q"]).map(ox.NamedNode),
)
words = st.one_of(
    st.sampled_from(["", "a", 'a"@fr', "a .", "x <<( y )>> .", '"^^<', "a\\b", "a\nb\r\tc", "\x00\x1b\x7f\x85", "\u2028", "5", "true"]),
    st.text(st.characters(exclude_categories=("Cs",)), max_size=6),
)  # fmt: skip
literals = st.one_of(
    words.map(ox.Literal),
    st.builds(lambda w, tag: ox.Literal(w, language=tag), words, st.sampled_from(["fr", "fr-ch", "en"])),
    st.builds(
        lambda w, d: ox.Literal(w, datatype=ox.NamedNode(XSD + d)),
        words,
        st.sampled_from(["gYear", "integer", "decimal", "boolean", "string", "date"]),
    ),
    st.builds(lambda w: ox.Literal(w, language="ar", direction=ox.BaseDirection.RTL), words),
)
blanks = st.sampled_from([ox.BlankNode("b"), ox.BlankNode("b1")])
plain = st.one_of(iris, literals, blanks)
triples = st.builds(ox.Triple, iris, properties, plain)
values = st.one_of(plain, plain, triples, st.builds(ox.Triple, iris, properties, triples))
homes = st.sampled_from(["note/a", "note/a-b", "note/a/b", "graph/places", "provenance/a", "provenance/a-b"]).map(
    lambda n: ox.NamedNode(BASE + n)
)


@st.composite
def some(draw: st.DrawFn) -> list[ox.Quad]:
    """Statements about few things with few properties, so that it matters in which order they stand."""
    subjects = draw(st.lists(st.one_of(iris, iris, iris, blanks), min_size=1, max_size=4))
    said = draw(st.lists(properties, min_size=1, max_size=3))
    objects = draw(st.lists(values, min_size=1, max_size=8))
    graphs = draw(st.lists(st.one_of(homes, homes, homes, st.just(ox.DefaultGraph()), blanks), min_size=1, max_size=3))
    parts = (st.sampled_from(pool) for pool in (subjects, said, objects, graphs))
    return draw(st.lists(st.builds(ox.Quad, *parts), min_size=1, max_size=25))


stores = some()


def key(quad: ox.Quad | ox.Triple) -> tuple[str, ...]:
    return tuple(str(term) for term in quad)


def naive(store: ox.Store, name: str, provenance: bool) -> bytes:
    """Everything in memory, term by term."""
    kept = [q for q in store if isinstance(q.graph_name, ox.NamedNode)]
    kept = [q for q in kept if provenance or "/provenance/" not in q.graph_name.value]
    if name in ("nquads", "trig"):
        ordered: Iterable[ox.Quad] = sorted(kept, key=lambda q: (str(q.graph_name), *key(q)))
    else:
        said = {q.triple for q in kept if isinstance(q.subject, ox.NamedNode)}
        if name == "jsonld":
            return write_jsonld(list(said))
        ordered = [ox.Quad(*t) for t in sorted(said, key=key)]
    if name == "rdfxml":
        check_xml(ordered)
    written = ox.serialize(ordered, format=OX[name], prefixes=None if name in ("nquads", "ntriples") else PREFIXES)
    return bytes(written or b"")


def dumped(store: ox.Store, name: str, provenance: bool = False) -> bytes:
    out = io.BytesIO()
    dump(store, name, out, provenance=provenance)
    return out.getvalue()


def filled(said: list[ox.Quad]) -> ox.Store:
    store = ox.Store()
    store.extend(said)
    return store


@settings(deadline=None, max_examples=150)
@given(stores, st.booleans())
@pytest.mark.parametrize("name", sorted(CARRIERS))
def test_a_dump_is_what_a_naive_writer_writes(name: str, said: list[ox.Quad], provenance: bool) -> None:
    store = filled(said)
    assert dumped(store, name, provenance) == naive(store, name, provenance)


@settings(deadline=None, max_examples=300)
@given(stores)
def test_json_ld_is_what_the_writer_of_entities_writes(said: list[ox.Quad]) -> None:
    store = filled(said)
    found = dumped(store, "jsonld")
    assert found == naive(store, "jsonld", False)
    json.loads(found)


@settings(deadline=None, max_examples=150)
@given(stores)
def test_rdf_xml_is_what_a_naive_writer_writes_or_refuses(said: list[ox.Quad]) -> None:
    store = filled([q for q in said if not isinstance(q.object, ox.Triple)])
    try:
        want: bytes | str = naive(store, "rdfxml", False)
    except FormatError as error:
        want = str(error)
    try:
        found: bytes | str = dumped(store, "rdfxml")
    except FormatError as error:
        found = str(error)
    assert found == want


EDGES = {
    "names": [ox.Triple(ox.NamedNode(BASE + f"id/{e}"), ox.NamedNode(RDF + "type"), ox.NamedNode(BASE + f"id/{e}")) for e in ("a", "a-b", "ab", "a/b", "a!")],
    "values": [
        ox.Triple(ox.NamedNode(BASE + "id/a"), ox.NamedNode(PREFIXES["rdfs"] + "label"), value)
        for value in (
            ox.NamedNode(BASE + "id/a"), ox.NamedNode("https://x.example/"), ox.BlankNode("b"), ox.Literal("a"), ox.Literal("a b"),
            ox.Literal("a", language="fr"), ox.Literal("a", language="ar", direction=ox.BaseDirection.RTL),
            ox.Literal("5", datatype=ox.NamedNode(XSD + "integer")), ox.Literal("2019", datatype=ox.NamedNode(XSD + "gYear")),
            ox.Literal('a" )>>'), ox.Literal("x <<( y"), ox.Literal("\\ \x1b \x7f \u2028 \n"),
            ox.Triple(ox.NamedNode(BASE + "id/a"), ox.NamedNode(BASE + "p"), ox.Literal("a")),
            ox.Triple(ox.NamedNode(BASE + "id/a"), ox.NamedNode(BASE + "p"), ox.Literal("a", language="fr")),
            ox.Triple(ox.NamedNode("urn:x"), ox.NamedNode(BASE + "p"), ox.Triple(ox.NamedNode("urn:x"), ox.NamedNode(BASE + "p"), ox.Literal("x <<( y"))),
        )
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", [*sorted(CARRIERS), "jsonld"])
@pytest.mark.parametrize("edge", sorted(EDGES))
def test_what_is_easily_put_in_another_order(name: str, edge: str) -> None:
    store = filled([ox.Quad(*t, ox.NamedNode(BASE + home)) for t in EDGES[edge] for home in ("note/a", "note/a-b")])
    assert dumped(store, name) == naive(store, name, False)


@settings(deadline=None, max_examples=100)
@given(stores, st.integers(1, 400))
@pytest.mark.parametrize("name", ["turtle", "nquads", "jsonld"])
def test_what_waits_in_a_file_comes_in_the_same_order(name: str, said: list[ox.Quad], most: int) -> None:
    store = filled(said)
    want = dumped(store, name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(statements, "Sorter", lambda *form: Sorter(*form, most=most))
        patch.setattr(sorting, "_LEAST", 7)
        assert dumped(store, name) == want


@settings(deadline=None)
@given(
    st.lists(st.text(string.ascii_letters + "é ", max_size=9)),
    st.integers(1, 40),
    st.integers(1, 30),
    st.integers(1, 9),
)
def test_lines_are_sorted_however_they_come(lines: list[str], most: int, step: int, least: int) -> None:
    text = "".join(f"{line}\n" for line in lines).encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sorting, "_LEAST", least)
        sorter = Sorter(most=most)
        for at in range(0, len(text), step):
            sorter.write(text[at : at + step])
        found = [line for block in sorter.blocks() for line in block]
    assert found == sorted({line.encode() for line in lines})


def test_a_temporary_file_goes_with_a_dump_that_breaks_off(monkeypatch: pytest.MonkeyPatch) -> None:
    files = []
    real = sorting.tempfile.TemporaryFile
    monkeypatch.setattr(sorting.tempfile, "TemporaryFile", lambda *a, **k: files.append(real(*a, **k)) or files[-1])
    monkeypatch.setattr(statements, "Sorter", lambda *form: Sorter(*form, most=100))
    note = ox.NamedNode(BASE + "note/a")
    said = [ox.Quad(ox.NamedNode(f"{BASE}id/{i}"), ox.NamedNode("https://x.example/1"), ox.Literal("x"), note) for i in range(9)]  # fmt: skip
    with pytest.raises(FormatError):
        dumped(filled(said), "rdfxml")
    assert files and all(file.closed for file in files)
