"""IRIs: a function of the vault alone."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

from kg.model.fact import Entity

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


def note_slugs(paths: Sequence[str]) -> dict[str, str]:
    """The slug of every note; two notes that fold to one slug keep their code points behind it."""
    by_slug: dict[str, list[str]] = defaultdict(list)
    for path in sorted(paths):
        by_slug[note_slug(path)].append(path)
    found: dict[str, str] = {}
    for name, group in by_slug.items():
        for path in group:
            extra = "" if len(group) == 1 else "-" + "".join(f"{b:02x}" for b in path.encode())
            found[path] = name + extra
    return found


def entity_iris(
    entities: Sequence[Entity], labels: Mapping[str, str], base: str, notes: Mapping[str, str], kept: Mapping[str, str]
) -> dict[str, str]:
    """The IRI of every entity, by its key.

    `labels` are the main names by key, `notes` the slugs of notes by path, `kept` the IRIs that `iris.tsv`
    gives, by key. Of several things with one slug the one with a note of its own keeps it. What is given
    changes no other thing's IRI.
    """
    by_slug: dict[str, list[Entity]] = defaultdict(list)
    found: dict[str, str] = {}
    for entity in entities:
        by_slug[slug(labels[entity.key])].append(entity)
    for name, group in by_slug.items():
        owners = [e for e in group if e.about]
        keeps = group[0] if len(group) == 1 else owners[0] if len(owners) == 1 else None
        for entity in group:
            tail = "" if entity is keeps else "-" + notes[entity.span.path].replace("/", "-")
            found[entity.key] = f"{base}id/{name}{tail}"
    by_key = {e.key: e for e in entities}
    given = {**kept, **{e.key: e.iri for e in entities if e.iri}}
    return _told_apart({**_told_apart(found, by_key, {}), **given}, by_key, given)


def _told_apart(found: dict[str, str], entities: Mapping[str, Entity], given: Mapping[str, str]) -> dict[str, str]:
    """Two things of one note with one name: the page's or list's line would move, so the kind parts them."""
    by_iri: dict[str, list[str]] = defaultdict(list)
    for key, iri in found.items():
        by_iri[iri].append(key)
    for iri, keys in by_iri.items():
        if len(keys) > 1:
            for index, key in enumerate(
                sorted(keys, key=lambda k: (k not in given, entities[k].span.line, k))[1:], start=1
            ):
                found[key] = f"{iri}-{_letters(index)}{entities[key].kind}"
    return found


def _letters(number: int) -> str:
    """A number in letters: "b" for 1, "ba" for 26."""
    rest, last = divmod(number, 26)
    return (_letters(rest) if rest else "") + "abcdefghijklmnopqrstuvwxyz"[last]
