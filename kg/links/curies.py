"""CURIEs (`wikidata:Q42`): how a file of decisions writes IRIs, by the prefixes that its `curie_map` declares."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from kg.model.addresses import EUROPEANA, GEONAMES, WIKIDATA

ORCID, MAILTO = "https://orcid.org/", "mailto:"
PLACE = "https://museumxtd.ch/kg/place/"
# Prefixes that need no declaration (SSSOM, "IRI prefixes").
BUILT_IN = {
    "linkml": "https://w3id.org/linkml/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "semapv": "https://w3id.org/semapv/vocab/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sssom": "https://w3id.org/sssom/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_USUAL = {
    "europeana": EUROPEANA,
    "geonames": GEONAMES,
    "mailto": MAILTO,
    "orcid": ORCID,
    "place": PLACE,
    "wikidata": WIKIDATA,
}
_CURIE = re.compile(r"([A-Za-z_][\w.-]*):(\S+)")
_WEB = re.compile(r"https?://[^\s/?#<>\"{}|\\^`]+[^\s<>\"{}|\\^`\x00-\x1f\x7f-\x9f]*")
_SPLIT = re.compile(r"(\S*[/#:])(\S+)")


def is_iri(text: str) -> bool:
    """Whether a text is an address that can stand in the graph, with a host."""
    if _WEB.fullmatch(text) is None:
        return False
    try:
        ox.NamedNode(text)
    except ValueError:  # "http://[::1"
        return False
    return True


class Prefixes:
    """The prefixes of one file, and those that writing into it has added.

    `declared` are those of its `curie_map`; a file that declares none is read as if it declared the usual ones.
    """

    def __init__(self, base: str, declared: Mapping[str, str]) -> None:
        self._usual = {**_USUAL, "kg": f"{base}id/"}
        self._declared = dict(declared)
        self.added: dict[str, str] = {}

    def expand(self, curie: str) -> str:
        """The IRI of a CURIE; an IRI is given back as it is, an undeclared prefix gives "" (so does what is no CURIE)."""
        if curie.startswith(("http://", "https://")):
            return curie
        found = _CURIE.fullmatch(curie)
        if found is None:
            return ""
        known = {**(self._declared or self._usual), **self.added, **BUILT_IN}
        return known[found[1]] + found[2] if found[1] in known else ""

    def declare(self, curies: Iterable[str]) -> None:
        """Add the usual prefixes that the CURIEs of a file without a `curie_map` have."""
        names = {found[1] for curie in curies if (found := _CURIE.fullmatch(curie.strip())) is not None}
        self.added |= {name: self._usual[name] for name in sorted(names & self._usual.keys())}

    def shorten(self, iri: str) -> str:
        """The CURIE of an IRI. A prefix that lacks is added: a usual one, or one of the IRI's part up to its last `/`."""
        known = {**self._declared, **self.added, **BUILT_IN}
        if found := _longest(known, iri):
            return f"{found}:{iri[len(known[found]) :]}"
        usual = _longest(self._usual, iri)
        parts = _SPLIT.fullmatch(iri.removesuffix("/"))
        space = self._usual[usual] if usual else parts[1] if parts else iri
        if space == iri:
            return iri
        name = _free(usual or "ns1", known)
        self.added[name] = space
        return f"{name}:{iri[len(space) :]}"


def _longest(known: Mapping[str, str], iri: str) -> str:
    """The prefix with the longest name space that an IRI begins with, or ""."""
    fitting = [p for p, space in known.items() if space and iri.startswith(space) and len(iri) > len(space)]
    return max(fitting, key=lambda p: (len(known[p]), p), default="")


def _free(name: str, taken: Mapping[str, str]) -> str:
    stem, number = name.rstrip("0123456789"), 1
    while name in taken:
        number += 1
        name = f"{stem}{number}"
    return name
