"""What the notes leave open: what entries lack and what to paste, wanted notes, look-alikes, links that track."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kg.cli import main

Vault = Callable[[dict[str, str]], Path]
FILLED = {
    "PAYS": "Suisse", "COUNTRY": "Ireland", "LAND": "Österreich", "ADDRESS": "balise.example/", "ORGANISATION": "Fondation Amont", "…": "aide les musées",
    "NAME": "The beacon of the museums and of the valley",
}  # fmt: skip


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["gaps", *words])


def gaps(folder: Path, language: str = "fr") -> dict[str, Any]:
    done = run(str(folder), "--format", "json", "--lang", language)
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def lacks(folder: Path) -> dict[str, list[str]]:
    return {e["name"]: e["lacks"] for e in gaps(folder)["entries"]}


def filled(line: str) -> str:
    for word, value in FILLED.items():
        line = line.replace(word, value)
    return line


def test_what_is_said_is_not_missed_and_what_is_not_is_ranked(vault: Vault) -> None:
    folder = vault(
        {
            "n.md": "# Projets\n\n- [Sentier](https://sentier.example/) (Suisse, 2019), porté par la Fondation Amont, pour les petits musées\n"
            "- [Balise](https://balise.example/) (France)\n- [Lanterne](https://lanterne.example/)\n"
        }
    )
    assert lacks(folder) == {
        "Lanterne": ["country", "period", "runner", "description", "size"],
        "Balise": ["period", "runner", "description", "size"],
    }
    assert list(lacks(folder)) == ["Lanterne", "Balise"]
    missing = {m["lack"]: (m["missing"], m["of"]) for m in gaps(folder)["missing"]}
    assert missing == {"description": (2, 3), "period": (2, 3), "runner": (2, 3), "size": (2, 3), "country": (1, 3)}


def test_who_only_runs_or_pays_for_something_is_not_asked_for_more(vault: Vault) -> None:
    folder = vault({"n.md": "# Projets\n\n- [Balise](https://balise.example/), financé par la Fondation Amont\n"})
    assert list(lacks(folder)) == ["Balise"]


@pytest.mark.parametrize(
    ("name", "note"),
    [
        ("n.md", "# Projets\n\n- Balise (Suisse)\n- [Sentier](https://sentier.example/)\n"),
        ("n.md", "# Projets\n\n- [Sentier](https://sentier.example/)\n\t- [Balise](https://balise.example/)\n"),
        ("n.md", "# Projects\n\n- [Balise](https://balise.example/) is a platform for the museums of the valley\n"),
        ("n.md", "# Projekte\n\n- [Balise](https://balise.example/) ist eine Plattform für die Museen der Region\n"),
        ("n.md", "# Projets\n\n## Balise\n\nUne plateforme.\n"),
        ("Balise.md", "---\ntype: projet\n---\n# Balise\n\nUne plateforme.\n"),
    ],
    ids=["an item", "an item nested with a tab", "an English item", "a German item", "a heading", "a note of its own"],
)
def test_what_is_offered_closes_the_gap_once_it_is_pasted(vault: Vault, name: str, note: str) -> None:
    folder = vault({name: note})
    (entry,) = (e for e in gaps(folder)["entries"] if e["name"] == "Balise")
    (folder / name).write_text(pasted(note, entry), encoding="utf-8")
    assert "Balise" not in lacks(folder), (folder / name).read_text(encoding="utf-8")


def pasted(note: str, entry: dict[str, Any]) -> str:
    """The note with what is offered where an author would put it."""
    lines, words = note.split("\n"), [filled(line) for line in entry["paste"]]
    if note.startswith("---"):
        return "\n".join([lines[0], *words, *lines[1:]])
    at = entry["line"] - 1
    if not lines[at].startswith("#") and words and not words[0].startswith((" ", "\t")):
        head = words.pop(0)
        if head.startswith("["):
            link, _, bracket = head.partition(" ")
            lines[at] = lines[at].replace("Balise", link, 1)
        else:
            bracket = head
        name = "Balise](https://balise.example/)"
        lines[at] = lines[at].replace(name, f"{name} {bracket}", 1) if bracket else lines[at]
    return "\n".join([*lines[: at + 1], *words, *lines[at + 1 :]])


def test_names_in_another_language_are_missed_where_the_vault_has_several(vault: Vault) -> None:
    french = {"fr.md": "# Projets\n\n- [Le sentier des musées de la vallée](https://sentier.example/)\n"}
    english = {"en.md": "# Projects\n\n- [The lantern of the museums](https://lantern.example/)\n"}
    assert "translation" not in lacks(vault(french))["Le sentier des musées de la vallée"]
    both = lacks(vault({**french, **english}))
    assert all("translation" in missing for missing in both.values())


def test_a_link_to_no_note_is_a_wanted_note_the_most_wanted_first(vault: Vault) -> None:
    folder = vault(
        {"a.md": "Voir [[Rive]] et [[Amont#Haut|là]].\n", "b.md": "- [[amont]]\n- [[a]]\n- [[b#x]]\n- [[#y]]\n"}
    )
    assert gaps(folder)["wanted"] == [
        {
            "name": "Amont",
            "links": [{"path": "a.md", "line": 1, "column": 31}, {"path": "b.md", "line": 1, "column": 5}],
        },
        {"name": "Rive", "links": [{"path": "a.md", "line": 1, "column": 8}]},
    ]


def test_a_link_that_tracks_is_said_with_the_address_to_paste(vault: Vault) -> None:
    folder = vault({"n.md": "# Lectures\n\nLire [ceci](https://x.example/a?utm_source=lettre&id=3&_ga=1#b).\n"})
    (tracked,) = gaps(folder)["tracked"]
    assert (tracked["clean"], tracked["line"], tracked["column"]) == ("https://x.example/a?id=3#b", 3, 7)


def test_look_alikes_are_said(vault: Vault) -> None:
    folder = vault(
        {
            "n.md": "# Projets\n\n- [Sentier](https://sentier.example/)\n",
            "m.md": "# Projets\n\n- [Sentyer](https://sentyer.example/)\n",
        }
    )
    (alike,) = gaps(folder)["alike"]
    assert "Sentyer" in alike["message"] and "Sentier" in alike["message"]


def test_a_screen_holds_the_most_useful_and_verbose_all(vault: Vault) -> None:
    folder = vault(
        {"n.md": "# Projets\n\n" + "".join(f"- [Projet {c * 3}](https://{c}.example/)\n" for c in "abcdefghij")}
    )
    short, long = run(str(folder), "--lang", "fr").stdout, run(str(folder), "--lang", "fr", "-v").stdout
    assert "… 5 de plus : kg gaps -v" in short and len(short.splitlines()) < 45
    assert "de plus" not in long and all(f"Projet {c * 3}" in long for c in "abcdefghij")


@pytest.mark.parametrize("language", ["fr", "en", "de"])
def test_the_note_of_tasks_names_each_place_and_is_no_entry_itself(vault: Vault, language: str) -> None:
    notes = {
        "n.md": "# Projets\n\n- [Sentier *des* musées](https://sentier.example/?utm_source=x) voir [[Rive]]\n",
        "t.csv": "nom;pays\nBalise;Suisse\n",
    }
    folder = vault(notes)
    before = gaps(folder)["entries"]
    written = run(str(folder), "--format", "md", "--lang", language).stdout
    assert "- [ ] [[n]]:3 Sentier" in written and "- [ ] `t.csv`:2 Balise" in written
    (folder / "tasks.md").write_text(written, encoding="utf-8")
    assert gaps(folder)["entries"] == before


def test_a_row_is_offered_cells(vault: Vault) -> None:
    (entry,) = gaps(vault({"t.csv": "nom;pays\nBalise;Suisse\n"}))["entries"]
    assert entry["paste"] == [
        "site: https://ADDRESS",
        "début: 2019",
        "porteur: ORGANISATION",
        "description: une plateforme qui …",
        "taille: petits",
    ]


def test_an_empty_vault_lacks_nothing_and_a_file_is_no_vault(vault: Vault, tmp_path: Path) -> None:
    assert run(str(vault({"n.md": "Rien.\n"})), "--lang", "en").stdout == "Nothing is missing in these notes.\n"
    (tmp_path / "file").write_text("x", encoding="utf-8")
    done = run(str(tmp_path / "file"), "--lang", "en")
    assert done.exit_code == 2 and "Traceback" not in done.output


def test_nothing_is_published(vault: Vault) -> None:
    folder = vault({"n.md": "# Projets\n\n- [Sentier](https://sentier.example/)\n"})
    run(str(folder))
    assert not (folder / ".kg").exists()
