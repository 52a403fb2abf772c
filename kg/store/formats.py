"""How an answer looks: tables for people, the standards' formats for programs."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence

import pyoxigraph as ox

from kg.errors import FormatError, did_you_mean
from kg.model.characters import CONTROL, visible
from kg.model.text import Text
from kg.store.answering import FORMS, ROWS, prefixes_of
from kg.store.prefixes import PREFIXES, shorten
from kg.store.queries import Answer
from kg.store.refusals import failed

_RESULTS = {name: form for name, (_, form) in ROWS.items()}
NAMES = ("table", "csv", "tsv", "json", "xml", "md", *FORMS)

_FOR_GRAPHS = Text(
    fr="{name} est pour les graphes (CONSTRUCT, DESCRIBE).",
    en="{name} is for graphs (CONSTRUCT, DESCRIBE).",
    de="{name} ist für Graphen (CONSTRUCT, DESCRIBE).",
)
_TRY_ROWS = Text(
    fr="Cette requête répond par des lignes : essayez table, csv ou json.",
    en="This query answers with rows: try table, csv or json.",
    de="Diese Abfrage antwortet mit Zeilen: versuchen Sie table, csv oder json.",
)
_FOR_ROWS = Text(
    fr="{name} est pour des lignes ; cette requête répond par un graphe.",
    en="{name} is for rows; this query answers with a graph.",
    de="{name} ist für Zeilen; diese Abfrage antwortet mit einem Graphen.",
)
_TRY_GRAPHS = Text(
    fr=f"Essayez {', '.join(FORMS)}.",
    en=f"Try one of {', '.join(FORMS)}.",
    de=f"Versuchen Sie {', '.join(FORMS)}.",
)


def unknown(name: str, known: Sequence[str]) -> FormatError:
    """The failure for a format that nobody knows."""
    near = difflib.get_close_matches(name, known, n=1)
    all_ = ", ".join(known)
    return FormatError(
        Text(
            fr=f"Le format « {name} » n'existe pas.",
            en=f"There is no format {name!r}.",
            de=f"Das Format „{name}“ gibt es nicht.",
        ),
        did_you_mean(near) if near else Text(fr=f"Formats : {all_}.", en=f"Formats: {all_}.", de=f"Formate: {all_}."),
    )


def write(answer: Answer, name: str) -> bytes:
    """An answer in the format `name`.

    Raises FormatError for one that is not known or does not fit, QueryError when the query breaks off.
    """
    if name not in NAMES:
        raise unknown(name, NAMES)
    try:
        return _written(answer, name)
    except (OSError, RuntimeError, ValueError) as error:
        raise failed(error) from error


def _written(answer: Answer, name: str) -> bytes:
    if isinstance(answer, ox.QueryTriples):
        return _triples(answer, name)
    if name in FORMS:
        raise FormatError(_FOR_GRAPHS.filled(name=name), _TRY_ROWS)
    if name in _RESULTS:
        return bytes(answer.serialize(format=_RESULTS[name]) or b"")
    if isinstance(answer, ox.QueryBoolean):
        return b"true\n" if bool(answer) else b"false\n"
    heads = [v.value for v in answer.variables]
    rows = [[_cell(row[h]) for h in heads] for row in answer]
    return _TABLES[name](heads, rows).encode("utf-8")


def _triples(answer: ox.QueryTriples, name: str) -> bytes:
    if name in ("table", "md"):
        name = "turtle"
    if name not in FORMS:
        raise FormatError(_FOR_ROWS.filled(name=name), _TRY_GRAPHS)
    return serialized(sorted(set(answer), key=str), name)


def serialized(statements: Sequence[ox.Triple] | Sequence[ox.Quad], name: str) -> bytes:
    """Statements as they come in a format of RDF. Raises FormatError where it cannot hold one of them."""
    if name == "rdfxml":
        check_xml(statements)
    return bytes(ox.serialize(statements, format=FORMS[name], prefixes=prefixes_of(name)) or b"")


_NO_XML = Text(
    fr="RDF/XML ne peut pas écrire {what}.",
    en="RDF/XML cannot hold {what}.",
    de="RDF/XML kann {what} nicht enthalten.",
)
_PROPERTY = Text(fr="la propriété {iri}", en="the property {iri}", de="die Eigenschaft {iri}")
_VALUE = Text(
    fr="un caractère de commande, dans une valeur de {iri}",
    en="a control character, in a value of {iri}",
    de="ein Steuerzeichen in einem Wert von {iri}",
)
_ANY = Text(
    fr="turtle, trig et nquads le peuvent.", en="turtle, trig and nquads can.", de="turtle, trig und nquads können es."
)
_LOCAL = re.compile(r"[^\W\d][\w.\u00b7-]*$")  # the end of an IRI that is an NCName: what RDF/XML calls a property by
_RESERVED = frozenset(  # RDF/XML, section 6.2.2: what its grammar means by these is no property
    PREFIXES["rdf"] + name
    for name in ("RDF", "ID", "about", "bagID", "parseType", "resource", "nodeID", "datatype", "li", "Description",
                 "aboutEach", "aboutEachPrefix")
)  # fmt: skip
_BOUND = ("http://www.w3.org/2000/xmlns/", "http://www.w3.org/XML/1998/namespace")  # XML's own name spaces


def check_xml(triples: Iterable[ox.Triple | ox.Quad]) -> None:
    """Raises FormatError when RDF/XML cannot hold one of the statements (RDF 1.1 XML Syntax, section 6.1.4; XML 1.0, 2.2)."""
    for triple in triples:
        iri = triple.predicate.value
        if _LOCAL.search(iri) is None or iri in _RESERVED or iri.startswith(_BOUND):
            raise FormatError(_NO_XML.filled(what=_PROPERTY.filled(iri=iri)), _ANY)
        if isinstance(triple.object, ox.Literal) and CONTROL.search(triple.object.value):
            raise FormatError(_NO_XML.filled(what=_VALUE.filled(iri=iri)), _ANY)


def _cell(term: object) -> str:
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        return shorten(term.value)
    return str(getattr(term, "value", term))


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1 for c in text)


def table(heads: list[str], rows: list[list[str]]) -> str:
    """Rows as a table for a terminal; long cells are cut."""
    shown = [[_short(c) for c in row] for row in rows]
    widths = [max([_width(h), *(_width(r[i]) for r in shown)]) for i, h in enumerate(heads)]
    lines = [
        "  ".join(c + " " * (w - _width(c)) for c, w in zip(row, widths, strict=True)).rstrip()
        for row in [heads, ["─" * w for w in widths], *shown]
    ]
    return "\n".join(lines) + "\n"


def _short(text: str) -> str:
    flat = visible(" ".join(text.split()))
    return flat if len(flat) <= 80 else flat[:79] + "…"


def _markdown(heads: list[str], rows: list[list[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *[[" ".join(c.split()).replace("|", "\\|") for c in row] for row in rows]]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


_TABLES: dict[str, Callable[[list[str], list[list[str]]], str]] = {"table": table, "md": _markdown}
