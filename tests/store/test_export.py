"""Dumps: every format, the same statements, the same bytes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import pyld.jsonld
import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner

from kg.build import build
from kg.cli import main
from kg.errors import EntityError, FormatError
from kg.settings import Settings
from kg.vault_graph import VaultGraph
from tests.store.hostile_notes import HOSTILE

TOP = Path(__file__).resolve().parent.parent.parent
OX = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}
RDFLIB = {
    "turtle": "turtle",
    "trig": "trig",
    "nquads": "nquads",
    "ntriples": "nt",
    "rdfxml": "xml",
    "jsonld": "json-ld",
}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> VaultGraph:
    folder = tmp_path_factory.mktemp("demo") / "notes"
    shutil.copytree(TOP / "notes", folder, ignore=shutil.ignore_patterns(".kg"))
    build(Settings(vault=folder))
    return VaultGraph(Settings(vault=folder))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> VaultGraph:
    folder = tmp_path_factory.mktemp("hostile")
    for name, text in HOSTILE.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="")
    build(Settings(vault=folder))
    return VaultGraph(Settings(vault=folder))


@pytest.fixture(params=["demo", "hostile"])
def either(request: pytest.FixtureRequest) -> VaultGraph:
    graph: VaultGraph = request.getfixturevalue(request.param)
    return graph


def triples(data: bytes, form: ox.RdfFormat) -> set[str]:
    return {f"{q.subject} {q.predicate} {q.object}" for q in ox.parse(data, format=form)}


@pytest.mark.parametrize("form", sorted(OX))
def test_every_format_holds_the_same_statements(either: VaultGraph, form: str) -> None:
    assert triples(either.export(form), OX[form]) == triples(either.export("ntriples"), ox.RdfFormat.N_TRIPLES)


@pytest.mark.parametrize("form", sorted(RDFLIB))
def test_rdflib_reads_every_dump_without_a_warning(either: VaultGraph, form: str) -> None:
    want = len(triples(either.export("ntriples"), ox.RdfFormat.N_TRIPLES))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.filterwarnings("ignore", category=DeprecationWarning)
        data = rdflib.Dataset(default_union=True)
        data.parse(data=either.export(form), format=RDFLIB[form])
        assert len({(s, p, o) for s, p, o, _ in data.quads()}) == want


def test_pyld_reads_the_json_ld_dump(either: VaultGraph) -> None:
    text = pyld.jsonld.to_rdf(json.loads(either.export("jsonld")), {"format": "application/n-quads"})
    assert triples(text.encode(), ox.RdfFormat.N_QUADS) == triples(either.export("ntriples"), ox.RdfFormat.N_TRIPLES)


def test_json_ld_has_one_node_object_an_entity(either: VaultGraph) -> None:
    nodes = json.loads(either.export("jsonld"))["@graph"]
    assert len({n["id"] for n in nodes}) == len(nodes)


def test_one_entity_is_framed_with_what_it_names(demo: VaultGraph) -> None:
    node = json.loads(demo.export("jsonld", entity="let's get real"))
    assert node["ledBy"][0]["label"] == {"@none": "Culture24"}


def test_an_unknown_entity_gives_near_ones(demo: VaultGraph) -> None:
    with pytest.raises(EntityError) as caught:
        demo.export("turtle", entity="Cultur24")
    assert "culture24" in caught.value.hint


def test_json_ld_says_that_it_cannot_carry_provenance(demo: VaultGraph) -> None:
    with pytest.raises(FormatError):
        demo.export("jsonld", provenance=True)


def test_no_dump_holds_a_blank_node(either: VaultGraph) -> None:
    assert "_:" not in {
        t.split(" ")[0] for t in triples(either.export("nquads", provenance=True), ox.RdfFormat.N_QUADS)
    }


@pytest.mark.parametrize("form", ["turtle", "trig", "nquads", "ntriples"])
def test_provenance_is_read_back_from_every_dump_that_carries_it(either: VaultGraph, form: str) -> None:
    if form in ("turtle", "ntriples"):
        found = triples(either.export(form, provenance=True), OX[form])
        assert found == triples(either.export("nquads", provenance=True), ox.RdfFormat.N_QUADS)
    else:
        quads = set(ox.parse(either.export(form, provenance=True), format=OX[form]))
        assert len(quads) > len(set(ox.parse(either.export(form), format=OX[form])))


def test_each_hostile_note_leaves_what_can_be_read_of_it(hostile: VaultGraph) -> None:
    said = {
        row["note"].rsplit("/", 1)[-1]
        for row in hostile.query("SELECT DISTINCT ?note { GRAPH ?note { ?e a mxtd:Initiative } }")
    }
    nameless = {"only-marks.md", "long.md"}
    assert len(said) == len(HOSTILE.keys() - nameless)


@pytest.mark.parametrize("seed,locale", [("1", "C"), ("2", "C.UTF-8")])
def test_the_dump_is_the_same_bytes_under_any_hash_seed_and_locale(
    demo: VaultGraph, tmp_path: Path, seed: str, locale: str
) -> None:
    folder = tmp_path / "notes"
    files = sorted(
        (p for p in demo.settings.vault.rglob("*") if p.is_file() and ".kg" not in p.parts), reverse=seed == "2"
    )
    for file in files:
        target = folder / file.relative_to(demo.settings.vault)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.read_bytes())
    environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "kg.cli", "export", "--vault", str(folder), "-f", "nquads", "--provenance", "-q"]
    done = subprocess.run(command, cwd=TOP, env=environment, capture_output=True, check=True)
    assert done.stdout == demo.export("nquads", provenance=True)


def test_a_dump_that_breaks_off_leaves_the_file_that_was_there(vault: Callable[[dict[str, str]], Path]) -> None:
    """RDF/XML cannot name this property; it is found when other statements are written already."""
    folder = vault(
        {
            "n.md": "# Projets\n\n- [Rive](https://rive.example/) (Suisse)\n\n```turtle\nkg:rive <https://x.example/1> 'a' .\n```\n"
        }
    )
    output = folder / "graph.rdf"
    output.write_text("before", encoding="utf-8")
    done = CliRunner().invoke(main, ["export", "--vault", str(folder), "-f", "rdfxml", "-o", str(output)])
    assert done.exit_code == 2
    assert output.read_text(encoding="utf-8") == "before"
    assert (
        CliRunner().invoke(main, ["export", "--vault", str(folder), "-f", "turtle", "-o", str(output)]).exit_code == 0
    )
    assert "x.example/1" in output.read_text(encoding="utf-8")
    assert [f.name for f in folder.iterdir() if f.name.endswith(".part")] == []
    assert (
        CliRunner().invoke(main, ["export", "--vault", str(folder), "-f", "turtle", "-o", "/dev/null"]).exit_code == 0
    )
