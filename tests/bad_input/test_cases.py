"""One bad file costs no other: what is wrong is said at its line, in every language, and the rest is in the graph."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from kg.build import build
from kg.cli import main
from kg.settings import Settings
from kg.vault_graph import VaultGraph
from tests.bad_input.cases import CASES, Case

GOOD = {
    "avant.md": "# Projets\n\n- [Sentier](https://sentier.example/) (Suisse, 2019)\n",
    "zz.md": "---\ntype: organisation\nurl: https://vallee.example/\n---\n# Musée de la vallée\n",
}
NAMES = (
    "SELECT DISTINCT ?n { ?e a ?t ; rdfs:label ?n . FILTER(?t IN (mxtd:Initiative, mxtd:Organisation, mxtd:Resource)) }"
)
JUDGED_LATER = {"KG395", "KG401", "KG501"}  # about what was read, not about how


def written(case: Case, folder: Path) -> Path:
    for name, text in GOOD.items():
        (folder / name).write_text(text, encoding="utf-8")
    for name, raw in case.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(raw)
    return folder


@pytest.mark.parametrize("name", CASES)
def test_what_is_wrong_is_said_at_its_line_and_costs_nothing_else(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    settings = Settings(vault=written(case, tmp_path))
    report = build(settings)
    told = {(p.code, p.span.path, p.span.line) for p in report.problems if p.code not in JUDGED_LATER}
    assert told == set(case.said)
    for problem in report.problems:
        assert problem.message.fr and problem.message.en and problem.message.de
        assert problem.hint is None or (problem.hint.fr and problem.hint.en and problem.hint.de)
    names = {row["n"] for row in VaultGraph(settings).query(NAMES)}
    assert {"Sentier", "Musée de la vallée", *case.reads} <= names
    assert not names & set(case.not_read)


def spoken() -> Iterator[str]:
    """A case of each sort of problem: that a command prints it is the same for all."""
    seen: set[str] = set()
    for name, case in CASES.items():
        codes = {code for code, _, _ in case.said}
        if codes - seen:
            seen |= codes
            yield name


@pytest.mark.parametrize("name", list(spoken()))
def test_a_command_says_file_and_line_and_ends_with_0_or_1(name: str, tmp_path: Path) -> None:
    folder = written(CASES[name], tmp_path)
    done = CliRunner().invoke(main, ["check", str(folder), "--lang", "fr"])
    assert (done.exit_code in (0, 1) and done.exception is None) or isinstance(done.exception, SystemExit)
    for code, path, line in CASES[name].said:
        assert any(
            code in said and f":{line}:" in said for said in done.stdout.splitlines() if said.startswith(path[:3])
        )
    assert "Traceback" not in done.output
    rows = json.loads(CliRunner().invoke(main, ["check", str(folder), "--format", "json"]).stdout)
    assert {(r["code"], r["line"]) for r in rows} >= {(code, line) for code, _, line in CASES[name].said}


@pytest.mark.parametrize(
    "name", [n for n in CASES if "javascript" in n or "script" in n or "data:" in n or "file" in n]
)
def test_no_address_is_published_that_is_no_page(name: str, tmp_path: Path) -> None:
    graph = VaultGraph(Settings(vault=written(CASES[name], tmp_path)))
    iris = {q.object.value for q in graph.store if isinstance(q.object, ox.NamedNode)}
    assert "https://sentier.example/" in iris
    assert not [iri for iri in iris if iri.startswith(("javascript:", "data:", "file:"))]


def test_a_country_whose_code_yaml_takes_for_no_is_norway(tmp_path: Path) -> None:
    graph = VaultGraph(Settings(vault=written(CASES["front matter: country: NO"], tmp_path)))
    rows = graph.query("SELECT ?code { ?e rdfs:label 'Fjord' ; mxtd:country/mxtd:isoCode ?code }")
    assert [row["code"] for row in rows] == ["NO"]


def test_what_a_name_holds_is_text_in_every_dump(tmp_path: Path) -> None:
    graph = VaultGraph(Settings(vault=written(CASES["text: what literals of Turtle end with"], tmp_path)))
    for name, form in (("turtle", ox.RdfFormat.TURTLE), ("nquads", ox.RdfFormat.N_QUADS), ("trig", ox.RdfFormat.TRIG)):
        labels = {
            str(q.object.value) for q in ox.parse(graph.export(name), format=form) if isinstance(q.object, ox.Literal)
        }
        assert 'Rive """@fr' in labels
