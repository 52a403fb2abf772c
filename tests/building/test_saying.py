"""What a build says, and keeps of it, is what all problems give, whatever the last build said and however it listened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.build import build
from kg.building.saying import Memory
from kg.heard import EVERYTHING, Filter
from kg.report import PROBLEMS, record_of, sorted_records
from kg.settings import Settings
from kg.store import generations

Vault = Callable[[dict[str, str]], Path]
ODD = "# Projets\n\n- [Rive](https://rive.example/) (Atlantide, 2019)\n- [Quai](https://quai.example/) (Lémurie)\n"
QUIET = "# Réseaux\n\n- [Gué](https://gue.example/) (Mu) <!-- kg: ignore KG201 -->\n"
VANISHED = ("KG402", "KG403", "KG404")  # said by the build that published no more what was published
OTHER = "# Réseaux\n\n- [Brume](https://brume.example/) (Thulé)\n"
DEAF = Filter(ignored=frozenset({"KG201", "KG395"}))


class Author:
    """Somebody who saves notes of a vault under a watch; what is said each time is held against what the generation keeps and
    against a build that knows nothing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.memory = Memory()

    def build(self, wanted: Filter = EVERYTHING) -> list[tuple[str, str, int]]:
        """The code, path and line of all that is said."""
        before = generations.current(self.folder)
        said = build(Settings(vault=self.folder), wanted=wanted, memory=self.memory).problems
        generation = generations.current(self.folder)
        written = generation != before  # else nothing changed, and the last one stands
        assert generation is not None
        kept = sorted_records(generation.table(PROBLEMS).values())
        assert not written or kept == list(map(record_of, said)), "what is kept is what is said"
        anew = build(Settings(vault=self.folder), publish=False, wanted=wanted).problems
        once = [p for p in said if p.code not in VANISHED]
        assert once == list(anew), "and what a build without a memory says"
        return [(p.code, p.span.path, p.span.line) for p in said]

    def save(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")


@pytest.fixture
def author(vault: Vault) -> Author:
    found = Author(vault({"a.md": ODD, "b.md": QUIET, "c.md": "# Rien\n"}))
    assert ("KG201", "a.md", 3) in found.build()
    return found


def test_a_problem_that_is_mended_is_said_no_more_and_its_neighbour_is(author: Author) -> None:
    author.save("a.md", ODD.replace("Atlantide", "Suisse"))
    said = author.build()
    assert ("KG201", "a.md", 3) not in said
    assert ("KG201", "a.md", 4) in said


def test_a_comment_silences_what_another_step_found_and_lets_go_of_it(author: Author) -> None:
    comment = "<!-- kg: ignore -->\n\n"
    author.save("a.md", comment + ODD)
    assert not [x for x in author.build() if x[1] == "a.md"]
    author.save("a.md", ODD)
    assert ("KG201", "a.md", 4) in author.build()


def test_a_comment_silences_what_stays_as_it_was_found_and_lets_go_of_it(author: Author) -> None:
    note = ODD + "  - same_as: Personne\n"
    author.save("a.md", note)
    before = author.build()
    assert ("KG205", "a.md", 5) in before
    author.save("a.md", note + "\n<!-- kg: ignore KG205 -->\n")
    assert ("KG205", "a.md", 5) not in author.build()
    author.save("a.md", note)
    assert author.build() == before


def test_who_listens_otherwise_hears_otherwise_then_and_afterwards(author: Author) -> None:
    author.save("c.md", ODD.replace("rive", "berge").replace("Rive", "Berge"))
    assert not [x for x in author.build(DEAF) if x[0] == "KG201"]
    author.save("c.md", "# Rien\n")
    assert ("KG201", "a.md", 3) in author.build()


def test_a_build_of_no_change_that_listens_otherwise_leaves_nothing_behind(author: Author) -> None:
    build(Settings(vault=author.folder), wanted=DEAF)
    author.save("a.md", ODD.replace("Lémurie", "Suisse"))
    assert ("KG201", "a.md", 3) in author.build()


def test_who_goes_on_to_listen_otherwise_after_a_build_of_no_change_is_told_so(author: Author) -> None:
    author.build(DEAF)
    author.save("c.md", OTHER)
    assert not [x for x in author.build(DEAF) if x[0] in DEAF.ignored]


def test_what_vanished_is_said_once(author: Author) -> None:
    author.save("a.md", ODD.replace("Rive", "Grève"))
    assert [x for x in author.build() if x[0] in VANISHED]
    author.save("c.md", OTHER)
    assert not [x for x in author.build() if x[0] in VANISHED]


def test_what_vanished_is_not_said_after_a_build_of_no_change(author: Author) -> None:
    author.save("a.md", ODD.replace("Rive", "Grève"))
    author.build()
    build(Settings(vault=author.folder))
    author.save("c.md", OTHER)
    assert not [x for x in author.build() if x[0] in VANISHED]


def test_another_process_that_built_meanwhile_is_believed(author: Author) -> None:
    author.save("a.md", ODD.replace("Atlantide", "Suisse"))
    build(Settings(vault=author.folder))
    author.save("c.md", OTHER)
    assert ("KG201", "a.md", 3) not in author.build()


def test_a_comment_in_kg_toml_silences_its_own_remarks(author: Author) -> None:
    assert ("KG501", "kg.toml", 1) in author.build()
    author.save("kg.toml", "# kg: ignore KG501\n")
    author.save("c.md", OTHER)
    assert ("KG501", "kg.toml", 1) not in author.build()


def test_a_page_of_two_things_is_not_said_of_one_that_looks_like_a_third_until_that_is_gone(vault: Vault) -> None:
    one = "# Projets\n\n- [Rivages bleus](https://rive.example/) (Suisse)\n  - [Quai des arts](https://rive.example/) (Suisse)\n"
    author = Author(vault({"a.md": one, "b.md": "# Rien\n"}))
    first = author.build()
    author.save("b.md", "# Projets\n\n- [Rivage bleus](https://autre.example/) (Suisse)\n")
    second = author.build()
    author.save("b.md", "# Rien\n")
    assert set(author.build()) - {("KG403", "b.md", 1)} == set(first)
    assert [x for x in first if x[0] == "KG394"] > [x for x in second if x[0] == "KG394"]
