"""CPU time of notes that grow: `python -m benchmarks.long_notes [STYLE …]` prints a row a style, for n, 2n and 4n.

Twice the note should take about twice the time.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from kg.build import build
from kg.settings import Settings

Notes = dict[str, str]


def _link(i: int) -> str:
    return f"[Projet {i}](https://p{i}.example/page)"


def _items(n: int) -> str:
    return "".join(f"- {_link(i)} (Suisse, {1990 + i % 30})\n" for i in range(n))


def _described(n: int) -> str:
    return "".join(f"- {_link(i)} (Suisse)\n  porté par la Fondation {i}, depuis {2000 + i % 20}\n" for i in range(n))


def _names(n: int) -> Notes:
    """Entities with names that are nearly alike, over many notes."""
    return {f"{i}.md": "# Projets\n\n" + "".join(f"- [Musée Lumière {i} {j}](https://m{i}-{j}.example/)\n" for j in range(10)) for i in range(n)}  # fmt: skip


STYLES: dict[str, tuple[int, Callable[[int], Notes]]] = {
    "links in a paragraph": (250, lambda n: {"n.md": "# Projets\n\n" + ", ".join(map(_link, range(n))) + "\n"}),
    "links in continuation lines": (250, lambda n: {"n.md": "# Projets\n\n- [Alpha](https://a.example/)\n" + "".join(f"  {_link(i)}\n" for i in range(n))}),
    "links in one continuation line": (250, lambda n: {"n.md": "# Projets\n\n- [Alpha](https://a.example/)\n  " + " et ".join(map(_link, range(n))) + "\n"}),
    "inline fields": (250, lambda n: {"n.md": "# Projets\n\n- Alpha\n" + "".join(f"  [pays:: Suisse {i}]\n" for i in range(n))}),
    "inline fields in one line": (250, lambda n: {"n.md": "# Projets\n\n- Alpha " + " ".join(f"[pays:: Suisse {i}]" for i in range(n)) + "\n"}),
    "commas in a heading": (500, lambda n: {"n.md": "# " + ", ".join(f"Suisse {i}" for i in range(n)) + "\n\n- [Alpha](https://a.example/)\n"}),
    "commas in a bracket": (500, lambda n: {"n.md": "# Projets\n\n- [Alpha](https://a.example/) (" + ", ".join(f"Suisse {i}" for i in range(n)) + ")\n"}),
    "brackets in a line": (250, lambda n: {"n.md": "# Projets\n\n- [Alpha](https://a.example/) " + " ".join(f"(Suisse {i})" for i in range(n)) + "\n"}),
    "accents and marks in one line": (2000, lambda n: {"n.md": "# Projets\n\n- Vitrine " + " ([é : 2019 " * n + "\n"}),
    "places in a field": (250, lambda n: {"n.md": '---\ntype: projet\nfunder: "' + "US, OR, " * n + '"\n---\n# Alpha\n'}),
    "funders in a cell": (150, lambda n: {"n.md": "# Projets\n\n| nom | porteur |\n|---|---|\n| Alpha | " + ", ".join(f"Fondation {i} X" for i in range(n)) + " |\n"}),
    "words in italics": (500, lambda n: {"n.md": "# Projets\n\n- " + "*mot* " * n + "\n"}),
    "broken front matter": (1000, lambda n: {"n.md": "---\ntype: projet\nalias:\n" + "".join(f"  - Alpha {i}\n" for i in range(n)) + "pays: [Suisse\n---\n# Alpha\n"}),
    "quoted CSV rows": (1000, lambda n: {"n.csv": "nom,pays,url\n" + "".join(f'"Projet, {i}",Suisse,https://p{i}.example/\n' for i in range(n))}),
    "items": (1000, lambda n: {"n.md": "# Projets\n\n" + _items(n)}),
    "described items": (500, lambda n: {"n.md": "# Projets\n\n" + _described(n)}),
    "headings": (1000, lambda n: {"n.md": "# Projets\n\n" + "".join(f"## {_link(i)} (Suisse)\n\nUne plateforme.\n\n" for i in range(n))}),
    "sections with a list": (500, lambda n: {"n.md": "# Projets\n\n" + "".join(f"## Projets en Suisse {i}\n\n- {_link(i)}\n" for i in range(n))}),
    "rows": (1000, lambda n: {"n.md": "# Projets\n\n| nom | pays | début |\n|---|---|---|\n" + "".join(f"| {_link(i)} | Suisse | 2019 |\n" for i in range(n))}),
    "CSV rows": (1000, lambda n: {"n.csv": "nom,pays,url\n" + "".join(f"Projet {i},Suisse,https://p{i}.example/\n" for i in range(n))}),
    "statements that break a shape": (250, lambda n: {"n.md": "```turtle\n" + "".join(f"kg:a{i} a mxtd:Initiative .\n" for i in range(n)) + "```\n"}),
    "prose": (500, lambda n: {"n.md": "# Notes\n\n" + "\n\n".join(f"Le musée {i} a lancé en 2019 un projet porté par la Fondation {i}." for i in range(n))}),
    "one paragraph of prose": (500, lambda n: {"n.md": "# Notes\n\n" + "\n".join(f"Le musée {i} a lancé en 2019 un projet porté par la Fondation {i}." for i in range(n))}),
    "one line": (2000, lambda n: {"n.md": "# Notes\n\n" + "mot porté par (Suisse) " * n + "\n"}),
    "nested items": (250, lambda n: {"n.md": "# Projets\n\n" + "".join("  " * (i % 25) + f"- {_link(i)}\n" for i in range(n))}),
    "bold words": (500, lambda n: {"n.md": "# Projets\n\n" + " ".join(f"**Projet {i}** est une plateforme." for i in range(n)) + "\n"}),
    "tags": (500, lambda n: {"n.md": "# Projets\n\n- [Alpha](https://a.example/) " + " ".join(f"#mot{i}" for i in range(n)) + "\n"}),
    "organisations with a list": (500, lambda n: {"n.md": "# Fondations\n\n" + "".join(f"- Fondation {i}\n  - {_link(i)} (Suisse)\n" for i in range(n))}),
    "a list of who runs it": (500, lambda n: {"n.md": "---\ntype: organisation\n---\n# Fondation Alpha\n\nUne fondation suisse.\n\n## Projets\n\n" + _items(n)}),
    "names on one site": (500, lambda n: {"n.md": "# Projets\n\n" + "".join(f"- [Musée Lumière {i}](https://a.example/{i}) (Suisse)\n" for i in range(n))}),
    "nearly one name": (50, _names),
    "one name in many notes": (250, lambda n: {f"{i}.md": "# Projets\n\n- [Alpha](https://a.example/) (Suisse)\n" for i in range(n)}),
    "one name with many pages": (250, lambda n: {f"{i}.md": f"# Projets\n\n- [Alpha](https://a{i}.example/) (Suisse)\n" for i in range(n)}),
    "one page under many names": (250, lambda n: {f"{i}.md": f"# Projets\n\n- [Projet {i}](https://a.example/) (Suisse)\n" for i in range(n)}),
    "wikilinks to one note": (1000, lambda n: {"Alpha.md": "# Alpha\n\nAlpha est une plateforme.\n", "n.md": "# Projets\n\n" + "".join(f"- [[Alpha]] {i}\n" for i in range(n))}),
    "front matter": (1000, lambda n: {"n.md": "---\ntype: projet\npartners: [" + ", ".join(f"Musée {i}" for i in range(n)) + "]\n---\n# Alpha\n"}),
    "Turtle statements": (250, lambda n: {"n.md": "# P\n\n```turtle\n" + "".join(f"kg:a{i} a mxtd:Initiative ; rdfs:label 'A{i}' .\n" for i in range(n)) + "```\n"}),
    "items with runners": (1500, lambda n: {"n.md": "# Projets\n\n" + "".join(f"- {_link(i)} (Suisse, 2019) : plateforme portée par la Fondation {i}\n" for i in range(n))}),
    "rows with runners": (500, lambda n: {"n.md": "# Projets\n\n| nom | site | porteur |\n|---|---|---|\n" + "".join(f"| Projet {i} | https://p{i}.example/ | Fondation {i} |\n" for i in range(n))}),
    "paragraphs of one item": (500, lambda n: {"n.md": "# Projets\n\n- [Alpha](https://a.example/)\n\n" + "".join(f"  Ligne {i}, avec {_link(i)}, portée par la Fondation {i}.\n\n" for i in range(n))}),
    "paragraphs that present things": (250, lambda n: {"n.md": "# Notes\n\n" + "".join(f"Le musée {i} a lancé **Projet {i}**, une plateforme portée par la Fondation {i}.\n\n" for i in range(n))}),
    "introduced lists": (250, lambda n: {"n.md": "# Projets\n\n" + "".join(f"Voici des projets financés par la Fondation {i} :\n\n- {_link(i)} (2019)\n\n" for i in range(n))}),
    "broken lines of a paragraph": (1000, lambda n: {"n.md": "# Notes\n\n- Alpha\n" + "  un long texte qui continue dans la ligne suivante sans aucun point à la fin de\n" * n}),
    "lists in HTML that are never closed": (1000, lambda n: {"n.md": "# Projets\n\n" + "<ul>" * n + "<a " * n + "\n"}),
    "rows without a line of dashes": (500, lambda n: {"n.md": "# Projets\n\n" + "|" * 500 + "x\n" + ("|" * 500 + "\n") * n}),
    "references without an address": (1000, lambda n: {"n.md": "# Projets\n\n- " + "[a][b]" * n + "\n"}),
    "addresses beside links": (500, lambda n: {"n.md": "# Projets\n\n- Alpha " + " ".join(f"https://x{i}.example/ {_link(i)}" for i in range(n)) + "\n"}),
    "a field of names": (200, lambda n: {"n.md": "# Projets\n\n- [Alpha](https://a.example/) (Suisse)\n  porteur:: " + "A, " * n + "fin\n"}),
    "a tail of places": (150, lambda n: {"n.md": "# Projets\n\n" + ("- " + "Suisse, " * n + "fin\n") * 10}),
    "levels of a list": (50, lambda n: {"n.md": "# Projets\n\n" + "".join("  " * i + f"- {_link(i)} (Suisse)\n" for i in range(n))}),
    "one name in one list": (250, lambda n: {"n.md": "# Projets\n\n" + "- Alpha (Suisse)\n" * n}),
    "one name with many pages in one list": (250, lambda n: {"n.md": "# Projets\n\n" + "".join(f"- [Alpha](https://a{i}.example/) (Suisse)\n" for i in range(n))}),
    "one title in many notes": (250, lambda n: {f"{i}.md": "---\ntitle: Le site\n---\n# Alpha\n\nAlpha est une plateforme suisse.\n" for i in range(n)}),
    "parts of parts": (250, lambda n: {f"{i}.md": f"---\ntype: projet\npart_of: Projet {i + 1}\n---\n# Projet {i}\n" for i in range(n)}),
}  # fmt: skip


def write(notes: Notes, folder: Path) -> None:
    """Write notes (name → text) into a folder."""
    for name, text in notes.items():
        (folder / name).write_text(text, encoding="utf-8")


def measure(notes: Notes) -> float:
    """The CPU seconds of a build of the notes that publishes nothing."""
    with tempfile.TemporaryDirectory() as folder:
        write(notes, Path(folder))
        begun = time.process_time()
        build(Settings(vault=Path(folder)), publish=False)
        return time.process_time() - begun


def main(asked: Iterable[str] = ()) -> None:
    """Print the table."""
    measure({"n.md": "# Projets\n\n- [Alpha](https://a.example/) (Suisse)\n"})  # loads what every build loads
    print(f"{'style':32} {'n':>5} {'n':>8} {'2n':>8} {'4n':>8}  4n/2n")
    for name in asked or STYLES:
        n, notes = STYLES[name]
        seconds = [measure(notes(n * times)) for times in (1, 2, 4)]
        print(
            f"{name:32} {n:5} " + " ".join(f"{s:8.2f}" for s in seconds) + f"  {seconds[2] / seconds[1]:5.1f}",
            flush=True,
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("style", nargs="*", choices=[[], *STYLES])
    main(parser.parse_args().style)
