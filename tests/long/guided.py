"""A fuzzer that coverage guides, over notes, front matter, CSV and Turtle: for who has installed atheris.

    python -m tests.long.guided CORPUS -max_total_time=1800 -rss_limit_mb=2000

CORPUS is a folder that keeps what was found interesting; it begins with the notes of the repository.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

TOP = Path(__file__).resolve().parents[2]
BASE = "https://museumxtd.ch/kg/"


def seed(corpus: Path) -> None:
    """Put the notes of the repository, a Turtle block and a table into the corpus, a byte for the kind before each."""
    corpus.mkdir(parents=True, exist_ok=True)
    for file in sorted((TOP / "notes").rglob("*.md")):
        (corpus / file.stem).write_bytes(b"n" + file.read_bytes()[:4000])
    (corpus / "turtle").write_bytes(b"t" + b"kg:rive a mxtd:Initiative ; rdfs:label 'Rive'@fr .\n")
    (corpus / "table").write_bytes(b"c" + b'nom;pays;site\n"Rive";Suisse;https://rive.example/\n')
    (corpus / "matter").write_bytes(b"n" + b"---\ntype: projet\npays: [Suisse]\nstart: 2019\n---\n# Rive\n")


def main() -> None:
    """Fuzz until it is stopped or something crashes."""
    atheris: Any = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["kg"]):
        from kg.graph.describe import Described
        from kg.graph.turtle import read_blocks
        from kg.model.note import TurtleBlock
        from kg.notes.vault import read_sheet
        from kg.place_names import places
        from kg.recognise.identity import unite
        from kg.recognise.reading import read_note

    table = places()

    def one(data: bytes) -> None:
        kind, raw = data[:1], data[1:]
        if kind == b"t":
            graph = Described(path="n.md", base=BASE)
            read_blocks([TurtleBlock(text=raw.decode("utf-8", "replace"), path="n.md", line=1)], graph)
            return
        sheet, problems = read_sheet(raw, "n.csv" if kind == b"c" else "n.md")
        if sheet is None:
            return
        reading, found = read_note(sheet.note(), table)
        groups, _ = unite(reading.mentions, {})
        assert sum(map(len, groups)) == len({m.key for m in reading.mentions})
        graph = Described(path=reading.path, base=BASE)
        problems = (*problems, *found, *read_blocks(reading.turtle, graph))
        assert all(p.span.line >= 1 and p.span.column >= 1 and p.message.fr for p in problems)

    seed(Path(sys.argv[1]))
    atheris.Setup([sys.argv[0], *sys.argv[1:]], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
