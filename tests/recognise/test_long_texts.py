"""What is very long or very many: said where nothing is looked for in it, and right where it is read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.build import build
from kg.model.note import LONGEST, Line, Link, join
from kg.settings import Settings
from kg.vault_graph import VaultGraph

Vault = Callable[[dict[str, str]], Path]
MANY = "Suisse, " * (LONGEST // 8 + 1)
UNION = (
    "Allemagne, Autriche, Belgique, Bulgarie, Chypre, Croatie, Danemark, Espagne, Estonie, Finlande, France, Grèce, Hongrie, Irlande, "
    "Italie, Lettonie, Lituanie, Malte, Pays-Bas, Pologne, Portugal, Roumanie, Slovaquie, Slovénie, Suède, Tchéquie"
)


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("n.md", f"---\ntitle: {MANY}\n---\nUne note.\n", (2, 8)),
        ("n.md", f"---\ntype: projet\npays: {MANY}\n---\n# Sentier\n", (3, 7)),
        ("n.md", f"# Projets {MANY}\n\nUne note.\n", (1, 3)),
        ("n.md", f"# Projets\n\n| nom | pays |\n|---|---|\n| Sentier | {MANY} |\n", (5, 13)),
        ("n.csv", f'nom;pays\nSentier;"{MANY}"\n', (2, 10)),
    ],
    ids=["title", "field", "heading", "cell", "cell of a CSV file"],
)
def test_what_is_too_long_to_be_read_is_said_once_where_it_stands(
    vault: Vault, name: str, text: str, place: tuple[int, int]
) -> None:
    found = [p for p in build(Settings(vault=vault({name: text})), publish=False).problems if p.code == "KG113"]
    assert [(p.span.line, p.span.column) for p in found] == [place]


def test_a_description_in_front_matter_may_be_long(vault: Vault) -> None:
    folder = vault({"n.md": f"---\ntype: projet\ndescription: {'Un sentier. ' * 900}\n---\n# Sentier\n"})
    assert not [p for p in build(Settings(vault=folder), publish=False).problems if p.code == "KG113"]


def test_a_bracket_of_six_and_twenty_countries_says_them_all(vault: Vault) -> None:
    folder = vault({"n.md": f"# Projets\n\n- [Sentier](https://sentier.example/) ({UNION})\n"})
    build(Settings(vault=folder))
    rows = VaultGraph(Settings(vault=folder)).query("SELECT DISTINCT ?c { ?e mxtd:country ?c }")
    assert len(list(rows)) == 26


def test_forty_things_of_one_name_in_one_list_have_an_iri_each(vault: Vault) -> None:
    folder = vault({"n.md": "# Projets\n\n" + "- Sentier (Suisse)\n" * 40})
    build(Settings(vault=folder))
    rows = VaultGraph(Settings(vault=folder)).query("SELECT DISTINCT ?e { ?e a mxtd:Initiative }")
    assert len(list(rows)) == 40


def test_where_one_page_has_very_many_names_those_that_are_equal_are_one_thing(vault: Vault) -> None:
    once = "".join(f"- [Sentier n{i}x](https://sentier.example/) (Suisse)\n" for i in range(70))
    folder = vault({"a.md": f"# Projets\n\n{once}", "b.md": f"# Projets\n\n{once}"})
    build(Settings(vault=folder))
    rows = VaultGraph(Settings(vault=folder)).query("SELECT DISTINCT ?e { ?e a mxtd:Initiative }")
    assert len(list(rows)) == 70


def test_a_link_and_bold_words_over_many_lines_are_one_stretch_each() -> None:
    link = [Link(start=0, end=4, target="https://sentier.example/", form="url")]
    lines = [
        Line(text="mots", path="n.md", segments=((0, 1, n),), links=tuple(link), strong=((0, 4),), emphasis=((1, 3),))
        for n in range(1, 60)
    ]
    whole = join(tuple(lines))
    assert [(x.start, x.end) for x in whole.links] == [(0, len(whole.text))]
    assert whole.strong == ((0, len(whole.text)),)
    assert len(whole.emphasis) == 59
    assert whole.span(0, len(whole.text)) == whole.span(0, 5)


@pytest.mark.parametrize("key", ["Pays", "Période", "Porteur"])
def test_a_key_again_and_again_in_a_bracket_costs_only_that_bracket(vault: Vault, key: str) -> None:
    chain = f"{key} : " * (LONGEST // (len(key) + 3) - 10)
    folder = vault({"n.md": f"# Projets\n\n- [Sentier](https://s.example/) ({chain}Suisse)\n- Rive (Pays : Suisse)\n"})
    build(Settings(vault=folder))
    rows = VaultGraph(Settings(vault=folder)).query("SELECT ?n { ?i a mxtd:Initiative ; rdfs:label ?n }")
    assert {row["n"] for row in rows} >= {"Sentier", "Rive"}


def test_numbers_that_go_ever_deeper_are_no_endless_question(vault: Vault) -> None:
    lines = "\n".join(f"   {'1.' * depth}1 Nom {depth}" for depth in range(1, 600))
    report = build(Settings(vault=vault({"n.md": f"# Projets\n\n1. [Sentier](https://sentier.example/)\n{lines}\n"})))
    assert not [p for p in report.problems if p.severity == "error"]
    assert report.counts["Initiative"] >= 1
