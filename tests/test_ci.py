"""What CI takes: SARIF, a validation report, GitHub's annotations through the action, the pre-commit hook."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pyoxigraph as ox
import pytest
import rdflib
import yaml
from click.testing import CliRunner

from kg.cli import main

TOP = Path(__file__).resolve().parent.parent
SCHEMA = TOP / ".ci" / "node_modules" / "@microsoft" / "jest-sarif" / "lib" / "schemas" / "sarif-2.1.0-rtm.5.json"
Vault = Callable[[dict[str, str]], Path]
WRONG = (
    "# Projets\n\n- [Sentier](https://sentier.example/) (Suise)\n\n## Balise\nPays: Suisse\nDébut: 2022\nFin: 2019\n"
)
WRONG_CSV = 'nom;pays\n"Ouvert;Suisse\n'
SH = "http://www.w3.org/ns/shacl#"


def check(folder: Path, *words: str) -> str:
    return CliRunner().invoke(main, ["check", str(folder), "--lang", "en", *words]).stdout


def log(folder: Path, *words: str) -> dict[str, Any]:
    run: dict[str, Any] = json.loads(check(folder, "--format", "sarif", *words))["runs"][0]
    return run


@pytest.mark.skipif(not SCHEMA.exists(), reason="`.ci/run` installs the published schema from npm")
@pytest.mark.parametrize("notes", [{"n.md": WRONG, "t.csv": WRONG_CSV}, {"n.md": "# Rien\n"}], ids=["wrong", "empty"])
def test_sarif_is_valid_against_the_published_schema(vault: Vault, notes: dict[str, str]) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    judges = jsonschema.validators.validator_for(schema)(schema)
    said = json.loads(check(vault(notes), "--format", "sarif"))
    assert [error.message for error in judges.iter_errors(said)] == []


def test_every_result_of_sarif_has_a_rule_that_code_scanning_can_show(vault: Vault) -> None:
    run = log(vault({"n.md": WRONG, "t.csv": WRONG_CSV}))
    rules = run["tool"]["driver"]["rules"]
    assert [r["id"] for r in rules] == ["KG103", "KG201", "KG391", "KG501"]
    for rule in rules:
        assert rule["shortDescription"]["text"] and rule["fullDescription"]["text"]
        assert rule["help"]["text"] and rule["help"]["markdown"]
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
        assert rule["properties"]["problem.severity"] in ("error", "warning", "recommendation")
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    (backwards,) = (r for r in run["results"] if r["ruleId"] == "KG391")
    region = backwards["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 8, "startColumn": 6, "endLine": 8, "endColumn": 10}


def test_a_line_put_in_above_changes_no_fingerprint_and_two_equal_lines_have_two(vault: Vault) -> None:
    twice = WRONG + "\n- [Sentier](https://sentier.example/) (Suise)\n- [Sentier](https://sentier.example/) (Suise)\n"
    folder = vault({"n.md": twice})
    prints = [r["partialFingerprints"]["primaryLocationLineHash"] for r in log(folder)["results"]]
    (folder / "n.md").write_text("Un mot.\n\n" + twice, encoding="utf-8")
    assert [r["partialFingerprints"]["primaryLocationLineHash"] for r in log(folder)["results"]] == prints
    assert len(set(prints)) == len(prints)


def test_the_validation_report_names_shape_value_and_line(vault: Vault) -> None:
    text = check(vault({"n.md": WRONG}), "--format", "shacl")
    graph = rdflib.Graph().parse(data=text, format="turtle")
    rows = list(
        graph.query(
            "SELECT ?focus ?path ?value ?shape ?component ?severity ?note ?line ?column { ?report a sh:ValidationReport ; sh:conforms false ; "
            "sh:result ?r . ?r a sh:ValidationResult ; sh:focusNode ?focus ; sh:resultPath ?path ; sh:value ?value ; sh:sourceShape ?shape ; "
            "sh:sourceConstraintComponent ?component ; sh:resultSeverity ?severity ; prov:wasDerivedFrom ?note ; mxtd:line ?line ; mxtd:column ?column }"
        )
    )
    (row,) = ([str(term).rsplit("/", 1)[-1] for term in row] for row in rows)  # type: ignore[union-attr]
    assert row == [
        "balise", "endDate", "2019", "shapes#rule-end-before-start", "shacl#SPARQLConstraintComponent", "shacl#Violation", "n", "8", "6",
    ]  # fmt: skip
    assert {m.language for m in graph.objects(None, rdflib.URIRef(SH + "resultMessage"))} == {"fr", "en", "de"}


def test_the_validation_report_of_notes_without_fault_conforms(vault: Vault) -> None:
    quads = list(
        ox.parse(
            check(vault({"n.md": "# Projets\n\n- [Sentier](https://sentier.example/)\n"}), "--format", "shacl"),
            format=ox.RdfFormat.TURTLE,
        )
    )
    assert {(q.predicate.value.removeprefix(SH), str(q.object.value)) for q in quads if SH in q.predicate.value} == {
        ("conforms", "true")
    }


def test_the_validation_report_is_the_same_bytes_again(vault: Vault) -> None:
    folder = vault({"n.md": WRONG, "m.md": WRONG})
    assert check(folder, "--format", "shacl") == check(folder, "--format", "shacl")


def action(folder: Path, **given: str) -> subprocess.CompletedProcess[str]:
    """Run the last step of the action as a runner does: its script in bash, its inputs in the environment."""
    said = yaml.safe_load((TOP / "action.yml").read_text(encoding="utf-8"))
    inputs = {name: given.get(name, one["default"]) for name, one in said["inputs"].items()}
    step = said["runs"]["steps"][-1]
    env = {key: inputs[value.removeprefix("${{ inputs.").removesuffix(" }}")] for key, value in step["env"].items()}
    kg = folder / "bin" / "kg"
    kg.parent.mkdir(exist_ok=True)
    kg.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kg.cli "$@"\n', encoding="utf-8")
    kg.chmod(0o755)
    path = f"{kg.parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=folder, env={**os.environ, **env, "PATH": path, "PYTHONPATH": str(TOP), "LC_ALL": "C.UTF-8"}, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="the script is bash")
def test_the_action_annotates_writes_sarif_and_fails_on_a_violation(vault: Vault) -> None:
    folder = vault({"notes/n.md": WRONG})
    done = action(folder, sarif="kg.sarif", ignore="KG501")
    assert done.returncode == 1
    assert "::error file=notes/n.md,line=8,col=6,title=KG391::" in done.stdout
    results = json.loads((folder / "kg.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    assert [r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in results] == ["notes/n.md"] * 2


@pytest.mark.skipif(sys.platform == "win32", reason="the script is bash")
def test_the_action_passes_when_what_is_wrong_is_ignored(vault: Vault) -> None:
    done = action(vault({"museum/n.md": WRONG}), vault="museum", severity="warning", ignore="KG391")
    assert (done.returncode, done.stdout) == (0, "")


def test_the_pre_commit_hook_is_one_that_pre_commit_takes() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-manifest", str(TOP / ".pre-commit-hooks.yaml")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_the_pre_commit_hook_fails_on_a_violation_and_passes_on_a_remark(vault: Vault) -> None:
    (hook,) = yaml.safe_load((TOP / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    name, *words = hook["entry"].split()
    assert name == "kg"
    assert CliRunner().invoke(main, [*words, "--vault", str(vault({"n.md": WRONG}))]).exit_code == 1
    assert (
        CliRunner()
        .invoke(main, [*words, "--vault", str(vault({"m/n.md": WRONG.replace("2022", "2012")}) / "m")])
        .exit_code
        == 0
    )
