"""Places: what is in brackets, tails, headings; what is no place."""

from __future__ import annotations

import pytest

from tests.conftest import Maker

CASES = {
    "(Royaume-Uni, 2017-2022)": {"GB"},
    "(Autriche & Belgique, 2022)": {"AT", "BE"},
    "(Belgique - Flandres, 2017)": {"BE", "BE-VLG"},
    "(CH)": {"CH"},
    "(Portland, OR)": {"US", "US-OR"},
    "(Seattle, WA, USA)": {"US", "US-WA"},
    "– Halifax, Nova Scotia, Canada": {"CA", "CA-NS"},
    "(Suisse romande)": {"CH"},
    "(Vaud, depuis 2019)": {"CH", "CH-VD"},
    "(Duitsland en Oostenrijk)": {"DE", "AT"},
    "(Paesi Bassi)": {"NL"},
    "(online)": set(),
    "(Unil)": set(),
    "(written in French)": set(),
    "(Suise)": set(),
    "(international)": set(),
}


@pytest.mark.parametrize("written", sorted(CASES))
def test_a_bracket_behind_a_name(graph: Maker, written: str) -> None:
    g = graph({"n.md": f"# Projets\n\n- [Sentier](https://sentier.example/) {written}\n"})
    rows = g.query("SELECT ?c { ?e a mxtd:Initiative ; mxtd:country|mxtd:region ?p . ?p mxtd:isoCode ?c }")
    assert {row["c"] for row in rows} == CASES[written]


def test_a_place_of_those_that_are_served_is_not_the_entry_s(graph: Maker) -> None:
    g = graph(
        {"n.md": "# Projets\n\n- [Sentier](https://sentier.example/)\n  un programme pour des musées norvégiens.\n"}
    )
    assert len(g.query("SELECT ?p { ?e a mxtd:Initiative ; mxtd:country ?p }")) == 0


def test_the_nearer_heading_overrules_the_farther(graph: Maker) -> None:
    g = graph({"n.md": "# Projets suisses\n\n## Norvège\n- [Sentier](https://sentier.example/)\n"})
    rows = g.query("SELECT ?c { ?e a mxtd:Initiative ; mxtd:country/mxtd:isoCode ?c }")
    assert [row["c"] for row in rows] == ["NO"]
