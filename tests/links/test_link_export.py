"""Decisions as others take them."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import sssom_pydantic

from kg.links.export import quickstatements, sssom, turtle
from kg.links.records import Decision
from kg.settings import BASE

ID, WD = f"{BASE}id/", "http://www.wikidata.org/entity/"


def decided(
    slug: str, item: str, said: str = "accepted", reviewer: str = "Ana", predicate: str = "skos:exactMatch"
) -> Decision:
    assert said in ("accepted", "rejected", "nothing")
    return Decision(
        subject=ID + slug, object=item, said=said, reviewer=reviewer, predicate=predicate, source="wikidata"
    )


DECISIONS = [
    decided("sentier", f"{WD}Q42"),
    decided("reseau", "http://data.europeana.eu/organization/1", predicate="owl:sameAs"),
    decided("gue", f"{WD}Q7", said="rejected"),
    decided("balise", "", said="nothing"),
]


def test_turtle_holds_the_accepted_links_and_no_others() -> None:
    text = turtle(reversed(DECISIONS), BASE)
    assert "kg:sentier skos:exactMatch wikidata:Q42 ." in text
    quads = {
        (q.subject.value, q.predicate.value.split("#")[1], q.object.value)
        for q in ox.parse(text, format=ox.RdfFormat.TURTLE)
    }
    assert quads == {
        (f"{ID}sentier", "exactMatch", f"{WD}Q42"),
        (f"{ID}reseau", "sameAs", "http://data.europeana.eu/organization/1"),
    }
    assert text == turtle(DECISIONS, BASE)


def test_sssom_holds_all_decisions_of_all_targets(tmp_path: Path) -> None:
    file = tmp_path / "all.sssom.tsv"
    file.write_text(sssom(DECISIONS, BASE), encoding="utf-8")
    mappings, _, _, errors = sssom_pydantic.read(file, return_errors=True)
    assert errors == [] and len(mappings) == 4
    none = next(m for m in mappings if m.object.curie == "sssom:NoTermFound")
    assert none.object_source is not None and none.object_source.curie == "wikidata:Q2013"
    assert file.read_text(encoding="utf-8") == sssom(reversed(DECISIONS), BASE)


def official(page: str) -> bool:
    return "youtube" not in page


def test_quickstatements_gives_the_website_that_an_item_lacks() -> None:
    pages = {f"{ID}sentier": ['https://sentier.example/a"b', "https://youtube.com/x"]}
    said = quickstatements(DECISIONS, pages, {f"{WD}Q42": []}, official)
    assert said == 'Q42\tP856\t"https://sentier.example/a%22b"\n'


def test_quickstatements_says_nothing_that_is_not_sure() -> None:
    page = {f"{ID}sentier": ["https://sentier.example/"]}
    lacks = {f"{WD}Q42": []}
    assert quickstatements(DECISIONS, page, {}, official) == ""  # nothing is known of the item
    assert quickstatements(DECISIONS, page, {f"{WD}Q42": ["https://other.example/"]}, official) == ""
    assert quickstatements(DECISIONS, {}, lacks, official) == ""
    assert quickstatements(DECISIONS, {f"{ID}sentier": ["https://youtube.com/x"]}, lacks, official) == ""
    assert (
        quickstatements(DECISIONS, {f"{ID}sentier": ["https://a.example/", "https://b.example/"]}, lacks, official)
        == ""
    )
    assert quickstatements([decided("sentier", f"{WD}Q42", reviewer="")], page, lacks, official) == ""
    assert quickstatements([decided("sentier", f"{WD}Q42", predicate="skos:closeMatch")], page, lacks, official) == ""
    assert quickstatements([*DECISIONS, decided("gue", f"{WD}Q42")], page, lacks, official) == ""
