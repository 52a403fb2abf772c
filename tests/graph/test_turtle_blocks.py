"""Fenced Turtle blocks: each statement by itself, at its line, and none that is not the author's to make."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from kg.build import build
from kg.settings import Settings
from kg.vault_graph import VaultGraph

Vault = Callable[[dict[str, str]], Path]
HEAD = "# Projets\n\n- [Alpha](https://alpha.example/) (Belgique)\n\n```turtle\n"  # the block begins on line 6


def _built(vault: Vault, block: str) -> tuple[list[tuple[str, int]], VaultGraph]:
    settings = Settings(vault=vault({"n.md": f"{HEAD}{block}\n```\n"}))
    report = build(settings)
    return [(p.code, p.span.line) for p in report.problems if p.span.path == "n.md"], VaultGraph(settings)


def test_a_broken_statement_costs_none_of_the_others(vault: Vault) -> None:
    problems, graph = _built(
        vault, 'kg:alpha rdfs:comment "un" .\nkg:alpha a .\nkg:alpha rdfs:seeAlso <https://c.example/> .'
    )
    assert problems == [("KG107", 7)]
    assert graph.query("SELECT ?c ?s { ?alpha rdfs:comment ?c ; rdfs:seeAlso ?s }")[0] == {
        "c": "un",
        "s": "https://c.example/",
    }


@pytest.mark.parametrize(
    "block",
    [
        'kg:alpha rdfs:comment "un" . kg:alpha a . kg:alpha rdfs:comment "deux" .',
        'kg:alpha rdfs:comment "un" . # vu.\nkg:alpha rdfs:label """Alpha .\nkg:alpha rdfs:comment "deux" .',
        "kg:alpha rdfs:comment 'un. deux', 'un' .\nkg:alpha a \"x .\nkg:alpha rdfs:comment \"deux\".",
        'kg:alpha rdfs:comment """un""" ;\n  rdfs:seeAlso <https://a.example/#b. > .\n# fin.\nkg:alpha rdfs:comment "un", "deux" .',
        'kg:alpha rdfs:comment "un" .\nkg:alpha a ;;\n\nkg:alpha .\nkg:alpha rdfs:comment "deux" .',
    ],
    ids=["on one line", "an open long text", "an open text", "a blank in an address", "no full stop"],
)
def test_a_broken_statement_costs_none_of_the_others_wherever_they_stand(vault: Vault, block: str) -> None:
    problems, graph = _built(vault, block)
    assert [code for code, _ in problems] == ["KG107"]
    comments = {str(row["c"]) for row in graph.query("SELECT ?c { ?alpha rdfs:comment ?c }")}
    assert {"un", "deux"} <= comments


def test_a_thousand_open_texts_take_no_longer_than_a_thousand_closed_ones(vault: Vault) -> None:
    began = time.process_time()
    _built(vault, "\n".join('kg:alpha rdfs:comment """un .' for _ in range(1000)))
    assert time.process_time() - began < 20


def test_what_is_no_value_of_its_type_is_said_once_and_not_by_a_library(
    vault: Vault, capfd: pytest.CaptureFixture[str]
) -> None:
    problems, _ = _built(vault, 'kg:alpha dcterms:created "2020-13-01"^^xsd:date .')
    assert problems == [("KG109", 6)]
    assert "Traceback" not in capfd.readouterr().err


def test_only_line_ends_of_an_editor_count(vault: Vault) -> None:
    problems, _ = _built(vault, 'kg:alpha rdfs:comment "un\u2028deux\x85trois" .\nkg:alpha a .')
    assert ("KG107", 7) in problems


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("kg:alpha rdfs:seeAlso <javascript:alert(1)> .", "KG109"),
        ("kg:alpha rdfs:seeAlso <data:text/html,x> .", "KG109"),
        ("kg:alpha rdfs:seeAlso <view-source:https://a.example/> .", "KG109"),
        ('kg:alpha rdfs:comment "x"^^<javascript:x> .', "KG109"),
        ("kg:alpha schema:position 1.5e3 .", "KG109"),
        ('kg:alpha schema:position "deux"^^xsd:integer .', "KG109"),
        ('place:BE rdfs:label "Belgio"@it .', "KG109"),
        ('mxtd:Initiative rdfs:label "Projet"@fr .', "KG109"),
        ("kg:alpha mxtd:line 3 .", "KG109"),
        ('<https://museumxtd.ch/kg/dataset> rdfs:label "x" .', "KG109"),
        ("kg:alpha rdfs:seeAlso <<( kg:a kg:b kg:c )>> .", "KG109"),
        ('kg:alpha rdfs:comment "a\\u0007b" .', "KG109"),
        ('kg:alpha rdfs:seeAlso [ rdfs:label "x" ] .', "KG108"),
    ],
)
def test_what_is_not_the_authors_to_say_is_left_out_at_its_line(vault: Vault, statement: str, code: str) -> None:
    problems, graph = _built(vault, f'kg:alpha rdfs:comment "un" .\n{statement}')
    assert problems == [(code, 7)]
    assert "un" in graph.export("ntriples").decode()


def test_prefixes_and_long_texts_hold_over_lines(vault: Vault) -> None:
    problems, graph = _built(
        vault,
        "@prefix ex: <https://ex.example/> .\nPREFIX f: <https://f.example/>\n"
        'kg:alpha rdfs:comment """Une phrase.\nUne autre.""" ;\n  rdfs:seeAlso ex:a, f:b .\nkg:alpha a .',
    )
    assert problems == [("KG107", 11)]
    seen = {str(o) for o in rdflib.Graph().parse(data=graph.export("turtle"), format="turtle").objects()}
    assert {"https://ex.example/a", "https://f.example/b", "Une phrase.\nUne autre."} <= seen


def test_values_are_written_as_the_store_gives_them_back(vault: Vault) -> None:
    _, graph = _built(vault, 'kg:alpha dcterms:extent 05, 1.50, "1"^^xsd:boolean, "cafe\\u0301"@FR .')
    values = {
        str(q.object)
        for q in ox.parse(graph.export("nquads"), format=ox.RdfFormat.N_QUADS)
        if "extent" in q.predicate.value
    }
    number, boolean = "http://www.w3.org/2001/XMLSchema#", "http://www.w3.org/2001/XMLSchema#boolean"
    assert values == {f'"5"^^<{number}integer>', f'"1.5"^^<{number}decimal>', f'"true"^^<{boolean}>', '"café"@fr'}


def test_a_place_can_be_named_by_its_prefix(vault: Vault) -> None:
    problems, graph = _built(vault, 'kg:beta a mxtd:Initiative ; rdfs:label "Beta" ; mxtd:country place:CH .')
    assert problems == []
    assert "place/CH" in graph.export("ntriples").decode()
