"""What a value must be, by itself: each test says yes or no where pySHACL is known to, else nothing.

Texts are as pySHACL sees them: the lexical form of a literal, the IRI of a node; a blank node has none.
Of the datatypes that rdflib reads, only plain forms are judged here; what is odd is left to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Any, TypeAlias

import pyoxigraph as ox

from kg.graph.shape_files import SH
from kg.graph.shapes.data import Data, Term
from kg.graph.shapes.verdicts import Verdict
from kg.graph.shapes.words import XSD
from kg.graph.vocabulary import iri

Test: TypeAlias = Callable[[Term, Data], Verdict]
_LANG = iri("rdf:langString")
_STRING = XSD + "string"
_DAY = r"[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])"
_SAFE = {  # forms that every reader takes for the datatype
    XSD + "integer": re.compile(r"-?[0-9]{1,100}", re.ASCII),
    XSD + "decimal": re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,20})?", re.ASCII),
    XSD + "boolean": re.compile(r"true|false"),
    XSD + "gYear": re.compile(r"[12][0-9]{3}", re.ASCII),
    XSD + "gYearMonth": re.compile(r"[12][0-9]{3}-(0[1-9]|1[0-2])", re.ASCII),
    XSD + "date": re.compile(_DAY),
    XSD + "dateTime": re.compile(_DAY + r"T(0[0-9]|1[0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z"),
}
# Of datatypes that rdflib may know it is asked; it takes every text of others.
_ASKED = (XSD, iri("rdf:XML"), iri("rdf:HTML"), iri("rdf:JSON"))
_KINDS = {
    SH + "IRI": (ox.NamedNode,),
    SH + "Literal": (ox.Literal,),
    SH + "BlankNode": (ox.BlankNode,),
    SH + "BlankNodeOrIRI": (ox.BlankNode, ox.NamedNode),
    SH + "BlankNodeOrLiteral": (ox.BlankNode, ox.Literal),
    SH + "IRIOrLiteral": (ox.NamedNode, ox.Literal),
}


@cache
def of_kind(kind: ox.NamedNode) -> Test:
    """sh:nodeKind."""
    kinds = _KINDS.get(kind.value)
    return (lambda v, _: isinstance(v, kinds)) if kinds else unknown


@cache
def of_class(class_: Term) -> Test:
    """sh:class."""
    return lambda v, data: not isinstance(v, ox.Literal) and data.is_a(v, class_)


@cache
def of_datatype(datatype: ox.NamedNode) -> Test:
    """sh:datatype."""
    wanted = datatype.value
    if wanted.startswith(iri("rdfs:Literal")[:-7]):  # rdfs:Literal, rdfs:Datatype: pySHACL has its own ways
        return unknown
    any_text = wanted in (_STRING, _LANG) or not wanted.startswith(_ASKED)

    def test(value: Term, _: Data) -> Verdict:
        if not isinstance(value, ox.Literal) or value.datatype.value != wanted:
            return False
        return True if any_text or is_safe(value) else None

    return test


def is_safe(value: ox.Literal) -> bool:
    """Whether a literal's text is a plain form of its datatype."""
    form = _SAFE.get(value.datatype.value)
    return form is not None and form.fullmatch(value.value) is not None


@cache
def of_pattern(pattern: str, flags: str) -> Test:
    """sh:pattern with sh:flags, read as pySHACL reads them. Raises re.error for what is no pattern."""
    known = (re.IGNORECASE if "i" in flags.lower() else 0) | (re.MULTILINE if "m" in flags.lower() else 0)
    search = re.compile(pattern, known).search
    return lambda v, _: not isinstance(v, ox.BlankNode) and search(v.value) is not None


@cache
def of_length(least: int, most: int | None) -> Test:
    """sh:minLength, sh:maxLength: a blank node has no length, and is never too short where anything will do."""

    def test(value: Term, _: Data) -> Verdict:
        if isinstance(value, ox.BlankNode):
            return least == 0 and most is None
        return least <= len(value.value) and (most is None or len(value.value) <= most)

    return test


@cache
def of_languages(languages: frozenset[str]) -> Test:
    """sh:languageIn: the tag, or what stands before its first hyphen, is among them."""

    def test(value: Term, _: Data) -> Verdict:
        tag = value.language.lower() if isinstance(value, ox.Literal) and value.language else ""
        return bool(tag) and ("*" in languages or tag in languages or tag.split("-")[0] in languages)

    return test


@cache
def among(allowed: frozenset[Term]) -> Test:
    """sh:in."""
    return lambda v, _: v in allowed


@cache
def in_range(bound: Term, above: bool, equal: bool) -> Test:
    """sh:minInclusive, sh:minExclusive (`above`), sh:maxInclusive, sh:maxExclusive."""
    limit = rank(bound)

    def test(value: Term, _: Data) -> Verdict:
        if not isinstance(value, ox.Literal):
            return False
        found = rank(value)
        if limit is None or found is None or limit[0] != found[0] or limit[0] == "text":
            return None
        return (equal and found == limit) or (found > limit if above else found < limit)

    return test


def rank(value: Term) -> tuple[str, Any] | None:
    """Where a value stands among those of its sort; None for one whose place only rdflib can say."""
    if isinstance(value, ox.NamedNode) or (isinstance(value, ox.Literal) and value.datatype.value in (_STRING, _LANG)):
        return "text", value.value
    if not isinstance(value, ox.Literal) or not is_safe(value):
        return None
    if value.datatype.value in (XSD + "integer", XSD + "decimal"):
        return "number", Decimal(value.value)
    return ("day", value.value) if value.datatype.value == XSD + "date" else None


def unknown(_value: Term, _data: Data) -> Verdict:
    """Only pySHACL can say."""
    return None
