"""What the data set says of itself: title, licence, publisher, contact (DCAT 3)."""

from __future__ import annotations

import re

import pyoxigraph as ox

from kg.graph.vocabulary import term


def is_licence(said: str) -> bool:
    """Whether a licence is given by its address, as DCAT 3 wants it (section 6.4.11)."""
    return re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", said) is not None


def catalogue(base: str, *, title: str, licence: str, publisher: str, contact: str) -> list[str]:
    """The quads of the catalogue graph `…/graph/catalogue`, as lines of N-Quads."""
    subject, home = ox.NamedNode(f"{base}dataset"), ox.NamedNode(f"{base}graph/catalogue")
    said: list[tuple[str, ox.NamedNode | ox.Literal]] = [("rdf:type", term("dcat:Dataset"))]
    if title:
        said.append(("dcterms:title", ox.Literal(title)))
    if is_licence(licence):
        said.append(("dcterms:license", ox.NamedNode(licence)))
    if publisher:
        said.append(("dcterms:publisher", ox.Literal(publisher)))
    if contact:
        address = re.fullmatch(r"[^\s<>\"{}|\\^`@]+@[^\s<>\"{}|\\^`@]+", contact) is not None
        said.append(("dcat:contactPoint", ox.NamedNode(f"mailto:{contact}") if address else ox.Literal(contact)))
    return [f"{ox.Quad(subject, term(p), o, home)} .\n" for p, o in said]
