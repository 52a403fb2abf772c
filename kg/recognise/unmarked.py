"""What a paragraph is in all but markup: a heading, or a list."""

from __future__ import annotations

from kg.model.folding import fold
from kg.model.note import Block, Item, Items, Line, Paragraph
from kg.model.place import PlaceTable
from kg.model.regex import regex
from kg.recognise import field_names
from kg.recognise.context import Context
from kg.recognise.defining import defining_kind
from kg.recognise.organisation import named_in
from kg.recognise.period import periods_in
from kg.recognise.place_lists import is_list_of_places
from kg.recognise.series import series_in
from kg.recognise.verdict import verdict_of


def is_bold_heading(block: Paragraph, following: tuple[Block, ...]) -> bool:
    """Whether a paragraph is one bold line above a list: a heading in all but markup."""
    if len(block.lines) != 1 or block.quoted or not following:
        return False
    line = block.lines[0]
    return line.is_bold and (not isinstance(following[0], Paragraph) or verdict_of(fold(line.text)).announces != 0)


def parted(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """A bold first line that announces something is a heading though text follows it without a blank line; so is one with a colon
    above a line of parts."""
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph) and len(block.lines) > 1 and not block.quoted:
            first = block.lines[0]
            if (
                first.is_bold
                and verdict_of(fold(first.text)).announces
                and not (is_titled(block) or _is_definition(block.lines[1]))
            ):
                found.extend((Paragraph(lines=(first,)), Paragraph(lines=block.lines[1:])))
                continue
            if len(block.lines) == 2 and first.text.rstrip().endswith(":") and ";" in block.lines[1].text:
                found.extend((Paragraph(lines=(first,)), Items(items=(Item(lines=block.lines[1:]),))))
                continue
        found.append(block)
    return tuple(found)


def begins_with_bold(block: Block) -> bool:
    """Whether a paragraph begins with a bold name, a sign and what that is: "**Sentier** — https://… — prêt de matériel"."""
    if not isinstance(block, Paragraph) or block.quoted or not block.lines or not block.lines[0].strong:
        return False
    line, (start, end) = block.lines[0], block.lines[0].strong[0]
    told = _SIGN.match(line.text, end) is not None and field_names.property_of(line.text[start:end]) is None
    return start <= 1 and end - start > 1 and told


def is_titled(block: Block) -> bool:
    """Whether a paragraph is a name alone on its line, linked or bold, and fields below: "**[Sentier](…)**", "Pays : Suisse"."""
    if not isinstance(block, Paragraph) or block.quoted or len(block.lines) < 2:
        return False
    first = block.lines[0]
    if not (_is_linked(first) if first.links else first.is_bold):
        return False
    terms = {field_names.property_of(f.key) for f in field_names.split(block.lines[1:])[1]} - {None}
    return bool(terms) if first.links else not terms.isdisjoint(_SAYS)


def are_titled(blocks: tuple[Block, ...]) -> bool:
    """Whether entries stand in such paragraphs, or in lists of terms and definitions: several do, or one whose name is linked."""
    if any(isinstance(b, Paragraph) and _of_definitions(b) is not None for b in blocks):
        return True
    found = [b for b in blocks if isinstance(b, Paragraph) and is_titled(b)]
    return len(found) > 1 or any(b.lines[0].links for b in found)


def _is_linked(line: Line) -> bool:
    """Whether nothing but a link stands on a line."""
    return len(line.links) == 1 and not _LETTER.search(
        line.text[: line.links[0].start] + line.text[line.links[0].end :]
    )


_LETTER = regex(r"\w")
_SAYS = frozenset("country url funder part_of target_size start".split())  # who is responsible is said of tasks, too
_SIGN = regex(r"\s*(?:\([^()]*\)\s*)?(?:[–—]|-\s|(?<=\))\s?[,;.:])")


