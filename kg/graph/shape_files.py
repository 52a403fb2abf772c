"""The files of shapes, kg's own and those of a vault, as they are read; and the names that they use."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from kg.errors import ShapeError
from kg.model.problem import Severity
from kg.resources import folder

SH = "http://www.w3.org/ns/shacl#"
MXSH = "https://museumxtd.ch/kg/shapes#"  # what kg says of a shape beside SHACL
SH_SEVERITIES: dict[str, Severity] = {
    SH + "Violation": "violation",
    SH + "Warning": "warning",
    SH + "Info": "information",
}


def files_of(extra: Path | None = None) -> tuple[Path, ...]:
    """kg's own files, then those in a vault's folder."""
    theirs = sorted(extra.glob("*.ttl")) if extra else []
    return (*sorted(folder("shapes").glob("*.ttl")), *theirs)


def read(files: Iterable[Path]) -> ox.Store:
    """What files say. Raises ShapeError for one that cannot be read, or is no Turtle."""
    shapes = ox.Store()
    for file in files:
        try:
            shapes.bulk_load(file.read_bytes(), format=ox.RdfFormat.TURTLE)
        except SyntaxError as error:
            raise ShapeError.unusable(file, str(error.msg)) from error
        except OSError as error:
            raise ShapeError.unreadable(file, error) from error
    return shapes


def severity_of(iri: str) -> Severity:
    """How bad a result is by the IRI of its severity; one that is not SHACL's is as bad as can be."""
    return SH_SEVERITIES.get(iri, "violation")
