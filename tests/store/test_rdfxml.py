"""RDF/XML: well-formed, or one clear message about what it cannot hold."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from kg.build import build
from kg.errors import FormatError
from kg.settings import Settings
from kg.vault_graph import VaultGraph

Vault = Callable[[dict[str, str]], Path]


def _graph(vault: Vault, statement: str) -> VaultGraph:
    note = f"# Projets\n\n- [Alpha](https://alpha.example/) (Belgique)\n\n```turtle\nkg:alpha {statement} .\n```\n"
    settings = Settings(vault=vault({"n.md": note}))
    build(settings)
    return VaultGraph(settings)


@pytest.mark.parametrize(
    "iri",
    [
        "https://x.example/123",
        "https://x.example/",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#about",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#li",
        "http://www.w3.org/2000/xmlns/a",
        "http://www.w3.org/XML/1998/namespacelang",
    ],
)
def test_a_property_that_xml_cannot_name_is_one_message_and_spoils_no_other_format(vault: Vault, iri: str) -> None:
    graph = _graph(vault, f'<{iri}> "x"')
    with pytest.raises(FormatError) as failure:
        graph.export("rdfxml")
    assert iri in str(failure.value)
    assert f"<{iri}>" in graph.export("ntriples").decode()


@pytest.mark.parametrize(
    "iri", ["https://x.example/été", "https://x.example/%41b", "urn:x:y", "https://x.example/1-a.b"]
)
def test_a_property_that_xml_can_name_is_read_back(vault: Vault, iri: str) -> None:
    graph = _graph(vault, f'<{iri}> "x <&> y"')
    data = graph.export("rdfxml")
    read = rdflib.Graph().parse(data=data, format="xml")
    assert (None, rdflib.URIRef(iri), rdflib.Literal("x <&> y")) in read
    assert len(read) == len(list(ox.parse(data, format=ox.RdfFormat.RDF_XML)))


def test_a_control_character_in_a_cell_is_a_blank_in_every_dump(vault: Vault) -> None:
    folder = vault(
        {"t.md": "| Projet | Pays |\n|---|---|\n| [Al\x0bpha\x1b](https://alpha.example/) | Suisse |\n",
         "u.csv": "projet,pays\nBe\x08ta,Suisse\n"}
    )  # fmt: skip
    report = build(Settings(vault=folder))
    said = [(p.span.path, p.span.line) for p in report.problems if p.code == "KG110"]
    assert said == [("t.md", 3), ("u.csv", 2)]
    names = {
        str(o)
        for o in rdflib.Graph().parse(data=VaultGraph(Settings(vault=folder)).export("rdfxml"), format="xml").objects()
    }
    assert {"Al pha", "Be ta"} <= names
