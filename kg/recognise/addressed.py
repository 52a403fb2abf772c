"""Bare addresses that stand before what they are the page of: on a line of their own above it, or at the head of its line."""

from __future__ import annotations

from kg.model.note import Block, Item, Items, Line, Paragraph, join
from kg.model.record import replace


def by_address(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Paragraphs that begin with an address on a line of its own, two or more, as lists: the address is the page of what the next
    line names."""
    begins = [isinstance(b, Paragraph) and not b.quoted and _is_headed(b.lines) for b in blocks]
    if sum(begins) < 2:
        return blocks
    found: list[Block] = []
    for block, begun in zip(blocks, begins, strict=True):
        if begun and isinstance(block, Paragraph):
            address, named, *rest = block.lines
            item = Item(lines=(join((named, address)), *rest))
            if found and isinstance(found[-1], Items):
                found[-1] = Items(items=(*found[-1].items, item))
            else:
                found.append(Items(items=(item,)))
        else:
            found.append(block)
    return tuple(found)


def _is_headed(lines: tuple[Line, ...]) -> bool:
    return len(lines) > 1 and _is_address(lines[0]) and lines[1].text.lstrip(" «“„*")[:1].isupper()


def _is_address(line: Line) -> bool:
    """Whether a line is nothing but a bare address."""
    return len(line.links) == 1 and line.links[0].form in ("bare", "url") and line.text.strip() == line.links[0].target


def page_behind(item: Item) -> Item:
    """An item that begins with a bare address, with that behind what it names: "https://… – Sentier, plateforme"."""
    line = item.lines[0] if item.lines else None
    link = line.links[0] if line is not None and line.links else None
    if line is None or link is None or link.form not in ("bare", "url") or line.text[: link.end] != link.target:
        return item
    rest = line.cut(link.end)
    rest = rest.cut(len(rest.text) - len(rest.text.lstrip(" :–—-→>|")))
    return replace(item, lines=(join((rest, line.cut(0, link.end))), *item.lines[1:])) if rest.text else item
