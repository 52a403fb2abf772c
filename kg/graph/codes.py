"""The codes of the shapes: what each property shape says, and how bad it is."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox

from kg.errors import CodeError
from kg.graph.shape_files import MXSH, SH, files_of, read, severity_of
from kg.graph.vocabulary import term
from kg.model.codes import CODES, Code
from kg.model.problem import Severity, Text


def spoken(messages: Mapping[str, str]) -> Text:
    """A shape's messages by language as a text; that it has none, where it has none."""
    return Text.of(messages) if any(messages.values()) else CODES["KG300"].message


def known(extra: Path | None = None) -> dict[str, Code]:
    """Every code, those of the shapes and of the folder `extra` among them, in order. Raises ShapeError as `codes` does."""
    found = {**CODES, **{c.code: c for c in codes(extra)}}
    return dict(sorted(found.items()))


def find(code: str, extra: Path | None = None) -> Code:
    """The code as it is written, or in small letters. Raises CodeError when there is none, ShapeError as `codes` does."""
    all_ = known(extra)
    if code.upper() in all_:
        return all_[code.upper()]
    raise CodeError.unknown(code, difflib.get_close_matches(code.upper(), all_, n=3, cutoff=0.7))


def codes(extra: Path | None = None) -> list[Code]:
    """The codes of kg's shapes, and of those in the folder `extra`, in order. Raises ShapeError for a file that cannot be read."""
    shapes = read(files_of(extra))
    found: list[Code] = []
    for quad in shapes.quads_for_pattern(None, term("mxtd:code"), None, None):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
            found.append(_code(quad.object.value, quad.subject, shapes))
    return sorted(found, key=lambda c: c.code)


def _code(code: str, shape: ox.NamedNode, shapes: ox.Store) -> Code:
    severity: Severity = "violation"
    for quad in shapes.quads_for_pattern(shape, ox.NamedNode(f"{SH}severity"), None, None):
        if isinstance(quad.object, ox.NamedNode):
            severity = severity_of(quad.object.value)
    message, hint = words(shapes, shape)
    return Code(code=code, severity=severity, message=message, hint=hint)


def words(shapes: ox.Store, shape: ox.NamedNode) -> tuple[Text, Text | None]:
    """What a shape says, and what it says to do (`mxsh:hint`), if anything."""
    hint = _by_language(shapes, shape, f"{MXSH}hint")
    return spoken(_by_language(shapes, shape, f"{SH}message")), Text.of(hint) if hint else None


def _by_language(shapes: ox.Store, shape: ox.NamedNode, property_: str) -> dict[str, str]:
    found = shapes.quads_for_pattern(shape, ox.NamedNode(property_), None, None)
    return {q.object.language or "en": q.object.value for q in found if isinstance(q.object, ox.Literal)}
