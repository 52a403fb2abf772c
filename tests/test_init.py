"""`kg init`: a folder of notes that builds, in one's own language, with what one says of it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from kg.build import build
from kg.cli import main
from kg.licences import licence_of
from kg.model.text import LANGUAGES
from kg.settings import load
from kg.starter import toml, write
from kg.vault_graph import VaultGraph
from tests.terminal import in_a_terminal


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notes_of_every_language_say_the_same(tmp_path: Path, language: str) -> None:
    write(tmp_path, {}, language)
    settings = load(tmp_path)
    report = build(settings)
    assert {p.code for p in report.problems} == {"KG501"}
    assert report.counts == {"Funder": 1, "Initiative": 2, "Note": 2, "Organisation": 2}
    graph = VaultGraph(settings)
    assert len(graph.query("by-country", country="CH-VD")) == 1 and len(graph.query("by-size", size="medium")) == 2
    assert [(r["start"], r["end"]) for r in graph.query("timeline")] == [(2021, 2023), (2022, None)]


def test_on_a_terminal_it_asks_and_writes_what_was_said(tmp_path: Path) -> None:
    folder = tmp_path / "mes notes"
    shown = in_a_terminal("init", str(folder), "--lang", "fr", typed='Mes "initiatives"\ncc by-sa\n\nmoi@exemple.ch\n')
    assert shown.index("Titre :") < shown.index("Licence") < shown.index("Qui publie :") < shown.index("Adresse")
    settings = load(folder)
    assert (settings.title, settings.publisher, settings.contact) == ('Mes "initiatives"', "", "moi@exemple.ch")
    assert settings.licence == "https://creativecommons.org/licenses/by-sa/4.0/"
    assert (folder / "notes" / "Projets suivis.md").is_file()


@pytest.mark.parametrize("words", [["--yes"], ["-q"]])
def test_on_a_terminal_it_asks_nothing_when_told_so(tmp_path: Path, words: list[str]) -> None:
    assert "Title" not in in_a_terminal("init", str(tmp_path / "new"), *words)
    assert load(tmp_path / "new").title == ""


def test_where_kg_toml_is_there_it_asks_nothing(tmp_path: Path) -> None:
    (tmp_path / "kg.toml").write_text('title = "Mine"\n', encoding="utf-8")
    assert "Title" not in in_a_terminal("init", str(tmp_path))
    assert load(tmp_path).title == "Mine"


def test_without_a_terminal_it_asks_nothing(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["init", str(tmp_path / "new")], input="never read\n" * 9)
    assert done.exit_code == 0 and load(tmp_path / "new").title == ""


def test_what_is_there_stays_as_it_is(tmp_path: Path) -> None:
    write(tmp_path, {"title": "First"}, "en")
    before = {f: f.read_bytes() for f in tmp_path.rglob("*") if f.is_file()}
    assert write(tmp_path, {"title": "Second"}, "fr") == []
    assert {f: f.read_bytes() for f in tmp_path.rglob("*") if f.is_file()} == before


@given(st.text())
def test_whatever_is_said_kg_toml_can_be_read(said: str) -> None:
    got = tomllib.loads(f"title = {toml(said)}")["title"]
    assert got == "".join(c for c in said.strip() if c.isprintable())


@pytest.mark.parametrize(
    "said,address",
    [
        ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("cc-by-nc-sa 3.0", "https://creativecommons.org/licenses/by-nc-sa/3.0/"),
        ("CC0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("https://opendatacommons.org/licenses/by/1-0/", "https://opendatacommons.org/licenses/by/1-0/"),
        ("Licence Ouverte", "Licence Ouverte"),
        ("", ""),
    ],
)
def test_a_licence_s_short_name_becomes_its_address(said: str, address: str) -> None:
    assert licence_of(said) == address


def test_notes_that_are_there_are_the_vault(tmp_path: Path) -> None:
    (tmp_path / "Projets.md").write_text("# Projets\n\n- [Sentier](https://sentier.example/)\n", encoding="utf-8")
    assert [f.name for f in write(tmp_path)] == ["kg.toml"]
    assert 'vault = "."' in (tmp_path / "kg.toml").read_text(encoding="utf-8")


def test_a_readme_alone_is_no_vault(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# Un projet\n", encoding="utf-8")
    assert 'vault = "notes"' in write(tmp_path)[0].read_text(encoding="utf-8")
