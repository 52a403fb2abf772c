"""The Python face: values, what is printed, and the language of names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg.errors import QueryError, SettingsError
from tests.conftest import Maker

NOTE = "# Projets\n\n- [Sentier](https://sentier.example/) (Allemagne)\n"


def test_rows_are_printed_as_a_table(graph: Maker) -> None:
    rows = graph({"n.md": NOTE}).query("SELECT ?code { ?p mxtd:isoCode ?code }")
    assert str(rows) == "code\n────\nDE\n"


@pytest.mark.parametrize(
    ("term", "value"),
    [
        ('"-0044"^^xsd:gYear', -44),
        ('"12020"^^xsd:gYear', 12020),
        ('"bientôt"^^xsd:gYear', "bientôt"),
        ('"x"^^xsd:integer', "x"),
        ('"1.5"^^xsd:decimal', 1.5),
        ('"peut-être"^^xsd:boolean', "peut-être"),
        ("true", True),
        ('"musée"@fr', "musée"),
        ("<urn:a>", "urn:a"),
        ('<<( <urn:a> <urn:b> "c" )>>', ("urn:a", "urn:b", "c")),
    ],
)
def test_every_term_has_a_python_value(graph: Maker, term: str, value: object) -> None:
    rows = graph({"n.md": NOTE}).query(f"SELECT ?x {{ VALUES ?x {{ {term} }} }}")
    assert rows[0]["x"] == value


def test_names_come_in_the_language_that_is_asked_for(vault: Callable[[dict[str, str]], Path]) -> None:
    folder = vault({"n.md": NOTE})
    assert kg.open(folder).query("countries")[0]["country"] == "Germany"
    assert kg.open(folder, language="fr").query("countries")[0]["country"] == "Allemagne"
    assert kg.open(folder, language="fr").query("countries", language="nl")[0]["country"] == "Duitsland"


def test_a_language_without_names_is_refused(vault: Callable[[dict[str, str]], Path]) -> None:
    with pytest.raises(SettingsError) as caught:
        kg.open(vault({"n.md": NOTE}), language="xx")
    assert caught.value.hint == "fr, en, de, nl, it, es"


def test_a_query_file_that_no_file_can_be_called_is_not_there(graph: Maker) -> None:
    with pytest.raises(QueryError):
        graph({"n.md": NOTE}).query("a/\0")
