"""What breaks a shape is named with its line and left out; the rest is published and conforms."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib

from kg.build import build
from kg.graph.vocabulary import PREFIXES
from kg.settings import Settings
from kg.vault_graph import VaultGraph
from tests.parsing import each_query_parsed_once

TOP = Path(__file__).resolve().parent.parent
Vault = Callable[[dict[str, str]], Path]
GOOD = "# Projets\n\n- [Sentier](https://sentier.example/) (Suisse, 2020)\n"
BROKEN = {
    "two starts": ('<https://museumxtd.ch/kg/id/sentier> schema:startDate "2021"^^xsd:gYear .', "KG316"),
    "a page that is no web page": (
        "<https://museumxtd.ch/kg/id/autre> a mxtd:Initiative ; rdfs:label 'Autre' ; schema:url <ftp://x.example/> .",
        "KG307",
    ),
    "an end before the start": ('<https://museumxtd.ch/kg/id/sentier> schema:endDate "2010"^^xsd:gYear .', "KG391"),
    "no name": ("<https://museumxtd.ch/kg/id/rien> a mxtd:Initiative .", "KG301"),
    "a country that is none": (
        "<https://museumxtd.ch/kg/id/sentier> mxtd:country <https://x.example/nowhere> .",
        "KG308",
    ),
}


@pytest.mark.parametrize("what", sorted(BROKEN))
def test_a_broken_statement_is_named_with_its_line_and_left_out(vault: Vault, what: str) -> None:
    statement, code = BROKEN[what]
    settings = Settings(vault=vault({"n.md": f"{GOOD}\n```turtle\n{statement}\n```\n"}))
    report = build(settings)
    places = [(p.span.path, p.span.line) for p in report.problems if p.code == code]
    assert places == [("n.md", 6)]
    graph = VaultGraph(settings)
    assert any(row["name"] == "Sentier" for row in graph.query("initiatives"))
    shapes = rdflib.Graph()
    for file in (TOP / "shapes").glob("*.ttl"):
        shapes.parse(file)
    data = graph.to_rdflib()
    _, results, text = pyshacl.validate(data, shacl_graph=shapes, allow_warnings=True)
    violations = list(results.subjects(rdflib.SH.resultSeverity, rdflib.SH.Violation))
    assert violations == [], text


def test_full_pyshacl_finds_no_violation_in_the_demo_vault(tmp_path: Path) -> None:
    import shutil

    shutil.copytree(TOP / "notes", tmp_path / "notes", ignore=shutil.ignore_patterns(".kg"))
    settings = Settings(vault=tmp_path / "notes")
    report = build(settings)
    assert [p for p in report.problems if p.stops] == []
    shapes = rdflib.Graph()
    for file in (TOP / "shapes").glob("*.ttl"):
        shapes.parse(file)
    with each_query_parsed_once():
        _, results, text = pyshacl.validate(VaultGraph(settings).to_rdflib(), shacl_graph=shapes)
    assert list(results.subjects(rdflib.SH.resultSeverity, rdflib.SH.Violation)) == [], text


def test_of_things_with_one_page_the_query_for_all_names_what_the_one_for_each_names() -> None:
    shapes = ox.Store()
    shapes.bulk_load(path=str(TOP / "shapes" / "rules.ttl"), format=ox.RdfFormat.TURTLE)
    (query,) = shapes.quads_for_pattern(ox.NamedNode("https://museumxtd.ch/kg/shapes#query-shared-url"), ox.NamedNode("https://museumxtd.ch/kg/shapes#selectAll"), None, None)  # fmt: skip
    (other,) = shapes.quads_for_pattern(query.subject, ox.NamedNode("http://www.w3.org/ns/shacl#select"), None, None)
    store = ox.Store()
    types = {"b": "Initiative", "a": "Organisation", "c": "Resource", "d": "Note", "e": "Initiative", "f": "Note"}
    pages = {"a": ["p", "q"], "b": ["p", "r"], "c": ["p"], "d": ["r"], "e": ["q", "s"], "f": ["s"]}
    for name, type_ in types.items():
        text = f"<https://x.example/{name}> a <https://museumxtd.ch/kg/ontology#{type_}> .\n"
        text += "".join(
            f"<https://x.example/{name}> <https://schema.org/url> <https://{p}.example/> .\n" for p in pages[name]
        )
        store.load(text, format=ox.RdfFormat.TURTLE)
    both = []
    for found in (query, other):
        assert isinstance(found.object, ox.Literal)
        rows: Any = store.query(found.object.value.replace("$this", "?this"), prefixes=PREFIXES)
        both.append(sorted(tuple(str(row[n]) for n in ("this", "path", "value", "other")) for row in rows))
    assert both[0] == both[1]
    assert [row[0] for row in both[0]] == [f"<https://x.example/{n}>" for n in "bce"]
