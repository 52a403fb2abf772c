"""What breaks a shape is named with its line and left out; the rest is published and conforms."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyshacl
import pytest
import rdflib

from kg.build import build
from kg.settings import Settings
from kg.vault_graph import VaultGraph

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
    _, results, text = pyshacl.validate(VaultGraph(settings).to_rdflib(), shacl_graph=shapes)
    assert list(results.subjects(rdflib.SH.resultSeverity, rdflib.SH.Violation)) == [], text
