"""Statements in the making: a description is told line by line, in prefixed names."""

from __future__ import annotations

from typing import TypeAlias

import pyoxigraph as ox

from kg.model.text import LANGUAGES, Text
from kg.store.prefixes import PREFIXES

Value: TypeAlias = ox.NamedNode | ox.Literal | Text | str
_KNOWN = {
    **PREFIXES,
    "void": "http://rdfs.org/ns/void#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "formats": "http://www.w3.org/ns/formats/",
}


def term(name: str) -> ox.NamedNode:
    """The IRI of a prefixed name."""
    prefix, _, local = name.partition(":")
    return ox.NamedNode(_KNOWN[prefix] + local)


class Sheet:
    """A description: a set of statements, without blank nodes."""

    def __init__(self) -> None:
        self.triples: set[ox.Triple] = set()

    def say(self, subject: ox.NamedNode, property_: str, *values: Value) -> None:
        """Say of a subject what it has as values: terms, texts in all languages, or the prefixed names of terms."""
        for value in values:
            for node in _terms(value):
                self.triples.add(ox.Triple(subject, term(property_), node))


def _terms(value: Value) -> list[ox.NamedNode | ox.Literal]:
    if isinstance(value, Text):
        return [ox.Literal(value.in_language(x), language=x) for x in LANGUAGES]
    return [term(value)] if isinstance(value, str) else [value]
