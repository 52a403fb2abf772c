"""The forms of the note that it all began with, in notes of our own."""

from __future__ import annotations

import kg.vault_graph
from tests.conftest import Maker

NOTE = """---
title: Musées en ligne
tags: liens projet
---
# Initiatives pour les petits et moyens musées

## Liste des projets
1. [[Le projet LANTERNE]]
   il s'agit d'un programme de soutien pour des musées européens.
- [[Atelier22]]
\t- [Parcours ouvert](https://parcours.example/) (Royaume-Uni, 2017-2022)
\t- [Sentier (by Atelier 22)](https://sentier.example/?utm_source=x)

Canada
1. [Fonds clair](https://fonds.example/) (2017-2021)
2. [Réserve en ligne](https://reserve.example/) (Québec, fermé depuis 2020)
"""

ASK = "SELECT ?v { ?e rdfs:label|skos:altLabel ?n ; %s ?v FILTER(STR(?n) = '%s') }"


def ask(graph: kg.vault_graph.VaultGraph, name: str, path: str) -> set[object]:
    return {row["v"] for row in graph.query(ASK % (path, name))}


def test_a_bracket_gives_country_and_period(graph: Maker) -> None:
    g = graph({"Liste.md": NOTE})
    assert ask(g, "Parcours ouvert", "mxtd:country/mxtd:isoCode") == {"GB"}
    assert ask(g, "Parcours ouvert", "schema:startDate") == {2017}
    assert ask(g, "Parcours ouvert", "schema:endDate") == {2022}


def test_a_line_with_only_a_place_holds_for_its_list(graph: Maker) -> None:
    g = graph({"Liste.md": NOTE})
    assert ask(g, "Fonds clair", "mxtd:country/mxtd:isoCode") == {"CA"}


def test_closed_since_is_an_end_and_a_status(graph: Maker) -> None:
    g = graph({"Liste.md": NOTE})
    assert ask(g, "Réserve en ligne", "schema:endDate") == {2020}
    assert ask(g, "Réserve en ligne", "mxtd:status/skos:notation") == {"closed"}
    assert ask(g, "Réserve en ligne", "mxtd:region/mxtd:isoCode") == {"CA-QC"}


def test_children_of_an_organisation_are_led_by_it(graph: Maker) -> None:
    g = graph({"Liste.md": NOTE})
    assert ask(g, "Parcours ouvert", "mxtd:ledBy/rdfs:label") == {"Atelier22"}
    assert ask(g, "Sentier", "dcterms:isPartOf") == set()


def test_tracking_parameters_are_no_part_of_a_page(graph: Maker) -> None:
    g = graph({"Liste.md": NOTE})
    assert ask(g, "Sentier", "schema:url") == {"https://sentier.example/"}


def test_a_name_s_provenance_is_its_line(graph: Maker) -> None:
    g = graph({"Liste.md": NOTE})
    lines = {row["name"]: row["line"] for row in g.query("sources")}
    assert lines["Parcours ouvert"] == 11
    assert lines["Fonds clair"] == 15


def test_the_default_graph_holds_each_statement_once(graph: Maker) -> None:
    g = graph({"Liste.md": NOTE, "Autre.md": "# Projets\n- [Fonds clair](https://fonds.example/)\n"})
    rows = g.query("SELECT (COUNT(*) AS ?n) { ?e schema:url <https://fonds.example/> }")
    assert rows[0]["n"] == 1


def test_what_goes_with_an_item_is_an_entry_though_more_follows_it(graph: Maker) -> None:
    note = """# Projets pour les musées
- [Bilan des réserves numériques en Europe et de ce qui reste à faire](https://bilan.example/) (Suisse)
  va de pair avec le [Carnet de route des réserves](https://carnet.example/) (Suisse x Lanterne)
  Tout y est résumé ici : [En bref](https://bref.example/)
"""
    g = graph({"Liste.md": note})
    assert ask(g, "Carnet de route des réserves", "mxtd:country/mxtd:isoCode") == {"CH"}
    assert ask(g, "En bref", "schema:url") == {"https://bref.example/"}
