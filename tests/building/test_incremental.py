"""After any edit a build by what changed gives what a build of everything gives, to the byte."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from random import Random

import pytest

from kg.build import Report, build
from kg.building.saying import Memory
from kg.graph.gaps import GAPS
from kg.model.problem import Problem
from kg.report import PROBLEMS
from kg.settings import Settings
from kg.store import generations
from kg.store.generations import Generation
from tests.building import vaults


def dump(folder: Path) -> list[str]:
    """All quads of the published graph, sorted."""
    generation = generations.current(folder)
    assert generation is not None
    return sorted(map(str, generations.open_store(generation)))


def said(problem: Problem) -> str:
    """A problem as one line."""
    return f"{problem.span} {problem.code} {problem.severity} {problem.message.en} → {problem.hint}"


def differences(now: Iterable[str], anew: Iterable[str]) -> list[str]:
    """What only the build by what changed gives (+), and what it does not (-)."""
    one, two = list(now), list(anew)
    found = [f"+ {x}" for x in sorted(set(one) - set(two))] + [f"- {x}" for x in sorted(set(two) - set(one))]
    return found or ([] if one == two else ["another order", *one, "", *two])


def beside(folder: Path) -> dict[str, object]:
    """What is kept with the generation, but for what tells one build from another."""
    generation = generations.current(folder)
    assert generation is not None
    stamp = json.loads((generation.path / "stamp.json").read_text(encoding="utf-8"))
    for name in ("build", PROBLEMS, GAPS, generations.PATHS, generations.WRITTEN):
        del stamp[name]
    kept: dict[str, object] = {n: generation.table(n) for n in (PROBLEMS, GAPS, generations.PATHS)} | {"stamp": stamp}
    kept["graphs"] = sorted(str(g) for g in generations.open_store(generation).named_graphs())
    return kept


def assert_same_as_anew(folder: Path, report: Report, anew: Path, was: Generation | None) -> None:
    """Hold a build of `folder` against one of a copy from before it, `anew`, of which nothing but the last generation is known;
    `was` is that generation."""
    (anew / ".kg" / "ledger.sqlite").unlink()
    other = build(Settings(vault=anew))
    found = differences(dump(folder), dump(anew)) + differences(map(said, report.problems), map(said, other.problems))
    assert not found, "\n".join(found)
    assert (report.counts, report.kinds, report.countries, report.statements) == (
        other.counts, other.kinds, other.countries, other.statements,
    )  # fmt: skip
    if generations.current(folder) != was:  # else nothing changed, and the last one stands
        assert beside(folder) == beside(anew)


def assert_edits_are_built(tmp_path: Path, seed: int, edits: int) -> None:
    """Make a vault, and hold each of some edits against a build of everything."""
    chance = Random(seed)
    home = tmp_path / "now"
    home.mkdir()
    vaults.make(home, chance)
    memory = Memory()  # as of a watch, which is not the only one that builds
    build(Settings(vault=home), memory=memory)
    done: list[str] = []
    for number in range(edits):
        done.append(vaults.edit(home, chance))
        copy = tmp_path / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(home, copy)
        try:
            was = generations.current(home)
            report = build(Settings(vault=home), memory=None if number % 3 == 2 else memory)
            assert_same_as_anew(home, report, copy, was)
        except AssertionError as error:
            raise AssertionError(f"seed {seed}: {done}\n{error}") from error


@pytest.mark.parametrize("seed", [0, 1, 216])  # 216: a name that no entry bore, and that one bears again
def test_a_build_by_what_changed_is_one_of_everything(tmp_path: Path, seed: int) -> None:
    assert_edits_are_built(tmp_path, seed, 5)


@pytest.mark.parametrize("after", ["", "# Rien\n"], ids=["gone", "says it no more"])
def test_what_is_said_of_a_thing_stands_where_it_is_said_now(tmp_path: Path, after: str) -> None:
    home, copy = tmp_path / "now", tmp_path / "copy"
    home.mkdir()
    block = "# Projets\n\n```turtle\n@prefix kg: <https://museumxtd.ch/kg/id/> .\nkg:quai a mxtd:Initiative ; rdfs:label 'Quai' .\n```\n"
    for name in ("a.md", "b.md"):
        vaults.write(home, name, block)
    assert any(p.span.path == "a.md" for p in build(Settings(vault=home)).problems)
    shutil.copytree(home, copy)
    for folder in (home, copy):
        (folder / "a.md").unlink()
        if after:
            vaults.write(folder, "a.md", after)
    assert_same_as_anew(home, build(Settings(vault=home)), copy, generations.current(copy))


def test_a_note_that_is_new_beside_one_that_changed_and_was_the_last_to_be_numbered(tmp_path: Path) -> None:
    home, copy = tmp_path / "now", tmp_path / "copy"
    home.mkdir()
    item = "# Projets\n\n- [{0}](https://{0}.example/) (Suisse, 2020)\n"
    for name, text in (("b.md", "Rive"), ("c.md", "Gue")):
        vaults.write(home, name, item.format(text))
    build(Settings(vault=home))
    for name, text in (("a.md", "Quai"), ("c.md", "Pont")):
        vaults.write(home, name, item.format(text))
    shutil.copytree(home, copy)
    assert_same_as_anew(home, build(Settings(vault=home)), copy, generations.current(copy))
