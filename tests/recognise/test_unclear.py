"""Values of fields that mean nothing to kg: a remark at the value, with what would be understood; and no guess."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.build import build
from kg.model.problem import Problem
from kg.settings import Settings
from kg.vault_graph import VaultGraph

Vault = Callable[[dict[str, str]], Path]


def _problems(vault: Vault, matter: str) -> list[Problem]:
    folder = vault({"n.md": f"---\ntype: projet\n{matter}\n---\n# Sentier\n\nSentier est une plateforme.\n"})
    found = build(Settings(vault=folder)).problems
    return [p for p in found if p.span.path == "n.md" and p.code.startswith("KG2")]


@pytest.mark.parametrize(
    ("matter", "code", "column", "end"),
    [
        ("url: javascript:alert(1)", "KG204", 6, 25),
        ("url: https://sentier.example/a b c", "KG204", 32, 35),
        ("wikidata: Qabc", "KG204", 11, 15),
        ("target_size: énormes", "KG204", 14, 21),
        ("taille: énormes", "KG204", 9, 16),
        ("entries: peut-être", "KG204", 10, 19),
        ("lang: klingon", "KG204", 7, 14),
        ("status: 2020-13", "KG204", 9, 16),
        ("status: 2020", "KG204", 9, 13),
        ("status: 2017-2022", "KG204", 9, 18),
        ("wikidata: https://www.wikidata.org/wiki/Special:Search?search=x", "KG204", 11, 64),
        ("europeana: n'importe quoi", "KG204", 12, 26),
        ("geonames: Lausanne", "KG204", 11, 19),
        ("start: bientôt", "KG203", 8, 15),
        ("end: 2019-02-31", "KG203", 6, 16),
        ("part_of: Rien du tout", "KG205", 10, 22),
        ("same_as: pas une adresse", "KG205", 10, 25),
    ],
)
def test_a_value_that_means_nothing_is_said_where_it_stands(
    vault: Vault, matter: str, code: str, column: int, end: int
) -> None:
    (problem,) = _problems(vault, matter)
    assert (problem.code, problem.severity) == (code, "information")
    assert (problem.span.line, problem.span.column, problem.span.end) == (3, column, end)


@pytest.mark.parametrize(
    "matter",
    [
        "url: https://sentier.example/",
        "url: sentier.example/projet",
        "url: https://sentier.example/, https://sentier.example/fr",
        'url: "[Sentier](https://sentier.example/) (en ligne)"',
        "wikidata: Q42",
        "europeana: https://www.europeana.eu/fr/item/1/2",
        "geonames: 2661604",
        "wikidata: https://www.wikidata.org/wiki/Q42",
        "wikidata: https://m.wikidata.org/wiki/Q42?uselang=fr#sitelinks",
        "wikidata: https://www.wikidata.org/wiki/Special:EntityPage/Q42",
        "status: depuis 2020",
        "target_size: petits et moyens",
        "zielgruppe: Lehrpersonen",
        "entries: initiatives",
        "lang: fr-CH",
        "status: en cours",
        "start: 2019-02",
    ],
)
def test_a_value_that_is_understood_says_nothing(vault: Vault, matter: str) -> None:
    assert _problems(vault, matter) == []


@pytest.mark.parametrize("empty", ["", " ~", " null", ' ""', " []"])
@pytest.mark.parametrize("key", ["url", "wikidata", "target_size", "status", "start", "part_of", "country", "lang"])
def test_an_empty_value_says_nothing(vault: Vault, key: str, empty: str) -> None:
    assert _problems(vault, f"{key}:{empty}") == []


def test_a_name_that_is_nearly_one_of_an_entry_is_offered(vault: Vault) -> None:
    folder = vault(
        {
            "a.md": "---\ntype: projet\n---\n# Sentier numérique\n",
            "b.md": "---\ntype: projet\npart_of: Sentier numerik\n---\n# Balise\n",
        }
    )
    (problem,) = (p for p in build(Settings(vault=folder)).problems if p.code == "KG205")
    assert problem.hint is not None
    assert problem.hint.fr == "Vouliez-vous dire Sentier numérique ?"


def test_scheme_and_host_of_an_address_are_written_small_and_its_path_as_it_is(vault: Vault) -> None:
    folder = vault({"n.md": "# Projets\n\n- [Sentier](HTTPS://Sentier.Example/Une/Page?Q=A) (Suisse)\n"})
    build(Settings(vault=folder))
    dump = VaultGraph(Settings(vault=folder)).export("ntriples").decode()
    assert "<https://sentier.example/Une/Page?Q=A>" in dump


@pytest.mark.parametrize(
    ("note", "code", "line"),
    [
        ("# Projets\n\n## Vitrine\nPays: Suisse\nTaille: minuscule\n", "KG204", 5),
        ("# Projets\n\n- [Quai](htps://quai.example/) (Belgique)\n", "KG124", 3),
        ("# Projets\n\n- [Quai](https:/quai.example/) (Belgique)\n", "KG124", 3),
        ("# Projets\n\n- [Quai](http//quai.example/) (Belgique)\n", "KG124", 3),
        (
            "# Projets\n\n| nom | pays | taille |\n|---|---|---|\n| [Quai](https://quai.example/) | Suisse | minuscule |\n",
            "KG204",
            5,
        ),
    ],
)
def test_a_slip_anywhere_is_said_where_it_stands(vault: Vault, note: str, code: str, line: int) -> None:
    problems = build(Settings(vault=vault({"n.md": note}))).problems
    assert (code, line) in {(p.code, p.span.line) for p in problems}


def test_the_beginning_of_a_country_is_offered_its_name(vault: Vault) -> None:
    problems = build(
        Settings(vault=vault({"n.md": "# Projets\n\n- [Rive](https://rive.example/) (Lux, 2019)\n"}))
    ).problems
    (problem,) = (p for p in problems if p.code == "KG201")
    assert problem.hint is not None and "Luxembourg" in problem.hint.fr


@pytest.mark.parametrize(
    ("field", "iri"),
    [
        ("wikidata: wd:Q42", "http://www.wikidata.org/entity/Q42"),
        ("same_as: https://www.wikidata.org/wiki/Q42", "http://www.wikidata.org/entity/Q42"),
        ("europeana: item/09404/id_oai_x", "http://data.europeana.eu/item/09404/id_oai_x"),
        ("europeana: https://www.europeana.eu/de/item/09404/id_1?q=a", "http://data.europeana.eu/item/09404/id_1"),
        ("europeana: https://www.europeana.eu/en/collections/person/60481-a-name", "http://data.europeana.eu/agent/60481"),
        ("europeana: http://data.europeana.eu/organization/base/1482250000002112001", "http://data.europeana.eu/organization/1482250000002112001"),
        ("europeana: https://www.europeana.eu/en/collections/organisation/1482250000000338369-x", "http://data.europeana.eu/organization/1482250000000338369"),
        ("same_as: https://www.europeana.eu/en/collections/topic/33-manuscript", "http://data.europeana.eu/concept/33"),
        ("geonames: 2661604", "https://sws.geonames.org/2661604/"),
        ("geonames: https://www.geonames.org/2661604/basel.html", "https://sws.geonames.org/2661604/"),
        ("same_as: https://sws.geonames.org/2661604/about.rdf", "https://sws.geonames.org/2661604/"),
    ],
)  # fmt: skip
def test_what_names_the_same_thing_elsewhere_becomes_its_iri(vault: Vault, field: str, iri: str) -> None:
    folder = vault({"n.md": f"---\ntype: projet\n{field}\n---\n# Sentier\n"})
    assert not [p for p in build(Settings(vault=folder)).problems if p.stops]
    dump = VaultGraph(Settings(vault=folder)).export("ntriples").decode()
    assert f"exactMatch> <{iri}> ." in dump
