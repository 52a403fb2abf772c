"""What a code means, with an example that has the problem and one that has not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg.build import build
from kg.cli import main
from kg.examples import DECIDED, EXAMPLES
from kg.graph.codes import known
from kg.settings import Settings

Vault = Callable[[dict[str, str]], Path]


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def codes_of(folder: Path) -> set[str]:
    return {p.code for p in build(Settings(vault=folder), publish=False).problems if p.span.path != "kg.toml"}


@pytest.mark.parametrize("code", sorted(EXAMPLES))
def test_an_example_has_its_problem_and_mended_it_has_none(vault: Vault, tmp_path: Path, code: str) -> None:
    example = EXAMPLES[code]
    broken, mended = tmp_path / "broken", tmp_path / "mended"
    for folder, text in ((broken, example.broken), (mended, example.mended)):
        decided = example.suffix == "sssom.tsv"
        file = folder / "links" / "wikidata.sssom.tsv" if decided else folder / f"note.{example.suffix}"
        file.parent.mkdir(parents=True)
        file.write_text(text, encoding="utf-8")
        if decided:
            (folder / "note.md").write_text(DECIDED, encoding="utf-8")
    assert code in codes_of(broken)
    assert codes_of(mended) <= {"KG395"} - {code}


@pytest.mark.parametrize("language", ["fr", "en", "de"])
@pytest.mark.parametrize("code", sorted(known()))
def test_every_code_is_explained_in_every_language(code: str, language: str) -> None:
    said = run("explain", code, "--lang", language)
    assert said.exit_code == 0
    assert said.stdout.startswith(code)
    assert "{" not in said.stdout.replace(EXAMPLES[code].broken if code in EXAMPLES else "", "")
    assert f"<!-- kg: ignore {code} -->" in said.stdout


def test_a_page_shows_the_example_and_the_example_mended() -> None:
    said = run("explain", "kg391", "--lang", "en").stdout
    assert "For instance:\n    # Projets\n\n    ## Sentier\n" in said
    assert "    Fin: 2019\nMended:\n" in said


def test_without_a_code_all_are_listed_a_line_each() -> None:
    lines = run("explain", "--lang", "en").stdout.splitlines()
    assert [line.split()[0] for line in lines] == list(known())


def test_an_unknown_code_offers_those_that_come_near() -> None:
    said = run("explain", "KG932", "--lang", "en")
    assert said.exit_code == 2
    assert "No problem has the code KG932." in said.stderr
