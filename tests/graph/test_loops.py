"""What is part of itself: found in one walk, as the query of the shape finds it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyoxigraph as ox
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph.loops import on_a_loop
from kg.graph.vocabulary import PREFIXES, Statement, iri

TOP = Path(__file__).resolve().parent.parent.parent
PART = iri("dcterms:isPartOf")


def part(one: int, other: int) -> Statement:
    return f"https://x.example/{one}", PART, ox.NamedNode(f"https://x.example/{other}")


def by_query(statements: list[Statement]) -> set[tuple[str, str]]:
    """What the `sh:select` of the shape names."""
    shapes = ox.Store()
    shapes.bulk_load(path=str(TOP / "shapes" / "rules.ttl"), format=ox.RdfFormat.TURTLE)
    (loop,) = shapes.quads_for_pattern(None, ox.NamedNode("https://museumxtd.ch/kg/shapes#loopOf"), None, None)
    (query,) = shapes.quads_for_pattern(loop.subject, ox.NamedNode("http://www.w3.org/ns/shacl#select"), None, None)
    assert isinstance(query.object, ox.Literal)
    store = ox.Store()
    store.extend(ox.Quad(ox.NamedNode(s), ox.NamedNode(p), o) for s, p, o in statements)
    rows: Any = store.query(query.object.value.replace("$this", "?this"), prefixes=PREFIXES)
    return {(row["this"].value, row["value"].value) for row in rows}


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20, unique=True))
def test_the_walk_finds_what_the_query_finds(pairs: list[tuple[int, int]]) -> None:
    statements = [part(a, b) for a, b in pairs]
    found = on_a_loop(statements)
    assert {(s[0], s[2].value) for s in found} == by_query(statements)
    assert found == [s for s in statements if s in found]


def test_a_chain_of_a_hundred_thousand_parts_has_no_loop_and_closed_is_one() -> None:
    chain = [part(i, i + 1) for i in range(100_000)]
    assert on_a_loop(chain) == []
    assert on_a_loop([*chain, part(100_000, 0)]) == [*chain, part(100_000, 0)]
