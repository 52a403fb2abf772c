"""One truth about places: the table of folded names says just what places.ttl says."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kg import place_names
from kg.graph import vocabulary
from scripts.make_places import NAMES, OUTPUT, make_names

TOP = Path(__file__).resolve().parent.parent


def test_the_table_of_names_is_the_one_that_places_ttl_gives() -> None:
    table = NAMES.read_text(encoding="utf-8")
    assert table == make_names(OUTPUT.read_text(encoding="utf-8")), "run: python scripts/make_places.py --names"


def test_the_table_is_read_as_it_was_written() -> None:
    places = place_names.places()
    assert places.names["suisse"] == ("CH",) and places.names["ch"] == ("CH",)
    assert places.adjectives["vaudoise"] == ("CH-VD",) and "luxembourg" in places.names
    assert places.short["WA"] == ("AU-WA", "US-WA") and places.parents["BE-VLG"] == "BE"
    assert "150" in places.areas and "EU" in places.areas and "CH" not in places.areas


def test_places_ttl_read_block_by_block_says_what_it_says_as_a_whole() -> None:
    quads = list(ox.parse(path=str(OUTPUT), format=ox.RdfFormat.TURTLE))
    whole = [(str(q.subject), str(q.predicate), q.object) for q in quads]
    codes = frozenset(s.strip("<>").removeprefix(vocabulary.PLACE) for s, _, _ in whole)
    assert [(f"<{s}>", f"<{p}>", o) for s, p, o in vocabulary.about_places(codes)] == whole
    assert {s for s, _, _ in vocabulary.about_places(frozenset({"CH"}))} == {vocabulary.PLACE + "CH"}
