"""Notes as large as an attack: less than 20 seconds and 500 MB, one message with a line, and the other notes in the graph."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.settings import Settings
from kg.vault_graph import VaultGraph

TOP = Path(__file__).resolve().parents[2]
MB = 1 << 20
SECONDS, MEMORY = 20, 500 * MB
GOOD = {
    "a.md": "# Projets\n\n- [Sentier](https://sentier.example/) (Suisse, 2019)\n",
    "z.csv": "nom;pays;site\nBalise;Suisse;https://balise.example/\n",
}
# A build in a process of its own, which says what it found, its peak of memory, and what is in the graph.
BUILD = """
import gc, json, sys
gc.set_threshold(200_000, 50, 100)  # as kg/steps.py does
from pathlib import Path
from kg.build import build
from kg.settings import Settings
from kg.vault_graph import VaultGraph
settings = Settings(vault=Path(sys.argv[1]))
said = [(p.span.path, p.span.line, p.message.fr, p.message.en) for p in build(settings).problems]
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
names = VaultGraph(settings).query("SELECT ?n { ?e a mxtd:Initiative ; rdfs:label ?n FILTER(?n IN ('Sentier', 'Balise')) }")
print(json.dumps([said, int(peak.split()[1]) * 1024, [row["n"] for row in names]]))
"""


def filled(piece: str, size: int = 50 * MB) -> str:
    return piece * (size // len(piece.encode()))


ATTACKS: dict[str, tuple[str, Callable[[], str]]] = {
    "a line of 50 MB": ("x.md", lambda: filled("a")),
    "a line of 50 MB of words": ("x.md", lambda: filled("musée de la ville ")),
    "a line of 50 MB of wikilinks": ("x.md", lambda: filled("[[Rive]] ")),
    "a line of 50 MB of open brackets": ("x.md", lambda: filled("[")),
    "a line of 50 MB of emphasis": ("x.md", lambda: filled("*a_")),
    "a line of 50 MB of open tags": ("x.md", lambda: filled("<a ")),
    "a line of 50 MB of addresses": ("x.md", lambda: filled("https://rive.example/ ")),
    "an item of 50 MB": ("x.md", lambda: "# Projets\n\n- [Rive](https://rive.example/) " + filled("(Suisse) ")),
    "50 MB of items": ("x.md", lambda: "# Projets\n\n" + filled("- a\n")),
    "50 MB of line ends": ("x.md", lambda: filled("\r")),
    "50 MB of control characters": ("x.md", lambda: filled("a\x00")),
    "a million wikilinks in items": ("x.md", lambda: "# Projets\n\n" + "".join(f"- [[Note {i}]]\n" for i in range(10**6))),
    "a million wikilinks in a paragraph": ("x.md", lambda: "".join(f"[[Note {i}]] " for i in range(10**6))),
    "a list nested 10,000 deep": ("x.md", lambda: "\n".join("  " * i + "- a" for i in range(10_000))),
    "a list nested 10,000 deep in one line": ("x.md", lambda: "- " * 10_000 + "a"),
    "a quotation nested a million deep": ("x.md", lambda: ">" * 10**6 + "a"),
    "a heading of level 50,000,000": ("x.md", lambda: "#" * 50 * 10**6),
    "marks without end over a letter": ("x.md", lambda: "e" + "\u0301\u0323" * (5 * MB)),
    "YAML nested 5,000 deep": ("x.md", lambda: "---\na: " + "[" * 5000 + "]" * 5000 + "\n---\n"),
    "YAML indented 5,000 deep": ("x.md", lambda: "---\n" + "\n".join(" " * i + "a:" for i in range(5000)) + "\n---\n"),
    "a million keys": ("x.md", lambda: "---\n" + "".join(f"k{i}: v\n" for i in range(10**6)) + "---\n"),
    "a key a million times": ("x.md", lambda: "---\n" + "k: v\n" * 10**6 + "---\n"),
    "a list of a million values": ("x.md", lambda: "---\npays: [" + "Suisse, " * 10**6 + "]\n---\n"),
    "a value of 50 MB": ("x.md", lambda: "---\ntitle: " + filled("a") + "\n---\n"),
    "marks of a million conflicts": ("x.md", lambda: "<<<<<<< HEAD\n" * 10**6),
    "TOML without an end": ("x.md", lambda: "+++\na\n" * 10**6),
    "a cell of 50 MB": ("x.csv", lambda: "nom;pays\n" + filled("a") + ";Suisse\n"),
    "50 MB of quotes": ("x.csv", lambda: "nom;pays\n" + filled('"') + ";Suisse\n"),
    "half a million open quotes": ("x.csv", lambda: "nom;pays\n" + '"a;Suisse\n' * 500_000),
    "a million columns": ("x.csv", lambda: ";".join(f"c{i}" for i in range(10**6)) + "\n" + "a;" * 10**6 + "\n"),
    "20,000 statements that break a shape": ("x.md", lambda: "```turtle\n" + "".join(f"kg:a{i} a mxtd:Initiative .\n" for i in range(20_000)) + "```\n"),
    "Turtle that is none": ("x.md", lambda: "```turtle\n" + "a . " * 20_000 + "\n```\n"),
}  # fmt: skip
SAY_NOTHING = ("a list nested", "a quotation nested", "YAML indented", "TOML without")


@pytest.mark.skipif(sys.platform != "linux", reason="asks the system how much memory was taken")
@pytest.mark.parametrize("name", ATTACKS)
def test_a_note_as_large_as_an_attack_costs_little_and_no_other_note(name: str, tmp_path: Path) -> None:
    file, make = ATTACKS[name]
    for path, text in {**GOOD, file: make()}.items():
        (tmp_path / path).write_text(text, encoding="utf-8", newline="")
    done = subprocess.run(
        [sys.executable, "-c", BUILD, str(tmp_path)], cwd=TOP, capture_output=True, text=True, check=False, timeout=SECONDS
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    said, memory, names = json.loads(done.stdout)
    assert memory < MEMORY, f"{memory // MB} MB"
    assert {"Sentier", "Balise"} <= set(names)
    told = [(line, fr, en) for path, line, fr, en in said if path == file]
    assert all(line >= 1 and fr and en for line, fr, en in told)
    assert told or name.startswith(SAY_NOTHING)


def test_what_stands_before_the_end_of_what_is_read_is_in_the_graph(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(GOOD["a.md"] + filled("mot\n", 2 * MB), encoding="utf-8")
    labels = VaultGraph(Settings(vault=tmp_path)).query("SELECT ?n { ?e a mxtd:Initiative ; rdfs:label ?n }")
    assert [row["n"] for row in labels] == ["Sentier"]
