"""A vault as sorted N-Quads without a store: the same bytes as a build and an export, as long as shapes find nothing."""

from __future__ import annotations

import gzip
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.build import build
from kg.cli import main
from kg.settings import Settings
from kg.store import export, generations
from kg.store.sorting import Sorter
from kg.straight import straight

TOP = Path(__file__).resolve().parent.parent
Vault = Callable[[dict[str, str]], Path]
LINKED = {
    "projets.md": "---\ntags: réseau\n---\n# Projets\n\n- [Rive](https://rive.example/) (Belgique - Flandres, 2017), porté par [[Le Réseau]]\n"
    "- « Guet\\apens » : [Gué & Cie](https://gue.example/?utm_source=x) (transeuropéen, fermé depuis 2020)\n",
    "Le Réseau.md": "---\ntype: organisation\ncountry: Suisse\n---\nPour les petits et moyens musées. https://reseau.example/\n",
    "turtle.md": "# Autre\n\n```turtle\n<https://museumxtd.ch/kg/id/autre> a mxtd:Initiative ; rdfs:label \"Autre\"@fr ;\n"
    "  mxtd:country place:CH .\n```\n",
    "table.csv": "Name,Country,Start\nPasserelle,Schweiz,2019\n",
    "iris.tsv": "name\tiri\nRive\thttps://museumxtd.ch/kg/id/la-rive\n",
    "links/wikidata.sssom.tsv": "subject_id\tpredicate_id\tobject_id\tmapping_justification\n"
    "https://museumxtd.ch/kg/id/la-rive\tskos:exactMatch\thttp://www.wikidata.org/entity/Q1\tsemapv:ManualMappingCuration\n"
    "https://museumxtd.ch/kg/place/CH\tskos:exactMatch\thttp://www.wikidata.org/entity/Q39\tsemapv:ManualMappingCuration\n"
    "https://museumxtd.ch/kg/place/AT\tskos:exactMatch\thttp://www.wikidata.org/entity/Q40\tsemapv:ManualMappingCuration\n"
    "https://museumxtd.ch/kg/id/nobody\tskos:exactMatch\thttp://www.wikidata.org/entity/Q2\tsemapv:ManualMappingCuration\n",
}  # fmt: skip


def exported(settings: Settings) -> tuple[bytes, set[tuple[str, str, int]]]:
    """What a build and an export write, and the problems that shapes have no part in."""
    judged = {p for _, p in build(settings, publish=False).judged}
    report = build(settings)
    generation = generations.current(settings.vault)
    assert generation is not None
    told = {(p.code, p.span.path, p.span.line) for p in report.problems if p not in judged}
    return export.export(generations.open_store(generation), "nquads"), told


def written(settings: Settings, target: Path) -> tuple[bytes, set[tuple[str, str, int]]]:
    """What is written without a store, and the problems; it has to say how many statements that is."""
    with straight(settings) as found, target.open("wb") as out:
        count = found.write(out)
    data = target.read_bytes()
    assert data.count(b"\n") == count
    return data, {(p.code, p.span.path, p.span.line) for p in found.problems}


def assert_same_as_exported(vault: Path, tmp_path: Path) -> bytes:
    """Hold what is written against what an export gives; gives it back."""
    settings = Settings(vault=vault, title="Musées « 2020 »", contact="a@b.example", licence="https://l.example/by")
    data, said = written(settings, tmp_path / "straight.nq")
    assert not (vault / ".kg").exists()
    assert (data, said) == exported(settings)
    return data


def test_a_vault_with_all_that_notes_can_hold_gives_what_an_export_gives(vault: Vault, tmp_path: Path) -> None:
    folder = vault({k: v for k, v in LINKED.items() if "/" not in k})
    (folder / "links").mkdir()
    (folder / "links" / "wikidata.sssom.tsv").write_text(LINKED["links/wikidata.sssom.tsv"], encoding="utf-8")
    data = assert_same_as_exported(folder, tmp_path).decode()
    assert "id/la-rive> <http://www.w3.org/2004/02/skos/core#exactMatch>" in data and "/Q39> <" in data
    assert "/Q40> <https://museumxtd.ch/kg/graph/links>" not in data and "/Q2>" not in data
    assert "id/autre>" in data and "id/passerelle>" in data and "graph/catalogue>" in data


