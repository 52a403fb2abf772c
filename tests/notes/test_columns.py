"""What stands far down a line is found at its place, whatever letters stand before it."""

from __future__ import annotations

from kg.model.note import Items, Paragraph
from kg.notes.markdown import parse


def test_a_link_behind_accents_and_pictures_stands_at_its_column() -> None:
    text = "Été 🏛 à l'île, [Vitrine](https://vitrine.example), **né** ici, [Réserve](https://reserve.example) là\n"
    block = parse(text * 3, "n.md").root.blocks[0]
    assert isinstance(block, Paragraph)
    for number, line in enumerate(block.lines, start=1):
        for link, name in zip(line.links, ("Vitrine", "Réserve"), strict=True):
            assert line.position(link.start) == (number, text.index(name) + 1)


def test_what_follows_ten_thousand_marks_stands_at_its_column() -> None:
    text = "- Vitrine " + "([é : " * 10_000 + "**fin**\n"
    block = parse(text, "n.md").root.blocks[0]
    assert isinstance(block, Items)
    (line,) = block.items[0].lines
    assert line.position(line.strong[0][0]) == (1, text.index("fin") + 1)
