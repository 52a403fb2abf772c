"""IRIs: a function of the vault alone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache

from kg.model.fact import Kind
from kg.model.record import record
from kg.model.span import Span

_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})


@lru_cache(maxsize=8192)
def slug(text: str) -> str:
    """`text` folded to ASCII, all else `-`, never cut. Text without any ASCII letter gives its code points."""
    lower = text.casefold().translate(_LETTERS)
    plain = "".join(c for c in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(c))
    found = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return found or "-".join(f"u{ord(c):x}" for c in text if not c.isspace()) or "unnamed"


def note_slug(path: str) -> str:
    """The slug of a note: its path without suffix, each part folded; a CSV file's keeps its suffix."""
    stem = re.sub(r"\.(md|markdown)$", "", path, flags=re.IGNORECASE)
    return "/".join(slug(part) for part in stem.split("/"))


def note_tail(path: str) -> str:
    """What tells apart notes that fold to one slug: the bytes of the path."""
    return "-" + "".join(f"{b:02x}" for b in path.encode())


@record
class Bearer:
    """What a thing's IRI depends on, beside its label: its key, kind and first place, whether a note is about it, whether
    its IRI is given by `iris.tsv` or by a note."""

    key: str
    kind: Kind
    span: Span
    about: bool
    given: bool = False


def named_alike(group: Sequence[Bearer], name: str, base: str, slug_of: Callable[[str], str]) -> list[str]:
    """The IRIs of all things with one slug, `name`, in the order of `group`.

    Of several the one with a note of its own keeps it, the others put their note's slug behind it. `slug_of` gives a note's
    slug by its path.
    """
    owners = [b for b in group if b.about]
    keeps = group[0] if len(group) == 1 else owners[0] if len(owners) == 1 else None
    tails = ("" if b is keeps else "-" + slug_of(b.span.path).replace("/", "-") for b in group)
    return [f"{base}id/{name}{tail}" for tail in tails]


def told_apart(group: Sequence[Bearer], iri: str) -> list[str]:
    """The IRIs of all things that came out with one, in the order of `group`: that of one whose it is given stays, else of the
    first. Two things of one note with one name: the page's or list's line would move, so the kind parts them."""
    ordered = sorted(range(len(group)), key=lambda i: (not group[i].given, group[i].span.line, group[i].key))
    found = [iri] * len(group)
    for index, place in enumerate(ordered[1:], start=1):
        found[place] = f"{iri}-{_letters(index)}{group[place].kind}"
    return found


def _letters(number: int) -> str:
    """A number in letters: "b" for 1, "ba" for 26."""
    rest, last = divmod(number, 26)
    return (_letters(rest) if rest else "") + "abcdefghijklmnopqrstuvwxyz"[last]