def test_the_notes_of_the_repository_give_what_an_export_gives(tmp_path: Path) -> None:
    shutil.copytree(TOP / "notes", tmp_path / "notes", ignore=shutil.ignore_patterns(".kg"))
    assert_same_as_exported(tmp_path / "notes", tmp_path)


@pytest.mark.parametrize(
    "case", sorted(p.name for p in (TOP / "tests" / "gold").iterdir() if p.is_dir() and "held" not in p.name)[::4]
)
def test_other_notes_give_what_an_export_gives_but_for_what_shapes_refuse(case: str, tmp_path: Path) -> None:
    shutil.copytree(TOP / "tests" / "gold" / case, tmp_path / "notes", ignore=shutil.ignore_patterns(".kg"))
    settings = Settings(vault=tmp_path / "notes")
    data, said = written(settings, tmp_path / "straight.nq")
    whole, told = exported(settings)
    assert set(whole.splitlines()) <= set(data.splitlines())
    assert said == told


def run(*words: str) -> Result:
    return CliRunner().invoke(main, [*words, "--lang", "en"])


NOTE = {"n.md": "# Projets\n\n- [Rive](https://rive.example/) (Suisse, 2020)\n"}
BAD = {"n.md": f"{NOTE['n.md']}\n```turtle\n<https://x.example/a> rdfs:label .\n```\n"}


def test_the_command_says_what_it_wrote_and_what_it_did_not_judge(vault: Vault, tmp_path: Path) -> None:
    target = tmp_path / "graph.nq"
    done = run("build", str(vault(NOTE)), "--to-dump", str(target))
    assert done.exit_code == 0 and done.stdout == ""
    assert f"statements in {target}" in done.stderr and "SHACL shapes were not applied" in done.stderr
    for ending in (".gz", ".zst"):
        assert run("build", str(tmp_path / "vault"), "--to-dump", f"{target}{ending}", "-q").exit_code == 0
    assert gzip.decompress(Path(f"{target}.gz").read_bytes()) == target.read_bytes()
    assert (
        run("export", "--vault", str(tmp_path / "vault"), "-f", "nquads", "-o", f"{target}.2.gz", "-q").exit_code == 0
    )
    assert Path(f"{target}.2.gz").read_bytes() == Path(f"{target}.gz").read_bytes()


def test_what_is_wrong_in_notes_is_said_and_strict_writes_nothing(vault: Vault, tmp_path: Path) -> None:
    folder = str(vault(BAD))
    done = run("build", folder, "--to-dump", str(tmp_path / "a.nq"))
    assert done.exit_code == 1 and "n.md:" in done.stderr and (tmp_path / "a.nq").exists()
    done = run("build", folder, "--to-dump", str(tmp_path / "b.nq"), "--strict")
    assert done.exit_code == 1 and "Nothing was published" in done.stderr and not (tmp_path / "b.nq").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--to-dump", "graph.ttl"], "--to-dump writes N-Quads; graph.ttl has another name."),
        (["--to-dump", "graph.nq", "--watch"], "do not go together"),
        (["--to-dump", "no/such/folder/graph.nq"], "cannot be written"),
    ],
)
def test_what_cannot_be_written_is_said(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], said: str
) -> None:
    folder = vault(NOTE)
    monkeypatch.chdir(tmp_path)
    done = run("build", str(folder), *words)
    assert done.exit_code == 2 and said in done.stderr and "Traceback" not in done.stderr
    assert [p.name for p in tmp_path.iterdir()] == [folder.name]


@pytest.mark.skipif(os.name == "nt", reason="no device of that name")
def test_a_full_disk_is_said(vault: Vault, tmp_path: Path) -> None:
    (tmp_path / "full.nq").symlink_to("/dev/full")
    done = run("build", str(vault(NOTE)), "--to-dump", str(tmp_path / "full.nq"))
    assert done.exit_code == 2 and "disk is full" in done.stderr


def test_no_room_for_what_waits_to_be_sorted_is_said(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Sorter, "write", full)
    done = run("build", str(vault(NOTE)), "--to-dump", str(tmp_path / "graph.nq"))
    assert done.exit_code == 2 and "disk is full" in done.stderr and not (tmp_path / "graph.nq").exists()
