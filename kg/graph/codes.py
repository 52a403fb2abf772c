"""The codes of the shapes: what each property shape says, and how bad it is."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox

from kg.errors import CodeError
from kg.graph.resources import folder
from kg.graph.vocabulary import term
from kg.model.codes import CODES, Code
from kg.model.problem import Severity, Text

_SH = "http://www.w3.org/ns/shacl#"
_SEVERITY: dict[str, Severity] = {"Violation": "violation", "Warning": "warning", "Info": "information"}


def spoken(messages: Mapping[str, str]) -> Text:
    """A shape's messages by language as a text; that it has none, where it has none."""
    return Text.of(messages) if any(messages.values()) else CODES["KG300"].message


def known(extra: Path | None = None) -> dict[str, Code]:
    """Every code, those of the shapes and of the folder `extra` among them, in order."""
    found = {**CODES, **{c.code: c for c in codes(extra)}}
    return dict(sorted(found.items()))


def find(code: str, extra: Path | None = None) -> Code:
    """The code as it is written, or in small letters. Raises CodeError when there is none."""
    all_ = known(extra)
    if code.upper() in all_:
        return all_[code.upper()]
    raise CodeError.unknown(code, difflib.get_close_matches(code.upper(), all_, n=3, cutoff=0.7))


def codes(extra: Path | None = None) -> list[Code]:
    """The codes of kg's shapes, and of those in the folder `extra`, in order."""
    shapes = ox.Store()
    for file in sorted(folder("shapes").glob("*.ttl")) + (sorted(extra.glob("*.ttl")) if extra else []):
        shapes.bulk_load(path=str(file), format=ox.RdfFormat.TURTLE)
    found: list[Code] = []
    for quad in shapes.quads_for_pattern(None, term("mxtd:code"), None, None):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
            found.append(_code(quad.object.value, quad.subject, shapes))
    return sorted(found, key=lambda c: c.code)


def _code(code: str, shape: ox.NamedNode, shapes: ox.Store) -> Code:
    said = {}
    for quad in shapes.quads_for_pattern(shape, ox.NamedNode(f"{_SH}message"), None, None):
        if isinstance(quad.object, ox.Literal):
            said[quad.object.language or "en"] = quad.object.value
    severity: Severity = "violation"
    for quad in shapes.quads_for_pattern(shape, ox.NamedNode(f"{_SH}severity"), None, None):
        if isinstance(quad.object, ox.NamedNode):
            severity = _SEVERITY[quad.object.value.removeprefix(_SH)]
    return Code(code=code, severity=severity, message=spoken(said))
