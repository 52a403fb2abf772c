"""Answers in the standards' formats, as they are written to a client: names, media types, and how each is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, Protocol, TypeAlias, cast

import pyoxigraph as ox

from kg.errors import FormatError
from kg.model.text import Text
from kg.store.prefixes import PREFIXES

# SPARQL 1.1 Query Results (JSON, XML, CSV and TSV) and the formats of RDF 1.1, by the names of kg.
ROWS: Mapping[str, tuple[str, ox.QueryResultsFormat]] = {
    "json": ("application/sparql-results+json", ox.QueryResultsFormat.JSON),
    "xml": ("application/sparql-results+xml", ox.QueryResultsFormat.XML),
    "csv": ("text/csv; charset=utf-8", ox.QueryResultsFormat.CSV),
    "tsv": ("text/tab-separated-values; charset=utf-8", ox.QueryResultsFormat.TSV),
}
GRAPHS: Mapping[str, tuple[str, ox.RdfFormat]] = {
    "turtle": ("text/turtle; charset=utf-8", ox.RdfFormat.TURTLE),
    "ntriples": ("application/n-triples; charset=utf-8", ox.RdfFormat.N_TRIPLES),
    "jsonld": ("application/ld+json", ox.RdfFormat.JSON_LD),
    "rdfxml": ("application/rdf+xml", ox.RdfFormat.RDF_XML),
    "nquads": ("application/n-quads; charset=utf-8", ox.RdfFormat.N_QUADS),
    "trig": ("application/trig; charset=utf-8", ox.RdfFormat.TRIG),
}
MEDIA = {name: media for formats in (ROWS, GRAPHS) for name, (media, _) in formats.items()}
FORMS = {name: form for name, (_, form) in GRAPHS.items()}
_PREFIXED = ("turtle", "trig", "rdfxml", "jsonld")  # what writes IRIs in short

_NO_GRAPH = Text(
    fr="La requête répond par un graphe : aucun des formats demandés n'en est un de graphe.",
    en="The query answers with a graph: none of the formats asked for is one of graphs.",
    de="Die Abfrage antwortet mit einem Graphen: Keines der verlangten Formate ist eines für Graphen.",
)
_NO_ROWS = Text(
    fr="La requête répond par des lignes ou par oui ou non : aucun des formats demandés n'en est un pour cela.",
    en="The query answers with rows or a boolean: none of the formats asked for is one of these.",
    de="Die Abfrage antwortet mit Zeilen oder Ja/Nein: Keines der verlangten Formate passt dazu.",
)
_OF_GRAPHS = Text(
    fr=f"Formats de graphe : {', '.join(GRAPHS)}.",
    en=f"Formats of graphs: {', '.join(GRAPHS)}.",
    de=f"Formate für Graphen: {', '.join(GRAPHS)}.",
)
_OF_ROWS = Text(
    fr=f"Formats de lignes : {', '.join(ROWS)}.",
    en=f"Formats of rows: {', '.join(ROWS)}.",
    de=f"Formate für Zeilen: {', '.join(ROWS)}.",
)


class Output(Protocol):
    """Where an answer is written to."""

    def write(self, data: bytes, /) -> int:
        """Take bytes."""
        ...

    def flush(self) -> None:
        """Let go of them."""
        ...


Answer: TypeAlias = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


def must_fit(answer: Answer, name: str) -> None:
    """Raises FormatError where the format `name` is not one of such answers."""
    if isinstance(answer, ox.QueryTriples) and name not in GRAPHS:
        raise FormatError(_NO_GRAPH, _OF_GRAPHS)
    if not isinstance(answer, ox.QueryTriples) and name not in ROWS:
        raise FormatError(_NO_ROWS, _OF_ROWS)


def prefixes_of(name: str) -> dict[str, str] | None:
    """The prefixes that a format of graphs writes IRIs with."""
    return PREFIXES if name in _PREFIXED else None


def write_to(answer: Answer, name: str, out: Output) -> None:
    """Write an answer in the format `name`, without ever holding it as a whole.

    Raises FormatError where the format is not one of such answers; OSError, RuntimeError or ValueError where the query
    breaks off or the format cannot hold a value.
    """
    file = cast(IO[bytes], out)
    must_fit(answer, name)
    if isinstance(answer, ox.QueryTriples):
        ox.serialize(answer, file, format=FORMS[name], prefixes=prefixes_of(name))
        return
    if isinstance(answer, ox.QueryBoolean) and name in ("csv", "tsv"):
        out.write(b"true\n" if bool(answer) else b"false\n")  # the formats say nothing of booleans
        return
    answer.serialize(output=file, format=ROWS[name][1])
