"""A shell completes what kg knows, quickly, and never builds or fails for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from kg.build import build
from kg.cli import main
from kg.settings import Settings
from kg.store import queries

TOP = Path(__file__).resolve().parent.parent


def offered(*words: str, begun: str = "") -> dict[str, str | None]:
    found = ShellComplete(main, {}, "kg", "_KG_COMPLETE").get_completions(list(words), begun)
    return {item.value: item.help for item in found}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("demo") / "notes"
    shutil.copytree(TOP / "notes", folder, ignore=shutil.ignore_patterns(".kg"))
    build(Settings(vault=folder))
    return str(folder)


def test_commands_come_with_what_they_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "fr_CH.UTF-8")
    assert offered(begun="bu") == {"build": "Lit les notes, les vérifie et publie le graphe."}


def test_formats_are_those_of_the_command() -> None:
    assert list(offered("query", "x", "-f", begun="t")) == ["table", "tsv", "turtle", "trig"]
    assert list(offered("export", "-f", begun="t")) == ["turtle", "trig"]
    assert list(offered("check", "--format", begun="s")) == ["sarif", "shacl"]


def test_targets_are_completed_behind_a_comma_too() -> None:
    assert set(offered("link", "suggest", "--target", begun="")) == {"wikidata", "europeana"}
    assert set(offered("link", "suggest", "--target", begun="wikidata,eu")) == {"wikidata,europeana"}
    assert "turtle" in offered("link", "export", "-f", begun="tu")


def test_named_queries_come_with_their_titles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert offered("query", begun="by-c") == {"by-country": "Initiatives of a country"}


def test_queries_of_the_vault_are_known(tmp_path: Path) -> None:
    (tmp_path / "kg.toml").write_text('queries = "mine"\n', encoding="utf-8")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "my-own.rq").write_text("# title@en: Mine\nASK {}", encoding="utf-8")
    assert list(offered("query", "--vault", str(tmp_path), begun="my")) == ["my-own"]


def test_parameters_are_those_of_the_query_with_a_value_to_change() -> None:
    assert list(offered("query", "by-country", "-p")) == ["country=CH"]
    assert offered("query", "timeline", "-p") == {} and offered("query", "-p") == {}


@pytest.mark.parametrize("words", [["why"], ["export", "--entity"]], ids=" ".join)
@pytest.mark.parametrize("begun", ["culture", "Culture2", "lture24"])
def test_entities_are_completed_by_short_name(demo: str, words: list[str], begun: str) -> None:
    assert offered(words[0], "--vault", demo, *words[1:], begun=begun)["culture24"] == "Culture24"


def test_properties_are_those_of_the_entity(demo: str) -> None:
    assert {"url", "country"} <= offered("why", "--vault", demo, "culture24").keys()
    assert offered("why", "--vault", demo, "nobody-at-all") == {}


def test_where_no_graph_is_built_none_is_built(tmp_path: Path) -> None:
    (tmp_path / "n.md").write_text("# Projets\n\n- [Sentier](https://sentier.example/)\n", encoding="utf-8")
    for words in (["why"], ["export", "--entity"], ["why", "sentier"]):
        assert offered(words[0], "--vault", str(tmp_path), *words[1:]) == {}
    assert not (tmp_path / ".kg").exists()


@pytest.mark.parametrize("words", [["why"], ["query"], ["query", "-p"], ["export", "--entity"]], ids=" ".join)
def test_where_there_is_no_vault_only_what_kg_brings_is_offered(words: list[str]) -> None:
    found = offered(words[0], "--vault", "/no/such/folder", *words[1:])
    assert found.keys() == (queries.named().keys() if words == ["query"] else set())


def test_folders_are_left_to_the_shell() -> None:
    found = ShellComplete(main, {}, "kg", "_KG_COMPLETE").get_completions(["build"], "no")
    assert [(item.type, item.value) for item in found] == [("dir", "no")]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_shell_gets_its_script_and_its_answers(demo: str, shell: str) -> None:
    if shell == "bash" and shutil.which("bash") is None:
        pytest.skip("no bash here")
    environment = {**os.environ, "COMP_WORDS": f"kg why --vault {demo} cultu", "COMP_CWORD": "4"}
    if shell == "fish":
        environment["COMP_CWORD"] = "cultu"

    def kg(instruction: str) -> str:
        code = "from kg.cli import main; main(prog_name='kg')"
        return subprocess.run(
            [sys.executable, "-c", code], cwd=TOP, env={**environment, "_KG_COMPLETE": f"{shell}_{instruction}"},
            capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip

    assert f"_KG_COMPLETE={shell}_complete" in kg("source")
    first = {"bash": "plain,culture24", "zsh": "plain\nculture24\nCulture24", "fish": "plain,culture24\tCulture24"}
    assert kg("complete").startswith(first[shell])


def test_completing_loads_neither_rdflib_nor_pyshacl(demo: str) -> None:
    code = (
        "import sys; from click.shell_completion import ShellComplete; from kg.cli import main;"
        f"found = ShellComplete(main, {{}}, 'kg', 'x').get_completions(['why', '--vault', {demo!r}], 'c');"
        "print(len(found) > 0, [m for m in ('rdflib', 'pyshacl') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=TOP, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True []"


def test_the_documentation_says_it_for_every_shell() -> None:
    page = (TOP / "docs" / "how-to" / "completion.md").read_text(encoding="utf-8")
    assert all(f"_KG_COMPLETE={shell}_source kg" in page for shell in ("bash", "zsh", "fish"))
