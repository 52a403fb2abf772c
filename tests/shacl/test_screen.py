"""Whatever the graph and whatever the shapes: what the screen lets pass, pySHACL finds no fault with."""

from __future__ import annotations

from random import Random

import pytest

from kg.graph.shapes.judging import judge
from kg.graph.shapes.load import compiled
from tests.shacl.hostile import draw_data, draw_shapes, full, parsed, said


def compare(seed: int) -> set[tuple[str, ...]]:
    """What both say of a graph and shapes drawn at random; the empty set where pySHACL refuses, and so do we."""
    random = Random(seed)
    shapes = parsed(draw_shapes(random))
    data = parsed(draw_data(random))
    expected = full(data, shapes)
    if isinstance(expected, str):
        with pytest.raises(Exception) as raised:
            judge(data, compiled(shapes))
        assert type(raised.value).__name__ == expected
        return set()
    found = said(judge(data, compiled(shapes)))
    assert found == expected, f"seed {seed}: {sorted(expected ^ found)[:4]}"
    return expected


@pytest.mark.parametrize("begin", range(0, 300, 50))
def test_on_random_graphs_and_shapes_the_results_are_those_of_full_pyshacl(begin: int) -> None:
    rows = [compare(seed) for seed in range(begin, begin + 50)]
    assert sum(map(bool, rows)) > 25