def list_in(block: Paragraph, context: Context, places: PlaceTable, *, bold: bool, titled: bool) -> Items | None:
    """The list that its author sees in a paragraph of names, a line each or all in one; None where it is text. `bold` tells that it is
    one of several below one heading that begin with a bold name, `titled` that entries stand there in paragraphs below their names."""
    if titled and is_titled(block):
        return Items(items=(Item(lines=block.lines),))
    if bold and context.verdict > 0 and not context.weak and begins_with_bold(block):
        return Items(items=(Item(lines=block.lines),))
    return (
        _of_definitions(block)
        or _of_bold_names(block)
        or _of_names(block, context)
        or _of_places(block, context, places)
        or _of_series(block, context, places)
    )


def _of_definitions(block: Paragraph) -> Items | None:
    """A list of terms and definitions, as PHP Markdown Extra writes it: a name, and a line that begins with a colon below."""
    lines = block.lines
    if len(lines) < 2 or block.quoted or _is_definition(lines[0]) or not any(map(_is_definition, lines)):
        return None
    items: list[list[Line]] = []
    for line, following in zip(lines, (*lines[1:], None), strict=True):
        if _is_definition(line):
            items[-1].append(line.cut(line.text.index(":") + 1))
        elif not items or (following is not None and _is_definition(following)):
            items.append([line])
        else:
            items[-1].append(line)
    return Items(items=tuple(Item(lines=tuple(x)) for x in items))


def _is_definition(line: Line) -> bool:
    return line.text.lstrip()[:2] in (": ", ":\t", ":\u00a0")


def _of_places(block: Paragraph, context: Context, places: PlaceTable) -> Items | None:
    """A paragraph below what announces entries, each line of which is a name and a bracket that says where: "Ajapaik (Estonie) https://…"."""
    if block.quoted or context.verdict <= 0 or context.weak:
        return None
    for line in block.lines:
        match = _PLACED.match(line.text)
        if match is None or (match.end() == len(line.text) and len(block.lines) == 1):
            return None
        if len(match["name"].split()) > _FEW or not is_list_of_places(
            _FIRST_PART.split(match["where"])[0], places, context.near
        ):
            return None
    return Items(items=tuple(Item(lines=(line,)) for line in block.lines))


_FEW = 6  # words of a name
_PLACED = regex(
    r"(?P<name>(?=\S*[A-ZÀ-Þ\d.-])[^\W_][^()\n:;?!]{1,60}?)\s\((?P<where>[^()]{2,60})\)\s*(?:$|https?://|www\.|[–—]\s+\S|-\s+\S)"
)
_FIRST_PART = regex(r"\s*,\s*(?=\D*\d)")


def _of_series(block: Paragraph, context: Context, places: PlaceTable) -> Items | None:
    """A paragraph whose lines each list several names."""
    if block.quoted or context.verdict < 0 or any(series_in(x, places, context) is None for x in block.lines):
        return None
    return Items(items=tuple(Item(lines=(line,)) for line in block.lines))


def _of_bold_names(block: Paragraph) -> Items | None:
    """A paragraph of lines that each begin with a bold name, as the list that its author sees."""
    lines = block.lines
    if len(lines) < 2 or block.quoted or not all(line.strong and line.strong[0][0] <= 1 for line in lines):
        return None
    if any(
        line.text[line.strong[0][1] :].lstrip().startswith(":") or line.text[: line.strong[0][1]].rstrip().endswith(":")
        for line in lines
    ):
        return None  # "**Pays** : Suisse"
    return Items(items=tuple(Item(lines=(line,)) for line in lines))


_NAMED = regex(r"(?P<name>[A-ZÀ-Þ][^:()\n]{1,50}?)\s?(?:\([^()]*\)\s?)?:\s+(?=\S)")


def _of_names(block: Paragraph, context: Context) -> Items | None:
    """A paragraph below what announces entries, each line of which is a name, a colon and what it is, who runs it or when it ran."""
    if len(block.lines) < 2 or block.quoted or context.verdict <= 0:
        return None
    first: set[str] = set()
    for line in block.lines:
        match = _NAMED.match(line.text)
        if match is None or field_names.property_of(match["name"]) is not None or line.links:
            return None
        first.add(match["name"].split()[0])
        told = line.cut(match.end())
        if not (defining_kind(told) or named_in(told) or periods_in(line.text)):
            return None
    if len(first) == 1:
        return None  # "Round 1: …", "Round 2: …"
    return Items(items=tuple(Item(lines=(line,)) for line in block.lines))
