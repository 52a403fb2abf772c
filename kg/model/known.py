"""What a thing is known by, in the notes as they are or in the graph as it was published."""

from __future__ import annotations

from collections.abc import Container

from kg.model.record import record
from kg.model.span import Span


@record
class Known:
    """A thing by its IRI, its names (the main one first), its pages, and the lines that name it.

    `lines` are (path, line); a thing of the notes as they are has its `span` too.
    """

    iri: str
    names: tuple[str, ...]
    pages: tuple[str, ...] = ()
    lines: tuple[tuple[str, int], ...] = ()
    span: Span | None = None


@record
class Kept:
    """A row of `iris.tsv`: a name, the IRI that it keeps, and the note or page of the one meant."""

    name: str
    iri: str
    mark: str
    span: Span


@record
class Lost:
    """What the last generation published and the notes no longer say.

    `published` holds the IRIs of all its things; `base` is its base IRI, empty when it published none.
    """

    base: str = ""
    published: Container[str] = ()
    things: tuple[Known, ...] = ()
