"""The names of places, as the stages that compare names know them."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.model.folding import fold
from kg.model.place import PlaceTable
from kg.resources import folder


@lru_cache(maxsize=1)
def places() -> PlaceTable:
    """The folded names of all places: `ontology/places.tsv`, which scripts/make_places.py draws from places.ttl.

    To fold 25,000 names at each start takes longer than to read a small vault.
    """
    text = (folder("ontology") / "places.tsv").read_text(encoding="utf-8")
    names, written, adjectives, short, countries, within, areas = map(_rows, text.split("\n\n")[1:])
    return PlaceTable(
        names=names,
        adjectives=adjectives,
        short=short,
        parents={code: country for code, (country,) in countries.items()},
        areas=frozenset(areas),
        exact=written,
        within={code: region for code, (region,) in within.items()},
        spelt=_spelt,
        longest=min(max(name.count(" ") for name in names) + 1, 6),
    )


def _rows(section: str) -> dict[str, tuple[str, ...]]:
    """The rows of one section of the table, below its title: a name, and the codes that bear it."""
    rows = (row.partition("\t") for row in section.strip("\n").split("\n")[1:])
    return {name: tuple(codes.split()) for name, _, codes in rows}


def _spelt(name: str) -> str:
    """The name as places.ttl writes it, which is read for who is to be shown it: that is rare."""
    for code in places().names.get(name, ()):
        labels = _with_labels().partition(f"\nplace:{code} a ")[2].partition("\n\n")[0]
        for label in re.findall(r'"([^"]+)"@', labels):
            if fold(label) == name:
                return str(label)
    return " ".join(word.capitalize() if len(word) > 2 else word for word in name.split())


@lru_cache(maxsize=1)
def _with_labels() -> str:
    return (folder("ontology") / "places.ttl").read_text(encoding="utf-8")
