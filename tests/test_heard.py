"""Which problems are said: options, kg.toml, and comments in the notes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.heard import ignored_in

Vault = Callable[[dict[str, str]], Path]
BACKWARDS = "# Projets\n\n- [Sentier](https://sentier.example/) (Suise)\n\n## Balise\nDébut: 2022\nFin: 2019\n"


def said(folder: Path, *words: str) -> tuple[list[str], int]:
    done = CliRunner().invoke(main, ["check", str(folder), "--format", "json", *words])
    rows = json.loads(done.stdout) if done.stdout else []
    return [row["code"] for row in rows if row["path"] != "kg.toml"], done.exit_code


@pytest.mark.parametrize(
    ("words", "codes", "exit_code"),
    [
        ((), ["KG201", "KG395", "KG391"], 1),
        (("--severity", "violation"), ["KG391"], 1),
        (("--severity", "error"), [], 0),
        (("--only", "KG201"), ["KG201"], 0),
        (("--only", "kg201,KG391"), ["KG201", "KG391"], 1),
        (("--only", "KG201", "--only", "KG395"), ["KG201", "KG395"], 0),
        (("--ignore", "KG391"), ["KG201", "KG395"], 0),
        (("--ignore", "KG201, KG395"), ["KG391"], 1),
    ],
)
def test_options_say_what_counts(vault: Vault, words: tuple[str, ...], codes: list[str], exit_code: int) -> None:
    assert said(vault({"n.md": BACKWARDS}), *words) == (codes, exit_code)


@pytest.mark.parametrize("words", [("--only", "KG932"), ("--ignore", "KG932")])
def test_an_unknown_code_is_refused(vault: Vault, words: tuple[str, ...]) -> None:
    assert said(vault({"n.md": BACKWARDS}), *words) == ([], 2)


def test_kg_toml_ignores_a_code_in_all_notes(vault: Vault) -> None:
    folder = vault({"n.md": BACKWARDS, "kg.toml": 'ignore_codes = ["KG391", "KG395"]\n'})
    assert said(folder) == (["KG201"], 0)


def test_an_unknown_code_in_kg_toml_is_refused(vault: Vault) -> None:
    assert said(vault({"n.md": BACKWARDS, "kg.toml": 'ignore_codes = ["KG932"]\n'}))[1] == 2


@pytest.mark.parametrize(
    ("before", "after", "codes"),
    [
        ("(Suise)", "(Suise) <!-- kg: ignore KG201 -->", ["KG395", "KG391"]),
        ("(Suise)", "(Suise) %% kg: ignore KG201 %%", ["KG395", "KG391"]),
        ("(Suise)", "(Suise) <!-- kg: ignore -->", ["KG395", "KG391"]),
        ("(Suise)", "(Suise) <!-- kg: ignore KG391 -->", ["KG201", "KG395", "KG391"]),
        ("# Projets", "<!-- kg: ignore KG201, KG395 -->\n# Projets", ["KG391"]),
        ("# Projets", "<!-- kg: ignore -->\n# Projets", []),
        ("# Projets", "---\n# kg: ignore KG391\n---\n# Projets", ["KG201", "KG395"]),
    ],
)
def test_a_comment_ignores_on_its_line_or_alone_in_the_whole_note(
    vault: Vault, before: str, after: str, codes: list[str]
) -> None:
    assert said(vault({"n.md": BACKWARDS.replace(before, after, 1)}))[0] == codes


def test_a_comment_changes_nothing_of_what_is_read(vault: Vault) -> None:
    plain = vault({"n.md": BACKWARDS})
    commented = vault({"n.md": BACKWARDS.replace("(Suise)", "(Suise) <!-- kg: ignore KG201 -->")})
    dumps = [
        CliRunner().invoke(main, ["export", "--vault", str(f), "-f", "nquads", "-q"]).stdout for f in (plain, commented)
    ]
    assert dumps[0] == dumps[1] != ""


def test_a_comment_that_comes_twice_ignores_the_codes_of_both() -> None:
    assert ignored_in(["x <!-- kg: ignore KG201 -->", "<!-- kg: ignore KG391 -->", "<!-- kg: ignore KG395 -->"]) == {
        1: {"KG201"},
        0: {"KG391", "KG395"},
    }
    assert ignored_in(["<!-- kg: ignore -->", "<!-- kg: ignore KG395 -->"]) == {0: frozenset()}


def test_what_is_ignored_does_not_stop_a_strict_build(vault: Vault) -> None:
    folder = vault({"n.md": BACKWARDS})
    strict = ["build", str(folder), "--strict"]
    assert CliRunner().invoke(main, strict).exit_code == 1
    assert CliRunner().invoke(main, [*strict, "--ignore", "KG391"]).exit_code == 0
