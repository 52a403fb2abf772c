"""Named queries work on the demo vault; broken ones say where."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.build import build
from kg.errors import QueryError
from kg.settings import Settings
from kg.store.queries import named
from kg.vault_graph import VaultGraph

TOP = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> VaultGraph:
    folder = tmp_path_factory.mktemp("demo") / "notes"
    shutil.copytree(TOP / "notes", folder, ignore=shutil.ignore_patterns(".kg"))
    build(Settings(vault=folder))
    return VaultGraph(Settings(vault=folder))


@pytest.mark.parametrize("name", sorted(named()))
def test_a_named_query_finds_something_in_the_demo_vault(demo: VaultGraph, name: str) -> None:
    assert len(demo.query(name)) > 0


@pytest.mark.parametrize("name", sorted(named()))
def test_a_named_query_has_title_and_description_in_french_and_english(name: str) -> None:
    query = named()[name]
    said = {query.title.fr, query.title.en, query.description.fr, query.description.en}
    assert len(said) == 4 and all(said)  # where a language lacks, the other one stands for it


def test_a_broken_query_says_line_and_column(demo: VaultGraph) -> None:
    with pytest.raises(QueryError, match="line 2, column"):
        demo.query("SELECT ?x\nWHER { ?x ?y ?z }")


def test_an_unknown_name_gives_near_ones(demo: VaultGraph) -> None:
    with pytest.raises(QueryError) as caught:
        demo.query("by-contry")
    assert "by-country" in caught.value.hint


def test_a_parameter_cannot_smuggle_in_a_query(demo: VaultGraph) -> None:
    assert len(demo.query("search", text='") } #')) == 0


def test_a_parameter_of_the_wrong_type_is_refused(demo: VaultGraph) -> None:
    with pytest.raises(QueryError):
        demo.query("active-in", year="soon")


def test_rows_become_a_data_frame(demo: VaultGraph) -> None:
    frame = demo.query("countries").to_pandas()
    assert list(frame.columns) == ["code", "country", "initiatives"]


def test_the_graph_becomes_an_rdflib_graph(demo: VaultGraph) -> None:
    assert len(demo.to_rdflib()) > 500
