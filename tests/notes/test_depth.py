"""Nesting without end, and values that stand for a billion: read, or said, at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.build import build
from kg.notes import front_matter
from kg.notes.markdown import parse
from kg.settings import Settings

DEEP = 3000


@pytest.mark.parametrize(
    "text",
    [
        "\n".join("  " * i + f"- [Projet {i}](https://p.example/{i})" for i in range(500)),
        "- " * DEEP + "[Alpha](https://alpha.example/)",
        ">" * DEEP + " Alpha",
        "*" * DEEP + "Alpha" + "*" * DEEP,
        "- " + "[" * DEEP + "Alpha" + "]" * DEEP,
        "- " + "(" * DEEP + "Alpha" + ")" * DEEP,
        "<div>" * DEEP,
    ],
    ids=["bullets", "bullets in one line", "quotations", "emphasis", "brackets", "round brackets", "html"],
)
def test_what_is_nested_without_end_costs_no_other_note(text: str, tmp_path: Path) -> None:
    (tmp_path / "deep.md").write_text(f"# Projets\n\n{text}\n", encoding="utf-8")
    (tmp_path / "ok.md").write_text("# Projets\n\n- [Beta](https://beta.example/) (Belgique)\n", encoding="utf-8")
    assert build(Settings(vault=tmp_path)).counts["Initiative"] >= 1


def test_items_below_the_deepest_level_stand_at_that_level() -> None:
    parsed = parse("\n".join("  " * i + f"- Projet {i}" for i in range(200)), "n.md")
    names: list[str] = []
    blocks = list(parsed.root.blocks)
    while blocks:
        block = blocks.pop(0)
        for item in getattr(block, "items", ()):
            names.append(item.lines[0].text)
            blocks.extend(item.blocks)
    assert sorted(names) == sorted(f"Projet {i}" for i in range(200))


_BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("matter", "line"),
    [
        (_BOMB, 2),
        ("title: A\n" + "".join("  " * i + "a:\n" for i in range(500)), 2),  # YAML gives it no line
        ("title: A\ncountry: " + "[" * DEEP + "]" * DEEP, 3),
        ("title: A\npartners: &p [*p]", 3),
    ],
    ids=["aliases of aliases", "mappings", "lists", "an alias in itself"],
)
def test_front_matter_that_explodes_is_said_at_its_line(matter: str, line: int) -> None:
    _, (problem,) = front_matter.read(matter, "n.md")
    assert (problem.code, problem.span.line) == ("KG101", line)


@pytest.mark.parametrize(
    ("matter", "line", "said"),
    [
        ("title: A\npays: Suisse: Vaud", 3, "un « : » de trop"),
        ("title: A\npays: [Suisse", 3, "n'est pas fermé"),
        ('title: "A\npays: Suisse', 2, "un guillemet ouvert"),
        ("title: A\npays\nurl: x", 3, "il manque « : »"),
        ("title: A\npays: @x", 3, "ne peut pas commencer"),
        ("title: 'l'atelier'", 2, "derrière une valeur fermée"),
        ("pays: *x", 2, "renvoient à une autre valeur"),
    ],
)
def test_what_yaml_refuses_is_said_in_the_authors_words_where_it_begins(matter: str, line: int, said: str) -> None:
    _, (problem,) = front_matter.read(matter, "n.md")
    assert problem.span.line == line
    assert said in problem.message.fr
