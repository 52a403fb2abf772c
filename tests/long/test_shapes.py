"""Thousands of graphs, shapes and edits drawn at random: `KG_ROUNDS=10000` for more."""

from __future__ import annotations

import os
from random import Random

from kg.graph.shapes import load
from kg.graph.shapes.load import compiled
from kg.graph.shapes.words import Unusable
from tests.shacl.hostile import components, draw_data, draw_shapes, parsed
from tests.shacl.test_affected import assert_edits_judged_as_all, draw_vault
from tests.shacl.test_screen import assert_as_full_pyshacl

ROUNDS = int(os.environ.get("KG_ROUNDS", "2000"))
FIRST = 10_000  # the usual tests have those before
ALWAYS_FOUND = {
    "Class", "Datatype", "NodeKind", "MinCount", "MaxCount", "MinExclusive", "MinInclusive", "MaxExclusive", "MaxInclusive", "MinLength", "MaxLength",
    "Pattern", "LanguageIn", "UniqueLang", "Equals", "Disjoint", "LessThan", "LessThanOrEquals", "Not", "And", "Or", "Xone", "Node", "QualifiedMinCount",
    "QualifiedMaxCount", "Closed", "HasValue", "In",
}  # fmt: skip


def test_the_results_are_those_of_full_pyshacl_and_every_component_is_among_them() -> None:
    found = set()
    for seed in range(FIRST, FIRST + ROUNDS):
        found |= set(components(assert_as_full_pyshacl(seed)))
    assert found >= {f"{name}ConstraintComponent" for name in ALWAYS_FOUND}


def test_edits_are_judged_again_as_if_all_were() -> None:
    ours = load()
    for seed in range(FIRST, FIRST + ROUNDS):
        random = Random(seed)
        assert_edits_judged_as_all(ours, parsed(draw_vault(random)), parsed(draw_vault(random)), random)
        shapes = compiled(parsed(draw_shapes(random)))
        try:
            assert_edits_judged_as_all(shapes, parsed(draw_data(random)), parsed(draw_data(random)), random)
        except (TypeError, Unusable):
            continue  # pySHACL refuses what is said
